"""Does the program tell the truth about itself, and at once?"""

from threading import Event
from time import monotonic

import pytest

from bot import health
from bot.health import Health, Probe
from bot.ticks import Beat


def test_what_hangs_is_asked_once_and_nobody_waits_for_it_for_long() -> None:
    go_on, asked = Event(), []

    def hang() -> str:
        asked.append(1)
        go_on.wait(20)
        return "well"

    probe = Probe(hang, within_s=0.05)
    began = monotonic()
    for _ in range(3):
        with pytest.raises(TimeoutError):
            probe.answer()
    assert monotonic() - began < 2
    go_on.set()
    assert Probe.answer(probe) == "well"
    assert asked == [1]


def test_an_answer_is_asked_anew_once_it_is_old() -> None:
    answers = iter(["first", "second"])
    fresh, old = (
        Probe(lambda: next(answers), fresh_s=60),
        Probe(lambda: next(answers), fresh_s=0),
    )
    assert (fresh.answer(), fresh.answer()) == ("first", "first")
    assert old.answer() == "second"
    with pytest.raises(StopIteration):
        old.answer()


def test_a_tick_that_is_stuck_or_does_not_begin_is_named() -> None:
    beats = {
        "deliver": Beat(began_at=0, is_running=True),
        "promise": Beat(began_at=health.SILENT_S),
        "plan": Beat(began_at=0, is_running=True),
        "retain": Beat(began_at=0),  # once an hour is how it should be
    }
    assert health.silent(beats, now=health.SILENT_S + 1) == (
        "The tick deliver was last heard of 301 seconds ago.",
    )
    assert len(health.silent(beats, now=health.LONGER_S["plan"] + 1)) == 3
    assert health.silent(beats, now=health.SILENT_S) == ()


def test_a_program_that_is_only_starting_lives_and_is_not_ready() -> None:
    starting = Health()
    assert starting.alive() == ()
    assert starting.ready() == (health.NO_DATABASE, health.NOT_STARTED)
