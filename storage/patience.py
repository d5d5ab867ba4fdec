"""How long whoever asked can still wait: Slack gives an answer three seconds."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_begin_by: ContextVar[float | None] = ContextVar("begin_by", default=None)


@contextmanager
def until(moment: float) -> Generator[None]:
    """Let nothing that changes data begin after *moment*, on the clock of `time.monotonic`."""
    token = _begin_by.set(moment)
    try:
        yield
    finally:
        _begin_by.reset(token)


def left_s(most_s: float) -> float:
    """Return how many seconds may still be waited, at most *most_s*."""
    moment = _begin_by.get()
    return most_s if moment is None else min(most_s, max(moment - monotonic(), 0.0))
