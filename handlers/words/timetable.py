"""What follows `/openspace timetable`; `move`, `pin`, `swap` and such may stand alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.words import choices, moments, numbers, pages, rooms, synonyms
from handlers.words.tokens import Token
from openspace import RuleViolation

_PAGE = "/openspace timetable page 2"
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]))? ?%?")
EXAMPLES = {
    "draft": "/openspace timetable draft",
    "grid": "/openspace timetable grid",
    "move": '/openspace timetable move 7 wed 10:00 "Room B"',
    "pin": "/openspace timetable pin 7",
    "unpin": "/openspace timetable unpin 7",
    "unplace": "/openspace timetable unplace 7",
    "swap": "/openspace timetable swap 7 8",
    "undo": "/openspace timetable undo",
    "discard": "/openspace timetable discard",
    "fairness": "/openspace timetable fairness 0.5",
    "why": "/openspace why 7",
    "publish": "/openspace timetable publish",
}


@dataclass(frozen=True, slots=True)
class TimetableShow:
    """'How does the timetable look?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """'Show it as a table of slots and rooms.'"""


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
class Draft:
    """'Draft the timetable for me'; afresh, or close to what it is."""

    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """'These two change places.'"""

    number: int
    other: int


@dataclass(frozen=True, slots=True)
class Undo:
    """'Take back what was done last.'"""


@dataclass(frozen=True, slots=True)
class Discard:
    """'Make the draft what everybody sees.'"""


@dataclass(frozen=True, slots=True)
class Fairness:
    """'So many of 1,000 wishes may be given up for those who fare worst.'"""

    permille: int


@dataclass(frozen=True, slots=True)
class Why:
    """'Why is this session where it is?'"""

    number: int


@dataclass(frozen=True, slots=True)
class Publish:
    """'Everybody may see the timetable as it is now.'"""


Timetable: TypeAlias = (
    TimetableShow
    | Grid
    | Draft
    | Move
    | Pin
    | Unpin
    | Unplace
    | Swap
    | Undo
    | Discard
    | Fairness
    | Why
    | Publish
)


_ALONE: Mapping[str, Timetable] = {
    "grid": Grid(),
    "publish": Publish(),
    "undo": Undo(),
    "discard": Discard(),
}


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
        case [Token(word="draft"), *rest]:
            return _draft(rest)
        case [Token(word="swap"), *rest]:
            return _swap(rest)
        case [Token(word="fairness"), *rest]:
            return _fairness(rest)
        case [Token(word="why"), *rest]:
            return Why(only_number(rest, example=EXAMPLES["why"]))
        case [Token(word="grid" | "publish" | "undo" | "discard" as word)]:
            return _ALONE[word]
        case [Token(word="grid" | "publish" | "undo" | "discard" as word), extra, *_]:
            raise choices.too_much(extra.plain, EXAMPLES[word])
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


def _draft(pieces: Sequence[Token]) -> Draft:
    known = choices.understood(pieces, synonyms.DRAFT)
    if not known:
        return Draft(is_fresh=False)
    example = EXAMPLES["draft"]
    if known[0].word != "afresh":
        raise choices.too_much(known[0].plain, f"{example}` or `{example} afresh")
    if len(known) > 1:
        raise choices.too_much(known[1].plain, f"{example} afresh")
    return Draft(is_fresh=True)


def _swap(pieces: Sequence[Token]) -> Swap:
    example = EXAMPLES["swap"]
    pieces = [piece for piece in pieces if piece.word not in ("and", "with")]
    if len(pieces) < 2:
        raise RuleViolation(f"Which two sessions? Type their numbers: `{example}`.")
    return Swap(only_number(pieces[:1], example=example), only_number(pieces[1:], example=example))


def _fairness(pieces: Sequence[Token]) -> Fairness:
    example = EXAMPLES["fairness"]
    match pieces:
        case []:
            raise RuleViolation(
                "How many percent of the wishes may be given up for those who fare worst? Type"
                f" for example `{example}`."
            )
        case [piece]:
            return Fairness(_permille(piece.plain, example=example))
        case _:
            raise choices.too_much(pieces[1].plain, example)


def _permille(text: str, *, example: str) -> int:
    match = _PERCENT.fullmatch(text.strip())
    if match is None or int(match[1]) > 100:
        raise RuleViolation(
            "Fairness is from 0 to 100 percent of the wishes, with one digit behind the point at"
            f" most. Type for example `{example}`."
        )
    return min(10 * int(match[1]) + int(match[2] or 0), 1000)
