"""`/openspace adopt` and `/openspace cohost`."""

import pytest

from handlers.blocks import hosting as blocks
from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import buttons
from tests.handlers.test_proposing_form import opens, sends


@pytest.fixture
def orphan(week: Week) -> Week:
    """A topic that bo proposed for somebody else to host."""
    sends(week.bo, opens(week.proposing().bo), {"Title": "Transport", "nobody": ["yes"]})
    return week


def test_anybody_adopts_a_topic_without_host(orphan: Week) -> None:
    said = orphan.cy.runs("adopt 1").text
    assert f"You host this now: #1 *Transport*, hosted by {orphan.cy.mention}" in said
    assert f"hosted by {orphan.cy.mention}" in orphan.ada.types("topics").text
    again = orphan.cy.runs("adopt 1").text
    assert "You host this already" in again
    assert "#1 has a host already. `/openspace cohost 1`" in orphan.ada.runs("adopt 1").text


def test_who_joins_is_a_co_host_and_the_other_hosts_are_told(orphan: Week) -> None:
    orphan.cy.runs("adopt 1")
    dee = orphan.newcomer("dee")
    assert f"hosted by {orphan.cy.mention} and {dee.mention}" in dee.runs("cohost 1").text
    assert orphan.cy.last_letter().startswith(
        f"{dee.mention} joined you as co-host of #1 *Transport*"
    )
    assert (dee.letters(), orphan.bo.letters(), orphan.ada.letters()) == ([], [], [])
    dee.runs("cohost 1")
    assert len(orphan.cy.letters()) == 1


def test_who_joins_and_leaves_before_it_is_told_is_not_told_of(orphan: Week) -> None:
    orphan.cy.runs("adopt 1")
    orphan.world.wait_for_lanes()
    dee = orphan.newcomer("dee")
    dee.types("openspace cohost 1")
    sends(dee, opens(dee, "openspace edit 1"), {"Hosts": [orphan.cy.id]})
    assert orphan.cy.letters() == []


def test_hosts_name_co_hosts_who_are_told_once(orphan: Week) -> None:
    orphan.cy.runs("adopt 1")
    dee = orphan.newcomer("dee")
    said = orphan.cy.runs(f"cohost 1 {dee.mention}").text
    assert said.startswith(f"{dee.mention} hosts this now: #1 *Transport*")
    orphan.cy.runs(f"cohost 1 {dee.mention}")
    assert [letter.text.split(" in ")[0] for letter in dee.letters()] == [
        f"{orphan.cy.mention} named you as host of #1 *Transport*"
    ]


def test_others_cannot_name_a_host(orphan: Week) -> None:
    dee = orphan.newcomer("dee")
    orphan.cy.runs()
    before = dump.rows(orphan.settled().world.database)
    assert "Only whoever proposed #1" in orphan.cy.runs(f"cohost 1 {dee.mention}").text
    assert dump.rows(orphan.settled().world.database) == before


def test_a_bot_hosts_nothing(orphan: Week) -> None:
    robot = orphan.newcomer("robot", kind="bot")
    assert "they cannot host" in orphan.bo.runs(f"cohost 1 {robot.mention}").text
    assert "looking for a host" in orphan.cy.types("topics").text


def test_a_talk_is_not_adopted(week: Week) -> None:
    week.published()
    for words in ("adopt 1", "cohost 1"):
        assert "#1 is a talk" in week.cy.runs(words).text


@pytest.mark.parametrize("words", ["adopt 9", "cohost 9", "edit 9", "cohost 9 {cy}"])
def test_a_number_that_is_not_there_is_refused(orphan: Week, words: str) -> None:
    said = orphan.bo.runs(words.format(cy=orphan.cy.mention)).text
    assert "9 isn't there" in said


def test_who_hosts_another_session_then_does_not_join(week: Week) -> None:
    week.proposing().bo.proposes("Transport")
    week.cy.proposes("Housing")
    week.published()
    week.ada.runs('timetable move 1 tue 11:00 "Room A"')
    week.ada.runs('timetable move 2 tue 11:00 "Room B"')
    before = dump.rows(week.settled().world.database)
    assert "nobody can host two sessions at once" in week.cy.runs("cohost 1").text
    assert dump.rows(week.settled().world.database) == before


