"""The set-up of an open space is read without changing anything, and makes another one like it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import example_week
from bot.rehearsal import source
from bot.rehearsal.source import CannotRehearse
from openspace.people import Kind
from openspace.schedule import Schedule
from openspace.setup import SetTimes, SetUp, Slot, Talk, Topic
from openspace.spaces import TallySeenBy
from services import people, setup, spaces
from services.setup import Unfit
from services.visits import Visit
from storage import schema
from storage.database import Database, open_to_read
from tests import databases
from tests.storage.dump import dump

EARLY = datetime(2027, 11, 1, 12, tzinfo=UTC)
FULL = replace(
    example_week.SET_UP,
    zone="Europe/Berlin",
    dots=7,
    tally=TallySeenBy.AFTER,
    guests=True,
    schedule=Schedule(time(8, 15), None, 30),
    windows=SetTimes(
        proposals_open=datetime(2027, 11, 20, 9, 0),  # noqa: DTZ001 - on the wall
        voting_close=datetime(2027, 11, 22, 15, 30),  # noqa: DTZ001
    ),
    topics=(*example_week.TOPICS, Topic("Nobody leads this yet", is_hosted=False)),
)
BARE = SetUp("Bare", example_week.FIRST_DAY, example_week.FIRST_DAY)


def made(database: Database, set_up: SetUp, *, channel: str = "C1") -> SetUp:
    """Make an open space of a set-up, and return what is read of it."""
    with database.begin() as db:
        for user_id in ("UADA", "UBO"):
            people.remember(db, Kind.MEMBER, team_id="T1", user_id=user_id, now=EARLY)
        hosts = ["UBO" if topic.is_hosted else None for topic in set_up.topics]
        space = setup.create(db, Visit("T1", "UADA", channel, EARLY), set_up, hosts=hosts)
    with database.reading() as db:
        return setup.read(db, space)


@pytest.mark.parametrize("set_up", [FULL, BARE, example_week.SET_UP])
def test_what_is_made_of_a_set_up_has_that_set_up(database: Database, set_up: SetUp) -> None:
    assert made(database, set_up) == set_up


def test_a_set_up_says_nothing_about_who_hosts_and_who_facilitates(database: Database) -> None:
    said = repr(made(database, FULL))
    assert [one for one in ("UADA", "UBO", "T1", "C1") if one in said] == []


@pytest.mark.parametrize(
    ("wrong", "part", "reason"),
    [
        (
            replace(BARE, slots=(Slot(date(2027, 11, 27), time(9), time(10)),)),
            "Slot 1 (Sat 27 Nov 09:00-10:00)",
            "22 Nov",
        ),
        (
            replace(BARE, talks=(Talk("Alone", "Somebody", BARE.first_day, time(9), "Room A"),)),
            "Talk 1 (Alone)",
            "no slots",
        ),
        (replace(BARE, topics=(Topic("A topic", theme="None such"),)), "Topic 1", "None such"),
        (replace(BARE, dots=0), "The open space", "1 to 100"),
    ],
)
def test_what_cannot_be_is_named_with_its_part(
    database: Database, wrong: SetUp, part: str, reason: str
) -> None:
    with pytest.raises(Unfit, match=reason) as unfit:
        made(database, wrong)
    assert unfit.value.part.startswith(part)
    assert dump(database)["open_spaces"] == []


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def files(database: Database) -> dict[str, bytes]:
    """Return what stands in the folder of a SQLite file; PostgreSQL has none."""
    if database.engine.dialect.name != "sqlite":
        return {}
    folder = Path(str(database.engine.url.database)).parent
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".db-shm"}


@pytest.mark.parametrize("is_in_use", [True, False])
def test_a_database_that_is_only_read_stays_as_it_is(
    database: Database, *, is_in_use: bool
) -> None:
    made(database, FULL)
    if not is_in_use:
        database.close()
    before, stored = files(database), dump(database) if is_in_use else {}
    assert source.in_database(address(database), None) == FULL
    assert files(database) == before
    if is_in_use:
        assert dump(database) == stored


def test_what_was_written_just_now_is_read(database: Database) -> None:
    with database.engine.connect():
        made(database, FULL)
        assert source.in_database(address(database), "copro") == FULL


def _insert(database: Database) -> None:
    with database.begin() as db:
        db.execute(text("DELETE FROM themes"))


def _make_table(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE anything (n integer)"))


@pytest.mark.parametrize("write", [_insert, _make_table])
def test_a_database_that_was_opened_to_read_refuses_to_be_written(
    database: Database, write: Callable[[Database], None]
) -> None:
    made(database, FULL)
    before = dump(database)
    readable = open_to_read(address(database))
    try:
        with pytest.raises(SQLAlchemyError, match=r"readonly|read-only"):
            write(readable)
    finally:
        readable.close()
    assert dump(database) == before


def test_one_of_several_live_open_spaces_has_to_be_named(database: Database) -> None:
    made(database, FULL)
    made(database, BARE, channel="C2")
    with pytest.raises(CannotRehearse) as several:
        source.in_database(address(database), None)
    assert several.value.text == (
        "Several open spaces are live: “CoProWeekScot” (2027-11-22), “Bare” (2027-11-22)."
        " Say which, with --space."
    )
    assert source.in_database(address(database), "bar") == BARE
    with pytest.raises(CannotRehearse, match=r"No live open space is called “other”\. There are: "):
        source.in_database(address(database), "other")


def test_a_database_without_a_live_open_space_is_told(database: Database) -> None:
    made(database, BARE)
    with database.begin() as db:
        spaces.close(db, Visit("T1", "UADA", "C1", EARLY))
    with pytest.raises(CannotRehearse, match="There is no live open space in the database"):
        source.in_database(address(database), None)


@pytest.mark.parametrize(
    ("revision", "told"), [("0001", "python -m bot run"), ("9999", "newer version")]
)
def test_the_tables_of_another_version_are_left_alone(
    database_url: str, revision: str, told: str
) -> None:
    with databases.opened(database_url) as old:
        with old.engine.begin() as connection:
            changed = text("UPDATE alembic_version SET version_num = :revision")
            connection.execute(changed, {"revision": revision})
        with pytest.raises(CannotRehearse, match=told):
            source.in_database(database_url, None)
        with old.engine.connect() as connection:
            assert schema.revision(connection) == revision
