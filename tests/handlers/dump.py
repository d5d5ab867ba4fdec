"""Every row of every table, to be held against the same a moment later."""

from typing import Any

from sqlalchemy import select

from storage.database import Database
from storage.tables import Base

Rows = dict[str, list[tuple[Any, ...]]]

REPAINTED = {"changes", "boards", "homes", "repaint_paces"}
"""What is only known about when something was last shown, and not what is shown."""


def rows(database: Database) -> Rows:
    """All rows by table."""
    with database.reading() as db:
        return {
            table.name: sorted(tuple(row) for row in db.execute(select(table)))
            if not table.primary_key
            else [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
            if table.name not in REPAINTED
        }
