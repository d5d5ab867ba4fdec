"""The themes that topics of an open space may have."""

from collections.abc import Iterable

from openspace import RuleViolation, quoted

THEME_LENGTH = (3, 100)
MOST_THEMES = 20


def fresh(wanted: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    """Return those of *wanted* that are not there yet, each once, whatever their capitals.

    Raises:
        RuleViolation: with the field `themes`: one is too short or too long, or there would be
            too many.
    """
    shortest, longest = THEME_LENGTH
    known = [*there]
    keys = {name.casefold() for name in known}
    new: dict[str, str] = {}
    for name in wanted:
        if not shortest <= len(name) <= longest:
            raise RuleViolation(
                f"A theme needs {shortest} to {longest} characters; {quoted(name)} has"
                f" {len(name)}. Write it in other words.",
                "themes",
            )
        if name.casefold() not in keys:
            new.setdefault(name.casefold(), name)
    if len(known) + len(new) > MOST_THEMES:
        raise RuleViolation(
            f"An open space has at most {MOST_THEMES} themes; here are {len(known)} so far."
            " Add fewer.",
            "themes",
        )
    return tuple(new.values())
