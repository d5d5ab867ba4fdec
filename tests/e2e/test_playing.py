"""A week played in seconds brings the same messages as at real speed."""

import os
from collections import deque
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic

import pytest

from bot import example_week
from openspace import moments
from sandbox.calls import wait_for
from tests.e2e.playing import Stage, stage

ALL_DAYS = os.environ.get("DRILLS") == "full"
BETWEEN_TICKS = timedelta(seconds=5)
"""The longest that the bot's own ticks are apart: bot/timing.py, promise_s."""


def on(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of the example week, as clocks in London show it."""
    return moments.instant(date(2027, 11, day), time(hour, minute, second), moments.DEFAULT_ZONE)


def played(folder: Path, at: datetime, until: datetime) -> dict[str, list[str]]:
    """Return what was sent while time was played forward."""
    with stage(folder, at=at) as here:
        here.player.play(until=until)
        assert here.clock.now() - until < timedelta(seconds=30)
        return here.sent()


def lived(
    folder: Path, at: datetime, until: datetime, live: Callable[[Stage], None]
) -> dict[str, list[str]]:
    """Return what was sent while time went by as *live* lets it."""
    with stage(folder, at=at) as here:
        live(here)
        assert here.clock.now() >= until
        return here.sent()


def test_the_week_is_played_in_less_than_five_minutes_and_all_is_sent(tmp_path: Path) -> None:
    began = monotonic()
    with stage(tmp_path / "week", at=on(22, 8)) as here:
        here.player.play(until=on(26, 18))
        assert monotonic() - began < 300
        assert here.statuses() == {"sent"}
        keys = [key for told in here.sent().values() for key in told]
    days = range(22, 27)
    assert sorted(key for key in keys if key.startswith(("digest:", "summary:"))) == sorted(
        f"{kind}:1:2027-11-{day}" for kind in ("digest", "summary") for day in days
    )
    guests = sum(len(guests.split()) for guests in example_week.TALK_GUESTS)
    assert sum(key.startswith("reminder:") for key in keys) == guests


def test_the_same_messages_come_as_at_real_speed(tmp_path: Path) -> None:
    at, until = on(23, 9, 44, 54), on(23, 9, 45, 14)

    def live(here: Stage) -> None:
        wait_for(lambda: here.clock.now() >= until, 60, every_s=0.2)

    real = lived(tmp_path / "real", at, until, live)
    fast = played(tmp_path / "fast", at, until)
    assert fast == real
    assert sum(key.startswith("reminder:") for told in fast.values() for key in told) == 5


@pytest.mark.parametrize(
    ("at", "until", "told"),
    [
        (on(22, 8), on(26, 18), {"digest", "reminder"})
        if ALL_DAYS
        else (on(22, 14), on(22, 18), {"summary"})
    ],
    ids=["all days" if ALL_DAYS else "an afternoon"],
)
def test_while_everybody_acts_the_same_messages_come_as_with_every_tick_of_the_bots_own(
    tmp_path: Path, at: datetime, until: datetime, told: set[str]
) -> None:
    def live(here: Stage) -> None:
        """Tick as often as at real speed; only the waiting in between is left out."""
        waiting = deque(sorted(here.deeds(), key=lambda deed: deed.at))
        with here.ready.scheduler.resting():
            here.clock.run(0)
            here.clock.turn(at)
            while here.clock.now() <= until:
                while waiting and waiting[0].at <= here.clock.now():
                    waiting.popleft().do()
                here.ready.scheduler.tick()
                here.clock.turn(here.clock.now() + BETWEEN_TICKS)

    real = lived(tmp_path / "real", at, until, live)
    with stage(tmp_path / "fast", at=at) as here:
        here.clock.run(0)
        here.clock.turn(at)
        here.player.play(here.deeds(), until=until)
        assert here.sent() == real
    kinds = {key.split(":")[0] for keys in real.values() for key in keys}
    assert kinds >= {"voting_close", "timetable_published", "summary"} | told
