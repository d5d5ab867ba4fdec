"""The sandbox's clock: real time plus an offset, and message timestamps that never repeat."""

import time


class Clock:
    """Tells the workspace's time.

    Only what people see moves with the offset. Limits in seconds (acks, trigger ids, response
    URLs, rate limits) and request signatures always use real time.
    """

    def __init__(self, offset_s: float = 0.0) -> None:
        self.offset_s = offset_s
        self._last_micros = 0

    def now(self) -> float:
        """Seconds since 1970 in the workspace's, possibly shifted, time."""
        return time.time() + self.offset_s

    def next_ts(self) -> str:
        """A message timestamp, later than every one given before."""
        self._last_micros = max(self._last_micros + 1, int(self.now() * 1_000_000))
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"
