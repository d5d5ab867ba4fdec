"""What follows `/openspace ask`, `requests`, `back`, `grant` and `decline`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.words import choices, moments, numbers, pages, rooms, synonyms, tokens
from handlers.words.tokens import Token
from openspace import RuleViolation, quoted

_MOVE = '/openspace ask 7 wed 10:00 "Room B"'
_SWAP = "/openspace ask 7 swap 8"
_PAGE = "/openspace requests page 2"
_CANCEL = "/openspace ask cancel 3"
EXAMPLES = {
    "ask": _MOVE,
    "requests": "/openspace requests",
    "back": "/openspace back 3",
    "grant": "/openspace grant 3",
    "decline": "/openspace decline 3",
}
WORDS = tuple(EXAMPLES)

_BECAUSE = re.compile(r"(?<!\S)because\b[\s:,]*", re.IGNORECASE)
_NUMBER = re.compile(r"#?\d+[\s,;:.]*")


@dataclass(frozen=True, slots=True)
class AskForm:
    """'I want to ask for a change, in a form.'"""


@dataclass(frozen=True, slots=True)
class AskMove:
    """'Please move this session'; *room* is "" where none was named, *reason* as well."""

    number: int
    day: moments.Day
    start: time
    room: str
    reason: str


@dataclass(frozen=True, slots=True)
class AskSwap:
    """'Please let these two sessions swap.'"""

    number: int
    other: int
    reason: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """'I do not ask for that any more.'"""

    number: int


@dataclass(frozen=True, slots=True)
class RequestsShow:
    """'What do people ask for?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Back:
    """'I wish for that too', or not any more."""

    number: int
    is_wished: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """'So be it', with a word or without."""

    number: int
    word: str


@dataclass(frozen=True, slots=True)
class Decline:
    """'It stays as it is', with a word or without."""

    number: int
    word: str


Requests: TypeAlias = AskForm | AskMove | AskSwap | TakeBack | RequestsShow | Back | Grant | Decline


def requests(pieces: Sequence[Token], text: str) -> Requests:
    """Return what `/openspace` followed by *pieces* asks for.

    Args:
        pieces: the first is one of `WORDS`.
        text: the same as Slack sent it, for what people say in their own words.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    first, rest = pieces[0].word, pieces[1:]
    match first:
        case "ask":
            return _ask(choices.understood(rest, synonyms.ASK), text)
        case "requests":
            return _show(choices.understood(rest, synonyms.REQUESTS))
        case "back":
            return _back(rest)
        case "grant":
            return Grant(_number(rest[:1], example=EXAMPLES["grant"]), _word(text))
        case _:
            return Decline(_number(rest[:1], example=EXAMPLES["decline"]), _word(text))


def _ask(pieces: Sequence[Token], text: str) -> AskForm | AskMove | AskSwap | TakeBack:
    head, reason = _with_reason(pieces, text)
    match head:
        case [] if not pieces:
            return AskForm()
        case []:
            raise RuleViolation(f"Which session? Type its number first: `{_MOVE}`.")
        case [Token(word="cancel"), *rest]:
            return TakeBack(_number(rest, example=_CANCEL))
    number = numbers.number(head[0].plain.rstrip(","), example=_MOVE)
    match list(head[1:]):
        case []:
            raise RuleViolation(f"Where to? Type `{_MOVE}`, or `{_SWAP}`.")
        case [Token(word="swap"), *rest]:
            return AskSwap(number, _other(rest), reason)
        case [Token(word="move"), *rest]:
            return _move(number, rest, reason)
        case rest:
            return _move(number, rest, reason)


def _with_reason(pieces: Sequence[Token], text: str) -> tuple[Sequence[Token], str]:
    """Return the pieces before `because`, and what stands behind it."""
    for at, piece in enumerate(pieces):
        if piece.word.rstrip(":,") == "because":
            found = _BECAUSE.search(text)
            return pieces[:at], tokens.title(text[found.end() :]) if found else ""
    return pieces, ""


def _move(number: int, pieces: Sequence[Token], reason: str) -> AskMove:
    day, start, behind = moments.day_and_time(pieces, example=_MOVE)
    return AskMove(number, day, start, rooms.name(behind), reason)


def _other(pieces: Sequence[Token]) -> int:
    named = pieces[1:] if pieces and pieces[0].word == "with" else pieces
    if not named:
        raise RuleViolation(f"With which session? Type its number: `{_SWAP}`.")
    if len(named) > 1:
        raise choices.too_much(named[1].plain, _SWAP)
    return numbers.number(named[0].plain.rstrip(","), example=_SWAP)


def _show(pieces: Sequence[Token]) -> RequestsShow:
    match pieces:
        case []:
            return RequestsShow()
        case [Token(word="page"), *rest]:
            return RequestsShow(pages.number([piece.word for piece in rest], example=_PAGE))
        case _:
            raise choices.too_much(pieces[0].plain, EXAMPLES["requests"])


def _back(pieces: Sequence[Token]) -> Back:
    example = EXAMPLES["back"]
    match pieces:
        case [first, Token(word="no" | "off" | "remove" | "cancel")]:
            return Back(_number([first], example=f"{example} no"), is_wished=False)
        case _:
            return Back(_number(pieces, example=example), is_wished=True)


def _number(pieces: Sequence[Token], *, example: str) -> int:
    match pieces:
        case []:
            raise RuleViolation(f"Which request? Type its number: `{example}`.")
        case [piece]:
            found = numbers.whole(piece.plain.rstrip(",;:.").removeprefix("#"))
            if not found or found > numbers.HIGHEST:
                raise RuleViolation(
                    f"{quoted(piece.plain)} is not a request's number. Type the number in digits:"
                    f" `{example}`."
                )
            return found
        case _:
            raise choices.too_much(pieces[1].plain, example)


def _word(text: str) -> str:
    """Return what stands behind the first number, in people's own words."""
    found = _NUMBER.search(text)
    return tokens.title(text[found.end() :]) if found else ""
