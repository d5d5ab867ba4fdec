"""What the clock promised says what is true at delivery, comes later, or is dropped."""

from collections.abc import Callable
from datetime import datetime, time

import pytest

from openspace.notices import Notices
from openspace.spaces import Space, Window
from services import (
    agenda,
    notices,
    placing,
    proposing,
    rooms,
    schedule,
    signup,
    slots,
    spaces,
    timetable,
    visits,
    voting,
    windows,
)
from services.agenda import Entry
from services.current import (
    CHANGED_AGAIN,
    CLOSED,
    NO_SEAT,
    NOT_PUBLISHED,
    NOT_WANTED,
    TURNED_OFF,
    Dropped,
    Later,
    Said,
)
from services.reminders import BeginsSoon, HostsTomorrow, VotingCloses
from tests.storage import clockwork, post
from tests.storage.clockwork import utc
from tests.storage.week import NOON, TUESDAY, Week, user_id

JUST_BEFORE = utc("2027-11-23 09:50")
AFTERNOON = utc("2027-11-22 15:00")
MOVED = Dropped("The session was moved.")
BEGUN = Dropped("The session had begun.")


@pytest.fixture
def week(week: Week) -> Week:
    """Bo hosts session 1 on Tuesday at ten, in which cy has the only seat and dee waits."""
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_room("Room B", 5)
    week.has_published(1, "Room A")
    for name in ("cy", "dee"):
        week[name](signup.join, (1,), anyway=False)
    return week


def entries(week: Week) -> tuple[Entry, ...]:
    return week.mallory.sees(agenda.show).entries


# Reminders


def reminder(week: Week, name: str, *, seconds: int = 0) -> Said | Dropped | Later:
    """Return what the reminder of ten to ten says so many seconds later."""
    now = JUST_BEFORE + seconds * post.SECOND
    return clockwork.said(week.database, "reminder", user_id(name), now=now, first=True)


def test_a_reminder_says_where_and_how_soon_and_to_hosts_who_comes(week: Week) -> None:
    clockwork.tick(week.database, JUST_BEFORE)
    week.ada(rooms.add, name="Room A", capacity=1, link="https://meet.example.org")
    (now,) = entries(week)
    assert now.session.room.link == "https://meet.example.org"
    for seconds, in_min in ((0, 10), (29, 10), (31, 9), (595, 1)):
        guest, host = (reminder(week, name, seconds=seconds) for name in ("cy", "bo"))
        assert guest == BeginsSoon(user_id("cy"), week_now(week), now, False, in_min)
        assert host == BeginsSoon(user_id("bo"), week_now(week), now, True, in_min)
    assert isinstance(host, BeginsSoon)
    assert host.expected == 1


def week_now(week: Week) -> Space:
    return week.ada.sees(visits.look).space


@pytest.mark.parametrize(
    ("deeds", "becomes"),
    [
        ([lambda week: week.cy(signup.leave, (1,))], NO_SEAT),
        ([lambda week: week.ada(schedule.set_reminder, None)], TURNED_OFF),
        ([lambda week: week.has_published(1, "Room A", start=NOON)], MOVED),
        (
            [lambda week: week.ada(placing.unplace, 1), lambda week: week.ada(timetable.publish)],
            NOT_PUBLISHED,
        ),
        ([lambda week: week.bo(proposing.withdraw, 1)], NOT_PUBLISHED),
        ([lambda week: week.cy(notices.choose, Notices.NONE)], NOT_WANTED),
        ([lambda week: week.ada(spaces.close)], CLOSED),
        (
            [lambda week: week.ada(schedule.set_reminder, 5)],
            Later(utc("2027-11-23 09:55")),
        ),
    ],
)
def test_a_reminder_that_is_not_so_any_more_is_not_sent(
    week: Week, deeds: list[Callable[[Week], object]], becomes: Dropped | Later
) -> None:
    clockwork.tick(week.database, JUST_BEFORE)
    for deed in deeds:
        deed(week)
    assert reminder(week, "cy") == becomes


def test_a_reminder_of_a_session_that_has_begun_is_not_sent(week: Week) -> None:
    clockwork.tick(week.database, JUST_BEFORE)
    assert isinstance(reminder(week, "cy", seconds=599), BeginsSoon)
    assert reminder(week, "cy", seconds=600) == BEGUN


