"""An outage of the database is written down a line a second at most."""

import secrets
from logging import Logger
from threading import Lock
from time import monotonic

from handlers import failures, references
from handlers.references import Reference
from storage.database import UNAVAILABLE, Busy

LINE_EVERY_S = 1.0

OVER_AFTER_S = 3.0
"""How long nothing must have failed, in seconds, before an outage counts as over."""


class Outages:
    """Writes down what failed; safe to use from many threads, and shared by a whole program."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reference = ""
        self._failed = 0
        self._untold = 0
        self._next_line_at = 0.0
        self._failed_at = 0.0

    def note(self, logger: Logger, what: str, error: Exception) -> str:
        """Log that *what* failed, unless the database is away and a line has just said so.

        Returns:
            the reference of the line that tells of it.
        """
        if not isinstance(error, (Busy, *UNAVAILABLE)):
            reference = (references.current.get() or Reference()).text
            failures.note(logger, f"Failure {reference}: {what}", error)
            return reference
        with self._lock:
            self._failed += 1
            self._failed_at = monotonic()
            if monotonic() < self._next_line_at:
                self._untold += 1
                return self._reference
            self._next_line_at = monotonic() + LINE_EVERY_S
            self._reference = secrets.token_hex(4)
            more = f" (and {self._untold} more like this before it)" if self._untold else ""
            self._untold = 0
            logger.warning(
                "Failure %s: %s, as the database does not answer: %s%s",
                self._reference,
                what,
                failures.described(error),
                more,
            )
            return self._reference

    def over(self, logger: Logger) -> None:
        """Note that the database answers; the first time after a failure the log says so.

        What only reads may go on while nothing can be saved, so it is believed after a while.
        """
        if not self._failed or monotonic() < self._failed_at + OVER_AFTER_S:
            return
        with self._lock:
            failed, self._failed = self._failed, 0
            if failed:
                logger.info("The database answers again; %s things had failed.", failed)
