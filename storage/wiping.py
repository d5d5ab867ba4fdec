"""Lets SQLite's files hold nothing that was deleted."""

import sqlite3

from storage.database import LOCK_WAIT_S, Database


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
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
    except sqlite3.OperationalError:
        return False
    else:
        return row is not None and not row[0]
    finally:
        connection.close()
        database.gate.release()
