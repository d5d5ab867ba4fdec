"""What follows `/openspace facilitators` and `/openspace guests`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, synonyms
from handlers.words.tokens import Kind, Token
from openspace import RuleViolation, quoted

_SHOW = "/openspace facilitators"
_ADD = "/openspace facilitators add @ada"
_REMOVE = "/openspace facilitators remove @ada"
_ALLOW = "/openspace guests allow"
_REFUSE = "/openspace guests refuse"


@dataclass(frozen=True, slots=True)
class FacilitatorsShow:
    """'Who are the facilitators?'"""


@dataclass(frozen=True, slots=True)
class FacilitatorAdd:
    """'Make this person a facilitator.'"""

    user_id: str


@dataclass(frozen=True, slots=True)
class FacilitatorRemove:
    """'This person is no longer a facilitator.'"""

    user_id: str


@dataclass(frozen=True, slots=True)
class Guests:
    """'Guests and people of other organisations may take part', or may not."""

    allowed: bool


Facilitators: TypeAlias = FacilitatorsShow | FacilitatorAdd | FacilitatorRemove


def facilitators(pieces: Sequence[Token]) -> Facilitators:
    """Return what `/openspace facilitators` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.FACILITATORS)
    match pieces:
        case []:
            return FacilitatorsShow()
        case [Token(word="add"), *rest]:
            return FacilitatorAdd(_person(rest, example=_ADD))
        case [Token(word="remove"), *rest]:
            return FacilitatorRemove(_person(rest, example=_REMOVE))
        case _:
            raise choices.unknown(pieces[0].plain, {"add": _ADD, "remove": _REMOVE})


def guests(pieces: Sequence[Token]) -> Guests:
    """Return what `/openspace guests` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are neither `allow` nor `refuse`.
    """
    pieces = choices.understood(pieces, synonyms.GUESTS)
    match pieces:
        case [Token(word="allow")]:
            return Guests(allowed=True)
        case [Token(word="refuse")]:
            return Guests(allowed=False)
        case []:
            raise RuleViolation(f"May guests take part? Type `{_ALLOW}` or `{_REFUSE}`.")
        case [Token(word="allow" | "refuse" as verb), extra, *_]:
            raise choices.too_much(extra.plain, f"/openspace guests {verb}")
        case _:
            raise choices.unknown(pieces[0].plain, {"allow": _ALLOW, "refuse": _REFUSE})


def _person(pieces: Sequence[Token], *, example: str) -> str:
    match pieces:
        case [Token(kind=Kind.PERSON, text=user_id)]:
            return user_id
        case []:
            raise RuleViolation(f"Who is meant? Type `{example}`.")
        case [Token(kind=Kind.PERSON), *_]:
            raise RuleViolation(f"One person at a time: type `{example}`.")
        case _:
            raise RuleViolation(
                f"I cannot tell who {quoted(pieces[0].plain)} is. Pick the person from the list "
                f"that Slack shows after the @ sign, as in `{example}`."
            )
