"""A budget is kept, all or nothing, and the tally's promise holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import RuleViolation, voting
from openspace.spaces import TallySeenBy

BALLOTS = st.dictionaries(st.integers(1, 9), st.integers(1, 9), max_size=5)
WANTED = st.dictionaries(st.integers(1, 9), st.integers(0, 9), max_size=5)


@settings(max_examples=30)
@given(BALLOTS, WANTED, st.integers(0, 20))
def test_a_ballot_holds_exactly_the_dots_wanted_or_nothing_changes(
    ballot: dict[int, int], wanted: dict[int, int], spare: int
) -> None:
    budget = sum(ballot.values()) + spare
    before = dict(ballot)
    expected = {n: dots for n, dots in {**ballot, **wanted}.items() if dots}
    try:
        after = voting.spend_all(ballot, wanted, budget=budget)
    except RuleViolation as refused:
        over = sum(expected.values()) - budget
        assert over > 0
        assert refused.text.startswith(f"That is {over} more than your ")  # noqa: PT017 - either way is right
    else:
        assert after == expected
        assert sum(after.values()) <= budget
    assert ballot == before


def test_a_sixth_dot_is_refused_and_the_way_out_is_a_topic_not_named() -> None:
    with pytest.raises(RuleViolation) as refused:
        voting.spend({3: 4, 8: 1}, 3, dots=7, budget=5)
    assert refused.value.text == (
        "That is 3 more than your 5 dots. #3 can have 4 at most: `/vote 3 x4`."
        " For more, take some off another topic first."
    )
    with pytest.raises(RuleViolation) as refused:
        voting.spend({}, 3, dots=2, budget=1)
    assert refused.value.text == (
        "That is 1 more than your 1 dot. #3 can have 1 at most: `/vote 3 x1`."
    )
    with pytest.raises(RuleViolation) as refused:
        voting.spend({8: 5}, 3, dots=1, budget=5)
    assert refused.value.text == (
        "That is 1 more than your 5 dots. Take some off another topic first: `/vote remove 8`."
    )


def test_no_dots_take_a_topic_off_the_ballot() -> None:
    assert voting.spend({3: 4, 8: 1}, 3, dots=0, budget=5) == {8: 1}
    assert voting.spend({8: 1}, 3, dots=0, budget=5) == {8: 1}


@pytest.mark.parametrize(
    ("dots", "now", "is_any_dot_given"), [(1, 5, False), (100, 5, True), (5, 5, True)]
)
def test_a_budget_may_be_this(dots: int, now: int, *, is_any_dot_given: bool) -> None:
    voting.check_budget(dots, now=now, is_any_dot_given=is_any_dot_given)


@pytest.mark.parametrize(
    ("dots", "is_any_dot_given", "sentence"),
    [
        (0, False, "Everyone can have 1 to 100 dots. Type for example `/openspace dots 5`."),
        (101, True, "Everyone can have 1 to 100 dots. Type for example `/openspace dots 5`."),
        (
            4,
            True,
            (
                "People have begun to vote with 5 dots each, and no dot is taken back."
                " More are possible: `/openspace dots 6`."
            ),
        ),
    ],
)
def test_a_budget_may_not_be_this(dots: int, sentence: str, *, is_any_dot_given: bool) -> None:
    with pytest.raises(RuleViolation) as refused:
        voting.check_budget(dots, now=5, is_any_dot_given=is_any_dot_given)
    assert refused.value.text == sentence


@pytest.mark.parametrize("now", list(TallySeenBy))
@pytest.mark.parametrize("wanted", list(TallySeenBy))
def test_nobody_ever_sees_more_of_the_tally_than_voters_were_told(
    now: TallySeenBy, wanted: TallySeenBy
) -> None:
    voting.check_tally_change(now, wanted, is_any_dot_given=False)
    if wanted is now or now is TallySeenBy.EVERYONE:
        voting.check_tally_change(now, wanted, is_any_dot_given=True)
    else:
        with pytest.raises(RuleViolation, match=f"stays at `/openspace tally {now.value}`"):
            voting.check_tally_change(now, wanted, is_any_dot_given=True)
