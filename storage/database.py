"""Opens SQLite or PostgreSQL; everything in which the two differ is in this file."""

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event, exc
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

LOCK_WAIT_S = 2.0
"""How long a writer waits for another, in seconds: well inside Slack's three."""


UNAVAILABLE = (exc.DBAPIError, exc.TimeoutError)
"""What is raised when the database does not answer, or not in time."""


class Busy(Exception):
    """Another writer held the database for longer than a user can wait; nothing was changed."""


@dataclass(frozen=True)
class Database:
    """One database and the two ways into it.

    Args:
        engine: for migrations and tests.
        writers: makes the sessions that may write.
        readers: makes the sessions that only read; on SQLite they never wait for a writer.
        gate: SQLite's one writer of this process at a time. SQLite's own busy handler sleeps and
            starves: 99th percentile 690-950 ms at 8 at once without this lock, 45-83 ms with it.
            None where the database queues its writers itself.
    """

    engine: Engine
    writers: sessionmaker[Session]
    readers: sessionmaker[Session]
    gate: "Lock | None"  # a string: until Python 3.13 `Lock` is a function

    @contextmanager
    def begin(self) -> Generator[Session]:
        """Open the unit of work: one transaction, committed at the end, rolled back on any error.

        Raises:
            Busy: the database stayed locked for two seconds.
        """
        with self._turn(), self.writers.begin() as db:
            yield db

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Open a transaction that sees one state of the database and changes nothing."""
        with self.readers.begin() as db:
            yield db

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.engine.dispose()

    def _turn(self) -> AbstractContextManager[None]:
        return nullcontext() if self.gate is None else _held(self.gate)


@contextmanager
def _held(gate: Lock) -> Generator[None]:
    if not gate.acquire(timeout=LOCK_WAIT_S):
        raise Busy
    try:
        yield
    finally:
        gate.release()


def open_database(url: str, *, connections: int = 20, synchronous: str = "FULL") -> Database:
    """Return the database behind *url*; nothing is made yet but the folder of a SQLite file.

    Args:
        url: `sqlite:///path` or `postgresql+psycopg://…`.
        connections: how many may be open at once.
        synchronous: SQLite's setting; FULL lets an acknowledged vote survive a power cut.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, connections=connections, synchronous=synchronous)
    return _postgresql(url, connections=connections)


def insert_missing(db: Session, table: type[DeclarativeBase], **values: object) -> None:
    """Insert a row unless a row with the same unique values is there, also one just being made."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    db.execute(insert(table).values(**values).on_conflict_do_nothing())


def _sqlite(url: str, *, connections: int, synchronous: str) -> Database:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LOCK_WAIT_S,
        hide_parameters=True,  # an error's text must not carry what people wrote
        connect_args={"timeout": LOCK_WAIT_S},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: we send BEGIN IMMEDIATE below
        # (docs.sqlalchemy.org, SQLite, "Serializable isolation / Savepoints / Transactional DDL").
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        reads = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return Database(engine, *_makers(engine), gate=Lock())


def _postgresql(url: str, *, connections: int) -> Database:
    wait_ms = int(LOCK_WAIT_S * 1000)
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LOCK_WAIT_S,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": f"-c lock_timeout={wait_ms} -c statement_timeout={wait_ms}"},
    )
    return Database(engine, *_makers(engine), gate=None)


def _makers(engine: Engine) -> tuple[sessionmaker[Session], sessionmaker[Session]]:
    writers = sessionmaker(engine, expire_on_commit=False)
    readers = sessionmaker(engine.execution_options(reading=True), expire_on_commit=False)
    return writers, readers
