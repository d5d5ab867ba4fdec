"""A planning problem as matrices, in which every figure is a whole number.

Wishes become rows. A row is a set of topics with a cost: it is worth its cost in every slot in
which at least one of its topics stands. A person whose wishes all weigh the same is one row. One
whose wishes weigh 2 and 5 is two: all of them at cost 2, and the heavier at cost 3, so that a slot
is worth 5 with a heavier topic and 2 with others only. Equal rows of several people are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openspace.planning import Place, Problem
from openspace.search.steps import Steps

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

EXACT_SINGLE = 1 << 24
EXACT_DOUBLE = 1 << 53
"""Whole numbers below these are exact as float32 and float64, in whatever order they are added."""

MOST_TIMES = 64
"""How many times its weight a wish may weigh while somebody is raised (fairness.py)."""


@dataclass(frozen=True)
class Rows:
    """Who wants what.

    Args:
        topics: the topics of each row.
        cost: what a row is worth in a slot.
        heads: how many people there are whose whole wishes the row is.
    """

    topics: tuple[frozenset[int], ...]
    cost: tuple[int, ...]
    heads: tuple[int, ...]


@dataclass(frozen=True)
class Encoded:
    """What the search works on: topics that can be moved, and places they can have.

    Args:
        topics: the number of each topic that can be moved; the one after the last stands for
            nothing, in a place that stays empty.
        places: that are neither taken by what is fixed nor over.
        slots: how many there are.
        wants: 1 where a row wants a topic; rows x topics and an empty column for nothing.
        cost: by row.
        best: the most slots that could be worth something to the people of a row; 0 for rows that
            are part of somebody's wishes.
        heads: by row.
        standing: how many topics that a row wants are fixed in a slot; slots x rows.
        clash: 1 where two topics share a host, else 0.
        blocked: 1 where a topic's host is away, or there with what is fixed; slots x topics.
        unit: what one wish is worth, so that placing a topic that nobody wants is worth less.
        cover: more than a step can change of all else: for each person with something or nothing.
        forbidden: more than all of that: for each broken rule.
    """

    topics: tuple[int, ...]
    places: tuple[Place, ...]
    slots: int
    wants: Floats
    cost: Ints
    best: Ints
    heads: Ints
    standing: Floats
    clash: NDArray[np.int8]
    blocked: NDArray[np.int8]
    unit: int
    cover: int
    forbidden: int

    @property
    def nothing(self) -> int:
        """What stands in a place that stays empty."""
        return len(self.topics)


def encoded(problem: Problem, steps: Steps) -> Encoded:
    """Return *problem* as matrices.

    Raises:
        Stopped: the search was asked to stop.
    """
    blocked = _blocked(problem)
    open_slots = [slot for slot in range(problem.slots) if slot not in problem.over]
    movable = [
        topic
        for topic in range(problem.topics)
        if topic not in problem.fixed and not all(blocked[slot, topic] for slot in open_slots)
    ]
    taken = set(problem.fixed.values())
    places = tuple(
        place
        for slot in open_slots
        for room in range(len(problem.rooms))
        if (place := Place(slot, room)) not in taken
    )
    return _matrices(problem, rows(problem, steps), tuple(movable), places, blocked, steps)


def rows(problem: Problem, steps: Steps) -> Rows:
    """Return the wishes of *problem* as rows, in the order of people.

    Raises:
        Stopped: the search was asked to stop.
    """
    cost: dict[frozenset[int], int] = {}
    heads: dict[frozenset[int], int] = {}
    for person, wants in enumerate(problem.wants):
        if person % 1000 == 0:
            steps.poll()
        below = 0
        for level in sorted(set(wants.values())):
            wanted = frozenset(topic for topic, weight in wants.items() if weight >= level)
            cost[wanted] = cost.get(wanted, 0) + level - below
            heads[wanted] = heads.get(wanted, 0) + (below == 0)
            below = level
    return Rows(tuple(cost), tuple(cost.values()), tuple(heads.values()))


def _blocked(problem: Problem) -> NDArray[np.int8]:
    found = np.zeros((problem.slots, problem.topics + 1), np.int8)
    busy: dict[int, set[int]] = {}
    for topic, place in problem.fixed.items():
        for host in problem.hosts[topic]:
            busy.setdefault(host, set()).add(place.slot)
    for topic, hosts in enumerate(problem.hosts):
        for host in hosts:
            for slot in {*problem.unavailable.get(host, ()), *busy.get(host, ())}:
                if 0 <= slot < problem.slots:
                    found[slot, topic] = 1
    return found


def _matrices(
    problem: Problem,
    wishes: Rows,
    movable: tuple[int, ...],
    places: tuple[Place, ...],
    blocked: NDArray[np.int8],
    steps: Steps,
) -> Encoded:
    column = {topic: index for index, topic in enumerate(movable)}
    wants = np.zeros((len(wishes.topics), len(movable) + 1), np.float64)
    standing = np.zeros((problem.slots, len(wishes.topics)), np.float64)
    for row, wanted in enumerate(wishes.topics):
        if row % 1000 == 0:
            steps.poll()
        for topic in wanted:
            if topic in column:
                wants[row, column[topic]] = 1
            elif topic in problem.fixed:
                standing[problem.fixed[topic].slot, row] += 1
    clash = _clashes(problem, movable)
    people = sum(wishes.heads)
    unit = len(movable) + 1
    # Weights so large that figures would not be exact lose their last binary digits.
    cost = list(wishes.cost)
    while True:
        steps.poll()
        heaviest = _heaviest(wants, cost)
        cover = 4 * unit * heaviest + 4 * unit
        forbidden = 4 * cover * (people + MOST_TIMES)
        most_broken = int(clash.sum(axis=1, dtype=np.int64).max()) + 2
        if 8 * forbidden * most_broken < EXACT_DOUBLE or max(cost, default=1) == 1:
            break
        cost = [max(1, one // 2) for one in cost]
    exact = np.float32 if heaviest * MOST_TIMES < EXACT_SINGLE else np.float64
    best = [
        min(len(wanted), problem.slots) if heads else 0
        for wanted, heads in zip(wishes.topics, wishes.heads, strict=True)
    ]
    return Encoded(
        topics=movable,
        places=places,
        slots=problem.slots,
        wants=wants.astype(exact),
        cost=np.array(cost, np.int64),
        best=np.array(best, np.int64),
        heads=np.array(wishes.heads, np.int64),
        standing=standing.astype(exact),
        clash=clash,
        blocked=np.ascontiguousarray(blocked[:, [*movable, problem.topics]]),
        unit=unit,
        cover=cover,
        forbidden=forbidden,
    )


def _heaviest(wants: Floats, cost: list[int]) -> int:
    """Return the most that one topic can be worth in a slot."""
    if not cost:
        return 0
    # As whole numbers of Python, which are never too large.
    return max(
        sum(cost[row] for row in np.flatnonzero(wants[:, topic]).tolist())
        for topic in range(wants.shape[1])
    )


def _clashes(problem: Problem, movable: tuple[int, ...]) -> NDArray[np.int8]:
    found = np.zeros((len(movable) + 1, len(movable) + 1), np.int8)
    hosted: dict[int, list[int]] = {}
    for index, topic in enumerate(movable):
        for host in set(problem.hosts[topic]):
            hosted.setdefault(host, []).append(index)
    for indices in hosted.values():
        for one in indices:
            found[one, indices] = 1
    np.fill_diagonal(found, 0)
    return found


def places_of(encoded: Encoded, items: Mapping[int, int]) -> dict[int, Place]:
    """Return where topics stand, of which items by position are given."""
    return {
        encoded.topics[item]: encoded.places[position]
        for position, item in items.items()
        if item != encoded.nothing and position < len(encoded.places)
    }
