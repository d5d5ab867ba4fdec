"""How good a plan is, counted person by person."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from openspace.planning import Attendance, Place, Problem, Score

PERSON = lcm(*range(1, 21))
"""One person, in whole numbers: so that up to 20 topics at once can share them without rounding."""


def score(problem: Problem, places: Mapping[int, Place]) -> Score:
    """Return what people get of *places*, whether these can be or not."""
    attended = tuple(_attendance(problem, places, wants) for wants in problem.wants)
    wishing = [one for one in attended if one.best]
    worst = min(wishing, key=lambda one: Fraction(one.met, one.best), default=None)
    return Score(
        met=sum(one.met for one in attended),
        weight=sum(one.weight for one in attended),
        people=len(wishing),
        with_all=sum(one.met == one.wanted for one in wishing),
        with_nothing=sum(one.met == 0 for one in wishing),
        worst=(worst.wanted - worst.met, worst.wanted) if worst else (0, 0),
        lacking=lacking(problem, places, crowds(problem, places)) / PERSON,
        by_person=attended,
    )


def crowds(problem: Problem, places: Mapping[int, Place]) -> dict[int, int]:
    """Return how many come to each placed topic, in parts of a PERSON.

    Whoever wants several topics of a slot equally is split evenly between the heaviest.
    """
    found = dict.fromkeys(places, 0)
    for wants in problem.wants:
        for heaviest in _choices(places, wants).values():
            for topic in heaviest:
                found[topic] += PERSON // len(heaviest)
    return found


def lacking(problem: Problem, places: Mapping[int, Place], expected: Mapping[int, int]) -> int:
    """Return by how much *expected* crowds exceed their rooms' seats, in parts of a PERSON."""
    return sum(
        max(0, expected[topic] - PERSON * problem.rooms[place.room])
        for topic, place in places.items()
    )


def _choices(places: Mapping[int, Place], wants: Mapping[int, int]) -> dict[int, list[int]]:
    """Return by slot which topics somebody wants most of those that stand there."""
    here: dict[int, list[int]] = {}
    for topic in wants:
        if topic in places:
            here.setdefault(places[topic].slot, []).append(topic)
    for slot, topics in here.items():
        top = max(wants[topic] for topic in topics)
        here[slot] = [topic for topic in topics if wants[topic] == top]
    return here


def _attendance(
    problem: Problem, places: Mapping[int, Place], wants: Mapping[int, int]
) -> Attendance:
    choices = _choices(places, wants)
    return Attendance(
        wanted=len(wants),
        met=len(choices),
        weight=sum(wants[topics[0]] for topics in choices.values()),
        best=min(len(wants), problem.slots),
    )
