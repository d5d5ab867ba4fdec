"""What follows `/openspace timetable`, and `move`, `pin`, `unpin`, `unplace`, `publish` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.words import choices, moments, numbers, pages, rooms, synonyms
from handlers.words.tokens import Token
from openspace import RuleViolation

_PAGE = "/openspace timetable page 2"
EXAMPLES = {
    "move": '/openspace timetable move 7 wed 10:00 "Room B"',
    "pin": "/openspace timetable pin 7",
    "unpin": "/openspace timetable unpin 7",
    "unplace": "/openspace timetable unplace 7",
    "publish": "/openspace timetable publish",
}


@dataclass(frozen=True, slots=True)
class TimetableShow:
    """'How does the timetable look?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """'This session is then and there.'"""

    number: int
    day: moments.Day
    start: time
    room: str


@dataclass(frozen=True, slots=True)
class Pin:
    """'This session stays where it is, whatever a new draft does.'"""

    number: int


@dataclass(frozen=True, slots=True)
class Unpin:
    """'A new draft may move this session.'"""

    number: int


@dataclass(frozen=True, slots=True)
class Unplace:
    """'Take this session out of the timetable.'"""

    number: int


@dataclass(frozen=True, slots=True)
class Publish:
    """'Everybody may see the timetable as it is now.'"""


Timetable: TypeAlias = TimetableShow | Move | Pin | Unpin | Unplace | Publish


def timetable(pieces: Sequence[Token]) -> Timetable:
    """Return what `/openspace timetable` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.TIMETABLE)
    match pieces:
        case []:
            return TimetableShow()
        case [Token(word="page"), *rest]:
            return TimetableShow(pages.number([piece.word for piece in rest], example=_PAGE))
        case [Token(word="move"), *rest]:
            return _move(rest)
        case [Token(word="pin"), *rest]:
            return Pin(only_number(rest, example=EXAMPLES["pin"]))
        case [Token(word="unpin"), *rest]:
            return Unpin(only_number(rest, example=EXAMPLES["unpin"]))
        case [Token(word="unplace"), *rest]:
            return Unplace(only_number(rest, example=EXAMPLES["unplace"]))
        case [Token(word="publish")]:
            return Publish()
        case [Token(word="publish"), extra, *_]:
            raise choices.too_much(extra.plain, EXAMPLES["publish"])
        case _:
            raise choices.unknown(pieces[0].plain, EXAMPLES, offered=synonyms.TIMETABLE_OFFERED)


def only_number(pieces: Sequence[Token], *, example: str) -> int:
    """Return the one topic number that *pieces* are.

    Raises:
        RuleViolation: they are not one topic number.
    """
    match pieces:
        case []:
            raise RuleViolation(f"Which topic? Type its number: `{example}`.")
        case [piece]:
            return numbers.number(piece.plain.rstrip(","), example=example)
        case _:
            numbers.number(pieces[0].plain, example=example)
            raise choices.too_much(pieces[1].plain, example)


def _move(pieces: Sequence[Token]) -> Move:
    example = EXAMPLES["move"]
    number = only_number(pieces[:1], example=example)
    day, start, behind = moments.day_and_time(pieces[1:], example=example)
    room = rooms.name(behind)
    if not room:
        raise RuleViolation(f"To which room? Type `{example}`.")
    return Move(number, day, start, room)
