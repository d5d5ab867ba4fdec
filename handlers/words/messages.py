"""What follows `/openspace messages`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, pages, synonyms
from handlers.words.tokens import Token

_PAGE = "/openspace messages page 2"
_AGAIN = "/openspace messages again"


@dataclass(frozen=True, slots=True)
class MessagesShow:
    """'Which messages were sent, wait or failed?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class MessagesAgain:
    """'Send again what failed.'"""


Messages: TypeAlias = MessagesShow | MessagesAgain


def messages(pieces: Sequence[Token]) -> Messages:
    """Return what `/openspace messages` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.MESSAGES)
    match pieces:
        case []:
            return MessagesShow()
        case [Token(word="page"), *rest]:
            return MessagesShow(pages.number([piece.word for piece in rest], example=_PAGE))
        case [Token(word="again")]:
            return MessagesAgain()
        case [Token(word="again"), extra, *_]:
            raise choices.too_much(extra.plain, _AGAIN)
        case _:
            raise choices.unknown(
                pieces[0].plain, {"again": _AGAIN, "page": _PAGE}, offered=synonyms.MESSAGES_OFFERED
            )
