"""What a typed vote says first, and the page of the ballot it shows."""

import pytest

from tests.handlers.cast import Week
from tests.handlers.test_voting import listed

TITLES = tuple(f"Topic called {n}" for n in range(1, 22))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["21"], "#21 has 1 dot of yours. You have *4 dots left* of 5."),
        (["3 x2 5"], "#3 has 2 dots and #5 1 dot of yours. You have *2 dots left* of 5."),
        (["1 2 3"], "#1 has 1 dot, #2 1 dot and #3 1 dot of yours. You have *2 dots left* of 5."),
        (["3", "remove 3"], "#3 has no dots of yours any more. You have *5 dots left* of 5."),
        (
            ["1 2 x4", "2 x1 1 x0"],
            "#2 has 1 dot of yours. #1 has no dots of yours any more. You have *4 dots left* of 5.",
        ),
        (
            ["1 2", "remove 1 2"],
            "#1 and #2 have no dots of yours any more. You have *5 dots left* of 5.",
        ),
        (["1 2", "clear"], "All your dots are back. You have *5 dots left* of 5."),
    ],
)
def test_the_first_line_says_what_is_set_now(week: Week, typed: list[str], said: str) -> None:
    week.voting(*TITLES)
    for words in typed:
        shown = week.cy.votes(words)
    assert shown.text.splitlines()[0] == said


def test_the_page_with_the_first_topic_named_is_shown(week: Week) -> None:
    week.voting(*TITLES)
    first, second = listed(week.cy.votes()), listed(week.cy.votes("page 2"))
    assert listed(week.cy.votes(f"{second[0]}")) == second
    assert listed(week.cy.votes(f"{second[0]} x2 {first[0]}")) == second
    assert listed(week.cy.votes(f"{first[0]} {second[0]}")) == first
    assert listed(week.cy.votes(f"remove {second[0]}")) == second
    assert listed(week.cy.votes("clear")) == first


def test_talks_do_not_count_for_the_page(week: Week) -> None:
    week.published()
    week.voting(*TITLES)  # Topics 2 to 22
    first = week.cy.votes()
    second = week.cy.votes("page 2")
    assert sorted(listed(first) + listed(second)) == list(range(2, 23))
    on_first, on_second = listed(first)[-1], listed(second)[0]
    assert listed(week.cy.votes(f"{on_first}")) == listed(first)
    assert listed(week.cy.votes(f"{on_second}")) == listed(second)
