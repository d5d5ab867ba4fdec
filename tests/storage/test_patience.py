"""Does nothing begin that nobody waits for any more?"""

import resource
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import patience
from storage.database import LOCK_WAIT_S, Busy, Database, has_saved_nothing
from tests.databases import opened


def test_without_anybody_waiting_a_writer_has_its_usual_time() -> None:
    assert patience.left_s(LOCK_WAIT_S) == LOCK_WAIT_S


def test_a_change_that_comes_too_late_is_not_begun(database: Database) -> None:
    with patience.until(monotonic()), pytest.raises(Busy), database.begin() as db:
        db.execute(text("DELETE FROM open_spaces"))
    with database.begin() as db:
        db.execute(text("SELECT 1"))


def test_a_writer_waits_no_longer_than_whoever_asked(database: Database) -> None:
    began = monotonic()
    with database.begin() as first:
        first.execute(text("UPDATE alembic_version SET version_num = version_num"))
        with patience.until(monotonic() + 0.2), pytest.raises(Exception) as refused:  # noqa: PT011
            _write(database)
    assert monotonic() - began < LOCK_WAIT_S
    assert type(refused.value).__name__ in ("Busy", "OperationalError")


def test_reading_is_possible_until_the_end(database: Database) -> None:
    with patience.until(monotonic()), database.reading() as db:
        assert db.execute(text("SELECT 1")).scalar() == 1


def _write(database: Database) -> None:
    with database.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = version_num"))


def test_a_request_that_failed_before_it_committed_has_saved_nothing(database: Database) -> None:
    with patience.until(monotonic() + 9):
        with pytest.raises(DBAPIError), database.begin() as db:
            db.execute(text("UPDATE alembic_version SET version_num = no_such_column()"))
        assert has_saved_nothing()
        _write(database)
        assert not has_saved_nothing()


def test_outside_a_request_it_is_not_known_whether_something_was_saved() -> None:
    assert not has_saved_nothing()


def test_a_commit_that_the_disk_refuses_has_saved_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with opened(f"sqlite:///{path}") as database:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
        try:
            with patience.until(monotonic() + 9):
                with pytest.raises(OperationalError):
                    _write(database)
                assert has_saved_nothing()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        database.answers()
