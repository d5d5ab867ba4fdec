"""Do migrations hold, on both databases?"""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.database import Database


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
