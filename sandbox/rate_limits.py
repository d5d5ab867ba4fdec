"""Slack's rate limits: a window of a minute per method, and paces for posting.

Numbers: docs.slack.dev, rate limits; tiers of methods from java-slack-sdk's MethodsRateLimits.
Slack calls them "20+ per minute"; the sandbox takes the number without the plus.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

WINDOW_S = 60.0
PER_MINUTE: Mapping[str, int] = {
    # Slack gives apps.connections.open one call a minute and a generous burst: reconnecting works.
    "apps.connections.open": 30,
    "users.list": 20,
    "users.conversations": 20,
    "conversations.list": 20,
    "pins.add": 20,
    "pins.remove": 20,
    "chat.update": 50,
    "chat.delete": 50,
    "conversations.open": 50,
    "conversations.info": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.join": 50,
    "reactions.add": 50,
    "bots.info": 50,
    "users.info": 100,
    "views.open": 100,
    "views.push": 100,
    "views.update": 100,
    "views.publish": 100,
    "chat.postEphemeral": 100,
    "conversations.members": 100,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "chat.postMessage": 300,
    "chat.getPermalink": 600,
    "auth.test": 600,
    "api.test": 600,
}


@dataclass
class Pace:
    """A steady pace with room for a burst: a bucket of *burst* that refills at *per_s*."""

    per_s: float
    burst: int
    left: float = field(init=False)
    at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.left = self.burst

    def wait_s(self, now: float) -> float:
        """Take one; 0 when it was there, else the seconds until the next one is."""
        self.left = min(self.burst, self.left + (now - self.at) * self.per_s)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_s


class RateLimits:
    """Counts calls and says when one comes too soon."""

    CHANNEL_PER_S, CHANNEL_BURST = 1.0, 5
    # Slack says 1/s for webhooks; a person who clicks fast gets each answer on a fresh URL.
    PERSON_PER_S, PERSON_BURST = 1.0, 60

    def __init__(self, elapsed: Callable[[], float] = time.monotonic) -> None:
        """*elapsed* tells the time in seconds by which calls are counted."""
        self._elapsed = elapsed
        self._windows: dict[str, deque[float]] = {}
        self._channels: dict[str, Pace] = {}
        self._persons: dict[str, Pace] = {}

    def method(self, name: str) -> int | None:
        """Count a call of a Web API method; the Retry-After seconds when it is one too many."""
        allowed = PER_MINUTE.get(name)
        if allowed is None:
            return None
        now = self._elapsed()
        window = self._windows.setdefault(name, deque())
        while window and window[0] <= now - WINDOW_S:
            window.popleft()
        if len(window) >= allowed:
            return math.ceil(window[0] + WINDOW_S - now)
        window.append(now)
        return None

    def posting(self, channel_id: str) -> int | None:
        """Count a post to a channel; the Retry-After seconds when it comes too soon."""
        pace = self._channels.setdefault(channel_id, Pace(self.CHANNEL_PER_S, self.CHANNEL_BURST))
        return math.ceil(pace.wait_s(self._elapsed())) or None

    def answering(self, person_id: str) -> int | None:
        """Count an answer by response_url to a person; Retry-After seconds when too soon."""
        pace = self._persons.setdefault(person_id, Pace(self.PERSON_PER_S, self.PERSON_BURST))
        return math.ceil(pace.wait_s(self._elapsed())) or None
