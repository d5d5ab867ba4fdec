"""The days and times of day people type, and which dates of an open space they mean."""

import re
from calendar import month_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TypeAlias

from handlers.words.tokens import Token
from openspace import RuleViolation, quoted
from openspace.moments import days_label

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3
_ALSO = {"weds": "wednesday"}

# Years outside this century are slips of the finger, and moments near year 9999 overflow.
_DATE = r"20\d\d-\d{1,2}-\d{1,2}"
_ONE_DATE = re.compile(_DATE)
_ANY_DATE = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_OR_RANGE = re.compile(rf"({_DATE}|[^-]+)(?:-({_DATE}|[^-]+))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(am|pm)?")
_NAMED_TIMES = {"noon": time(12), "midnight": time(0)}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_TO = re.compile(r" (?:to|till|until) | ?- ?")
_SPACE_BEFORE_HALF = re.compile(r"(?<=\d) (?=[ap]m\b)")
_BETWEEN = re.compile(r"[ ,;]+")
_IGNORED = {"", "and", "&", "on", "at", "from"}


@dataclass(frozen=True, slots=True)
class Today:
    """The day it is in the open space's zone."""


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """The day after it."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; *index* counts from Monday, 0."""

    index: int


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar."""

    day: date


Day: TypeAlias = Today | Tomorrow | Weekday | Date


@dataclass(frozen=True, slots=True)
class Range:
    """All days from *first* to *last*, both included."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class EveryDay:
    """All days of the open space."""


Days: TypeAlias = Day | Range | EveryDay


def pieces(text: str) -> tuple[str, ...]:
    """Return the days, times and ranges in *text*, one string each: `tue to thu` is `tue-thu`.

    *text* is clean; the pieces are lower case.
    """
    line = _TO.sub("-", text.lower().translate(_DASHES))
    line = _SPACE_BEFORE_HALF.sub("", line)
    return tuple(piece for piece in _BETWEEN.split(line) if piece not in _IGNORED)


def day(piece: str) -> Day | None:
    """Return the day called *piece*, None if it is not a day."""
    word = piece.lower().translate(_DASHES)
    if word == "today":
        return Today()
    if word == "tomorrow":
        return Tomorrow()
    if _ONE_DATE.fullmatch(word):
        return _calendar_day(word)
    word = _ALSO.get(word, word)
    if len(word) < _SHORTEST:
        return None
    return next((Weekday(n) for n, name in enumerate(_WEEKDAYS) if name.startswith(word)), None)


def impossible(text: str) -> str | None:
    """Return the sentence about the first date in *text* that no calendar has; None without one."""
    for found in _ANY_DATE.finditer(text.translate(_DASHES)):
        year, month, day_of_month = (int(part) for part in found.groups())
        if not 1 <= month <= 12:
            return f"There is no month {month}."
        if _calendar_day(found[0]) is None:
            return f"There is no {day_of_month} {month_name[month]} {year}."
    return None


def day_or_range(piece: str) -> Days | None:
    """Return the days that *piece*, one of `pieces`, means; None if it does not mean days."""
    if piece == "all":
        return EveryDay()
    found = _DAY_OR_RANGE.fullmatch(piece)
    if not found:
        return None
    first, last = day(found[1]), day(found[2] or "")
    if first and last:
        return Range(first, last)
    return None if found[2] else first


def wall_time(piece: str) -> time | None:
    """Return the time of day called *piece*, None if it is not one: `9`, `9:30`, `9.30`, `2pm`."""
    word = piece.lower()
    if word in _NAMED_TIMES:
        return _NAMED_TIMES[word]
    found = _CLOCK.fullmatch(word)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def period(piece: str) -> tuple[time, time] | None:
    """Return start and end of *piece*, one of `pieces`, None if it is not a stretch of time.

    `am` or `pm` behind one end holds for the other too where that keeps them in order, so
    `2-3pm` begins at 14:00 and `11-1pm` at 11:00. The end may lie before the start.
    """
    first, _, last = piece.partition("-")
    start, end = wall_time(first), wall_time(last)
    if start is None or end is None:
        return None
    start_with_half = wall_time(first + _half(last))
    end_with_half = wall_time(last + _half(first))
    if start_with_half is not None and start_with_half < end:
        start = start_with_half
    elif end <= start and end_with_half is not None and start < end_with_half:
        end = end_with_half
    return start, end


