"""Wall times and instants: what clocks in an open space's zone show, and when that is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

DEFAULT_ZONE = "Europe/London"

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def instant(day: date, wall: time, zone: str) -> datetime:
    """Return the UTC moment at which clocks in *zone* show *wall* on *day*.

    A time that exists twice means the first; one that a clock change skips means the first
    valid moment after the gap.
    """
    naive = datetime.combine(day, wall)
    local = naive.replace(tzinfo=ZoneInfo(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive:
        return moment
    # In a gap, fold=0 uses the offset before it and fold=1 the one after it (PEP 495); the gap
    # ends where both meet, which is the moment that the wall time before the gap plus the gap says.
    skipped = local.astimezone(UTC) - local.replace(fold=1).astimezone(UTC)
    return _end_of_gap(moment - skipped, moment, ZoneInfo(zone))


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment in (before, after] with the offset that *zone* has at *after*."""
    offset = after.astimezone(zone).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def today(now: datetime, zone: str) -> date:
    """Return the date on a calendar in *zone* at the moment *now*."""
    return now.astimezone(ZoneInfo(zone)).date()


def wall(moment: datetime, zone: str) -> datetime:
    """Return *moment* as clocks in *zone* show it."""
    return moment.astimezone(ZoneInfo(zone))


def is_zone(name: str) -> bool:
    """Say whether *name* is a time zone of the IANA database, such as Europe/London."""
    return name in available_timezones()


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from *first* to *last*, both included."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def day_label(day: date) -> str:
    """Return a day as people write it: Tue 23 Nov."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def days_label(first: date, last: date) -> str:
    """Return the days of an open space with their year: Mon 22 to Fri 26 Nov 2027."""
    if first == last:
        return f"{day_label(first)} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{_WEEKDAYS[first.weekday()]} {first.day} to {day_label(last)} {last.year}"
    if first.year == last.year:
        return f"{day_label(first)} to {day_label(last)} {last.year}"
    return f"{day_label(first)} {first.year} to {day_label(last)} {last.year}"


def time_label(moment: datetime, zone: str) -> str:
    """Return the wall time of *moment* in *zone*: 10:00."""
    return f"{wall(moment, zone):%H:%M}"


def moment_label(moment: datetime, zone: str) -> str:
    """Return day and wall time of *moment* in *zone*: Tue 23 Nov 10:00."""
    return f"{day_label(wall(moment, zone).date())} {time_label(moment, zone)}"
