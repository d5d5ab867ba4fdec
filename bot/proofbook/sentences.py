"""Numbers and rows of things as words of a sentence."""

from collections.abc import Sequence


def counted(count: int, thing: str, things: str | None = None) -> str:
    """Return *count* with what is counted: 1 message, 1,200 messages.

    Args:
        things: the plural; None where it ends in s.
    """
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def people(count: int) -> str:
    """Return *count* as people: 1 person, 43 people."""
    return counted(count, "person", "people")


def times(count: int) -> str:
    """Return how often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def row(things: Sequence[str]) -> str:
    """Return *things* in a row: a, b and c."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"
