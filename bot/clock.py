"""The program's one clock, which a demo or a rehearsal may shift, hurry and turn."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the moment."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC, as this clock shows it."""

    def ahead(self, seconds: float) -> timedelta:
        """Return how far this clock moves in so many real *seconds*."""


class TurnableClock(Clock, Protocol):
    """A clock that can be made to stand, and be turned on."""

    @property
    def speed(self) -> float:
        """How many seconds it moves in a real one; 0 while it stands."""

    def run(self, speed: float) -> None:
        """Run that many times as fast as real time from now on; 0 lets it stand."""

    def turn(self, to: datetime) -> None:
        """Show *to*, which is aware, and run on from there as fast as before."""


@dataclass(frozen=True)
class RunningClock:
    """A clock that runs on by itself.

    Args:
        offset: how far ahead of the real time it was at *since*; negative for behind.
        speed: how many seconds it moves in a real one.
        since: the real moment, aware, from which the speed counts.
    """

    offset: timedelta = timedelta(0)
    speed: float = 1.0
    since: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def showing(cls, moment: datetime, *, speed: float = 1.0) -> "RunningClock":
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
