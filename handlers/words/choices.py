"""Answers to a word that is not known: the nearest one that is."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from openspace import RuleViolation, quoted

_LONGEST = 40
_LIKENESS = 0.7  # lets “ooen” mean open, and keeps “seven” from meaning leave
_FEW = 3


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that was probably meant, None if nothing is near."""
    near = get_close_matches(word[:_LONGEST].lower(), list(known), n=1, cutoff=_LIKENESS)
    return near[0] if near else None


def unknown(word: str, examples: Mapping[str, str]) -> RuleViolation:
    """Return the refusal of *word*; *examples* are whole commands by the word that leads there."""
    meant = nearest(word, examples)
    possible = [f"`{example}`" for example in dict.fromkeys(examples.values())]
    if meant:
        way_out = f"Did you mean `{examples[meant]}`? `/openspace help` lists everything."
    elif len(possible) <= _FEW:
        way_out = f"Type {' or '.join(possible)}."
    else:
        way_out = "`/openspace help` lists everything."
    return RuleViolation(f"{quoted(word)} is not something I know. {way_out}")


def too_much(word: str, example: str) -> RuleViolation:
    """Return the refusal of *word*, the first that stands behind a command that was complete."""
    return RuleViolation(f"{quoted(word)} is too much here: type `{example}`.")
