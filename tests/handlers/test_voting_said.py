"""What a typed vote says first, and the page of the ballot it shows."""

import pytest

from tests.handlers.cast import Week

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
    assert "#21 *Topic called 21*" in week.cy.votes("21").text
    assert "#16 *Topic called 16*" in week.cy.votes("21 x2 1").text
    assert "#1 *Topic called 1*" in week.cy.votes("1 21").text
    assert "#21 *Topic called 21*" in week.cy.votes("remove 21").text
    assert "#1 *Topic called 1*" in week.cy.votes("clear").text


def test_talks_do_not_count_for_the_page(week: Week) -> None:
    week.published()
    week.voting(*TITLES)  # Topics 2 to 22
    assert "#17 *" not in week.cy.votes("16").text
    assert "#17 *" in week.cy.votes("17").text
