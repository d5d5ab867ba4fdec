"""HTTP mode: Slack calls us; a signature proves that it is Slack."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import health as state
from bot.dispatch import Dispatcher
from bot.health import Health
from bot.replays import Replays, matters

logger = logging.getLogger(__name__)

BODY_LIMIT = 1024 * 1024
"""The most bytes that one request may have; Slack's own largest, a view, has 250 kB."""

READ_ON = 8 * BODY_LIMIT
"""How much of a body that is too long is read and thrown away, so that its sender hears why."""

BODY_PATIENCE_S = 5
HEADERS = (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"))
"""What every answer says to whatever reads it: take it for nothing else, and keep no copy."""

RETRIES = ("x-slack-retry-num", "x-slack-retry-reason")


class CannotListen(Exception):
    """The address to listen at cannot be had."""


def web(
    dispatcher: Dispatcher, health: Health, signing_secret: str, pages: Sequence[Route] = ()
) -> Starlette:
    """Return the web application: `/slack/events`, `/healthz` and `/readyz`.

    Args:
        dispatcher: answers what is proven to come from Slack.
        health: says whether the program lives and can answer.
        signing_secret: shared with Slack.
        pages: what else is served.
    """
    verifier = SignatureVerifier(signing_secret)
    replays = Replays()

    async def events(request: Request) -> Response:
        try:
            async with asyncio.timeout(BODY_PATIENCE_S):
                raw = await _body(request.stream())
        except TimeoutError:
            return PlainTextResponse("The request took too long to arrive.", 408)
        except ClientDisconnect:
            # Whoever sent it has gone, and hears nothing; it is not done either.
            return PlainTextResponse("The request did not arrive whole.", 400)
        if raw is None:
            return PlainTextResponse("The request is too large.", 413)
        if not _signed(verifier, raw, request.headers):
            return PlainTextResponse("The signature is not Slack's.", 401)
        body = _parsed(raw, request.headers.get("content-type", ""))
        if body is None:
            return PlainTextResponse("The request cannot be read.", 400)
        if matters(body) and not replays.is_new(request.headers["x-slack-signature"]):
            return PlainTextResponse("The request was heard before.", 401)
        retries = {name: request.headers[name] for name in RETRIES if name in request.headers}
        try:
            return _response(await asyncio.wrap_future(dispatcher.submit(body, retries)))
        except asyncio.CancelledError:
            # Only the end of the program cancels: Slack, which still waits, is told at once.
            return PlainTextResponse("The program ends.", 503)

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            *state.routes(health),
            *pages,
        ]
    )


class WebServer:
    """A web application, served from a thread.

    Args:
        app: what is served.
        host: the address to listen at.
        port: 0 for any free one.
        setting: what the settings of host and port begin with.
    """

    def __init__(self, app: Starlette, host: str, port: int, *, setting: str = "HTTP") -> None:
        self._setting = setting
        self._host = host
        self._port = port
        self._up = Event()
        config = uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            headers=list(HEADERS),
            # Longer than callers keep a connection idle: it is never closed under them.
            timeout_keep_alive=75,
            timeout_graceful_shutdown=3,
        )
        self._server = _Server(config, self._up.set)
        self._thread: Thread | None = None

    def start(self) -> str:
        """Listen, and return the address that clients use, like `http://127.0.0.1:3000`.

        Raises:
            CannotListen: the address is taken or not ours; its text says so.
        """
        bound = _bound(self._host, self._port, self._setting)
        self._thread = Thread(target=self._server.run, args=([bound],), name="web", daemon=True)
        self._thread.start()
        self._up.wait(5)
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{bound.getsockname()[1]}"

    def stop(self, timeout_s: float) -> bool:
        """Take no new requests and wait for those that are here.

        Returns:
            False if one was still here after *timeout_s* seconds.
        """
        self._server.should_exit = True
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()


class _Server(uvicorn.Server):
    """Uvicorn, telling when it is up."""

    def __init__(self, config: uvicorn.Config, up: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        self._tell()


def _bound(host: str, port: int, setting: str) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(1024)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotListen(
            f"Port {port} of {host} cannot be listened at ({reason}). "
            f"Choose another with {setting}_PORT or {setting}_HOST, or end the program that has it."
        ) from None
    return listening


async def _body(chunks: AsyncIterator[bytes]) -> bytes | None:
    """Return the whole body, or None if it is too long."""
    kept = bytearray()
    seen = 0
    async for chunk in chunks:
        seen += len(chunk)
        if seen > READ_ON:
            break
        if seen <= BODY_LIMIT:
            kept += chunk
    return bytes(kept) if seen <= BODY_LIMIT else None


def _signed(verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]) -> bool:
    # ValueError: a timestamp that is no number, or a body that is not UTF-8.
    # TypeError: hmac.compare_digest refuses text outside ASCII.
    with suppress(ValueError, TypeError):
        return verifier.is_valid(
            raw,
            headers.get("x-slack-request-timestamp"),
            headers.get("x-slack-signature"),
        )
    return False


def _parsed(raw: bytes, content_type: str) -> dict[str, Any] | None:
    """Return what Slack sent: an event is JSON, an interaction JSON in a form, a command a form."""
    with suppress(ValueError, RecursionError):
        if content_type.split(";")[0].strip().lower() == "application/json":
            body = json.loads(raw)
        else:
            form = dict(parse_qsl(raw.decode(), keep_blank_values=True))
            body = json.loads(form["payload"]) if "payload" in form else form
        return body if isinstance(body, dict) else None
    return None


def _response(answer: BoltResponse) -> Response:
    headers = answer.first_headers_without_set_cookie()
    return Response(answer.body, status_code=answer.status, headers=headers)
