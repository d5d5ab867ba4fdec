"""Backup and restore of a PostgreSQL database, by PostgreSQL's own tools."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

from storage import schema
from storage.database import APPLICATION
from storage.tables import Base

VERSION = re.compile(r"^COPY \S*alembic_version .*\n(\S+)$", re.MULTILINE)
TABLE = re.compile(r" TABLE \S+ alembic_version ")


class Unfit(Exception):
    """It cannot be done; *text* says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def dump(url: str, into: Path, environment: Mapping[str, str]) -> None:
    """Write the database at *url* into *into*, in one state of it; others may read and write it.

    Args:
        environment: in which the tools are found and run.

    Raises:
        Unfit: nothing useful was written.
    """
    address, hidden = _address(url)
    _run(
        ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={into}", address],
        {**environment, **hidden},
    )
    _check(into, environment)


def load(url: str, file: Path, environment: Mapping[str, str], *, replace: bool) -> None:
    """Put what *file* holds into the database at *url*, in one transaction.

    1. The file is read through, and refused if it is none of ours or of a newer program.
    2. Under the lock that a starting bot takes to upgrade, it is looked who else is there.
    3. In one transaction the old tables go and the new ones come.

    Raises:
        Unfit: the file is none of ours, a bot runs, or the database is not empty.
        SchemaTooNew: a newer program has written it.
    """
    _check(file, environment)
    address, hidden = _address(url)
    with tempfile.TemporaryDirectory(prefix="openspace-restore-") as folder, _alone(url) as names:
        if names and not replace:
            raise Unfit(
                "The database is not empty. With --replace what it holds is lost; make a backup of"
                " it first if you are not sure."
            )
        script, dropping = Path(folder) / "restore.sql", Path(folder) / "drop.sql"
        _run(
            ["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file)],
            environment,
        )
        dropping.write_text("".join(f'DROP TABLE "{name}" CASCADE;\n' for name in sorted(names)))
        _run(
            [
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--output=/dev/null",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                f"--file={dropping}",
                f"--file={script}",
                address,
            ],
            {**environment, **hidden},
        )


@contextmanager
def _alone(url: str) -> Generator[set[str]]:
    """Keep bots from starting while the block lasts; yield the names of the tables that are there.

    Raises:
        Unfit: a bot runs, there are tables of others, or the database does not answer.
    """
    address, hidden = _address(url)
    try:
        with psycopg.connect(
            address, password=hidden.get("PGPASSWORD"), autocommit=True, connect_timeout=10
        ) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [schema.UPGRADE_LOCK])
            running = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND application_name = %s",
                [APPLICATION],
            ).fetchone()
            if running is None or running[0]:
                raise Unfit("A bot is connected to the database. Stop it first.")
            rows = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            ).fetchall()
            names = {str(row[0]) for row in rows}
            others = names - {*Base.metadata.tables, "alembic_version"}
            if others:
                raise Unfit(
                    "The database holds tables that are not this bot's, like"
                    f" {min(others)}. Use a database that is the bot's alone."
                )
            yield names
    except psycopg.Error as error:
        reason = str(error).strip().split("\n", 1)[0]
        raise Unfit(f"The database does not answer: {reason}. Check DATABASE_URL.") from None


def _check(file: Path, environment: Mapping[str, str]) -> None:
    listed = _run(["pg_restore", "--list", str(file)], environment)
    if not TABLE.search(listed):
        raise Unfit(f"{file} holds no database of this bot.")
    version = _run(
        ["pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)], environment
    )
    found = VERSION.search(version)
    schema.refuse_newer(found.group(1) if found else None)


def _address(url: str) -> tuple[str, dict[str, str]]:
    """Return how libpq is told where the database is, and apart from it what nobody may see.

    The password goes by the environment of the child, since everybody on a machine can read
    command lines (postgresql.org, libpq, "Environment Variables").
    """
    known = make_url(url)
    hidden = {} if known.password is None else {"PGPASSWORD": str(known.password)}
    where = known.username, None, known.host, known.port, known.database, known.query
    bare = URL.create("postgresql", *where)
    return bare.render_as_string(hide_password=False), hidden


def _run(command: Sequence[str], environment: Mapping[str, str]) -> str:
    tool = shutil.which(command[0], path=environment.get("PATH"))
    if tool is None:
        raise Unfit(
            f"{command[0]} is missing. Install PostgreSQL's client tools, of the server's version"
            " or newer; on Debian and Ubuntu: sudo apt-get install postgresql-client"
        )
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tool, with arguments of ours
        [tool, *command[1:]],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unfit(f"{command[0]} failed: {_reason(done.stderr)}")
    return done.stdout


def _reason(said: str) -> str:
    """Return why a tool failed; what else it says may quote rows."""
    lines = said.strip().splitlines()
    versions = [line for line in lines if "version:" in line]
    return " ".join([*lines[:1], *versions[:1]]) or "no reason given"
