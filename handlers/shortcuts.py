"""Slack's shortcuts: their names, what the manifest says of them, and the form each opens."""

import logging
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import proposing
from handlers.blocks.details import Typed
from handlers.blocks.forms import Form
from handlers.forms import Use, Used
from handlers.words import proposing as words

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shortcut:
    """One shortcut.

    Args:
        name: at most 24 characters.
        kind: `global`, or `message` for one that is used on a message.
        description: at most 150 characters.
        use: what it opens.
    """

    callback_id: str
    name: str
    kind: str
    description: str
    use: Use


def propose(used: Used) -> Form:
    """'I have an idea.'"""
    return proposing.form(used.desk, used.used_by, Typed())


def make_topic(used: Used) -> Form:
    """'What is said here should be a topic.'"""
    message = used.message or {}
    taken = words.from_message(str(message.get("text", "")), _link(used))
    typed = Typed(title=taken.title, description=taken.description)
    return proposing.form(used.desk, used.used_by, typed)


SHORTCUTS = (
    Shortcut(
        "propose_topic",
        "Propose a topic",
        "global",
        "Opens the form for a new topic of an open space",
        propose,
    ),
    Shortcut(
        "make_topic",
        "Make this a topic",
        "message",
        "Opens the form for a new topic with what this message says",
        make_topic,
    ),
)


def _link(used: Used) -> str:
    """Return the message's address; "" where the bot is not, or while Slack does not answer."""
    channel_id, message = used.used_by.channel_id, used.message or {}
    try:
        answer = used.desk.client.chat_getPermalink(
            channel=channel_id, message_ts=str(message.get("ts", ""))
        )
    except SlackApiError as refused:
        logger.info("Slack gave no link to a message: %s", refused.response["error"])
        return ""
    except (SlackClientError, OSError) as silent:
        logger.info("Slack gave no link to a message: %s", type(silent).__name__)
        return ""
    return str(answer["permalink"])
