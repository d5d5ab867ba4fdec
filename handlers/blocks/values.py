"""What buttons and forms carry, written and read beside each other; it names the state wanted."""

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, get_type_hints

from openspace import RuleViolation
from openspace.editing import Prints

BIGGEST = 2**31 - 1
"""The largest number that both databases take for an id."""

_MINUTES = re.compile(r"[0-9]{1,9}")

OLD_BUTTON = (
    "This button is from an older version and does nothing any more."
    " `/openspace help` lists what to type."
)

OLD_FORM = (
    "This form is from an older version and saves nothing any more. Copy what you typed, close the"
    " form and open it again."
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
class AboutTopic:
    """'I mean this topic': to take it back, change it, or host it."""

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


@dataclass(frozen=True)
class Proposing:
    """What the form for a new topic knows.

    Args:
        space_id: 0 while the person still has to choose among several.
        is_warned: whether the person has been told of similar topics.
    """

    space_id: int
    is_warned: bool


@dataclass(frozen=True)
class Editing:
    """What the form for changing a topic knows.

    Args:
        showing: how often it was shown anew because somebody else had changed the topic.
        opened: what its fields held when it was opened.
    """

    space_id: int
    number: int
    showing: int
    opened: Prints


@dataclass(frozen=True)
class AwayForm:
    """What the form for absences knows.

    Args:
        showing: how often it was shown anew because the person had changed it elsewhere.
        opened: a print of what was stated when it was opened.
    """

    space_id: int
    showing: int
    opened: str


V = TypeVar(
    "V", Dots, Seat, Turn, AboutTopic, Chosen, NoticesWanted, Again, Proposing, Editing, AwayForm
)


def write(
    value: Dots
    | Seat
    | Turn
    | AboutTopic
    | Chosen
    | NoticesWanted
    | Again
    | Proposing
    | Editing
    | AwayForm,
) -> str:
    """Return *value* as a button or a form carries it."""
    return json.dumps(_flat(value), separators=(",", ":"), ensure_ascii=False)


def read(kind: type[V], text: str) -> V:
    """Return the *kind* of value that `write` wrote.

    Raises:
        RuleViolation: it was not written by this program.
    """
    refusal = OLD_FORM if kind in (Proposing, Editing, AwayForm) else OLD_BUTTON
    try:
        parts = json.loads(text)
        if not isinstance(parts, list):
            raise RuleViolation(refusal)
        value: V = _built(kind, parts)
    except (ValueError, RecursionError):
        raise RuleViolation(refusal) from None
    if parts:
        raise RuleViolation(refusal)
    return value


def write_times(starts_at: datetime, ends_at: datetime) -> str:
    """Return a time as an option of a form carries it: both ends in minutes since 1970."""
    return "-".join(str(int(moment.timestamp()) // 60) for moment in (starts_at, ends_at))


def read_times(text: str) -> tuple[datetime, datetime]:
    """Return start and end of the time that `write_times` wrote.

    Raises:
        RuleViolation: it was not written by this program.
    """
    ends = text.split("-")
    if len(ends) != 2 or not all(_MINUTES.fullmatch(end) for end in ends):
        raise RuleViolation(OLD_FORM)
    starts_at, ends_at = (datetime.fromtimestamp(int(end) * 60, UTC) for end in ends)
    if ends_at <= starts_at:
        raise RuleViolation(OLD_FORM)
    return starts_at, ends_at


def _flat(value: object) -> list[object]:
    if isinstance(value, str | int):
        return [value]
    assert is_dataclass(value), "values are made of words, numbers and values"  # noqa: S101
    return [part for field in fields(value) for part in _flat(getattr(value, field.name))]


def _built(kind: type[Any], parts: list[object]) -> Any:
    """Take from the front of *parts* what *kind* is made of.

    Raises:
        ValueError: they are something else.
    """
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(*(_built(hints[field.name], parts) for field in fields(kind)))
    if not parts or type(parts[0]) is not kind:
        raise ValueError
    part = parts.pop(0)
    if isinstance(part, int) and not 0 <= part <= BIGGEST:
        raise ValueError
    return part
