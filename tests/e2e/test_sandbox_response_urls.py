"""Response URLs: five uses in half an hour; to answer, replace and delete."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient, WebhookResponse

from sandbox.world import Limits
from tests.e2e.sandbox_app import Bench, bench, button, section


@pytest.fixture(scope="module")
def floor() -> Iterator[Bench]:
    with bench("socket") as ready:
        app, got = ready.bolt.app, ready.bolt.got

        @app.command("/do")
        @app.action("go")
        def note(ack: Any, body: Any) -> None:
            got.append(body)
            ack()

        app.event("member_joined_channel")(lambda: None)
        app.event("team_join")(lambda: None)
        app.event("message")(lambda: None)
        yield ready


@pytest.fixture
def there(floor: Bench) -> Bench:
    floor.start_over()
    return floor


def _url(there: Bench) -> WebhookClient:
    """The response URL of the latest interaction."""
    return WebhookClient(there.bolt.latest()["response_url"], retry_handlers=[])


def _said(response: WebhookResponse) -> tuple[int, str]:
    return response.status_code, response.body


def test_the_sixth_use_is_refused(there: Bench) -> None:
    there.bo.types("/do it", there.channel)
    url = _url(there)

    answers = [url.send(text=str(n)).status_code for n in range(6)]

    assert answers == [200] * 5 + [404]
    assert _said(url.send(text="again")) == (404, '{"ok":false,"error":"used_url"}')
    assert [m.text for m in there.bo.sees(there.channel)] == list("01234")
    assert there.ada.sees(there.channel) == []


def test_an_answer_with_bad_blocks_is_refused_with_the_place(there: Bench) -> None:
    there.bo.types("/do it", there.channel)

    status, body = _said(_url(there).send(text="x", blocks=[section("")]))

    assert (status, "invalid_blocks" in body, "/blocks/0/text/text" in body) == (400, True, True)
    assert _said(_url(there).send()) == (400, '{"ok":false,"error":"no_text"}')


def test_an_answer_for_the_channel_is_seen_by_everybody(there: Bench) -> None:
    there.bo.types("/do it", there.channel)
    _url(there).send(text="for all", response_type="in_channel")

    assert [m.text for m in there.ada.sees(there.channel)] == ["for all"]


def test_an_ephemeral_is_replaced_and_deleted_for_its_person(there: Bench) -> None:
    button_block = section("Go?", button("Go", "go"))
    there.client.chat_postEphemeral(
        channel=there.channel.id, user=there.bo.id, text="Go?", blocks=[button_block]
    )
    message = there.bo.sees(there.channel)[0]
    there.bo.clicks(message, "Go")
    url = _url(there)

    url.send(text="Gone there.", replace_original=True)
    assert [m.text for m in there.bo.sees(there.channel)] == ["Gone there."]
    url.send_dict({"delete_original": True})
    assert there.bo.sees(there.channel) == []
    assert _said(url.send(text="x", replace_original=True)) == (
        400,
        '{"ok":false,"error":"message_not_found"}',
    )


def test_without_replace_original_an_answer_is_a_new_ephemeral(there: Bench) -> None:
    there.client.chat_postMessage(
        channel=there.channel.id, text="Go?", blocks=[section("Go?", button("Go", "go"))]
    )
    there.bo.clicks(there.bo.sees(there.channel)[0], "Go")
    _url(there).send(text="Thanks.")

    assert [m.text for m in there.bo.sees(there.channel)] == ["Go?", "Thanks."]
    assert [m.text for m in there.ada.sees(there.channel)] == ["Go?"]


def test_a_response_url_expires() -> None:
    with bench("socket", limits=Limits(response_url_s=0.0)) as there:
        got = there.bolt.got

        @there.bolt.app.command("/do")
        def note(ack: Any, body: Any) -> None:
            got.append(body)
            ack()

        there.bolt.app.event("member_joined_channel")(lambda: None)
        there.bolt.app.event("team_join")(lambda: None)
        there.bo.types("/do it", there.channel)

        assert _said(_url(there).send(text="x")) == (404, '{"ok":false,"error":"expired_url"}')
