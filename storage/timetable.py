"""Queries about rooms, slots and sessions, in the draft and as published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Executable, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as DatabaseSession

from openspace import timetable
from openspace.spaces import Space
from openspace.timetable import Room, Session, Slot
from storage import topics
from storage.tables import RoomRow, SessionRow, SlotRow, SpaceRow, TopicRow
from storage.upserts import insert_missing


class Edition(StrEnum):
    """Which timetable is meant."""

    DRAFT = "draft"
    PUBLISHED = "published"


_ROOM = (RoomRow.id, RoomRow.name, RoomRow.capacity, RoomRow.link)
_SLOT = (SlotRow.id, SlotRow.starts_at, SlotRow.ends_at)
_IN_SPACE = {one: one.space_id == bindparam("space_id") for one in (RoomRow, SlotRow)}
_ROOMS = select(*_ROOM).where(_IN_SPACE[RoomRow]).order_by(RoomRow.id)
_SLOTS = select(*_SLOT).where(_IN_SPACE[SlotRow]).order_by(SlotRow.starts_at)


def rooms(db: DatabaseSession, space: Space) -> tuple[Room, ...]:
    """Return the rooms in the order in which they were added."""
    return tuple(Room(*row) for row in db.execute(_ROOMS, {"space_id": space.id}))


def save_room(
    db: DatabaseSession, space: Space, *, name: str, capacity: int, link: str | None
) -> None:
    """Store a room, or new seats and link for the room of that name."""
    key = timetable.room_key(name)
    values = {"name": name, "capacity": capacity, "link": link}
    insert_missing(db, RoomRow, space_id=space.id, name_key=key, **values)
    db.execute(
        update(RoomRow)
        .where(RoomRow.space_id == space.id, RoomRow.name_key == key)
        .values(**values)
    )


def remove_room(db: DatabaseSession, room: Room) -> None:
    """Delete a room that no session uses."""
    db.execute(delete(RoomRow).where(RoomRow.id == room.id))


def slots(db: DatabaseSession, space: Space) -> tuple[Slot, ...]:
    """Return the slots by time."""
    return tuple(Slot(*row) for row in db.execute(_SLOTS, {"space_id": space.id}))


def add_slot(db: DatabaseSession, space: Space, slot: Slot) -> None:
    """Store a slot; its id is given by the database."""
    db.add(SlotRow(space_id=space.id, starts_at=slot.starts_at, ends_at=slot.ends_at))
    db.flush()


def remove_slot(db: DatabaseSession, slot: Slot) -> None:
    """Delete a slot that no session uses."""
    db.execute(delete(SlotRow).where(SlotRow.id == slot.id))


def _sessions(edition: Edition) -> Executable:
    slot_id, room_id = _place_columns(edition)
    return (
        select(
            TopicRow.id,
            TopicRow.number,
            TopicRow.title,
            TopicRow.speakers,
            SessionRow.is_pinned,
            *_SLOT,
            *_ROOM,
        )
        .select_from(SessionRow)
        .join(TopicRow, TopicRow.id == SessionRow.topic_id)
        .join(SlotRow, SlotRow.id == slot_id)
        .join(RoomRow, RoomRow.id == room_id)
        .where(SessionRow.space_id == bindparam("space_id"), TopicRow.withdrawn_at.is_(None))
        .order_by(SlotRow.starts_at, TopicRow.number)
    )


def _place_columns(
    edition: Edition,
) -> tuple[InstrumentedAttribute[int | None], InstrumentedAttribute[int | None]]:
    if edition is Edition.DRAFT:
        return SessionRow.slot_id, SessionRow.room_id
    return SessionRow.published_slot_id, SessionRow.published_room_id


@dataclass(frozen=True)
class Counted:
    """How much there is of a timetable; sessions are those published."""

    sessions: int
    rooms: int
    slots: int


@dataclass(frozen=True)
class Starting:
    """A published session that begins soon."""

    space_id: int
    topic_id: int
    number: int
    starts_at: datetime
    capacity: int


_STARTING = (
    select(
        SessionRow.space_id,
        SessionRow.topic_id,
        TopicRow.number,
        SlotRow.starts_at,
        RoomRow.capacity,
    )
    .select_from(SlotRow)
    .join(SessionRow, SessionRow.published_slot_id == SlotRow.id)
    .join(RoomRow, RoomRow.id == SessionRow.published_room_id)
    .join(TopicRow, TopicRow.id == SessionRow.topic_id)
    .join(SpaceRow, SpaceRow.id == SessionRow.space_id)
    .where(
        SlotRow.starts_at > bindparam("after"),
        SlotRow.starts_at <= bindparam("until"),
        SpaceRow.team_id == bindparam("team_id"),
        SpaceRow.closed_at.is_(None),
        TopicRow.withdrawn_at.is_(None),
    )
    .order_by(SlotRow.starts_at, TopicRow.number)
)

_COUNTED = select(
    select(func.count())
    .select_from(SessionRow)
    .join(TopicRow, TopicRow.id == SessionRow.topic_id)
    .where(
        SessionRow.space_id == bindparam("space_id"),
        SessionRow.published_slot_id.is_not(None),
        TopicRow.withdrawn_at.is_(None),
    )
    .scalar_subquery(),
    *(select(func.count()).where(one).scalar_subquery() for one in _IN_SPACE.values()),
)
_SESSIONS = {edition: _sessions(edition) for edition in Edition}
_HELD = (
    select(SessionRow.topic_id, RoomRow.capacity)
    .join(TopicRow, TopicRow.id == SessionRow.topic_id)
    .join(RoomRow, RoomRow.id == SessionRow.published_room_id)
    .where(
        SessionRow.space_id == bindparam("space_id"),
        TopicRow.number == bindparam("number"),
        TopicRow.withdrawn_at.is_(None),
    )
    .with_for_update(of=SessionRow)
)


def sessions(db: DatabaseSession, space: Space, edition: Edition) -> tuple[Session, ...]:
    """Return the sessions of one edition by time, then number, in two queries."""
    rows = db.execute(_SESSIONS[edition], {"space_id": space.id}).all()
    hosts = topics.hosts_of(db, space) if rows else {}
    # By place, as in `topics`.
    return tuple(
        Session(
            topic_id=row[0],
            number=row[1],
            title=row[2],
            slot=Slot(*row[5:8]),
            room=Room(*row[8:12]),
            hosts=hosts.get(row[0], ()),
            speakers=row[3],
            is_pinned=row[4],
        )
        for row in rows
    )


def counted(db: DatabaseSession, space: Space) -> Counted:
    """Return how many rooms, slots and published sessions there are, in one query."""
    return Counted(*db.execute(_COUNTED, {"space_id": space.id}).one())


def starting(
    db: DatabaseSession, *, team_id: str, after: datetime, until: datetime
) -> tuple[Starting, ...]:
    """Return the published sessions that begin later than *after* and not later than *until*.

    Those of open spaces that were closed are left out.
    """
    values = {"team_id": team_id, "after": after, "until": until}
    return tuple(Starting(*row) for row in db.execute(_STARTING, values))


def hold_session(db: DatabaseSession, space: Space, number: int) -> tuple[int, int] | None:
    """Lock a published session; return its topic's id and seats, None when there is none."""
    row = db.execute(_HELD, {"space_id": space.id, "number": number}).one_or_none()
    return None if row is None else (row.topic_id, row.capacity)


