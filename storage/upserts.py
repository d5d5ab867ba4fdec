"""Rows that may be there already: put in their place, or left as they are; on both databases."""

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


def insert_missing(db: Session, table: type[DeclarativeBase], **values: object) -> bool:
    """Insert a row unless a row with the same unique values is there, also one just being made.

    Returns:
        False if such a row was there.
    """
    # What comes back tells it; `rowcount` does not, it is -1 here on PostgreSQL either way.
    insert = _insert_missing(table, db.get_bind().dialect.name)
    keys = tables.table(table).primary_key.columns
    return db.execute(insert.returning(*keys), values).first() is not None


def insert_all_missing(
    db: Session, table: type[DeclarativeBase], rows: Sequence[Mapping[str, object]]
) -> None:
    """Insert those of *rows* whose unique values are not there, in one statement."""
    if rows:
        db.execute(_insert_missing(table, db.get_bind().dialect.name), rows)


@cache
def _insert_missing(table: type[DeclarativeBase], dialect: str) -> Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # The table, not the class: nothing here needs the ORM, whose bulk insert is much slower.
    return insert(tables.table(table)).on_conflict_do_nothing()
