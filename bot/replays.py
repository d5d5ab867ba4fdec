"""Requests that were heard before: whoever has one that Slack signed may not use it again.

A signature is good for five minutes. Buttons carry the state wanted, so a repetition does nothing
that its person did not do; but it could undo what they did since.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

LIFE_S = 660.0
"""How long a signature is remembered at least, in seconds. Slack's verifier takes a timestamp that
is five minutes behind or ahead of our clock, so one request could be good for ten minutes."""

REMEMBERED = 50_000
"""How many signatures are remembered at least, in some 4 MB: 75 a second for as long as they live.
While more come, the oldest are forgotten first."""

EVENTS = ("event_callback", "url_verification")
"""Kinds of which Slack itself repeats what it could not deliver; those are known by their id
(`handlers/deliveries.py`) or change nothing when they come again."""


class Replays:
    """Remembers what was heard in this process; safe to ask from many threads.

    Args:
        now: seconds that only grow.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._newer: set[int] = set()
        self._older: set[int] = set()
        self._began = now()

    def is_new(self, signature: str) -> bool:
        """Say whether a valid *signature* was not heard before, and remember it."""
        # Sixty bits of it tell any two apart; nobody without the secret can choose them.
        key = int(signature.removeprefix("v0=")[:15], 16)
        now = self._now()
        with self._lock:
            if now - self._began > LIFE_S or len(self._newer) >= REMEMBERED:
                self._older = self._newer if now - self._began <= 2 * LIFE_S else set()
                self._newer = set()
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
