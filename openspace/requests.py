"""Changes asked for after publishing: what may be asked, what it changes, what is in its way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from openspace import RuleViolation, absences, quoted, timetable
from openspace.absences import Absence
from openspace.timetable import Change, Room, Session, Slot

MOST_OPEN = 5
"""Requests that one person can have open at once."""
WORDS_LENGTH = 300
"""Characters of a reason, or of a facilitator's word."""


class Status(StrEnum):
    """What became of a request."""

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Named:
    """A topic or talk by id, number and title."""

    id: int
    number: int
    title: str


@dataclass(frozen=True)
class Wish:
    """What a request asks for: another place, or the place of another session.

    Args:
        other_id: topic id of the session to swap with; None for a move.
        slot_id: where it is to go; None for a swap, and when that slot is not there any more.
        room_id: as `slot_id`.
    """

    topic_id: int
    other_id: int | None = None
    slot_id: int | None = None
    room_id: int | None = None

    @property
    def topic_ids(self) -> tuple[int, ...]:
        """Return the topics whose sessions it is about."""
        return (self.topic_id,) if self.other_id is None else (self.topic_id, self.other_id)

    def is_same(self, other: "Wish") -> bool:
        """Say whether both ask for the same change; a swap has no direction."""
        return {*self.topic_ids} == {*other.topic_ids} and (self.slot_id, self.room_id) == (
            other.slot_id,
            other.room_id,
        )


@dataclass(frozen=True)
class Request:
    """A change that somebody asked for.

    Args:
        number: within its open space.
        other: the session to swap with; None for a move.
        stood: where its sessions stood when it was asked, as `standing` writes it.
        asked_by: user id.
        backers: how many others wish for the same.
        answer: a facilitator's word; "" for none.
    """

    id: int
    number: int
    wish: Wish
    session: Named
    other: Named | None
    stood: str
    reason: str
    status: Status
    answer: str
    asked_by: str
    backers: int


@dataclass(frozen=True)
class Obstacle:
    """A rule that forbids a change.

    Args:
        text: a sentence without the way out.
        people: user ids of those whom it names.
    """

    text: str
    people: tuple[str, ...] = ()


def standing(sessions: Iterable[Session]) -> str:
    """Return where sessions stand, in so short a form that it can be stored and compared."""
    return " ".join(f"{session.slot.id}/{session.room.id}" for session in sessions)


