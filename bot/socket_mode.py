"""Socket Mode: we call Slack, and Slack sends everything through that one connection.

slack_sdk has a client for this (3.47, socket_mode/builtin), which we do not use. An answer above
64 kB raises `struct.error` in it; a connection that drops without a goodbye is noticed after a
minute in which one processor is busy (measured: 60 s, against 4 ms here); and its `close` cuts the
connection before what was taken is answered.

The protocol (docs.slack.dev, Using Socket Mode):
1. `apps.connections.open` gives the address of a WebSocket, for one use.
2. Slack says `hello`. Everything that follows is an envelope; its answer carries its id.
3. `disconnect` says that the connection will end soon: a new one is opened first.
"""

import json
import logging
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot import slack
from bot.dispatch import Dispatcher

logger = logging.getLogger(__name__)

DELAYS_S = (0, 1, 2, 5, 10)
"""How long to wait before connecting again, in seconds; the last repeats."""

STEADY_S = 10
"""A connection that lived this many seconds was a good one: the delays begin anew."""

REFUSED_DELAY_S = 30
FAREWELL_S = 15
"""How long a connection is read, in seconds, that Slack wants to end; it does so after some ten."""

ANSWER_WITHIN_S = 1.0
"""How long an answer waits for a connection, in seconds; for all of it Slack waits three."""

LOOK_AGAIN_S = 0.02


class SocketMode:
    """Keeps a connection to Slack and passes on what comes through it.

    Args:
        client: any; calls with it bring the app token.
        app_token: opens connections.
        dispatcher: answers.
    """

    def __init__(self, client: WebClient, app_token: str, dispatcher: Dispatcher) -> None:
        self._client = client
        self._app_token = app_token
        self._dispatcher = dispatcher
        self._lock = Lock()
        self._connections: list[ClientConnection] = []
        self._threads: list[Thread] = []
        self._stopping = Event()
        self.connected = Event()
        self.refused: slack.TokenRefused | None = None

    def start(self) -> None:
        """Connect in the background, again and again if need be.

        `connected` tells success; `refused` is set when Slack does not accept the app token.
        """
        thread = Thread(target=self._hold, name="socket", daemon=True)
        with self._lock:
            self._threads = [*(held for held in self._threads if held.is_alive()), thread]
        thread.start()

    def stop_accepting(self) -> None:
        """Take nothing more from Slack; what was taken can still be answered."""
        with self._lock:
            self._stopping.set()

    def close(self, timeout_s: float) -> None:
        """Close all connections, within *timeout_s* seconds."""
        self.stop_accepting()
        until = monotonic() + timeout_s
        with self._lock:
            open_now, threads = list(self._connections), list(self._threads)
        for connection in open_now:
            connection.close()
        for thread in threads:
            thread.join(max(0, until - monotonic()))

    def _hold(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = monotonic()
            try:
                # The address is a secret: whoever has it is our app.
                url = slack.socket_address(self._client, self._app_token)
                with connect(
                    url,
                    open_timeout=5,
                    close_timeout=1,
                    ping_interval=10,
                    ping_timeout=10,
                    compression=None,
                    max_size=4 * 1024 * 1024,
                ) as connection:
                    if self._read(connection):
                        return
                delay = 0.0
            except slack.TokenRefused as refused:
                self.refused = refused
                logger.warning("Slack does not accept SLACK_APP_TOKEN: %s", refused.reason)
                delay = REFUSED_DELAY_S
            except slack.SlackSilent as silent:
                logger.warning("Slack gives no connection: %s", silent)
                delay = silent.after_s
            except (OSError, WebSocketException) as error:
                logger.warning("The connection to Slack is gone: %s", type(error).__name__)
                delay = 0.0
            if self._stopping.is_set():
                return
            if monotonic() - began > STEADY_S:
                failures = 0
            self._stopping.wait(max(delay, DELAYS_S[min(failures, len(DELAYS_S) - 1)]))
            failures += 1

    def _read(self, connection: ClientConnection) -> bool:
        """Pass on what comes until the connection ends; True if another has taken its place."""
        until: float | None = None
        try:
            while True:
                left = None if until is None else max(0, until - monotonic())
                message = _parsed(connection.recv(left))
                kind = message.get("type")
                if kind == "hello":
                    if not self._open(connection):
                        return True
                elif kind == "disconnect" and message.get("reason") == "link_disabled":
                    logger.error("Socket Mode is off: switch it on at api.slack.com/apps.")
                    self._stopping.wait(REFUSED_DELAY_S)
                    return False
                elif kind == "disconnect" and until is None:
                    until = monotonic() + FAREWELL_S
                    self.start()
                elif "envelope_id" in message:
                    self._accept(connection, message)
        except TimeoutError:
            return True
        except ConnectionClosed:
            if until is None and not self._stopping.is_set():
                raise
            return True
        finally:
            self._closed(connection)

    def _open(self, connection: ClientConnection) -> bool:
        """Count *connection* among the open ones; False when it comes too late for that."""
        with self._lock:
            if self._stopping.is_set():
                return False
            self._connections.append(connection)
            self.connected.set()
            return True

    def _closed(self, connection: ClientConnection) -> None:
        with self._lock:
            if connection in self._connections:
                self._connections.remove(connection)
            if not self._connections:
                self.connected.clear()

    def _accept(self, connection: ClientConnection, envelope: dict[str, Any]) -> None:
        retries = {
            f"x-slack-retry-{name}": str(envelope[key])
            for name, key in (("num", "retry_attempt"), ("reason", "retry_reason"))
            if envelope.get(key) not in (None, "")
        }

        def deliver(response: BoltResponse) -> None:
            self._deliver(connection, envelope["envelope_id"], response)

        # What comes while we stop is not taken: nothing happens, and Slack says so to the person.
        with self._lock:
            if not self._stopping.is_set():
                self._dispatcher.submit(envelope.get("payload") or {}, retries, deliver)

    def _deliver(
        self, connection: ClientConnection, envelope_id: str, answer: BoltResponse
    ) -> None:
        if answer.status != 200:
            # Unanswered, Slack tells the person that something failed, or sends an event again.
            logger.warning("A request was answered with status %s.", answer.status)
            return
        text = json.dumps(_reply(envelope_id, answer))
        until = monotonic() + ANSWER_WITHIN_S
        while not self._is_sent(connection, text):
            # The connection that takes the place of this one may be just opening.
            if monotonic() > until or self._stopping.wait(LOOK_AGAIN_S):
                logger.warning("An answer could not be sent: the connection to Slack was gone.")
                return

    def _is_sent(self, connection: ClientConnection, text: str) -> bool:
        """Send by *connection*, or by any other that is open."""
        with self._lock:
            others = [other for other in self._connections if other is not connection]
        for open_one in (connection, *others):
            try:
                open_one.send(text)
            except ConnectionClosed:
                continue
            return True
        return False


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _reply(envelope_id: str, answer: BoltResponse) -> dict[str, Any]:
    if not answer.body:
        return {"envelope_id": envelope_id}
    kind = answer.headers.get("content-type", [""])[0]
    if kind.startswith("application/json"):
        return {"envelope_id": envelope_id, "payload": json.loads(answer.body)}
    return {"envelope_id": envelope_id, "payload": {"text": answer.body}}
