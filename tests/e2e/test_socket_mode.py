"""The line to Slack: big answers, lost and replaced connections, and an orderly end."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from bot.dispatch import Dispatcher
from bot.socket_mode import SocketMode

SOON_S = 5.0


class Slack:
    """The other end of the line, which a test drives one envelope at a time.

    The sandbox behaves as Slack does; these tests need one that misbehaves at an exact moment.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.connections: list[ServerConnection] = []
        self.acks: dict[str, Any] = {}
        self.refusal: str | None = None
        self.sockets = serve(self._hold, "127.0.0.1", 0)
        self.web = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.threads = [
            threading.Thread(target=self.sockets.serve_forever),
            threading.Thread(target=self.web.serve_forever, args=(0.05,)),
        ]
        for thread in self.threads:
            thread.start()

    def close(self) -> None:
        for connection in self.connections:
            connection.close()
        self.sockets.shutdown()
        self.web.shutdown()
        self.web.server_close()
        for thread in self.threads:
            thread.join(SOON_S)

    def client(self) -> WebClient:
        port = self.web.server_address[1]
        return WebClient(base_url=f"http://127.0.0.1:{port}/api/", timeout=2, retry_handlers=[])

    def wait(self, condition: Callable[[], Any]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, SOON_S)

    def connected(self, count: int) -> ServerConnection:
        self.wait(lambda: len(self.connections) >= count)
        return self.connections[count - 1]

    def command(self, envelope_id: str, text: str) -> dict[str, Any]:
        payload = {
            "command": "/say",
            "text": text,
            "team_id": "T1",
            "user_id": "U1",
            "channel_id": "C1",
        }
        return {"type": "slash_commands", "envelope_id": envelope_id, "payload": payload}

    def ack(self, envelope_id: str) -> Any:
        self.wait(lambda: envelope_id in self.acks)
        return self.acks[envelope_id]

    def _hold(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello"}))
        with self.changed:
            self.connections.append(connection)
            self.changed.notify_all()
        try:
            for message in connection:
                with self.changed:
                    ack = json.loads(message)
                    self.acks[ack["envelope_id"]] = ack.get("payload")
                    self.changed.notify_all()
        except ConnectionClosed:
            return

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                url = f"ws://127.0.0.1:{slack.sockets.socket.getsockname()[1]}/link"
                answer: dict[str, Any] = {"ok": True, "url": url}
                if slack.refusal is not None:
                    answer = {"ok": False, "error": slack.refusal}
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                return

        return Handler


class Echo(App):
    """Answers a command with its text; the text "wait" waits to be released first."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.began = threading.Event()

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        text = req.body.get("text", "")
        if text == "wait":
            self.began.set()
            self.release.wait(SOON_S)
        if text == "fail":
            return BoltResponse(status=500)
        return BoltResponse(status=200, body={"text": text})


@pytest.fixture
def slack() -> Iterator[Slack]:
    far_end = Slack()
    yield far_end
    far_end.close()


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def line(slack: Slack, echo: Echo) -> Iterator[SocketMode]:
    dispatcher = Dispatcher(echo, 4)
    near_end = SocketMode(slack.client(), "xapp-1", dispatcher)
    yield near_end
    echo.release.set()
    near_end.stop_accepting()
    dispatcher.finish(SOON_S)
    near_end.close(SOON_S)


def test_an_answer_of_any_size_arrives_whole(slack: Slack, line: SocketMode) -> None:
    line.start()
    connection = slack.connected(1)
    for size in (1, 125, 126, 20_000, 65_535, 65_536, 150_000):
        connection.send(json.dumps(slack.command(f"e{size}", "ä" * size)))
        assert slack.ack(f"e{size}") == {"text": "ä" * size}


def test_a_connection_that_drops_without_goodbye_is_replaced(
    slack: Slack, line: SocketMode
) -> None:
    line.start()
    slack.connected(1).socket.close()
    began = time.monotonic()
    slack.connected(2).send(json.dumps(slack.command("e1", "again")))
    assert slack.ack("e1") == {"text": "again"}
    assert time.monotonic() - began < 2


def test_a_new_connection_is_open_before_an_ending_one_is_let_go(
    slack: Slack, line: SocketMode, echo: Echo
) -> None:
    line.start()
    old = slack.connected(1)
    old.send(json.dumps(slack.command("e1", "wait")))
    assert echo.began.wait(SOON_S)
    old.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
    slack.connected(2)
    old.send(json.dumps(slack.command("e2", "still on the old one")))
    assert slack.ack("e2") == {"text": "still on the old one"}
    old.close()
    echo.release.set()
    assert slack.ack("e1") == {"text": "wait"}


def test_an_answer_whose_connection_broke_goes_by_the_one_that_opens_next(
    slack: Slack, line: SocketMode, echo: Echo
) -> None:
    line.start()
    old = slack.connected(1)
    old.send(json.dumps(slack.command("e1", "wait")))
    assert echo.began.wait(SOON_S)
    old.close()
    echo.release.set()
    assert slack.ack("e1") == {"text": "wait"}
    assert len(slack.connections) == 2


def test_what_was_taken_is_answered_before_the_line_is_closed(
    slack: Slack, line: SocketMode, echo: Echo
) -> None:
    line.start()
    connection = slack.connected(1)
    connection.send(json.dumps(slack.command("taken", "wait")))
    assert echo.began.wait(SOON_S)
    line.stop_accepting()
    connection.send(json.dumps(slack.command("late", "too late")))
    echo.release.set()
    assert slack.ack("taken") == {"text": "wait"}
    line.close(SOON_S)
    assert set(slack.acks) == {"taken"}
    assert len(slack.connections) == 1


def test_a_failed_request_is_not_acknowledged(slack: Slack, line: SocketMode) -> None:
    line.start()
    connection = slack.connected(1)
    connection.send(json.dumps(slack.command("bad", "fail")))
    connection.send(json.dumps(slack.command("good", "well")))
    assert slack.ack("good") == {"text": "well"}
    assert "bad" not in slack.acks


def test_noise_on_the_line_is_ignored(slack: Slack, line: SocketMode) -> None:
    line.start()
    connection = slack.connected(1)
    for noise in ("", "[]", "{", '{"type": "hello again"}', "null"):
        connection.send(noise)
    connection.send(json.dumps(slack.command("e1", "hear me")))
    assert slack.ack("e1") == {"text": "hear me"}


def test_a_refused_app_token_is_told_and_no_connection_is_made(
    slack: Slack, line: SocketMode
) -> None:
    slack.refusal = "invalid_auth"
    line.start()
    deadline = time.monotonic() + SOON_S
    while line.refused is None and time.monotonic() < deadline:
        line.connected.wait(0.01)
    assert line.refused is not None
    assert line.refused.reason == "invalid_auth"
    assert slack.connections == []
