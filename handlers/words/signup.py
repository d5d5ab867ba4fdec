"""What follows `/signup`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, numbers, pages, synonyms
from openspace import RuleViolation

_ANYWAY = "anyway"
_PAGE = "/signup page 2"
_VERBS = {
    "cancel": "/signup cancel 3",
    "leave": "/signup leave 3",
    "remove": "/signup remove 3",
    _ANYWAY: "/signup 3 anyway",
    "page": _PAGE,
    "suggested": "/signup suggested",
}


@dataclass(frozen=True, slots=True)
class Show:
    """'Which sessions are there, and where do I have a seat?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Join:
    """'I want to come to these sessions', *anyway* even where two are at the same time."""

    numbers: tuple[int, ...]
    anyway: bool


@dataclass(frozen=True, slots=True)
class Cancel:
    """'I give these seats up.'"""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """'I take all the seats that are suggested for my week.'"""


Signup: TypeAlias = Show | Join | Cancel | Suggested


def signup(text: str) -> Signup:
    """Return what `/signup` followed by *text* asks for.

    Raises:
        RuleViolation: *text* does not say it.
    """
    match choices.words_understood(numbers.words(text), synonyms.SIGNUP):
        case ():
            return Show()
        case ("page", *rest):
            return Show(pages.number(rest, example=_PAGE))
        case ("suggested",):
            return Suggested()
        case ("cancel" | "leave" | "remove",):
            raise RuleViolation(f"Which session do you want to give up? Type `{_VERBS['cancel']}`.")
        case ("cancel" | "leave" | "remove" as verb, *rest):
            return Cancel(numbers.numbers(rest, example=_VERBS[verb]))
        case ("anyway",):
            raise RuleViolation(f"Which session do you want to join? Type `{_VERBS[_ANYWAY]}`.")
        case (*words, "anyway"):
            return Join(_numbers(words), anyway=True)
        case words:
            return Join(_numbers(words), anyway=False)


def _numbers(words: Iterable[str]) -> tuple[int, ...]:
    return numbers.numbers(
        words, example="/signup 3", verbs=_VERBS, offered=synonyms.SIGNUP_OFFERED
    )
