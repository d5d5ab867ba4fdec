"""What people are told without having asked, as plain data: news of deeds, and what is due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from openspace.spaces import Space, Window
from openspace.timetable import Change, Session
from services.planning_news import ChangeAsked as ChangeAsked
from services.planning_news import RequestAnswered as RequestAnswered
from services.planning_news import RunAccepted as RunAccepted
from services.planning_news import RunOffered as RunOffered
from services.planning_news import Was as Was
from services.planning_news import YourWeek as YourWeek


@dataclass(frozen=True)
class WindowChanged:
    """To the channel: proposing or voting opened or closed.

    Args:
        next_at: when it changes again by itself, told as it is when it is told; None if it does
            not.
    """

    space: Space
    window: Window
    is_open: bool
    next_at: datetime | None = None


@dataclass(frozen=True)
class Created:
    """To the channel: an open space starts here."""

    space: Space


@dataclass(frozen=True)
class BoardPosted:
    """To the channel: the message that from then on is the open space's board.

    Args:
        posting: 1 for the first time; more where the one before was lost.
    """

    space: Space
    posting: int


@dataclass(frozen=True)
class Closed:
    """To the channel: the open space was closed, or opened again."""

    space: Space
    is_closed: bool


@dataclass(frozen=True)
class TimetablePublished:
    """To the channel: the timetable, or what changed in it, is published."""

    space: Space
    changes: tuple[Change, ...]
    is_first: bool


@dataclass(frozen=True)
class TopicWithdrawn:
    """To one person whom a withdrawn topic or talk concerns.

    Args:
        dots_back: dots of theirs that it held; 0 for none.
        had_signed_up: whether they had a seat or waited for one.
        was_host: whether they were to host it.
    """

    user_id: str
    space: Space
    number: int
    title: str
    dots_back: int
    had_signed_up: bool
    was_host: bool


@dataclass(frozen=True)
class SeatChanged:
    """To one person: a seat came free, or their seat became a place on the waiting list."""

    user_id: str
    space: Space
    session: Session
    has_seat: bool


@dataclass(frozen=True)
class SessionChanged:
    """To one person: a session they host or signed up for moved or was cancelled.

    Args:
        back: where it is, told as it is when it is told, if it was cancelled and came back, so
            that the person has no seat in it any more; else None.
    """

    user_id: str
    space: Space
    change: Change
    is_host: bool
    back: Session | None = None


@dataclass(frozen=True)
class MadeFacilitator:
    """To one person: they now help to run the open space."""

    user_id: str
    space: Space


@dataclass(frozen=True)
class NamedHost:
    """To one person: somebody named them as host of a topic or talk.

    Args:
        named_by: user id of whoever did; "" for a facilitator who set a talk.
    """

    user_id: str
    space: Space
    number: int
    title: str
    named_by: str = ""


@dataclass(frozen=True)
class HostJoined:
    """To one host: somebody joined them as co-host of their own accord.

    Args:
        joined: user id of the new co-host.
    """

    user_id: str
    space: Space
    number: int
    title: str
    joined: str


@dataclass(frozen=True)
class HostRemoved:
    """To one person: somebody took them out of the hosts of a topic or talk.

    Args:
        removed_by: user id of whoever did.
    """

    user_id: str
    space: Space
    number: int
    title: str
    removed_by: str


@dataclass(frozen=True)
class Digest:
    """To the channel, in the morning: what the day brings."""

    space: Space
    day: date


@dataclass(frozen=True)
class Summary:
    """To the channel, in the evening: what the day brought."""

    space: Space
    day: date


@dataclass(frozen=True)
class Reminder:
    """To one person: a session in which they have a seat, or which they host, begins soon."""

    user_id: str
    space: Space
    topic_id: int
    number: int
    starts_at: datetime


@dataclass(frozen=True)
class Briefing:
    """To one person, the afternoon before: the sessions that they host on *day*."""

    user_id: str
    space: Space
    day: date


@dataclass(frozen=True)
class ClosesSoon:
    """To one person with dots left: voting closes soon."""

    user_id: str
    space: Space
    closes_at: datetime


@dataclass(frozen=True)
class Trouble:
    """To one facilitator: messages could not be delivered.

    Args:
        in_channel: the channel itself cannot be written to; else some people cannot.
        reason: why, as a person can read it.
        day: when that happened; each facilitator is told once a day.
    """

    user_id: str
    space: Space
    in_channel: bool
    reason: str
    day: date


ToChannel: TypeAlias = (
    WindowChanged | Created | BoardPosted | Closed | TimetablePublished | Digest | Summary
)
ToPerson: TypeAlias = (
    TopicWithdrawn
    | SeatChanged
    | SessionChanged
    | YourWeek
    | RunOffered
    | RunAccepted
    | MadeFacilitator
    | NamedHost
    | HostJoined
    | HostRemoved
    | ChangeAsked
    | RequestAnswered
    | Reminder
    | Briefing
    | ClosesSoon
    | Trouble
)
News: TypeAlias = ToChannel | ToPerson
