"""`/topics`: the list, the search, the pages and the vote buttons in it."""

import pytest

from handlers.blocks import lists
from handlers.blocks import voting as voting_blocks
from tests.handlers.cast import Week
from tests.handlers.seen import button, buttons


def test_topics_are_listed_with_their_hosts_and_without_buttons_until_voting_opens(
    week: Week,
) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    listed = week.cy.types("topics")
    assert "#1 *Procurement*" in listed.text
    assert week.bo.mention in listed.text
    assert buttons(listed, voting_blocks.MORE) == []


def test_a_search_finds_all_words_in_any_case_and_says_how_many(week: Week) -> None:
    week.voting("Rural transport", "Transport in towns", "Digital")
    found = week.cy.types("topics TRANSPORT rural")
    assert buttons(found, voting_blocks.MORE) == [1]
    assert "1 of 3" in found.text
    none = week.cy.types("topics nothing like it")
    assert "0 of 3" in none.text
    assert "`/topics`" in none.text


def test_a_vote_from_the_list_shows_the_same_search_anew(week: Week) -> None:
    week.voting("Rural transport", "Transport in towns", "Digital")
    found = week.cy.types("topics transport")
    after = week.cy.presses(found, voting_blocks.MORE, 2)
    assert after.ts == found.ts
    assert "2 of 3" in after.text
    assert "Your dots: 1" in after.text
    assert "4 dots left" in after.text


def test_a_search_with_ampersands_quotes_and_backticks_survives_a_click(week: Week) -> None:
    week.voting('R&D "quoted" <b>', "Digital")
    found = week.cy.types('topics R&D "quoted')
    after = week.cy.presses(found, voting_blocks.MORE, 1)
    assert "1 of 2" in after.text


def test_two_quick_presses_in_the_list_end_with_both(week: Week) -> None:
    week.voting()
    listed = week.cy.types("topics")
    now = week.cy.pushes_at_once(listed, (voting_blocks.MORE, 1), (voting_blocks.MORE, 3))
    assert now.text.count("Your dots: 1") == 2
    assert "3 dots left" in now.text


def test_talks_are_listed_with_their_speakers_and_no_button(week: Week) -> None:
    week.voting("Procurement").published()
    listed = week.cy.types("topics")
    assert "#2 *Opening*" in listed.text
    assert "Morag Tennant, Network" in listed.text
    assert buttons(listed, voting_blocks.MORE) == [1]


def test_pages_turn_both_ways(week: Week) -> None:
    week.proposing()
    for number in range(1, 26):
        week.bo.proposes(f"Topic called {number}")
    first = week.cy.types("topics")
    second = week.cy.presses(first, lists.LATER)
    third = week.cy.presses(second, lists.LATER)
    assert [page.text.count("*Topic called") for page in (first, second, third)] == [12, 12, 1]
    assert "Page 3 of 3" in third.text
    with pytest.raises(LookupError):
        button(third, lists.LATER)
    back = week.cy.presses(third, lists.EARLIER)
    assert "#13 *" in back.text


def test_turning_to_a_page_that_is_gone_shows_the_last_there_is(week: Week) -> None:
    week.proposing()
    for number in range(1, 14):
        week.bo.proposes(f"Topic called {number}")
    first = week.cy.types("topics")
    week.bo.runs("withdraw 13")
    assert "#12 *" in week.cy.presses(first, lists.LATER).text


def test_without_topics_the_way_on_is_said(week: Week) -> None:
    week.proposing()
    assert "`/propose" in week.cy.types("topics").text
