"""Topics are in order, and equal dots share a rank."""

from itertools import groupby
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import tally
from openspace.tally import Coverage, Total, coverage


def totals(*dots_and_voters: tuple[int, int]) -> list[Total]:
    return [
        Total(number, f"Topic {number}", dots=dots, voters=voters)
        for number, (dots, voters) in enumerate(dots_and_voters, start=1)
    ]


def test_topics_are_by_dots_then_voters_then_number_and_equal_dots_share_a_rank() -> None:
    ranked = tally.ranked(totals((0, 0), (5, 1), (7, 2), (5, 3), (5, 1), (1, 1)))
    assert [(one.rank, one.total.number) for one in ranked] == [
        (1, 3),
        (2, 4),
        (2, 2),
        (2, 5),
        (5, 6),
        (6, 1),
    ]


def test_nothing_to_count_is_no_tally() -> None:
    assert tally.ranked(()) == ()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8), st.randoms())
def test_a_tally_is_the_same_in_whatever_order_topics_come(
    counts: list[tuple[int, int]], chance: Random
) -> None:
    given_totals = totals(*counts)
    shuffled = list(given_totals)
    chance.shuffle(shuffled)
    ranked = tally.ranked(shuffled)
    assert ranked == tally.ranked(given_totals)
    # A rank is one more than the number of topics with more dots.
    assert [one.rank for one in ranked] == [
        1 + sum(other.dots > one.total.dots for other in given_totals) for one in ranked
    ]
    for _, tied in groupby(ranked, key=lambda one: one.rank):
        order = [(-one.total.voters, one.total.number) for one in tied]
        assert order == sorted(order)


def test_coverage_names_every_theme_and_last_the_topics_without() -> None:
    totals = (
        Total(1, "One", dots=3, voters=2, theme="Time"),
        Total(2, "Two", dots=4, voters=2, theme="Time"),
        Total(3, "Three", dots=5, voters=5),
    )
    assert coverage(totals, ("Digital", "Time")) == (
        Coverage("Digital", topics=0, dots=0),
        Coverage("Time", topics=2, dots=7),
        Coverage(None, topics=1, dots=5),
    )
    assert coverage(totals[:2], ("Time",)) == (Coverage("Time", topics=2, dots=7),)
    assert coverage(totals, ()) == ()
