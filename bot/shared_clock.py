"""The clock of the sandbox as the program's own, so that both always show the same."""

from datetime import UTC, datetime, timedelta

from sandbox import clock


class SharedClock:
    """Tells the time of a sandbox's clock, and turns it.

    Args:
        shown: the sandbox's.
    """

    def __init__(self, shown: clock.Clock) -> None:
        self._shown = shown

    @property
    def speed(self) -> float:
        """How many seconds it moves in a real one; 0 while it stands."""
        return self._shown.speed

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""
        return datetime.fromtimestamp(self._shown.now(), UTC)

    def ahead(self, seconds: float) -> timedelta:
        """Return how far this clock moves in so many real *seconds*.

        While it stands, whoever turns it on lets as much time pass as would at the usual speed.
        """
        return timedelta(seconds=seconds * (self.speed or 1))

    def run(self, speed: float) -> None:
        """Run that many times as fast as real time from now on; 0 lets it stand."""
        self._shown.run(speed)

    def turn(self, to: datetime) -> None:
        """Show *to*, which is aware, and run on from there as fast as before."""
        self._shown.turn(to.timestamp())
