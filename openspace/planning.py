"""The planning problem in numbers: who wants what, where it could go, and what a plan is.

Topics, slots, rooms and people are counted from 0. `openspace/drafting.py` makes a problem of an
open space, `openspace/search/` finds a plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Place:
    """A slot and a room."""

    slot: int
    room: int


@dataclass(frozen=True)
class Problem:
    """What a plan is made for.

    Args:
        topics: how many there are.
        slots: how many there are.
        rooms: how many people each room holds.
        hosts: who hosts each topic, by any number of theirs.
        unavailable: in which slots a host cannot be there; others always can.
        fixed: topics that stay where they are.
        wants: what each person wants: a whole positive weight by topic.
        over: slots in which nothing new can be placed; what is fixed there stays.
    """

    topics: int
    slots: int
    rooms: tuple[int, ...]
    hosts: tuple[tuple[int, ...], ...]
    unavailable: Mapping[int, frozenset[int]]
    fixed: Mapping[int, Place]
    wants: tuple[Mapping[int, int], ...]
    over: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Options:
    """How a plan is searched for.

    Args:
        seed: the same one gives the same plan for the same problem, on any machine.
        fairness: how many of 1,000 satisfied wishes may be given up at most to raise those who
            fare worst, once nobody is left with nothing.
        effort: how many steps of the search there are, as a multiple of what suits the problem's
            size.
        previous: where topics stand so far; None starts afresh.
        most_moved: how many topics of *previous* may stand elsewhere in the new plan, beside those
            that cannot stay; None for any number.
    """

    seed: int = 1
    fairness: int = 2
    effort: float = 1.0
    previous: Mapping[int, Place] | None = None
    most_moved: int | None = None


@dataclass(frozen=True)
class Plan:
    """Where topics go; those that are not named have no place.

    Args:
        is_complete: the search was not stopped early, so that it can be repeated.
        steps: how many steps it took.
        given_up: by how much its satisfied wishes weigh less than the most found, so that those who
            fare worst get more.
    """

    places: Mapping[int, Place]
    is_complete: bool = True
    steps: int = 0
    given_up: int = 0


@dataclass(frozen=True)
class Obstacle:
    """Why what is fixed, or a plan, cannot be.

    Args:
        kind: `no topic`, `no slot` or `no room` (it names one that is not there), `taken` (two in
            one place), `host twice` (one host in two at once), `host away`; of a plan also `moved`
            (what is fixed stands elsewhere) and `over` (something new in a slot that is over).
        topic: what is fixed.
        other: the fixed topic in its way; None without one.
        host: the host in question; None without one.
    """

    kind: str
    topic: int
    place: Place
    other: int | None = None
    host: int | None = None


class CannotPlan(Exception):
    """What is fixed contradicts itself, so that there is no plan.

    Args:
        obstacles: at least one.
    """

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__("what is fixed cannot be")
        self.obstacles = obstacles


@dataclass(frozen=True)
class Attendance:
    """What one person gets of a plan.

    Args:
        wanted: how many topics they want.
        met: in how many slots they can be in a topic that they want.
        weight: the weights of what they are in, added up: the heaviest of each slot.
        best: the most slots that any plan could give them: wanted, or the number of slots.
    """

    wanted: int
    met: int
    weight: int
    best: int


@dataclass(frozen=True)
class Score:
    """How good a plan is.

    Args:
        met: satisfied wishes: people x slots in which at least one topic they want stands.
        weight: the same by weight.
        people: how many want anything.
        with_all: how many of them get all that they want.
        with_nothing: how many get nothing.
        worst: of how many wishes how many the person misses who fares worst, by share; (0, 0) with
            no people.
        lacking: people beyond the seats of their room, as expected: who wants several at once is
            split evenly between the heaviest.
    """

    met: int
    weight: int
    people: int
    with_all: int
    with_nothing: int
    worst: tuple[int, int]
    lacking: float
    by_person: tuple[Attendance, ...] = field(repr=False, default=())
