"""Digests, summaries, reminders and notices come when they are due, to whom they concern, once."""

from datetime import time, timedelta

import pytest

from openspace.spaces import Window
from services import (
    placing,
    proposing,
    schedule,
    signup,
    spaces,
    talks,
    timetable,
    windows,
)
from services.news import Digest, Reminder, Summary
from tests.storage import post
from tests.storage.clockwork import tick, told, told_at, utc
from tests.storage.week import NOON, NOW, TUESDAY, Week

MINUTE = timedelta(minutes=1)


@pytest.fixture
def week(week: Week) -> Week:
    """Without digest and summary; session 1 at ten on Tuesday has two seats, and bo hosts it."""
    week.ada(schedule.set_digest, None)
    week.ada(schedule.set_summary, None)
    week.has_topics("First topic")
    week.has_topics("Second topic", by="cy")
    week.has_slots()
    week.has_room("Room A", 2)
    week.has_published(1, "Room A")
    return week


# Digest and summary


def test_digest_and_summary_come_once_on_each_day_of_the_event(week: Week) -> None:
    week.ada(schedule.set_digest, time(9))
    week.ada(schedule.set_summary, time(16, 30))
    week.ada(placing.unplace, 1)
    week.ada(timetable.publish)
    week_long = told_at(
        week.database, utc("2027-11-21 00:00"), utc("2027-11-28 12:00"), every=30 * MINUTE
    )
    digests = [f"2027-11-{day} 09:00" for day in (23, 24, 25, 26)]
    summaries = [f"2027-11-{day} 16:30" for day in (22, 23, 24, 25, 26)]
    assert week_long == sorted(
        [*((at, "digest") for at in digests), *((at, "summary") for at in summaries)]
    )


def test_a_digest_that_is_six_hours_late_is_of_no_use(week: Week) -> None:
    week.ada(schedule.set_digest, time(9))
    assert told(week.database, utc("2027-11-23 15:00")) == []
    (late,) = tick(week.database, utc("2027-11-24 14:59"))
    assert late == Digest(late.space, TUESDAY + timedelta(days=1))
    row = post.rows(week.database)["digest:1:2027-11-24"]
    assert (row.not_before, row.expires_at) == (utc("2027-11-24 09:00"), utc("2027-11-24 15:00"))


def test_a_summary_is_of_no_use_on_the_next_day(week: Week) -> None:
    week.ada(schedule.set_summary, time(22))
    assert told(week.database, utc("2027-11-24 00:00")) == []
    (late,) = tick(week.database, utc("2027-11-24 23:59"))
    assert late == Summary(late.space, TUESDAY + timedelta(days=1))


def test_a_closed_open_space_says_nothing_by_itself(week: Week) -> None:
    week.ada(schedule.set_digest, time(9))
    week.ada(windows.set_window, Window.VOTING, is_open=True, until=utc("2027-11-23 11:00"))
    week.ada(spaces.close)
    assert told(week.database, utc("2027-11-22 15:00")) == []
    assert told(week.database, utc("2027-11-23 09:50")) == []
    week.ada(spaces.reopen)
    assert told(week.database, utc("2027-11-23 09:50")) == [
        "closes_soon UADA",
        "closes_soon UBO",
        "closes_soon UCY",
        "digest",
        "reminder UBO",
    ]


# Its settings


def test_an_open_space_that_is_made_in_the_middle_of_the_day_skips_its_digest(week: Week) -> None:
    row = post.rows(week.database)["digest:1:2027-11-22"]
    assert (row.status, row.reason) == (
        "dropped",
        "Its time of that day had passed when it was set.",
    )
    week.ada(schedule.set_digest, time(9))
    assert told(week.database, NOW) == []


def test_a_digest_set_after_its_time_of_today_begins_tomorrow(week: Week) -> None:
    afternoon = week.ada.at(utc("2027-11-23 11:00"))
    assert afternoon(schedule.set_digest, time(10, 30)).not_today
    assert told(week.database, utc("2027-11-23 11:00")) == []
    assert told(week.database, utc("2027-11-24 10:30")) == ["digest"]


def test_a_later_time_of_the_same_day_lets_a_digest_come_that_was_skipped(week: Week) -> None:
    afternoon = week.ada.at(utc("2027-11-23 11:00"))
    assert afternoon(schedule.set_digest, time(10, 30)).not_today
    assert not afternoon(schedule.set_digest, time(12)).not_today
    assert told(week.database, utc("2027-11-23 11:59")) == []
    assert told(week.database, utc("2027-11-23 12:00")) == ["digest"]
    assert afternoon.at(utc("2027-11-23 12:30"))(schedule.set_digest, time(9)).not_today


def test_a_digest_that_was_sent_does_not_come_again_at_a_later_time_of_the_same_day(
    week: Week,
) -> None:
    week.ada(schedule.set_digest, time(9))
    at = utc("2027-11-23 09:00")
    assert told(week.database, at) == ["digest"]
    post.send_all(week.database, now=at)
    assert week.ada.at(at)(schedule.set_digest, time(12)).not_today
    assert told(week.database, utc("2027-11-23 12:00")) == []
    assert told(week.database, utc("2027-11-24 12:00")) == ["digest"]


