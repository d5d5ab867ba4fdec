"""The set-up of an open space: all that is decided before people come, and nothing about people."""

from dataclasses import dataclass
from datetime import date, datetime, time

from openspace import moments
from openspace.schedule import USUAL, Schedule
from openspace.spaces import TallySeenBy


@dataclass(frozen=True)
class Room:
    """A place for sessions; *link* is the address of its call, None without one."""

    name: str
    capacity: int
    link: str | None = None


@dataclass(frozen=True)
class Slot:
    """A time for sessions, on a wall in the open space's zone."""

    day: date
    start: time
    end: time


@dataclass(frozen=True)
class Talk:
    """A talk with its place.

    Args:
        speakers: their names, as they shall be read.
        room: its name.
        start: when its slot begins, on the wall.
    """

    title: str
    speakers: str
    day: date
    start: time
    room: str


@dataclass(frozen=True)
class Topic:
    """A topic that is there already.

    Args:
        theme: None for none.
        is_hosted: whether anybody hosts it; who that is stands nowhere here.
    """

    title: str
    description: str = ""
    theme: str | None = None
    is_hosted: bool = True


@dataclass(frozen=True)
class SetTimes:
    """When proposing and voting open and close by themselves, on the wall; None for not so."""

    proposals_open: datetime | None = None
    proposals_close: datetime | None = None
    voting_open: datetime | None = None
    voting_close: datetime | None = None


NOT_SET = SetTimes()


@dataclass(frozen=True)
class SetUp:
    """An open space before anybody does anything in it.

    Args:
        zone: an IANA name.
        dots: how many each person has.
        tally: who sees the totals.
        guests: whether guests and people of other organisations take part.
        schedule: when the bot speaks by itself.
        windows: what is set to happen to proposing and voting.
    """

    name: str
    first_day: date
    last_day: date
    zone: str = moments.DEFAULT_ZONE
    dots: int = 5
    tally: TallySeenBy = TallySeenBy.FACILITATORS
    guests: bool = False
    themes: tuple[str, ...] = ()
    schedule: Schedule = USUAL
    windows: SetTimes = NOT_SET
    rooms: tuple[Room, ...] = ()
    slots: tuple[Slot, ...] = ()
    talks: tuple[Talk, ...] = ()
    topics: tuple[Topic, ...] = ()
