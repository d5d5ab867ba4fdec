"""`/openspace` for the open space as a whole: how it stands, starting, settings, its end."""

import logging

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import help as help_blocks
from handlers.blocks import spaces as blocks
from handlers.blocks.message import Message
from handlers.desk import Desk
from handlers.words import openspace as words
from handlers.words import people as words_people
from handlers.words import spaces as words_spaces
from openspace import RuleViolation
from services import spaces

logger = logging.getLogger(__name__)

CHANNEL = "channel"
"""The field in which a channel is chosen, where there is one."""


def standing(asked: Asked) -> Message:
    """'Where do things stand, and what can I do next?'"""
    return blocks.standing(asking.look(asked.desk, asked.visit, spaces.standing))


def commands(asked: Asked) -> Message:
    """'What can I type?'"""
    return help_blocks.commands()


def privacy(asked: Asked) -> Message:
    """'What is stored about me?'"""
    return help_blocks.privacy(asked.desk.keeping)


def create(asked: Asked, wanted: words_spaces.New) -> Message:
    """'An open space starts in this channel.'"""
    private = is_private(asked.desk, asked.visit.channel_id)
    with asked.desk.database.begin() as db:
        changed = spaces.create(
            db,
            asked.visit,
            name=wanted.name,
            first_day=wanted.first_day,
            last_day=wanted.last_day,
            zone=wanted.zone,
            is_private=private,
        )
    return blocks.created(changed)


def set_budget(asked: Asked, wanted: words.Budget) -> Message:
    """'Everyone has this many dots.'"""
    with asked.desk.database.begin() as db:
        return blocks.budget(spaces.set_budget(db, asked.visit, wanted.dots))


def set_tally_seen_by(asked: Asked, wanted: words.TallyFor) -> Message:
    """'The tally is seen by these.'"""
    with asked.desk.database.begin() as db:
        return blocks.tally_seen_by(spaces.set_tally_seen_by(db, asked.visit, wanted.seen_by))


def set_guests_allowed(asked: Asked, wanted: words_people.Guests) -> Message:
    """'Guests may take part.'"""
    with asked.desk.database.begin() as db:
        changed = spaces.set_guests_allowed(db, asked.visit, allowed=wanted.allowed)
        return blocks.guests(changed)


def close(asked: Asked) -> Message:
    """'The week is over.'"""
    with asked.desk.database.begin() as db:
        changed = spaces.close(db, asked.visit)
    return blocks.closed(changed, asked.desk.keeping)


def reopen(asked: Asked) -> Message:
    """'The week is not over after all.'"""
    with asked.desk.database.begin() as db:
        changed = spaces.reopen(db, asked.visit)
    return blocks.reopened(changed)


def is_private(desk: Desk, channel_id: str) -> bool:
    """Ask Slack about the channel; the bot must be in it, or nobody would hear of the windows.

    Raises:
        RuleViolation: with the field `channel`: it is no channel, the bot is not in it, or Slack
            does not say.
    """
    if channel_id.startswith("D"):
        raise RuleViolation(
            "An open space needs a channel where people meet."
            " Type `/openspace new` in that channel.",
            CHANNEL,
        )
    try:
        channel = desk.client.conversations_info(channel=channel_id)["channel"]
    except SlackApiError as refused:
        if refused.response["error"] in ("channel_not_found", "missing_scope"):
            raise RuleViolation(NOT_INVITED, CHANNEL) from None
        logger.warning("Slack did not describe a channel: %s", refused.response["error"])
        raise RuleViolation(SILENT, CHANNEL) from None
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not describe a channel: %s", type(silent).__name__)
        raise RuleViolation(SILENT, CHANNEL) from None
    if not channel.get("is_member"):
        raise RuleViolation(NOT_INVITED, CHANNEL)
    return bool(channel.get("is_private"))


NOT_INVITED = (
    "I am not in this channel yet, so nobody would hear from me. Type `/invite @openspace` there"
    " first, and then try again."
)
SILENT = "Slack did not answer me just now, so nothing was started. Please try again."
