"""The app manifest fits what Slack takes (slack-samples/manifest-schema, version 1)."""

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot import __main__ as program
from bot import settings_checks
from bot.manifest import OPTIONAL_SCOPES, SCOPES, manifest
from handlers import commands, events

URL = "https://bot.example.org"
LONGEST = "w" * settings_checks.LONGEST_PREFIX


@pytest.mark.parametrize(("mode", "url"), [("socket", None), ("http", URL)])
@pytest.mark.parametrize("prefix", ["", LONGEST])
def test_every_text_fits_slacks_limits(mode: str, url: str | None, prefix: str) -> None:
    document = manifest(mode, prefix, url)
    about = document["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", about["background_color"])
    assert len(document["features"]["bot_user"]["display_name"]) <= 80
    entries = document["features"]["slash_commands"]
    assert 1 <= len(entries) <= 50
    for entry in entries:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", entry["command"]), entry["command"]
        assert 1 <= len(entry["description"]) <= 2000
        assert 1 <= len(entry.get("usage_hint", "-")) <= 1000
        assert entry["should_escape"] is True
    assert len(document["settings"]["event_subscriptions"]["bot_events"]) <= 100
    assert len(document["features"]["shortcuts"]) <= 10
    for shortcut in document["features"]["shortcuts"]:
        assert 1 <= len(shortcut["name"]) <= 24
        assert shortcut["type"] in ("global", "message")
        assert 1 <= len(shortcut["description"]) <= 150


def test_all_commands_and_events_are_in_it() -> None:
    document = manifest("socket", "week-", None)
    named = [entry["command"] for entry in document["features"]["slash_commands"]]
    assert named == [f"/week-{command.name}" for command in commands.COMMANDS]
    assert len(set(named)) == len(named)
    assert document["settings"]["event_subscriptions"]["bot_events"] == list(events.EVENTS)


def test_each_right_of_the_bot_has_a_reason_and_to_read_messages_is_optional() -> None:
    assert set(SCOPES) == {
        "commands",
        "chat:write",
        "app_mentions:read",
        "users:read",
        "channels:read",
        "groups:read",
        "files:write",
    }
    assert set(OPTIONAL_SCOPES) == {
        "channels:history",
        "groups:history",
        "im:history",
        "im:write",
        "pins:write",
    }
    assert all([*SCOPES.values(), *OPTIONAL_SCOPES.values()])
    assert manifest("socket", "", None)["oauth_config"] == {
        "scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}
    }


def test_for_many_workspaces_slack_is_told_where_to_send_people_back_to() -> None:
    document = manifest("http", "", URL + "/", workspaces="many")
    assert document["oauth_config"]["redirect_urls"] == [URL + "/slack/oauth_redirect"]
    assert document["settings"]["org_deploy_enabled"] is True
    assert document["settings"]["token_rotation_enabled"] is False
    asked = CliRunner().invoke(program.main, ["manifest", "--workspaces", "many"])
    assert asked.exit_code == 2
    assert "Many workspaces need HTTP mode" in asked.output


def test_socket_mode_names_no_address_and_http_mode_the_same_one_everywhere() -> None:
    assert "url" not in json.dumps(manifest("socket", "", None))
    document = manifest("http", "", URL + "/")
    expected = URL + "/slack/events"
    assert document["settings"]["interactivity"] == {"is_enabled": True, "request_url": expected}
    assert {entry["url"] for entry in document["features"]["slash_commands"]} == {expected}
    assert document["settings"]["socket_mode_enabled"] is False
    assert manifest("socket", "", None)["settings"]["socket_mode_enabled"] is True


def test_tokens_stay_as_they_are_and_one_workspace_is_served() -> None:
    found = manifest("socket", "", None)["settings"]
    assert (found["org_deploy_enabled"], found["token_rotation_enabled"]) == (False, False)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set, in the environment or in a file."""
    monkeypatch.chdir(tmp_path)
    for name in ("MODE", "COMMAND_PREFIX"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_command_line_prints_it(form: str) -> None:
    asked = ["manifest", "--mode", "http", "--url", URL, "--format", form]
    result = CliRunner().invoke(program.main, asked)
    assert result.exit_code == 0, result.output
    read = yaml.safe_load(result.output) if form == "yaml" else json.loads(result.output)
    assert read == manifest("http", "", URL)


@pytest.mark.usefixtures("empty_folder")
def test_mode_and_prefix_come_from_the_settings_unless_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COMMAND_PREFIX", "week-")
    result = CliRunner().invoke(program.main, ["manifest"])
    assert yaml.safe_load(result.output) == manifest("socket", "week-", None)
    result = CliRunner().invoke(program.main, ["manifest", "--prefix", ""])
    assert yaml.safe_load(result.output) == manifest("socket", "", None)


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--mode", "http"], "needs --url"),
        (["--mode", "http", "--url", "http://bot.example.org"], "needs --url"),
        (["--mode", "socket", "--url", URL], "belongs to --mode http"),
        (["--prefix", "Ä"], "COMMAND_PREFIX"),
    ],
)
def test_what_does_not_fit_together_is_refused_in_words(given: list[str], words: str) -> None:
    result = CliRunner().invoke(program.main, ["manifest", *given])
    assert (result.exit_code, words in result.output) == (2, True)
