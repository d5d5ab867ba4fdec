"""The program as a process: it starts, says what is wrong, and ends in order."""

import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from sandbox.server import Sandbox
from storage import schema
from storage.database import open_database
from tests.e2e.program import Start, free_port, programs, settings_for, workspace


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def slack(mode: str, port: int) -> Iterator[Sandbox]:
    with workspace(mode, port) as sandbox:
        yield sandbox


@pytest.fixture
def known(slack: Sandbox, mode: str, port: int, tmp_path: Path) -> dict[str, str]:
    return settings_for(slack, mode, port, tmp_path)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with programs(tmp_path) as begin:
        yield begin


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_soon_and_ends_when_told(
    start: Start, known: dict[str, str], how: signal.Signals
) -> None:
    program = start(known)
    program.ready()
    assert program.ends(how) == 0


def test_a_second_signal_changes_nothing(start: Start, known: dict[str, str]) -> None:
    program = start(known)
    program.ready()
    assert program.ends(signal.SIGTERM, signal.SIGINT, signal.SIGTERM) == 0


def test_it_ends_before_it_was_ready_too(start: Start, known: dict[str, str]) -> None:
    program = start({**known, "SLACK_API_URL": "http://127.0.0.1:9/api/"})
    program.says("Slack does not answer yet")
    assert program.ends(signal.SIGTERM) == 0
    assert "Ready" not in program.output


def test_a_hanging_slack_does_not_hold_up_the_end(
    start: Start, known: dict[str, str], slack: Sandbox
) -> None:
    program = start(known)
    program.ready()
    httpx.post(f"{slack.base_url}/sandbox/faults", json={"latency_ms": 30_000}).raise_for_status()
    assert program.ends(signal.SIGTERM) == 0
    httpx.post(f"{slack.base_url}/sandbox/faults", json={"latency_ms": 0}).raise_for_status()


def test_a_token_that_slack_refuses_ends_it_with_a_sentence(
    start: Start, known: dict[str, str]
) -> None:
    program = start({**known, "SLACK_BOT_TOKEN": "xoxb-somebody-elses"})
    assert program.ends() == 2
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)." in program.output


@pytest.mark.parametrize("mode", ["socket"], indirect=True)
def test_an_app_token_that_slack_refuses_ends_it_with_a_sentence(
    start: Start, known: dict[str, str]
) -> None:
    program = start({**known, "SLACK_APP_TOKEN": "xapp-somebody-elses"})
    assert program.ends() == 2
    assert "Slack does not accept SLACK_APP_TOKEN (invalid_auth)." in program.output


def test_missing_settings_end_it_with_all_their_names(start: Start) -> None:
    program = start({})
    assert program.ends() == 2
    assert program.output.startswith("2 settings need a change")
    assert "SLACK_BOT_TOKEN" in program.output
    assert "SLACK_APP_TOKEN" in program.output


def test_settings_may_stand_in_a_file_and_the_environment_wins(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("MODE=pigeon\nSLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n")
    program = start({"MODE": "http"})
    assert program.ends() == 2
    assert program.output.count("\n") == 2
    assert "SLACK_SIGNING_SECRET is missing" in program.output


@pytest.mark.parametrize("mode", ["socket"], indirect=True)
def test_a_newer_database_is_refused_in_words(
    start: Start, known: dict[str, str], tmp_path: Path
) -> None:
    database = open_database(known["DATABASE_URL"])
    schema.upgrade(database)
    with database.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    program = start(known)
    assert program.ends() == 2
    assert "9999" in program.output


@pytest.mark.parametrize("mode", ["socket"], indirect=True)
def test_a_database_that_cannot_be_reached_is_waited_for_and_told_without_its_password(
    start: Start, known: dict[str, str]
) -> None:
    url = f"postgresql://bot:hush-hush@127.0.0.1:{free_port()}/week"
    program = start({**known, "DATABASE_URL": url})
    program.says("cannot be used yet")
    assert program.ends(signal.SIGTERM) == 0
    assert "hush-hush" not in program.output
