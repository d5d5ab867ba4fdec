"""The program's one clock, which a demo or a rehearsal may shift."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Clock:
    """Tells the moment.

    Args:
        offset: how far ahead of the real time it is; negative for behind.
    """

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC, shifted by the offset."""
        return datetime.now(UTC) + self.offset
