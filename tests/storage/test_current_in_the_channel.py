"""What a channel is told is what is true then, and what was overtaken is dropped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest

from openspace.spaces import Space, TallySeenBy, Window
from openspace.timetable import Fate
from services import (
    placing,
    proposing,
    schedule,
    signup,
    spaces,
    timetable,
    visits,
    voting,
    windows,
)
from services.current import (
    CHANGED_AGAIN,
    CLOSED,
    NOTHING_TO_TELL,
    TURNED_OFF,
    Dropped,
    Later,
    Said,
)
from services.digests import DayAhead, DayDone, WeekDone
from services.news import Closed, Created, TimetablePublished, WindowChanged
from storage.database import Database
from storage.spaces import set_schedule
from tests.storage import clockwork
from tests.storage import week as weeks
from tests.storage.clockwork import utc
from tests.storage.week import NOON, NOW, TEN, TUESDAY, Week

MORNING = utc("2027-11-23 09:00")
EVENING = utc("2027-11-23 16:30")


def said(week: Week, kind: str, *, first: bool = False) -> Said | Dropped | Later:
    return clockwork.said(week.database, kind, now=NOW, first=first)


def now_is(week: Week) -> Space:
    return week.ada.sees(visits.look).space


def test_that_an_open_space_starts_is_told_unless_it_was_closed(week: Week) -> None:
    assert said(week, "created") == Created(now_is(week))
    week.ada(spaces.close)
    assert said(week, "created") == CLOSED


# Windows


@pytest.fixture
def closed_week(database: Database) -> Week:
    """Both windows are closed, and nobody ever opened them."""
    return Week(database, weeks.start(database))


def test_a_window_is_told_with_when_it_changes_again(closed_week: Week) -> None:
    until = utc("2027-11-23 17:00")
    closed_week.ada(windows.set_window, Window.VOTING, is_open=True, until=until)
    told = WindowChanged(now_is(closed_week), Window.VOTING, is_open=True, next_at=until)
    assert said(closed_week, "voting_open") == told
    closed_week.ada(windows.clear, Window.VOTING, is_open=False)
    assert said(closed_week, "voting_open") == replace(told, next_at=None)


def test_a_window_that_was_changed_back_is_told_once_and_as_it_is(closed_week: Week) -> None:
    closed_week.opens(Window.VOTING)
    closed_week.closes(Window.VOTING)
    assert said(closed_week, "voting_open") == CHANGED_AGAIN
    told = WindowChanged(now_is(closed_week), Window.VOTING, is_open=False)
    assert said(closed_week, "voting_close") == told
    closed_week.opens(Window.VOTING)
    assert said(closed_week, "voting_open", first=True) == CHANGED_AGAIN
    assert said(closed_week, "voting_close") == CHANGED_AGAIN
    told = WindowChanged(now_is(closed_week), Window.VOTING, is_open=True)
    assert said(closed_week, "voting_open") == told


def test_the_other_window_does_not_overtake_one(closed_week: Week) -> None:
    closed_week.opens(Window.VOTING)
    closed_week.opens(Window.PROPOSALS)
    for window in Window:
        told = WindowChanged(now_is(closed_week), window, is_open=True)
        assert said(closed_week, f"{window.value}_open") == told


def test_no_window_is_told_of_once_the_open_space_is_closed(closed_week: Week) -> None:
    closed_week.opens(Window.VOTING)
    closed_week.ada(spaces.close)
    assert said(closed_week, "voting_open") == CLOSED


# Timetable


@pytest.fixture
def published(week: Week) -> Week:
    week.has_topics("First topic", "Second topic")
    week.has_slots()
    week.has_room("Room A", 1)
    week.has_published(1, "Room A")
    return week


def changes(found: Said | Dropped | Later) -> list[tuple[int, Fate, time]]:
    assert isinstance(found, TimetablePublished), found
    return [
        (one.session.number, one.fate, one.session.slot.starts_at.time()) for one in found.changes
    ]


def test_what_was_published_is_told_as_it_is_by_then(published: Week) -> None:
    published.has_published(2, "Room A", start=NOON)
    assert changes(said(published, "timetable_published", first=True)) == [(1, Fate.NEW, TEN)]
    assert changes(said(published, "timetable_published")) == [(2, Fate.NEW, NOON)]
    published.ada(placing.unplace, 2)
    published.has_published(1, "Room A", start=NOON)
    assert changes(said(published, "timetable_published", first=True)) == [(1, Fate.NEW, NOON)]
    assert changes(said(published, "timetable_published")) == [
        (1, Fate.MOVED, NOON),
        (2, Fate.CANCELLED, NOON),
    ]


def test_what_was_published_and_taken_back_is_not_told(published: Week) -> None:
    published.ada(placing.unplace, 1)
    published.ada(timetable.publish)
    assert said(published, "timetable_published", first=True) == CHANGED_AGAIN


# Digest and summary


def test_a_digest_says_what_the_day_brings(published: Week) -> None:
    clockwork.tick(published.database, MORNING)
    closes_at = utc("2027-11-23 17:00")
    published.ada(windows.set_window, Window.VOTING, is_open=True, until=closes_at)
    told = clockwork.said(published.database, "digest", now=MORNING)
    assert isinstance(told, DayAhead)
    assert (told.day, [one.session.number for one in told.entries], told.topics) == (
        TUESDAY,
        [1],
        2,
    )
    assert [(one.window, one.at) for one in told.changing] == [(Window.VOTING, closes_at)]
    assert [topic.number for topic in told.new_topics] == [1, 2]


def test_a_summary_says_what_the_day_brought(published: Week) -> None:
    published.cy(voting.set_dots, {1: 2})
    clockwork.tick(published.database, EVENING)
    told = clockwork.said(published.database, "summary", now=EVENING)
    assert isinstance(told, DayDone)
    assert (told.day, told.new_topics, told.voters, told.most_wanted) == (TUESDAY, (), 1, ())
    assert ([one.session.number for one in told.held], told.hosts) == ([1], ("UBO",))
    assert told.tomorrow == ()


@pytest.mark.parametrize(
    ("deeds", "becomes"),
    [
        ([lambda week: week.ada(schedule.set_digest, None)], TURNED_OFF),
        ([lambda week: week.ada(spaces.close)], CLOSED),
        (
            [
                lambda week: week.ada(placing.unplace, 1),
                lambda week: week.ada(timetable.publish),
                lambda week: week.bo(proposing.withdraw, 1),
                lambda week: week.bo(proposing.withdraw, 2),
                lambda week: week.closes(Window.VOTING),
                lambda week: week.closes(Window.PROPOSALS),
            ],
            NOTHING_TO_TELL,
        ),
    ],
)
def test_a_digest_that_is_not_wanted_or_says_nothing_is_not_sent(
    published: Week, deeds: list[Callable[[Week], object]], becomes: Dropped
) -> None:
    clockwork.tick(published.database, MORNING)
    for deed in deeds:
        deed(published)
    assert clockwork.said(published.database, "digest", now=MORNING) == becomes


def test_a_digest_set_later_while_it_is_being_sent_comes_later(published: Week) -> None:
    clockwork.tick(published.database, MORNING)
    with published.database.begin() as db:
        # As another process sees it that has claimed it already.
        set_schedule(db, published.space, replace(published.space.schedule, digest_at=NOON))
    found = clockwork.said(published.database, "digest", now=MORNING)
    assert found == Later(utc("2027-11-23 12:00"))


# The end


def test_the_week_is_summed_up_when_it_is_closed(published: Week) -> None:
    published.cy(voting.set_dots, {1: 2, 2: 1})
    published.ada(spaces.set_tally_seen_by, TallySeenBy.FACILITATORS)
    published["guest"](signup.join, (1,), anyway=False)
    published.ada(spaces.close)
    assert said(published, "closed") == WeekDone(
        space=now_is(published),
        topics=2,
        sessions=1,
        people=3,
        voters=1,
        dots=3,
        most_wanted=(),
        first_hosts=("UBO",),
    )


def test_of_closing_and_opening_again_the_last_is_told(published: Week) -> None:
    published.ada(spaces.close)
    published.ada(spaces.reopen)
    assert said(published, "closed", first=True) == CHANGED_AGAIN
    assert said(published, "closed") == Closed(now_is(published), is_closed=False)
