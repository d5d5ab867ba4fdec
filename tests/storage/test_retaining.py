"""The tick that lets go what is kept no longer: how often it looks, and what it does again."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.retaining import REST, Retaining
from services import forgetting, spaces
from storage import wiping
from storage.database import Database
from tests import databases
from tests.handlers.world import SetClock
from tests.storage.test_services_forgetting import traces as traces
from tests.storage.test_services_retention import ENDED, KEEPING
from tests.storage.week import NOW, TEAM, Week

DUE_AT = ENDED + timedelta(days=KEEPING.ballots_days)
SOON = timedelta(minutes=1)


def is_untied(week: Week) -> bool:
    return week.ada.at(DUE_AT).sees(spaces.standing).here.space.unlinked_at is not None


def noted(database: Database) -> bool:
    with database.reading() as db:
        return wiping.is_noted(db)


def test_it_looks_again_after_its_rest_and_not_before(traces: Week) -> None:
    clock = SetClock()
    retaining = Retaining(traces.database, clock, KEEPING)
    for now, untied in ((DUE_AT - SOON, False), (DUE_AT, False), (DUE_AT - SOON + REST, True)):
        clock.set(now)
        retaining.tick()
        assert is_untied(traces) is untied, now


def test_a_clock_that_was_turned_back_lets_it_look_at_once(traces: Week) -> None:
    clock = SetClock()
    retaining = Retaining(traces.database, clock, KEEPING)
    clock.set(DUE_AT + timedelta(days=900))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.retention.due", lambda *_, **__: ())
        retaining.tick()
    clock.set(DUE_AT)
    retaining.tick()
    assert is_untied(traces)


def test_what_a_reader_kept_from_being_wiped_is_wiped_by_a_later_tick(traces: Week) -> None:
    database = traces.database
    clock = SetClock()
    clock.set(NOW)
    retaining = Retaining(database, clock, KEEPING)
    with database.reading() as reader:
        is_kept = wiping.is_noted(reader)  # as long as this reads, what it sees stays in the log
        with database.begin() as db:
            forgetting.forget(db, team_id=TEAM, user_id="UZARA", now=NOW)
        assert not is_kept
        assert forgetting.wipe(database) is (database.gate is None)
        retaining.tick()
        assert noted(database) is (database.gate is not None)
    clock.set(NOW + REST)
    # Another process, or the same after a restart.
    Retaining(database, clock, KEEPING).tick()
    assert not noted(database)


def test_what_is_deleted_while_the_files_are_wiped_is_noted_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "openspace.db"
    number = wiping._number
    asked: list[str] = []

    def meanwhile(cursor: Any, pragma: str) -> int:
        if pragma.startswith("wal"):
            with closing(sqlite3.connect(path)) as other:
                other.execute(f"PRAGMA user_version={number(other.cursor(), 'user_version') + 1}")
            asked.append(pragma)
        return number(cursor, pragma)

    with databases.opened(f"sqlite:///{path}") as database:
        with database.begin() as db:
            wiping.note(db)
        with monkeypatch.context() as patch:
            patch.setattr(wiping, "_number", meanwhile)
            assert wiping.wipe(database)
        assert asked
        assert noted(database)
        assert wiping.wipe(database)
        assert not noted(database)
