"""Opens SQLite or PostgreSQL; all in which they differ is here, in upserts.py and in pings.py."""

import sqlite3
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    create_engine,
    event,
    exc,
    func,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from storage import commits, patience, pings
from storage.gate import Gate

LOCK_WAIT_S = 2.0
"""How long a writer waits for another, in seconds: well inside Slack's three."""

OTHER_PROGRAM_WAIT_S = 0.4
"""How long a SQLite writer whose turn it is waits for another program, in seconds."""

PAGES_KB = 512
"""How much of a SQLite file each connection keeps in memory, where SQLite would keep 2 MB: 50
connections take 25 MB at most in place of 100. What is left out the system keeps once for all."""

STATEMENTS = 32
"""How many prepared statements each connection keeps, where Python's driver would keep 128. A vote
needs some ten; the others were 3 MB more after 50,000 commands of all kinds, as quick as now."""

UPGRADE_WAIT_S = 60.0
"""How long a start waits for another process that upgrades the same SQLite file, in seconds."""

APPLICATION = "openspace"
"""What our connections are called on PostgreSQL, so that a restore sees that a bot runs."""

_SPACE_LOCKS = 0x6F70
"""Number of PostgreSQL's advisory locks that stand for open spaces; the second number is the id."""

CONNECT_WAIT_S = 2
"""How long PostgreSQL may take to accept a connection, in seconds; libpq knows no shorter time."""

UNAVAILABLE = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
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
    gate: Gate | None

    @contextmanager
    def begin(self) -> Generator[Session]:
        """Open the unit of work: one transaction, committed at the end, rolled back on any error.

        Raises:
            Busy: others held the database for longer than whoever asked can wait.
        """
        with self.turn(), self.writers.begin() as db:
            _hurry(db)
            yield db
            commits.commit(db)

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Open a transaction that sees one state of the database and changes nothing."""
        with self.readers.begin() as db:
            yield db

    @contextmanager
    def looking(self) -> Generator[Connection]:
        """Open a transaction that waits for no writer, to look whether an upgrade is needed."""
        with self.engine.connect().execution_options(reading=True) as connection:
            yield connection

    @contextmanager
    def upgrading(self) -> Generator[Connection]:
        """Open a transaction at the start of the program, when nobody waits for an answer yet."""
        with self.engine.connect() as connection:
            patient = self.gate is not None  # PostgreSQL's is made so in schema.py
            driver = connection.connection
            if patient:
                driver.execute(f"PRAGMA busy_timeout={int(UPGRADE_WAIT_S * 1000)}")
            try:
                with connection.begin():
                    yield connection
            finally:
                if patient:
                    driver.execute(f"PRAGMA busy_timeout={int(OTHER_PROGRAM_WAIT_S * 1000)}")

    def answers(self) -> None:
        """Ask the database whether it would take a change now; nothing is changed.

        Raises:
            SQLAlchemyError: it does not answer, or takes no changes.
            Busy: others held it for too long.
        """
        with self.begin() as db:
            commits.write(db)

    def turn(self) -> AbstractContextManager[None]:
        """Hold the turn of a writer for a library that opens its transaction by itself.

        Raises:
            Busy: others held the database for too long.
        """
        return nullcontext() if self.gate is None else _held(self.gate)

    def close(self) -> None:
        """Close all connections that are not in use."""
        self.engine.dispose()


@contextmanager
def _held(gate: Gate) -> Generator[None]:
    if not gate.acquire(timeout_s=patience.left_s(LOCK_WAIT_S)):
        raise Busy
    try:
        yield
    finally:
        gate.release()


def _hurry(db: Session) -> None:
    """Begin nothing too late, and let PostgreSQL's locks be waited for no longer than is left."""
    left_s = patience.left_s(LOCK_WAIT_S)
    if left_s <= 0:
        raise Busy
    if left_s < LOCK_WAIT_S and db.get_bind().dialect.name == "postgresql":
        db.execute(text(f"SET LOCAL lock_timeout = {int(left_s * 1000) + 1}"))


