"""What the tests of storage and services share: one database of each kind, emptied before each."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.tables import Base
from tests import databases
from tests.databases import PostgresServer
from tests.storage import week as weeks
from tests.storage.apart import kept_apart
from tests.storage.week import Week


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kept_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One of each kind for the whole run: to make one takes longer than most tests."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'openspace.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.new_database()
    with databases.opened(url) as database:
        yield database


@pytest.fixture
def database(kept_database: Database) -> Iterator[Database]:
    """An empty database, once of each kind."""
    with kept_database.engine.begin() as connection:
        _empty(connection)
    with kept_apart(kept_database):
        yield kept_database
    kept_database.close()  # PostgreSQL has a hundred connections for all databases together


@pytest.fixture
def week(database: Database) -> Week:
    return weeks.open_week(database)


def _empty(connection: Connection) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(table.delete())
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM sqlite_sequence"))
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.columns:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, 1, false)"))
