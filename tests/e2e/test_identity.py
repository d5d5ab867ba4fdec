"""Who the bot is: asked once, and told plainly when Slack does not say."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import monotonic
from typing import Any

import httpx
import pytest

from bot import app, settings, slack
from bot.clock import RunningClock
from bot.dispatch import answer
from bot.lanes import Lanes
from bot.manifest import manifest
from sandbox.server import Sandbox
from storage import schema
from storage.database import Database, open_database

PEOPLE = 50
NOWHERE = "http://127.0.0.1:9/api/"


def known(slack_api_url: str, token: str, folder: Path) -> settings.Settings:
    return settings.read(
        {
            "SLACK_API_URL": slack_api_url,
            "SLACK_BOT_TOKEN": token,
            "SLACK_APP_TOKEN": "xapp-1",
            "DATABASE_URL": f"sqlite:///{folder}/week.db",
        }
    )


def all_at_once(identity: slack.Identity) -> list[object]:
    """Return what each of fifty threads hears."""
    barrier = Barrier(PEOPLE)

    def ask() -> object:
        barrier.wait(10)
        try:
            return identity.who()
        except (slack.SlackSilent, slack.TokenRefused) as failure:
            return type(failure)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return [future.result() for future in [pool.submit(ask) for _ in range(PEOPLE)]]


@pytest.fixture
def workspace() -> Iterator[Sandbox]:
    with Sandbox(manifest("socket", "", None)) as sandbox:
        yield sandbox


def test_fifty_who_ask_at_once_make_one_call(workspace: Sandbox, tmp_path: Path) -> None:
    found = known(workspace.api_url, workspace.bot_token, tmp_path)
    heard = all_at_once(slack.Identity(slack.client(found, token=found.bot_token)))
    assert len(set(heard)) == 1
    assert isinstance(heard[0], slack.Who)
    assert (heard[0].team_id, heard[0].bot_user_id) == (workspace.team_id, workspace.bot_user_id)
    calls = httpx.get(f"{workspace.base_url}/sandbox/wire").json()["calls"]
    assert [call["name"] for call in calls] == ["auth.test"]


def test_when_slack_hangs_all_hear_it_together_and_in_time(
    workspace: Sandbox, tmp_path: Path
) -> None:
    found = known(workspace.api_url, workspace.bot_token, tmp_path)
    httpx.post(f"{workspace.base_url}/sandbox/faults", json={"latency_ms": 10_000})
    began = monotonic()
    heard = all_at_once(slack.Identity(slack.client(found, token=found.bot_token)))
    assert (set(heard), monotonic() - began < 3) == ({slack.SlackSilent}, True)


def test_a_silent_slack_is_asked_again_and_a_known_answer_never(
    workspace: Sandbox, tmp_path: Path
) -> None:
    found = known(workspace.api_url, workspace.bot_token, tmp_path)
    identity = slack.Identity(slack.client(found, token=found.bot_token))
    httpx.post(f"{workspace.base_url}/sandbox/faults", json={"rate_500": 1.0})
    with pytest.raises(slack.SlackSilent):
        identity.who()
    httpx.post(f"{workspace.base_url}/sandbox/faults", json={"rate_500": 0.0})
    identity._ask_again_at = 0.0  # a second later
    assert identity.who() == identity.who()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/week.db")
    schema.upgrade(opened)
    yield opened
    opened.close()


@pytest.mark.parametrize(("token", "words"), [("xoxb-1", app.SILENT), ("refused", app.REFUSED)])
def test_a_person_hears_in_words_that_slack_does_not_know_us(
    token: str, words: str, workspace: Sandbox, database: Database, tmp_path: Path
) -> None:
    url = NOWHERE if token == "xoxb-1" else workspace.api_url
    found = known(url, f"xoxb-{token}", tmp_path)
    lanes = Lanes(1)
    bot = app.build(found, database, RunningClock(), lanes)
    command: dict[str, Any] = {
        "command": "/openspace",
        "text": "help",
        "team_id": workspace.team_id,
        "user_id": "U1",
        "channel_id": "C1",
    }
    told = answer(bot, command, {})
    assert lanes.close(5)
    assert told.status == 200
    assert words in told.body