def set_place(db: DatabaseSession, space: Space, session: Session) -> None:
    """Store where a session stands in the draft."""
    insert_missing(
        db,
        SessionRow,
        topic_id=session.topic_id,
        space_id=space.id,
        is_pinned=session.is_pinned,
    )
    db.execute(
        update(SessionRow)
        .where(SessionRow.topic_id == session.topic_id)
        .values(slot_id=session.slot.id, room_id=session.room.id, is_pinned=session.is_pinned)
    )


def clear_place(db: DatabaseSession, topic_id: int) -> None:
    """Take a session out of the draft."""
    db.execute(
        update(SessionRow)
        .where(SessionRow.topic_id == topic_id)
        .values(slot_id=None, room_id=None, is_pinned=False)
    )


def leave_out(db: DatabaseSession, space: Space, topic_id: int) -> None:
    """Take a session out of the draft, and let automatic drafts leave it out: pinned nowhere."""
    insert_missing(db, SessionRow, topic_id=topic_id, space_id=space.id, is_pinned=True)
    db.execute(
        update(SessionRow)
        .where(SessionRow.topic_id == topic_id)
        .values(slot_id=None, room_id=None, is_pinned=True)
    )


def set_pinned(db: DatabaseSession, topic_id: int, *, is_pinned: bool) -> None:
    """Store whether an automatic draft must leave the session where it is."""
    db.execute(
        update(SessionRow).where(SessionRow.topic_id == topic_id).values(is_pinned=is_pinned)
    )


def publish(db: DatabaseSession, space: Space) -> None:
    """Make the published timetable what the draft is."""
    mine = SessionRow.space_id == space.id
    # First all away, then all at once: two sessions that swap would else meet in one place.
    db.execute(
        update(SessionRow).where(mine).values(published_slot_id=None, published_room_id=None)
    )
    db.execute(
        update(SessionRow)
        .where(mine)
        .values(published_slot_id=SessionRow.slot_id, published_room_id=SessionRow.room_id)
    )


def set_places_at_once(db: DatabaseSession, sessions: Sequence[Session]) -> None:
    """Store where sessions stand, in the draft and as published; all others stay as they are."""
    mine = SessionRow.topic_id.in_([session.topic_id for session in sessions])
    nowhere = dict.fromkeys(("slot_id", "room_id", "published_slot_id", "published_room_id"))
    # First all away: two sessions that swap would else meet in one place.
    db.execute(update(SessionRow).where(mine).values(**nowhere))
    for session in sessions:
        slot_id, room_id = session.slot.id, session.room.id
        db.execute(
            update(SessionRow)
            .where(SessionRow.topic_id == session.topic_id)
            .values(
                slot_id=slot_id,
                room_id=room_id,
                published_slot_id=slot_id,
                published_room_id=room_id,
            )
        )


def remove_session(db: DatabaseSession, topic_id: int) -> None:
    """Delete a session with its sign-ups, from the draft and the published timetable."""
    db.execute(delete(SessionRow).where(SessionRow.topic_id == topic_id))


def numbers_using_room(db: DatabaseSession, room: Room) -> tuple[int, ...]:
    """Return the numbers of sessions that stand in the room, drafted or published."""
    return _numbers(db, or_(SessionRow.room_id == room.id, SessionRow.published_room_id == room.id))


def numbers_using_slot(db: DatabaseSession, slot: Slot) -> tuple[int, ...]:
    """Return the numbers of sessions that stand in the slot, drafted or published."""
    return _numbers(db, or_(SessionRow.slot_id == slot.id, SessionRow.published_slot_id == slot.id))


def _numbers(db: DatabaseSession, condition: ColumnElement[bool]) -> tuple[int, ...]:
    query = (
        select(TopicRow.number)
        .join(SessionRow, SessionRow.topic_id == TopicRow.id)
        .where(condition, TopicRow.withdrawn_at.is_(None))
        .order_by(TopicRow.number)
    )
    return tuple(db.scalars(query))
