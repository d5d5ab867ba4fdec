"""Which messages a person wants from the bot; they alone decide."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace.notices import Notices
from services import visits
from services.visits import Here, Visit
from storage import people as stored_people
from storage.spaces import Hold


@dataclass(frozen=True)
class Wanted:
    """What somebody wants now.

    Args:
        was_set: whether it was set just now.
    """

    here: Here
    notices: Notices
    was_set: bool


def show(db: Session, visit: Visit) -> Wanted:
    """Return which messages the person wants.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.look(db, visit)
    return Wanted(here, here.person.notices, was_set=False)


def choose(db: Session, visit: Visit, notices: Notices) -> Wanted:
    """Store which messages the person wants; it holds for all that is not sent yet.

    It can always be chosen: also when the open space has ended, and by a guest no longer let in.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.settle_own(db, visit, hold=Hold.SHARE)
    stored_people.set_notices(db, here.participant_id, notices)
    return Wanted(here, notices, was_set=True)