def has_saved_nothing() -> bool:
    """Say whether the request at hand has surely changed nothing; False where it is not known."""
    return patience.has_saved_nothing()


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


def open_to_read(url: str) -> Database:
    """Return the database behind *url* such that nothing can be changed in it.

    SQLite refuses what would write to a file that was opened so, PostgreSQL in a transaction that
    begins so. Nothing is made, not even the folder.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return _postgresql(url, connections=1, options="-c default_transaction_read_only=on")
    path = Path(make_url(url).database or "").absolute()
    # A file in WAL mode makes two more beside it even for those who only read, and leaves them
    # there (sqlite.org, "Read-Only WAL-Mode Databases"). Where no other program has it open, there
    # is no log, and the file alone is all there is to read.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    engine = create_engine(
        f"sqlite:///file:{quote(str(path))}?mode=ro&uri=true{alone}",
        hide_parameters=True,
        connect_args={"timeout": OTHER_PROGRAM_WAIT_S},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return Database(engine, *_makers(engine), gate=None)


def space_lock(ids: Select[int], *, alone: bool) -> Select[int, None]:
    """Return PostgreSQL's statement that locks the open space whose id *ids* finds.

    Row locks would do, were they fair: there whoever shares a row overtakes whoever waits to have
    it alone, so that nobody could close voting while people keep voting
    (src/backend/access/heap/README.tuplock). Advisory locks are given in the order of asking.

    Args:
        alone: False shares it with others who do not want it alone.
    """
    lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    # The subquery with its LIMIT comes first, so that nothing but its row is locked.
    found = ids.limit(1).subquery()
    return select(found.c.id, lock(_SPACE_LOCKS, found.c.id))


def is_alone(db: Session) -> bool:
    """Say whether a writer has the whole database anyway: SQLite's BEGIN IMMEDIATE."""
    return db.get_bind().dialect.name == "sqlite"


def _sqlite(url: str, *, connections: int, synchronous: str) -> Database:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LOCK_WAIT_S,
        # The connection used last still knows the pages it read. With the one used longest ago
        # SQLite took a third fewer votes a second.
        pool_use_lifo=True,
        hide_parameters=True,  # an error's text must not carry what people wrote
        connect_args={"timeout": OTHER_PROGRAM_WAIT_S, "cached_statements": STATEMENTS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: we send BEGIN IMMEDIATE below
        # (docs.sqlalchemy.org, SQLite, "Serializable isolation / Savepoints / Transactional DDL").
        connection.isolation_level = None
        _use_wal(connection)
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{PAGES_KB}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        reads = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return Database(engine, *_makers(engine, reading=True), gate=Gate())


def _use_wal(connection: Any) -> None:
    """Switch the file to WAL, which it then keeps.

    While another process does the same to a new file, SQLite answers "database is locked" at once
    instead of waiting (sqlite.org, sqlite3_busy_handler), so the waiting is ours.
    """
    give_up_at = monotonic() + LOCK_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if monotonic() > give_up_at:
                raise
            sleep(0.01)
        else:
            return


def _postgresql(url: str, *, connections: int, options: str = "") -> Database:
    wait_ms = int(LOCK_WAIT_S * 1000)
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LOCK_WAIT_S,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={
            "application_name": APPLICATION,
            "connect_timeout": CONNECT_WAIT_S,
            # A network that swallows everything is noticed in time too (libpq, tcp_user_timeout).
            "tcp_user_timeout": int(CONNECT_WAIT_S * 1000),
            "options": f"-c lock_timeout={wait_ms} -c statement_timeout={wait_ms} {options}",
        },
    )
    pings.ping_idle(engine)
    # By default each statement would see what others committed since the one before it
    # (postgresql.org, transaction isolation): a tally whose parts do not add up.
    reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return Database(engine, *_makers(engine, **reading), gate=None)


def _makers(engine: Engine, **reading: Any) -> tuple[sessionmaker[Session], sessionmaker[Session]]:
    writers = sessionmaker(engine, expire_on_commit=False)
    readers = sessionmaker(engine.execution_options(**reading), expire_on_commit=False)
    return writers, readers
