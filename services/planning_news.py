"""News about a timetable that is drafted by votes: one's own week, another run, requests."""

from dataclasses import dataclass

from openspace.requests import Named
from openspace.spaces import Space
from openspace.timetable import Change


@dataclass(frozen=True)
class Was:
    """Where a session stood before a publishing.

    Args:
        starts: of its slot, in seconds since 1970; 0 for a session that had no place.
        room_id: 0 for a session that had no place.
    """

    number: int
    starts: int = 0
    room_id: int = 0


@dataclass(frozen=True)
class YourWeek:
    """To one person who voted: what they can get to in the timetable, or what changed for them.

    Args:
        publishing: tells one publishing from another.
        before: what was elsewhere, or nowhere, when the person was last told; None for the first
            timetable of which they are told.
        known: numbers of sessions of whose change they are told anyway.
    """

    user_id: str
    space: Space
    publishing: str
    before: tuple[Was, ...] | None = None
    known: tuple[int, ...] = ()


@dataclass(frozen=True)
class RunOffered:
    """To one host: facilitators ask whether the hosts would hold a topic a second time."""

    user_id: str
    space: Space
    number: int
    title: str


@dataclass(frozen=True)
class RunAccepted:
    """To one facilitator: a host holds a topic a second time.

    Args:
        run: number of the second run, which has no place yet.
    """

    user_id: str
    space: Space
    number: int
    title: str
    run: int


@dataclass(frozen=True)
class ChangeAsked:
    """To one facilitator: somebody asked for a published session to be moved or swapped.

    Args:
        number: of the request.
    """

    user_id: str
    space: Space
    number: int


@dataclass(frozen=True)
class RequestAnswered:
    """To one person who asked for a change or backed it: a facilitator granted or declined it.

    Args:
        number: of the request.
        other: the session to swap with; None for a move.
        changes: what was granted, told as far as it still holds; () for a request that was
            declined.
        word: what the facilitator said; "" for nothing.
        has_asked: whether the person asked for it; else they back it.
    """

    user_id: str
    space: Space
    number: int
    session: Named
    other: Named | None
    is_granted: bool
    changes: tuple[Change, ...]
    word: str
    has_asked: bool
