"""The rooms of an open space."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from openspace import RuleViolation, signup, timetable
from openspace.timetable import Room
from services import letters, visits
from services.news import SeatChanged
from services.visits import Here, Visit
from storage import people as stored_people
from storage import signups
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Rooms:
    """The rooms in the order in which they were added."""

    here: Here
    rooms: tuple[Room, ...]


def show(db: Session, visit: Visit) -> Rooms:
    """Return the rooms.

    Raises:
        RuleViolation: there is no open space that the person can see.
    """
    here = visits.look(db, visit)
    return Rooms(here, stored_timetable.rooms(db, here.space))


def begin(db: Session, visit: Visit) -> Rooms:
    """Return the rooms for a facilitator who wants to change them.

    Raises:
        RuleViolation: the person is not a facilitator, or the open space has ended.
    """
    here = visits.prepare(db, visit)
    return Rooms(here, stored_timetable.rooms(db, here.space))


def add(db: Session, visit: Visit, *, name: str, capacity: int, link: str | None) -> Rooms:
    """Add a room, or give the room of that name other seats and, if one is named, another link.

    Raises:
        RuleViolation: name or seats cannot be, or somebody would lose a seat.
    """
    here = visits.facilitate(db, visit)
    timetable.check_room(name, capacity)
    rooms = stored_timetable.rooms(db, here.space)
    key = timetable.room_key(name)
    old = next((room for room in rooms if timetable.room_key(room.name) == key), None)
    if old is None and len(rooms) >= timetable.MOST_ROOMS:
        raise RuleViolation(
            f"There are {timetable.MOST_ROOMS} rooms already, the most there can be."
            ' Remove one first: `/openspace rooms remove "Room A"`.'
        )
    kept = link or (old.link if old is not None else None)
    if old is not None:
        _resize(db, here, old, replace(old, name=name, capacity=capacity, link=kept))
    stored_timetable.save_room(db, here.space, name=name, capacity=capacity, link=kept)
    visits.note(db, here, "room", f"{name} {capacity}")
    return Rooms(here, stored_timetable.rooms(db, here.space))


def remove(db: Session, visit: Visit, name: str) -> Rooms:
    """Remove a room that no session uses.

    Raises:
        RuleViolation: there is no such room, or sessions stand in it.
    """
    here = visits.facilitate(db, visit)
    room = timetable.find_room(stored_timetable.rooms(db, here.space), name)
    used = stored_timetable.numbers_using_room(db, room)
    if used:
        raise RuleViolation(
            f"{room.name} still holds {in_words(used)}. Move or take out what is in it, publish,"
            f" and then remove it: `/openspace timetable unplace {used[0]}`."
        )
    stored_timetable.remove_room(db, room)
    visits.note(db, here, "remove room", room.name)
    return Rooms(here, stored_timetable.rooms(db, here.space))


def in_words(numbers: tuple[int, ...]) -> str:
    """Return topic numbers as they stand in a sentence: #3, #5 and 2 more."""
    shown = ", ".join(f"#{number}" for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} and {len(numbers) - 5} more"


def _resize(db: Session, here: Here, old: Room, new: Room) -> None:
    """Give a room other seats, and tell those who waited for one and have one now."""
    sessions = [
        replace(session, room=new)
        for session in stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
        if session.room.id == old.id
    ]
    orders = signups.orders(db, [session.topic_id for session in sessions])
    for session in sessions:
        seated = min(len(orders[session.topic_id]), old.capacity)
        if seated > new.capacity:
            raise RuleViolation(
                f"{seated} people have a seat in #{session.number} there, so {new.capacity} seats"
                f" are too few. Move #{session.number} to a larger room first, and publish.",
                "seats",
            )
    names = stored_people.user_ids(db, {one for order in orders.values() for one in order})
    told = [
        SeatChanged(names[one], here.space, session, has_seat=True)
        for session in sessions
        for one in signup.promoted(
            orders[session.topic_id],
            orders[session.topic_id],
            capacity_before=old.capacity,
            capacity_after=new.capacity,
        )
    ]
    letters.promise(db, here.space, told, now=here.now)
