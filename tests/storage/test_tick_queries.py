"""Does an idle bot ask the database little, and is each question answered from an index?"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from services import delivery, due, repaint, windows
from services.repaint import Paces
from storage.database import Database
from tests import databases
from tests.databases import PostgresServer
from tests.storage import crowd
from tests.storage.clockwork import utc
from tests.storage.post import PACE
from tests.storage.test_query_counts import statements_of
from tests.storage.week import TEAM

LARGE = ("outbox", "slots", "sessions", "signups", "participants", "homes")
"""Tables that hold much here, so that the planner has the choice."""

QUIET = utc("2027-11-22 06:40")
"""Sessions begin in three hours, and nothing is due."""

BEFORE = (utc("2027-11-12 07:00"), utc("2027-11-12 15:30"))
"""Ten days before, in the morning and when hosts would be briefed."""

Tick = Callable[[Session, datetime], object]
TICKS: dict[str, tuple[int, Tick]] = {
    "windows.due": (1, lambda db, now: windows.due(db, team_id=TEAM, now=now)),
    "due.find": (4, lambda db, now: due.find(db, team_id=TEAM, now=now)),
    "delivery.is_anything_due": (
        1,
        lambda db, now: delivery.is_anything_due(db, team_id=TEAM, now=now),
    ),
    "delivery.is_anything_unclear": (
        1,
        lambda db, now: delivery.is_anything_unclear(db, team_id=TEAM, now=now),
    ),
    "repaint.is_anything_due": (
        1,
        lambda db, now: repaint.is_anything_due(db, team_id=TEAM, now=now, paces=Paces(PACE, PACE)),
    ),
    "delivery.claim": (
        7,
        lambda db, now: delivery.claim(db, team_id=TEAM, now=now, pace=PACE, most=20),
    ),
}


def run(database: Database, name: str, now: datetime) -> None:
    """Do one tick, which finds nothing to do."""
    with database.begin() as db:
        assert not TICKS[name][1](db, now)


@pytest.mark.parametrize(("spaces", "people", "messages"), [(1, 10, 10), (20, 2000, 20_000)])
def test_no_idle_tick_sends_more_statements_for_very_many_open_spaces_and_people(
    database: Database, spaces: int, people: int, messages: int
) -> None:
    crowd.fill_many(database, spaces=spaces, people=people, messages=messages)
    sent: dict[str, int] = {}
    for name in TICKS:
        for now in (QUIET, *BEFORE):
            with statements_of(database) as statements:
                run(database, name, now)
            sent[name] = max(sent.get(name, 0), len(statements))
    assert sent == {name: count for name, (count, _) in TICKS.items()}


# How they are answered


@pytest.fixture(scope="module")
def crowded(postgres: PostgresServer) -> Iterator[Database]:
    """Twenty open spaces, two thousand people and twenty thousand old messages, in PostgreSQL."""
    with databases.opened(postgres.new_database()) as database:
        crowd.fill_many(database, spaces=20, people=2000, messages=20_000)
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        yield database


Sent = tuple[str, Any]


def statements_with_values(database: Database, name: str, now: datetime) -> list[Sent]:
    """Return the statements of one tick as they are sent, with their values."""
    sent: list[Sent] = []

    def send(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        sent.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", send)
    try:
        run(database, name, now)
    finally:
        event.remove(database.engine, "before_cursor_execute", send)
    return sent


def plan(connection: Connection, sent: Sent) -> str:
    statement, values = sent
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values))


@pytest.mark.parametrize("now", BEFORE)
@pytest.mark.parametrize("name", TICKS)
def test_no_idle_tick_reads_a_whole_table(crowded: Database, name: str, now: datetime) -> None:
    sent = statements_with_values(crowded, name, now)
    assert len(sent) > 0
    with crowded.engine.connect() as connection:
        plans = [plan(connection, one) for one in sent]
    assert read_whole(plans, LARGE) == []


def test_no_idle_tick_reads_all_messages_or_people_while_sessions_begin(crowded: Database) -> None:
    sent = [one for name in TICKS for one in statements_with_values(crowded, name, QUIET)]
    with crowded.engine.connect() as connection:
        plans = [plan(connection, one) for one in sent]
    assert read_whole(plans, ("outbox", "signups", "participants")) == []


def test_set_times_are_found_by_their_time(crowded: Database) -> None:
    # So few of them are there that reading all is quicker; it must not be the only way.
    sent = [
        one
        for name in ("windows.due", "due.find")
        for one in statements_with_values(crowded, name, QUIET)
        if "set_times" in one[0]
    ]
    with crowded.engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        plans = [plan(connection, one) for one in sent]
    assert len(plans) == 2
    assert ["ix_set_times_at" in one for one in plans] == [True, True]
    assert ["Index Cond: (at " in one or "Index Cond: ((at " in one for one in plans] == [
        True,
        True,
    ]


def read_whole(plans: list[str], tables: tuple[str, ...]) -> list[str]:
    return [one for one in plans if any(f"Seq Scan on {table}" in one for table in tables)]


# SQLite


def test_on_sqlite_no_idle_tick_reads_all_messages(tmp_path: Path) -> None:
    with databases.opened(f"sqlite:///{tmp_path / 'openspace.db'}") as database:
        crowd.fill_many(database, spaces=20, people=100, messages=100)
        sent = [one for name in TICKS for one in statements_with_values(database, name, QUIET)]
        with database.engine.connect() as connection:
            plans = [
                (one[0], row[3])
                for one in sent
                if "outbox" in one[0]
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])
            ]
    assert len(plans) > 0
    assert [step for step in plans if step[1].startswith("SCAN outbox")] == []
    partial = ("ix_outbox_pending", "ix_outbox_sending")
    assert {name for name in partial for step in plans if name in step[1]} == set(partial)
