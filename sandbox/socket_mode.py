"""Socket Mode: tickets, connections, envelopes and their acks (docs.slack.dev, Socket Mode)."""

import asyncio
import json
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery import Ack, Envelope, Retry
from sandbox.drops import drop
from sandbox.refusals import Json
from sandbox.wire import Wire

MAX_CONNECTIONS = 10
TICKET_LIFE_S = 30.0
CONNECTION_TIME_S = 3600


@dataclass(eq=False)
class Connection:
    """One open socket of the app; a *retiring* one gets no more envelopes."""

    socket: WebSocket
    number: int
    retiring: bool = False


class SocketMode:
    """Delivers over the app's WebSockets: each envelope to one of them, in turn."""

    def __init__(
        self,
        *,
        app_id: str,
        ack_limit_s: float,
        warning_s: float,
        wire: Wire,
        on_change: Callable[[], None],
    ) -> None:
        self._app_id = app_id
        self._ack_limit_s = ack_limit_s
        self._warning_s = warning_s
        self._wire = wire
        self._on_change = on_change
        self._tickets: dict[str, float] = {}
        self._connections: list[Connection] = []
        self._turn = 0
        self._opened = 0
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    @property
    def is_connected(self) -> bool:
        """Whether at least one socket takes envelopes."""
        return any(not connection.retiring for connection in self._connections)

    @property
    def count(self) -> int:
        """How many sockets are open."""
        return len(self._connections)

    def new_ticket(self) -> str:
        """A ticket for one connection, good for half a minute."""
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = time.monotonic()
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from hello to its end."""
        issued = self._tickets.pop(socket.query_params.get("ticket", ""), None)
        if issued is None or time.monotonic() - issued > TICKET_LIFE_S:
            await socket.close(4000)
            return
        await socket.accept()
        if len(self._connections) >= MAX_CONNECTIONS:
            await self._say_goodbye(socket, "too_many_websockets")
            await socket.close()
            return
        self._opened += 1
        connection = Connection(socket, self._opened)
        self._connections.append(connection)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._connections),
                "debug_info": {
                    "host": "sandbox",
                    "approximate_connection_time": CONNECTION_TIME_S,
                },
                "connection_info": {"app_id": self._app_id},
            }
        )
        self._note("hello", connection)
        try:
            while True:
                self._hear(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError, KeyError):
            # RuntimeError: we closed it ourselves; KeyError: a binary frame, which Slack ignores.
            pass
        finally:
            self._connections.remove(connection)
            self._note("closed", connection)

    def _note(self, what: str, connection: Connection) -> None:
        self._wire.record(
            "to_app",
            "socket",
            what,
            request={"connection": connection.number, "open": len(self._connections)},
            response=None,
            started=time.perf_counter(),
        )
        self._on_change()

    def _hear(self, text: str) -> None:
        """Take an ack; one for an envelope that nobody waits for any more changes nothing."""
        try:
            ack = json.loads(text)
        except ValueError:
            return
        if not isinstance(ack, dict):
            return
        waiting = self._waiting.get(str(ack.get("envelope_id")))
        if waiting and not waiting.done():
            waiting.set_result(ack)

    async def send(self, envelope: Envelope, payload: Json, *, retry: Retry | None = None) -> Ack:
        """Send one envelope down one connection and wait for its ack."""
        started = time.perf_counter()
        ready = [connection for connection in self._connections if not connection.retiring]
        if not ready:
            return Ack(None, "dispatch_failed", 0.0, status=0, reason="connection_failed")
        self._turn += 1
        connection = ready[self._turn % len(ready)]
        message: Json = {
            "envelope_id": str(uuid.uuid4()),
            "type": envelope,
            "payload": payload,
            "accepts_response_payload": accepts_payload(envelope, payload),
        }
        if envelope == "events_api":
            message["retry_attempt"] = retry.number if retry else 0
            message["retry_reason"] = retry.reason if retry else ""
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[message["envelope_id"]] = waiting
        try:
            async with asyncio.timeout(self._ack_limit_s):
                await connection.socket.send_text(json.dumps(message))
                ack = await waiting
        except TimeoutError:
            return Ack(None, "operation_timeout", _ms(started), status=0, reason="timeout")
        except (WebSocketDisconnect, RuntimeError):
            return Ack(None, "dispatch_failed", _ms(started), status=0, reason="connection_failed")
        finally:
            del self._waiting[message["envelope_id"]]
        return Ack(ack.get("payload") or None, None, _ms(started))

    def drop_all(self) -> int:
        """Cut every connection without a goodbye; how many there were."""
        for connection in self._connections:
            connection.retiring = True
            drop(connection.socket.scope)
        return len(self._connections)

    async def refresh_all(self) -> int:
        """Renew every connection as Slack does every few hours: warn, then close.

        1. `disconnect` with reason "warning": the app opens a new connection.
        2. After the warning time, `disconnect` with "refresh_requested", and the socket closes.
        """
        old = list(self._connections)
        for connection in old:
            await self._say_goodbye(connection.socket, "warning")
        await asyncio.sleep(self._warning_s)
        for connection in old:
            if connection not in self._connections:
                continue
            connection.retiring = True
            await self._say_goodbye(connection.socket, "refresh_requested")
            await connection.socket.close()
        return len(old)

    async def _say_goodbye(self, socket: WebSocket, reason: str) -> None:
        await socket.send_json(
            {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        )


def accepts_payload(envelope: Envelope, payload: Json) -> bool:
    """Whether Slack reads the ack's body: of commands, submissions and option requests."""
    return envelope == "slash_commands" or payload.get("type") in (
        "view_submission",
        "block_suggestion",
    )


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
