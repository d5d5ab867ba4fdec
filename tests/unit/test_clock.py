"""The program's clock."""

from datetime import UTC, datetime, timedelta

from bot.clock import RunningClock

NOON = datetime(2027, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_clock_that_nobody_set_shows_the_real_time_in_utc() -> None:
    before = datetime.now(UTC)
    moment = RunningClock().now()
    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_a_shifted_clock_is_ahead_by_its_offset_and_in_utc() -> None:
    before = datetime.now(UTC)
    moment = RunningClock(timedelta(days=2)).now()
    assert before <= moment - timedelta(days=2) <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_a_fast_clock_multiplies_the_time_since_it_began_and_keeps_its_offset() -> None:
    since = datetime.now(UTC) - HOUR
    clock = RunningClock(timedelta(days=2), 60, since)
    before = datetime.now(UTC)
    moment = clock.now()
    after = datetime.now(UTC)
    shown = moment - since - timedelta(days=2)
    assert (before - since) * 60 <= shown <= (after - since) * 60


def test_a_slow_clock_falls_behind() -> None:
    since = datetime.now(UTC) - HOUR
    shown = RunningClock(speed=0.5, since=since).now() - since
    assert HOUR / 2 <= shown < HOUR


def test_a_clock_shows_a_moment_and_runs_on_from_there() -> None:
    before = datetime.now(UTC)
    clock = RunningClock.showing(NOON, speed=60)
    moment = clock.now()
    after = datetime.now(UTC)
    assert NOON <= moment <= NOON + (after - before) * 60
    assert moment.tzinfo is UTC


def test_a_clock_that_shows_a_moment_runs_at_the_usual_speed_unless_told_otherwise() -> None:
    assert RunningClock.showing(NOON).speed == 1


def test_a_clock_says_how_far_it_moves() -> None:
    assert RunningClock().ahead(30) == timedelta(seconds=30)
    assert RunningClock(speed=60).ahead(30) == timedelta(minutes=30)
