"""Any signed command over HTTP, to a bot that runs as a process on a database that was filled."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx

from benchmarks import load
from benchmarks.load import Target, Times
from bot.manifest import manifest
from storage import schema
from storage.database import Database, open_database
from tests import databases
from tests import large_weeks as weeks
from tests.e2e import apart
from tests.e2e.program import Program, free_port, programs, settings_for
from tests.large_weeks import Size, Week


@dataclass(frozen=True)
class Asked:
    """One command: its name with the slash, what is behind it, whose and where."""

    command: str
    text: str
    user_id: str
    channel_id: str


@dataclass(frozen=True)
class Running:
    """A bot at work.

    Args:
        weeks: the open spaces that were filled, by name.
    """

    target: Target
    weeks: dict[str, Week]
    program: Program


@contextmanager
def databases_of(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the addresses of a SQLite file and of a PostgreSQL database, both new, by name."""
    with databases.postgres_server() as server:
        yield {
            "SQLite": f"sqlite:///{folder}/bench.db",
            "PostgreSQL": server.new_database(),
        }


def settle(database: Database) -> None:
    """Let PostgreSQL count what was put into it, as it does by itself within a minute."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
            one.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def running(
    database_url: str,
    folder: Path,
    sizes: Mapping[str, Size],
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Running]:
    """Fill a database with an open space for each of *sizes* and run the bot on it.

    Args:
        settings: besides those with which everything works.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (
        apart.sandbox(
            manifest("http", "", address), people=["ada"], request_url=f"{address}/slack/events"
        ) as slack,
        programs(folder) as start,
    ):
        filled = {}
        with closing(open_database(database_url)) as database:
            schema.upgrade(database)
            for name, size in sizes.items():
                channel_id = f"C{name.upper().replace(' ', '')}"
                filled[name] = weeks.fill(
                    database, size, team_id=slack.team_id, channel_id=channel_id
                )
            settle(database)
        usual = settings_for(slack, "http", port, folder)
        program = start({**usual, "DATABASE_URL": database_url, **settings})
        program.ready()
        target = Target(address, slack.signing_secret, slack.team_id, "")
        yield Running(target, filled, program)


def times(target: Target, nth: Callable[[int], Asked], *, count: int) -> Times:
    """Ask *count* times, one after another, and tell how long each took."""
    began = time.perf_counter()
    with httpx.Client() as client:
        acks = sorted(ack_ms(client, target, nth(n)) for n in range(count))
    return Times(tuple(acks), time.perf_counter() - began)


def ack_ms(client: httpx.Client, target: Target, asked: Asked) -> float:
    """Ask once and return the milliseconds from request to ack.

    Raises:
        RuntimeError: it was not answered as it should be.
    """
    fields = {
        "command": asked.command,
        "text": asked.text,
        "user_id": asked.user_id,
        "channel_id": asked.channel_id,
    }
    took, answer = load.command_ms(client, target, fields)
    if "went wrong" in answer[:300]:
        raise RuntimeError(answer[:200])
    return took


def cpu_ms(pid: int) -> float:
    """Return the CPU time that a process has used, in milliseconds, as Linux tells it (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