def test_a_topic_without_host_has_a_button_in_the_list_and_in_its_details(orphan: Week) -> None:
    listed = orphan.cy.types("topics")
    said = orphan.cy.presses(listed, blocks.ADOPT, 1, add=True).text
    assert f"You host this now: #1 *Transport*, hosted by {orphan.cy.mention}" in said
    assert buttons(orphan.ada.types("topics"), blocks.ADOPT) == []
    sends(orphan.cy, opens(orphan.cy, "openspace edit 1"), {"Hosts": []})
    whole = orphan.ada.types("topics 1")
    assert "You host this now" in orphan.ada.presses(whole, blocks.ADOPT, 1, add=True).text


def test_of_two_who_press_for_one_topic_the_second_is_refused(orphan: Week) -> None:
    listed = orphan.cy.types("topics")
    orphan.ada.runs("adopt 1")
    assert "#1 has a host already." in orphan.cy.presses(listed, blocks.ADOPT, 1, add=True).text


def test_a_topics_details_have_a_button_to_join_its_hosts(orphan: Week) -> None:
    orphan.cy.runs("adopt 1")
    dee = orphan.newcomer("dee")
    whole = dee.types("topics 1")
    assert f"{dee.mention}" in dee.presses(whole, blocks.JOIN, 1, add=True).text
    assert f"{dee.mention} joined you as co-host" in orphan.cy.last_letter()
    assert buttons(dee.types("topics 1"), blocks.JOIN) == []
    orphan.published()
    assert buttons(dee.types("topics 2"), blocks.JOIN) == []
    orphan.ada.runs("close")
    assert buttons(orphan.ada.types("topics 1"), blocks.JOIN) == []


def test_who_was_taken_out_is_told_once_and_cannot_push_in_again(orphan: Week) -> None:
    orphan.cy.runs("adopt 1")
    dee = orphan.newcomer("dee")
    whole = dee.types("topics 1")
    dee.runs("cohost 1")
    sends(orphan.cy, opens(orphan.cy, "openspace edit 1"), {"Hosts": [orphan.cy.id]})
    assert dee.last_letter().startswith(
        f"{orphan.cy.mention} took you out of the hosts of #1 *Transport*"
    )
    before = dump.rows(orphan.settled().world.database)
    for said in (dee.runs("cohost 1"), dee.presses(whole, blocks.JOIN, 1, add=True)):
        assert "Somebody took you out of the hosts of #1" in said.text
        assert "`/openspace facilitators`" in said.text
    assert dump.rows(orphan.settled().world.database) == before
    assert len(dee.letters()) == 1
    orphan.cy.runs(f"cohost 1 {dee.mention}")
    assert f"hosted by {orphan.cy.mention} and {dee.mention}" in dee.types("topics").text


def test_who_takes_themselves_out_is_not_told_and_may_come_back(orphan: Week) -> None:
    orphan.cy.runs("adopt 1")
    dee = orphan.newcomer("dee")
    dee.runs("cohost 1")
    sends(dee, opens(dee, "openspace edit 1"), {"Hosts": [orphan.cy.id]})
    assert dee.letters() == []
    assert "host this now" in dee.runs("cohost 1").text


def test_who_is_taken_out_and_named_again_before_it_is_told_is_told_the_last_alone(
    orphan: Week,
) -> None:
    orphan.cy.runs("adopt 1")
    dee = orphan.newcomer("dee")
    dee.runs("cohost 1")
    orphan.settled()
    sends(orphan.cy, opens(orphan.cy, "openspace edit 1"), {"Hosts": [orphan.cy.id]})
    orphan.cy.runs(f"cohost 1 {dee.mention}")
    told = [letter.text for letter in dee.letters()]
    assert len(told) == 1
    assert "named you as host of #1" in told[0]
