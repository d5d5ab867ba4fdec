"""What else the clock tells one person: hosting tomorrow, voting closes; and being named host."""

from datetime import UTC, datetime

import pytest

from tests.handlers.cast import Somebody, Week
from tests.handlers.seen import as_read
from tests.handlers.test_reminders import at, hosted, letters

DATABASES = ("sqlite", "postgresql")

SOON = "Voting in *CoProWeekScot* closes soon: {when}. You have {dots} left: `/vote`."


# Hosts


def test_hosts_read_the_afternoon_before_what_they_host(week: Week) -> None:
    hosted(week)
    week.bo.proposes("Transport")
    week.ada.runs('timetable move 3 tue 11:00 "Room A"')
    week.ada.runs("timetable publish")
    for one in (week.cy, week.newcomer("guest"), week.newcomer("late")):
        one.signs_up("1")
    at(week, 22, 14, 59)
    assert letters(week.bo) == [[]]
    at(week, 22, 15)
    briefing = (
        "*Tomorrow you host* in CoProWeekScot, Tue 23 Nov:\n"
        "10:00 to 11:00, Room A: #1 *Procurement*. 2 people have a seat, 1 waits.\n"
        "11:00 to 12:00, Room A: #3 *Transport*. Nobody has a seat yet.\n"
        "`/agenda mine` shows all your sessions."
    )
    assert letters(week.bo, week.cy, week.ada) == [[briefing], [], []]
    at(week, 22, 15, 1)
    at(week, 22, 17, 59)
    at(week, 23, 8)
    assert letters(week.bo) == [[briefing]]


def test_a_briefing_that_was_promised_names_only_what_still_takes_place(week: Week) -> None:
    hosted(week)
    week.world.clock.set(datetime(2027, 11, 22, 15, tzinfo=UTC))
    week.world.ticks.promise()
    week.ada.runs("timetable unplace 1")
    week.ada.runs("timetable publish")
    at(week, 22, 15)
    assert [text[:34] for text in letters(week.bo)[0]] == ["The session you host is cancelled."]
    overview = as_read(week.ada.runs("messages").text)
    assert "Sessions to host on the next day, Tue 23 Nov" in overview
    assert "The session is not in the timetable any more." in overview


def test_somebody_named_as_host_is_told_at_once_and_by_day(week: Week) -> None:
    week.published()
    week.ada.runs(f'talks add "Sharing power" tue 11:00 "Room B" by {week.bo.mention}')
    named = (
        "A facilitator named you as host of #2 *Sharing power* in *CoProWeekScot*. `/agenda mine`"
        " shows when and where, once that is published.\n"
        "If that is not right, `/openspace facilitators` shows whom you can ask."
    )
    assert letters(week.bo, week.cy, week.ada) == [[named], [], []]
    at(week, 22, 19)
    week.ada.runs(f'talks add "By night" tue 11:00 "Room A" by {week.cy.mention}')
    at(week, 22, 19, 30)
    assert letters(week.cy) == [[]]
    at(week, 23, 8)
    assert [text[:41] for text in letters(week.cy)[0]] == [
        "A facilitator named you as host of #3 *By"
    ]


def test_who_names_themself_as_host_is_told_nothing(week: Week) -> None:
    week.published()
    week.ada.runs(f'talks add "Mine" tue 11:00 "Room B" by {week.ada.mention}')
    assert letters(week.ada) == [[]]


def test_a_host_who_is_not_one_any_more_is_not_told_that_they_are(week: Week) -> None:
    week.published()
    week.ada.runs(f'talks add "Mine" tue 11:00 "Room B" by {week.bo.mention}')
    week.ada.runs("withdraw 2")
    at(week, 22, 10)
    assert letters(week.bo) == [
        ["#2 *Mine* in CoProWeekScot was withdrawn. You were to host it; you need do nothing."]
    ]


# Promoted


def test_who_moves_up_from_the_waiting_list_hears_it_at_once_and_only_they(week: Week) -> None:
    hosted(week, seats=1)
    first, second, third = (week.newcomer(f"guest{n}") for n in range(3))
    for one in (first, second, third):
        one.signs_up("1")
    first.signs_up("cancel 1")
    moved_up = (
        "A seat came free and it is yours: #1 *Procurement*, Tue 23 Nov 10:00 to 11:00, Room A."
        " If you cannot come, give it to the next with `/signup cancel 1`."
    )
    assert letters(first, second, third, week.bo) == [[], [moved_up], [], []]


