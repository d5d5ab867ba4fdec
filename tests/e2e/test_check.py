"""`python -m bot check`: what is wrong, and what to do."""

from pathlib import Path

import pytest

from bot import check, settings
from bot.manifest import manifest
from sandbox.server import Sandbox


@pytest.fixture
def known(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/week.db"}


def test_all_is_well(known: dict[str, str]) -> None:
    with Sandbox(manifest("socket", "", None), team_name="Week") as slack:
        known |= {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
        }
        findings = check.check(settings.read(known))
    assert [finding.good for finding in findings] == [True, True, True, True]
    told = "\n".join(finding.text for finding in findings)
    assert "its tables are made at the first start" in told
    assert "Bot token: good for the workspace Week" in told


def test_each_wrong_thing_is_told_with_its_remedy_and_no_secret(known: dict[str, str]) -> None:
    with Sandbox(manifest("socket", "", None)) as slack:
        known |= {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": "xoxb-hush",
            "SLACK_APP_TOKEN": "xapp-hush",
            "DATABASE_URL": "postgresql://bot:hush@127.0.0.1:9/week",
        }
        findings = check.check(settings.read(known))
    assert [finding.good for finding in findings] == [True, False, False, False]
    told = "\n".join(finding.text for finding in findings)
    assert "hush" not in told
    for remedy in ("Check DATABASE_URL", "OAuth & Permissions", "connections:write"):
        assert remedy in told


def test_a_silent_slack_is_told_as_such(known: dict[str, str]) -> None:
    known |= {
        "MODE": "http",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "s",
    }
    findings = check.check(settings.read(known))
    assert [finding.good for finding in findings] == [True, True, False]
    assert "Slack does not answer at http://127.0.0.1:9/api/" in findings[2].text
