"""Walks from plan to plan by the best swap that does not undo what was just done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import numpy as np

from openspace.search.arrangement import Arrangement
from openspace.search.encode import Floats, Ints
from openspace.search.steps import Steps


@dataclass(frozen=True)
class Stay:
    """Where topics stood, and how many of them may stand elsewhere.

    Args:
        home: position by topic; none for those that may stand anywhere.
        most: how many may have left their home.
    """

    home: Mapping[int, int]
    most: int


class Walk:
    """One walk through plans, with the best that it has come by.

    A swap holds the two topics for some steps. A swap of a held topic is only taken when it leads
    to a plan better than the best so far.
    """

    def __init__(self, arrangement: Arrangement, stay: Stay | None, random: Random) -> None:
        self.arrangement = arrangement
        self.encoded = arrangement.encoded
        self.random = random
        size = len(arrangement.items)
        self._held_until = np.zeros(size, np.int64)
        self._tenures = tenures(len(self.encoded.places))
        self._tenure = self._tenures[0]
        self._now = 0
        self._pooled = np.flatnonzero(arrangement.slots == arrangement.pool)
        self._cover: Floats | None = None
        self._most = stay.most if stay is not None else None
        self._home = np.full(self.encoded.nothing + 1, -1, np.int64)
        for topic, position in (stay.home if stay is not None else {}).items():
            self._home[topic] = position
        self.worth = arrangement.worth
        self.idle = arrangement.idle

    @property
    def value(self) -> int:
        """How good the plan is: nobody with nothing first, then wishes, then topics placed."""
        return (
            self.encoded.unit * self.worth
            + self.arrangement.placed
            - self.encoded.cover * self.idle
        )

    def step(self, best: int | None) -> None:
        """Take the best swap there is.

        Args:
            best: the value that even a swap of what is held may be taken to exceed; None for none.
        """
        change = self._changes()
        one, other = self._largest(change)
        if best is None or self.value + int(np.floor(max(change[one, other], -1e300))) <= best:
            held = np.flatnonzero(self._held_until > self._now)
            change[held] = -np.inf
            change[:, held] = -np.inf
            one, other = self._largest(change)
        self._now += 1
        # Where nothing may be moved now, what is held comes free with time.
        if change[one, other] > -self.encoded.forbidden / 2:
            self._swap(one, other)

    def draw_tenure(self) -> None:
        """Draw anew for how long topics are held; short and long take turns, by chance.

        Long ones lead away from where the walk goes in circles, short ones look closely.
        """
        self._tenure = self._tenures[int(self.random.random() * len(self._tenures))]

    def _swap(self, one: int, other: int) -> None:
        self.worth += self.arrangement.swap(one, other)
        for position in (one, other):
            longer = int(self.random.random() * self._tenure)
            self._held_until[position] = self._now + self._tenure + longer
        if self.arrangement.pool in (
            self.arrangement.slots[one],
            self.arrangement.slots[other],
        ):
            self.idle = self.arrangement.idle
            self._cover = None

    def _largest(self, change: Floats) -> tuple[int, int]:
        one, other = divmod(int(change.argmax()), len(change))
        return one, other

    def _changes(self) -> Floats:
        change = self.arrangement.change.copy()
        if self._pooled.size:
            placed = len(self.encoded.places)
            if self._cover is None:
                self._cover = self._covered_by()
            change[placed:, :placed] += self._cover
            change[:placed, placed:] += self._cover.T
        if self._most is not None:
            change[self._left_home() > self._most] = -np.inf
        return change

    def _covered_by(self) -> Floats:
        """Return what a swap of one in the pool with one in a place is worth to those with nothing.

        Only people matter who have at most one of what they want.
        """
        encoded, items = self.encoded, self.arrangement.items
        placed = len(encoded.places)
        total = self.arrangement.count.sum(axis=0)
        few = np.flatnonzero((total <= 1) & (encoded.heads > 0))
        wants = encoded.wants[few].astype(np.float64)
        alone = total[few][:, None] == wants[:, items[:placed]]
        # Rows: places, as if what stands there had gone.
        gains = (alone * encoded.heads[few][:, None]).T @ wants[:, items]
        found: Floats = gains[:, placed:].T - gains[:, :placed].diagonal()[None, :]
        return encoded.cover * found

    def _left_home(self) -> Ints:
        """Return by swap how many topics would then have left their home."""
        home = self._home[self.arrangement.items]
        away = ((home[None, :] >= 0) & (home[None, :] != np.arange(len(home))[:, None])).astype(
            np.int64
        )
        own = away.diagonal()
        left: Ints = away + away.T - own[:, None] - own[None, :] + own.sum()
        return left


def tenures(places: int) -> tuple[int, ...]:
    """Return for how many steps topics may be held: each a quarter more, to a tenth of *places*."""
    found = [min(4, 2 + places // 20)]
    while (longer := found[-1] + max(1, found[-1] // 4)) * 10 <= places:
        found.append(longer)
    return tuple(found)


def noise(size: int, random: Random) -> Floats:
    """Return by swap what decides between equals: below 1 and exact beside whole numbers."""
    drawn = np.frombuffer(random.getrandbits(8 * size * size).to_bytes(size * size), np.uint8)
    square = np.triu(drawn.reshape(size, size).astype(np.float64) / 256)
    return square + np.triu(square, 1).T


def improved(walk: Walk, limit: int, steps: Steps, keep: Callable[[], None]) -> None:
    """Walk for a number of steps, and call *keep* whenever the plan is the best so far.

    Raises:
        Stopped: the search was asked to stop.
    """
    best = walk.value
    for number in range(limit):
        if number % len(walk.arrangement.items) == 0:
            walk.draw_tenure()
        steps.take()
        walk.step(best)
        if walk.value > best:
            best = walk.value
            keep()
