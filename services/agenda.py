"""The published timetable as one person sees it: times, rooms, free seats and their own seats."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, signup
from openspace.signup import Place
from openspace.spaces import Space
from openspace.timetable import Session as PlacedSession
from services import proposing, visits
from services.visits import Here, Visit
from storage import signups
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Entry:
    """One published session.

    Args:
        signed_up: how many, those on the waiting list too.
        mine: where the person stands; None when not signed up.
    """

    session: PlacedSession
    signed_up: int
    mine: Place | None
    is_over: bool

    @property
    def free(self) -> int:
        """Return how many seats are free."""
        return max(self.session.room.capacity - self.signed_up, 0)

    @property
    def waiting(self) -> int:
        """Return how many wait for a seat."""
        return max(self.signed_up - self.session.room.capacity, 0)


@dataclass(frozen=True)
class Agenda:
    """Published sessions by time, then number.

    Args:
        today: the date in the open space's zone.
        is_published: whether there is any published session at all.
    """

    here: Here
    entries: tuple[Entry, ...]
    today: date
    is_published: bool

    def on(self, day: date) -> tuple[Entry, ...]:
        """Return the sessions that begin on *day* in the open space's zone."""
        zone = self.here.space.zone
        return tuple(
            entry
            for entry in self.entries
            if moments.wall(entry.session.slot.starts_at, zone).date() == day
        )

    def mine(self) -> tuple[Entry, ...]:
        """Return the sessions that the person signed up for or hosts."""
        me = self.here.person.user_id
        return tuple(entry for entry in self.entries if entry.mine or me in entry.session.hosts)


def show(db: Session, visit: Visit) -> Agenda:
    """Return the whole published timetable for this person.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    return show_for(db, visits.look(db, visit))


def show_with(db: Session, visit: Visit, number: int) -> Agenda:
    """Return the same, once it is sure that *number* has a published session.

    Raises:
        RuleViolation: there is no open space that the person can see, or no such session in it.
    """
    found = show(db, visit)
    check_published(db, found, (number,))
    return found


def check_published(db: Session, found: Agenda, numbers: tuple[int, ...]) -> None:
    """Refuse numbers that have no place in the published timetable.

    Raises:
        RuleViolation: naming the first that has none.
    """
    published_now = {entry.session.number for entry in found.entries}
    for number in numbers:
        if number not in published_now:
            proposing.check_there(db, found.here, (number,))
            raise RuleViolation(
                f"#{number} has no place in the published timetable yet, so nobody has a seat"
                " there. `/agenda week` shows the sessions that do."
            )


def show_for(db: Session, here: Here) -> Agenda:
    """Return the same for somebody whose open space is known already."""
    entries = published(db, here.space, here.now)
    mine = here.person.participant_id
    positions = {} if mine is None else signups.positions(db, mine)
    return Agenda(
        here=here,
        entries=tuple(
            replace(
                entry,
                mine=_place(positions.get(entry.session.topic_id), entry.session.room.capacity),
            )
            for entry in entries
        ),
        today=moments.today(here.now, here.space.zone),
        is_published=bool(entries),
    )


def published(db: Session, space: Space, now: datetime) -> tuple[Entry, ...]:
    """Return the published sessions as nobody in particular sees them."""
    counts = signups.counts(db, space)
    return tuple(
        Entry(
            session,
            signed_up=counts.get(session.topic_id, 0),
            mine=None,
            is_over=session.slot.ends_at <= now,
        )
        for session in stored_timetable.sessions(db, space, Edition.PUBLISHED)
    )


def _place(position: int | None, capacity: int) -> Place | None:
    return None if position is None else signup.place(position, capacity=capacity)
