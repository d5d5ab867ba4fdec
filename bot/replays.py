"""Requests that were heard before: whoever has one that Slack signed may not use it again.

A signature is good for five minutes. Buttons carry the state wanted, so a repetition does nothing
that its person did not do; but it could undo what they did since.
"""

from array import array
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

LIFE_S = 660.0
"""How long a signature is remembered at least, in seconds. Slack's verifier takes a timestamp that
is five minutes behind or ahead of our clock, so one request could be good for ten minutes."""

REMEMBERED = 50_000
"""How many signatures are remembered at least: 75 a second for as long as they live. While more
come, the oldest are forgotten first."""

EVENTS = ("event_callback", "url_verification")
"""Kinds of which Slack itself repeats what it could not deliver; those are known by their id
(`handlers/deliveries.py`) or change nothing when they come again."""


class _Heard:
    """A set of keys, none of them 0, in 1 MB; Python's own takes 4 MB for as many.

    Each stands at the place that its last bits name, or at the next free one.
    """

    def __init__(self) -> None:
        # At most three of eight places are taken, so the next free one is near.
        self._places = array("Q", bytes(8 << 17))
        self.count = 0

    def _place(self, key: int) -> int:
        """Return where *key* stands or would stand."""
        last = len(self._places) - 1
        place = key & last
        while self._places[place] not in (0, key):
            place = place + 1 & last
        return place

    def __contains__(self, key: int) -> bool:
        return self._places[self._place(key)] == key

    def add(self, key: int) -> None:
        """Add a key that is not here yet."""
        self._places[self._place(key)] = key
        self.count += 1


class Replays:
    """Remembers what was heard in this process; safe to ask from many threads.

    Args:
        now: seconds that only grow.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._newer = _Heard()
        self._older = _Heard()
        self._began = now()

    def is_new(self, signature: str) -> bool:
        """Say whether a valid *signature* was not heard before, and remember it."""
        # Sixty bits of it tell any two apart; nobody without the secret can choose them.
        key = int(signature.removeprefix("v0=")[:15], 16) or 1
        now = self._now()
        with self._lock:
            if now - self._began > LIFE_S or self._newer.count >= REMEMBERED:
                self._older = self._newer if now - self._began <= 2 * LIFE_S else _Heard()
                self._newer = _Heard()
                self._began = now
            if key in self._newer or key in self._older:
                return False
            self._newer.add(key)
            return True


def matters(body: Mapping[str, Any]) -> bool:
    """Say whether *body* is something that Slack delivers once only: a command or an interaction.

    docs.slack.dev describes retries for events alone.
    """
    return body.get("type") not in EVENTS
