"""The clock that bot and sandbox share, and what turning it does to Slack's rate limits."""

from datetime import UTC, datetime, timedelta

from bot.shared_clock import SharedClock
from sandbox.clock import Clock
from sandbox.rate_limits import RateLimits

NOON = datetime(2027, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def standing_at_noon() -> tuple[SharedClock, Clock]:
    shown = Clock(speed=0)
    clock = SharedClock(shown)
    clock.turn(NOON)
    return clock, shown


def test_a_clock_that_stands_shows_the_same_until_it_is_turned() -> None:
    clock, shown = standing_at_noon()
    assert (clock.now(), shown.now()) == (NOON, NOON.timestamp())
    clock.turn(NOON + HOUR)
    assert (clock.now(), shown.now()) == (NOON + HOUR, (NOON + HOUR).timestamp())


def test_a_turned_clock_runs_on_as_fast_as_before() -> None:
    shown = Clock(speed=60)
    shown.turn(NOON.timestamp())
    assert shown.speed == 60
    assert 0 <= shown.now() - NOON.timestamp() < 60


def test_changing_the_speed_does_not_move_the_clock() -> None:
    clock, _ = standing_at_noon()
    clock.run(3600)
    clock.run(0)
    assert NOON <= clock.now() < NOON + HOUR
    before = clock.now()
    assert clock.now() == before


def test_while_it_stands_waiting_takes_as_long_as_at_the_usual_speed() -> None:
    clock, _ = standing_at_noon()
    assert clock.ahead(30) == timedelta(seconds=30)
    clock.run(60)
    assert clock.ahead(30) == timedelta(minutes=30)


def test_timestamps_do_not_repeat_while_the_clock_stands() -> None:
    _, shown = standing_at_noon()
    given = [shown.next_ts() for _ in range(100)]
    assert sorted(set(given)) == given


def test_rate_limits_count_what_the_clock_was_turned_on_by() -> None:
    _, shown = standing_at_noon()
    limits = RateLimits(lambda: shown.turned_s)
    assert [limits.posting("C1") for _ in range(6)] == [None] * 5 + [1]
    shown.turn(shown.now() + 1)
    assert [limits.posting("C1") for _ in range(2)] == [None, 1]


def test_a_clock_turned_back_gives_no_time_for_rate_limits() -> None:
    _, shown = standing_at_noon()
    before = shown.turned_s
    shown.turn(shown.now() - 3600)
    assert shown.turned_s == before
