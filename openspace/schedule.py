"""When the bot speaks by itself, and for how long what it says is still of use."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from openspace import RuleViolation, moments

REMINDER_RANGE = (1, 240)
BRIEFING_AT = time(15, 0)
"""When hosts are told about their sessions of the next day."""

WAKING_HOURS = (time(8, 0), time(18, 0))
"""From when until when people may be written to directly."""

CLOSES_SOON = timedelta(hours=2)
"""How long before voting closes those with dots left are told."""

USEFUL_FOR = timedelta(hours=6)
"""How late a digest or a summary may come, on the same day."""

NEWS_USEFUL_FOR = timedelta(days=2)
"""How late news may come that have no better end."""


@dataclass(frozen=True)
class Schedule:
    """When the bot speaks in one open space, on the wall there; None means not at all.

    Args:
        reminder_min: minutes before a session begins.
    """

    digest_at: time | None = time(9, 0)
    summary_at: time | None = time(16, 30)
    reminder_min: int | None = 15

    @property
    def reminder_lead(self) -> timedelta | None:
        """Return how long before a session people are reminded; None for not at all."""
        return None if self.reminder_min is None else timedelta(minutes=self.reminder_min)


USUAL = Schedule()


def check_reminder(minutes: int) -> None:
    """Refuse a reminder that would come too late or too early to help.

    Raises:
        RuleViolation: *minutes* is outside 1 to 240.
    """
    shortest, longest = REMINDER_RANGE
    if not shortest <= minutes <= longest:
        raise RuleViolation(
            f"A reminder comes {shortest} to {longest} minutes before its session."
            " Type for example `/openspace reminder 15`, or `/openspace reminder off`.",
            "reminder",
        )


def stale_at(due_at: datetime, zone: str) -> datetime:
    """Return from when a digest or summary due at *due_at* is of no use: 6 hours, or midnight."""
    next_day = moments.today(due_at, zone) + timedelta(days=1)
    return min(due_at + USEFUL_FOR, moments.instant(next_day, time(0), zone))


def waking_from(moment: datetime, zone: str) -> datetime:
    """Return the first moment from *moment* on at which people may be written to directly."""
    opens, closes = WAKING_HOURS
    shown = moments.wall(moment, zone)
    if shown.time() < opens:
        return moments.instant(shown.date(), opens, zone)
    if shown.time() >= closes:
        return moments.instant(shown.date() + timedelta(days=1), opens, zone)
    return moment


def closes_soon_at(closes_at: datetime, zone: str) -> datetime:
    """Return when to tell that voting closes: two hours before, or when people are awake.

    What closes before they are is told in the last hour of the day before.
    """
    early = closes_at - CLOSES_SOON
    awake_at = waking_from(early, zone)
    if awake_at < closes_at:
        return awake_at
    opens, closes = WAKING_HOURS
    day = moments.today(early, zone)
    if moments.wall(early, zone).time() < opens:
        day -= timedelta(days=1)
    return moments.instant(day, time(closes.hour - 1), zone)
