"""Says something to one person in a channel: seen by them alone, and only now."""

import logging

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.blocks.message import Message
from handlers.desk import Desk
from services.visits import Visit

logger = logging.getLogger(__name__)


def whisper(desk: Desk, visit: Visit, message: Message, *, thread_ts: str | None = None) -> None:
    """Answer a person's own act where it was done; a failure is logged and not mended.

    Args:
        thread_ts: the thread to answer in; None for the channel itself.
    """
    try:
        desk.patient.chat_postEphemeral(
            channel=visit.channel_id,
            user=visit.user_id,
            thread_ts=thread_ts,
            **message.payload(desk.prefix),
        )
    except SlackApiError as refused:
        logger.warning("Slack did not take a private answer: %s", refused.response["error"])
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not take a private answer: %s", type(silent).__name__)
