"""What a drill can do to the app: late answers, lost scopes and tokens, channels that come back."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Refused, wait_for
from tests.e2e.sandbox_app import Bench, bench, manifest


@pytest.fixture
def there() -> Iterator[Bench]:
    with bench("alone") as ready:
        yield ready


def refused(call: Any, **arguments: Any) -> str:
    """Slack's word for why it does not do *call*."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def test_an_answer_that_comes_too_late_leaves_what_the_call_did(there: Bench) -> None:
    box = there.sandbox
    impatient = WebClient(box.bot_token, base_url=box.api_url, timeout=1, retry_handlers=[])
    there.workspace.faults(answer_latency_ms=3_000, methods=["chat.postMessage"])

    with pytest.raises(TimeoutError):
        impatient.chat_postMessage(channel=there.channel.id, text="once")

    assert [message.text for message in there.bo.sees(there.channel)] == ["once"]
    assert impatient.auth_test()["ok"]


def test_an_answer_is_late_only_where_the_call_took_effect(there: Bench) -> None:
    there.workspace.faults(answer_latency_ms=200)
    began = time.monotonic()
    there.client.auth_test()
    taken_s = time.monotonic() - began
    there.workspace.faults(answer_latency_ms=60_000)

    assert refused(there.client.chat_postMessage, channel="C0NOWHERE", text="x") == (
        "channel_not_found"
    )
    assert taken_s >= 0.2


def test_a_late_answer_is_set_as_a_number(there: Bench) -> None:
    with pytest.raises(Refused, match="answer_latency_ms is a number"):
        there.workspace.faults(answer_latency_ms="long")


def test_a_scope_that_is_taken_away_is_missing_and_the_others_stay(there: Bench) -> None:
    there.client.conversations_history(channel=there.channel.id)

    there.workspace.take_scopes("channels:history", "im:write")

    with pytest.raises(SlackApiError) as caught:
        there.client.conversations_history(channel=there.channel.id)
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
    assert "channels:history" not in answer["provided"]
    assert refused(there.client.conversations_open, users=there.bo.id) == "missing_scope"
    assert there.client.chat_postMessage(channel=there.channel.id, text="x")["ok"]
    with pytest.raises(Refused, match="no scope channels:history"):
        there.workspace.take_scopes("channels:history")


def test_a_revoked_token_opens_nothing_until_it_is_restored(there: Bench) -> None:
    there.workspace.revoke_token()

    assert refused(there.client.auth_test) == "token_revoked"
    assert refused(there.client.chat_postMessage, channel=there.channel.id, text="x") == (
        "token_revoked"
    )
    opened = there.client.apps_connections_open(app_token=there.sandbox.app_token)
    assert opened["ok"]
    there.workspace.restore_token()
    there.client.chat_postMessage(channel=there.channel.id, text="y")
    assert [message.text for message in there.bo.sees(there.channel)] == ["y"]


def test_a_private_channel_comes_back_with_its_members(there: Bench) -> None:
    room = there.workspace.add_channel("room", members=[there.bo], is_private=True)
    there.workspace.archive(room)
    assert refused(there.client.chat_postMessage, channel=room.id, text="x") == "is_archived"

    there.workspace.unarchive(room)

    assert there.client.chat_postMessage(channel=room.id, text="y")["ok"]
    assert [message.text for message in there.bo.sees(room)] == ["y"]
    with pytest.raises(Refused, match="not archived"):
        there.workspace.unarchive(room)


def test_a_public_channel_comes_back_without_its_members(there: Bench) -> None:
    post = there.client.chat_postMessage
    there.workspace.archive(there.channel)
    assert refused(post, channel=there.channel.id, text="x") == "is_archived"

    there.workspace.unarchive(there.channel)

    assert refused(post, channel=there.channel.id, text="x") == "not_in_channel"
    there.workspace.invite_app(there.channel)
    assert post(channel=there.channel.id, text="y")["ok"]


def test_the_app_is_told_that_a_channel_came_back() -> None:
    with bench("alone", manifest=manifest(events="channel_unarchive")) as there:
        there.workspace.archive(there.channel)
        there.workspace.unarchive(there.channel)

        wait_for(lambda: "channel_unarchive" in [call.name for call in there.workspace.wire()])


def test_a_sandbox_runs_as_fast_as_it_is_told() -> None:
    started = time.monotonic()
    with bench("alone", clock_offset_s=86_400, clock_speed=3600) as there:
        first, real = there.workspace.now, time.time()
        assert 0 <= first - real - 86_400 <= (time.monotonic() - started) * 3600
        wait_for(lambda: there.workspace.now > first + 900)
        before = there.workspace.now
        stamps = [float(there.bo.says(text, there.channel)) for text in ("1", "2", "3")]
        moments = [before, *stamps, there.workspace.now]

        assert moments == sorted(set(moments))
