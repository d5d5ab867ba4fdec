"""What one request is called in the log and, when it fails, by the person who made it."""

import secrets
from contextvars import ContextVar

ANSWERED = "answered"
REFUSED = "refused"
BUSY = "busy"
UNKNOWN = "unknown"
FAILED = "failed"
OUTCOMES = (ANSWERED, REFUSED, BUSY, UNKNOWN, FAILED)
"""What can come of a request: what was wanted; a rule said no; the database was busy for too long,
or away; nothing here answers it; something is broken."""


class Reference:
    """One request, while it is answered and while that is done which follows from its answer.

    `outcome` is one of `OUTCOMES`, noted by whoever finds out.
    """

    __slots__ = ("_text", "outcome")

    def __init__(self) -> None:
        self._text = ""
        self.outcome = ANSWERED

    @property
    def text(self) -> str:
        """Eight characters, drawn when they are first asked for: most requests need none."""
        if not self._text:
            self._text = secrets.token_hex(4)
        return self._text


current: ContextVar[Reference | None] = ContextVar("reference", default=None)
"""Of the request that this thread is busy with; None between requests."""


def noted(outcome: str) -> Reference:
    """Note what came of the request under way; return its reference, a new one outside requests."""
    reference = current.get() or Reference()
    reference.outcome = outcome
    return reference
