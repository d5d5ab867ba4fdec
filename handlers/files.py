"""Sends a file that somebody asked for, in a direct message from the bot."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.blocks.message import Message
from handlers.desk import Desk

logger = logging.getLogger(__name__)


def send(
    desk: Desk, user_id: str, *, note: Message, filename: str, title: str, content: bytes
) -> bool:
    """Send *content* as a file; say whether Slack took it. A failure is logged, without words.

    Args:
        note: what stands above the file.
        title: what the file is called where it is shown.
    """
    return _sent(desk, user_id, note, [{"filename": filename, "title": title, "content": content}])


def send_several(desk: Desk, user_id: str, *, note: Message, contents: Mapping[str, bytes]) -> bool:
    """Send *contents*, by their names, as files of one message; say whether Slack took them."""
    uploads = [
        {"filename": name, "title": name, "content": content} for name, content in contents.items()
    ]
    return _sent(desk, user_id, note, uploads)


def _sent(desk: Desk, user_id: str, note: Message, uploads: list[dict[str, Any]]) -> bool:
    try:
        # The note comes first because its answer names the channel of the direct message; files
        # cannot be sent to a user's id (docs.slack.dev, files.completeUploadExternal).
        sent = desk.patient.chat_postMessage(
            channel=user_id, unfurl_links=False, unfurl_media=False, **note.payload(desk.prefix)
        )
        desk.patient.files_upload_v2(channel=sent["channel"], file_uploads=uploads)
    except SlackApiError as refused:
        logger.warning("Slack did not take a file: %s", refused.response["error"])
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not answer to a file: %s", type(silent).__name__)
    else:
        return True
    return False
