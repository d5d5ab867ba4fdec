"""What follows `/vote`."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, numbers, pages, synonyms
from openspace import RuleViolation, quoted, voting

_EXAMPLE = "/vote 3 x2"
_PAGE = "/vote page 2"
_THEME = "/vote theme digital"
_VERBS = {"remove": "/vote remove 3", "clear": "/vote clear", "page": _PAGE, "theme": _THEME}
_COUNT = re.compile(r"[x×](\d{0,9})")
_NUMBER_AND_COUNT = re.compile(r"(#?\d{1,9})([x×]\d{0,9})")


@dataclass(frozen=True, slots=True)
class Show:
    """'What is on my ballot?'

    *theme* is some words of the theme that the topics should have, "" for all topics.
    """

    page: int = 1
    theme: str = ""


@dataclass(frozen=True, slots=True)
class SetDots:
    """'I put these dots': pairs of a topic's number and the dots it is to have, each topic once.

    0 dots take the topic off the ballot.
    """

    changes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """'I take my dots off these topics.'"""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clear:
    """'I take all my dots back.'"""


Vote: TypeAlias = Show | SetDots | Remove | Clear


def dots(text: str) -> Vote:
    """Return what `/vote` followed by *text* asks for.

    A topic named several times gets the sum, so `3 3` and `3 x2` say the same.

    Raises:
        RuleViolation: *text* does not say it.
    """
    words = numbers.words(text)
    if all(synonyms.VOTE.get(word) == "" for word in words):
        return Show()
    match choices.words_understood(words, synonyms.VOTE):
        case ():
            return Show()
        case ("page", *rest):
            return Show(pages.number(rest, example=_PAGE))
        case ("theme",) | ("theme", "page", _):
            raise RuleViolation(f"Which theme? Type a word of it: `{_THEME}`.")
        case ("theme", *theme, "page", number) if numbers.whole(number):
            return Show(int(number), " ".join(theme))
        case ("theme", *theme):
            return Show(theme=" ".join(theme))
        case ("clear",) | ("clear" | "remove", "all"):
            return Clear()
        case ("clear", *_):
            raise RuleViolation(
                "`/vote clear` takes all your dots back. "
                "To take them off one topic, type `/vote remove 3`."
            )
        case ("remove",):
            raise RuleViolation(
                "Which topics should lose your dots? Type `/vote remove 3`, "
                "or `/vote clear` for all of them."
            )
        case ("remove", *rest):
            return Remove(numbers.numbers(rest, example=_VERBS["remove"]))
        case words:
            return SetDots(_changes(_apart(words)))


def _apart(words: tuple[str, ...]) -> list[str]:
    """Write `3x2` as `3 x2`, and `x 2` as `x2`."""
    apart: list[str] = []
    for word in words:
        if both := _NUMBER_AND_COUNT.fullmatch(word):
            apart += both.groups()
        elif apart and apart[-1] in ("x", "×") and numbers.whole(word) is not None:
            apart[-1] += word
        else:
            apart.append(word)
    return apart


def _changes(words: list[str]) -> tuple[tuple[int, int], ...]:
    given: Counter[int] = Counter()
    topic: int | None = None  # the one that a following x2 would speak of
    for word in words:
        count = _COUNT.fullmatch(word)
        if not count:
            topic = numbers.number(
                word, example="/vote 3", verbs=_VERBS, offered=synonyms.VOTE_OFFERED
            )
            given[topic] += 1
        elif topic is None:
            raise RuleViolation(
                f"{quoted(word)} belongs behind a topic's number: type `{_EXAMPLE}`."
            )
        elif not count[1]:
            raise RuleViolation(
                f"How many dots are meant for topic {topic}? Type `/vote {topic} x2`."
            )
        else:
            given[topic] += int(count[1]) - 1
            topic = None
    for topic, total in given.items():
        if total > voting.BUDGET_RANGE[1]:
            raise RuleViolation(
                f"{total} dots on topic {topic} are more than anyone has: type `/vote {topic} x2`."
            )
    if len(given) > numbers.MOST_AT_ONCE:
        raise RuleViolation("That is more topics than anyone has dots: type `/vote 3 5 8`.")
    return tuple(given.items())
