"""`/vote` and its buttons, from the click to the ballot."""

import re

import pytest
from sqlalchemy import func, select

from handlers.blocks import lists, values
from handlers.blocks import voting as blocks
from handlers.blocks.values import Dots, View
from sandbox import elements
from sandbox.sights import Message
from storage.tables import DotsRow, SpaceRow, TopicRow
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import button, buttons, labels

DATABASES = ("sqlite", "postgresql")


def given(message: Message) -> dict[int, int]:
    """The dots by topic that a ballot shows."""
    rows = re.findall(r"#(\d+) \*[^\n]*\n\*(\d+) dots?\*", message.text)
    return {int(number): int(dots) for number, dots in rows}


def listed(message: Message) -> list[int]:
    """The numbers of the topics on a page of a ballot, as they stand."""
    return [int(number) for number in re.findall(r"^#(\d+) \*", message.text, re.MULTILINE)]


def left(message: Message) -> str:
    found = re.search(r"\*(\d+ dots?) left\*", message.text)
    assert found, message.text
    return found[1]


def space_id(week: Week) -> int:
    with week.world.database.reading() as db:
        return db.scalars(select(SpaceRow.id).where(SpaceRow.channel_id == week.channel.id)).one()


def all_dots(week: Week) -> int:
    query = (
        select(func.coalesce(func.sum(DotsRow.dots), 0))
        .join(TopicRow, TopicRow.id == DotsRow.topic_id)
        .where(TopicRow.space_id == space_id(week))
    )
    with week.world.database.reading() as db:
        return int(db.scalars(query).one())


def test_a_ballot_shows_every_topic_and_what_is_left(week: Week) -> None:
    week.voting("Procurement", "Transport")
    ballot = week.cy.votes()
    rows = re.findall(r"#\d+ \*\w+\*", ballot.text)
    assert sorted(rows) == ["#1 *Procurement*", "#2 *Transport*"]
    assert (given(ballot), left(ballot)) == ({}, "5 dots")


@pytest.mark.parametrize(
    ("typed", "ballot", "rest"),
    [
        (["1"], {1: 1}, "4 dots"),
        (["1 2 3"], {1: 1, 2: 1, 3: 1}, "2 dots"),
        (["3 x2"], {3: 2}, "3 dots"),
        (["#3 x4", "3 x2"], {3: 2}, "3 dots"),
        (["1 2", "remove 2"], {1: 1}, "4 dots"),
        (["1 2 3", "clear"], {}, "5 dots"),
        (["2 x5"], {2: 5}, "0 dots"),
    ],
)
def test_typed_votes_reach_the_ballot(
    week: Week, typed: list[str], ballot: dict[int, int], rest: str
) -> None:
    week.voting()
    for words in typed:
        shown = week.cy.votes(words)
    assert (given(shown), left(shown)) == (ballot, rest)
    again = week.cy.votes()
    assert (given(again), left(again)) == (ballot, rest)


def test_a_sixth_dot_is_refused_and_changes_nothing(week: Week) -> None:
    week.voting()
    week.cy.votes("1 x3")
    before = dump.rows(week.settled().world.database)
    refused = week.cy.votes("2 x3")
    assert "1 more than your 5 dots" in refused.text
    assert "`/vote 2 x2`" in refused.text
    assert dump.rows(week.world.database) == before


