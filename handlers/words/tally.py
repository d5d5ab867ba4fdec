"""What follows `/tally`."""

from dataclasses import dataclass
from typing import TypeAlias

from handlers.words import choices, pages, synonyms
from handlers.words.tokens import joined, tokens
from openspace import RuleViolation, quoted


@dataclass(frozen=True, slots=True)
class Show:
    """'How do the dots stand?'"""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Csv:
    """'Give me the tally as a file for a spreadsheet.'"""


@dataclass(frozen=True, slots=True)
class Chart:
    """'Draw me the tally.'"""


Tally: TypeAlias = Show | Csv | Chart


def tally(text: str) -> Tally:
    """Return what `/tally` followed by *text* asks for.

    Raises:
        RuleViolation: *text* is none of empty, a page, `chart` and `csv`.
    """
    words = joined(tokens(text))
    match choices.words_understood(words.lower().split(), synonyms.TALLY):
        case ():
            return Show()
        case ("page", *rest):
            return Show(pages.number(rest, example="/tally page 2"))
        case ("csv",):
            return Csv()
        case ("chart",):
            return Chart()
        case (word, *_) if choices.nearest(word, synonyms.TALLY_OFFERED):
            raise choices.unknown(word, {}, offered=synonyms.TALLY_OFFERED)
        case _:
            raise RuleViolation(
                f"{quoted(words)} is not a form the tally comes in: type `/tally`, `/tally chart`"
                " or `/tally csv`."
            )
