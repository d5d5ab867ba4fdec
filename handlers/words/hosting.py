"""What follows `/openspace edit`, `/openspace adopt` and `/openspace cohost`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, timetable
from handlers.words.tokens import Kind, Token
from openspace import RuleViolation, quoted

EXAMPLES = {
    "edit": "/openspace edit 7",
    "adopt": "/openspace adopt 7",
    "cohost": "/openspace cohost 7",
}
_NAME = "/openspace cohost 7 @bo"


@dataclass(frozen=True, slots=True)
class Edit:
    """'Show me the form with this topic.'"""

    number: int


@dataclass(frozen=True, slots=True)
class Adopt:
    """'I host this topic, which has no host.'"""

    number: int


@dataclass(frozen=True, slots=True)
class CoHost:
    """'I host this topic too', or 'this person does'.

    *user_id* is "" for the person who types.
    """

    number: int
    user_id: str = ""


Hosting: TypeAlias = Edit | Adopt | CoHost


def edit(pieces: Sequence[Token]) -> Edit:
    """Return what `/openspace edit` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are not one topic number.
    """
    return Edit(timetable.only_number(pieces, example=EXAMPLES["edit"]))


def adopt(pieces: Sequence[Token]) -> Adopt:
    """Return what `/openspace adopt` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are not one topic number.
    """
    return Adopt(timetable.only_number(pieces, example=EXAMPLES["adopt"]))


def cohost(pieces: Sequence[Token]) -> CoHost:
    """Return what `/openspace cohost` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* are not a topic number, alone or with one person.
    """
    example = EXAMPLES["cohost"]
    number = timetable.only_number(pieces[:1], example=example)
    match list(pieces[1:]):
        case [Token(kind=Kind.PERSON, text=user_id)]:
            return CoHost(number, user_id)
        case [Token(kind=Kind.PERSON), *_]:
            raise RuleViolation(f"One person at a time: type `{_NAME}`.")
        case [Token() as piece] if piece.plain.startswith("@"):
            raise RuleViolation(
                f"I cannot tell who {quoted(piece.plain)} is. Pick the person from the list that"
                f" Slack shows after the @ sign, as in `{_NAME}`."
            )
        case [piece, *_]:
            raise choices.too_much(piece.plain, example)
        case _:
            return CoHost(number)
