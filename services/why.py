"""Why a session stands where it does, as each person may read it."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import people, why
from openspace.proposing import Topic
from openspace.why import Why
from services import material, proposing, visits
from services.visits import Here, Visit
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Explained:
    """Why a topic or talk stands where it does.

    Args:
        is_draft: whether this is about the draft, which only facilitators see; else it is about
            the timetable that everybody sees.
        is_published: whether there is any session in that timetable.
    """

    here: Here
    topic: Topic
    found: Why
    is_draft: bool
    is_published: bool


def explain(db: Session, visit: Visit, number: int) -> Explained:
    """Return why a topic or talk stands where it does: facilitators are told of the draft.

    Raises:
        RuleViolation: it is not there, or the person may not take part.
    """
    here = visits.look(db, visit)
    topic = proposing.find(db, here, number)
    is_draft = people.may_facilitate(here.person, here.space)
    open_to = material.told_of(material.of(db, here.space, now=here.now), here)
    if not is_draft:
        published = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
        # Everybody sees what a host leads, so that a host is not free elsewhere but leads nothing
        # would tell others of an absence.
        open_to = replace(open_to, sessions=published, absences={})
    found = why.why(
        open_to,
        open_to.sessions,
        number,
        zone=here.space.zone,
        sees_tally=people.may_see_tally(here.person, here.space),
        sees_absences=is_draft,
    )
    return Explained(here, topic, found, is_draft, bool(open_to.sessions))