def test_who_gave_the_seat_on_before_being_told_of_it_is_told_nothing(week: Week) -> None:
    hosted(week, seats=1)
    first, second = week.newcomer("first"), week.newcomer("second")
    for one in (first, second):
        one.signs_up("1")
    first.signs_up("cancel 1")
    second.signs_up("cancel 1")
    assert letters(first, second) == [[], []]
    overview = as_read(week.ada.runs("messages").text)
    assert "They have no seat there any more." in overview


# Voting closes


def voters(week: Week) -> tuple[Somebody, ...]:
    """Five with 5, 3, 0 dots left, with 5 who want but their own messages, and none; then ada."""
    week.voting("Procurement", "Transport")
    people = tuple(week.newcomer(f"voter{n}") for n in range(5))
    for one, words in zip(people, ("clear", "1 x2", "1 x3 2 x2", "2", "2"), strict=True):
        one.votes(words)
    people[3].runs("notices mine")
    people[4].runs("notices none")
    return people


def test_two_hours_before_voting_closes_those_with_dots_left_hear_it_once(week: Week) -> None:
    people = voters(week)
    week.ada.runs("close voting at tue 16:00")
    at(week, 23, 13, 59)
    assert letters(*people) == [[]] * 5
    at(week, 23, 14)
    when = "Tue 23 Nov 16:00"
    told = [
        [SOON.format(when=when, dots="5 dots")],
        [SOON.format(when=when, dots="3 dots")],
        [],
        [],
        [],
    ]
    assert letters(*people) == told
    assert people[0].last_letter().splitlines()[-1] == (
        "To stop these messages, type `/openspace notices mine`. In CoProWeekScot you then get"
        " only messages about your own sessions and topics."
    )
    at(week, 23, 14, 30)
    week.ada.runs("close voting at tue 18:00")
    at(week, 23, 16)
    assert letters(*people) == told


@pytest.mark.parametrize("words", ["close voting", "close voting at off", "close"])
def test_that_voting_closes_is_not_told_when_it_does_not_close_then(week: Week, words: str) -> None:
    people = voters(week)
    week.ada.runs("close voting at tue 16:00")
    week.world.clock.set(datetime(2027, 11, 23, 14, tzinfo=UTC))
    week.world.ticks.promise()
    week.ada.runs(words)
    at(week, 23, 14)
    assert letters(*people) == [[]] * 5


def test_who_used_the_last_dot_before_it_could_be_told_hears_nothing(week: Week) -> None:
    people = voters(week)
    week.ada.runs("close voting at tue 16:00")
    week.world.clock.set(datetime(2027, 11, 23, 14, tzinfo=UTC))
    week.world.ticks.promise()
    people[0].votes("1 x5")
    at(week, 23, 14)
    assert [len(some) for some in letters(*people)] == [0, 1, 0, 0, 0]


def test_what_closes_in_the_night_is_told_while_people_are_awake(week: Week) -> None:
    people = voters(week)
    week.ada.runs("close voting at wed 7:00")
    at(week, 23, 16, 59)
    assert letters(*people) == [[]] * 5
    at(week, 23, 17)
    assert [len(some) for some in letters(*people)] == [1, 1, 0, 0, 0]
    at(week, 24, 6)
    assert [len(some) for some in letters(*people)] == [1, 1, 0, 0, 0]


# Gone from the channel


def test_who_left_the_private_channel_is_told_nothing_more_of_what_is_held_there(
    week: Week,
) -> None:
    people = voters(week)
    hosted(week)
    gone = people[1]
    gone.signs_up("1")
    week.ada.runs("close voting at mon 12:00")
    week.world.settle()
    before = letters(gone)
    week.world.tells({"type": "member_left_channel", "user": gone.id, "channel": week.channel.id})
    at(week, 22, 10, 30)
    at(week, 23, 9, 45)
    assert letters(gone) == before
