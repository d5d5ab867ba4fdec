"""The totals of a vote: order and ranks."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Total:
    """What one topic got.

    Args:
        voters: how many people gave it at least one dot.
    """

    number: int
    title: str
    dots: int
    voters: int


@dataclass(frozen=True)
class Ranked:
    """A total with its place; topics with equal dots share a rank, and the next rank is skipped."""

    rank: int
    total: Total


def ranked(totals: Iterable[Total]) -> tuple[Ranked, ...]:
    """Return *totals* by dots, then by voters, then by topic number, each with its rank."""
    ordered = sorted(totals, key=lambda total: (-total.dots, -total.voters, total.number))
    result: list[Ranked] = []
    for place, total in enumerate(ordered, start=1):
        is_tie = bool(result) and result[-1].total.dots == total.dots
        result.append(Ranked(result[-1].rank if is_tie else place, total))
    return tuple(result)
