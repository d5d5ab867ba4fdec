"""Is a connection that the server has given up replaced before anybody notices?"""

from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import pings
from storage.database import Database, open_database
from tests import databases
from tests.databases import PostgresServer


def gives_all_up(server: PostgresServer, database: Database) -> None:
    """Let the server end all connections of *database*, as a restart does."""
    others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name"
    with closing(open_database(server.url("postgres"))) as other, other.begin() as db:
        db.execute(text(others), {"name": database.engine.url.database})


def test_a_connection_that_was_idle_is_looked_at_and_replaced(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pings, "TRUSTED_S", 0)
    with databases.opened(postgres.new_database()) as database:
        gives_all_up(postgres, database)
        database.answers()


def test_one_used_just_now_is_not_and_its_failure_replaces_all(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pings, "TRUSTED_S", 3600)
    with databases.opened(postgres.new_database()) as database:
        with database.reading() as one, database.reading() as other:
            one.execute(text("SELECT 1"))
            other.execute(text("SELECT 1"))
        gives_all_up(postgres, database)
        with pytest.raises(OperationalError):
            database.answers()
        database.answers()
