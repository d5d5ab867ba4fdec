"""What follows `/openspace rooms`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from handlers.words import choices, numbers, pages, synonyms
from handlers.words.tokens import Kind, Token, joined
from openspace import RuleViolation, quoted

LONGEST_LINK = 1000

_PAGE = "/openspace rooms page 2"
_ADD = '/openspace rooms add "Room A" 30'
_ADD_WITH_LINK = f"{_ADD} https://example.org/call"
_REMOVE = '/openspace rooms remove "Room A"'


@dataclass(frozen=True, slots=True)
class RoomsShow:
    """'Which rooms are there?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class RoomAdd:
    """'There is this room': *capacity* in people, *link* the address of its call or None."""

    name: str
    capacity: int
    link: str | None


@dataclass(frozen=True, slots=True)
class RoomRemove:
    """'This room is not there any more.'"""

    name: str


Rooms: TypeAlias = RoomsShow | RoomAdd | RoomRemove


def rooms(pieces: Sequence[Token]) -> Rooms:
    """Return what `/openspace rooms` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.ROOMS)
    match pieces:
        case []:
            return RoomsShow()
        case [Token(word="page"), *rest]:
            return RoomsShow(pages.number([piece.word for piece in rest], example=_PAGE))
        case [Token(word="add"), *rest]:
            return _room(rest)
        case [Token(word="remove"), *rest]:
            return RoomRemove(_name(rest, example=_REMOVE))
        case _:
            raise choices.unknown(pieces[0].plain, {"add": _ADD, "remove": _REMOVE})


def name(pieces: Sequence[Token]) -> str:
    """Return the room that the end of a command names, as in `in "Room B"`; "" for none."""
    match pieces:
        case [Token(word="in"), first, *rest]:
            named = [first, *rest]
        case _:
            named = list(pieces)
    return joined(named).rstrip(" ,;")


def _room(pieces: Sequence[Token]) -> RoomAdd:
    others = [piece for piece in pieces if piece.kind is not Kind.LINK]
    match [piece.text for piece in pieces if piece.kind is Kind.LINK]:
        case []:
            return _room_with(others, link=None, example=_ADD)
        case [address]:
            return _room_with(others, link=link(address), example=_ADD_WITH_LINK)
        case _:
            raise RuleViolation(f"A room has one link at most: type `{_ADD_WITH_LINK}`.")


def _room_with(pieces: Sequence[Token], *, link: str | None, example: str) -> RoomAdd:
    match pieces:
        case [*words, Token(kind=Kind.WORD, text=seats)] if seats.isdecimal():
            return RoomAdd(_name(words, example=example), _capacity(seats), link)
        case [Token(kind=Kind.QUOTED), Token(text=seats), extra, *_] if seats.isdecimal():
            raise RuleViolation(_not_a_link(extra.plain))
        case [Token(kind=Kind.QUOTED, text=room), Token(plain=seats), *_] if room:
            raise RuleViolation(
                f"The number of seats of {quoted(room)} is missing: {quoted(seats)} is not a number"
                f" in digits. Type `{example}`."
            )
        case _:
            room = _name(pieces, example=example)
            raise RuleViolation(
                f"How many people fit into {quoted(room)}? The number of seats, in digits, is"
                f" missing: type `{example}`."
            )


def _name(pieces: Sequence[Token], *, example: str) -> str:
    if room := name(pieces):
        return room
    raise RuleViolation(f"The room's name is missing: type `{example}`.")


def _capacity(word: str) -> int:
    capacity = numbers.whole(word)
    if capacity is None:
        raise RuleViolation(f"{quoted(word)} is not a number of seats: type `{_ADD}`.")
    return capacity


def seats(typed: str) -> int:
    """Return the number of seats that was typed into a form.

    Raises:
        RuleViolation: it is none, with the field `seats`.
    """
    capacity = numbers.whole(typed.strip())
    if capacity is None:
        raise RuleViolation("Write the number of seats in digits, like 30.", "seats")
    return capacity


def link(address: str) -> str:
    """Return the address of a room's call as it was typed.

    Raises:
        RuleViolation: it is none, with the field `link`.
    """
    try:
        parts = urlsplit(address)
    except ValueError:  # such as http://[, a half-written IPv6 address
        raise RuleViolation(_not_a_link(address), "link") from None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise RuleViolation(_not_a_link(address), "link")
    if len(address) > LONGEST_LINK:
        raise RuleViolation(
            f"The link of a room has at most {LONGEST_LINK} characters: type `{_ADD_WITH_LINK}`.",
            "link",
        )
    return address


def _not_a_link(word: str) -> str:
    return f"{quoted(word)} is not the address of a call: type `{_ADD_WITH_LINK}`."
