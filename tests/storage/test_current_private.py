"""Whoever left a private channel hears no more of it, unless somebody there named them."""

import pytest

from openspace.spaces import Window
from services import proposing, signup, talks, timetable, visits, voting, windows
from services.current import LEFT, Dropped
from storage.database import Database
from tests.storage import clockwork
from tests.storage import week as weeks
from tests.storage.clockwork import utc
from tests.storage.week import NOON, TUESDAY, Week, user_id

JUST_BEFORE = utc("2027-11-23 09:50")


@pytest.fixture
def week(database: Database) -> Week:
    """In a private channel: bo hosts session 1, cy has its seat and voted for it, dee waits."""
    week = Week(database, weeks.start(database, is_private=True))
    for window in Window:
        week.opens(window)
    week.has_topics("First topic")
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_published(1, "Room A")
    for name in ("cy", "dee"):
        week[name](signup.join, (1,), anyway=False)
    week.cy(voting.set_dots, {1: 1})
    return week


def leave_the_channel(week: Week) -> None:
    for name in ("bo", "cy", "dee"):
        week[name](visits.depart)


def is_told(week: Week, kind: str, name: str) -> bool:
    found = clockwork.said(week.database, kind, user_id(name), now=JUST_BEFORE)
    assert found == LEFT or not isinstance(found, Dropped), found
    return found != LEFT


def test_a_reminder_is_for_whom_is_still_there_and_for_hosts(week: Week) -> None:
    assert clockwork.told(week.database, JUST_BEFORE)[-2:] == ["reminder UBO", "reminder UCY"]
    both = ("bo", "cy")
    assert [is_told(week, "reminder", name) for name in both] == [True, True]
    leave_the_channel(week)
    assert [is_told(week, "reminder", name) for name in both] == [True, False]


def test_a_withdrawal_is_for_whom_is_still_there_and_for_hosts(week: Week) -> None:
    week.ada(proposing.withdraw, 1)
    names = ("bo", "cy", "dee")
    assert [is_told(week, "topic_withdrawn", name) for name in names] == [True, True, True]
    leave_the_channel(week)
    assert [is_told(week, "topic_withdrawn", name) for name in names] == [True, False, False]


def test_a_move_is_for_whom_is_still_there_and_for_hosts(week: Week) -> None:
    week.has_published(1, "Room A", start=NOON)
    leave_the_channel(week)
    names = ("bo", "cy", "dee")
    assert [is_told(week, "session_changed", name) for name in names] == [True, False, False]


def test_a_seat_and_the_close_of_voting_are_for_whom_is_still_there(week: Week) -> None:
    week.cy(signup.leave, (1,))
    week.ada(windows.set_window, Window.VOTING, is_open=True, until=utc("2027-11-23 11:00"))
    clockwork.tick(week.database, JUST_BEFORE)
    kinds = ("seat_changed", "closes_soon")
    assert [is_told(week, kind, "dee") for kind in kinds] == [True, True]
    leave_the_channel(week)
    assert [is_told(week, kind, "dee") for kind in kinds] == [False, False]


def test_who_was_never_there_hears_that_they_were_named(week: Week) -> None:
    week.ada(
        talks.add,
        title="A talk",
        day=TUESDAY,
        start=NOON,
        room_name="Room A",
        speakers="Una",
        hosts=(user_id("mallory"),),
    )
    week.ada(timetable.publish)
    clockwork.tick(week.database, utc("2027-11-22 15:00"))
    for kind in ("named_host", "session_changed", "briefing"):
        assert is_told(week, kind, "mallory")
