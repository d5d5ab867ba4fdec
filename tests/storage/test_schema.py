"""Do migrations hold, on both databases?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import schema
from storage.database import Database, open_database
from storage.tables import Base
from tests import databases
from tests.databases import PostgresServer
from tests.storage import week as weeks


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of its own, because these tests change its tables."""
    with databases.opened(database_url) as database:
        yield database


def test_head_is_the_newest_migration() -> None:
    versions = Path(schema.__file__).parent / "migrations" / "versions"
    assert max(path.name[:4] for path in versions.glob("0*.py")) == schema.HEAD


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    schema.upgrade(database)
    assert schema.describe(database) == f"The schema is up to date ({schema.HEAD})."


def test_a_newer_schema_is_refused_in_words(database: Database) -> None:
    with database.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.SchemaTooNew) as refused:
        schema.upgrade(database)
    assert "9999" in refused.value.text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_empty_database_is_described_and_then_made(
    kind: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    database = open_database(url if kind == "sqlite" else postgres.new_database(empty=True))
    try:
        assert schema.describe(database) == (
            "The database is empty; its tables are made at the first start."
        )
        schema.upgrade(database)
        assert schema.describe(database) == f"The schema is up to date ({schema.HEAD})."
        assert weeks.open_week(database).space.name == "CoProWeekScot"
    finally:
        database.close()


def test_migrations_make_exactly_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_and_indexes_have_the_names_that_migrations_gave_them(
    database: Database,
) -> None:
    # Autogenerate does not compare CHECK constraints (alembic.sqlalchemy.org, "What does
    # Autogenerate Detect"), so their names are held against each other here.
    with database.engine.connect() as connection:
        found = inspect(connection)
        for table in Base.metadata.sorted_tables:
            made = {check["name"] for check in found.get_check_constraints(table.name)}
            wanted = {
                str(constraint.name)
                for constraint in table.constraints
                if type(constraint).__name__ == "CheckConstraint"
            }
            assert made == wanted, table.name


def test_a_downgrade_to_nothing_leaves_no_table_and_can_be_upgraded_again(
    database: Database,
) -> None:
    weeks.open_week(database)
    with database.engine.begin() as connection:
        _downgrade(connection)
    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    schema.upgrade(database)
    assert weeks.open_week(database).space.id == 1


def _downgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.downgrade(config, "base")
