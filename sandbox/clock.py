"""The sandbox's clock: real time, shifted, hurried or turned, and timestamps that never repeat."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class _Reading:
    """What the clock showed at a moment of real time, and how fast it has run since."""

    real: float
    shown: float
    speed: float

    def at(self, real: float) -> float:
        return self.shown + (real - self.real) * self.speed


class Clock:
    """Tells the workspace's time: *offset_s* ahead of the real time now, *speed* times as fast.

    Only what people see moves with offset and speed. Limits in seconds (acks, trigger ids,
    response URLs, request signatures) always use real time; rate limits also count what the clock
    was turned on by. May be read and turned from any thread.
    """

    def __init__(self, offset_s: float = 0.0, speed: float = 1.0) -> None:
        real = time.time()
        self._reading = _Reading(real, real + offset_s, speed)
        self._turned_s = 0.0
        self._last_micros = 0

    @property
    def speed(self) -> float:
        """How many seconds go by in a real one; 0 while the clock stands."""
        return self._reading.speed

    @property
    def turned_s(self) -> float:
        """How many seconds the clock was turned on by, all together."""
        return self._turned_s

    def now(self) -> float:
        """Seconds since 1970 in the workspace's, possibly shifted and hurried, time."""
        return self._reading.at(time.time())

    def run(self, speed: float) -> None:
        """Run *speed* times as fast as real time from now on; 0 lets the clock stand."""
        real = time.time()
        self._reading = _Reading(real, self._reading.at(real), speed)

    def turn(self, to: float) -> None:
        """Show *to*, in seconds since 1970, and run on from there as fast as before."""
        real = time.time()
        self._turned_s += max(0.0, to - self._reading.at(real))
        self._reading = _Reading(real, to, self._reading.speed)

    def next_ts(self) -> str:
        """A message timestamp, later than every one given before."""
        self._last_micros = max(self._last_micros + 1, int(self.now() * 1_000_000))
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"
