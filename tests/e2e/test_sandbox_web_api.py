"""The Web API refuses what Slack refuses, and misbehaves when it is told to."""

import http.client
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Workspace
from sandbox.server import Sandbox
from sandbox.wire import WireCall
from tests.e2e.sandbox_app import Bench, bench, button, manifest, modal, section


@pytest.fixture(scope="module")
def floor() -> Iterator[Bench]:
    with bench("alone") as ready:
        yield ready


@pytest.fixture
def there(floor: Bench) -> Iterator[Bench]:
    floor.start_over()
    floor.workspace.faults(enforce_rate_limits=False)
    yield floor
    floor.workspace.faults(latency_ms=0, rate_429=0, rate_500=0, drop_after_accept=0, methods=None)


def refused(call: Any, **arguments: Any) -> str:
    """Slack's word for why it does not do *call*."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def test_tokens_are_checked(there: Bench) -> None:
    url = there.sandbox.api_url

    assert refused(WebClient(base_url=url).auth_test) == "not_authed"
    assert refused(WebClient("xoxb-other", base_url=url).auth_test) == "invalid_auth"
    app_level = WebClient(there.sandbox.app_token, base_url=url)
    assert refused(app_level.auth_test) == "not_allowed_token_type"
    assert there.client.auth_test()["user_id"] == there.sandbox.bot_user_id
    assert refused(there.client.api_call, api_method="chat.shout") == "unknown_method"


def test_no_token_is_ever_in_the_wire(there: Bench) -> None:
    box = there.sandbox
    WebClient(base_url=box.api_url).api_call("auth.test", data={"token": box.bot_token})
    WebClient(base_url=box.api_url).apps_connections_open(app_token=box.app_token)

    wire = str(there.workspace.calls.get("wire"))
    secrets = (box.bot_token, box.app_token, box.signing_secret, "ticket=")
    assert [secret for secret in secrets if secret in wire] == []


def test_a_missing_scope_is_named() -> None:
    scopes = "commands chat:write"
    with bench("alone", manifest=manifest(scopes=scopes, events="app_home_opened")) as there:
        with pytest.raises(SlackApiError) as caught:
            there.client.users_info(user=there.bo.id)
        answer = caught.value.response

        assert (answer["error"], answer["needed"], answer["provided"]) == (
            "missing_scope",
            "users:read",
            "chat:write,commands",
        )
        assert refused(there.client.conversations_history, channel=there.channel.id) == (
            "missing_scope"
        )
        assert refused(there.client.conversations_open, users=there.bo.id) == "missing_scope"


def test_posting_goes_only_where_the_app_is(there: Bench) -> None:
    post = there.client.chat_postMessage
    workspace = there.workspace
    name = there.bo.name
    public = workspace.add_channel(f"public-{name}", with_app=False)
    private = workspace.add_channel(f"private-{name}", is_private=True, with_app=False)
    gone = workspace.add_channel(f"gone-{name}")
    workspace.archive(gone)

    assert refused(post, channel=public.id, text="x") == "not_in_channel"
    assert refused(post, channel=private.id, text="x") == "channel_not_found"
    assert refused(post, channel="C0NOWHERE", text="x") == "channel_not_found"
    assert refused(post, channel=gone.id, text="x") == "is_archived"
    assert refused(there.client.pins_add, channel=public.id, timestamp="1.0") == "not_in_channel"
    there.client.conversations_join(channel=public.id)
    assert post(channel=public.id, text="x")["ok"]


def test_posting_to_a_person_goes_to_their_dm(there: Bench) -> None:
    posted = there.client.chat_postMessage(channel=there.bo.id, text="for bo")

    assert posted["channel"] == there.bo.dm().id
    assert (
        there.client.conversations_open(users=[there.bo.id])["channel"]["id"] == (posted["channel"])
    )
    there.workspace.deactivate(there.bo)
    assert refused(there.client.chat_postMessage, channel=there.bo.id, text="x") == "user_disabled"
    assert refused(there.client.chat_postMessage, channel=posted["channel"], text="x") == (
        "user_disabled"
    )


def test_an_app_without_a_messages_tab_writes_to_nobody() -> None:
    shape = manifest()
    shape["features"]["app_home"]["messages_tab_enabled"] = False
    with bench("alone", manifest=shape) as there:
        post = there.client.chat_postMessage
        assert refused(post, channel=there.bo.id, text="x") == "messages_tab_disabled"
        assert post(channel=there.channel.id, text="x")["ok"]


def test_what_a_message_may_hold_is_checked(there: Bench) -> None:
    def why(**content: Any) -> str:
        return refused(there.client.chat_postMessage, channel=there.channel.id, **content)

    with pytest.warns(UserWarning, match="text"):
        assert why() == "no_text"
    assert why(text="x" * 40_001) == "msg_too_long"
    assert why(text="x", blocks=[section("x")] * 51) == "invalid_blocks"
    assert why(text="x", blocks="nonsense") == "invalid_blocks_format"
    assert why(text="x", thread_ts="1.0") == "thread_not_found"
    assert why(text="x", metadata={"event_type": "t"}) == "invalid_metadata_schema"
    assert there.bo.sees(there.channel) == []


def test_invalid_blocks_are_named_by_place(there: Bench) -> None:
    blocks = [section("x"), section("x", button("x" * 76, "a"))]
    with pytest.raises(SlackApiError) as caught:
        there.client.chat_postMessage(channel=there.channel.id, text="x", blocks=blocks)

    messages = [
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/accessory/text/text]"
    ]
    assert caught.value.response["response_metadata"] == {"messages": messages}
    assert there.workspace.wire()[-1].refused == f"invalid_blocks; {messages[0]}"


def test_metadata_comes_back_where_it_is_asked_for(there: Bench) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"key": "digest:1"}}
    there.client.chat_postMessage(channel=there.channel.id, text="x", metadata=metadata)

    def history(**arguments: Any) -> Any:
        return there.client.conversations_history(channel=there.channel.id, **arguments)["messages"]

    assert history(include_all_metadata=True)[0]["metadata"] == metadata
    assert "metadata" not in history()[0]


def test_history_is_newest_first_in_pages_and_knows_no_ephemerals(there: Bench) -> None:
    stamps = [
        there.client.chat_postMessage(channel=there.channel.id, text=str(n))["ts"] for n in range(3)
    ]
    there.client.chat_postMessage(channel=there.channel.id, text="reply", thread_ts=stamps[0])
    there.client.chat_postEphemeral(channel=there.channel.id, user=there.bo.id, text="psst")

    first = there.client.conversations_history(channel=there.channel.id, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = there.client.conversations_history(channel=there.channel.id, limit=2, cursor=cursor)
    since = there.client.conversations_history(channel=there.channel.id, oldest=stamps[1])
    thread = there.client.conversations_replies(channel=there.channel.id, ts=stamps[0])

    assert [m["text"] for m in first["messages"] + second["messages"]] == ["2", "1", "0"]
    assert (first["has_more"], second["has_more"]) == (True, False)
    assert [m["text"] for m in since["messages"]] == ["2"]
    assert [m["text"] for m in thread["messages"]] == ["0", "reply"]


def test_the_app_changes_only_its_own_messages(there: Bench) -> None:
    own = there.client.chat_postMessage(channel=there.channel.id, text="own")["ts"]
    theirs = there.bo.says("theirs", there.channel)
    at: dict[str, Any] = {"channel": there.channel.id}

    there.client.chat_update(**at, ts=own, text="changed")
    assert refused(there.client.chat_update, **at, ts=theirs, text="x") == "cant_update_message"
    assert refused(there.client.chat_delete, **at, ts=theirs) == "cant_delete_message"
    assert refused(there.client.chat_update, **at, ts="1.0", text="x") == "message_not_found"
    assert [message.text for message in there.ada.sees(there.channel)] == ["changed", "theirs"]
    there.client.chat_delete(**at, ts=own)
    assert [message.text for message in there.ada.sees(there.channel)] == ["theirs"]


def test_an_ephemeral_is_for_one_member_alone(there: Bench) -> None:
    at: dict[str, Any] = {"channel": there.channel.id, "text": "psst"}
    ts = there.client.chat_postEphemeral(**at, user=there.bo.id)["message_ts"]

    assert [message.ts for message in there.bo.sees(there.channel)] == [ts]
    assert there.ada.sees(there.channel) == []
    assert refused(there.client.chat_postEphemeral, **at, user=there.mallory.id) == (
        "user_not_in_channel"
    )
    assert refused(there.client.chat_update, channel=there.channel.id, ts=ts, text="x") == (
        "message_not_found"
    )


def test_views_are_checked_and_guarded_by_their_hash(there: Bench) -> None:
    publish = there.client.views_publish
    home = {"type": "home", "blocks": [section("one")]}
    first = publish(user_id=there.bo.id, view=home)["view"]

    assert publish(user_id=there.bo.id, view=home, hash=first["hash"])["ok"]
    assert refused(publish, user_id=there.bo.id, view=home, hash=first["hash"]) == "hash_conflict"
    assert refused(publish, user_id="U0NOBODY", view=home) == "user_not_found"
    assert refused(publish, user_id=there.bo.id, view=modal()) == "invalid_arguments"
    big = {**home, "blocks": [section("x" * 3000)] * 100}
    assert refused(publish, user_id=there.bo.id, view=big) == "view_too_large"
    assert refused(there.client.views_update, view_id="V0", view=home) == "not_found"


def test_too_many_calls_are_told_to_wait(there: Bench) -> None:
    there.workspace.faults(enforce_rate_limits=True)
    for _ in range(50):
        there.client.conversations_info(channel=there.channel.id)
    with pytest.raises(SlackApiError) as caught:
        there.client.conversations_info(channel=there.channel.id)

    response = caught.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert there.client.users_info(user=there.bo.id)["ok"]


def test_a_channel_takes_a_burst_and_then_one_message_a_second(there: Bench) -> None:
    there.workspace.faults(enforce_rate_limits=True)
    for n in range(5):
        there.client.chat_postMessage(channel=there.channel.id, text=str(n))
    with pytest.raises(SlackApiError) as caught:
        there.client.chat_postMessage(channel=there.channel.id, text="one too many")

    assert caught.value.response.headers["Retry-After"] == "1"
    assert there.client.chat_postMessage(channel=there.bo.id, text="elsewhere")["ok"]


def test_a_call_that_is_dropped_after_acceptance_has_taken_effect(there: Bench) -> None:
    there.workspace.faults(drop_after_accept=1.0, methods=["chat.postMessage"])

    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        there.client.chat_postMessage(channel=there.channel.id, text="once")

    assert [message.text for message in there.bo.sees(there.channel)] == ["once"]
    assert there.client.auth_test()["ok"]


def test_faults_strike_before_the_call_takes_effect(there: Bench) -> None:
    def status() -> int:
        with pytest.raises(SlackApiError) as caught:
            there.client.chat_postMessage(channel=there.channel.id, text="x")
        return int(caught.value.response.status_code)

    there.workspace.faults(rate_500=1.0)
    assert status() == 500
    there.workspace.faults(rate_500=0, rate_429=1.0, retry_after_s=7)
    assert status() == 429
    there.workspace.faults(rate_429=0, latency_ms=150)
    began = time.monotonic()
    there.client.auth_test()
    assert time.monotonic() - began >= 0.15
    assert there.bo.sees(there.channel) == []


def test_the_wire_is_bounded_and_shown_as_it_happens() -> None:
    seen: list[WireCall] = []
    with Sandbox(manifest(), wire_kept=3, on_wire=seen.append) as box:
        client = WebClient(box.bot_token, base_url=box.api_url)
        for n in range(5):
            client.api_test(number=n)
        with Workspace(box.base_url) as workspace:
            kept = workspace.wire()

    assert [entry.n for entry in kept] == [3, 4, 5]
    assert [call.request["number"] for call in seen] == [str(n) for n in range(5)]


def test_the_wire_in_brief_says_the_same_without_what_was_carried(there: Bench) -> None:
    there.client.auth_test(carried="it")
    (whole,) = (call for call in there.workspace.wire() if "carried" in call.request)
    assert whole.response["ok"]
    assert there.workspace.wire_in_brief(whole.n)[0] == replace(whole, request={}, response=None)


def test_several_sandboxes_live_side_by_side_each_with_its_clock() -> None:
    with bench("alone", clock_offset_s=86_400) as tomorrow, bench("alone") as today:
        ahead = tomorrow.workspace.now - today.workspace.now
        ts = tomorrow.bo.says("x", tomorrow.channel)

        assert round(ahead / 86_400, 2) == 1
        assert float(ts) - time.time() > 86_000
        assert today.bo.sees(today.channel) == []
