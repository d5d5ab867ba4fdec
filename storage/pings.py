"""Looks whether PostgreSQL still holds a connection before it is used, where that is in doubt."""

from time import monotonic
from typing import Any

from sqlalchemy import Engine, event, exc

TRUSTED_S = 0.25
"""How long after its last use a connection is taken for alive, in seconds. A server that restarts
meanwhile takes those transactions with it that are under way, and these few with them; the first
that fails empties the whole pool. SQLAlchemy's own `pool_pre_ping` asks before each transaction,
which costs a vote as much as one of its statements."""

_USED_AT = "used_at"


def ping_idle(engine: Engine) -> None:
    """Let *engine* ask the server before it uses a connection that has been idle."""

    @event.listens_for(engine, "checkin")
    def note(_connection: Any, record: Any) -> None:
        record.info[_USED_AT] = monotonic()

    @event.listens_for(engine, "checkout")
    def ping(connection: Any, record: Any, _proxy: Any) -> None:
        used_at = record.info.get(_USED_AT)
        if used_at is None or monotonic() - used_at < TRUSTED_S:
            return
        dialect = engine.dialect
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            if not dialect.is_disconnect(error, connection, None):
                raise
            # SQLAlchemy then opens another connection (docs.sqlalchemy.org, pooling, "Custom /
            # Legacy Pessimistic Ping"), and those opened before this are closed unused.
            raise exc.InvalidatePoolError from error
