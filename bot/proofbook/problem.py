"""A problem that a rehearsal has shown, and how much it matters."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters, in the words that are read; the first matter most."""

    MEND = "Put this right"
    LOOK = "Look at this"
    KNOW = "Good to know"


@dataclass(frozen=True)
class Problem:
    """Something a facilitator should know before the week.

    Args:
        sentence: what is so.
        advice: what they can do about it; commands stand in backticks.
        details: each single case, in words that may be people's own.
    """

    severity: Severity
    sentence: str
    advice: str
    details: tuple[str, ...] = ()
