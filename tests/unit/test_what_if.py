"""What one more room or hour would give, with a plain search in place of the real one."""

from dataclasses import replace
from datetime import date
from itertools import product

from openspace.discretion import Difference, Turn
from openspace.planning import Options, Place, Plan, Problem
from openspace.what_if import Extra, in_words, what_ifs
from tests.unit import drafts
from tests.unit.drafts import HOUR, ROOMS, SLOTS, ZONE

MONDAY, TUESDAY = date(2027, 11, 22), date(2027, 11, 23)


def every_way(problem: Problem, options: Options) -> Plan:
    """The best plan by trying all: most wishes met, whose slots differ."""
    free = [
        Place(slot, room)
        for slot, room in product(range(problem.slots), range(len(problem.rooms)))
        if Place(slot, room) not in problem.fixed.values() and slot not in problem.over
    ]
    loose = [number for number in range(problem.topics) if number not in problem.fixed]
    plans = [
        {**problem.fixed, **{n: place for n, place in zip(loose, way, strict=True) if place}}
        for way in product([None, *free], repeat=len(loose))
        if len([place for place in way if place]) == len({place for place in way if place})
    ]
    return Plan(
        max(
            plans,
            key=lambda plan: sum(
                len({plan[topic].slot for topic in wants if topic in plan})
                for wants in problem.wants
            ),
        )
    )


def test_one_more_hour_helps_those_whose_topics_stand_at_one_time() -> None:
    wants = [*([[1, 2]] * 12), *([[1]] * 8)]
    material = drafts.material({1: (0, 0), 2: (0, 1)}, wants, slots=(SLOTS[0],), rooms=ROOMS[:2])
    room, slot = sorted(what_ifs(material, every_way, zone=ZONE), key=lambda one: one.extra)
    assert (room.day, room.extra, room.everything) == (MONDAY, Extra.ROOM, Difference(Turn.SILENT))
    assert room.room == replace(ROOMS[1], id=-1, name="one more room")
    assert (slot.day, slot.extra, slot.everything) == (
        MONDAY,
        Extra.SLOT,
        Difference(Turn.MORE, 10),
    )
    assert [in_words(room), in_words(slot)] == [
        "",
        "With one more hour on Mon 22 Nov, about 10 more people get everything.",
    ]
    assert slot.slot is not None
    assert (slot.slot.starts_at, slot.slot.ends_at) == (SLOTS[0].ends_at, SLOTS[0].ends_at + HOUR)


def test_one_more_room_counts_on_its_day_alone_and_the_best_comes_first() -> None:
    # On Monday there is no more room at all: #2 has no place but on Tuesday, where #3 is pinned.
    wants = [*([[1]] * 10), *([[2, 3]] * 15)]
    material = drafts.material(
        {1: (0, 0), 3: (2, 0)}, wants, slots=(SLOTS[0], SLOTS[2]), rooms=ROOMS[:1]
    )
    pinned = replace(
        material, sessions=tuple(replace(one, is_pinned=True) for one in material.sessions)
    )
    found = what_ifs(pinned, every_way, zone=ZONE)
    assert [(one.day, one.extra, one.everything) for one in found] == [
        (MONDAY, Extra.ROOM, Difference(Turn.MORE, 15)),
        (MONDAY, Extra.SLOT, Difference(Turn.MORE, 15)),
        (TUESDAY, Extra.SLOT, Difference(Turn.MORE, 15)),
        (TUESDAY, Extra.ROOM, Difference(Turn.SILENT)),
    ]


def test_days_that_are_over_and_hours_past_midnight_are_not_tried() -> None:
    material = drafts.material({}, [], slots=SLOTS, now=SLOTS[1].starts_at + HOUR)
    assert {one.day for one in what_ifs(material, every_way, zone=ZONE)} == {TUESDAY}
    late = replace(
        SLOTS[3], starts_at=SLOTS[3].starts_at + 12 * HOUR, ends_at=SLOTS[3].ends_at + 12 * HOUR
    )
    night = drafts.material({}, [], slots=(late,))
    assert [one.extra for one in what_ifs(night, every_way, zone=ZONE)] == [Extra.ROOM]


def test_without_slots_or_rooms_there_is_nothing_to_try() -> None:
    assert what_ifs(drafts.material({}, [], slots=()), every_way, zone=ZONE) == ()
    assert what_ifs(drafts.material({}, [], rooms=()), every_way, zone=ZONE) == ()


def test_few_people_are_not_told() -> None:
    material = drafts.material(
        {1: (0, 0), 2: (0, 1)}, [[1, 2]] * 9, slots=(SLOTS[0],), rooms=ROOMS[:2]
    )
    found = what_ifs(material, every_way, zone=ZONE)
    assert {one.everything for one in found} == {Difference(Turn.SILENT)}
