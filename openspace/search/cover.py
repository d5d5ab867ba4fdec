"""Chooses topics so that everybody gets something, when there are more topics than places."""

from collections.abc import Iterable

from openspace.search.encode import Encoded
from openspace.search.steps import Steps

TRIES = 3000
"""How many choices are looked at before it is given up."""


def chosen(encoded: Encoded, steps: Steps) -> frozenset[int]:
    """Return topics, no more than there are places, of which everybody wants one.

    It is empty where none were found: either there are none, or they are too hard to find.

    Raises:
        Stopped: the search was asked to stop.
    """
    fixed = encoded.standing.sum(axis=0)
    wishes = {
        frozenset(encoded.wants[row].nonzero()[0].tolist())
        for row in ((encoded.heads > 0) & (fixed == 0)).nonzero()[0].tolist()
    }
    wishes.discard(frozenset())
    listed = sorted(wishes, key=lambda wanted: (len(wanted), sorted(wanted)))
    return _Choice(listed, steps).within(len(encoded.places))


class _Choice:
    def __init__(self, wishes: list[frozenset[int]], steps: Steps) -> None:
        self._wishes = wishes
        self._steps = steps
        self._left = TRIES
        self._served: dict[int, int] = {}
        for number, wanted in enumerate(wishes):
            for topic in wanted:
                self._served[topic] = self._served.get(topic, 0) | 1 << number

    def within(self, places: int) -> frozenset[int]:
        found = self._among((1 << len(self._wishes)) - 1, places)
        return frozenset(found or ())

    def _among(self, unserved: int, places: int) -> tuple[int, ...] | None:
        """Return topics that serve all who are left, or None."""
        if not unserved:
            return ()
        self._steps.poll()
        self._left -= 1
        if not places or self._left < 0:
            return None
        # The lowest bit stands for the shortest list of wishes: the fewest ways to serve it.
        hardest = self._wishes[(unserved & -unserved).bit_length() - 1]
        for topic in self._most_useful(hardest, unserved):
            rest = self._among(unserved & ~self._served[topic], places - 1)
            if rest is not None:
                return (topic, *rest)
        return None

    def _most_useful(self, wanted: Iterable[int], unserved: int) -> list[int]:
        return sorted(
            wanted,
            key=lambda topic: (-(self._served[topic] & unserved).bit_count(), topic),
        )
