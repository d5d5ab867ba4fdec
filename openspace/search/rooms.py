"""Gives out the rooms of each slot: to each crowd, the biggest first, one that fits."""

from collections import Counter
from collections.abc import Iterator, Mapping

from openspace.planning import Place, Problem
from openspace.search.score import PERSON, crowds


def by_crowd(problem: Problem, places: Mapping[int, Place]) -> dict[int, Place]:
    """Return *places* with rooms given out anew in every slot; what is fixed keeps its own.

    Each topic gets the smallest room that seats all who want it, or else the biggest there is. As
    the biggest crowds come first, nobody goes without a seat whom other rooms would have seated.
    """
    expected = crowds(problem, places)
    wanting = Counter(topic for wants in problem.wants for topic in wants)
    found = dict(problem.fixed)
    for slot in range(problem.slots):
        taken = {place.room for place in problem.fixed.values() if place.slot == slot}
        free = [room for room in _by_size(problem) if room not in taken]
        topics = [
            topic
            for topic, place in places.items()
            if place.slot == slot and topic not in problem.fixed
        ]
        for topic in sorted(topics, key=lambda topic: (-expected[topic], topic)):
            fitting = [room for room in free if problem.rooms[room] >= wanting[topic]]
            room = fitting[-1] if fitting else free[0]
            free.remove(room)
            found[topic] = Place(slot, room)
    return found


def eased(
    problem: Problem, places: Mapping[int, Place], home: Mapping[int, Place], most: int | None
) -> dict[int, Place]:
    """Return *places* with only those rooms swapped that let more people sit.

    Args:
        home: where topics stood before.
        most: how many topics may have left their home; None for any number.
    """
    expected = crowds(problem, places)
    found = dict(places)
    while True:
        best, change = 0, {}
        for swap in _swaps(problem, found):
            relief = sum(
                _without_seat(problem, expected[topic], found[topic])
                - _without_seat(problem, expected[topic], place)
                for topic, place in swap.items()
            )
            if relief > best and (most is None or left_home({**found, **swap}, home) <= most):
                best, change = relief, swap
        if not change:
            return found
        found.update(change)


def left_home(places: Mapping[int, Place], home: Mapping[int, Place]) -> int:
    """Return how many topics stand elsewhere than at *home*, or nowhere."""
    return sum(places.get(topic) != place for topic, place in home.items())


def _by_size(problem: Problem) -> list[int]:
    """Return the rooms, the biggest first."""
    return sorted(range(len(problem.rooms)), key=lambda room: (-problem.rooms[room], room))


def _without_seat(problem: Problem, crowd: int, place: Place) -> int:
    return max(0, crowd - PERSON * problem.rooms[place.room])


def _swaps(problem: Problem, places: Mapping[int, Place]) -> Iterator[dict[int, Place]]:
    """Yield new places for what is in two rooms of a slot, or in one beside an empty one."""
    standing = {place: topic for topic, place in places.items()}
    fixed = set(problem.fixed.values())
    for topic, place in sorted(places.items()):
        if topic in problem.fixed:
            continue
        for room in range(len(problem.rooms)):
            other = Place(place.slot, room)
            if other == place or other in fixed:
                continue
            found = {topic: other}
            if other in standing:
                found[standing[other]] = place
            yield found
