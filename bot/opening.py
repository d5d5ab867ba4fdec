"""The database at the start of the program: opened, brought up to date, and waited for."""

import errno
import logging
from threading import Event
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from storage import schema
from storage.database import UNAVAILABLE, Database, open_database

logger = logging.getLogger(__name__)

WAIT_S = 1.0
"""How long to wait, in seconds, before the database is asked again."""

SAY_AGAIN_S = 60.0
"""How often the log says that the database is still waited for, in seconds."""

LASTING = (
    # PostgreSQL and libpq, whose connections fail with words and no code.
    "authentication failed",
    "no password supplied",
    "no pg_hba.conf entry",
    "does not exist",
    "permission denied",
    "is not permitted to log in",
    "invalid connection option",
    "does not support ssl",
    # SQLite (sqlite.org, rescode): CANTOPEN, READONLY.
    "unable to open database file",
    "readonly database",
)
"""What only a person can mend."""


class CannotStart(Exception):
    """The program cannot run, for a reason that a person can mend; *text* says which and how."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def opened(settings: Settings) -> Database:
    """Return the database with its tables up to date.

    Raises:
        CannotStart: it does not answer, or a newer program has written it.
    """
    database = reached(settings)
    try:
        schema.upgrade(database)
    except (schema.SchemaTooNew, SQLAlchemyError, OSError) as error:
        database.close()
        raise CannotStart(unusable(settings, error)) from None
    return database


def reached(settings: Settings) -> Database:
    """Return the database, of which nobody knows yet whether it answers.

    Raises:
        CannotStart: its address cannot be used, or its folder cannot be made.
    """
    try:
        return open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
    except (SQLAlchemyError, OSError) as error:
        raise CannotStart(unusable(settings, error)) from None


class Opening:
    """Brings a database up to date as soon as it answers.

    Args:
        settings: name it.
        database: may be away.
    """

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._say_at = 0.0
        self.is_done = Event()

    def tries(self) -> bool:
        """Bring the tables up to date; False while the database is away.

        Raises:
            CannotStart: for a reason that does not pass by itself.
        """
        try:
            schema.upgrade(self._database)
        except (schema.SchemaTooNew, SQLAlchemyError, OSError) as error:
            if not may_pass(error):
                raise CannotStart(unusable(self._settings, error)) from None
            if monotonic() >= self._say_at:
                self._say_at = monotonic() + SAY_AGAIN_S
                logger.warning(
                    "The database %s cannot be used yet (%s); trying on.",
                    self._settings.database_name,
                    _reason(error),
                )
            return False
        if self._say_at:
            logger.info("The database %s answers.", self._settings.database_name)
        self.is_done.set()
        return True

    def waits(self, stop: Event) -> bool:
        """Try until it is done; False when the program is to stop before that.

        Raises:
            CannotStart: for a reason that does not pass by itself.
        """
        while not self.is_done.is_set():
            if stop.is_set():
                return False
            if not self.tries():
                stop.wait(WAIT_S)
        return True


def may_pass(error: Exception) -> bool:
    """Say whether a database that failed so may answer later without anybody mending anything."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    if not isinstance(error, UNAVAILABLE):
        return False
    words = str(getattr(error, "orig", None) or error).lower()
    return not any(lasting in words for lasting in LASTING)


def unusable(settings: Settings, error: Exception) -> str:
    """Return in words that the database cannot be used and what to do; no password."""
    if isinstance(error, schema.SchemaTooNew):
        return error.text
    return (
        f"The database {settings.database_name} cannot be used: {_reason(error)}. "
        "Check DATABASE_URL, and that the database runs and may be written to."
    )


def _reason(error: Exception) -> str:
    # The driver's first line says why ("unable to open database file"); the statement follows it.
    return str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0]
