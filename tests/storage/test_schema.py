"""Do migrations hold, on both databases?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from openspace import absences as rules
from openspace.notices import Notices
from openspace.schedule import USUAL
from services import absences, due, proposing
from storage import people, schema, spaces
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


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_open_space_from_before_the_clock_speaks_at_the_usual_times(
    kind: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    database = open_database(url if kind == "sqlite" else postgres.new_database(empty=True))
    try:
        with database.engine.begin() as connection:
            command.upgrade(_config(connection), "0001")
            for statement in FROM_BEFORE:
                connection.execute(text(statement))
        assert schema.describe(database) == (
            f"The schema is 0001; the next start upgrades it to {schema.HEAD}."
        )
        schema.upgrade(database)
        with database.reading() as db:
            space = spaces.by_id(db, 1, team_id="T1")
            assert space is not None
            person = people.person(db, space, "UADA")
            found = due.find(db, team_id="T1", now=datetime(2027, 11, 23, 9, tzinfo=UTC))
        assert (space.name, space.schedule) == ("CoProWeekScot", USUAL)
        assert (person.is_facilitator, person.notices) == (True, Notices.ALL)
        assert [promise.kind for one in found for promise in one.promises] == ["digest"]
        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
    finally:
        database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_open_space_from_before_absences_keeps_its_hosts_and_takes_absences(
    kind: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    database = open_database(url if kind == "sqlite" else postgres.new_database(empty=True))
    try:
        with database.engine.begin() as connection:
            command.upgrade(_config(connection), "0001")
            for statement in (*FROM_BEFORE, *A_TOPIC_FROM_BEFORE):
                connection.execute(text(statement))
            command.upgrade(_config(connection), "0003")
        schema.upgrade(database)
        ada = weeks.actor(database, "ada")
        assert ada.sees(proposing.listing).topics[0].hosts == ("UADA",)
        day = rules.whole_day(weeks.TUESDAY, "Europe/London")
        assert ada(absences.add, lambda _here: [day]).absences == (day,)
        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
    finally:
        database.close()


A_TOPIC_FROM_BEFORE = (
    (
        "INSERT INTO topics (space_id, number, title, title_key, description, access_notes,"
        " author_id, created_at) VALUES (1, 1, 'Transport', 'transport', '', '', 1,"
        " '2027-11-20 09:00:00.000000+00:00')"
    ),
    "INSERT INTO hosts (topic_id, participant_id) VALUES (1, 1)",
)
FROM_BEFORE = (
    (
        "INSERT INTO open_spaces (team_id, channel_id, name, first_day, last_day, zone, budget,"
        " tally_seen_by, proposals_open, voting_open, guests_allowed, is_private, next_number,"
        " created_at) VALUES ('T1', 'C1', 'CoProWeekScot', '2027-11-22', '2027-11-26',"
        " 'Europe/London', 5, 'facilitators', true, true, false, false, 1,"
        " '2027-11-20 09:00:00.000000+00:00')"
    ),
    "INSERT INTO people (team_id, user_id, kind) VALUES ('T1', 'UADA', 'member')",
    (
        "INSERT INTO participants (space_id, person_id, is_facilitator, is_present)"
        " VALUES (1, 1, true, true)"
    ),
)


def _downgrade(connection: Connection) -> None:
    command.downgrade(_config(connection), "base")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