def test_a_digest_that_could_not_be_sent_yet_comes_at_the_later_time_that_was_set(
    week: Week,
) -> None:
    week.ada(schedule.set_digest, time(9))
    at = utc("2027-11-23 09:05")
    assert told(week.database, at) == ["digest"]
    assert not week.ada.at(at)(schedule.set_digest, time(16)).not_today
    assert told(week.database, utc("2027-11-23 15:59")) == []
    assert told(week.database, utc("2027-11-23 16:00")) == ["digest"]
    row = post.rows(week.database)["digest:1:2027-11-23"]
    assert (row.status, row.expires_at) == ("pending", utc("2027-11-23 22:00"))


def test_a_summary_that_is_late_still_comes_when_the_digest_is_set(week: Week) -> None:
    week.ada(schedule.set_summary, time(16, 30))
    late = utc("2027-11-23 17:00")
    assert week.ada.at(late)(schedule.set_digest, time(9)).not_today
    assert told(week.database, late) == ["summary"]


# Reminders


def test_before_a_session_those_with_a_seat_and_its_hosts_are_reminded_once(week: Week) -> None:
    for name in ("g1", "g2", "waiting"):
        week[name](signup.join, (1,), anyway=False)
    week["other"](proposing.propose, "A topic without a place")
    assert told(week.database, utc("2027-11-23 09:44")) == []
    assert told(week.database, utc("2027-11-23 09:45")) == [
        "reminder UBO",
        "reminder UG1",
        "reminder UG2",
    ]
    week["g1"].at(utc("2027-11-23 09:50"))(signup.leave, (1,))
    assert told(week.database, utc("2027-11-23 09:50")) == ["reminder UWAITING"]
    assert told(week.database, utc("2027-11-23 09:59")) == []


def test_a_host_with_a_seat_is_reminded_once(week: Week) -> None:
    week.bo(signup.join, (1,), anyway=False)
    assert told(week.database, utc("2027-11-23 09:59")) == ["reminder UBO"]


def test_a_reminder_for_a_session_that_has_begun_is_not_promised(week: Week) -> None:
    assert told(week.database, utc("2027-11-23 10:00")) == []


def test_a_reminder_says_what_it_is_about_until_the_session_begins(week: Week) -> None:
    at = utc("2027-11-23 09:50")
    (item,) = tick(week.database, at)
    assert item == Reminder("UBO", item.space, 1, 1, utc("2027-11-23 10:00"))
    (row,) = (row for key, row in post.rows(week.database).items() if key.startswith("reminder"))
    assert (row.not_before, row.expires_at, row.number) == (
        utc("2027-11-23 09:45"),
        utc("2027-11-23 10:00"),
        1,
    )


def test_reminders_come_as_long_before_as_is_set_or_not_at_all(week: Week) -> None:
    week.ada(schedule.set_reminder, 240)
    assert told(week.database, utc("2027-11-23 05:59")) == []
    week.ada(schedule.set_reminder, None)
    assert told(week.database, utc("2027-11-23 06:00")) == []
    week.ada(schedule.set_reminder, 240)
    assert told(week.database, utc("2027-11-23 06:00")) == ["reminder UBO"]


def test_a_draft_reminds_nobody_and_what_is_moved_or_withdrawn_not_of_its_old_time(
    week: Week,
) -> None:
    week.has_session(2, "Room A", start=NOON)
    assert told(week.database, utc("2027-11-23 11:50")) == []
    week.ada(placing.unplace, 2)
    week.has_published(1, "Room A", start=NOON)
    assert told(week.database, utc("2027-11-23 09:50")) == []
    assert told(week.database, utc("2027-11-23 11:50")) == ["reminder UBO"]
    week.has_published(2, "Room A")
    week.cy(proposing.withdraw, 2)
    assert told(week.database, utc("2027-11-23 09:50")) == []


def test_a_session_that_moves_after_its_reminder_is_reminded_of_anew(week: Week) -> None:
    at = utc("2027-11-23 09:50")
    assert told(week.database, at) == ["reminder UBO"]
    ada = week.ada.at(at)
    ada(placing.move, 1, day=TUESDAY, start=NOON, room_name="Room A")
    ada(timetable.publish)
    assert told(week.database, utc("2027-11-23 11:44")) == []
    assert told(week.database, utc("2027-11-23 11:45")) == ["reminder UBO"]


# Briefings


def test_hosts_hear_in_the_afternoon_of_all_that_they_host_on_the_next_day(week: Week) -> None:
    week.has_topics("Third topic")
    week.has_published(3, "Room A", start=NOON)
    week.has_room("Room B", 5)
    week.ada(
        talks.add,
        title="A talk",
        day=TUESDAY,
        start=NOON,
        room_name="Room B",
        speakers="Una",
        hosts=("UCY",),
    )
    week.ada(timetable.publish)
    week["g1"](signup.join, (1,), anyway=False)
    assert told(week.database, utc("2027-11-22 14:59")) == []
    assert told(week.database, utc("2027-11-22 15:00")) == ["briefing UBO", "briefing UCY"]
    assert told(week.database, utc("2027-11-22 17:59")) == []


def test_what_is_published_in_the_afternoon_is_briefed_until_the_evening(week: Week) -> None:
    assert told(week.database, utc("2027-11-22 17:59")) == ["briefing UBO"]
    week.has_published(2, "Room A", start=NOON)
    assert told(week.database, utc("2027-11-22 18:00")) == []
    assert told(week.database, utc("2027-11-23 15:00")) == []
    row = post.rows(week.database)["briefing:1:2027-11-23:UBO"]
    assert (row.not_before, row.expires_at) == (utc("2027-11-22 15:00"), utc("2027-11-22 18:00"))
