"""Proposing and voting open and close at a set time, by the same rules as at a command."""

from datetime import UTC, datetime

import pytest

from tests.handlers import dump
from tests.handlers.cast import Week
from tests.handlers.seen import as_read
from tests.handlers.world import MONDAY

OPENED = (
    "*Voting is open* in CoProWeekScot. Everyone has 5 dots; ballots are secret, and only"
    " facilitators can see the totals by topic. Type `/vote` to see your ballot."
)
CLOSED = "*Voting is closed* in CoProWeekScot. Thank you to everyone who voted."


def on(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """That moment of November 2027, when London has UTC."""
    return datetime(2027, 11, day, hour, minute, second, tzinfo=UTC)


def told(week: Week) -> list[str]:
    """What the channel was told since the open space was created."""
    return [as_read(message.text) for message in week.cy.reads()][1:]


def at(week: Week, moment: datetime) -> None:
    """Let it be *moment*, and let the clock tick twice: nothing may come of the second time."""
    week.world.clock.set(moment)
    week.world.settle()
    week.world.settle()


def quiet(week: Week) -> Week:
    """Without digest and summary, so that the channel reads of nothing but the windows."""
    week.ada.runs("digest off")
    week.ada.runs("summary off")
    week.bo.runs()
    return week.settled()


def test_voting_opens_until_a_set_time_and_closes_then_by_itself(week: Week) -> None:
    quiet(week).proposing()
    week.bo.proposes("Procurement")
    opened = week.ada.runs("open voting until thu 17:00")
    assert as_read(opened.text) == (
        "Voting is open. The channel is told.\n"
        "It closes by itself on Thu 25 Nov 17:00."
        " To take that back: `/openspace close voting at off`."
    )
    week.world.settle()
    assert told(week)[1:] == [f"{OPENED} It closes on Thu 25 Nov 17:00."]
    at(week, on(25, 16, 59, 59))
    assert "4 dots left" in week.cy.votes("1").text
    assert len(told(week)) == 2
    at(week, on(25, 17))
    assert told(week)[2:] == [CLOSED]
    assert "Voting is closed" in week.cy.votes("1 x2").text
    assert "4 dots left" in week.cy.votes().text
    at(week, on(26, 12))
    assert told(week)[2:] == [CLOSED]


def test_voting_opens_and_closes_at_set_times(week: Week) -> None:
    quiet(week)
    set_then = week.ada.runs("open voting at tue 9:00 until thu 17:00")
    assert as_read(set_then.text) == (
        "Voting is closed for now. The channel is told when that changes.\n"
        "It opens by itself on Tue 23 Nov 09:00."
        " To take that back: `/openspace open voting at off`.\n"
        "It closes by itself on Thu 25 Nov 17:00."
        " To take that back: `/openspace close voting at off`."
    )
    assert told(week) == []
    at(week, on(23, 8, 59))
    assert "Voting is closed" in week.cy.votes("1").text
    at(week, on(23, 9))
    assert told(week) == [f"{OPENED} It closes on Thu 25 Nov 17:00."]
    at(week, on(25, 17))
    assert told(week)[1:] == [CLOSED]


def test_what_closes_while_it_is_set_to_open_again_says_so(week: Week) -> None:
    quiet(week)
    week.ada.runs("open voting")
    assert told(week) == [OPENED]
    week.ada.runs("open voting at wed 9:00")
    week.ada.runs("close voting at tue 17:00")
    at(week, on(23, 17))
    assert told(week) == [OPENED, f"{CLOSED} It opens again on Wed 24 Nov 09:00."]
    at(week, on(24, 9))
    assert told(week)[2:] == [OPENED]


def test_proposing_closes_at_a_set_time_today(week: Week) -> None:
    quiet(week).proposing().settled()
    assert "Mon 22 Nov 12:00" in week.ada.runs("close proposals at 12:00").text
    at(week, on(22, 12))
    assert told(week)[1:] == ["*Proposing is closed* in CoProWeekScot. `/topics` lists all topics."]
    assert "Proposing is closed" in week.bo.proposes("Procurement").text


def test_a_set_time_that_is_changed_holds_as_it_was_changed(week: Week) -> None:
    quiet(week)
    week.ada.runs("open voting until tue 17:00")
    assert "Wed 24 Nov 12:00" in week.ada.runs("close voting at wed 12:00").text
    at(week, on(23, 17))
    assert told(week) == [f"{OPENED} It closes on Wed 24 Nov 12:00."]
    at(week, on(24, 12))
    assert told(week)[1:] == [CLOSED]


@pytest.mark.parametrize("words", ["close voting at off", "open voting until off"])
def test_a_set_time_that_is_taken_back_does_nothing(week: Week, words: str) -> None:
    quiet(week)
    week.ada.runs("open voting until tue 17:00")
    week.world.settle()
    assert week.ada.runs(words).text == (
        "Voting is open. It was so before; nobody is told twice. No time is set for it to change."
    )
    at(week, on(23, 17))
    assert len(told(week)) == 1
    assert "CoProWeekScot" in week.cy.runs().text
    assert "Voting is closed" not in week.cy.votes().text


def test_an_opening_that_is_taken_back_does_not_come_and_the_closing_stays(week: Week) -> None:
    quiet(week)
    week.ada.runs("open voting at tue 9:00 until thu 17:00")
    left = as_read(week.ada.runs("open voting at off").text)
    assert "Tue 23 Nov" not in left
    assert "It closes by itself on Thu 25 Nov 17:00" in left
    at(week, on(25, 17))
    assert told(week) == []


def test_who_closes_it_before_the_set_time_is_obeyed_and_the_channel_is_told_once(
    week: Week,
) -> None:
    quiet(week)
    week.ada.runs("open voting until thu 17:00")
    assert len(told(week)) == 1
    closed = week.ada.runs("close voting").text
    assert closed == "Voting is closed. The channel is told."
    week.world.settle()
    at(week, on(25, 17))
    assert told(week)[1:] == [CLOSED]


def test_a_closing_that_was_done_by_hand_does_not_close_what_is_opened_anew(week: Week) -> None:
    quiet(week)
    week.ada.runs("open voting until tue 17:00")
    week.ada.runs("close voting")
    week.ada.runs("open voting")
    at(week, on(23, 17))
    assert told(week) == [OPENED]


REFUSED = (
    ("close voting at mon 9:00", "Mon 22 Nov 09:00 has passed; it is Mon 22 Nov 09:40"),
    ("close voting at mon 9:40", "Mon 22 Nov 09:40 has passed"),
    ("open voting until mon 9:00", "has passed"),
    ("open voting at 2027-11-20 9:00", "The open space runs from Mon 22 to Fri 26 Nov 2027."),
    ("open voting until 2027-11-27 9:00", "The open space runs from Mon 22 to Fri 26 Nov 2027."),
    ("open voting at thu 17:00 until thu 9:00", "That would close before it opens"),
    ("open voting at thu 17:00 until thu 17:00", "That would close before it opens"),
    ("close voting at thu", "The time is missing"),
    ("close voting at sometime", "neither a day nor a time"),
    ("close voting until thu 17:00", "Does voting close or open then?"),
    ("open voting at thu 9:00 fri 9:00", "too many times"),
    ("open at thu 9:00", "What should open then?"),
)


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_a_time_that_cannot_be_is_refused_and_changes_nothing(
    week: Week, words: str, said: str
) -> None:
    quiet(week)
    before = dump.rows(week.world.database)
    answer = week.ada.runs(words)
    assert said in answer.text
    assert "`/openspace" in answer.text
    assert dump.rows(week.settled().world.database) == before


@pytest.mark.parametrize(
    "words",
    ["open voting until thu 17:00", "close voting at thu 17:00", "open voting at off"],
)
def test_a_participant_sets_no_time(week: Week, words: str) -> None:
    quiet(week)
    before = dump.rows(week.world.database)
    assert "Only facilitators" in week.bo.runs(words).text
    assert dump.rows(week.settled().world.database) == before
    at(week, on(25, 17))
    assert told(week) == []


def test_what_was_missed_in_a_long_pause_is_done_in_its_order_and_told_as_it_stands(
    week: Week,
) -> None:
    quiet(week)
    week.ada.runs("open voting at tue 9:00 until wed 9:00")
    week.ada.runs("open proposals until wed 10:00")
    week.world.settle()
    at(week, on(25, 9))
    # Nobody could have voted meanwhile, so that voting opened is not told any more.
    assert [text.split("*")[1] for text in told(week)] == [
        "Proposing is open",
        "Voting is closed",
        "Proposing is closed",
    ]
    assert "Voting is closed" in week.cy.votes("1").text


def test_a_time_that_was_set_does_nothing_in_what_was_closed_meanwhile(week: Week) -> None:
    quiet(week)
    week.ada.runs("open voting at tue 9:00 until thu 17:00")
    week.ada.runs("close")
    at(week, on(23, 9))
    assert [text.split(".")[0] for text in told(week)] == ["*CoProWeekScot is closed"]
    week.ada.runs("reopen")
    at(week, on(23, 10))
    assert "Voting is closed" in week.cy.votes("1").text


def test_the_clocks_of_the_zone_count_and_not_those_of_the_program(week: Week) -> None:
    other = week.world.workspace.add_channel(
        f"far-{week.world.number()}", members=[week.ada.person, week.cy.person], is_private=True
    )
    week.ada.types('openspace new "Far" 2027-11-22 to 2027-11-26 America/New_York', at=other)
    week.ada.types("openspace digest off", at=other)
    week.ada.types("openspace open proposals until mon 9:00", at=other)
    assert week.world.clock.now() == MONDAY
    at(week, on(22, 13, 59, 59))
    assert len(week.cy.reads(at=other)) == 2
    at(week, on(22, 14))
    assert "*Proposing is closed*" in week.cy.reads(at=other)[-1].text
