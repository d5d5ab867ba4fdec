"""What the program can be told from outside, read and checked all at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

T = TypeVar("T")

MODES = ("socket", "http")
LOG_LEVELS = ("INFO", "WARNING", "ERROR")
SYNCHRONOUS = ("FULL", "NORMAL")
LONGEST_PREFIX = 22
"""Slack allows 32 characters for a command with its slash; our longest name is `openspace`."""

USUAL_DATABASE = "sqlite:///data/openspace.db"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHOWN_LENGTH = 40


class BadSettings(Exception):
    """Some settings cannot be used; *text* names every one, what is wrong and where to get it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class _Bad(Exception):
    """One setting cannot be used; says why, as the rest of a sentence that begins with its name."""


@dataclass(frozen=True)
class Settings:
    """The program's settings, all checked. Secrets are never part of its text.

    Args:
        mode: `socket` or `http`: how Slack reaches the bot.
        bot_token: speaks as the bot.
        app_token: opens the socket; "" in HTTP mode.
        signing_secret: proves that a request comes from Slack; "" in Socket Mode.
        database_url: an address for SQLAlchemy; may hold a password.
        sqlite_synchronous: `FULL` or `NORMAL`.
        command_prefix: stands before every command's name; "" for nothing.
        slack_api_url: where Slack's methods are; ends in a slash.
        http_host: the network address to listen at.
        http_port: the port to listen at; 0 takes any free one.
        log_level: `INFO`, `WARNING` or `ERROR`.
        threads: how many people are answered at once.
    """

    mode: str
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    database_url: str = field(repr=False)
    sqlite_synchronous: str
    command_prefix: str
    slack_api_url: str
    http_host: str
    http_port: int
    log_level: str
    threads: int

    @property
    def slack_is_near(self) -> bool:
        """Whether Slack is stood in for on this machine."""
        return urlsplit(self.slack_api_url).hostname in LOOPBACK

    @property
    def database_name(self) -> str:
        """The database's address without its password, to be shown to people."""
        return make_url(self.database_url).render_as_string(hide_password=True)


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings that *environment* holds; what is missing or empty gets its default.

    Raises:
        BadSettings: at least one cannot be used.
    """
    complaints: list[str] = []

    def take(name: str, default: str, check: Callable[[str], T], otherwise: T) -> T:
        try:
            return check(environment.get(name, "").strip() or default)
        except _Bad as bad:
            complaints.append(f"{name} {bad}")
            return otherwise

    mode = take("MODE", "socket", _one_of(MODES), "")
    settings = Settings(
        mode=mode,
        bot_token=take("SLACK_BOT_TOKEN", "", _bot_token, ""),
        app_token=take("SLACK_APP_TOKEN", "", _app_token, "") if mode == "socket" else "",
        signing_secret=take("SLACK_SIGNING_SECRET", "", _secret, "") if mode == "http" else "",
        database_url=take("DATABASE_URL", USUAL_DATABASE, _database_url, ""),
        sqlite_synchronous=take("SQLITE_SYNCHRONOUS", "FULL", _one_of(SYNCHRONOUS), ""),
        command_prefix=take("COMMAND_PREFIX", "", _prefix, ""),
        slack_api_url=take("SLACK_API_URL", "https://slack.com/api/", _api_url, ""),
        http_host=take("HTTP_HOST", "127.0.0.1", _host, ""),
        http_port=take("HTTP_PORT", "3000", _number(0, 65535), 0),
        log_level=take("LOG_LEVEL", "INFO", _log_level, ""),
        threads=take("THREADS", "50", _number(1, 500), 1),
    )
    if complaints:
        raise BadSettings(_told(complaints))
    return settings


def prefix(text: str) -> str:
    """Return *text* as a prefix for commands.

    Raises:
        BadSettings: Slack would not take commands with it.
    """
    try:
        return _prefix(text.strip())
    except _Bad as bad:
        raise BadSettings(_told([f"COMMAND_PREFIX {bad}"])) from None


def database(text: str) -> str:
    """Return *text* as the address of a database, as SQLAlchemy wants it.

    Raises:
        BadSettings: the bot cannot use it.
    """
    try:
        return _database_url(text.strip())
    except _Bad as bad:
        raise BadSettings(_told([f"DATABASE_URL {bad}"])) from None


def _told(complaints: list[str]) -> str:
    count = "One setting needs" if len(complaints) == 1 else f"{len(complaints)} settings need"
    lines = "\n".join(f"  {complaint}" for complaint in complaints)
    return f"{count} a change, in the environment or in the file .env:\n{lines}"


def _shown(text: str) -> str:
    return repr(text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…")


def _bot_token(text: str) -> str:
    where = "Copy the “Bot User OAuth Token” from api.slack.com/apps, your app, OAuth & Permissions"
    if text.startswith("xapp-"):
        raise _Bad(f"holds an app-level token; that belongs into SLACK_APP_TOKEN. {where}.")
    return _token(text, "xoxb-", where)


def _app_token(text: str) -> str:
    where = (
        "Make one at api.slack.com/apps, your app, Basic Information, App-Level Tokens, "
        "with the scope connections:write"
    )
    if text.startswith("xoxb-"):
        raise _Bad(f"holds a bot token; that belongs into SLACK_BOT_TOKEN. {where}.")
    return _token(text, "xapp-", f"{where}. With MODE=http it is not needed")


def _token(text: str, start: str, where: str) -> str:
    if not text:
        raise _Bad(f"is missing. {where}.")
    if not text.startswith(start):
        raise _Bad(f"should begin with {start}. {where}.")
    if not re.fullmatch(r"[\x21-\x7e]+", text) or text == start:
        raise _Bad(f"is not a whole token. {where}.")
    return text


def _secret(text: str) -> str:
    where = "Copy it from api.slack.com/apps, your app, Basic Information, App Credentials."
    if not text:
        raise _Bad(f"is missing; with MODE=http it proves that requests come from Slack. {where}")
    if not re.fullmatch(r"[\x21-\x7e]+", text) or text.startswith(("xoxb-", "xapp-")):
        raise _Bad(f"is not a signing secret. {where}")
    return text


def _database_url(text: str) -> str:
    known = "Use sqlite:///path/to/file.db or postgresql://user:password@host/name."
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _Bad(f"is not the address of a database. {known}") from None
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise _Bad(f"names {_shown(url.drivername)}, which the bot cannot use. {known}")
    if not url.database or url.database == ":memory:":
        raise _Bad(f"names no file, so everything would be lost at the end. {known}")
    return text


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]*", text):
        raise _Bad(
            f"is {_shown(text)}; it may hold lower-case letters, digits, - and _, like: week-"
        )
    if len(text) > LONGEST_PREFIX:
        raise _Bad(f"has {len(text)} characters; Slack leaves room for {LONGEST_PREFIX}.")
    return text


def _api_url(text: str) -> str:
    wanted = "Leave it out, so that it is https://slack.com/api/."
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _Bad(f"is {_shown(text)}, which is not an address. {wanted}") from None
    if parts.scheme not in ("https", "http") or not host or parts.query or parts.fragment:
        raise _Bad(f"is {_shown(text)}, which is not an address. {wanted}")
    if parts.username or parts.password:
        raise _Bad(f"should not hold a name or a password. {wanted}")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise _Bad(f"begins with http:, which would send the tokens in clear. {wanted}")
    return text if text.endswith("/") else text + "/"


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", text):
        raise _Bad(
            f"is {_shown(text)}; write one address to listen at, like 127.0.0.1, without a port."
        )
    return text


def _log_level(text: str) -> str:
    if text.upper() == "DEBUG":
        raise _Bad(
            "is DEBUG, at which Slack's library logs the contents of messages. "
            f"Use {', '.join(LOG_LEVELS)}."
        )
    return _one_of(LOG_LEVELS)(text.upper())


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in choices:
            raise _Bad(f"is {_shown(text)}; it can be {' or '.join(choices)}.")
        return text

    return check


def _number(least: int, most: int) -> Callable[[str], int]:
    def check(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
            raise _Bad(f"is {_shown(text)}; it can be a number from {least} to {most}.")
        return int(text)

    return check
