"""`/tally`."""

import logging

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import asking, clicks, lists
from handlers.asking import Asked
from handlers.blocks import tally as blocks
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.desk import Desk
from handlers.words import tally as words
from services import tally
from services.tally import Tally

logger = logging.getLogger(__name__)


def show(asked: Asked) -> Message:
    """'What do people want?'"""
    wanted = words.tally(asked.text)
    if isinstance(wanted, words.Show):
        return lists.show(asked.desk, asked.visit, View("tally", page=wanted.page))
    found = asking.look(asked.desk, asked.visit, tally.show)
    asked.desk.later(asked.visit.user_id, lambda: _send_file(asked, found))
    return blocks.file_coming()


def _send_file(asked: Asked, found: Tally) -> None:
    if not _is_sent(asked.desk, found, asked.visit.user_id):
        clicks.respond(asked.desk, asked.response_url, blocks.file_failed())


def _is_sent(desk: Desk, found: Tally, user_id: str) -> bool:
    note = blocks.file_note(found).payload(desk.prefix)
    try:
        # The note comes first because its answer names the channel of the direct message; files
        # cannot be sent to a user's id (docs.slack.dev, files.completeUploadExternal).
        sent = desk.patient.chat_postMessage(
            channel=user_id, unfurl_links=False, unfurl_media=False, **note
        )
        desk.patient.files_upload_v2(
            channel=sent["channel"],
            filename="tally.csv",
            title=f"Tally of {found.here.space.name}",
            content=blocks.csv_text(found),
        )
    except SlackApiError as refused:
        logger.warning("Slack did not take a file: %s", refused.response["error"])
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not answer to a file: %s", type(silent).__name__)
    else:
        return True
    return False
