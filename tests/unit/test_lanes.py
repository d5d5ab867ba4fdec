"""Lanes: what is done after the answer."""

import logging
import threading
from functools import partial

import pytest

from bot.lanes import Lanes
from handlers import references
from handlers.references import Reference
from storage import patience

SOON_S = 5


def test_calls_with_one_key_are_done_one_after_another_in_order() -> None:
    lanes = Lanes(4)
    seen: list[int] = []
    for number in range(200):
        lanes.later("board", partial(seen.append, number))
    assert lanes.close(SOON_S)
    assert seen == list(range(200))


def test_a_slow_call_does_not_hold_up_another_lane() -> None:
    lanes = Lanes(8)
    release, reached = threading.Event(), threading.Event()

    def slow() -> None:
        release.wait(SOON_S)

    # Among sixty-four keys at least one lies in another lane than "slow".
    lanes.later("slow", slow)
    for number in range(64):
        lanes.later(f"key {number}", reached.set)
    assert reached.wait(SOON_S)
    release.set()
    assert lanes.close(SOON_S)


def test_a_failure_is_logged_without_its_words_and_the_lane_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> None:
        raise ValueError("bo voted for 7")

    lanes = Lanes(1)
    done: list[str] = []
    with caplog.at_level(logging.INFO):
        lanes.later("a", fail)
        lanes.later("a", lambda: done.append("the next"))
        assert lanes.close(SOON_S)
    assert done == ["the next"]
    assert len(caplog.records) == 1
    assert "ValueError at test_lanes.py:" in caplog.text
    assert "bo voted" not in caplog.text


def test_closing_waits_for_work_that_brings_more_work() -> None:
    lanes = Lanes(2)
    done: list[str] = []

    def first() -> None:
        lanes.later("b", lambda: done.append("second"))

    lanes.later("a", first)
    assert lanes.close(SOON_S)
    assert done == ["second"]


def test_closing_gives_up_on_a_call_that_hangs() -> None:
    lanes = Lanes(1)
    release = threading.Event()

    def hang() -> None:
        release.wait(SOON_S)

    lanes.later("a", hang)
    assert not lanes.close(0.01)
    release.set()


def test_what_comes_after_the_end_is_dropped_and_said(caplog: pytest.LogCaptureFixture) -> None:
    lanes = Lanes(1)
    assert lanes.close(SOON_S)
    done: list[str] = []
    lanes.later("a", lambda: done.append("late"))
    assert done == []
    assert "dropped" in caplog.text


def test_what_follows_from_an_answer_is_done_under_the_reference_of_its_request() -> None:
    lanes = Lanes(1)
    first, seen = Reference(), []
    mark = references.current.set(first)
    with patience.until(0):
        lanes.later("bo", lambda: seen.append((references.current.get(), patience.left_s(2))))
    references.current.reset(mark)
    lanes.later("bo", lambda: seen.append((references.current.get(), patience.left_s(2))))
    assert lanes.close(5)
    # How long Slack waits for the answer is no matter any more.
    assert seen == [(first, 2), (None, 2)]