def day_and_time(pieces: Sequence[Token], *, example: str) -> tuple[Day, time, tuple[Token, ...]]:
    """Return the day and the time that *pieces* begin with, and the pieces behind them.

    Args:
        pieces: the rest of a command, as in `on wed at 10:00 "Room B"`.
        example: a command that is right, for the refusal.

    Raises:
        RuleViolation: they do not begin with a day and a time.
    """
    day_token, behind = _first(pieces, ignoring=("to", "on"))
    found_day = day(day_token.plain.rstrip(",")) if day_token else None
    if found_day is None:
        raise RuleViolation(_missing("day", day_token, example))
    time_token, behind = _first(behind, ignoring=("at", "from"))
    word = time_token.plain.rstrip(",") if time_token else ""
    match behind:
        case [Token(word="am" | "pm" as half), *rest] if word[-1:].isdecimal():
            word, behind = word + half, tuple(rest)
    found_time = wall_time(word)
    if found_time is None:
        raise RuleViolation(_missing("time", time_token, example))
    return found_day, found_time, behind


def days(
    wanted: Days | Iterable[Days],
    *,
    first_day: date,
    last_day: date,
    today: date,
    example: str = "/agenda {day}",
) -> tuple[date, ...]:
    """Return the dates of an open space that are meant, in order and each once.

    A weekday that it has twice means the first that is not over, else the first.

    Args:
        wanted: one thing that was typed, or several.
        example: the command to type instead; `{day}` becomes a day that is right.

    Raises:
        RuleViolation: a day lies outside of the open space, or a range runs backwards.
    """
    space = _Calendar(first_day, last_day, today, example)
    several = (wanted,) if isinstance(wanted, Days) else wanted
    return tuple(sorted({found for one in several for found in space.dates(one)}))


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The days of one open space, seen on the day *today*."""

    first_day: date
    last_day: date
    today: date
    example: str

    def dates(self, wanted: Days) -> tuple[date, ...]:
        match wanted:
            case EveryDay():
                return self._between(self.first_day, self.last_day)
            case Range(first, last):
                start = self._date(first)
                return self._between(start, self._date(last, not_before=start))
            case _:
                return (self._date(wanted),)

    def _date(self, wanted: Day, not_before: date | None = None) -> date:
        match wanted:
            case Today():
                found = self.today
            case Tomorrow():
                found = self.today + timedelta(days=1)
            case Date(found):
                pass
            case Weekday(index):
                found = _next(index, not_before or max(self.first_day, self.today))
                if found > self.last_day and not not_before:
                    found = _next(index, self.first_day)
        if not self.first_day <= found <= self.last_day:
            raise RuleViolation(self._outside())
        if not_before and found < not_before:
            raise RuleViolation(
                f"Those days run backwards. Type the earlier one first: `{self._right()}`."
            )
        return found

    def _between(self, first: date, last: date) -> tuple[date, ...]:
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

    def _outside(self) -> str:
        label = days_label(self.first_day, self.last_day)
        runs = f"is on {label}" if self.first_day == self.last_day else f"runs from {label}"
        return f"The open space {runs}. Type `{self._right()}`."

    def _right(self) -> str:
        name = _WEEKDAYS[self.first_day.weekday()][:_SHORTEST]
        return self.example.replace("{day}", name)


def _next(weekday: int, not_before: date) -> date:
    return not_before + timedelta(days=(weekday - not_before.weekday()) % 7)


def _half(piece: str) -> str:
    return piece[-2:] if piece.endswith(("am", "pm")) else ""


def _calendar_day(word: str) -> Date | None:
    year, month, day_of_month = (int(part) for part in word.split("-"))
    try:
        return Date(date(year, month, day_of_month))
    except ValueError:  # a day that no calendar has, such as 2027-02-30
        return None


def _first(
    pieces: Sequence[Token], *, ignoring: tuple[str, ...]
) -> tuple[Token | None, tuple[Token, ...]]:
    start = 1 if pieces and pieces[0].word in ignoring else 0
    return (pieces[start] if len(pieces) > start else None), tuple(pieces[start + 1 :])


def _missing(what: str, typed: Token | None, example: str) -> str:
    if typed is None:
        return f"The {what} is missing: type `{example}`."
    if no_such_day := impossible(typed.plain):
        return f"{no_such_day} Type `{example}`."
    return f"{quoted(typed.plain)} is not a {what} I know: type `{example}`."
