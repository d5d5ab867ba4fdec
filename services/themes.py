"""The themes of an open space: seeing them and adding to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import themes
from services import visits
from services.visits import Here, Visit
from storage import changes
from storage import spaces as stored_spaces


@dataclass(frozen=True)
class Themes:
    """The themes that topics may have, in their order.

    Args:
        added: those that were added just now.
    """

    here: Here
    names: tuple[str, ...]
    added: tuple[str, ...] = ()


def show(db: Session, visit: Visit) -> Themes:
    """Return the themes; everyone may know.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.look(db, visit)
    return Themes(here, tuple(stored_spaces.themes(db, here.space).values()))


def add(db: Session, visit: Visit, wanted: Sequence[str]) -> Themes:
    """Add themes; one that is there already stays as it is.

    Raises:
        RuleViolation: the person is not a facilitator, the open space has ended, or a theme
            cannot be.
    """
    here = visits.facilitate(db, visit)
    there = tuple(stored_spaces.themes(db, here.space).values())
    added = themes.fresh(wanted, there)
    if added:
        stored_spaces.add_themes(db, here.space, added)
        for name in added:
            visits.note(db, here, "theme", name)
        changes.note(db, here.space, [None])
    return Themes(here, (*there, *added), added)
