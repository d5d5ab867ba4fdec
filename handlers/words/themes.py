"""What follows `/openspace themes`, and themes in a form, one on each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, synonyms, tokens
from handlers.words.tokens import Kind, Token, joined
from openspace import RuleViolation

_SHOW = "/openspace themes"
_ADD = "/openspace themes add Invest in showing it works"


@dataclass(frozen=True, slots=True)
class ThemesShow:
    """'Which themes are there?'"""


@dataclass(frozen=True, slots=True)
class ThemesAdd:
    """'Topics may have these themes too.'"""

    names: tuple[str, ...]


Themes: TypeAlias = ThemesShow | ThemesAdd


def themes(pieces: Sequence[Token]) -> Themes:
    """Return what `/openspace themes` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.TALKS)
    match pieces:
        case []:
            return ThemesShow()
        case [Token(word="add")]:
            raise RuleViolation(f"Which theme? Type `{_ADD}`.")
        case [Token(word="add"), *rest]:
            # Several are told apart by quotes; without any, all of it is one theme.
            if all(piece.kind is Kind.QUOTED for piece in rest):
                return ThemesAdd(tuple(piece.plain for piece in rest))
            return ThemesAdd((joined(rest),))
        case _:
            raise choices.unknown(pieces[0].plain, {"add": _ADD})


def lines(typed: str) -> tuple[str, ...]:
    """Return the themes in a field, one on each line; empty lines are none."""
    rows = (tokens.line(row) for row in typed.splitlines())
    return tuple(row for row in rows if row)
