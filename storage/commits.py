"""The end of a transaction: whether it was kept, and whether one would be."""

import sqlite3

from sqlalchemy import exc, text
from sqlalchemy.orm import Session

from storage import patience

_NOT_KEPT = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
"""With these SQLite says that nothing of a transaction is in the file (sqlite.org, rescode)."""

_WRITE = text("UPDATE alembic_version SET version_num = version_num")


def commit(db: Session) -> None:
    """Commit, and note for the request at hand whether something may have been saved."""
    db.flush()
    patience.saving()
    try:
        db.commit()
    except exc.OperationalError as error:
        # All other failures leave it open whether the database has kept the change.
        if getattr(error.orig, "sqlite_errorcode", None) in _NOT_KEPT:
            patience.not_saved()
        raise


def write(db: Session) -> None:
    """Write something that changes nothing.

    A file that another program has locked, a full disk and a PostgreSQL that only reads all answer
    questions; only a write tells that no vote could be saved.
    """
    db.execute(_WRITE)
