"""Delivery by signed HTTP: signatures, failures as Slack shows them, and retries of events."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from sandbox.client import Workspace, wait_for
from sandbox.server import Sandbox
from tests.e2e.sandbox_app import QUICK, manifest

Answer = Callable[[BaseHTTPRequestHandler], None]


class Endpoint:
    """An app's request URL that keeps what it gets and answers as the test says."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answer: Answer = lambda handler: _respond(handler, 200)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/slack/events"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                endpoint.got.append((headers, body))
                endpoint.answer(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
                pass

        return Handler

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def _respond(
    handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str
) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    endpoint = Endpoint()
    yield endpoint
    endpoint.close()


@pytest.fixture
def workspace(endpoint: Endpoint) -> Iterator[Workspace]:
    shape = manifest(events="app_mention")
    with (
        Sandbox(shape, people=["bo"], request_url=endpoint.url, limits=QUICK) as sandbox,
        Workspace(sandbox.base_url) as workspace,
    ):
        workspace.add_channel("general", members=[workspace.person("bo")])
        yield workspace


def test_every_request_carries_a_signature_that_the_sdk_accepts(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    bo, general = workspace.person("bo"), workspace.channel("general")
    bo.types("/do ünïcode & more", general)
    bo.says("@probe", general)
    wait_for(lambda: len(endpoint.got) == 2)

    verifier = SignatureVerifier("sandbox-not-a-real-secret")
    for headers, body in endpoint.got:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)
    fields = parse_qs(endpoint.got[0][1].decode())
    assert fields["text"] == ["ünïcode & more"]
    wire = str(workspace.calls.get("wire"))
    signatures = [headers["x-slack-signature"] for headers, _ in endpoint.got]
    assert [one for one in (*signatures, "sandbox-not-a-real-secret") if one in wire] == []
    assert "ünïcode & more" in wire


def test_a_plain_text_answer_is_shown(workspace: Workspace, endpoint: Endpoint) -> None:
    endpoint.answer = lambda handler: _respond(handler, 200, b"just words")

    answer = workspace.person("bo").types("/do it", workspace.channel("general"))

    assert answer.text == "just words"


@pytest.mark.parametrize("status", [401, 404, 500])
def test_an_answer_other_than_200_is_a_failed_dispatch(
    workspace: Workspace, endpoint: Endpoint, status: int
) -> None:
    endpoint.answer = lambda handler: _respond(handler, status, b"private details")
    bo, general = workspace.person("bo"), workspace.channel("general")

    assert bo.types("/do it", general).error == "dispatch_failed"
    assert [message.text for message in bo.sees(general)] == [
        '/do failed with the error "dispatch_failed"'
    ]
    assert workspace.wire()[-1].status == status


def test_no_answer_in_time_is_a_timeout(workspace: Workspace, endpoint: Endpoint) -> None:
    late = threading.Event()

    def wait(_handler: BaseHTTPRequestHandler) -> None:
        late.wait(5)

    endpoint.answer = wait
    answer = workspace.person("bo").types("/do it", workspace.channel("general"))
    late.set()

    assert answer.error == "operation_timeout"


def test_an_event_that_fails_is_sent_again_with_number_and_reason(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda handler: _respond(handler, 500)
    workspace.person("bo").says("@probe", workspace.channel("general"))

    wait_for(lambda: len(endpoint.got) == 3)
    told = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h, _ in endpoint.got]
    assert told == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({body for _, body in endpoint.got}) == 1


def test_an_app_can_ask_for_no_retry(workspace: Workspace, endpoint: Endpoint) -> None:
    endpoint.answer = lambda handler: _respond(handler, 500, x_slack_no_retry="1")
    bo, general = workspace.person("bo"), workspace.channel("general")
    bo.says("@probe", general)
    wait_for(lambda: [entry for entry in workspace.wire() if entry.kind == "event"])
    endpoint.answer = lambda handler: _respond(handler, 200)

    bo.types("/do something later", general)

    assert len(endpoint.got) == 2


def test_the_request_url_is_verified_by_a_challenge(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    def echo(handler: BaseHTTPRequestHandler) -> None:
        _respond(handler, 200, endpoint.got[-1][1], content_type="application/json")

    assert workspace.calls.post("verify_request_url")["verified"] is False
    endpoint.answer = echo
    assert workspace.calls.post("verify_request_url")["verified"] is True
