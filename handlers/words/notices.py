"""What follows `/openspace notices`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, synonyms
from handlers.words.tokens import Token
from openspace.notices import Notices

_EXAMPLES = {wanted.value: f"/openspace notices {wanted}" for wanted in Notices}
_MEANT = {wanted.value: wanted for wanted in Notices}


@dataclass(frozen=True, slots=True)
class NoticesShow:
    """'Which messages do I get?'"""


@dataclass(frozen=True, slots=True)
class NoticesSet:
    """'These messages I want.'"""

    notices: Notices


NoticesWanted: TypeAlias = NoticesShow | NoticesSet


def notices(pieces: Sequence[Token]) -> NoticesWanted:
    """Return what `/openspace notices` followed by *pieces* asks for.

    Raises:
        RuleViolation: *pieces* do not say it.
    """
    pieces = choices.understood(pieces, synonyms.NOTICES)
    match pieces:
        case []:
            return NoticesShow()
        case [Token(word=word)] if word in _MEANT:
            return NoticesSet(_MEANT[word])
        case [Token(word=word), extra, *_] if word in _MEANT:
            raise choices.too_much(extra.plain, _EXAMPLES[_MEANT[word]])
        case _:
            raise choices.unknown(pieces[0].plain, _EXAMPLES)
