"""What follows `/agenda`."""

from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, moments, numbers, pages, synonyms, timetable
from handlers.words.tokens import joined, tokens
from openspace import RuleViolation, quoted

_KNOWN = (
    "today",
    "tomorrow",
    "week",
    "mine",
    "suggested",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_CALENDAR = "/agenda 3 calendar"
_WHY = ("why", "explain", "reason", "reasons")


@dataclass(frozen=True, slots=True)
class Default:
    """'What is on?': today during the open space, else all of it."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class OneDay:
    """'What is on that day?'"""

    day: moments.Day
    page: int = 1


@dataclass(frozen=True, slots=True)
class Week:
    """'What is on, all of it?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Mine:
    """'Where do I have to be?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Suggested:
    """'What can I get to of what I gave dots to?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """'Give me this session for my calendar', or with None 'all of mine'."""

    number: int | None


Agenda: TypeAlias = Default | OneDay | Week | Mine | Suggested | Calendar | timetable.Why


def agenda(text: str) -> Agenda:
    """Return what `/agenda` followed by *text* asks for.

    Raises:
        RuleViolation: *text* does not say it.
    """
    if calendar := _calendar(numbers.words(text)):
        return calendar
    match tokens(text):
        case [first, *rest] if first.word in _WHY:
            return timetable.Why(timetable.only_number(rest, example="/agenda why 7"))
    line, page = pages.cut_off(joined(tokens(text)))
    match _understood(moments.pieces(line)):
        case ():
            return Default(page)
        case ("week",):
            return Week(page)
        case ("mine",):
            return Mine(page)
        case ("suggested",) | ("mine", "week") | ("mine", "suggested"):
            return Suggested(page)
        case (piece,):
            return OneDay(_day(piece), page)
        case several:
            if all(moments.day_or_range(piece) for piece in several):
                raise RuleViolation("One day at a time: type `/agenda tue`, or `/agenda week`.")
            raise RuleViolation(_not_a_day(" ".join(several)))


def _understood(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that say something, each meaning once: `my seats` is `mine`."""
    known = (synonyms.AGENDA.get(word, word) for word in words)
    return tuple(dict.fromkeys(word for word in known if word))


def _calendar(words: tuple[str, ...]) -> Calendar | None:
    """Return which calendar file is meant, None if none is: the word may stand first or last."""
    match words:
        case ("calendar" | "ics" | "ical", *rest) | (*rest, "calendar" | "ics" | "ical"):
            pass
        case _:
            return None
    match rest:
        case [] | ["mine" | "me" | "my"]:
            return Calendar(None)
        case [word] if not moments.day_or_range(word) or numbers.whole(word):
            return Calendar(numbers.number(word, example=_CALENDAR))
        case _:
            raise RuleViolation(
                "A calendar file holds your own sessions or one session:"
                f" type `/agenda mine calendar` or `{_CALENDAR}`."
            )


def _day(piece: str) -> moments.Day:
    match moments.day_or_range(piece):
        case moments.Range():
            raise RuleViolation("One day at a time: type `/agenda tue`, or `/agenda week`.")
        case moments.EveryDay() | None:
            raise RuleViolation(_not_a_day(piece))
        case day:
            return day


def _not_a_day(words: str) -> str:
    if no_such_day := moments.impossible(words):
        return f"{no_such_day} Type `/agenda tue` or `/agenda 2027-11-23`."
    meant = choices.nearest(words, _KNOWN)
    if meant:
        return f"{quoted(words)} is not a day I know. Did you mean `/agenda {meant}`?"
    return (
        f"{quoted(words)} is not a day I know. "
        "Type `/agenda tue`, `/agenda 2027-11-23`, `/agenda week` or `/agenda mine`."
    )
