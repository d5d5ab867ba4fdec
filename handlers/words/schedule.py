"""What follows `/openspace digest`, `/openspace summary` and `/openspace reminder`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.words import choices, moments, numbers
from handlers.words.tokens import Token, joined
from openspace import RuleViolation, quoted, schedule

OFF = ("off", "never", "none")
"""The words for 'not by itself any more'."""

_DIGEST = "/openspace digest 09:00"
_DIGEST_OFF = "/openspace digest off"
_SUMMARY = "/openspace summary 16:30"
_SUMMARY_OFF = "/openspace summary off"
_REMINDER = "/openspace reminder 15"
_REMINDER_OFF = "/openspace reminder off"
_MINUTES = re.compile(r"(\d{1,9}) ?(?:m|mins?|minutes?)?\.?(?: before)?")


@dataclass(frozen=True, slots=True)
class ScheduleShow:
    """'When does the bot speak?'"""


@dataclass(frozen=True, slots=True)
class DigestAt:
    """'The digest comes each morning at this time', or not at all: None."""

    wall: time | None


@dataclass(frozen=True, slots=True)
class SummaryAt:
    """'The summary comes each evening at this time', or not at all: None."""

    wall: time | None


@dataclass(frozen=True, slots=True)
class ReminderBefore:
    """'People are reminded this many minutes before a session', or not at all: None."""

    minutes: int | None


Schedule: TypeAlias = ScheduleShow | DigestAt | SummaryAt | ReminderBefore


def digest(pieces: Sequence[Token]) -> ScheduleShow | DigestAt:
    """Return what `/openspace digest` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are neither one time of day nor `off`.
    """
    if not pieces:
        return ScheduleShow()
    return DigestAt(_wall(pieces, example=_DIGEST, off=_DIGEST_OFF))


def summary(pieces: Sequence[Token]) -> ScheduleShow | SummaryAt:
    """Return what `/openspace summary` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are neither one time of day nor `off`.
    """
    if not pieces:
        return ScheduleShow()
    return SummaryAt(_wall(pieces, example=_SUMMARY, off=_SUMMARY_OFF))


def reminder(pieces: Sequence[Token]) -> ScheduleShow | ReminderBefore:
    """Return what `/openspace reminder` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are neither a number of minutes from 1 to 240 nor `off`.
    """
    if not pieces:
        return ScheduleShow()
    typed = joined(pieces)
    if typed.lower() in OFF:
        return ReminderBefore(None)
    found = _MINUTES.fullmatch(typed.lower())
    minutes = numbers.whole(found[1]) if found else None
    if minutes is None:
        raise RuleViolation(
            f"{quoted(typed)} is not a number of minutes: type `{_REMINDER}`, or `{_REMINDER_OFF}`."
        )
    schedule.check_reminder(minutes)
    return ReminderBefore(minutes)


def _wall(pieces: Sequence[Token], *, example: str, off: str) -> time | None:
    words = moments.pieces(joined(pieces))
    if not words:
        raise RuleViolation(f"At what time? Type `{example}`, or `{off}`.")
    first, *others = words
    wall = moments.wall_time(first)
    if wall is None and first not in OFF:
        raise RuleViolation(f"{quoted(first)} is not a time I know: type `{example}`, or `{off}`.")
    if others:
        raise choices.too_much(others[0], off if wall is None else example)
    return wall
