"""The bot is mentioned in a channel or a thread."""

from typing import Any

from handlers import asides, asking
from handlers.blocks import errors as error_blocks
from handlers.blocks import mentions as blocks
from handlers.blocks import spaces as space_blocks
from handlers.blocks.message import Message
from handlers.desk import Desk
from handlers.introductions import Introductions
from openspace import RuleViolation
from services import people, spaces
from services.visits import Visit, WhichSpace

COMMAND = "openspace"
"""The command that answers the same question, for whoever has to say first which one is meant."""


def mentioned(
    desk: Desk, introductions: Introductions, visit: Visit, *, thread_ts: str | None
) -> None:
    """'@openspace, how does this work?'"""
    desk.later(visit.user_id, lambda: _answer(desk, introductions, visit, thread_ts))


def is_by_person(event: dict[str, Any]) -> bool:
    """Say whether a person wrote the message; those of apps and workflows name a bot."""
    return bool(event.get("user")) and not event.get("bot_id")


def _answer(desk: Desk, introductions: Introductions, visit: Visit, thread_ts: str | None) -> None:
    introductions.meet(desk, visit.team_id, visit.user_id)
    with desk.database.reading() as db:
        if not people.is_person(db, team_id=visit.team_id, user_id=visit.user_id):
            return
    asides.whisper(desk, visit, _standing(desk, visit), thread_ts=thread_ts)


def _standing(desk: Desk, visit: Visit) -> Message:
    try:
        return blocks.standing(asking.look(desk, visit, spaces.standing))
    except WhichSpace as several:
        return space_blocks.choose(several.choices, command=COMMAND, text="")
    except RuleViolation as refused:
        return error_blocks.refusal(refused)
