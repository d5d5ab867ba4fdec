"""Signed slash commands over HTTP, one after another or many at once, and how long each took.

This client, httpx in threads, is the one with which the aims were set. It takes a processor for
itself when it waits for nothing else, and then bounds what is measured: with plain sockets in its
place the limit, which does next to nothing, is about twice as high, and the bot, which does more,
hardly higher.
"""

import statistics
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

TOPICS = 5
TURNS = 47
"""How many people vote in turn at one connection: the bot holds back one who votes without end."""

_TRIGGERS = count(1)


@dataclass(frozen=True)
class Target:
    """Where the commands go, and what they need to be believed."""

    address: str
    signing_secret: str
    team_id: str
    channel_id: str


@dataclass(frozen=True)
class Times:
    """What one round took.

    Args:
        acks_ms: from request to ack, sorted, in milliseconds.
        seconds: the whole round.
    """

    acks_ms: tuple[float, ...]
    seconds: float

    @property
    def median_ms(self) -> float:
        """Return the median time from request to ack."""
        return statistics.median(self.acks_ms)

    @property
    def late_ms(self) -> float:
        """Return the 99th percentile."""
        return self.acks_ms[min(int(len(self.acks_ms) * 0.99), len(self.acks_ms) - 1)]

    @property
    def per_second(self) -> float:
        """Return answers a second."""
        return len(self.acks_ms) / self.seconds


def votes(target: Target, *, at_once: int, each: int, first_person: int = 0) -> Times:
    """Let *at_once* people vote *each* times, every vote another one than before."""

    def vote(person: int) -> list[float]:
        with httpx.Client() as client:
            return [
                _ack_ms(client, target, person * TURNS + turn % TURNS, text)
                for turn, text in enumerate(texts(each))
            ]

    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        done = list(pool.map(vote, range(first_person, first_person + at_once)))
    seconds = time.perf_counter() - began
    return Times(tuple(sorted(ms for acks in done for ms in acks)), seconds)


def texts(each: int) -> Iterator[str]:
    """Return what is typed behind `/vote`, *each* times: a dot on each topic, then none."""
    for turn in count():
        if turn == each:
            return
        yield f"{turn % TOPICS + 1} x{1 - turn // TOPICS % 2}"


def command_ms(
    client: httpx.Client, target: Target, fields: Mapping[str, str]
) -> tuple[float, str]:
    """Send one signed command; return the milliseconds from request to ack, and what was answered.

    Args:
        fields: command, text, user_id and channel_id, as Slack names them.

    Raises:
        RuntimeError: it was not taken.
    """
    body = urlencode(
        {
            **fields,
            "team_id": target.team_id,
            "response_url": "http://127.0.0.1:9/",
            "trigger_id": f"1.{next(_TRIGGERS)}",  # as Slack's, never the same again
        }
    )
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(target.signing_secret).generate_signature(
        timestamp=timestamp, body=body
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature or "",
    }
    began = time.perf_counter()
    response = client.post(f"{target.address}/slack/events", content=body, headers=headers)
    took = (time.perf_counter() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code}: {response.text[:200]}")
    return took, response.text


def _ack_ms(client: httpx.Client, target: Target, person: int, text: str) -> float:
    took, answer = command_ms(
        client,
        target,
        {
            "command": "/vote",
            "text": text,
            "user_id": f"UBENCH{person:04d}",
            "channel_id": target.channel_id,
        },
    )
    if "error" in answer[:200].lower():
        raise RuntimeError(answer[:200])
    return took
