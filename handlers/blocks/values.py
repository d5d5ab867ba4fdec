"""What buttons carry: written and read here, beside each other. It names the state wanted."""

import json
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

from openspace import RuleViolation

BIGGEST = 2**31 - 1
"""The largest number that both databases take for an id."""

OLD_BUTTON = (
    "This button is from an older version and does nothing any more."
    " `/openspace help` lists what to type."
)


@dataclass(frozen=True)
class View:
    """Which list an answer shows, so that it can be shown anew after a click.

    Args:
        kind: ballot, topics, topic, tally, chart, timetable, rooms, talks, agenda or messages.
        words: what the list was asked for, like a day, a theme or words to search.
        page: 1 for the first.
    """

    kind: str
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Dots:
    """'I want exactly this many dots on that topic.'"""

    space_id: int
    number: int
    dots: int
    view: View


@dataclass(frozen=True)
class Seat:
    """'I want a seat there', or with the action to leave, 'I give it up'."""

    space_id: int
    number: int
    view: View


@dataclass(frozen=True)
class Turn:
    """'Show me that page of the list.'"""

    space_id: int
    view: View


@dataclass(frozen=True)
class Taken:
    """'I take this topic back.'"""

    space_id: int
    number: int


@dataclass(frozen=True)
class Chosen:
    """'I mean that open space, for what I typed.'"""

    space_id: int
    command: str
    text: str


@dataclass(frozen=True)
class NoticesWanted:
    """'These messages I want', a value of `openspace.notices.Notices`."""

    space_id: int
    notices: str


@dataclass(frozen=True)
class Again:
    """'Send again what failed.'"""

    space_id: int


V = TypeVar("V", Dots, Seat, Turn, Taken, Chosen, NoticesWanted, Again)


def write(value: Dots | Seat | Turn | Taken | Chosen | NoticesWanted | Again) -> str:
    """Return *value* as a button carries it."""
    return json.dumps(_flat(value), separators=(",", ":"), ensure_ascii=False)


def read(kind: type[V], text: str) -> V:
    """Return the *kind* of value that `write` wrote.

    Raises:
        RuleViolation: it was not written by this program.
    """
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        raise RuleViolation(OLD_BUTTON) from None
    if not isinstance(parts, list):
        raise RuleViolation(OLD_BUTTON)
    value: V = _built(kind, parts)
    if parts:
        raise RuleViolation(OLD_BUTTON)
    return value


def _flat(value: object) -> list[object]:
    if isinstance(value, str | int):
        return [value]
    assert is_dataclass(value), "values are made of words, numbers and values"  # noqa: S101
    return [part for field in fields(value) for part in _flat(getattr(value, field.name))]


def _built(kind: type[Any], parts: list[object]) -> Any:
    """Take from the front of *parts* what *kind* is made of."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(*(_built(hints[field.name], parts) for field in fields(kind)))
    if not parts or type(parts[0]) is not kind:
        raise RuleViolation(OLD_BUTTON)
    part = parts.pop(0)
    if isinstance(part, int) and not 0 <= part <= BIGGEST:
        raise RuleViolation(OLD_BUTTON)
    return part
