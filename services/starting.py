"""Starting an open space with all that is known about it, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from openspace.spaces import TallySeenBy
from services import spaces, themes
from services.spaces import Changed
from services.visits import Visit


@dataclass(frozen=True)
class Wanted:
    """What a new open space shall be like.

    Args:
        zone: IANA name.
    """

    name: str
    first_day: date
    last_day: date
    zone: str
    budget: int
    tally_seen_by: TallySeenBy
    guests_allowed: bool
    themes: Sequence[str]


def start(db: Session, visit: Visit, wanted: Wanted, *, is_private: bool) -> Changed:
    """Start an open space in a channel and set it; whoever does so is its first facilitator.

    Args:
        is_private: whether only its members see the channel.

    Raises:
        RuleViolation: something cannot be as it is wanted; then nothing was started.
    """
    changed = spaces.create(
        db,
        visit,
        name=wanted.name,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
        zone=wanted.zone,
        is_private=is_private,
    )
    inside = replace(visit, space_id=changed.space.id)
    if wanted.budget != changed.space.budget:
        changed = spaces.set_budget(db, inside, wanted.budget)
    if wanted.tally_seen_by is not changed.space.tally_seen_by:
        changed = spaces.set_tally_seen_by(db, inside, wanted.tally_seen_by)
    if wanted.guests_allowed is not changed.space.guests_allowed:
        changed = spaces.set_guests_allowed(db, inside, allowed=wanted.guests_allowed)
    if wanted.themes:
        themes.add(db, inside, wanted.themes)
    return changed
