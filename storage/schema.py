"""Brings a database's tables up to date, and refuses those of a newer program."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database

HEAD = "0006"
"""The newest migration; a test holds it against the files in `migrations/versions`."""

_MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x6F70656E
"""Number of the PostgreSQL advisory lock under which one process at a time upgrades."""


class SchemaTooNew(Exception):
    """The database was written by a newer program.

    Args:
        text: says so in a sentence, and what to do.
    """

    def __init__(self, revision: str) -> None:
        self.text = (
            f"The database has schema {revision}, which this program does not know; it knows up to"
            f" {HEAD}. Start the newer version of the program, or restore the backup made before"
            " the upgrade."
        )
        super().__init__(self.text)


def upgrade(database: Database) -> None:
    """Create or upgrade the tables; any number of processes may do so at once.

    Raises:
        SchemaTooNew: the database's schema is not one of this program's.
    """
    with database.looking() as connection:
        if revision(connection) == HEAD:
            return
    with database.upgrading() as connection:
        _wait_alone(connection)
        found = revision(connection)
        if found == HEAD:
            return
        # Imported here because most starts need no migration and should not pay for it.
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise SchemaTooNew(found)
        command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """Return the schema's revision; None for a database without our tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_newer(found: str | None) -> None:
    """Let pass a revision that this program knows.

    Raises:
        SchemaTooNew: it is newer.
    """
    if found is not None and found > HEAD:
        raise SchemaTooNew(found)


def describe(database: Database) -> str:
    """Return in a sentence whether the schema fits this program.

    Raises:
        SchemaTooNew: the database's schema is newer than this program.
    """
    with database.looking() as connection:
        found = revision(connection)
    if found is None:
        return "The database is empty; its tables are made at the first start."
    if found == HEAD:
        return f"The schema is up to date ({found})."
    if found > HEAD:
        raise SchemaTooNew(found)
    return f"The schema is {found}; the next start upgrades it to {HEAD}."


def is_current(database: Database) -> bool:
    """Say whether the tables are those of this program."""
    with database.looking() as connection:
        return revision(connection) == HEAD


def _wait_alone(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return  # SQLite: the transaction began with BEGIN IMMEDIATE
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": UPGRADE_LOCK})
