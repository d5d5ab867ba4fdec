"""What buttons and forms carry, written and read beside each other; it names the state wanted."""

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, get_type_hints

from openspace import RuleViolation

BIGGEST = 2**31 - 1
"""The largest number that both databases take for an id."""

LONGEST_NUMBER = 4
"""How many digits the number of a topic has at most."""

_MINUTES = re.compile(r"[0-9]{1,9}")

OLD_BUTTON = (
    "This button is from an older version and does nothing any more."
    " `/openspace help` lists what to type."
)

OLD_FORM = (
    "This form is from an older version and saves nothing any more. Copy what you typed, close the"
    " form and open it again."
)


class Carried:
    """What a button or a form carries, made of words, numbers and such values."""


class InForm(Carried):
    """What a form carries."""


@dataclass(frozen=True)
class View:
    """Which list an answer shows, so that it can be shown anew after a click.

    Args:
        kind: ballot, topics, topic, tally, chart, timetable, rooms, talks, agenda, suggested,
            messages or requests.
        words: what the list was asked for, like a day, a theme or words to search; or "grid".
        page: 1 for the first.
    """

    kind: str
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Dots(Carried):
    """'I want exactly this many dots on that topic.'"""

    space_id: int
    number: int
    dots: int
    view: View


@dataclass(frozen=True)
class Seat(Carried):
    """'I want a seat there', or with the action to leave, 'I give it up'."""

    space_id: int
    number: int
    view: View


@dataclass(frozen=True)
class Turn(Carried):
    """'Show me that page of the list.'"""

    space_id: int
    view: View


@dataclass(frozen=True)
class AboutTopic(Carried):
    """'I mean this topic': to take it back, change it, or host it."""

    space_id: int
    number: int


@dataclass(frozen=True)
class Chosen(Carried):
    """'I mean that open space, for what I typed.'"""

    space_id: int
    command: str
    text: str


@dataclass(frozen=True)
class NoticesWanted(Carried):
    """'These messages I want', a value of `openspace.notices.Notices`."""

    space_id: int
    notices: str


@dataclass(frozen=True)
class Again(Carried):
    """'Send again what failed.'"""

    space_id: int


@dataclass(frozen=True)
class InList(Carried):
    """'I mean this entry of the list': to remove it.

    Args:
        view: the page that it stands on.
        name: of a room; of a slot its start, as `2027-11-23 10:00`.
    """

    space_id: int
    view: View
    name: str


@dataclass(frozen=True)
class InDraft(Carried):
    """'I want this done to the session', in the draft that I look at.

    Args:
        deed: place, pin, unpin, unplace or why.
    """

    space_id: int
    number: int
    deed: str
    view: View


@dataclass(frozen=True)
class StepBack(Carried):
    """'Take this change to the draft back', unless something came after it."""

    space_id: int
    step_id: int
    view: View


@dataclass(frozen=True)
class AboutRequest(Carried):
    """'I mean this request': to back it or not, to take it back, or to answer it.

    Args:
        number: of the request.
        view: the page of the list that it stands on; the kind is "" where it stands alone.
    """

    space_id: int
    number: int
    view: View


@dataclass(frozen=True)
class AboutSpace(Carried):
    """'I mean this open space': its forms, closing it and opening it again, my messages in it."""

    space_id: int


@dataclass(frozen=True)
class WindowWanted(Carried):
    """'Proposing, or voting, is to be open', or closed; or with another action, not by itself."""

    space_id: int
    window: str
    is_open: bool


@dataclass(frozen=True)
class Sure(Carried):
    """'Forget me', good until a moment, in minutes since 1970; it is about whoever presses it."""

    until_min: int


V = TypeVar("V", bound=Carried)
_WORDS = json.JSONEncoder(ensure_ascii=False)


def write(value: Carried) -> str:
    """Return *value* as a button or a form carries it: a list in JSON."""
    # Put together by hand: a ballot has some thirty, and the encoder of lists takes thrice as long.
    return f"[{','.join(_written(value))}]"


def read(kind: type[V], text: str) -> V:
    """Return the *kind* of value that `write` wrote.

    Raises:
        RuleViolation: it was not written by this program.
    """
    refusal = OLD_FORM if issubclass(kind, InForm) else OLD_BUTTON
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


def _written(value: Carried) -> list[str]:
    parts: list[str] = []
    # A dataclass keeps its fields there in their order; `fields` takes four times as long.
    for part in vars(value).values():
        if isinstance(part, str):
            parts.append(_WORDS.encode(part))
        elif isinstance(part, bool):
            parts.append("true" if part else "false")
        elif isinstance(part, int):
            parts.append(str(part))
        else:
            parts += _written(part)
    return parts


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
