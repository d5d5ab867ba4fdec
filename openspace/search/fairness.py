"""Raises those who fare worst, as far as others lose no more by it than may be given up.

People who get less than what is aimed at have their wishes weigh more, the more the longer that
lasts; all others' weigh as before. The walk then looks after them by itself.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from openspace.search.arrangement import Arrangement
from openspace.search.encode import MOST_TIMES, Encoded, Ints
from openspace.search.steps import Steps
from openspace.search.tabu import Walk

EVERY = 10
"""After how many steps wishes are weighed anew."""


def worst(arrangement: Arrangement) -> Fraction:
    """Return the share of their wishes that those get who fare worst; 1 where nobody wishes."""
    best, met = arrangement.encoded.best, arrangement.met
    pairs = set(zip(met[best > 0].tolist(), best[best > 0].tolist(), strict=True))
    return min((Fraction(one, most) for one, most in pairs), default=Fraction(1))


def next_share(encoded: Encoded, share: Fraction) -> Fraction:
    """Return the smallest share above *share* that somebody can get."""
    return min(
        Fraction(int(share * most) + 1, most)
        for most in set(encoded.best[encoded.best > 0].tolist())
    )


def needed(encoded: Encoded, share: Fraction) -> Ints:
    """Return by row in how many slots it needs something, so that all get *share*."""
    most = encoded.best
    return -(-share.numerator * most // share.denominator)


class Raising:
    """A walk on which wishes of those who get too little weigh more."""

    def __init__(self, walk: Walk, floor: int) -> None:
        """Begin.

        Args:
            floor: what all satisfied wishes have to weigh at least, and how many topics stand.
        """
        self.walk = walk
        self.floor = floor
        self._more = np.zeros(len(walk.encoded.cost), np.int64)

    def reach(
        self, share: Fraction, limit: int, steps: Steps, keep: Callable[[], None]
    ) -> int | None:
        """Walk until all get *share* and call *keep*; return the steps left, None without success.

        Raises:
            Stopped: the search was asked to stop.
        """
        need = needed(self.walk.encoded, share)
        for number in range(limit):
            if self._is_good(need):
                keep()
                return limit - number
            self._take(number, need, steps)
        return None

    def improve(self, share: Fraction, limit: int, steps: Steps, keep: Callable[[], None]) -> None:
        """Walk on and call *keep* whenever the plan is better and still gives all that *share*.

        Raises:
            Stopped: the search was asked to stop.
        """
        need = needed(self.walk.encoded, share)
        for number in range(limit):
            self._take(number, need, steps)
            if self.walk.value > self.floor and self._is_good(need):
                self.floor = self.walk.value
                keep()

    def _is_good(self, need: Ints) -> bool:
        return self.walk.value >= self.floor and not (self.walk.arrangement.met < need).any()

    def _take(self, number: int, need: Ints, steps: Steps) -> None:
        if number % len(self.walk.arrangement.items) == 0:
            self.walk.draw_tenure()
        if number % EVERY == 0:
            self._weigh(need)
        steps.take()
        self.walk.step(None)

    def _weigh(self, need: Ints) -> None:
        arrangement, encoded = self.walk.arrangement, self.walk.encoded
        short = arrangement.met < need
        # Who gets just enough keeps some of the weight, so as not to lose it at once.
        at_edge = (arrangement.met == need) & (need > 0)
        more = np.where(short, np.minimum(2 * self._more + 2, MOST_TIMES - 1), 0)
        more = np.where(at_edge, np.maximum(self._more // 2, 1), more)
        if self.walk.value < self.floor and not short.any():
            more = more // 2
        some = np.flatnonzero(more != self._more)
        if some.size:
            self._more = more
            arrangement.reprice(some, encoded.cost[some] * (1 + more[some]))
            arrangement.refresh()
