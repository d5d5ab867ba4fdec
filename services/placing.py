"""Placing by hand: giving sessions of the draft a slot and a room, pinning and leaving out."""

from dataclasses import replace
from datetime import date, time

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, timetable
from openspace import absences as absence_rules
from openspace.proposing import Topic
from openspace.timetable import Session as PlacedSession
from openspace.timetable import Slot
from services import proposing, visits
from services.timetable import Draft, draft_for
from services.visits import Here, Visit
from storage import absences as stored_absences
from storage import drafts, topics
from storage import timetable as stored_timetable
from storage.timetable import Edition

NO_PLACE = (
    "#{number} has no place in the draft. Give it one:"
    ' `/openspace timetable move {number} wed 10:00 "Room B"`.'
)


def move(
    db: Session, visit: Visit, number: int, *, day: date, start: time, room_name: str
) -> Draft:
    """Place a topic or talk in the draft, or move it.

    Raises:
        RuleViolation: the number, slot or room is not there, or the place clashes.
    """
    here, topic = _found(db, visit, number)
    return _moved(db, here, topic, day=day, start=start, room_name=room_name)


def _moved(
    db: Session, here: Here, topic: Topic, *, day: date, start: time, room_name: str
) -> Draft:
    before = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    _remember(db, here, "move", topic)
    place(db, here, topic, day=day, start=start, room_name=room_name, is_pinned=False)
    visits.note(db, here, "move", f"#{topic.number}")
    return draft_for(db, here, before=before)


def place(
    db: Session,
    here: Here,
    topic: Topic,
    *,
    day: date,
    start: time,
    room_name: str,
    is_pinned: bool,
) -> None:
    """Put a topic into the draft; a pinned one stays pinned. The open space is held alone.

    Raises:
        RuleViolation: slot or room is not there, is over, the place clashes, or a host cannot be
            there then.
    """
    space = here.space
    starts_at = moments.instant(day, start, space.zone)
    slots = stored_timetable.slots(db, space)
    slot = timetable.find_slot(slots, starts_at, day=day, zone=space.zone)
    if slot.ends_at <= here.now:
        raise RuleViolation(_over(slot, space.zone), "slot")
    room = timetable.find_room(stored_timetable.rooms(db, space), room_name)
    others = stored_timetable.sessions(db, space, Edition.DRAFT)
    was_pinned = any(one.number == topic.number and one.is_pinned for one in others)
    session = PlacedSession(
        topic_id=topic.id,
        number=topic.number,
        title=topic.title,
        slot=slot,
        room=room,
        hosts=topic.hosts,
        speakers=topic.speakers,
        is_pinned=is_pinned or was_pinned,
    )
    timetable.check_placing(session, others, zone=space.zone)
    away = stored_absences.of_people(db, space, session.hosts)
    absence_rules.check_placing(session, away, zone=space.zone)
    stored_timetable.set_place(db, space, session)


def swap(db: Session, visit: Visit, number: int, other_number: int) -> Draft:
    """Let two sessions of the draft change places; pinned ones stay pinned, each where it is then.

    Raises:
        RuleViolation: one of them has no place, they are one, a slot is over, or a host could not
            be in both.
    """
    here, topic = _found(db, visit, number)
    return _swapped(db, here, topic, _topic(db, here, other_number))


def _swapped(db: Session, here: Here, topic: Topic, other_topic: Topic) -> Draft:
    number, other_number = topic.number, other_topic.number
    if number == other_number:
        raise RuleViolation(
            "A session cannot change places with itself. Name two: `/openspace timetable swap 7 8`."
        )
    one, other = _session(db, here, number), _session(db, here, other_number)
    if one is None or other is None:
        raise RuleViolation(NO_PLACE.format(number=number if one is None else other_number))
    before = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    _remember(db, here, f"swap #{number} and", other_topic)
    check_swap(db, here, one, other)
    # First both away: they would else meet in one place.
    stored_timetable.clear_place(db, one.topic_id)
    stored_timetable.clear_place(db, other.topic_id)
    for moving, to in ((one, other), (other, one)):
        stored_timetable.set_place(db, here.space, replace(moving, slot=to.slot, room=to.room))
    visits.note(db, here, "swap", f"#{number} and #{other_number}")
    return draft_for(db, here, before=before)


def check_swap(db: Session, here: Here, one: PlacedSession, other: PlacedSession) -> None:
    """Refuse to let two sessions of the draft change places.

    Raises:
        RuleViolation: a slot is over, or a host would be in two sessions at once or cannot be
            there.
    """
    zone = here.space.zone
    draft = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    rest = [session for session in draft if session.number not in (one.number, other.number)]
    away = stored_absences.of_people(db, here.space, {*one.hosts, *other.hosts})
    for moving, to in ((one, other), (other, one)):
        if to.slot.ends_at <= here.now:
            raise RuleViolation(_over(to.slot, zone), "slot")
        session = replace(moving, slot=to.slot, room=to.room)
        timetable.check_placing(session, rest, zone=zone)
        absence_rules.check_placing(session, away, zone=zone)


def pin(db: Session, visit: Visit, number: int, *, is_pinned: bool) -> Draft:
    """Fix a session where it is, so that an automatic draft leaves it there, or let it go.

    Raises:
        RuleViolation: it has no place.
    """
    here, topic = _found(db, visit, number)
    session = _session(db, here, number)
    if session is None and (is_pinned or number not in drafts.left_out(db, here.space)):
        raise RuleViolation(NO_PLACE.format(number=number))
    _remember(db, here, "pin" if is_pinned else "unpin", topic)
    stored_timetable.set_pinned(db, topic.id, is_pinned=is_pinned)
    visits.note(db, here, "pin" if is_pinned else "unpin", f"#{number}")
    return draft_for(db, here)


def unplace(db: Session, visit: Visit, number: int) -> Draft:
    """Take a session out of the draft; people see it until the draft is published.

    Automatic drafts leave it out until it is given a place or unpinned.

    Raises:
        RuleViolation: it has no place and is left out already.
    """
    here, topic = _found(db, visit, number)
    if _session(db, here, number) is None and number in drafts.left_out(db, here.space):
        raise RuleViolation(
            f"#{number} has no place, and drafts leave it out already. To let them place it again:"
            f" `/openspace timetable unpin {number}`."
        )
    _remember(db, here, "unplace", topic)
    stored_timetable.leave_out(db, here.space, topic.id)
    visits.note(db, here, "unplace", f"#{number}")
    return draft_for(db, here)


def _over(slot: Slot, zone: str) -> str:
    return (
        f"{timetable.slot_label(slot, zone)} is over. Choose a slot that is still to come:"
        " `/openspace slots` lists them."
    )


def _remember(db: Session, here: Here, deed: str, topic: Topic) -> None:
    drafts.remember(
        db, here.space, here.participant_id, deed=f"{deed} #{topic.number}", at=here.now
    )


def _found(db: Session, visit: Visit, number: int) -> tuple[Here, Topic]:
    here = visits.facilitate(db, visit)
    return here, _topic(db, here, number)


def _session(db: Session, here: Here, number: int) -> PlacedSession | None:
    draft = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    return next((session for session in draft if session.number == number), None)


def _topic(db: Session, here: Here, number: int) -> Topic:
    proposing.check_there(db, here, (number,))
    return topics.listed(db, here.space, numbers=(number,))[0]
