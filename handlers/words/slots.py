"""What follows `/openspace slots`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias

from handlers.words import choices, moments, synonyms
from handlers.words.tokens import Token, joined
from openspace import RuleViolation, quoted

_ADD = "/openspace slots add tue,wed 10:00-11:00"
_REMOVE = "/openspace slots remove tue 10:00"
_CHOOSE_DAYS = "Choose one day or several."


@dataclass(frozen=True, slots=True)
class SlotsShow:
    """'Which slots are there?'"""


@dataclass(frozen=True, slots=True)
class SlotsAdd:
    """'On each of these days there are slots at each of these times', pairs of start and end.

    An end may lie before its start: the rules refuse that.
    """

    days: tuple[moments.Days, ...]
    times: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class SlotRemove:
    """'The slot that starts then is not there any more.'"""

    day: moments.Day
    start: time


Slots: TypeAlias = SlotsShow | SlotsAdd | SlotRemove


def slots(pieces: Sequence[Token]) -> Slots:
    """Return what `/openspace slots` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.SLOTS)
    match pieces:
        case []:
            return SlotsShow()
        case [Token(word="add"), *rest]:
            return _add(moments.pieces(joined(rest)))
        case [Token(word="remove"), *rest]:
            return _remove(moments.pieces(joined(rest)))
        case _:
            raise choices.unknown(pieces[0].plain, {"add": _ADD, "remove": _REMOVE})


def days(chosen: Sequence[str]) -> tuple[date, ...]:
    """Return the days that were chosen in a form, as `2027-11-23`, in their order.

    Raises:
        RuleViolation: none was, or one is no day; with the field `days`.
    """
    try:
        found = {date.fromisoformat(day) for day in chosen}
    except ValueError:
        raise RuleViolation(_CHOOSE_DAYS, "days") from None
    if not found:
        raise RuleViolation(_CHOOSE_DAYS, "days")
    return tuple(sorted(found))


def time_of_day(chosen: str, *, field: str) -> time:
    """Return the time that was chosen in a form, as `09:30`.

    Args:
        field: where it was chosen.

    Raises:
        RuleViolation: none was, with that field.
    """
    try:
        return time.fromisoformat(chosen)
    except ValueError:
        raise RuleViolation("Choose a time.", field) from None


def chosen(slot: str, *, field: str | None) -> tuple[date, time]:
    """Return day and start of a slot, as `2027-11-23 10:00`, that was chosen.

    Args:
        field: where it was chosen; None for a button.

    Raises:
        RuleViolation: none was, with that field.
    """
    day, _, start = slot.partition(" ")
    try:
        return date.fromisoformat(day), time.fromisoformat(start)
    except ValueError:
        raise RuleViolation("Choose one of the slots.", field) from None


def _add(words: Sequence[str]) -> SlotsAdd:
    days: dict[moments.Days, None] = {}
    times: dict[tuple[time, time], None] = {}
    for word in words:
        if period := moments.period(word):
            times[period] = None
        elif day := moments.day_or_range(word):
            days[day] = None
        elif moments.wall_time(word) is not None:
            raise RuleViolation(f"When does the slot at {quoted(word)} end? Type `{_ADD}`.")
        else:
            raise RuleViolation(_not_understood(word, example=_ADD))
    if not days:
        raise RuleViolation(f"On which days? Type `{_ADD}`, or `all` instead of the days.")
    if not times:
        raise RuleViolation(f"At what time? Type `{_ADD}`.")
    return SlotsAdd(tuple(days), tuple(times))


def _remove(words: Sequence[str]) -> SlotRemove:
    day, start = None, None
    for word in words:
        found_period = moments.period(word)
        found_time = found_period[0] if found_period else moments.wall_time(word)
        found_day = moments.day(word)
        if (found_time is not None and start is not None) or (found_day and day):
            raise RuleViolation(f"One slot at a time: type `{_REMOVE}`.")
        if found_time is None and found_day is None:
            raise RuleViolation(_not_understood(word, example=_REMOVE))
        day, start = found_day or day, start if found_time is None else found_time
    if day is None or start is None:
        raise RuleViolation(f"Which slot? Type its day and its start: `{_REMOVE}`.")
    return SlotRemove(day, start)


def _not_understood(word: str, *, example: str) -> str:
    if no_such_day := moments.impossible(word):
        return f"{no_such_day} Type `{example}`."
    return f"{quoted(word)} is neither a day nor a time I know: type `{example}`."
