"""Lets many people do things at the same moment, and takes single locks away."""

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from threading import Barrier, Thread
from typing import Any, TypeVar

from sqlalchemy import event

from storage.database import Database, open_database

T = TypeVar("T")

WITHIN_S = 30
TRIES = 40


def at_once(deeds: Sequence[Callable[[], T]], *, together: int = 40) -> list[T | Exception]:
    """Do all *deeds* at once; return what each returned or raised, in their order.

    Args:
        together: how many begin at the same moment; the others follow as soon as one is done.
    """
    results: dict[int, T | Exception] = {}
    turns = count()
    barrier = Barrier(min(len(deeds), together), timeout=WITHIN_S)

    def work() -> None:
        barrier.wait()
        while (turn := next(turns)) < len(deeds):
            try:
                results[turn] = deeds[turn]()
            except Exception as problem:  # noqa: BLE001 - the test looks at each
                results[turn] = problem

    threads = [Thread(target=work, daemon=True) for _ in range(barrier.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WITHIN_S)
        assert not thread.is_alive(), "somebody waits for ever"
    return [results[turn] for turn in range(len(deeds))]


def problems(results: Sequence[object]) -> list[Exception]:
    """Return what was raised, of everything that `at_once` returned."""
    return [result for result in results if isinstance(result, Exception)]


def happens(attempt: Callable[[], bool]) -> bool:
    """Say whether *attempt* succeeds once within a number of tries."""
    return any(attempt() for _ in range(TRIES))


@contextmanager
def without_row_lock(database: Database, table: str) -> Generator[None]:
    """Send the statements that lock rows of *table* to PostgreSQL without the lock."""
    lock = re.compile(rf"(?s)(.*FROM {table}\b.*?)\s+FOR (?:UPDATE|SHARE)(?: OF \w+)?\s*$")

    def unlocked(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> tuple[str, Any]:
        return lock.sub(r"\1", statement), given

    event.listen(database.engine, "before_cursor_execute", unlocked, retval=True)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", unlocked)


@contextmanager
def without_space_lock(database: Database) -> Generator[None]:
    """Send the statements that lock an open space to PostgreSQL without the lock."""

    def unlocked(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> tuple[str, Any]:
        return re.sub(r"pg_advisory_xact_lock(_shared)?\(", "concat(", statement), given

    event.listen(database.engine, "before_cursor_execute", unlocked, retval=True)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", unlocked)


@contextmanager
def without_turns(url: str) -> Generator[Database]:
    """Open a SQLite file without the gate of this process and without BEGIN IMMEDIATE."""
    database = replace(open_database(url, connections=60), gate=None)

    def deferred(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> tuple[str, Any]:
        return statement.replace("BEGIN IMMEDIATE", "BEGIN"), given

    event.listen(database.engine, "before_cursor_execute", deferred, retval=True)
    try:
        yield database
    finally:
        database.close()
