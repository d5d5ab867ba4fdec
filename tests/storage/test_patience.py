"""Does nothing begin that nobody waits for any more?"""

from time import monotonic

import pytest
from sqlalchemy import text

from storage import patience
from storage.database import LOCK_WAIT_S, Busy, Database


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
