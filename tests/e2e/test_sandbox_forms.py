"""Forms: the trigger ids that open them, what is typed into them, and how they end."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client import wait_for
from tests.e2e.sandbox_app import QUICK, Bench, Socket, bench, button, manifest, modal


@pytest.fixture
def there() -> Iterator[Bench]:
    with bench("alone", limits=QUICK, manifest=manifest(events="app_home_opened")) as ready:
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


def test_a_trigger_id_opens_one_form_and_soon(there: Bench, line: Socket, aside: Aside) -> None:
    answer = aside(there.bo.types, "/do it", there.channel)
    envelope = line.receive()
    trigger_id = envelope["payload"]["trigger_id"]

    there.client.views_open(trigger_id=trigger_id, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        there.client.views_open(trigger_id=trigger_id, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        there.client.views_open(trigger_id="1.2.3", view=modal())
    line.ack(envelope)
    assert answer.result().ok
    assert len(there.bo.forms()) == 1


def test_a_trigger_id_expires(there: Bench, line: Socket, aside: Aside) -> None:
    answer = aside(there.bo.types, "/do it", there.channel)
    envelope = line.receive()
    line.ack(envelope)
    done = time.monotonic()
    answer.result()
    wait_for(lambda: time.monotonic() > done + QUICK.trigger_s)

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        there.client.views_open(trigger_id=envelope["payload"]["trigger_id"], view=modal())


def test_errors_of_a_form_must_stand_at_its_fields(
    there: Bench, line: Socket, aside: Aside
) -> None:
    opened = aside(there.bo.types, "/do it", there.channel)
    envelope = line.receive()
    there.client.views_open(trigger_id=envelope["payload"]["trigger_id"], view=modal())
    line.ack(envelope)
    opened.result()

    sent = aside(there.bo.submits, there.bo.form(), {"Name": "Bo"})
    line.ack(line.receive(), {"response_action": "errors", "errors": {"elsewhere": "No."}})

    assert sent.result().error == "invalid_response_action_errors"
    assert len(there.bo.forms()) == 1


def test_a_form_that_asked_for_it_is_told_when_it_is_closed(
    there: Bench, line: Socket, aside: Aside
) -> None:
    opened = aside(there.bo.types, "/do it", there.channel)
    envelope = line.receive()
    form = {**modal(), "notify_on_close": True}
    there.client.views_open(trigger_id=envelope["payload"]["trigger_id"], view=form)
    line.ack(envelope)
    opened.result()

    closed = aside(there.bo.closes, there.bo.form())
    told = line.receive()
    line.ack(told)
    closed.result()

    assert (told["payload"]["type"], told["payload"]["is_cleared"]) == ("view_closed", False)
    assert there.bo.forms() == []


def test_a_click_inside_a_form_carries_what_was_typed(
    there: Bench, line: Socket, aside: Aside
) -> None:
    opened = aside(there.bo.types, "/do it", there.channel)
    envelope = line.receive()
    form = modal()
    form["blocks"].append({"type": "actions", "elements": [button("Check", "check")]})
    there.client.views_open(trigger_id=envelope["payload"]["trigger_id"], view=form)
    line.ack(envelope)
    opened.result()

    filled = there.bo.fills(there.bo.form(), {"Name": "Bo"})
    click = aside(there.bo.clicks, filled, "Check")
    told = line.receive()
    at = {"view_id": filled.id, "hash": told["payload"]["view"]["hash"]}
    there.client.views_update(**at, view=modal("Checked"))
    line.ack(told)

    assert click.result().ok
    assert told["payload"]["view"]["state"]["values"]["name"]["text"]["value"] == "Bo"
    assert there.bo.form().title == "Checked"
    assert there.bo.form().values == filled.values
    with pytest.raises(SlackApiError, match="hash_conflict"):
        there.client.views_update(**at, view=modal("Checked"))


def test_a_second_form_needs_a_trigger_from_inside_the_first(
    there: Bench, line: Socket, aside: Aside
) -> None:
    opened = aside(there.bo.types, "/do it", there.channel)
    envelope = line.receive()
    line.ack(envelope)
    opened.result()
    trigger_id = envelope["payload"]["trigger_id"]

    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        there.client.views_push(trigger_id=trigger_id, view=modal())
