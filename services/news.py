"""What people are told without having asked, as plain data; sent after the change is saved."""

from dataclasses import dataclass
from typing import TypeAlias

from openspace.spaces import Space, Window
from openspace.timetable import Change, Session


@dataclass(frozen=True)
class WindowChanged:
    """To the channel: proposing or voting opened or closed."""

    space: Space
    window: Window
    is_open: bool


@dataclass(frozen=True)
class Created:
    """To the channel: an open space starts here."""

    space: Space


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
    """To one person: a session they host or signed up for moved or was cancelled."""

    user_id: str
    space: Space
    change: Change
    is_host: bool


@dataclass(frozen=True)
class MadeFacilitator:
    """To one person: they now help to run the open space."""

    user_id: str
    space: Space


ToChannel: TypeAlias = WindowChanged | Created | Closed | TimetablePublished
ToPerson: TypeAlias = TopicWithdrawn | SeatChanged | SessionChanged | MadeFacilitator
News: TypeAlias = ToChannel | ToPerson
