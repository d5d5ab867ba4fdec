"""What follows `/tally`."""

from dataclasses import dataclass
from typing import TypeAlias

from handlers.words.tokens import joined, tokens
from openspace import RuleViolation, quoted


@dataclass(frozen=True, slots=True)
class Show:
    """'How do the dots stand?'"""


@dataclass(frozen=True, slots=True)
class Csv:
    """'Give me the tally as a file for a spreadsheet.'"""


Tally: TypeAlias = Show | Csv


def tally(text: str) -> Tally:
    """Return what `/tally` followed by *text* asks for.

    Raises:
        RuleViolation: *text* is neither empty nor `csv`.
    """
    words = joined(tokens(text))
    match words.lower():
        case "":
            return Show()
        case "csv":
            return Csv()
        case _:
            raise RuleViolation(
                f"{quoted(words)} is not a form the tally comes in: type `/tally` or `/tally csv`."
            )
