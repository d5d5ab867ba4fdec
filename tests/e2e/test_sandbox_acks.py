"""Acks in time and late, good and bad; envelopes, retries and the life of sockets."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sandbox.client import Refused, wait_for
from sandbox.sights import Answer
from sandbox.world import Limits
from tests.e2e.sandbox_app import QUICK, Bench, Socket, bench, button, manifest, section


@pytest.fixture
def there() -> Iterator[Bench]:
    with bench("alone", limits=QUICK, manifest=manifest(events="app_mention")) as ready:
        yield ready


@pytest.fixture
def line(there: Bench) -> Iterator[Socket]:
    with Socket(there.sandbox) as socket:
        yield socket


@pytest.fixture
def aside() -> Iterator[Callable[..., Future[Any]]]:
    with ThreadPoolExecutor(20) as threads:
        yield threads.submit


Aside = Callable[..., Future[Any]]


def _typed(there: Bench, line: Socket, aside: Aside, ack: Any) -> Answer:
    """What comes of a command that is acked with *ack*."""
    answer = aside(there.bo.types, "/do it", there.channel)
    line.ack(line.receive(), ack)
    result: Answer = answer.result()
    return result


def test_hello_names_the_app_and_the_open_connections(there: Bench, line: Socket) -> None:
    assert line.hello == {
        "type": "hello",
        "num_connections": 1,
        "debug_info": {"host": "sandbox", "approximate_connection_time": 3600},
        "connection_info": {"app_id": there.sandbox.app_id},
    }


def test_a_command_without_an_ack_times_out_where_its_user_sees_it(
    there: Bench, line: Socket
) -> None:
    answer = there.bo.types("/do it", there.channel)

    assert (answer.ok, answer.error, answer.message) == (False, "operation_timeout", None)
    assert answer.ack_ms >= QUICK.ack_s * 1000
    shown = there.bo.last_answer(there.channel)
    assert shown is not None
    assert (shown.user, shown.text) == (
        "USLACKBOT",
        '/do failed with the error "operation_timeout"',
    )
    assert there.refused() == ["operation_timeout"]


def test_an_ack_that_comes_too_late_changes_nothing(there: Bench, line: Socket) -> None:
    there.bo.types("/do it", there.channel)
    line.ack(line.receive(), {"text": "too late"})

    line.ack({"envelope_id": "unknown"}, {"text": "to nobody"})
    assert len(there.bo.sees(there.channel)) == 1


def test_a_command_to_nobody_fails_at_once(there: Bench) -> None:
    answer = there.bo.types("/do it", there.channel)

    assert (answer.error, answer.ack_ms) == ("dispatch_failed", 0.0)


def test_an_unknown_command_is_no_command(there: Bench, line: Socket) -> None:
    answer = there.bo.types("/nothing", there.channel)

    assert answer.error == "no_such_command"
    with pytest.raises(TimeoutError):
        line.receive(0.05)


def test_an_ack_with_too_many_blocks_is_refused_and_its_user_told(
    there: Bench, line: Socket, aside: Aside
) -> None:
    answer = _typed(there, line, aside, {"text": "x", "blocks": [section("x")] * 51})

    assert (answer.ok, answer.error, answer.message) == (False, "invalid_blocks", None)
    shown = there.bo.last_answer(there.channel)
    assert shown is not None
    assert shown.text == '/do failed with the error "invalid_blocks"'
    assert there.refused() == ["invalid_blocks"]


def test_an_empty_ack_shows_nothing(there: Bench, line: Socket, aside: Aside) -> None:
    answer = _typed(there, line, aside, None)

    assert (answer.ok, answer.message, there.bo.sees(there.channel)) == (True, None, [])


def test_each_envelope_goes_to_one_of_several_connections(there: Bench, aside: Aside) -> None:
    with Socket(there.sandbox) as first, Socket(there.sandbox) as second:
        assert second.hello["num_connections"] == 2
        answers = [aside(there.bo.types, f"/do {n}", there.channel) for n in range(6)]
        got = Counter[str]()
        for line in (first, second) * 3:
            envelope = line.receive()
            got[envelope["payload"]["text"]] += 1
            line.ack(envelope, {"text": "done"})

        assert got == Counter({str(n): 1 for n in range(6)})
        assert all(answer.result().ok for answer in answers)


def test_an_eleventh_connection_is_turned_away(there: Bench) -> None:
    lines = [Socket(there.sandbox) for _ in range(11)]
    try:
        assert lines[10].hello["reason"] == "too_many_websockets"
        assert lines[10].is_closed()
    finally:
        for line in lines:
            line.__exit__()


def test_a_ticket_opens_one_connection(there: Bench) -> None:
    opener = WebClient(base_url=there.sandbox.api_url, retry_handlers=[])
    url = str(opener.apps_connections_open(app_token=there.sandbox.app_token)["url"])

    with connect(url) as line:
        assert "hello" in str(line.recv(5.0))
        with pytest.raises(InvalidStatus), connect(url):
            pass


def test_the_bots_token_opens_no_connection(there: Bench) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        there.client.api_call("apps.connections.open")


def test_an_event_is_sent_again_until_it_is_acked(there: Bench, line: Socket) -> None:
    there.bo.says("@probe, are you there?", there.channel)

    tries = [line.receive() for _ in range(3)]

    assert [(one["retry_attempt"], one["retry_reason"]) for one in tries] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
    ]
    assert len({one["payload"]["event_id"] for one in tries}) == 1
    assert len({one["envelope_id"] for one in tries}) == 3


def test_an_acked_event_is_not_sent_again_nor_is_a_command(there: Bench, line: Socket) -> None:
    there.bo.says("@probe, are you there?", there.channel)
    line.ack(line.receive())
    there.bo.types("/do it", there.channel)
    assert line.receive()["type"] == "slash_commands"

    with pytest.raises(TimeoutError):
        line.receive(QUICK.ack_s + 0.2)


def test_an_event_waits_for_an_app_that_comes_back(there: Bench) -> None:
    there.bo.says("@probe, are you there?", there.channel)

    with Socket(there.sandbox) as line:
        again = line.receive()
        line.ack(again)
    assert (again["retry_attempt"] > 0, again["retry_reason"]) == (True, "connection_failed")


def test_dropped_sockets_end_without_a_goodbye(there: Bench, line: Socket) -> None:
    assert there.workspace.is_connected

    assert there.workspace.drop_sockets() == 1

    assert line.is_closed()
    wait_for(lambda: not there.workspace.is_connected)


def test_refreshed_sockets_are_warned_and_then_closed(there: Bench, line: Socket) -> None:
    there.workspace.refresh_sockets()

    reasons = [line.receive()["reason"], line.receive()["reason"]]
    assert reasons == ["warning", "refresh_requested"]
    assert line.is_closed()


def test_the_body_of_a_clicks_ack_is_noted_as_ignored(
    there: Bench, line: Socket, aside: Aside
) -> None:
    there.client.chat_postMessage(
        channel=there.channel.id, text="x", blocks=[section("x", button("Go", "go"))]
    )
    click = aside(there.bo.clicks, there.bo.sees(there.channel)[-1], "Go")
    line.ack(line.receive(), {"text": "not shown"})

    assert click.result().ok
    assert there.refused() == ["Slack ignores the body of this ack"]


def test_a_button_in_a_container_is_found_and_clicked(
    there: Bench, line: Socket, aside: Aside
) -> None:
    inner = {"type": "actions", "elements": [button("Go", "go")]}
    there.client.chat_postMessage(
        channel=there.channel.id,
        text="x",
        blocks=[{"type": "container", "title": section("x")["text"], "child_blocks": [inner]}],
    )

    click = aside(there.bo.clicks, there.bo.sees(there.channel)[-1], "Go")
    envelope = line.receive()
    line.ack(envelope)

    assert click.result().ok
    assert envelope["payload"]["actions"][0]["action_id"] == "go"


def test_options_beyond_slacks_limits_are_not_offered(
    there: Bench, line: Socket, aside: Aside
) -> None:
    select = {"type": "external_select", "action_id": "pick", "min_query_length": 1}
    there.client.chat_postMessage(channel=there.channel.id, text="x", blocks=[section("x", select)])
    asked = aside(there.bo.is_offered, there.bo.sees(there.channel)[-1], "pick", "tea")
    option = {"text": {"type": "plain_text", "text": "x"}, "value": "x" * 151}
    line.ack(line.receive(), {"options": [option]})

    with pytest.raises(Refused, match="/options/0/value"):
        asked.result()


def test_the_default_limits_are_those_of_slack() -> None:
    assert Limits() == Limits(
        ack_s=3.0,
        trigger_s=3.0,
        response_url_s=1800.0,
        socket_warning_s=10.0,
        event_retry_delays_s=(0.0, 60.0, 300.0),
    )
