"""Takes what happened to the app and waits for its ack, by socket or by signed HTTP."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import httpx

from sandbox.refusals import Json

Envelope = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Ack:
    """The app's answer; *error* is Slack's word for a missing or failed one, None when acked."""

    body: Any
    error: str | None
    ms: float
    status: int = 200
    reason: str | None = None
    wants_no_retry: bool = False


@dataclass(frozen=True)
class Retry:
    """That an event is sent again: the how-manieth time (from 1) and why."""

    number: int
    reason: str


class Delivery(Protocol):
    """A way to the app."""

    @property
    def is_connected(self) -> bool:
        """Whether there is somebody to deliver to."""

    async def send(self, envelope: Envelope, payload: Json, *, retry: Retry | None = None) -> Ack:
        """Deliver one payload and wait for its ack."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request (docs.slack.dev, verifying requests from Slack)."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Delivers by signed POST to one request URL."""

    def __init__(self, request_url: str, *, signing_secret: str, ack_limit_s: float) -> None:
        self.request_url = request_url
        self._secret = signing_secret
        self._ack_limit_s = ack_limit_s
        self._http: httpx.AsyncClient | None = None

    @property
    def is_connected(self) -> bool:
        """True: whether the app listens only shows when something is sent."""
        return True

    def _client(self) -> httpx.AsyncClient:
        """The client, made inside the server's event loop."""
        if self._http is None:
            # A connection for each delivery: with hundreds kept, httpcore looks through all of
            # them for each request (httpcore/_async/connection_pool.py), and 200 at once took 3 s.
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
            timeout = httpx.Timeout(self._ack_limit_s)
            self._http = httpx.AsyncClient(limits=limits, timeout=timeout, trust_env=False)
        return self._http

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._http:
            await self._http.aclose()

    async def send(self, envelope: Envelope, payload: Json, *, retry: Retry | None = None) -> Ack:
        """POST *payload* in the form Slack uses for *envelope* and wait for the answer."""
        if envelope == "events_api":
            body, content_type = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if envelope == "slash_commands" else {"payload": json.dumps(payload)}
            body = urlencode({k: v for k, v in form.items() if v is not None}).encode()
            content_type = "application/x-www-form-urlencoded"
        headers = {"Content-Type": content_type}
        if retry:
            headers |= {
                "X-Slack-Retry-Num": str(retry.number),
                "X-Slack-Retry-Reason": retry.reason,
            }
        return await self._post(body, headers)

    async def is_verified(self) -> bool:
        """Whether the app answers the challenge that Slack sends when a request URL is set."""
        challenge = secrets.token_hex(16)
        asked = {"type": "url_verification", "challenge": challenge}
        ack = await self._post(json.dumps(asked).encode(), {"Content-Type": "application/json"})
        shown = ack.body.get("challenge", ack.body.get("text")) if ack.body else None
        return bool(shown == challenge)

    async def _post(self, body: bytes, headers: dict[str, str]) -> Ack:
        timestamp = str(int(time.time()))
        signed = {
            **headers,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._ack_limit_s):
                answer = await self._client().post(self.request_url, content=body, headers=signed)
        except (TimeoutError, httpx.TimeoutException):
            return Ack(None, "operation_timeout", _ms(started), status=0, reason="http_timeout")
        except httpx.HTTPError:
            return Ack(None, "dispatch_failed", _ms(started), status=0, reason="connection_failed")
        if answer.status_code != 200:
            return Ack(
                None,
                "dispatch_failed",
                _ms(started),
                status=answer.status_code,
                reason="http_error",
                wants_no_retry=answer.headers.get("x-slack-no-retry") == "1",
            )
        return Ack(_body(answer), None, _ms(started))


def _body(answer: httpx.Response) -> Any:
    """The ack body: parsed JSON, text wrapped as a message, or None when empty."""
    if not answer.content.strip():
        return None
    if answer.headers.get("content-type", "").startswith("application/json"):
        try:
            return answer.json()
        except ValueError:
            return {"text": answer.text}
    return {"text": answer.text}


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