def test_who_lost_their_seat_meanwhile_is_not_reminded_and_who_gained_it_is(week: Week) -> None:
    clockwork.tick(week.database, JUST_BEFORE)
    week.cy(signup.leave, (1,))
    week.cy(signup.join, (1,), anyway=False)
    assert reminder(week, "cy") == NO_SEAT
    assert clockwork.told(week.database, JUST_BEFORE) == ["reminder UDEE"]
    assert isinstance(reminder(week, "dee"), BeginsSoon)


def test_who_wants_only_their_own_is_reminded_of_what_they_joined(week: Week) -> None:
    week.cy(notices.choose, Notices.MINE)
    clockwork.tick(week.database, JUST_BEFORE)
    assert isinstance(reminder(week, "cy"), BeginsSoon)


def test_a_moved_session_is_reminded_of_under_another_key(week: Week) -> None:
    clockwork.tick(week.database, JUST_BEFORE)
    week.has_published(1, "Room A", start=NOON)
    at = utc("2027-11-23 11:50")
    assert clockwork.told(week.database, at) == ["reminder UBO", "reminder UCY"]
    assert reminder(week, "cy") == MOVED
    assert isinstance(clockwork.said(week.database, "reminder", "UCY", now=at), BeginsSoon)
    found = [key for key in post.rows(week.database) if key.startswith("reminder")]
    assert len(found) == 4


def test_a_reminder_comes_while_people_sleep(week: Week) -> None:
    week.ada(slots.add, days=[TUESDAY], times=[(time(6), time(7))])
    week.has_published(1, "Room A", start=time(6))
    at = utc("2027-11-23 05:45")
    clockwork.tick(week.database, at)
    assert isinstance(clockwork.said(week.database, "reminder", "UCY", now=at), BeginsSoon)


# Briefings


def test_a_briefing_says_what_somebody_hosts_on_the_next_day_by_then(week: Week) -> None:
    clockwork.tick(week.database, AFTERNOON)
    week.has_session(1, "Room B", start=NOON)
    week.has_published(2, "Room A")
    second, first = entries(week)
    assert clockwork.said(week.database, "briefing", "UBO", now=AFTERNOON) == HostsTomorrow(
        "UBO", week_now(week), TUESDAY, (second, first)
    )
    for number in (1, 2):
        week.bo(proposing.withdraw, number)
    assert clockwork.said(week.database, "briefing", "UBO", now=AFTERNOON) == NOT_PUBLISHED


# Before voting closes


@pytest.fixture
def closing(week: Week) -> Week:
    """Voting closes at noon on Tuesday, and everybody with dots left has been promised to hear."""
    week.cy(voting.set_dots, {1: 2})
    week.ada(windows.set_window, Window.VOTING, is_open=True, until=utc("2027-11-23 12:00"))
    clockwork.tick(week.database, AT_TEN)
    return week


AT_TEN = utc("2027-11-23 10:00")


def closes_soon(week: Week, now: datetime = AT_TEN) -> Said | Dropped | Later:
    return clockwork.said(week.database, "closes_soon", "UCY", now=now)


def test_who_has_dots_left_hears_how_many_by_then(closing: Week) -> None:
    assert closes_soon(closing) == VotingCloses(
        "UCY", week_now(closing), utc("2027-11-23 12:00"), dots_left=3
    )
    closing.cy(voting.set_dots, {2: 3})
    assert closes_soon(closing) == Dropped("They have no dots left.")


@pytest.mark.parametrize(
    ("deed", "becomes"),
    [
        (lambda week: week.closes(Window.VOTING), CHANGED_AGAIN),
        (
            lambda week: week.ada(windows.clear, Window.VOTING, is_open=False),
            CHANGED_AGAIN,
        ),
        (lambda week: week.cy(notices.choose, Notices.MINE), NOT_WANTED),
        (lambda week: week.ada(spaces.close), CLOSED),
        (
            lambda week: week.ada(
                windows.set_window, Window.VOTING, is_open=False, at=utc("2027-11-23 17:00")
            ),
            Later(utc("2027-11-23 15:00")),
        ),
    ],
)
def test_that_voting_closes_is_not_told_when_it_does_not_or_not_yet(
    closing: Week, deed: Callable[[Week], object], becomes: Dropped | Later
) -> None:
    deed(closing)
    assert closes_soon(closing) == becomes


def test_that_voting_closes_is_not_told_at_night(closing: Week) -> None:
    closing.ada(windows.set_window, Window.VOTING, is_open=False, at=utc("2027-11-24 07:00"))
    assert isinstance(closes_soon(closing, utc("2027-11-23 17:00")), VotingCloses)
    assert closes_soon(closing, utc("2027-11-23 18:00")) == Later(utc("2027-11-24 08:00"))
