"""The numbers people type: of topics and sessions, of seats and dots."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from handlers.words import choices
from handlers.words.tokens import tokens
from openspace import RuleViolation, quoted

HIGHEST = 9999
MOST_AT_ONCE = 100

_BETWEEN_WORDS = re.compile(r"[\s,;]+")
_DIGITS = re.compile(r"\d{1,9}")
_SIGNED = re.compile(r"#?[-−+]?\d+")
_IGNORED = {"", "and", "&", "for", "on", "topic", "topics", "session", "sessions"}
_NOTHING: Mapping[str, str] = MappingProxyType({})


def words(text: str) -> tuple[str, ...]:
    """Return the words of a command that names numbers: lower case, without commas and “and”."""
    line = " ".join(token.plain for token in tokens(text)).lower()
    found = (word.rstrip(".") for word in _BETWEEN_WORDS.split(line))
    return tuple(word for word in found if word not in _IGNORED)


def whole(word: str) -> int | None:
    """Return the number written in digits as *word*, None if it is not one."""
    return int(word) if _DIGITS.fullmatch(word) else None


def number(
    word: str,
    *,
    example: str,
    verbs: Mapping[str, str] = _NOTHING,
    offered: Mapping[str, str] = _NOTHING,
) -> int:
    """Return the topic number typed as `7` or `#7`.

    Args:
        word: one word.
        example: a command that is right, for the refusal.
        verbs: commands by their word, offered in the refusal when *word* looks like one of them.
        offered: commands by other words that tell what was meant.

    Raises:
        RuleViolation: *word* is not a number from 1 to 9999.
    """
    found = whole(word.removeprefix("#"))
    if found is not None and 1 <= found <= HIGHEST:
        return found
    if _SIGNED.fullmatch(word):
        raise RuleViolation(f"Topic numbers go from 1 to {HIGHEST}: type `{example}`.")
    if word in verbs:
        raise RuleViolation(f"{quoted(word)} does not belong there: type `{verbs[word]}`.")
    if choices.nearest(word, {**verbs, **offered}):
        raise choices.unknown(word, verbs, offered=offered)
    raise RuleViolation(
        f"{quoted(word)} is not a topic's number. Type the number in digits: `{example}`."
    )


def numbers(
    words: Iterable[str],
    *,
    example: str,
    verbs: Mapping[str, str] = _NOTHING,
    offered: Mapping[str, str] = _NOTHING,
) -> tuple[int, ...]:
    """Return the topic numbers typed as *words*, each once, in the order they were typed.

    Args:
        words: as `words` returns them.
        example: a command that is right, for the refusal.
        verbs: as for `number`.
        offered: as for `number`.

    Raises:
        RuleViolation: one of *words* is not a topic number, or there are more than a hundred.
    """
    found = tuple(
        dict.fromkeys(number(word, example=example, verbs=verbs, offered=offered) for word in words)
    )
    if len(found) > MOST_AT_ONCE:
        raise RuleViolation(
            f"That is more than {MOST_AT_ONCE} numbers at once: type a few, as in `{example}`."
        )
    return found
