"""How long what is about people is kept after an open space."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from openspace import moments
from openspace.spaces import Space


@dataclass(frozen=True)
class Keeping:
    """How long things are kept, in days; 0 for not at all.

    Args:
        ballots_days: after its end, ballots of an open space are tied to people.
        people_days: after its end, an open space knows anything about people.
        uninstalled_days: after the bot was taken out of a workspace, all that is kept of it.
    """

    ballots_days: int = 14
    people_days: int = 365
    uninstalled_days: int = 30


def ended_at(space: Space) -> datetime:
    """Return when an open space ended or will end: closed, or at the end of its last day."""
    over_at = moments.instant(space.last_day + timedelta(days=1), time(0), space.zone)
    return over_at if space.closed_at is None else min(space.closed_at, over_at)


def ballots_go(space: Space, now: datetime, keeping: Keeping) -> bool:
    """Say whether ballots are not to be tied to people any more, and still are."""
    kept = timedelta(days=min(keeping.ballots_days, keeping.people_days))
    return space.unlinked_at is None and ended_at(space) + kept <= now


def people_go(space: Space, now: datetime, keeping: Keeping) -> bool:
    """Say whether nothing about people is to be known any more, and still is."""
    kept = timedelta(days=keeping.people_days)
    return space.cleared_at is None and ended_at(space) + kept <= now
