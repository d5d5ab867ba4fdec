"""One person who does too much harms nobody, and nobody else notices."""

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse

from bot import restraint
from bot.dispatch import Dispatcher
from bot.restraint import SENTENCE, Restraint
from bot.timing import USUAL
from tests.unit.test_replays import Seconds

SOON_S = 5.0
BO, CY = ("T1", "U1"), ("T1", "U2")


class Counting(App):
    """Answers what it gets once it is released; knows how much it had to do."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.seen: list[dict[str, Any]] = []
        self._came = threading.Condition()

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        with self._came:
            self.seen.append(req.body)
            self._came.notify_all()
        self.release.wait(SOON_S)
        return BoltResponse(status=200, body="done")

    def began(self, count: int) -> list[dict[str, Any]]:
        with self._came:
            assert self._came.wait_for(lambda: len(self.seen) >= count, SOON_S)
            return list(self.seen)


@pytest.fixture
def app() -> Iterator[Counting]:
    counting = Counting()
    yield counting
    counting.release.set()


def typed(user_id: str = "U1", text: str = "1") -> dict[str, Any]:
    return {
        "command": "/vote",
        "user_id": user_id,
        "team_id": "T1",
        "channel_id": "C1",
        "text": text,
    }


def interaction(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "user": {"id": "U1"}, "team": {"id": "T1"}, **more}


def dispatcher(app: App, *, burst: int, threads: int = 16) -> Dispatcher:
    held = Restraint(burst=burst, per_s=0.001)
    return Dispatcher(app, threads, restraint=held, prefix="")


# How much


def test_after_a_burst_so_many_a_second_are_taken_and_a_rest_fills_up_again() -> None:
    now = Seconds()
    held = Restraint(burst=5, per_s=2, now=now)
    assert [held.takes(BO) for _ in range(7)] == [True] * 5 + [False] * 2
    assert held.takes(CY)
    now.at = 1.0
    assert [held.takes(BO) for _ in range(3)] == [True, True, False]
    now.at = 100.0
    assert [held.takes(BO) for _ in range(6)] == [True] * 5 + [False]


def test_what_honest_hands_do_is_always_taken() -> None:
    """Seven clicks a second for a minute: more than anybody does who looks at what comes of it."""
    now = Seconds()
    held = Restraint(burst=USUAL.deeds_burst, per_s=USUAL.deeds_per_s, now=now)
    for click in range(7 * 60):
        now.at = click / 7
        assert held.takes(BO)


def test_of_a_hundred_clicks_a_second_a_tenth_is_taken() -> None:
    now = Seconds()
    held = Restraint(burst=USUAL.deeds_burst, per_s=USUAL.deeds_per_s, now=now)
    taken = 0
    for click in range(6000):
        now.at = click / 100
        taken += held.takes(BO)
    assert taken <= USUAL.deeds_burst + USUAL.deeds_per_s * 60


def test_however_many_people_come_only_so_many_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(restraint, "REMEMBERED", 10)
    held = Restraint(burst=1, per_s=0.1, now=Seconds())
    for number in range(100):
        assert held.takes(("T1", f"U{number}"))
    assert len(held._buckets) == 10
    assert not held.takes(("T1", "U99"))


def test_a_refused_click_is_answered_in_words_once_in_a_while() -> None:
    now = Seconds()
    held = Restraint(burst=1, per_s=0.1, now=now)
    held.takes(BO)
    assert [held.tells(BO) for _ in range(3)] == [True, False, False]
    now.at = restraint.SAY_AGAIN_S
    assert held.tells(BO)


# What is said


def test_a_command_too_many_is_answered_with_a_sentence_and_reaches_nothing(app: Counting) -> None:
    app.release.set()
    front = dispatcher(app, burst=1)
    front.submit(typed(), {}).result(SOON_S)
    answer = front.submit(typed(), {}).result(0)
    assert (answer.status, json.loads(answer.body)["text"]) == (200, SENTENCE)
    assert len(app.seen) == 1
    assert front.finish(SOON_S)


def test_a_form_too_many_stays_with_what_was_typed(app: Counting) -> None:
    front = dispatcher(app, burst=0)
    field = {"type": "input", "block_id": "b1", "element": {"action_id": "title"}}
    view = {"type": "modal", "callback_id": "x", "blocks": [field]}
    sent = front.submit(interaction("view_submission", view=view), {}).result(0)
    assert json.loads(sent.body) == {"response_action": "errors", "errors": {"b1": SENTENCE}}
    bare = interaction("view_submission", view={**view, "blocks": []})
    pushed = json.loads(front.submit(bare, {}).result(0).body)
    assert pushed["response_action"] == "push"
    assert SENTENCE in json.dumps(pushed)
    assert app.seen == []


def test_a_click_too_many_does_nothing_but_say_so_and_the_next_says_nothing(app: Counting) -> None:
    app.release.set()
    front = dispatcher(app, burst=0)
    click = interaction("block_actions", actions=[{"type": "button", "action_id": "more"}])
    for _ in range(5):
        assert front.submit(click, {}).result(SOON_S).status == 200
    assert [one["actions"][0]["action_id"] for one in app.seen] == [restraint.TOO_FAST]
    assert front.finish(SOON_S)


def test_a_shortcut_too_many_opens_nothing_and_says_so(app: Counting) -> None:
    app.release.set()
    front = dispatcher(app, burst=0)
    used = interaction("shortcut", callback_id="propose_topic", trigger_id="1.1")
    front.submit(used, {}).result(SOON_S)
    assert [one["callback_id"] for one in app.seen] == [restraint.TOO_FAST]


def test_events_are_never_left_out_but_for_a_home_that_was_just_painted(app: Counting) -> None:
    app.release.set()
    front = dispatcher(app, burst=1)
    for kind, times in (("member_joined_channel", 3), ("app_home_opened", 3), ("user_change", 3)):
        event = {"type": kind, "user": "U1", "channel": "C1", "tab": "home"}
        body = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": event}
        for _ in range(times):
            assert front.submit(body, {}).result(SOON_S).status == 200
    assert [one["event"]["type"] for one in app.seen].count("app_home_opened") == 1
    assert len(app.seen) == 7
    # Nor do they count among what somebody does.
    assert front.submit(typed(), {}).result(SOON_S).body == "done"


def test_a_refusal_that_is_to_be_delivered_is_delivered_while_the_caller_holds_a_lock(
    app: Counting,
) -> None:
    front = dispatcher(app, burst=0)
    lock, delivered = threading.Lock(), threading.Event()

    def deliver(_answer: BoltResponse) -> None:
        with lock:
            delivered.set()

    with lock:
        front.submit(typed(), {}, deliver)
    assert delivered.wait(SOON_S)


# How many at once


def test_one_person_has_few_threads_and_the_others_of_theirs_wait(app: Counting) -> None:
    front = Dispatcher(app, 16)
    theirs = [front.submit(typed("U1", str(n)), {}) for n in range(20)]
    others = [front.submit(typed(f"U{n}"), {}) for n in range(100, 108)]
    began = app.began(restraint.AT_ONCE + len(others))
    assert sum(one["user_id"] == "U1" for one in began) == restraint.AT_ONCE
    app.release.set()
    for answered in (*theirs, *others):
        assert answered.result(SOON_S).body == "done"
    assert sum(one["user_id"] == "U1" for one in app.seen) == len(theirs)
    assert front.finish(SOON_S)
    assert front._turns._people == {}


def test_who_went_away_while_they_waited_is_not_answered_and_blocks_nobody(app: Counting) -> None:
    front = Dispatcher(app, 1)
    first, gone, last = (front.submit(typed(f"U{n}"), {}) for n in range(3))
    assert gone.cancel()
    app.release.set()
    assert (first.result(SOON_S).body, last.result(SOON_S).body) == ("done", "done")
    assert front.finish(SOON_S)
    assert [one["user_id"] for one in app.seen] == ["U0", "U2"]


def test_a_refusal_costs_less_than_a_millisecond(app: Counting) -> None:
    front = dispatcher(app, burst=0)
    times = []
    for _ in range(200):
        began = time.perf_counter()
        front.submit(typed(), {})
        times.append(time.perf_counter() - began)
    assert sorted(times)[100] < 0.001
