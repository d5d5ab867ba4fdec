"""The program's one clock, which a demo or a rehearsal may shift and hurry."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Clock:
    """Tells the moment.

    Args:
        offset: how far ahead of the real time it was at *since*; negative for behind.
        speed: how many seconds it moves in a real one.
        since: the real moment, aware, from which the speed counts.
    """

    offset: timedelta = timedelta(0)
    speed: float = 1.0
    since: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def showing(cls, moment: datetime, *, speed: float = 1.0) -> "Clock":
        """Return a clock that shows *moment*, which is aware, now and runs on from there."""
        since = datetime.now(UTC)
        return cls(moment - since, speed, since)

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC, as this clock shows it."""
        real = datetime.now(UTC)
        return real + self.offset + (real - self.since) * (self.speed - 1)

    def ahead(self, seconds: float) -> timedelta:
        """Return how far this clock moves in so many real *seconds*."""
        return timedelta(seconds=seconds * self.speed)
