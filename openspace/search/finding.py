"""Finds a plan: a first one, then the most wishes, then those who fare worst, then rooms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import numpy as np

from openspace.planning import CannotPlan, Options, Place, Plan, Problem
from openspace.search import cover, fairness, greedy, rooms
from openspace.search.arrangement import Arrangement
from openspace.search.encode import Encoded, Floats, encoded, places_of
from openspace.search.rules import contradictions
from openspace.search.steps import Steps, Stopped
from openspace.search.tabu import Stay, Walk, improved, noise

STEPS_PER_PLACE = 350
MOST_STEPS_BY_SQUARE = 400**2 * 40_000
"""The larger a plan, the longer a step takes: by the square of topics and places, in the end."""

WISHES_PERCENT = 65
RAISING_PERCENT = 20
"""Of all steps: those for wishes, and those for a fairer plan. The rest betters what came of it."""


@dataclass
class Found:
    """The best so far.

    Args:
        given_up: by how much it weighs less than the one with the most satisfied wishes.
    """

    places: dict[int, Place]
    given_up: int = 0


@dataclass(frozen=True)
class Start:
    """The first plan: its items by position, its value, and what those get who fare worst."""

    items: list[int]
    value: int
    share: Fraction


def find(
    problem: Problem,
    options: Options,
    should_stop: Callable[[], bool] | None,
    on_progress: Callable[[int, int], None] | None,
) -> Plan:
    """Return the best plan found, as `openspace.search.search` does."""
    obstacles = contradictions(problem, problem.fixed)
    if obstacles:
        raise CannotPlan(obstacles)
    steps = Steps(0, should_stop, on_progress)
    found = Found(dict(problem.fixed))
    home: dict[int, Place] = {}
    try:
        coded = encoded(problem, steps)
        at_home = kept(coded, options.previous or {})
        home = places_of(coded, at_home)
        found.places.update(home)
        if coded.topics and coded.places:
            _Search(coded, problem.fixed, options, at_home, steps, found).run()
    except Stopped:
        pass
    if options.previous is None:
        places = rooms.by_crowd(problem, found.places)
    else:
        places = rooms.eased(problem, found.places, home, options.most_moved)
    if on_progress is not None and not steps.is_stopped:
        on_progress(steps.planned, steps.planned)
    return Plan(
        dict(sorted(places.items())),
        is_complete=not steps.is_stopped,
        steps=steps.done,
        given_up=found.given_up,
    )


def kept(coded: Encoded, previous: Mapping[int, Place]) -> dict[int, int]:
    """Return which topics can stay where they are, by position, in the order of topics."""
    topic_of = {topic: index for index, topic in enumerate(coded.topics)}
    position_of = {place: position for position, place in enumerate(coded.places)}
    found: dict[int, int] = {}
    for number, place in sorted(previous.items()):
        if number not in topic_of or place not in position_of:
            continue
        topic, position = topic_of[number], position_of[place]
        beside = [other for at, other in found.items() if coded.places[at].slot == place.slot]
        if (
            position in found
            or coded.blocked[place.slot, topic]
            or coded.clash[topic, beside].any()
        ):
            continue
        found[position] = topic
    return found


class _Search:
    """One search, phase by phase; what is best by then is in `found`, should it be stopped."""

    def __init__(
        self,
        coded: Encoded,
        fixed: Mapping[int, Place],
        options: Options,
        at_home: Mapping[int, int],
        steps: Steps,
        found: Found,
    ) -> None:
        self._coded = coded
        self._options = options
        self._at_home = at_home
        self._steps = steps
        self._found = found
        self._random = Random(options.seed)  # noqa: S311 - a plan is no secret
        self._fixed = fixed
        self._items: list[int] = []
        self._start = Start([], 0, Fraction(0))
        self._stay: Stay | None = None
        if options.previous is not None and options.most_moved is not None:
            home = {topic: position for position, topic in at_home.items()}
            self._stay = Stay(home, options.most_moved)

    def run(self) -> None:
        """Go through all phases.

        Raises:
            Stopped: the search was asked to stop.
        """
        self._items = self._first()
        limit = self._plan_steps(len(self._items))
        mixed = noise(len(self._items), self._random)
        walk = self._walk(mixed)
        self._start = Start(self._items, walk.value, fairness.worst(walk.arrangement))
        for_wishes = limit * WISHES_PERCENT // 100
        improved(walk, for_wishes, self._steps, lambda: self._keep(walk))
        share = self._raise(mixed, limit * RAISING_PERCENT // 100)
        self._better(mixed, share, limit - self._steps.done)

    def _first(self) -> list[int]:
        """Return a first plan by position, then the topics that found no place."""
        coded = self._coded
        ties = np.array(
            [self._random.getrandbits(16) % (4 * coded.nothing + 4) for _ in coded.topics], np.int64
        )
        placed = greedy.filled(coded, self._at_home, (), ties, self._steps)
        self._note(placed)
        if len(placed) < len(coded.topics) and self._idle(placed):
            first = cover.chosen(coded, self._steps)
            other = greedy.filled(coded, self._at_home, first, ties, self._steps)
            if self._idle(other) < self._idle(placed):
                placed = other
                self._note(placed)
        standing = set(placed.values())
        left = [topic for topic in range(coded.nothing) if topic not in standing]
        return [placed.get(at, coded.nothing) for at in range(len(coded.places))] + left

    def _idle(self, placed: Mapping[int, int]) -> int:
        coded = self._coded
        got = coded.standing.sum(axis=0) + coded.wants[:, list(placed.values())].sum(axis=1)
        return int(coded.heads[got == 0].sum())

    def _plan_steps(self, size: int) -> int:
        most = min(STEPS_PER_PLACE * len(self._coded.places), MOST_STEPS_BY_SQUARE // size**2)
        self._steps.planned = max(1, int(most * self._options.effort))
        return self._steps.planned

    def _walk(self, mixed: Floats) -> Walk:
        arrangement = Arrangement(self._coded, self._items, mixed, self._coded.cost, self._steps)
        return Walk(arrangement, self._stay, self._random)

    def _raise(self, mixed: Floats, limit: int) -> Fraction | None:
        """Raise those who fare worst; return to what share, None where that was not to be done."""
        if not self._options.fairness:
            return None
        walk = self._walk(mixed)
        most = walk.worth
        floor = walk.value - self._coded.unit * (most * self._options.fairness // 1000)
        raised, share = None, fairness.worst(walk.arrangement)

        def keep() -> None:
            self._keep(walk)
            self._found.given_up = max(0, most - walk.worth)

        if self._start.share > share and self._start.value >= floor:
            # A draft that was fairer already stays, rather than to be made unfair and fair again.
            self._items = self._start.items
            walk = self._walk(mixed)
            raised = share = self._start.share
            keep()
        raising = fairness.Raising(walk, floor)
        left: int | None = limit
        while share < 1 and left:
            share = fairness.next_share(self._coded, share)
            left = raising.reach(share, left, self._steps, keep)
            if left is not None:
                raised = share = fairness.worst(walk.arrangement)
        return raised

    def _better(self, mixed: Floats, share: Fraction | None, limit: int) -> None:
        """Look for more satisfied wishes; once all get a *share*, they still do."""
        walk = self._walk(mixed)
        before = walk.worth

        def keep() -> None:
            self._keep(walk)
            self._found.given_up = max(0, given_up - (walk.worth - before))

        given_up = self._found.given_up
        if share is None:
            improved(walk, limit, self._steps, keep)
        else:
            raising = fairness.Raising(walk, walk.value)
            raising.improve(share, limit, self._steps, keep)

    def _keep(self, walk: Walk) -> None:
        self._items = walk.arrangement.items.tolist()
        self._note(dict(enumerate(self._items)))

    def _note(self, items: Mapping[int, int]) -> None:
        self._found.places = {**self._fixed, **places_of(self._coded, items)}
