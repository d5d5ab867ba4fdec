"""Calls of the sandbox's human side over HTTP, and waiting for what they show."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from sandbox.refusals import Json
from sandbox.sights import Channel

T = TypeVar("T")
ChannelOrId = Channel | str


class Refused(Exception):
    """The sandbox did not let a person do something; *error* is its word for it."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(f"{error}: {message}")
        self.error = error


def wait_for(
    condition: Callable[[], T | None], timeout_s: float = 5.0, *, every_s: float = 0.01
) -> T:
    """What *condition* returns, as soon as that is true.

    Raises:
        TimeoutError: it was not true within *timeout_s* seconds.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"not true within {timeout_s} s; last was {found!r}")
        time.sleep(every_s)


class Calls:
    """One pool of connections to one sandbox, for any number of threads."""

    def __init__(self, base_url: str) -> None:
        # The server closes a connection that was idle for 5 s (uvicorn, timeout_keep_alive). One
        # that is taken up in that very moment breaks, so it is given up before. None is closed for
        # being one too many: it may just have been taken (github.com/encode/httpcore, 1110).
        limits = httpx.Limits(
            max_connections=None, max_keepalive_connections=None, keepalive_expiry=2.0
        )
        self._http = httpx.Client(base_url=base_url, limits=limits, timeout=30.0, trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, path: str, **query: Any) -> Json:
        """Ask the human side.

        Raises:
            Refused: it said no.
        """
        return _answer(self._http.get(f"/sandbox/{path}", params=query))

    def fetch(self, path: str, **query: Any) -> bytes:
        """The bytes at a path of the human side.

        Raises:
            Refused: it said no.
        """
        response = self._http.get(path, params=query)
        if response.status_code >= 400:
            _answer(response)
        return response.content

    def post(self, path: str, **body: Any) -> Json:
        """Do something on the human side.

        Raises:
            Refused: it said no.
        """
        return _answer(self._http.post(f"/sandbox/{path}", json=body))


def _answer(response: httpx.Response) -> Json:
    if response.status_code >= 500:
        raise Refused("sandbox_failed", response.text)
    body: Json = response.json()
    if response.status_code >= 400:
        raise Refused(body.get("error", "error"), body.get("message", ""))
    return body


def id_of(channel: ChannelOrId) -> str:
    """The id of a channel that is given whole or by its id."""
    return channel if isinstance(channel, str) else channel.id
