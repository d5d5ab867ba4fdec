"""Lets SQLite's files hold nothing that was deleted."""

import sqlite3
from typing import Any

from sqlalchemy.orm import Session

from storage.database import LOCK_WAIT_S, Database, is_alone


def note(db: Session) -> None:
    """Note, with whatever this transaction deletes, that the files are to be wiped.

    SQLite keeps a number in its file for whoever made it (sqlite.org, "PRAGMA user_version").
    Ours counts what was deleted since the files held nothing of the kind.
    """
    if is_alone(db):
        connection = db.connection()
        noted = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version={noted + 1}")


def is_noted(db: Session) -> bool:
    """Say whether something was deleted that the files may still hold."""
    if not is_alone(db):
        return False
    return bool(db.connection().exec_driver_sql("PRAGMA user_version").scalar_one())


def wipe(database: Database) -> bool:
    """Write SQLite's file anew and empty its log; False if that must be tried again.

    A deleted row stays readable in its page until something else is written there, and in the
    log until that is taken over; `secure_delete` does not reach what moved between pages
    (sqlite.org, "PRAGMA secure_delete", "VACUUM"). Writers wait meanwhile: 0.5 s for 13 MB.
    PostgreSQL does the like by itself, in its own time (postgresql.org, "Routine Vacuuming").
    """
    if database.gate is None:
        return True
    if not database.gate.acquire(timeout_s=LOCK_WAIT_S):
        return False
    connection = database.engine.raw_connection()
    cursor = connection.cursor()
    try:
        noted = _number(cursor, "user_version")
        cursor.execute("VACUUM")
        if _number(cursor, "wal_checkpoint(TRUNCATE)"):
            return False
        cursor.execute("BEGIN IMMEDIATE")
        # What another process deleted meanwhile is still to be wiped.
        if _number(cursor, "user_version") == noted:
            cursor.execute("PRAGMA user_version=0")
        cursor.execute("COMMIT")
    except sqlite3.OperationalError:
        return False
    else:
        return True
    finally:
        connection.close()
        database.gate.release()


def _number(cursor: Any, pragma: str) -> int:
    """Return the first number that a pragma answers; of a checkpoint, whether others were busy."""
    return int(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
