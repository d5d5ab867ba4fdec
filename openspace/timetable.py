"""The timetable: slots, rooms and sessions, what clashes, and what publishing changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from openspace import RuleViolation, moments, quoted
from openspace.spaces import Space

CAPACITY_RANGE = (1, 10_000)
ROOM_NAME_LENGTH = 60
MOST_ROOMS = 50
MOST_SLOTS = 100
LONGEST_SLOT = timedelta(hours=12)


@dataclass(frozen=True)
class Slot:
    """A time for sessions, both ends in UTC."""

    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Room:
    """A place for sessions.

    Args:
        link: address of its call; None without one.
    """

    id: int
    name: str
    capacity: int
    link: str | None


@dataclass(frozen=True)
class Session:
    """A topic or talk with a slot and a room.

    Args:
        hosts: user ids.
        speakers: names of a talk's speakers; None for a topic.
        is_pinned: an automatic draft must leave it where it is.
    """

    topic_id: int
    number: int
    title: str
    slot: Slot
    room: Room
    hosts: tuple[str, ...]
    speakers: str | None = None
    is_pinned: bool = False


class Fate(StrEnum):
    """What publishing does to one session."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Change:
    """One difference between the published timetable and the draft.

    Args:
        before: as published so far; None for a new session.
        after: as it will be; None for a cancelled one.
    """

    before: Session | None
    after: Session | None

    @property
    def fate(self) -> Fate:
        """Return what happens to the session."""
        if self.before is None:
            return Fate.NEW
        return Fate.CANCELLED if self.after is None else Fate.MOVED

    @property
    def session(self) -> Session:
        """Return the session as it will be, or as it was when it is cancelled."""
        session = self.after or self.before
        assert session is not None, "a change has at least one side"  # noqa: S101 - tells mypy
        return session


def changes(published: Iterable[Session], draft: Iterable[Session]) -> tuple[Change, ...]:
    """Return what publishing *draft* over *published* changes, by time and number."""
    before = {session.number: session for session in published}
    after = {session.number: session for session in draft}
    found = [
        Change(before.get(number), after.get(number))
        for number in before.keys() | after.keys()
        if not is_same_place(before.get(number), after.get(number))
    ]
    return tuple(sorted(found, key=lambda c: (c.session.slot.starts_at, c.session.number)))


def is_same_place(one: Session | None, other: Session | None) -> bool:
    """Say whether two sessions are in the same slot and room, or both are none."""
    if one is None or other is None:
        return one is other
    return (one.slot.id, one.room.id) == (other.slot.id, other.room.id)


def check_placing(session: Session, others: Iterable[Session], *, zone: str) -> None:
    """Refuse a place that is taken, or where a host would be in two sessions at once.

    Args:
        session: as it would be placed.
        others: all placed sessions of the open space; the session itself may be among them.

    Raises:
        RuleViolation: naming the session in the way, with the field `room` or `slot`.
    """
    when = moments.moment_label(session.slot.starts_at, zone)
    placed = tuple(others)
    for other in placed:
        if other.number == session.number or other.slot.id != session.slot.id:
            continue
        if other.room.id == session.room.id:
            own = next((one for one in placed if one.number == session.number), session)
            change = f"`/openspace timetable swap {session.number} {other.number}`"
            swap = "" if is_same_place(own, session) else f" let them change places: {change},"
            raise RuleViolation(
                f"{session.room.name} already holds #{other.number} {quoted(other.title)} on"
                f" {when}. Choose another slot or room,{swap} or take that one out first:"
                f" `/openspace timetable unplace {other.number}`.",
                "room",
            )
        if set(session.hosts) & set(other.hosts):
            raise RuleViolation(
                f"A host of #{session.number} already hosts #{other.number} {quoted(other.title)}"
                f" on {when}, and nobody can host two sessions at once. Choose another slot:"
                " `/openspace slots` lists them.",
                "slot",
            )


def check_hosting(
    number: int, hosts: Iterable[str], sessions: Iterable[Session], *, zone: str
) -> None:
    """Refuse hosts for a topic that has a place when one of them hosts another at that time.

    Args:
        sessions: all placed sessions; the topic's own is among them if it has a place.

    Raises:
        RuleViolation: naming the other session, with the field `hosts`.
    """
    placed = tuple(sessions)
    own = [session for session in placed if session.number == number]
    for other in placed:
        is_then = any(other.slot.id == session.slot.id for session in own)
        if other.number != number and is_then and set(hosts) & set(other.hosts):
            when = moments.moment_label(other.slot.starts_at, zone)
            raise RuleViolation(
                f"On {when} one of them hosts #{other.number} {quoted(other.title)}, and nobody"
                " can host two sessions at once. Choose other hosts, or ask a facilitator to move"
                " one of the sessions: `/openspace facilitators`.",
                "hosts",
            )


