"""The demo's clock, turned as the sandbox's page does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot import example_week
from bot.player import Deed
from bot.turning import Turning
from openspace import moments
from sandbox.calls import Refused, wait_for
from tests.e2e.playing import Stage, stage

LONG_S = 60.0


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the example week, as clocks in London show it."""
    return moments.instant(date(2027, 11, day), time(hour, minute), moments.DEFAULT_ZONE)


@contextmanager
def turnable(folder: Path, *, at: datetime, deeds: tuple[Deed, ...] = ()) -> Iterator[Stage]:
    ending = Event()
    with stage(folder / "week", at=at) as here:
        turning = Turning(
            here.player,
            here.clock,
            here.database,
            team_id=here.sandbox.team_id,
            days=moments.days_between(example_week.FIRST_DAY, example_week.LAST_DAY),
            zone=moments.DEFAULT_ZONE,
            ends_at=on(26, 18),
            deeds=lambda: deeds,
            tell=here.sandbox.clock_turned,
            ending=ending,
        )
        here.sandbox.play_with(turning)
        try:
            yield here
        finally:
            ending.set()
            turning.wait()


def turns(here: Stage, **change: Any) -> None:
    """Turn the clock and wait until it has been."""
    here.workspace.calls.post("clock", **change)
    wait_for(lambda: here.workspace.calls.get("clock")["doing"] is None, LONG_S)


def kinds(here: Stage) -> list[str]:
    """What the channel has been told, in order."""
    return [key.split(":")[0] for key in here.sent()["C0SBX000001"]]


def test_jumping_to_the_next_morning_brings_what_is_due_on_the_way(tmp_path: Path) -> None:
    with turnable(tmp_path, at=on(22, 9, 40)) as here:
        stops = {stop["label"]: stop["at"] for stop in here.workspace.calls.get("clock")["stops"]}
        assert list(stops)[:3] == ["Monday 12:00", "Monday 16:30", "Tuesday 09:00"]
        turns(here, to=stops["Tuesday 09:00"])
        assert kinds(here)[-2:] == ["summary", "digest"]
        assert on(23, 9) <= here.clock.now() < on(23, 9, 1)
        assert here.clock.speed == 1


def test_playing_to_the_next_message_stops_when_it_has_come(tmp_path: Path) -> None:
    with turnable(tmp_path, at=on(23, 12)) as here:
        turns(here, to=on(23, 16).timestamp())
        before = here.sent()
        turns(here, play="next")
        after = here.sent()
        assert after != before
        assert kinds(here)[-1] == "summary"
        assert on(23, 16, 30) <= here.clock.now() < on(23, 16, 31)


def test_playing_the_week_lets_people_act_and_ends_with_it(tmp_path: Path) -> None:
    acted: list[tuple[str, datetime]] = []

    def deed(name: str, at: datetime) -> Deed:
        return Deed(at, lambda: acted.append((name, here.clock.now())))

    second, third, first = on(25, 10, 5), on(26, 9), on(25, 9)
    deeds = deed("bo", second), deed("cy", second), deed("dee", third), deed("ada", first)
    with turnable(tmp_path, at=on(25, 10), deeds=deeds) as here:
        turns(here, play="week")
        assert acted[1:] == [("bo", second), ("cy", second), ("dee", third)]
        assert acted[0][0] == "ada"
        assert on(26, 18) <= here.clock.now() < on(26, 18, 1)
        for what in ("week", "next"):
            with pytest.raises(Refused, match=r"The week is over\. Start again to begin it anew\."):
                here.workspace.calls.post("clock", play=what)


def test_playing_can_be_stopped_and_is_done_once_at_a_time(tmp_path: Path) -> None:
    begun, go_on = Event(), Event()

    def hold() -> None:
        begun.set()
        go_on.wait(LONG_S)

    with turnable(tmp_path, at=on(22, 9, 40), deeds=(Deed(on(22, 9, 41), hold),)) as here:
        here.workspace.calls.post("clock", play="week")
        assert begun.wait(LONG_S)
        for change in ({"play": "week"}, {"play": "next"}, {"to": 9e9}, {"speed": 60}):
            with pytest.raises(Refused, match=r"being played\. Stop that first"):
                here.workspace.calls.post("clock", **change)
        assert here.workspace.calls.get("clock")["doing"] == "the week"
        here.workspace.calls.post("clock", play="stop")
        go_on.set()
        wait_for(lambda: here.workspace.calls.get("clock")["doing"] is None, LONG_S)
        assert here.clock.now() < on(22, 9, 43)


def test_what_breaks_off_is_told_and_the_clock_runs_again(tmp_path: Path) -> None:
    def breaks() -> None:
        raise LookupError("nobody")

    with turnable(tmp_path, at=on(22, 9, 40), deeds=(Deed(on(22, 9, 41), breaks),)) as here:
        turns(here, play="week")
        shown = here.workspace.calls.get("clock")
        assert shown["trouble"].startswith("Time could not be played forward.")
        assert shown["speed"] == 1
        turns(here, to=on(22, 9, 45).timestamp())
        assert here.workspace.calls.get("clock")["trouble"] is None


def test_a_clock_cannot_be_set_to_what_is_none(tmp_path: Path) -> None:
    with turnable(tmp_path, at=on(22, 9, 40)) as here:
        for change, words in (
            ({"to": on(22, 9).timestamp()}, "The clock only goes forward."),
            ({"to": "noon"}, "The moment is a number of seconds since 1970."),
            ({"speed": 3601}, "The speed is a number from 0 to 3600."),
            ({"speed": "fast"}, "The speed is a number from 0 to 3600."),
            ({"play": "backwards"}, "play is next, week or stop."),
        ):
            with pytest.raises(Refused, match=words):
                here.workspace.calls.post("clock", **change)
        turns(here, speed=60)
        assert (here.clock.speed, here.workspace.calls.get("workspace")["speed"]) == (60, 60)
