"""Several processes start on an empty database at the same moment: do all of them come up?"""

import sqlite3
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from storage import schema
from storage.database import LOCK_WAIT_S, OTHER_PROGRAM_WAIT_S, open_database
from tests.databases import PostgresServer
from tests.storage.at_once import at_once, happens, problems


def upgrade(url: str) -> str:
    """Start like a process of its own: with its own connections, and its own gate."""
    database = open_database(url)
    try:
        schema.upgrade(database)
        return schema.describe(database)
    finally:
        database.close()


def upgrade_six_times_at_once(url: str) -> list[object]:
    return list(at_once([partial(upgrade, url) for _ in range(6)]))


UP_TO_DATE = f"The schema is up to date ({schema.HEAD})."


def test_six_processes_upgrade_an_empty_sqlite_file_at_once(tmp_path: Path) -> None:
    for n in range(3):
        results = upgrade_six_times_at_once(f"sqlite:///{tmp_path / f'{n}.db'}")
        assert results == [UP_TO_DATE] * 6


def test_a_process_that_starts_while_another_makes_the_sqlite_file_waits_for_it(
    tmp_path: Path,
) -> None:
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results: list[object] = []
    url = f"sqlite:///{tmp_path / 'new.db'}"
    process = Thread(target=lambda: results.extend(at_once([partial(upgrade, url)])))
    process.start()
    process.join(0.1)
    assert results == []
    other.rollback()
    other.close()
    process.join(10)
    assert results == [UP_TO_DATE]


def test_a_process_waits_for_another_whose_upgrade_takes_longer_than_a_user_would_wait(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'slow.db'}"
    with open_database(url).looking() as connection:
        connection.exec_driver_sql("SELECT 1")
    other = sqlite3.connect(tmp_path / "slow.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results: list[object] = []
    process = Thread(target=lambda: results.extend(at_once([partial(upgrade, url)])))
    process.start()
    process.join(OTHER_PROGRAM_WAIT_S + LOCK_WAIT_S + 0.3)
    assert results == []
    other.rollback()
    other.close()
    process.join(10)
    assert results == [UP_TO_DATE]


def test_six_processes_upgrade_an_empty_postgresql_at_once(postgres: PostgresServer) -> None:
    for _ in range(2):
        results = upgrade_six_times_at_once(postgres.new_database(empty=True))
        assert results == [UP_TO_DATE] * 6


def test_without_its_lock_the_race_is_lost_for_an_upgrade(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_wait_alone", lambda _connection: None)
    assert happens(
        lambda: bool(problems(upgrade_six_times_at_once(postgres.new_database(empty=True))))
    )
