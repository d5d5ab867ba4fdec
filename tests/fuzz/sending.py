"""Sends inputs to a running program and notes what it made of them."""

import hashlib
import hmac
import json
import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Lock, local
from urllib.parse import urlsplit

import httpx

from tests.fuzz import mutations
from tests.fuzz.payloads import Payloads, encoded

SLOWEST_S = 3.0
AT_ONCE = 4
CONTENT_TYPES = (
    "application/x-www-form-urlencoded", "application/json", "application/json; charset=utf-16",
    "application/json;;;", "text/plain", "multipart/form-data; boundary=x", "", "é", "\x01",
)  # fmt: skip
HEADERS = (
    ("Content-Encoding", "gzip"), ("Accept", "\x80"), ("X-Slack-Retry-Num", "1"),
    ("X-Slack-Retry-Reason", "http_timeout"), ("X-Slack-Retry-Reason", "☃"),
    ("Cookie", "a=b"), ("X-Forwarded-For", "127.0.0.1"), ("Expect", "100-continue"),
    ("Transfer-Encoding", "chunked"), ("X-Slack-Socket-Token", "x"), ("X", "y" * 20_000),
)  # fmt: skip
PATHS = ("/slack/events", "/slack/events", "/slack/events/", "/", "/slack/../readyz", "/%00", "/é")
METHODS = ("POST", "POST", "GET", "PUT", "HEAD", "OPTIONS", "TRACE", "PROPFIND")


@dataclass
class Heard:
    """What the program answered.

    Args:
        statuses: how often each status came; 0 for a connection that was closed without one.
        slowest_s: how long the slowest answer took.
        offences: inputs that got a 5xx or no answer in time.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    slowest_s: float = 0.0
    offences: list[str] = field(default_factory=list)


class Sender:
    """Sends from several threads.

    Args:
        address: of the bot, like `http://127.0.0.1:3000`.
        secret: with which Slack signs.
    """

    def __init__(self, address: str, secret: str) -> None:
        self.heard = Heard()
        self._address = address
        self._secret = secret
        self._lock = Lock()
        self._mine = local()
        self._clients: list[httpx.Client] = []

    def close(self) -> None:
        """Close the connections."""
        for client in self._clients:
            client.close()

    def send(self, count: int, seed: int, act: Callable[[Random], None]) -> None:
        """Act *count* times, each with a chance of its own, so that one can be repeated alone."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(lambda n: act(Random(f"{seed}-{n}")), range(count)):
                pass

    def payload(self, body: bytes, content_type: str) -> None:
        """Send what Slack could have sent."""
        self.request(
            "POST", "/slack/events", body, [*self.signed(body), ("Content-Type", content_type)]
        )

    def signed(self, body: bytes) -> list[tuple[str, str]]:
        moment = str(int(time.time()))
        digest = hmac.new(self._secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
        return [
            ("X-Slack-Request-Timestamp", moment),
            ("X-Slack-Signature", f"v0={digest.hexdigest()}"),
        ]

    def request(self, method: str, path: str, body: bytes, headers: list[tuple[str, str]]) -> None:
        client: httpx.Client | None = getattr(self._mine, "client", None)
        if client is None:
            client = self._mine.client = httpx.Client(
                base_url=self._address, timeout=SLOWEST_S, trust_env=False
            )
            self._clients.append(client)
        sent = [(name.encode(), value.encode("utf-8", "replace")) for name, value in headers]
        began = time.monotonic()
        try:
            status = client.request(method, path, content=body, headers=sent).status_code
        except httpx.TimeoutException:
            status = 599
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            status = 0
        except httpx.LocalProtocolError:
            return  # what this client would not send is sent by `bytes_alone`
        self._note(status, time.monotonic() - began, f"{method} {path} {headers} {body[:2000]!r}")

    def bytes_alone(self, data: bytes) -> None:
        """Send bytes that need be no HTTP at all, and no more after them."""
        at = urlsplit(self._address)
        began = time.monotonic()
        with socket.create_connection((at.hostname or "", at.port or 0), SLOWEST_S) as line:
            answer = b""
            try:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                while part := line.recv(65536):
                    answer += part
                status = int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0
            except TimeoutError:
                status = 599
            except OSError:
                status = 0
        self._note(status, time.monotonic() - began, f"{data[:2000]!r}")

    def _note(self, status: int, took_s: float, what: str) -> None:
        with self._lock:
            self.heard.statuses[status] += 1
            self.heard.slowest_s = max(self.heard.slowest_s, took_s)
            if status >= 500 or took_s > SLOWEST_S:
                self.heard.offences.append(f"{status} after {took_s:.1f} s: {what}")


def possible(sender: Sender, payloads: Payloads) -> None:
    """Send what a participant with a modified client could make Slack send."""
    sender.payload(*encoded(payloads.any()))


def impossible(sender: Sender, payloads: Payloads, chance: Random) -> None:
    """Send what Slack would never send, with its signature or without."""
    kind = chance.random()
    body, content_type = encoded(payloads.any())
    if kind < 0.6:
        sender.payload(*encoded(mutations.broken(payloads.any(), chance)))
    elif kind < 0.7:
        sender.payload(mutations.raw(body, chance), content_type)
    elif kind < 0.8:
        sender.payload(body, chance.choice(CONTENT_TYPES))
    elif kind < 0.85:
        nested = b"[" * chance.randrange(1, 200_000)
        sender.payload(
            chance.choice((b"payload=", b"", b"payload=%7B%22a%22:")) + nested, content_type
        )
    elif kind < 0.9:
        sender.payload(
            json.dumps(mutations.deep(chance.randrange(900))).encode(), "application/json"
        )
    elif kind < 0.97:
        headers = chance.sample(HEADERS, chance.randrange(3))
        if chance.random() < 0.5:
            headers += sender.signed(mutations.raw(body, chance))
        if chance.random() < 0.5:
            headers.append(("Content-Type", chance.choice(CONTENT_TYPES)))
        sender.request(chance.choice(METHODS), chance.choice(PATHS), body, headers)
    elif kind < 0.971:
        sender.payload(b"x" * chance.choice((2**20, 2**20 + 1, 9 * 2**20)), content_type)
    else:
        head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        sender.bytes_alone(mutations.raw(head.encode() + body, chance))
