"""What follows the words forget and export behind `/openspace`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices
from handlers.words.tokens import Token
from openspace import RuleViolation

_FORGET = "/openspace forget me"
_SURE = "/openspace forget me yes"
_MINE = "/openspace export me"
_EXPORT = "/openspace export"
EXAMPLES = {"forget": _FORGET, "export": _MINE}


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """'What would go if I were forgotten?'"""


@dataclass(frozen=True, slots=True)
class ForgetMeYes:
    """'Forget me; I am sure.'"""


@dataclass(frozen=True, slots=True)
class ExportMe:
    """'Send me all that is stored about me.'"""


@dataclass(frozen=True, slots=True)
class ExportAll:
    """'Send me the whole open space, but no ballots.'"""


Mine: TypeAlias = ForgetMe | ForgetMeYes | ExportMe | ExportAll


def forget(pieces: Sequence[Token]) -> ForgetMe | ForgetMeYes:
    """Return what the word forget, followed by *pieces*, asks for.

    Raises:
        RuleViolation: *pieces* do not say it; nobody can have somebody else forgotten.
    """
    match pieces:
        case [Token(word="me" | "myself")]:
            return ForgetMe()
        case [Token(word="me" | "myself"), Token(word="yes")]:
            return ForgetMeYes()
        case [Token(word="me" | "myself"), Token(word="yes"), extra, *_]:
            raise choices.too_much(extra.plain, _SURE)
        case [Token(word="me" | "myself"), extra, *_]:
            raise choices.too_much(extra.plain, _FORGET)
        case _:
            raise RuleViolation(
                f"Everybody can have themselves forgotten, and nobody else: type `{_FORGET}`. It"
                " says first what will go."
            )


def export(pieces: Sequence[Token]) -> ExportMe | ExportAll:
    """Return what `/openspace export` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    match pieces:
        case []:
            return ExportAll()
        case [Token(word="me" | "mine" | "myself")]:
            return ExportMe()
        case [Token(word="me" | "mine" | "myself"), extra, *_]:
            raise choices.too_much(extra.plain, _MINE)
        case _:
            raise RuleViolation(
                f"Type `{_MINE}` for your own data. As facilitator, `{_EXPORT}` sends you the whole"
                " open space, without ballots."
            )