def test_a_press_shows_the_new_ballot_in_the_same_place(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes("2")
    after = week.cy.presses(ballot, blocks.MORE, 2)
    assert (after.ts, given(after), left(after)) == (ballot.ts, {2: 2}, "3 dots")
    fewer = week.cy.presses(after, blocks.FEWER, 2)
    assert (fewer.ts, given(fewer)) == (ballot.ts, {2: 1})
    none = week.cy.presses(fewer, blocks.FEWER, 2)
    assert (none.ts, given(none), left(none)) == (ballot.ts, {}, "5 dots")


def test_two_quick_presses_end_with_a_list_that_has_both(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes()
    now = week.cy.pushes_at_once(ballot, (blocks.MORE, 1), (blocks.MORE, 2))
    assert (given(now), left(now)) == ({1: 1, 2: 1}, "3 dots")


def test_the_same_press_twice_gives_one_dot(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes()
    now = week.cy.pushes_at_once(ballot, (blocks.MORE, 1), (blocks.MORE, 1))
    assert (given(now), all_dots(week)) == ({1: 1}, 1)


def test_without_dots_left_the_button_for_one_more_says_so(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes("1 x5")
    assert sorted(buttons(ballot, blocks.MORE)) == [1, 2, 3]
    assert buttons(ballot, blocks.FEWER) == [1]
    said = week.cy.presses(ballot, blocks.MORE, 2, add=True)
    assert said.text == (
        "That is 1 more than your 5 dots. Take some off another topic first: `/vote remove 1`."
    )
    assert all_dots(week) == 5


def test_a_second_press_in_the_same_place_gives_another_dot(week: Week) -> None:
    week.voting("Procurement")
    ballot = week.cy.votes()
    first = next(elements.interactive(ballot.blocks))[1]
    once = week.cy.presses(ballot, blocks.MORE, 1)
    second = next(elements.interactive(once.blocks))[1]
    assert (first["text"]["text"], second["text"]["text"]) == ("+", "+")
    assert given(week.cy.presses(once, blocks.MORE, 1)) == {1: 2}


def test_a_button_from_before_the_last_dot_was_given_is_refused_in_words(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes()
    week.cy.votes("1 x5")
    said = week.cy.presses(ballot, blocks.MORE, 2, add=True)
    assert "1 more than your 5 dots" in said.text
    assert all_dots(week) == 5


def test_a_button_from_before_voting_closed_is_refused_in_words(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes()
    week.ada.runs("close voting")
    said = week.cy.presses(ballot, blocks.MORE, 2, add=True)
    assert "Voting is closed" in said.text
    assert all_dots(week) == 0
    about = ("#1 Procurement", "#2 Transport", "#3 Digital")
    assert sorted(labels(week.cy.votes())) == [f"Details of {topic}" for topic in about]


def test_a_button_of_a_withdrawn_topic_is_refused_in_words(week: Week) -> None:
    week.voting()
    ballot = week.cy.votes()
    week.bo.runs("withdraw 2")
    said = week.cy.presses(ballot, blocks.MORE, 2, add=True)
    assert "#2 was withdrawn" in said.text


def test_pages_turn_and_a_vote_stays_on_its_page(week: Week) -> None:
    week.voting(*(f"Topic called {n}" for n in range(1, 33)))
    first = week.cy.votes()
    second = week.cy.presses(first, lists.LATER)
    chosen = listed(second)[7]
    voted = week.cy.presses(second, blocks.MORE, chosen)
    assert (given(voted), listed(voted)) == ({chosen: 1}, listed(second))
    assert button(voted, lists.EARLIER)
    third = week.cy.presses(voted, lists.LATER)
    pages = [listed(page) for page in (first, second, third)]
    assert [len(page) for page in pages] == [15, 15, 2]
    assert sorted(number for page in pages for number in page) == list(range(1, 33))
    with pytest.raises(LookupError):
        button(third, lists.LATER)


def test_a_talk_cannot_be_voted_for(week: Week) -> None:
    week.voting("Procurement").published()
    refused = week.cy.votes("2")
    assert "#2 is a talk" in refused.text
    assert "#2 *" not in week.cy.votes().text


def test_votes_are_refused_while_voting_is_closed(week: Week) -> None:
    week.proposing()
    week.bo.proposes("Procurement")
    assert "Voting is closed" in week.cy.votes("1").text
    assert all_dots(week) == 0


def test_somebody_outside_can_press_nothing(week: Week) -> None:
    week.voting()
    value = values.write(Dots(space_id(week), 1, 1, View("ballot")))
    assert "There is no open space here" in week.mallory.clicks_raw(blocks.MORE, value).text
    assert all_dots(week) == 0


NEVER_WRITTEN = (
    None,
    "",
    "3",
    "[]",
    "{}",
    "[1]",
    '[1,2,3,"ballot","",1,9]',
    '[1,2,3,"ballot","","1"]',
    '[1,-2,3,"ballot","",1]',
    '[true,2,3,"ballot","",1]',
    f'[{2**31},2,3,"ballot","",1]',
    '["1",2,3,"ballot","",1]',
    "[" * 2000,
    "[NaN]",
)


def test_an_old_or_forged_button_gets_a_plain_sentence(week: Week) -> None:
    week.voting()
    week.cy.votes()
    before = dump.rows(week.settled().world.database)
    for value in NEVER_WRITTEN:
        said = week.cy.clicks_raw(blocks.MORE, value)
        assert "This button is from an older version" in said.text, value
    assert dump.rows(week.world.database) == before


def test_a_forged_list_is_refused_though_the_dots_are_given(week: Week) -> None:
    week.voting()
    said = week.cy.clicks_raw(blocks.MORE, values.write(Dots(space_id(week), 1, 1, View("x"))))
    assert "This button is from an older version" in said.text


def test_a_forged_number_of_dots_is_over_the_budget(week: Week) -> None:
    week.voting()
    value = values.write(Dots(space_id(week), 1, values.BIGGEST, View("ballot")))
    assert "more than your 5 dots" in week.cy.clicks_raw(blocks.MORE, value).text
    assert all_dots(week) == 0
