"""Rows that take the place of those with the same primary key, on both databases."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

from storage import tables


def put_all(
    db: Session, table: type[DeclarativeBase], rows: Sequence[Mapping[str, object]]
) -> None:
    """Insert *rows*, each in place of the one that has its primary key, in one statement."""
    if rows:
        db.execute(_put(table, db.get_bind().dialect.name), rows)


@cache
def _put(table: type[DeclarativeBase], dialect: str) -> Insert:
    target = tables.table(table)
    insert = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(target)
    keys = target.primary_key.columns
    new = {one.name: insert.excluded[one.name] for one in target.c if one.name not in keys}
    return insert.on_conflict_do_update(index_elements=list(keys), set_=new).inline()
