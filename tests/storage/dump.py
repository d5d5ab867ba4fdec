"""Everything that a database holds, so that a test can say that nothing changed."""

from typing import Any, TypeAlias

from sqlalchemy import select

from storage.database import Database
from storage.tables import Base

Dump: TypeAlias = dict[str, list[tuple[Any, ...]]]


def dump(database: Database) -> Dump:
    """Return all rows of all our tables in the order of their keys."""
    with database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(_all(table))]
            for table in Base.metadata.sorted_tables
        }


def _all(table: Any) -> Any:
    return select(table).order_by(*table.primary_key.columns)
