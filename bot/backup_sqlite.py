"""Backup and restore of a SQLite file, by SQLite's own means."""

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from storage import schema

WAIT_S = 5.0
"""How long another program may hold the file, in seconds."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is in use (sqlite.org, "Temporary Files")."""


class Unfit(Exception):
    """It cannot be done; *text* says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def copy(path: Path, into: Path) -> None:
    """Write the database at *path* into the empty file *into*; others may read and write it.

    All at once, in one state of it: a copy in steps begins anew with each write of another
    process (sqlite.org, "Online Backup API"). Readers keep no writer from going on in WAL mode.

    Raises:
        Unfit: nothing useful was written.
    """
    if not path.is_file():
        raise Unfit(f"There is no database at {path} yet; nothing was copied.")
    try:
        with _opened(path, "ro") as found, _opened(into, "rw") as made:
            found.backup(made)
            # The copy stands alone, without a log beside it.
            made.execute("PRAGMA journal_mode=DELETE")
            _check(made, into)
    except sqlite3.Error as error:
        raise Unfit(f"The database {path} could not be copied ({error}).") from None


def put(file: Path, path: Path, *, replace: bool) -> None:
    """Put a copy of *file* in the place of the database at *path*.

    Raises:
        Unfit: the file is none of ours or broken, a bot runs, or the database is not empty.
        SchemaTooNew: a newer program has written it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600, exist_ok=False)
    try:
        try:
            with _opened(file, "ro") as found, _opened(beside, "rw") as made:
                _check(found, file)
                found.backup(made)
                made.execute("PRAGMA journal_mode=DELETE")
                _check(made, beside)
        except sqlite3.Error as error:
            raise Unfit(f"{file} is no backup of a SQLite database ({error}).") from None
        _make_room(path, replace=replace)
        _give(beside, like=path if path.exists() else path.parent)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _give(file: Path, *, like: Path) -> None:
    """Give *file* to whom *like* belongs: root may restore what another user's bot is to write."""
    owner, own = like.stat(), file.stat()
    if (owner.st_uid, owner.st_gid) != (own.st_uid, own.st_gid):
        shutil.chown(file, owner.st_uid, owner.st_gid)


def _make_room(path: Path, *, replace: bool) -> None:
    if not path.exists():
        return
    try:
        with _opened(path, "rw") as held:
            # WAL is left only by whoever has the file alone, and what is in its log is written
            # back then (sqlite.org, "Write-Ahead Logging").
            if held.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
                raise _in_use(path, "its log is open")
            is_empty = not held.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise _in_use(path, str(error)) from None
    except sqlite3.DatabaseError:
        is_empty = False  # broken: for that there are backups
    if not is_empty and not replace:
        raise Unfit(
            f"The database {path} is not empty. With --replace what it holds is lost; make a backup"
            " of it first if you are not sure."
        )
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _in_use(path: Path, reason: str) -> Unfit:
    return Unfit(
        f"The database {path} is in use ({reason}). Stop the bot, and whatever else reads it."
    )


@contextmanager
def _opened(path: Path, mode: str) -> Generator[sqlite3.Connection]:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=WAIT_S,
        isolation_level=None,
    )
    try:
        yield connection
    finally:
        connection.close()


def _check(connection: sqlite3.Connection, file: Path) -> None:
    """Look whether it is whole, and ours.

    Raises:
        Unfit: it is not.
        SchemaTooNew: a newer program has written it.
    """
    said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise Unfit(f"{file} is damaged: {said}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Unfit(f"{file} is damaged: some rows belong to others that are not there.")
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(query).fetchone()[0]:
        raise Unfit(f"{file} holds no database of this bot.")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    schema.refuse_newer(row[0] if row else None)
