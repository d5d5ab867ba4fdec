"""Those with dots left hear in time, and while people are awake, that voting closes."""

from datetime import datetime

import pytest

from openspace.notices import Notices
from openspace.spaces import Window
from services import notices, proposing, schedule, signup, voting, windows
from tests.storage import post
from tests.storage.clockwork import told, utc
from tests.storage.week import NOW, Week


@pytest.fixture
def week(week: Week) -> Week:
    """Without digest and summary, and with three topics."""
    week.ada(schedule.set_digest, None)
    week.ada(schedule.set_summary, None)
    week.has_topics("First topic", "Second topic", "Third topic")
    return week


def closes(week: Week, at: str, *, now: datetime = NOW) -> None:
    week.ada.at(now)(windows.set_window, Window.VOTING, is_open=True, until=utc(at))


def test_those_with_dots_left_who_want_to_hear_it_are_told_once(week: Week) -> None:
    week["all used"](voting.set_dots, {1: 3, 2: 2})
    week["some used"](voting.set_dots, {1: 4})
    week["wants own"](notices.choose, Notices.MINE)
    week["wants none"](notices.choose, Notices.NONE)
    week["wants all"](notices.choose, Notices.ALL)
    closes(week, "2027-11-24 17:00")
    assert told(week.database, utc("2027-11-24 14:59")) == []
    assert told(week.database, utc("2027-11-24 15:00")) == [
        "closes_soon UADA",
        "closes_soon UBO",
        "closes_soon USOME USED",
        "closes_soon UWANTS ALL",
    ]
    assert told(week.database, utc("2027-11-24 16:59")) == []
    week["new"].at(utc("2027-11-24 16:59"))(proposing.propose, "A late topic")
    assert told(week.database, utc("2027-11-24 16:59")) == ["closes_soon UNEW"]


def test_it_is_of_no_use_once_voting_is_closed(week: Week) -> None:
    closes(week, "2027-11-24 17:00")
    assert told(week.database, utc("2027-11-24 17:00")) == []
    assert told(week.database, utc("2027-11-24 16:00")) == ["closes_soon UADA", "closes_soon UBO"]
    row = post.rows(week.database)["closes_soon:1:2027-11-24:UBO"]
    assert (row.not_before, row.expires_at) == (utc("2027-11-24 15:00"), utc("2027-11-24 17:00"))


@pytest.mark.parametrize(
    ("closes_at", "due_at"),
    [
        ("2027-11-24 19:00", "2027-11-24 17:00"),
        ("2027-11-24 21:00", "2027-11-24 17:00"),
        ("2027-11-25 00:30", "2027-11-24 17:00"),
        ("2027-11-25 08:00", "2027-11-24 17:00"),
        ("2027-11-25 09:00", "2027-11-25 08:00"),
    ],
)
def test_what_closes_while_people_sleep_is_told_while_they_are_awake(
    week: Week, closes_at: str, due_at: str
) -> None:
    closes(week, closes_at)
    assert told(week.database, utc(due_at) - post.MINUTE) == []
    assert told(week.database, utc(due_at)) == ["closes_soon UADA", "closes_soon UBO"]


def test_nobody_is_told_where_voting_does_not_close_by_itself_or_is_closed(week: Week) -> None:
    asked_at = utc("2027-11-24 16:00")
    assert told(week.database, asked_at) == []
    week.ada(windows.set_window, Window.PROPOSALS, is_open=False, at=utc("2027-11-24 17:00"))
    assert told(week.database, asked_at) == []
    closes(week, "2027-11-24 17:00")
    week.closes(Window.VOTING)
    assert told(week.database, asked_at) == []
    week.ada(windows.set_window, Window.VOTING, is_open=True, at=utc("2027-11-24 16:30"))
    closes(week, "2027-11-24 17:00")
    assert told(week.database, asked_at) == ["closes_soon UADA", "closes_soon UBO"]


def test_it_is_told_once_a_day_however_often_the_time_is_set_again(week: Week) -> None:
    closes(week, "2027-11-24 12:00")
    asked_at = utc("2027-11-24 10:00")
    assert told(week.database, asked_at) == ["closes_soon UADA", "closes_soon UBO"]
    closes(week, "2027-11-24 13:00", now=asked_at)
    assert told(week.database, utc("2027-11-24 12:00")) == []
    closes(week, "2027-11-25 12:00", now=asked_at)
    assert told(week.database, utc("2027-11-25 10:00")) == ["closes_soon UADA", "closes_soon UBO"]


def test_who_took_a_seat_and_never_voted_has_dots_left_too(week: Week) -> None:
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_published(1, "Room A")
    week.cy(signup.join, (1,), anyway=False)
    closes(week, "2027-11-24 17:00")
    assert "closes_soon UCY" in told(week.database, utc("2027-11-24 15:00"))
