"""Does the running program tell monitoring the truth, and nothing about anybody?"""

import json
import re
import signal
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic

import httpx
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import health, metrics, posting, settings
from bot import slack as ways
from bot.health import Health
from sandbox.calls import wait_for
from sandbox.client import Workspace
from storage.database import Database, open_database
from tests.e2e.program import ROOT, free_port, programs, settings_for, workspace

LISTED = re.compile(r"^\| `(openspace_\w+)` \|", re.MULTILINE)
TYPE = re.compile(r"^# TYPE (openspace_\w+) ", re.MULTILINE)
LABELS = re.compile(r'(\w+)="([^"]*)"')
MAY_BE_LABELS = {"kind", "outcome", "tick", "state", "method", "error", "le", "version", "python"}


def test_it_tells_what_the_page_lists_and_whether_it_can_answer(tmp_path: Path) -> None:
    port = free_port()
    status = f"http://127.0.0.1:{port}"
    with workspace("socket", 0) as slack, Workspace(slack.base_url) as inside:
        known = settings_for(slack, "socket", 0, tmp_path)
        known |= {"STATUS_PORT": str(port), "LOG_FORMAT": "json"}
        with programs(tmp_path) as start:
            program = start(known)
            program.ready()
            ada = inside.person("ada")
            channel = inside.add_channel("week", members=[ada])
            ada.types("/openspace help", channel)
            assert ada.types("/vote 3", channel).ok
            told = httpx.get(f"{status}/metrics").text
            assert httpx.get(f"{status}/readyz").text == "ready"
            asked = start(known, "healthcheck")
            assert (asked.ends(), asked.output) == (0, "alive\n")
            _held_by_another_program(tmp_path / "week.db", status)
            lines = [json.loads(line) for line in program.lines]
            assert program.ends(signal.SIGTERM) == 0
            gone = start(known, "healthcheck")
            assert (gone.ends(), "does not answer" in gone.output) == (1, True)
    listed = LISTED.findall((ROOT / "docs" / "running.md").read_text())
    assert sorted(listed) == sorted(set(TYPE.findall(told)))
    for alert in re.findall(r"openspace_\w+", (ROOT / "docs" / "running.md").read_text()):
        assert alert in listed or alert.removesuffix("_bucket").removesuffix("_count") in listed
    ours = "\n".join(line for line in told.splitlines() if line.startswith("openspace_"))
    assert {name for name, _ in LABELS.findall(ours)} <= MAY_BE_LABELS
    assert [value for _, value in LABELS.findall(ours) if value in (ada.id, channel.id)] == []
    assert slack.team_id not in told
    for outcome in ("answered", "refused"):
        name = f'openspace_request_seconds_count{{kind="command",outcome="{outcome}"}}'
        assert f"{name} 1.0" in told
    assert "openspace_socket_connected 1.0" in told
    assert "openspace_database_up 1.0" in told
    assert 'openspace_outbox_messages{state="pending"} 0.0' in told
    assert "Ready:" in [line["message"][:6] for line in lines]
    assert {"time", "level", "logger", "message"} <= set(lines[0])


def _held_by_another_program(file: Path, status: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        wait_for(lambda: httpx.get(f"{status}/readyz").status_code == 503, timeout_s=10)
        assert httpx.get(f"{status}/readyz").text == health.NO_WRITES
        assert httpx.get(f"{status}/healthz").text == "alive"
        other.execute("ROLLBACK")
    wait_for(lambda: httpx.get(f"{status}/readyz").text == "ready", timeout_s=10)


def test_a_taken_status_port_ends_it_with_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other, programs(tmp_path) as start, workspace("socket", 0) as slack:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        program = start({**settings_for(slack, "socket", 0, tmp_path), "STATUS_PORT": port})
        assert program.ends() == 2
    assert f"Port {port} of 127.0.0.1 cannot be listened at" in program.output
    assert "STATUS_PORT" in program.output


def ready(database: Database) -> tuple[str, ...]:
    asked = Health()
    asked.database = database
    return asked.ready()


@pytest.mark.parametrize("answers", [True, False])
def test_a_database_that_refuses_or_hangs_is_told_at_once(*, answers: bool) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if not answers:
            silent.listen()  # taken, and never answered
        url = f"postgresql+psycopg://bot@127.0.0.1:{silent.getsockname()[1]}/week"
        with closing(open_database(url)) as database:
            began = monotonic()
            assert ready(database) == (health.NO_DATABASE, health.NOT_STARTED)
            assert monotonic() - began < health.WITHIN_S + 1


def test_a_database_that_takes_no_writes_is_told_apart(database: Database) -> None:
    assert ready(database) == (health.NOT_STARTED,)
    with database.begin() as db:
        db.connection().exec_driver_sql("DROP TABLE alembic_version")
    assert ready(database) == (health.NO_WRITES, health.NOT_STARTED)


def test_failures_of_slack_and_of_the_database_are_counted_by_kind_alone(
    database: Database, tmp_path: Path
) -> None:
    registry = CollectorRegistry()
    counting = metrics.Counting(registry)
    metrics.count_with(counting)
    metrics.watch(database)
    try:
        with workspace("socket", 0) as slack, Workspace(slack.base_url) as inside:
            found = settings.read(settings_for(slack, "socket", 0, tmp_path))
            client = ways.client(found, token=slack.bot_token)
            posting.post(client, "C404", {"text": "hush"}, "token")
            inside.faults(rate_429=1.0)
            posting.post(client, "C404", {"text": "hush"}, "token")
        with pytest.raises(SQLAlchemyError), database.begin() as db:
            db.execute(text("SELECT hush"))
        writers_in_turn(database)
    finally:
        metrics.stop_counting(counting)
    told = generate_latest(registry).decode()
    errors = 'openspace_slack_errors_total{error="%s",method="chat.postMessage"} 1.0'
    assert errors % "channel_not_found" in told
    assert errors % "ratelimited" in told
    assert 'openspace_slack_limited_total{method="chat.postMessage"} 1.0' in told
    assert "openspace_database_errors_total{kind=" in told
    assert f"openspace_sqlite_wait_seconds_count {1.0 if database.gate else 0.0}" in told
    assert "hush" not in told


def write(database: Database) -> None:
    with database.begin():
        pass


def writers_in_turn(database: Database) -> None:
    """Somebody writes while another waits, where writers wait for each other."""
    with ThreadPoolExecutor(1) as pool:
        with database.begin():
            other = pool.submit(write, database)
            wait_for(lambda: database.gate is None or bool(database.gate._queue), timeout_s=5)
        other.result(5)
