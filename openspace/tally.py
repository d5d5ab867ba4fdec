"""The totals of a vote: order and ranks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Total:
    """What one topic got.

    Args:
        voters: how many people gave it at least one dot.
        theme: None for a topic without.
        is_hosted: whether anybody hosts it.
    """

    number: int
    title: str
    dots: int
    voters: int
    theme: str | None = None
    is_hosted: bool = True


@dataclass(frozen=True)
class Coverage:
    """How much there is of one theme.

    Args:
        theme: None for the topics without one.
        topics: how many topics have it.
        dots: how many dots those have together.
    """

    theme: str | None
    topics: int
    dots: int


@dataclass(frozen=True)
class Ranked:
    """A total with its place; topics with equal dots share a rank, and the next rank is skipped."""

    rank: int
    total: Total


def coverage(totals: Iterable[Total], themes: Iterable[str]) -> tuple[Coverage, ...]:
    """Return for each of *themes*, in their order, what there is of it, also where that is nothing.

    Topics without a theme come last, if there are any; without themes there is nothing to say.
    """
    known = tuple(totals)
    named = [*themes]
    if not named:
        return ()
    covered = [
        _covered(theme, [total for total in known if total.theme == theme])
        for theme in (*named, None)
    ]
    return tuple(one for one in covered if one.theme is not None or one.topics)


def _covered(theme: str | None, totals: Sequence[Total]) -> Coverage:
    return Coverage(theme, topics=len(totals), dots=sum(total.dots for total in totals))


def ranked(totals: Iterable[Total]) -> tuple[Ranked, ...]:
    """Return *totals* by dots, then by voters, then by topic number, each with its rank."""
    ordered = sorted(totals, key=lambda total: (-total.dots, -total.voters, total.number))
    result: list[Ranked] = []
    for place, total in enumerate(ordered, start=1):
        is_tie = bool(result) and result[-1].total.dots == total.dots
        result.append(Ranked(result[-1].rank if is_tie else place, total))
    return tuple(result)
