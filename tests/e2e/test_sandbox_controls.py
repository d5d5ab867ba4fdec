"""The sandbox's own controls: rows of the wire, faults that cannot be, all as usual at once."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client import Refused
from sandbox.server import Sandbox
from tests.e2e.sandbox_app import Bench, bench, manifest

USUAL = {
    "latency_ms": 0,
    "answer_latency_ms": 0,
    "rate_429": 0.0,
    "rate_500": 0.0,
    "drop_after_accept": 0.0,
    "retry_after_s": 1,
    "methods": None,
    "enforce_rate_limits": True,
}


@pytest.fixture
def there() -> Iterator[Bench]:
    with bench("alone") as ready:
        yield ready


def test_rows_of_the_wire_leave_out_what_was_said_and_a_call_has_it(there: Bench) -> None:
    there.client.api_test(number="one")
    start = there.workspace.wire()[-1].n
    there.client.api_test(number="two")

    shown = there.workspace.calls.get("wire/rows", since=start)
    whole = there.workspace.calls.get(f"wire/calls/{start + 1}")["call"]

    assert [row["n"] for row in shown["rows"]] == [start, start + 1]
    assert (shown["next"], shown["oldest"]) == (start + 2, 1)
    assert whole["request"]["number"] == "two"
    said = {"request": whole["request"], "response": whole["response"]}
    assert {**shown["rows"][1], **said} == whole
    assert there.workspace.calls.get("wire/rows", since=start + 2)["rows"] == []


def test_a_call_that_is_kept_no_longer_is_told_in_words() -> None:
    with Sandbox(manifest(), wire_kept=2) as box:
        for n in range(4):
            httpx.post(f"{box.api_url}api.test", json={"number": n})
        rows = httpx.get(f"{box.base_url}/sandbox/wire/rows?since=1").json()
        answers = [httpx.get(f"{box.base_url}/sandbox/wire/calls/{n}") for n in (2, 3, 4, 5)]

    assert (rows["oldest"], [row["n"] for row in rows["rows"]]) == (3, [3, 4])
    assert [answer.status_code for answer in answers] == [404, 200, 200, 404]
    assert answers[0].json()["message"] == "That call is kept no longer."


def test_a_call_is_noted_with_real_time_and_the_workspaces() -> None:
    with bench("alone", clock_offset_s=86_400) as there:
        there.client.auth_test()
        call = there.workspace.wire()[-1]

        assert call.shown_at - call.at == pytest.approx(86_400, abs=5)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"rate_429": 1.5}, "rate_429 is a number from 0 to 1"),
        ({"rate_500": -0.1}, "rate_500 is a number from 0 to 1"),
        ({"latency_ms": -1}, "latency_ms is a number from 0 to 600000"),
        ({"drop_after_accept": True}, "drop_after_accept is a number"),
        ({"retry_after_s": 1.5}, "retry_after_s is a whole number"),
        ({"enforce_rate_limits": "no"}, "enforce_rate_limits is true or false"),
        ({"methods": ["chat.shout"]}, "no method called chat.shout"),
        ({"fire": 1}, "no fault called fire"),
    ],
)
def test_a_fault_that_cannot_be_is_refused_and_sets_nothing(
    there: Bench, fault: dict[str, Any], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        there.workspace.faults(answer_latency_ms=7, **fault)

    assert there.workspace.faults() == USUAL


def test_all_is_as_usual_again_at_once(there: Bench) -> None:
    there.workspace.faults(rate_500=1.0, methods=["response_url"], enforce_rate_limits=False)
    there.workspace.take_scopes("im:write", "channels:history")
    there.workspace.revoke_token()
    before = there.workspace.calls.get("controls")

    there.workspace.all_as_usual()

    after = there.workspace.calls.get("controls")
    assert (before["is_token_revoked"], before["taken_scopes"]) == (
        True,
        ["channels:history", "im:write"],
    )
    assert (after["faults"], after["is_token_revoked"], after["taken_scopes"]) == (USUAL, False, [])
    assert there.client.conversations_history(channel=there.channel.id)["ok"]
    with pytest.raises(SlackApiError):
        there.client.chat_postMessage(channel="C0NOWHERE", text="x")