def concerned(wish: Wish, sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return the published sessions that a wish is about; () when one of them is not there."""
    by_topic = {session.topic_id: session for session in sessions}
    found = [by_topic[one] for one in wish.topic_ids if one in by_topic]
    return tuple(found) if len(found) == len(wish.topic_ids) else ()


def wished(
    wish: Wish,
    sessions: Iterable[Session],
    *,
    slots: Iterable[Slot],
    rooms: Iterable[Room],
    now: datetime,
) -> tuple[Change, ...]:
    """Return what granting a wish changes; () where that cannot be any more.

    It cannot once a session or place is not there any more, or has begun.
    """
    mine = concerned(wish, sessions)
    if not mine:
        return ()
    if wish.other_id is None:
        slot = next((one for one in slots if one.id == wish.slot_id), None)
        room = next((one for one in rooms if one.id == wish.room_id), None)
        if slot is None or room is None:
            return ()
        places = [(slot, room)]
    else:
        places = [(one.slot, one.room) for one in reversed(mine)]
    if any(
        slot.starts_at <= now for slot in (*(one.slot for one in mine), *(p[0] for p in places))
    ):
        return ()
    return tuple(
        Change(session, replace(session, slot=slot, room=room))
        for session, (slot, room) in zip(mine, places, strict=True)
    )


def changes(
    request: Request,
    sessions: Sequence[Session],
    *,
    slots: Iterable[Slot],
    rooms: Iterable[Room],
    now: datetime,
) -> tuple[Change, ...]:
    """Return what granting a request changes; () when it is overtaken.

    It is overtaken once one of its sessions stands elsewhere than when it was asked, or is gone,
    and once one of them or the place it is to go to has begun or is gone.
    """
    if standing(concerned(request.wish, sessions)) != request.stood:
        return ()
    return wished(request.wish, sessions, slots=slots, rooms=rooms, now=now)


def in_the_way(
    wanted: Sequence[Change],
    sessions: Iterable[Session],
    away: Mapping[str, Sequence[Absence]],
    *,
    zone: str,
) -> Obstacle | None:
    """Return the rule that forbids changes; None where they can be made.

    Args:
        sessions: all sessions as they stand; those that change may be among them.
        away: when hosts cannot be there, by user id; empty for somebody who may not learn of it.
    """
    after = [change.after for change in wanted if change.after is not None]
    numbers = {session.number for session in after}
    others = [session for session in sessions if session.number not in numbers]
    for session in after:
        when = timetable.slot_label(session.slot, zone)
        for other in (*others, *after):
            if other.number == session.number or other.slot.id != session.slot.id:
                continue
            which = f"#{other.number} {quoted(other.title)}"
            if other.room.id == session.room.id:
                return Obstacle(f"{session.room.name} holds {which} on {when}.")
            if {*session.hosts} & {*other.hosts}:
                return Obstacle(f"A host of #{session.number} hosts {which} on {when}.")
    for found in absences.problems(after, away):
        when = timetable.slot_label(found.session.slot, zone)
        return Obstacle(
            f"<@{found.host}> hosts #{found.session.number} and cannot be there on {when}.",
            (found.host,),
        )
    return None


def best_room(
    session: Session, slot: Slot, sessions: Iterable[Session], rooms: Iterable[Room], *, people: int
) -> Room:
    """Return the room for a session in another slot: its own, else one that is big enough.

    The smallest free room that has as many seats as its own is taken, else the largest that holds
    all *people* who signed up.

    Raises:
        RuleViolation: no free room is big enough, with the field `place`.
    """
    taken = {one.room.id for one in sessions if one.slot.id == slot.id and one != session}
    free = [room for room in rooms if room.id not in taken]
    if any(room.id == session.room.id for room in free):
        return session.room
    as_big = [room for room in free if room.capacity >= session.room.capacity]
    if as_big:
        return min(as_big, key=lambda room: (room.capacity, room.id))
    enough = [room for room in free if room.capacity >= max(people, 1)]
    if enough:
        return max(enough, key=lambda room: (room.capacity, -room.id))
    raise RuleViolation(
        "No room that is free then is big enough. Ask for another slot, or for a swap, like"
        f" `/openspace ask {session.number} swap 8`.",
        "place",
    )


def check_to_come(session: Session, *, now: datetime) -> None:
    """Refuse to change a session that has begun.

    Raises:
        RuleViolation: with the field `session`.
    """
    if session.slot.starts_at <= now:
        raise RuleViolation(
            f"#{session.number} {quoted(session.title)} has begun, so it stays where it is."
            " `/agenda` shows what is still to come.",
            "session",
        )


def check_slot(slot: Slot, *, now: datetime, zone: str) -> None:
    """Refuse a slot that has begun.

    Raises:
        RuleViolation: with the field `place`.
    """
    if slot.starts_at <= now:
        raise RuleViolation(
            f"{timetable.slot_label(slot, zone)} has begun. Choose a slot that is still to come:"
            " `/openspace slots` lists them.",
            "place",
        )


def check_few(open_now: int) -> None:
    """Refuse another request to somebody who has as many open as can be.

    Raises:
        RuleViolation: naming how many, and the way out.
    """
    if open_now >= MOST_OPEN:
        raise RuleViolation(
            f"You have {open_now} open requests, and that is the most. Take one back first:"
            " `/openspace requests` lists them."
        )


def check_words(words: str, *, field: str) -> None:
    """Refuse a reason or a facilitator's word of more than 300 characters.

    Args:
        field: of a form, where it was typed.

    Raises:
        RuleViolation: with that field.
    """
    if len(words) > WORDS_LENGTH:
        what = "A reason" if field == "reason" else "Your word"
        raise RuleViolation(
            f"{what} has at most {WORDS_LENGTH} characters; this one has {len(words)}. Shorten it,"
            " and send it again.",
            field,
        )
