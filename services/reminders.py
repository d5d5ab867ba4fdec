"""What one person is reminded of: sessions that begin soon, and dots that are left."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from openspace import moments
from openspace.spaces import Space
from services import agenda
from services.agenda import Entry
from storage import ballots
from storage import people as stored_people


@dataclass(frozen=True)
class BeginsSoon:
    """A session that begins soon, for one who has a seat or hosts it.

    Args:
        is_host: whether the person leads it, and wants to know who comes.
        in_min: minutes until it begins, at least 1.
    """

    user_id: str
    space: Space
    entry: Entry
    is_host: bool
    in_min: int

    @property
    def expected(self) -> int:
        """Return how many people have a seat."""
        return min(self.entry.signed_up, self.entry.session.room.capacity)


@dataclass(frozen=True)
class HostsTomorrow:
    """The sessions that one person hosts on *day*, by time."""

    user_id: str
    space: Space
    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class VotingCloses:
    """Voting closes soon, for one who has dots left."""

    user_id: str
    space: Space
    closes_at: datetime
    dots_left: int


def hosted_on(
    db: Session, space: Space, day: date, user_id: str, now: datetime
) -> tuple[Entry, ...]:
    """Return the published sessions that somebody hosts on *day*, by time."""
    return tuple(
        entry
        for entry in agenda.published(db, space, now)
        if user_id in entry.session.hosts
        and moments.today(entry.session.slot.starts_at, space.zone) == day
    )


def dots_left(db: Session, space: Space, user_id: str) -> int:
    """Return how many dots somebody has left."""
    mine = stored_people.person(db, space, user_id).participant_id
    return space.budget - (0 if mine is None else sum(ballots.ballot(db, mine).values()))
