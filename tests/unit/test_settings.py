"""Settings: what is taken, what is refused and in which words."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot import settings

ROOT = Path(__file__).parents[2]
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}
HTTP = {"MODE": "http", "SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_SIGNING_SECRET": "s1gned"}


def complaint(environment: dict[str, str]) -> str:
    with pytest.raises(settings.BadSettings) as caught:
        settings.read(environment)
    return caught.value.text


def test_two_tokens_are_enough() -> None:
    assert settings.read(SOCKET) == settings.Settings(
        mode="socket",
        bot_token="xoxb-1-secret",
        app_token="xapp-1-secret",
        signing_secret="",
        database_url="sqlite:///data/openspace.db",
        sqlite_synchronous="FULL",
        command_prefix="",
        slack_api_url="https://slack.com/api/",
        http_host="127.0.0.1",
        http_port=3000,
        log_level="INFO",
        threads=50,
    )


def test_http_mode_needs_no_app_token_but_the_signing_secret() -> None:
    found = settings.read(HTTP)
    assert (found.app_token, found.signing_secret) == ("", "s1gned")
    assert "SLACK_SIGNING_SECRET is missing" in complaint({**HTTP, "SLACK_SIGNING_SECRET": " "})


def test_everything_that_is_wrong_is_named_at_once() -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "xapp-9",
        "DATABASE_URL": "mysql://localhost/week",
        "SQLITE_SYNCHRONOUS": "OFF",
        "COMMAND_PREFIX": "Week ",
        "SLACK_API_URL": "http://example.org/api/",
        "HTTP_HOST": "here and there",
        "HTTP_PORT": "99999",
        "LOG_LEVEL": "debug",
        "THREADS": "many",
    }
    text = complaint(wrong)
    assert text.startswith("10 settings need a change")
    named = re.findall(r"^  ([A-Z_]+) ", text, re.MULTILINE)
    assert named == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "DATABASE_URL",
        "SQLITE_SYNCHRONOUS",
        "COMMAND_PREFIX",
        "SLACK_API_URL",
        "HTTP_HOST",
        "HTTP_PORT",
        "LOG_LEVEL",
        "THREADS",
    ]
    assert "logs the contents of messages" in text


def test_an_unknown_mode_is_refused_alone() -> None:
    assert complaint({**SOCKET, "MODE": "carrier pigeon"}).endswith(
        "  MODE is 'carrier pigeon'; it can be socket or http."
    )


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("", "is missing"),
        ("xoxp-1", "should begin with xoxb-"),
        ("xoxb-", "is not a whole token"),
        ("xoxb-1 2", "is not a whole token"),
        ("xapp-1", "belongs into SLACK_APP_TOKEN"),
    ],
)
def test_a_wrong_bot_token_says_where_the_right_one_is(token: str, words: str) -> None:
    text = complaint({**SOCKET, "SLACK_BOT_TOKEN": token})
    assert words in text
    assert "OAuth & Permissions" in text


def test_no_secret_is_ever_shown() -> None:
    environment = {**SOCKET, "DATABASE_URL": "postgresql://bot:hush@db/week"}
    found = settings.read(environment)
    assert found.database_name == "postgresql+psycopg://bot:***@db/week"
    bad = complaint({**environment, "SLACK_BOT_TOKEN": "secret-one", "THREADS": "0"})
    for text in (repr(found), str(found), bad):
        assert "secret" not in text
        assert "hush" not in text


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("postgres://a@h/n", "postgresql+psycopg://a@h/n"),
        ("postgresql://a@h/n", "postgresql+psycopg://a@h/n"),
        ("postgresql://a:b%40c@h/n?x=1", "postgresql+psycopg://a:b%40c@h/n?x=1"),
        ("sqlite:////var/lib/week.db", "sqlite:////var/lib/week.db"),
    ],
)
def test_usual_database_addresses_are_understood(url: str, taken: str) -> None:
    assert settings.read({**SOCKET, "DATABASE_URL": url}).database_url == taken


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "week.db", "postgresql+asyncpg://h/n", "://"]
)
def test_a_database_that_would_forget_or_cannot_be_used_is_refused(url: str) -> None:
    assert "DATABASE_URL" in complaint({**SOCKET, "DATABASE_URL": url})


def test_slack_is_reached_in_clear_on_this_machine_only() -> None:
    near = {**SOCKET, "SLACK_API_URL": "http://127.0.0.1:8700/api"}
    assert settings.read(near).slack_api_url == "http://127.0.0.1:8700/api/"
    assert "in clear" in complaint({**SOCKET, "SLACK_API_URL": "http://10.0.0.1/api/"})


def test_a_prefix_may_be_22_characters_long_and_no_longer() -> None:
    assert settings.prefix("week_2027-" + "a" * 12) == "week_2027-" + "a" * 12
    with pytest.raises(settings.BadSettings, match="has 23 characters"):
        settings.prefix("a" * 23)


def test_the_example_file_names_every_setting_and_holds_the_defaults() -> None:
    text = (ROOT / ".env.example").read_text()
    example = {name: value or "" for name, value in dotenv_values(ROOT / ".env.example").items()}
    source = (ROOT / "bot" / "settings.py").read_text()
    assert list(example) != []
    assert set(example) == set(re.findall(r'take(?:_many)?\("([A-Z_]+)"', source))
    assert settings.read({**example, **SOCKET}) == settings.read(SOCKET)
    # Each stands below a comment, and HTTP_PORT below HTTP_HOST, which shares its own.
    for name in example:
        before = text.split(f"\n{name}=")[0].rsplit("\n", 1)[-1]
        assert before.startswith(("#", "HTTP_HOST=", "STATUS_HOST=")), name


MANY = {
    "MODE": "http",
    "SLACK_SIGNING_SECRET": "s1gned",
    "SLACK_CLIENT_ID": "123.456",
    "SLACK_CLIENT_SECRET": "hush",
    "TOKEN_KEYS": "A" * 43 + "=," + "B" * 43 + "=",
    "PUBLIC_URL": "https://bot.example.org/",
}


def test_a_bot_for_many_workspaces_needs_no_token_but_keys_and_a_public_address() -> None:
    found = settings.read(MANY)
    assert (found.many_workspaces, found.bot_token) == (True, "")
    assert found.public_url == "https://bot.example.org"
    assert "hush" not in repr(found)
    assert "AAA" not in repr(found)
    missing = complaint({"SLACK_CLIENT_ID": "123.456"})
    named = re.findall(r"^  ([A-Z_]+) ", missing, re.MULTILINE)
    assert set(named) >= {"SLACK_CLIENT_SECRET", "TOKEN_KEYS", "PUBLIC_URL", "MODE"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SLACK_CLIENT_ID", "my app", "is not a client id"),
        ("TOKEN_KEYS", "short", "python -m bot key"),
        ("PUBLIC_URL", "http://bot.example.org", "https: only"),
        ("STATUS_PORT", "soon", "a number from 0 to 65535"),
        ("KEEP_BALLOTS_DAYS", "-1", "a number from 0 to 3650"),
        ("LOG_FORMAT", "xml", "text or json"),
    ],
)
def test_a_wrong_one_of_these_is_refused_with_the_way_out(
    name: str, value: str, words: str
) -> None:
    assert words in complaint({**MANY, name: value})
