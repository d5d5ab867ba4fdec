"""The sandbox's clock: real time, shifted and hurried, and message timestamps that never repeat."""

import time


class Clock:
    """Tells the workspace's time: *offset_s* ahead of the real time now, *speed* times as fast.

    Only what people see moves with offset and speed. Limits in seconds (acks, trigger ids,
    response URLs, rate limits) and request signatures always use real time.
    """

    def __init__(self, offset_s: float = 0.0, speed: float = 1.0) -> None:
        self.offset_s = offset_s
        self.speed = speed
        self._since = time.time()
        self._last_micros = 0

    def now(self) -> float:
        """Seconds since 1970 in the workspace's, possibly shifted and hurried, time."""
        real = time.time()
        return real + self.offset_s + (real - self._since) * (self.speed - 1)

    def next_ts(self) -> str:
        """A message timestamp, later than every one given before."""
        self._last_micros = max(self._last_micros + 1, int(self.now() * 1_000_000))
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"
