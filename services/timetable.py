"""Drafting the timetable by hand, and publishing it."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from openspace import RuleViolation, moments, placing, signup, timetable
from openspace import absences as absence_rules
from openspace.absences import Problem
from openspace.placing import Choice
from openspace.proposing import Topic
from openspace.timetable import Change, Fate, Room, Slot
from openspace.timetable import Session as PlacedSession
from services import absences, letters, proposing, visits, weeks
from services.news import SeatChanged, SessionChanged, TimetablePublished
from services.visits import Here, Visit
from storage import absences as stored_absences
from storage import people as stored_people
from storage import signups, topics
from storage import timetable as stored_timetable
from storage.timetable import Edition


@dataclass(frozen=True)
class Draft:
    """The timetable as facilitators see it.

    Args:
        unplaced: topics and talks without a place, by number.
        changes: what publishing would change.
        problems: sessions to come in which a host cannot be there.
    """

    here: Here
    sessions: tuple[PlacedSession, ...]
    unplaced: tuple[Topic, ...]
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    changes: tuple[Change, ...]
    is_published: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Placing:
    """A topic or talk, and where it can go.

    Args:
        now: where it stands in the draft; None without a place.
    """

    here: Here
    topic: Topic
    now: PlacedSession | None
    choices: tuple[Choice, ...]
    rooms: tuple[Room, ...]


@dataclass(frozen=True)
class Published:
    """What was published just now.

    Args:
        told: how many people are told about sessions of theirs.
    """

    here: Here
    changes: tuple[Change, ...]
    told: int


def draft(db: Session, visit: Visit) -> Draft:
    """Return the draft.

    Raises:
        RuleViolation: the person is not a facilitator.
    """
    here = visits.look(db, visit)
    visits.check_facilitator(here)
    return draft_for(db, here)


def draft_for(db: Session, here: Here) -> Draft:
    """Return the draft for a facilitator whose open space is known already."""
    sessions = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    published = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
    placed = {session.number for session in sessions}
    return Draft(
        here=here,
        sessions=sessions,
        unplaced=tuple(t for t in topics.listed(db, here.space) if t.number not in placed),
        slots=stored_timetable.slots(db, here.space),
        rooms=stored_timetable.rooms(db, here.space),
        changes=timetable.changes(published, sessions),
        is_published=bool(published),
        problems=absences.problems(db, here, sessions),
    )


def begin(db: Session, visit: Visit, number: int) -> Placing:
    """Return a topic or talk for a facilitator who wants to give it a place, and where it can go.

    Raises:
        RuleViolation: it is not there, there is nowhere to put it, the person is not a
            facilitator, or the open space has ended.
    """
    here = visits.prepare(db, visit)
    topic = _topic(db, here, number)
    found = draft_for(db, here)
    choices = placing.choices(
        number,
        topic.hosts,
        found.sessions,
        slots=found.slots,
        rooms=found.rooms,
        absences=stored_absences.of_people(db, here.space, topic.hosts),
        now=visit.now,
    )
    if not choices:
        raise RuleViolation(
            "There are no slots to come, so nothing can have a place. Add some first:"
            " `/openspace slots add tue,wed 10:00-11:00`."
        )
    if not found.rooms:
        raise RuleViolation(
            "There are no rooms yet, so nothing can have a place. Add one first:"
            ' `/openspace rooms add "Room A" 30`.'
        )
    now = next((session for session in found.sessions if session.number == number), None)
    return Placing(here, topic, now, choices, found.rooms)


def move(
    db: Session, visit: Visit, number: int, *, day: date, start: time, room_name: str
) -> Draft:
    """Place a topic or talk in the draft, or move it.

    Raises:
        RuleViolation: the number, slot or room is not there, or the place clashes.
    """
    here = visits.facilitate(db, visit)
    topic = _topic(db, here, number)
    place(db, here, topic, day=day, start=start, room_name=room_name, is_pinned=False)
    visits.note(db, here, "move", f"#{number}")
    return draft_for(db, here)


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
        raise RuleViolation(
            f"{timetable.slot_label(slot, space.zone)} is over. Choose a slot that is still to"
            " come: `/openspace slots` lists them.",
            "slot",
        )
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


def pin(db: Session, visit: Visit, number: int, *, is_pinned: bool) -> Draft:
    """Fix a session where it is, so that an automatic draft leaves it there, or let it go.

    Raises:
        RuleViolation: it has no place.
    """
    here, session = _placed(db, visit, number)
    stored_timetable.set_pinned(db, session.topic_id, is_pinned=is_pinned)
    visits.note(db, here, "pin" if is_pinned else "unpin", f"#{number}")
    return draft_for(db, here)


def unplace(db: Session, visit: Visit, number: int) -> Draft:
    """Take a session out of the draft; people see it until the draft is published.

    Raises:
        RuleViolation: it has no place.
    """
    here, session = _placed(db, visit, number)
    stored_timetable.clear_place(db, session.topic_id)
    visits.note(db, here, "unplace", f"#{number}")
    return draft_for(db, here)


def publish(db: Session, visit: Visit) -> Published:
    """Show everyone the timetable as it is drafted, and tell exactly those whom it affects.

    Raises:
        RuleViolation: there is nothing to publish, or a host cannot be there.
    """
    here = visits.facilitate(db, visit)
    before = stored_timetable.sessions(db, here.space, Edition.PUBLISHED)
    after = stored_timetable.sessions(db, here.space, Edition.DRAFT)
    changes = timetable.changes(before, after)
    if not changes:
        raise RuleViolation(
            "Everyone already sees the timetable as it is. Change something first:"
            ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
            if before
            else "No session has a place yet, so there is nothing to publish. Place one first:"
            ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
        )
    absence_rules.check_publishing(absences.problems(db, here, after), zone=here.space.zone)
    affected = _affected(db, here, changes)
    stored_timetable.publish(db, here.space)
    for change in changes:
        if change.fate is Fate.CANCELLED:
            stored_timetable.remove_session(db, change.session.topic_id)
    visits.note(db, here, "publish", f"{len(changes)} changes")
    announced = TimetablePublished(here.space, changes, is_first=not before)
    own = weeks.promised(db, here, changes, affected, is_first=not before)
    letters.promise(db, here.space, [announced, *affected, *own], now=here.now)
    return Published(here, changes, told=len({one.user_id for one in affected}))


def _affected(
    db: Session, here: Here, changes: tuple[Change, ...]
) -> tuple[SessionChanged | SeatChanged, ...]:
    orders = signups.orders(db, [change.session.topic_id for change in changes])
    names = stored_people.user_ids(db, {one for order in orders.values() for one in order})
    told: list[SessionChanged | SeatChanged] = []
    for change in changes:
        order = orders[change.session.topic_id]
        hosts = change.session.hosts
        guests = [names[one] for one in order if names[one] not in hosts]
        told += [
            SessionChanged(user_id, here.space, change, is_host=user_id in hosts)
            for user_id in (*hosts, *guests)
            if user_id != here.person.user_id
        ]
        told += _seats_changed(here, change, order, names)
    return tuple(told)


def _seats_changed(
    here: Here, change: Change, order: tuple[int, ...], names: dict[int, str]
) -> list[SessionChanged | SeatChanged]:
    if change.before is None or change.after is None:
        return []
    old, new = change.before.room.capacity, change.after.room.capacity
    gained = signup.promoted(order, order, capacity_before=old, capacity_after=new)
    lost = signup.demoted(order, order, capacity_before=old, capacity_after=new)
    return [
        SeatChanged(names[one], here.space, change.after, has_seat=one in gained)
        for one in (*gained, *lost)
    ]


def _placed(db: Session, visit: Visit, number: int) -> tuple[Here, PlacedSession]:
    here = visits.facilitate(db, visit)
    topic = _topic(db, here, number)
    for session in stored_timetable.sessions(db, here.space, Edition.DRAFT):
        if session.number == topic.number:
            return here, session
    raise RuleViolation(
        f"#{number} has no place in the draft. Give it one:"
        f' `/openspace timetable move {number} wed 10:00 "Room B"`.'
    )


def _topic(db: Session, here: Here, number: int) -> Topic:
    proposing.check_there(db, here, (number,))
    return topics.listed(db, here.space, numbers=(number,))[0]
