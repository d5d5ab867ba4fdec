"""Where an invented facilitator moves sessions by hand: to where there is room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openspace.proposing import Topic
from openspace.timetable import Room, Session, Slot


@dataclass(frozen=True)
class Place:
    """Where a topic is to go."""

    number: int
    slot: Slot
    room: Room


def places(
    wanted: Iterable[Topic],
    crowds: Mapping[int, int],
    placed: Sequence[Session],
    *,
    slots: Sequence[Slot],
    rooms: Sequence[Room],
    after: datetime,
) -> tuple[Place, ...]:
    """Return a place for each topic that somebody hosts, as long as there are any.

    No room holds two sessions at once and no host leads two; a room is taken that is large enough
    if there is one, in the slot with the fewest sessions.

    Args:
        wanted: topics without a place, the most wanted first.
        crowds: how many people may come, by number.
        placed: what has a place already.
        after: the slot begins later than that.
    """
    taken = {(one.slot.id, one.room.id) for one in placed}
    busy = {(one.slot.id, host) for one in placed for host in one.hosts}
    load = {slot.id: sum(one.slot.id == slot.id for one in placed) for slot in slots}
    found: list[Place] = []
    for topic in wanted:
        crowd = crowds.get(topic.number, 0)
        free = [
            (slot, room)
            for slot in slots
            for room in rooms
            if topic.hosts
            and slot.starts_at > after
            and (slot.id, room.id) not in taken
            and not any((slot.id, host) in busy for host in topic.hosts)
        ]
        if not free:
            continue
        slot, room = min(free, key=lambda place: _cost(*place, crowd=crowd, load=load))
        taken.add((slot.id, room.id))
        busy |= {(slot.id, host) for host in topic.hosts}
        load[slot.id] += 1
        found.append(Place(topic.number, slot, room))
    return tuple(found)


def _cost(
    slot: Slot, room: Room, *, crowd: int, load: Mapping[int, int]
) -> tuple[int, int, datetime, int, int]:
    lacking = max(crowd - room.capacity, 0)
    return lacking, load[slot.id], slot.starts_at, room.capacity, room.id
