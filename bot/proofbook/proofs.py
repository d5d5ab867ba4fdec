"""What a rehearsal has shown: everything that was sent, and what became of sessions and people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Promised:
    """What the bot had promised to tell.

    Args:
        key: what it is about, unique within the week.
        kind: the name of what is told, like `reminder` or `digest`.
    """

    key: str
    kind: str


@dataclass(frozen=True)
class Sent:
    """A message as the workspace took it.

    Args:
        at: when, aware, on the rehearsal's clock.
        recipient: the channel's id, or an invented person's for a direct message.
        text: what screen readers and notifications say.
        blocks: what is shown, as Slack's blocks.
        promises: what it tells; several may go as one message.
    """

    at: datetime
    recipient: str
    text: str
    blocks: tuple[Json, ...]
    promises: tuple[Promised, ...]


@dataclass(frozen=True)
class Unsent:
    """A promise that came to nothing.

    Args:
        at: when that was decided, aware.
        status: `dropped`, `failed`, or `pending` for what was still to come at the end.
        reason: why, in words.
    """

    at: datetime
    recipient: str
    promise: Promised
    status: str
    reason: str


@dataclass(frozen=True)
class Topic:
    """A topic at the end of the week.

    Args:
        hosts: ids of invented people; empty when nobody hosts it.
        theme: None for none.
        dots: all dots together.
        is_withdrawn: whether it was taken back.
    """

    number: int
    title: str
    hosts: tuple[str, ...]
    theme: str | None
    dots: int
    is_withdrawn: bool


@dataclass(frozen=True)
class Session:
    """A session at the end of the week; a talk has speakers in words, a topic has hosts.

    Args:
        number: its topic's, or the talk's own.
        hosts: ids of invented people.
        seated: ids of those with a seat, hosts not counted.
        waiting: ids of those on the waiting list, in order.
    """

    number: int
    title: str
    is_talk: bool
    starts_at: datetime
    ends_at: datetime
    room: str
    capacity: int
    hosts: tuple[str, ...]
    seated: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Rehearsal:
    """One played week.

    Args:
        name: of the open space.
        zone: its time zone, an IANA name.
        channel: the id and the name of its channel.
        people: names of all invented people by id, facilitator included.
        facilitator: the id of who ran it.
        messages: all that was sent, in the order in which it went.
        sent: how many promises the bot's own list calls sent; *messages* tell as many.
        unsent: all that was promised and not sent.
        topics: all, by number.
        sessions: all that were published, in the order of time.
        wants: by invented person, the numbers of the topics that they gave dots.
        refused: what somebody tried that the bot refused, as a sentence each.
        seed: with the same set-up it gives the same week again.
        took_s: how long the rehearsal took, in real seconds.
    """

    name: str
    zone: str
    first_day: date
    last_day: date
    channel: tuple[str, str]
    bot_name: str
    people: Mapping[str, str]
    facilitator: str
    messages: tuple[Sent, ...]
    sent: int
    unsent: tuple[Unsent, ...]
    topics: tuple[Topic, ...]
    sessions: tuple[Session, ...]
    wants: Mapping[str, tuple[int, ...]] = field(repr=False)
    refused: tuple[str, ...] = ()
    seed: int = 1
    took_s: float = 0.0

    @property
    def told(self) -> int:
        """Return how many promises the messages tell."""
        return sum(len(one.promises) for one in self.messages)
