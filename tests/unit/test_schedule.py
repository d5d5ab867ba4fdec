"""The bot speaks while people are awake, and what comes too late is of no use."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace import RuleViolation, moments, schedule
from openspace.schedule import CLOSES_SOON, USEFUL_FOR, USUAL, WAKING_HOURS, Schedule

ZONES = ("Europe/London", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC")
DAY = timedelta(days=1)

some_moment = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - made aware below
    datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
some_zone = st.sampled_from(ZONES)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def is_waking(moment: datetime, zone: str) -> bool:
    opens, closes = WAKING_HOURS
    return opens <= moments.wall(moment, zone).time() < closes


# Settings


def test_the_usual_schedule_is_nine_half_past_four_and_a_quarter_of_an_hour() -> None:
    assert Schedule(time(9, 0), time(16, 30), 15) == USUAL
    assert USUAL.reminder_lead == timedelta(minutes=15)
    assert Schedule(reminder_min=None).reminder_lead is None


@pytest.mark.parametrize("minutes", [1, 2, 15, 239, 240])
def test_a_reminder_of_one_to_240_minutes_can_be(minutes: int) -> None:
    schedule.check_reminder(minutes)


@pytest.mark.parametrize("minutes", [-15, 0, 241, 10_000])
def test_another_reminder_is_refused_with_what_can_be(minutes: int) -> None:
    with pytest.raises(RuleViolation) as refused:
        schedule.check_reminder(minutes)
    assert refused.value.text == (
        "A reminder comes 1 to 240 minutes before its session. Type for example"
        " `/openspace reminder 15`, or `/openspace reminder off`."
    )


# Too late


@pytest.mark.parametrize(
    ("due_at", "zone", "stale_at"),
    [
        ("2027-11-23 09:00", "Europe/London", "2027-11-23 15:00"),
        ("2027-11-23 16:30", "Europe/London", "2027-11-23 22:30"),
        # Not on the next day.
        ("2027-11-23 18:00", "Europe/London", "2027-11-24 00:00"),
        ("2027-11-23 23:59", "Europe/London", "2027-11-24 00:00"),
        ("2027-07-01 20:00", "Europe/London", "2027-07-01 23:00"),
        # Six hours are six hours, also in the nights of the clock changes.
        ("2027-03-28 00:30", "Europe/London", "2027-03-28 06:30"),
        ("2027-10-30 23:30", "Europe/London", "2027-10-31 05:30"),
        # Before a day that does not exist.
        ("2011-12-30 09:00", "Pacific/Apia", "2011-12-30 10:00"),
    ],
)
def test_a_digest_is_of_use_for_six_hours_of_the_same_day(
    due_at: str, zone: str, stale_at: str
) -> None:
    assert schedule.stale_at(utc(due_at), zone) == utc(stale_at)


@given(some_moment, some_zone)
def test_what_is_due_is_of_use_for_a_while_and_only_on_its_day(due_at: datetime, zone: str) -> None:
    stale_at = schedule.stale_at(due_at, zone)
    assert due_at < stale_at <= due_at + USEFUL_FOR
    just_before = stale_at - timedelta(microseconds=1)
    assert moments.today(just_before, zone) == moments.today(due_at, zone)


# Waking hours


@pytest.mark.parametrize(
    ("moment", "awake_at"),
    [
        ("2027-11-23 00:00", "2027-11-23 08:00"),
        ("2027-11-23 07:59", "2027-11-23 08:00"),
        ("2027-11-23 08:00", "2027-11-23 08:00"),
        ("2027-11-23 17:59", "2027-11-23 17:59"),
        ("2027-11-23 18:00", "2027-11-24 08:00"),
        ("2027-11-23 23:59", "2027-11-24 08:00"),
        # Over the nights of the clock changes.
        ("2027-03-27 18:00", "2027-03-28 07:00"),
        ("2027-03-28 00:59", "2027-03-28 07:00"),
        ("2027-10-30 17:00", "2027-10-31 08:00"),
        ("2027-10-31 00:30", "2027-10-31 08:00"),
    ],
)
def test_people_are_written_to_from_eight_to_six(moment: str, awake_at: str) -> None:
    assert schedule.waking_from(utc(moment), "Europe/London") == utc(awake_at)


@settings(max_examples=300)
@given(some_moment, some_zone)
def test_the_first_waking_moment_is_found(moment: datetime, zone: str) -> None:
    awake_at = schedule.waking_from(moment, zone)
    assert is_waking(awake_at, zone)
    assert schedule.waking_from(awake_at, zone) == awake_at
    if awake_at == moment:
        return
    assert moment < awake_at < moment + DAY
    assert not is_waking(moment, zone)
    assert not is_waking(awake_at - timedelta(microseconds=1), zone)
    assert awake_at - moment <= timedelta(hours=15)  # from six to eight, and an hour for the clocks


# Before voting closes


@pytest.mark.parametrize(
    ("closes_at", "told_at"),
    [
        ("2027-11-24 17:00", "2027-11-24 15:00"),
        ("2027-11-24 19:59", "2027-11-24 17:59"),
        # Two hours before they are no longer awake: in the last hour of that day.
        ("2027-11-24 20:00", "2027-11-24 17:00"),
        ("2027-11-25 00:00", "2027-11-24 17:00"),
        ("2027-11-25 02:30", "2027-11-24 17:00"),
        ("2027-11-25 08:00", "2027-11-24 17:00"),
        # As soon as they are awake.
        ("2027-11-25 08:01", "2027-11-25 08:00"),
        ("2027-11-25 10:00", "2027-11-25 08:00"),
        ("2027-11-25 10:01", "2027-11-25 08:01"),
        # Around the clock changes.
        ("2027-03-28 07:00", "2027-03-27 17:00"),
        ("2027-03-28 08:30", "2027-03-28 07:00"),
        ("2027-10-31 08:00", "2027-10-30 16:00"),
    ],
)
def test_that_voting_closes_is_told_two_hours_before_or_while_people_are_awake(
    closes_at: str, told_at: str
) -> None:
    assert schedule.closes_soon_at(utc(closes_at), "Europe/London") == utc(told_at)


@settings(max_examples=300)
@given(some_moment, some_zone)
def test_that_voting_closes_is_told_before_it_does_and_to_people_who_are_awake(
    closes_at: datetime, zone: str
) -> None:
    told_at = schedule.closes_soon_at(closes_at, zone)
    assert is_waking(told_at, zone)
    assert timedelta(0) < closes_at - told_at < timedelta(hours=18)
    early = closes_at - CLOSES_SOON
    if is_waking(early, zone):
        assert told_at == early