def check_slot(
    starts_at: datetime, ends_at: datetime, *, space: Space, others: Iterable[Slot]
) -> None:
    """Refuse a slot that is empty, too long, outside the open space's days or over another.

    Raises:
        RuleViolation: saying which, and what to type instead, with the field `days`, `starts` or
            `ends`.
    """
    label = moments.moment_label(starts_at, space.zone)
    if ends_at <= starts_at:
        raise RuleViolation(
            f"The slot on {label} would end before it begins."
            " Type the earlier time first, like `/openspace slots add tue 10:00-11:00`.",
            "ends",
        )
    if ends_at - starts_at > LONGEST_SLOT:
        raise RuleViolation(
            "A slot lasts at most 12 hours."
            " Type for example `/openspace slots add tue 10:00-11:00`.",
            "ends",
        )
    first, last = (moments.wall(moment, space.zone).date() for moment in (starts_at, ends_at))
    if first < space.first_day or last > space.last_day:
        raise RuleViolation(
            f"The open space runs {moments.days_label(space.first_day, space.last_day)}."
            " Choose a day within it, like `/openspace slots add"
            f" {space.first_day} 10:00-11:00`.",
            "days",
        )
    for other in others:
        if starts_at < other.ends_at and other.starts_at < ends_at:
            raise RuleViolation(
                f"There is already a slot on {slot_label(other, space.zone)}, and slots do not"
                " overlap. Choose another time, or remove that one first: `/openspace slots remove"
                f" {slot_words(other, space.zone)}`.",
                "starts",
            )


def check_room(name: str, capacity: int) -> None:
    """Refuse a room without a name that fits, or without a sensible number of seats.

    Raises:
        RuleViolation: saying what to type instead, with the field `name` or `seats`.
    """
    lowest, highest = CAPACITY_RANGE
    if not name or len(name) > ROOM_NAME_LENGTH:
        raise RuleViolation(
            f"A room's name has 1 to {ROOM_NAME_LENGTH} characters."
            ' Type for example `/openspace rooms add "Room A" 30`.',
            "name",
        )
    if not lowest <= capacity <= highest:
        raise RuleViolation(
            f"A room has {lowest} to {highest:,} seats."
            ' Type for example `/openspace rooms add "Room A" 30`.',
            "seats",
        )


def find_room(rooms: Sequence[Room], name: str) -> Room:
    """Return the room of that name, in any case.

    Raises:
        RuleViolation: there is none; it lists those there are.
    """
    wanted = room_key(name)
    for room in rooms:
        if room_key(room.name) == wanted:
            return room
    if not rooms:
        raise RuleViolation(
            'There are no rooms yet. Add one first: `/openspace rooms add "Room A" 30`.',
            "room",
        )
    known = ", ".join(quoted(room.name) for room in rooms[:10])
    more = f" and {len(rooms) - 10} more" if len(rooms) > 10 else ""
    raise RuleViolation(
        f"There is no room {quoted(name)}. The rooms are {known}{more}:"
        " `/openspace rooms` lists them.",
        "room",
    )


def room_key(name: str) -> str:
    """Return what two spellings of a room's name share."""
    return " ".join(name.casefold().split())


def find_slot(slots: Sequence[Slot], starts_at: datetime, *, day: date, zone: str) -> Slot:
    """Return the slot that begins at *starts_at*.

    Raises:
        RuleViolation: there is none; it lists those of *day*.
    """
    for slot in slots:
        if slot.starts_at == starts_at:
            return slot
    same_day = [slot for slot in slots if moments.wall(slot.starts_at, zone).date() == day]
    if not same_day:
        raise RuleViolation(
            f"There are no slots on {moments.day_label(day)}. `/openspace slots` lists those there"
            f" are; a facilitator adds one with `/openspace slots add {day} 10:00-11:00`.",
            "slot",
        )
    times = ", ".join(moments.time_label(slot.starts_at, zone) for slot in same_day[:12])
    raise RuleViolation(
        f"No slot begins on {moments.moment_label(starts_at, zone)}."
        f" On {moments.day_label(day)} they begin at {times}: `/openspace slots` lists all.",
        "slot",
    )


def slot_label(slot: Slot, zone: str) -> str:
    """Return a slot as people write it: Tue 23 Nov 10:00-11:00."""
    return f"{moments.moment_label(slot.starts_at, zone)}-{moments.time_label(slot.ends_at, zone)}"


def slot_words(slot: Slot, zone: str) -> str:
    """Return what to type for a slot's day and start: 2027-11-23 10:00."""
    return f"{moments.wall(slot.starts_at, zone):%Y-%m-%d %H:%M}"
