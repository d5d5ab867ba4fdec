"""What has not the shape of what Slack sends is refused before anything reads it."""

import logging
from random import Random
from typing import Any

import pytest
from slack_bolt import App

from bot import shapes
from bot.dispatch import answer
from tests.fuzz.payloads import Payloads, Place

PLACE = Place("T1", "A1", ["U1"], ["C1"], "https://hooks.slack.com/x")
PRESSED: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U1"},
    "actions": [{"action_id": "a"}],
}
SENT: dict[str, Any] = {
    "type": "view_submission",
    "user": {"id": "U1"},
    "view": {"type": "modal", "callback_id": "c", "blocks": []},
}
EVENT: dict[str, Any] = {"type": "event_callback", "event_id": "E1", "event": {"type": "x"}}


def test_everything_that_slack_sends_has_it() -> None:
    made = Payloads(PLACE, Random(1))
    assert all(shapes.make_sound(made.any()) for _ in range(500))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": 1},
        {"type": "view_closed_or_what"},
        {"command": "/vote"},
        {"command": "/vote", "user_id": "U1", "channel_id": None},
        {**PRESSED, "user": "U1"},
        {**PRESSED, "user": {"id": 7}},
        {**PRESSED, "actions": []},
        {**PRESSED, "actions": [None]},
        {**PRESSED, "actions": [{"value": "x"}]},
        {**PRESSED, "actions": [{"action_id": "a", "selected_option": "x"}]},
        {**PRESSED, "view": 2**31},
        {**PRESSED, "response_url": ["http://127.0.0.1/"]},
        {**SENT, "view": {"callback_id": "c"}},
        {**SENT, "view": {**SENT["view"], "private_metadata": 5}},
        {**SENT, "view": {**SENT["view"], "blocks": [{"type": "input"}]}},
        {**SENT, "view": {**SENT["view"], "blocks": [{"type": "input", "block_id": "b"}]}},
        {**SENT, "view": {**SENT["view"], "state": {"values": {"a": {"b": 1}}}}},
        {**EVENT, "event": []},
        {**EVENT, "event": {"type": "x", "user": ["U1"]}},
        {**EVENT, "authorizations": [1]},
    ],
)
def test_what_has_not_is_answered_with_400_and_reaches_no_listener(
    body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    # An app that was never set up would fail at whatever reached it.
    assert answer(App.__new__(App), body, {}).status == 400
    assert "cannot be read" in caplog.text


def test_what_slack_may_leave_empty_is_taken() -> None:
    empty = {"enterprise": None, "team": None}
    assert shapes.make_sound({**PRESSED, **empty})
    assert shapes.make_sound(
        {**PRESSED, "actions": [{"action_id": "a", "value": None, "selected_option": None}]}
    )
    assert shapes.make_sound({**EVENT, "enterprise_id": None})


def test_what_is_null_counts_as_missing_so_that_nothing_trips_over_it() -> None:
    body = {**PRESSED, "channel": None, "view": None, "user": {"id": "U1", "team_id": None}}
    assert shapes.make_sound(body)
    assert body == {**PRESSED, "user": {"id": "U1"}}
