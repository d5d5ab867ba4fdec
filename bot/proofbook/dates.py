"""Instants as people read them, and Slack's date templates filled in."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")
_PRETTY = {
    "date_pretty": "date",
    "date_short_pretty": "date_short",
    "date_long_pretty": "date_long",
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LARGER = (("minute", 60), ("hour", 60), ("day", 24), ("year", 365))
"""Units of time, each with how many of the unit before it holds."""


def long_day(day: date) -> str:
    """Return a day written in full: Tuesday 23 November."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def at_epoch(epoch: str, zone: str) -> datetime | None:
    """Return the instant of *epoch*, in seconds, as *zone* shows it; None where there is none."""
    try:
        return datetime.fromtimestamp(int(epoch), ZoneInfo(zone))
    except (ValueError, OverflowError, OSError):
        return None


def filled(template: str, at: datetime, now: datetime) -> str | None:
    """Return Slack's date *template* filled in; None where it holds a token Slack does not have.

    The tokens are those of docs.slack.dev, "Formatting message text", date formatting.

    Args:
        at: in the zone in which it is read.
        now: when it is read, which decides what today is.
    """
    known = _known(at, now)
    near = _near(at, now)
    unknown = []

    def put(found: re.Match[str]) -> str:
        token = found[1]
        if token in known:
            return known[token]
        if token in _PRETTY or token == "day_divider_pretty":  # noqa: S105 - a token of Slack's
            if near:
                return near.capitalize() if found.start() == 0 else near
            if token in _PRETTY:
                return known[_PRETTY[token]]
            return long_day(at) if at.year == _read(at, now).year else known["date_long"]
        unknown.append(token)
        return found[0]

    text = _TOKEN.sub(put, template)
    return None if unknown else text


def _known(at: datetime, now: datetime) -> dict[str, str]:
    month = _MONTHS[at.month - 1]
    day = f"{at.day} {month} {at.year}"
    return {
        "date_num": f"{at.year}-{at:%m-%d}",
        "date_slash": f"{at:%d/%m}/{at.year}",
        "date": day,
        "date_long_full": day,
        "date_short": f"{at.day} {month[:3]} {at.year}",
        "date_long": f"{_DAYS[at.weekday()]} {day}",
        "time": f"{at:%H:%M}",
        "time_secs": f"{at:%H:%M:%S}",
        "ago": _ago(at, now),
    }


def _read(at: datetime, now: datetime) -> datetime:
    return now.astimezone(at.tzinfo)


def _near(at: datetime, now: datetime) -> str | None:
    away = (at.date() - _read(at, now).date()).days
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(away)


def _ago(at: datetime, now: datetime) -> str:
    amount, unit = (at - now) / timedelta(seconds=1), "second"
    for larger, size in _LARGER:
        if abs(amount) < size:
            break
        amount, unit = amount / size, larger
    whole = round(amount)
    if whole == 0:
        return "now" if unit == "second" else f"this {unit}"
    words = f"{abs(whole):,} {unit}{'' if abs(whole) == 1 else 's'}"
    return f"in {words}" if whole > 0 else f"{words} ago"
