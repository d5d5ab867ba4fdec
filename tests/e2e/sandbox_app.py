"""A small Bolt app under the sandbox, by Socket Mode or HTTP, for the sandbox's own tests."""

import contextlib
import itertools
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sandbox.client import Workspace, wait_for
from sandbox.server import Sandbox
from sandbox.world import Limits

SCOPES = (
    "app_mentions:read channels:history channels:join channels:read chat:write commands "
    "files:write groups:history groups:read im:history im:read im:write pins:write "
    "reactions:write users:read"
)
EVENTS = (
    "app_home_opened app_mention channel_archive channel_rename member_joined_channel "
    "member_left_channel message.channels message.im team_join user_change"
)
QUICK = Limits(ack_s=0.8, trigger_s=0.8, socket_warning_s=0.05, event_retry_delays_s=(0.0, 0.05))


def manifest(*, scopes: str = SCOPES, events: str = EVENTS) -> dict[str, Any]:
    """The app's manifest; scopes and events are words in one string."""
    return {
        "display_information": {"name": "Probe"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "probe"},
            "slash_commands": [
                {"command": "/echo", "description": "says it again", "should_escape": True},
                {"command": "/raw", "description": "says it again, as typed"},
                {"command": "/do", "description": "does what the word says"},
            ],
            "shortcuts": [
                {"name": "New", "type": "global", "callback_id": "new", "description": "new"},
                {"name": "Keep", "type": "message", "callback_id": "keep", "description": "keep"},
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes.split()}},
        "settings": {
            "interactivity": {"is_enabled": True},
            "event_subscriptions": {"bot_events": events.split()},
            "socket_mode_enabled": True,
        },
    }


def button(label: str, action_id: str, value: str = "1") -> dict[str, Any]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": label},
        "action_id": action_id,
        "value": value,
    }


def section(text: str, accessory: dict[str, Any] | None = None) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {**block, "accessory": accessory} if accessory else block


def modal(title: str = "A form") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": "for the app alone",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "name",
                "label": {"type": "plain_text", "text": "Name"},
                "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
            }
        ],
    }


class Bolt:
    """The app, and the payloads its listeners got."""

    def __init__(self, client: WebClient, signing_secret: str) -> None:
        self.client = client
        self.got: list[dict[str, Any]] = []
        self.app = App(client=client, signing_secret=signing_secret, process_before_response=True)

    def latest(self) -> dict[str, Any]:
        """The command or interaction that came last."""
        return next(payload for payload in reversed(self.got) if "event" not in payload)

    def of_type(self, event_type: str) -> list[dict[str, Any]]:
        """The events of one type that came."""
        events = (payload.get("event", {}) for payload in list(self.got))
        return [event for event in events if event.get("type") == event_type]


class Socket:
    """One Socket Mode connection, driven by hand."""

    def __init__(self, sandbox: Sandbox) -> None:
        opener = WebClient(base_url=sandbox.api_url, retry_handlers=[])
        url = str(opener.apps_connections_open(app_token=sandbox.app_token)["url"])
        self._open = contextlib.ExitStack()
        self._connection = self._open.enter_context(connect(url, compression=None))
        self.hello = self.receive()

    def __enter__(self) -> "Socket":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def receive(self, timeout_s: float = 5.0) -> dict[str, Any]:
        """The next message; TimeoutError when none comes in time."""
        message: dict[str, Any] = json.loads(self._connection.recv(timeout_s))
        return message

    def ack(self, envelope: dict[str, Any], payload: Any = None) -> None:
        """Acknowledge an envelope."""
        answer = {"envelope_id": envelope["envelope_id"]}
        if payload is not None:
            answer["payload"] = payload
        self._connection.send(json.dumps(answer))

    def is_closed(self) -> bool:
        """Whether the other side has closed it, after what is still unread."""
        try:
            while True:
                self._connection.recv(5.0)
        except ConnectionClosed:
            return True


class Bench:
    """A sandbox, its workspace, and people in it."""

    def __init__(self, sandbox: Sandbox, workspace: Workspace, bolt: Bolt) -> None:
        self.sandbox = sandbox
        self.workspace = workspace
        self.bolt = bolt
        self.client = bolt.client
        self._rounds = itertools.count(1)
        self.start_over()

    def start_over(self) -> None:
        """Fresh people in a fresh channel; mallory is not in it."""
        number = next(self._rounds)
        self.ada = self.workspace.add_person(f"ada{number}")
        self.bo = self.workspace.add_person(f"bo{number}")
        self.mallory = self.workspace.add_person(f"mallory{number}")
        self.channel = self.workspace.add_channel(f"general{number}", members=[self.ada, self.bo])
        self.bolt.got.clear()

    def refused(self) -> list[str]:
        """Why Slack would not have taken calls so far."""
        return [entry.refused for entry in self.workspace.wire() if entry.refused]


@contextlib.contextmanager
def bench(mode: str = "socket", *, limits: Limits | None = None, **more: Any) -> Iterator[Bench]:
    """A sandbox with the app in it; *mode* is "socket", "http", or "alone" for no listening app."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}/slack/events" if mode == "http" else None
    given = {"manifest": manifest(), **more}
    with (
        Sandbox(given.pop("manifest"), request_url=url, limits=limits, **given) as box,
        Workspace(box.base_url) as workspace,
    ):
        client = WebClient(box.bot_token, base_url=box.api_url, retry_handlers=[])
        bolt = Bolt(client, box.signing_secret)
        with {"socket": _by_socket, "http": _by_http, "alone": _alone}[mode](box, bolt, port):
            if mode != "alone":
                wait_for(lambda: workspace.is_connected)
            yield Bench(box, workspace, bolt)


@contextlib.contextmanager
def _alone(_box: Sandbox, _bolt: Bolt, _port: int) -> Iterator[None]:
    yield


@contextlib.contextmanager
def _by_socket(box: Sandbox, bolt: Bolt, _port: int) -> Iterator[None]:
    handler = SocketModeHandler(bolt.app, box.app_token)
    handler.connect()  # type: ignore[no-untyped-call] # the SDK has no types here
    try:
        yield
    finally:
        # The SDK's reader waits up to 3 s for a byte before it notices that it is closed.
        handler.client.auto_reconnect_enabled = False
        with Workspace(box.base_url) as workspace:
            workspace.drop_sockets()
        handler.close()  # type: ignore[no-untyped-call] # the SDK has no types here


@contextlib.contextmanager
def _by_http(_box: Sandbox, bolt: Bolt, port: int) -> Iterator[None]:
    adapter = SlackRequestHandler(bolt.app)

    async def events(request: Request) -> Response:
        return await adapter.handle(request)

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    config = uvicorn.Config(web, host="127.0.0.1", port=port, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 5
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
