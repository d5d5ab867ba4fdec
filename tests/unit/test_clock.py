"""The program's clock."""

from datetime import UTC, datetime, timedelta

from bot.clock import Clock


def test_a_shifted_clock_is_ahead_by_its_offset_and_in_utc() -> None:
    before = datetime.now(UTC)
    moment = Clock(timedelta(days=2)).now()
    assert before <= moment - timedelta(days=2) <= datetime.now(UTC)
    assert moment.tzinfo is UTC
