"""`python -m bot check`: what is wrong, and what to do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import check, check_upkeep, settings
from bot.manifest import OPTIONAL_SCOPES, SCOPES, manifest
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
    assert [finding.text for finding in findings if not finding.good] == []
    told = "\n".join(finding.text for finding in findings)
    for word in (
        "Settings:",
        "Database ",
        "Writing:",
        "Disk:",
        "Clock: within",
        "Rights: all",
        "App",
    ):
        assert word in told
    assert "Kept: ballots 14 days" in told
    assert "STATUS_PORT switches it on" in told
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
    assert [finding.good for finding in findings] == [True, False, False, False, True, True]
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
    (wrong,) = [finding for finding in findings if not finding.good]
    assert "Slack does not answer at http://127.0.0.1:9/api/" in wrong.text


def test_rights_that_slack_has_not_granted_are_named_with_the_way_out() -> None:
    named = {"x-oauth-scopes": ",".join([*list(SCOPES)[1:], *OPTIONAL_SCOPES])}
    (found,) = check_upkeep.rights(named)
    assert not found.good
    assert found.text.startswith("Slack has not granted commands. Put the manifest")
    (found,) = check_upkeep.rights({"x-oauth-scopes": ", ".join(SCOPES)})
    assert found.good
    assert "left out: channels:history" in found.text


def test_a_clock_that_is_wrong_is_told_with_its_direction() -> None:
    date = {"date": "Tue, 23 Nov 2027 10:00:00 GMT"}
    right = datetime(2027, 11, 23, 10, 0, tzinfo=UTC)
    told = [
        check_upkeep.clock(date, now=right + timedelta(seconds=off)) for off in (-61, -2, 60, 90)
    ]
    assert [found.good for found in told if found] == [False, True, True, False]
    assert "61 s behind Slack's" in str(told[0])
    assert "90 s ahead of Slack's" in str(told[3])
    assert check_upkeep.clock({}, now=right) is None
