"""Other words for those that are known, and answers to a word that is not: the nearest one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType

from handlers.words.tokens import Token
from openspace import RuleViolation, quoted

_LONGEST = 40
_LIKENESS = 0.7  # lets “ooen” mean open, and keeps “seven” from meaning leave
_FEW = 3
_NOTHING: Mapping[str, str] = MappingProxyType({})


def understood(pieces: Sequence[Token], same: Mapping[str, str]) -> Sequence[Token]:
    """Return *pieces* with the word that is known in place of the first, which may mean the same.

    Args:
        same: known words by others, "" for words that say nothing more.
    """
    if not pieces or pieces[0].word not in same:
        return pieces
    known = same[pieces[0].word]
    return [replace(pieces[0], text=known), *pieces[1:]] if known else pieces[1:]


def words_understood(words: Sequence[str], same: Mapping[str, str]) -> tuple[str, ...]:
    """Return *words*, in lower case, with the known word in place of the first, as `understood`."""
    first, rest = tuple(words[:1]), tuple(words[1:])
    return (*(same.get(word, word) for word in first if same.get(word, word)), *rest)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that was probably meant, None if nothing is near."""
    near = get_close_matches(word[:_LONGEST].lower(), list(known), n=1, cutoff=_LIKENESS)
    return near[0] if near else None


def unknown(
    word: str,
    examples: Mapping[str, str],
    *,
    same: Mapping[str, str] = _NOTHING,
    offered: Mapping[str, str] = _NOTHING,
) -> RuleViolation:
    """Return the refusal of *word*, which offers what was probably meant.

    Args:
        examples: whole commands by the word that leads there.
        same: words of *examples* by others that are understood, for one that is mistyped.
        offered: whole commands by words that are not understood but tell what was meant.
    """
    mistyped = {other: examples[one] for other, one in same.items() if one in examples}
    known = {**mistyped, **offered, **examples}
    meant = nearest(word, known)
    possible = [f"`{example}`" for example in dict.fromkeys(examples.values())]
    if meant:
        way_out = f"Did you mean `{known[meant]}`? `/openspace help` lists everything."
    elif len(possible) <= _FEW:
        way_out = f"Type {' or '.join(possible)}."
    else:
        way_out = "`/openspace help` lists everything."
    return RuleViolation(f"{quoted(word)} is not something I know. {way_out}")


def too_much(word: str, example: str) -> RuleViolation:
    """Return the refusal of *word*, the first that stands behind a command that was complete."""
    return RuleViolation(f"{quoted(word)} is too much here: type `{example}`.")
