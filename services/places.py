"""The places that a topic or talk can have, for the form that offers them, and taking one."""

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy.orm import Session

from openspace import RuleViolation, discretion, effects, moments
from openspace import placing as rules
from openspace.effects import Effect, PlaceChoice
from openspace.placing import Choice
from openspace.proposing import Topic
from openspace.timetable import Session as PlacedSession
from services import material, placing, proposing, visits
from services.timetable import Draft, draft_for
from services.visits import Here, Visit
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Placing:
    """A topic or talk, and where it can go.

    Args:
        now: where it stands in the draft; None without a place.
        slots: what is free in each slot, and what stands in its way.
        places: all places to come but its own, the best first, those that cannot be last.
    """

    here: Here
    topic: Topic
    now: PlacedSession | None
    slots: tuple[Choice, ...]
    places: tuple[PlaceChoice, ...]


def begin(db: Session, visit: Visit, number: int) -> Placing:
    """Return a topic or talk for a facilitator who wants to give it a place, and where it can go.

    Raises:
        RuleViolation: it is not there, there is nowhere to put it, the person is not a
            facilitator, or the open space has ended.
    """
    here = visits.prepare(db, visit)
    proposing.check_there(db, here, (number,))
    found = material.of(db, here.space, now=here.now)
    topic = next(topic for topic in found.topics if topic.number == number)
    if all(slot.starts_at <= here.now for slot in found.slots):
        raise RuleViolation(
            "There are no slots to come, so nothing can have a place. Add some first:"
            " `/openspace slots add tue,wed 10:00-11:00`."
        )
    if not found.rooms:
        raise RuleViolation(
            "There are no rooms yet, so nothing can have a place. Add one first:"
            ' `/openspace rooms add "Room A" 30`.'
        )
    open_to = material.told_of(found, here)
    places = effects.choices(open_to, number, zone=here.space.zone)
    if all(one.effect.forbidden for one in places):
        raise RuleViolation(
            f"#{number} can go nowhere else: each place to come is taken, or a host is not free"
            " then. To take another session off: `/openspace timetable unplace 8`."
        )
    if not open_to.voters:
        places = tuple(replace(one, effect=_silent(one.effect)) for one in places)
    slots = rules.choices(
        number,
        topic.hosts,
        found.sessions,
        slots=found.slots,
        rooms=found.rooms,
        absences=found.absences,
        now=here.now,
    )
    now = next((session for session in found.sessions if session.number == number), None)
    return Placing(here, topic, now, slots, places)


def take(
    db: Session,
    visit: Visit,
    number: int,
    *,
    day: date,
    start: time,
    room_id: int,
    other: int | None,
) -> Draft:
    """Give a topic or talk a place that a form offered.

    Args:
        other: number of the session that stands there and takes its place; None for a free place.

    Raises:
        RuleViolation: as `move` and `swap`, or something else stands there by now.
    """
    here = visits.facilitate(db, visit)
    rooms = stored_timetable.rooms(db, here.space)
    room = next((room for room in rooms if room.id == room_id), None)
    if room is None:
        raise RuleViolation(
            "That room is not there any more. Choose another place, or close the form and open it"
            " again."
        )
    if other is None:
        return placing.move(db, visit, number, day=day, start=start, room_name=room.name)
    starts_at = moments.instant(day, start, here.space.zone)
    there = (starts_at, room.id)
    draft = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    stands = {one.number: (one.slot.starts_at, one.room.id) for one in draft}
    if stands.get(number) == there:
        return draft_for(db, here)
    if stands.get(other) != there:
        raise RuleViolation(
            f"#{other} does not stand there any more, so they cannot change places. Choose another"
            " place, or close the form and open it again."
        )
    return placing.swap(db, visit, number, other)


def _silent(effect: Effect) -> Effect:
    return replace(effect, wishes=discretion.SILENT)
