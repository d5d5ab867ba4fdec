"""Whether the database would take a change now, told within a bounded time."""

from threading import Event, Lock, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from storage.database import Busy, Database

WITHIN_S = 1.5
"""How long an answer may take, in seconds; a database that takes longer does not answer."""

HOLDS_FOR_S = 1.0
"""How long an answer is repeated, in seconds, so that whoever asks often costs nothing."""


class Probe:
    """Asks the database, one question at a time; safe to use from many threads.

    Args:
        database: is asked to write, without changing anything.
        is_open: set once its tables are up to date; None where they are.
    """

    def __init__(self, database: Database, is_open: Event | None = None) -> None:
        self._database = database
        self._is_open = is_open
        self._lock = Lock()
        self._answered = Event()
        self._answered.set()
        self._asked_at = float("-inf")
        self._missing = ""

    def missing(self) -> str:
        """Return in a sentence what is wrong with the database, "" for nothing, within 1.5 s."""
        if self._is_open is not None and not self._is_open.is_set():
            return "The database cannot be used yet."
        with self._lock:
            # A question that hangs is left alone: another would only hang beside it.
            is_free = self._answered.is_set()
            if is_free and monotonic() - self._asked_at >= HOLDS_FOR_S:
                self._answered.clear()
                self._asked_at = monotonic()
                Thread(target=self._ask, name="probe", daemon=True).start()
        if not self._answered.wait(WITHIN_S):
            return "The database does not answer."
        return self._missing

    def _ask(self) -> None:
        try:
            self._database.answers()
            self._missing = ""
        except Busy:
            self._missing = "The database takes no changes: others hold it for too long."
        except SQLAlchemyError:
            self._missing = "The database does not answer, or takes no changes."
        finally:
            self._answered.set()
