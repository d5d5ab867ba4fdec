"""Choosing with which session another is to change places in the draft."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from openspace import RuleViolation, swapping
from openspace.timetable import Session as PlacedSession
from services import proposing, visits
from services.placing import NO_PLACE
from services.visits import Here, Visit
from storage import absences as stored_absences
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Swapping:
    """A session of the draft, and those with which it can change places."""

    here: Here
    session: PlacedSession
    others: tuple[PlacedSession, ...]


def begin(db: Session, visit: Visit, number: int) -> Swapping:
    """Return a session for a facilitator who wants it to change places with another.

    Raises:
        RuleViolation: it is not there or has no place, it can change places with no other, the
            person is not a facilitator, or the open space has ended.
    """
    here = visits.prepare(db, visit)
    proposing.check_there(db, here, (number,))
    draft = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    session = next((one for one in draft if one.number == number), None)
    if session is None:
        raise RuleViolation(NO_PLACE.format(number=number))
    hosts = {host for one in draft for host in one.hosts}
    others = swapping.possible(
        session,
        draft,
        absences=stored_absences.of_people(db, here.space, hosts),
        zone=here.space.zone,
        now=here.now,
    )
    if not others:
        raise RuleViolation(
            f"#{number} can change places with no other session: slots are over, or hosts could not"
            f' be there. Move it: `/openspace timetable move {number} wed 10:00 "Room B"`.'
        )
    return Swapping(here, session, others)
