"""What passes by itself when the database does not answer at the start, and what does not."""

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

from bot import opening


@pytest.mark.parametrize(
    "words",
    [
        'connection to server at "127.0.0.1", port 5432 failed: Connection refused',
        "connection failed: FATAL:  the database system is starting up",
        "connection failed: FATAL:  the database system is not yet accepting connections",
        "connection timeout expired",
        "[Errno -2] Name or service not known",
        "FATAL:  sorry, too many clients already",
    ],
)
def test_a_server_that_is_not_there_yet_is_waited_for(words: str) -> None:
    assert opening.may_pass(OperationalError("", None, psycopg.OperationalError(words)))


@pytest.mark.parametrize(
    "words",
    [
        'FATAL:  password authentication failed for user "bot"',
        'FATAL:  database "week" does not exist',
        'FATAL:  role "bot" does not exist',
        'FATAL:  no pg_hba.conf entry for host "10.0.0.1"',
    ],
)
def test_what_a_person_has_to_mend_is_not_waited_for(words: str) -> None:
    assert not opening.may_pass(OperationalError("", None, psycopg.OperationalError(words)))


def test_a_sqlite_file_is_waited_for_only_where_others_hold_it_or_the_disk_is_full() -> None:
    for words in ("database is locked", "database or disk is full"):
        assert opening.may_pass(OperationalError("", None, sqlite3.OperationalError(words)))
    for words in ("unable to open database file", "attempt to write a readonly database"):
        assert not opening.may_pass(OperationalError("", None, sqlite3.OperationalError(words)))
    no_database = sqlite3.DatabaseError("file is not a database")
    assert not opening.may_pass(DatabaseError("", None, no_database))
    assert not opening.may_pass(ProgrammingError("", None, psycopg.ProgrammingError("syntax")))


def test_a_folder_is_waited_for_only_where_the_disk_is_full() -> None:
    assert opening.may_pass(OSError(errno.ENOSPC, "No space left on device"))
    assert not opening.may_pass(PermissionError(errno.EACCES, "Permission denied"))
