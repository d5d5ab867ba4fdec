"""What is known of the request at hand: how long it can wait, and whether it may have saved."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic


@dataclass
class _Request:
    begin_by: float
    saved: int = 0


_request: ContextVar[_Request | None] = ContextVar("request", default=None)


@contextmanager
def until(moment: float) -> Generator[None]:
    """Let nothing that changes data begin after *moment*, on the clock of `time.monotonic`."""
    token = _request.set(_Request(moment))
    try:
        yield
    finally:
        _request.reset(token)


def left_s(most_s: float) -> float:
    """Return how many seconds may still be waited, at most *most_s*."""
    request = _request.get()
    return most_s if request is None else min(most_s, max(request.begin_by - monotonic(), 0.0))


def saving() -> None:
    """Note that a transaction of this request is about to be committed."""
    request = _request.get()
    if request is not None:
        request.saved += 1


def not_saved() -> None:
    """Note that the transaction that was just committed surely was not."""
    request = _request.get()
    if request is not None:
        request.saved -= 1


def has_saved_nothing() -> bool:
    """Say whether this request has surely changed nothing; False where there is no request."""
    request = _request.get()
    return request is not None and request.saved == 0
