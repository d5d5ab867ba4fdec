"""The slots of an open space."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, timetable
from openspace.timetable import Slot
from services import rooms, visits
from services.visits import Here, Visit
from storage import timetable as stored_timetable


@dataclass(frozen=True)
class Slots:
    """The slots by time."""

    here: Here
    slots: tuple[Slot, ...]


def show(db: Session, visit: Visit) -> Slots:
    """Return the slots.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.look(db, visit)
    return Slots(here, stored_timetable.slots(db, here.space))


def begin(db: Session, visit: Visit) -> Slots:
    """Return the slots for a facilitator who wants to change them.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.prepare(db, visit)
    return Slots(here, stored_timetable.slots(db, here.space))


def add(
    db: Session, visit: Visit, *, days: Sequence[date], times: Sequence[tuple[time, time]]
) -> Slots:
    """Add a slot for each of the *times* on each of the *days*, all or none.

    Args:
        times: start and end on a wall in the open space's zone.

    Raises:
        RuleViolation: one of them overlaps, ends before it begins or is on another day.
    """
    here = visits.facilitate(db, visit)
    space = here.space
    known = list(stored_timetable.slots(db, space))
    if len(known) + len(days) * len(times) > timetable.MOST_SLOTS:
        raise RuleViolation(
            f"An open space holds at most {timetable.MOST_SLOTS} slots."
            " Remove some first: `/openspace slots remove tue 10:00`.",
            "days",
        )
    for day in days:
        for start, end in times:
            starts_at = moments.instant(day, start, space.zone)
            ends_at = moments.instant(day, end, space.zone)
            timetable.check_slot(starts_at, ends_at, space=space, others=known)
            slot = Slot(0, starts_at, ends_at)
            stored_timetable.add_slot(db, space, slot)
            known.append(slot)
            visits.note(db, here, "slot", timetable.slot_words(slot, space.zone))
    return Slots(here, stored_timetable.slots(db, space))


def remove(db: Session, visit: Visit, *, day: date, start: time) -> Slots:
    """Remove a slot that no session uses.

    Raises:
        RuleViolation: no slot begins then, or sessions stand in it.
    """
    here = visits.facilitate(db, visit)
    space = here.space
    slot = timetable.find_slot(
        stored_timetable.slots(db, space),
        moments.instant(day, start, space.zone),
        day=day,
        zone=space.zone,
    )
    used = stored_timetable.numbers_using_slot(db, slot)
    if used:
        raise RuleViolation(
            f"{timetable.slot_label(slot, space.zone)} still holds {rooms.in_words(used)}."
            " Move or take out what is in it, publish, and then remove it:"
            f" `/openspace timetable unplace {used[0]}`."
        )
    stored_timetable.remove_slot(db, slot)
    visits.note(db, here, "remove slot", timetable.slot_words(slot, space.zone))
    return Slots(here, stored_timetable.slots(db, space))
