"""What one more room or one more hour would give: told in fives, from a short search of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from openspace import discretion, drafting, moments, outcomes
from openspace.discretion import Difference
from openspace.drafting import Coded, Material
from openspace.planning import Options, Place, Plan, Problem
from openspace.timetable import Room, Session, Slot

EFFORT = 0.2
"""How long each change is searched for: a part of what a draft takes."""

EXTRA = -1
"""The id of a room or slot that does not exist."""

LENGTH = timedelta(hours=1)

Search = Callable[[Problem, Options], Plan]


class Extra(StrEnum):
    """What could be added on one day."""

    ROOM = "room"
    SLOT = "slot"


@dataclass(frozen=True)
class WhatIf:
    """A change to try, and what it gives.

    Args:
        slot: the hour after the day's last; None for a room.
        room: of usual size, on that day only; None for a slot.
        everything: for how many more people all wishes for topics with ten voters and more are
            met.
    """

    day: date
    extra: Extra
    slot: Slot | None
    room: Room | None
    everything: Difference


def what_ifs(
    material: Material, search: Search, *, zone: str, options: Options | None = None
) -> tuple[WhatIf, ...]:
    """Return one more room and one more hour for each day to come, the best first, then by day.

    Args:
        search: finds a plan; called once for the timetable as it is and once for each change.
        options: of each search; None for a short one.

    Raises:
        CannotPlan: what is fixed contradicts itself.
    """
    chosen = options or Options(effort=EFFORT)
    searched = _planned(drafting.coded(material), material, search, chosen)
    # Whatever a new search alone finds is not owed to the change.
    now = max(_happy(material, material.sessions), _happy(material, searched), key=sum)
    found = [
        WhatIf(
            day,
            extra,
            slot,
            room,
            _difference(now, _happy(material, _planned(coded, material, search, chosen))),
        )
        for day, extra, slot, room, coded in _changes(material, zone)
    ]
    order = [Extra.ROOM, Extra.SLOT]
    return tuple(
        sorted(
            found,
            key=lambda one: (-one.everything.signed, one.day, order.index(one.extra)),
        )
    )


def _changes(
    material: Material, zone: str
) -> Iterator[tuple[date, Extra, Slot | None, Room | None, Coded]]:
    days: dict[date, list[Slot]] = {}
    for slot in sorted(material.slots, key=lambda slot: slot.starts_at):
        days.setdefault(moments.wall(slot.starts_at, zone).date(), []).append(slot)
    for day, slots in days.items():
        if material.rooms and slots[-1].starts_at > material.now:
            room = _room(material.rooms)
            yield day, Extra.ROOM, None, room, _with_room(material, room, slots)
        after = Slot(EXTRA, slots[-1].ends_at, slots[-1].ends_at + LENGTH)
        ends_on = moments.wall(after.ends_at, zone).date()
        if material.rooms and ends_on == day and after.starts_at > material.now:
            more = replace(material, slots=(*material.slots, after))
            yield day, Extra.SLOT, after, None, drafting.coded(more)


def _room(rooms: Sequence[Room]) -> Room:
    """Return one more room, with as many seats as the middle one has."""
    sizes = sorted(room.capacity for room in rooms)
    return Room(EXTRA, "one more room", sizes[len(sizes) // 2], None)


def _with_room(material: Material, room: Room, slots: Sequence[Slot]) -> Coded:
    """Return the problem with a room that is free in *slots* alone.

    At all other times something stands in it that nobody hosts or wants.
    """
    coded = drafting.coded(replace(material, rooms=(*material.rooms, room)))
    free = {slot.id for slot in slots}
    taken = [index for index, slot in enumerate(coded.slots) if slot.id not in free]
    problem = coded.problem
    last = len(coded.rooms) - 1
    stands = {problem.topics + n: Place(index, last) for n, index in enumerate(taken)}
    return replace(
        coded,
        problem=replace(
            problem,
            topics=problem.topics + len(taken),
            hosts=(*problem.hosts, *(() for _ in taken)),
            fixed={**problem.fixed, **stands},
        ),
    )


def _planned(
    coded: Coded, material: Material, search: Search, options: Options
) -> tuple[Session, ...]:
    plan = search(coded.problem, replace(options, previous=coded.previous))
    real = {index: place for index, place in plan.places.items() if index < len(coded.topics)}
    return drafting.sessions(coded, replace(plan, places=real), material.sessions)


def _happy(material: Material, sessions: Sequence[Session]) -> list[bool]:
    """Say of each voter whether all their comparable wishes are met."""
    voters = discretion.comparable(material.voters)
    found = outcomes.all_of(voters, sessions, material.runs())
    return [bool(one.wanted) and not one.missed for one in found]


def _difference(now: Sequence[bool], then: Sequence[bool]) -> Difference:
    return discretion.difference(
        sum(then) - sum(now),
        affected=sum(one != other for one, other in zip(now, then, strict=True)),
        of=len(now),
    )
