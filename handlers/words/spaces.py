"""What follows `/openspace new`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from handlers.words import choices, moments
from handlers.words.tokens import Token, joined
from openspace import RuleViolation, quoted

_EXAMPLE = '/openspace new "CoProWeekScot" 2027-11-22 to 2027-11-26'
_STARTS_WITH_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True, slots=True)
class New:
    """'Start an open space here.'

    *zone* is None where none was typed; a zone that does not exist is kept as it was typed.
    The last day may lie before the first: the rules refuse that.
    """

    name: str
    first_day: date
    last_day: date
    zone: str | None


@dataclass(frozen=True, slots=True)
class NewForm:
    """'Give me the form for a new open space.'"""


def new(pieces: Sequence[Token]) -> New | NewForm:
    """Return what `/openspace new` followed by *pieces* asks for.

    Raises:
        RuleViolation: the name or the days are missing or not understood.
    """
    if not pieces:
        return NewForm()
    start = next(
        (n for n, piece in enumerate(pieces) if _STARTS_WITH_DATE.match(piece.word)), len(pieces)
    )
    has_from = start > 0 and pieces[start - 1].word == "from"
    name = joined(pieces[: start - 1 if has_from else start])
    if not name:
        raise RuleViolation(f"A new open space needs a name and its days: type `{_EXAMPLE}`.")
    if start == len(pieces):
        raise RuleViolation(
            f"Which days? Type the first and the last as year-month-day: `{_EXAMPLE}`."
        )
    first_day, last_day, rest = _dates(moments.pieces(joined(pieces[start:])))
    match rest:
        case ():
            return New(name, first_day, last_day, None)
        case (typed,):
            return New(name, first_day, last_day, _zones().get(typed, pieces[-1].plain))
        case _:
            raise choices.too_much(rest[1], f"{_EXAMPLE} Europe/London")


def zone(typed: str) -> str:
    """Return the spelling of the time zone that somebody typed in whatever case; else *typed*."""
    return _zones().get(typed.lower().replace(" ", "_"), typed)


def _dates(words: tuple[str, ...]) -> tuple[date, date, tuple[str, ...]]:
    """Return the first day, the last day and the words behind them."""
    if no_such_day := moments.impossible(" ".join(words)):
        raise RuleViolation(f"{no_such_day} Type for example `{_EXAMPLE}`.")
    match tuple(moments.day_or_range(word) for word in words[:2]):
        case (moments.Date(first), moments.Date(last)):
            return first, last, words[2:]
        case (moments.Range(moments.Date(first), moments.Date(last)), *_):
            return first, last, words[1:]
        case (moments.Date(day), *_):
            return day, day, words[1:]
        case _:
            raise RuleViolation(
                f"{quoted(words[0])} is not a first and a last day: type `{_EXAMPLE}`."
            )


@cache
def _zones() -> dict[str, str]:
    """Return the spelling of each IANA time zone by its name in lower case."""
    return {name.lower(): name for name in available_timezones()}
