"""What all tests share: each database test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests import databases
from tests.databases import PostgresServer

pytest_plugins = ("tests.required",)

WAITING = ("e2e", "browser")
"""Folders whose tests spend much of their time waiting."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with databases.postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'openspace.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database with its tables, once of each kind."""
    with databases.opened(database_url) as database:
        yield database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files whose tests wait alternate with those whose tests work.

    With xdist each worker takes the next file; so while one waits for a browser, a clock or a
    message's turn, the others use the processor.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = [path for folder in WAITING for path in files if path.parent.name == folder]
    working = [path for path in files if path.parent.name not in WAITING]
    places = [(n / len(some), path) for some in (waiting, working) for n, path in enumerate(some)]
    items[:] = [item for _, path in sorted(places) for item in files[path]]
