"""Which page of a long list is meant: `page 2` behind the words that ask for the list."""

import re
from collections.abc import Sequence

from handlers.words import numbers
from openspace import RuleViolation

_AT_THE_END = re.compile(r"(?:^|[\s,;])page\s+(\d{1,9})\s*$", re.IGNORECASE)


def number(words: Sequence[str], *, example: str) -> int:
    """Return the page that the *words* behind `page` name, 1 for the first.

    Args:
        example: a command that is right, for the refusal.

    Raises:
        RuleViolation: they are not one number.
    """
    found = numbers.whole(words[0]) if len(words) == 1 else None
    if not found:
        raise RuleViolation(f"Which page? Type `{example}`.")
    return found


def cut_off(text: str) -> tuple[str, int]:
    """Return free *text* without `page 2` at its end, and that page; 1 where none was typed."""
    found = _AT_THE_END.search(text)
    if not found or not int(found[1]):
        return text, 1
    return text[: found.start()], int(found[1])
