"""Does a full database of the version before come through the upgrade whole?"""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, select

from openspace import absences as rules
from services import absences, signup, voting
from storage import schema
from storage.database import Database, open_database
from storage.tables import Base
from tests.databases import PostgresServer
from tests.storage import week as weeks
from tests.storage.dump import dump

BEFORE = "0005"


def fill(database: Database) -> None:
    """A week with votes, places, seats, a queue, absences, promises and notes."""
    week = weeks.open_week(database)
    week.has_topics("Ptarmigan", "Capercaillie", "Gannet")
    week.has_slots()
    week.has_room("Room A", 1)
    week.cy(voting.set_dots, {1: 2, 2: 1})
    week.bo(voting.set_dots, {3: 3})
    week.cy(absences.add, lambda _here: [rules.whole_day(weeks.LAST_DAY, "Europe/London")])
    week.has_published(1, "Room A")
    week.bo(signup.join, (1,), anyway=False)
    week.cy(signup.join, (1,), anyway=False)


def rows(connection: Connection, tables: dict[str, list[str]]) -> dict[str, list[Any]]:
    """What stands in these columns, whatever other columns there are."""
    known = MetaData()
    known.reflect(connection)
    return {
        name: sorted(
            (
                tuple(row)
                for row in connection.execute(
                    select(*(known.tables[name].c[column] for column in columns))
                )
            ),
            key=repr,
        )
        for name, columns in tables.items()
    }


def columns(connection: Connection) -> dict[str, list[str]]:
    known = MetaData()
    known.reflect(connection)
    return {
        name: [column.name for column in table.columns]
        for name, table in known.tables.items()
        if name != "alembic_version"
    }


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    made.attributes["connection"] = connection
    return made


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_full_week_of_the_version_before_keeps_every_row_and_goes_on(
    kind: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}" if kind == "sqlite" else postgres.new_database()
    database = open_database(url)
    try:
        schema.upgrade(database)
        fill(database)
        with database.engine.begin() as connection:
            command.downgrade(config(connection), BEFORE)
        with database.engine.connect() as connection:
            known = columns(connection)
            before = rows(connection, known)
        assert schema.describe(database) == (
            f"The schema is {BEFORE}; the next start upgrades it to {schema.HEAD}."
        )
        schema.upgrade(database)
        with database.engine.connect() as connection:
            assert rows(connection, known) == before
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        full = {name for name, found in before.items() if found}
        assert full >= {"dots", "signups", "sessions", "hosts", "absences", "outbox", "audit"}
        weeks.actor(database, "cy")(voting.set_dots, {2: 3})
        assert (2, 3) in [(dot[1], dot[2]) for dot in dump(database)["dots"]]
    finally:
        database.close()
