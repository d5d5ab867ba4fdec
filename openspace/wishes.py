"""What people wish for, by their dots: nobody is named, and everybody's wishes weigh the same."""

from collections.abc import Mapping
from dataclasses import dataclass

TOTAL = 60
"""What all wishes of one person weigh together: many small numbers divide it."""


@dataclass(frozen=True)
class Voter:
    """One person who voted, without a name.

    Args:
        dots: by topic number; at least one.
        hosts: numbers of the topics that they host, where they have to be.
    """

    dots: Mapping[int, int]
    hosts: frozenset[int] = frozenset()


def weights(dots: Mapping[int, int], *, total: int = TOTAL) -> dict[int, int]:
    """Return what each of one person's wishes weighs, in proportion to its dots.

    The weights are whole numbers of at least 1. They add up to *total*, or to the number of wishes
    where that is more.
    """
    given = sum(dots.values())
    rest = max(total - len(dots), 0)
    shares = {number: 1 + rest * count // given for number, count in dots.items()}
    # What rounding left over goes to those it took most from, then to the lowest numbers.
    left = sorted(dots, key=lambda number: (-(rest * dots[number] % given), number))
    for number in left[: len(dots) + rest - sum(shares.values())]:
        shares[number] += 1
    return shares
