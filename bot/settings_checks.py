"""What each setting may be, and in which words a wrong one is refused; none shows a secret."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

LOG_LEVELS = ("INFO", "WARNING", "ERROR")
LONGEST_PREFIX = 22
"""Slack allows 32 characters for a command with its slash; our longest name is `openspace`."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHOWN_LENGTH = 40


class Bad(Exception):
    """One setting cannot be used; says why, as the rest of a sentence that begins with its name."""


def _shown(text: str) -> str:
    return repr(text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…")


def bot_token(text: str) -> str:
    """Take the bot's token."""
    where = "Copy the “Bot User OAuth Token” from api.slack.com/apps, your app, OAuth & Permissions"
    if text.startswith("xapp-"):
        raise Bad(f"holds an app-level token; that belongs into SLACK_APP_TOKEN. {where}.")
    return _token(text, "xoxb-", where)


def app_token(text: str) -> str:
    """Take the token that opens the socket."""
    where = (
        "Make one at api.slack.com/apps, your app, Basic Information, App-Level Tokens, "
        "with the scope connections:write"
    )
    if text.startswith("xoxb-"):
        raise Bad(f"holds a bot token; that belongs into SLACK_BOT_TOKEN. {where}.")
    return _token(text, "xapp-", f"{where}. With MODE=http it is not needed")


def _token(text: str, start: str, where: str) -> str:
    if not text:
        raise Bad(f"is missing. {where}.")
    if not text.startswith(start):
        raise Bad(f"should begin with {start}. {where}.")
    if not re.fullmatch(r"[\x21-\x7e]+", text) or text == start:
        raise Bad(f"is not a whole token. {where}.")
    return text


def secret(text: str) -> str:
    """Take what proves that a request comes from Slack."""
    where = "Copy it from api.slack.com/apps, your app, Basic Information, App Credentials."
    if not text:
        raise Bad(f"is missing; with MODE=http it proves that requests come from Slack. {where}")
    if not re.fullmatch(r"[\x21-\x7e]+", text) or text.startswith(("xoxb-", "xapp-")):
        raise Bad(f"is not a signing secret. {where}")
    return text


def database_url(text: str) -> str:
    """Take an address of a database, as SQLAlchemy wants it."""
    known = "Use sqlite:///path/to/file.db or postgresql://user:password@host/name."
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise Bad(f"is not the address of a database. {known}") from None
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise Bad(f"names {_shown(url.drivername)}, which the bot cannot use. {known}")
    if not url.database or url.database == ":memory:":
        raise Bad(f"names no file, so everything would be lost at the end. {known}")
    return text


def prefix(text: str) -> str:
    """Take what stands before the commands' names."""
    if not re.fullmatch(r"[a-z0-9_-]*", text):
        raise Bad(
            f"is {_shown(text)}; it may hold lower-case letters, digits, - and _, like: week-"
        )
    if len(text) > LONGEST_PREFIX:
        raise Bad(f"has {len(text)} characters; Slack leaves room for {LONGEST_PREFIX}.")
    return text


def api_url(text: str) -> str:
    """Take where Slack's methods are."""
    wanted = "Leave it out, so that it is https://slack.com/api/."
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Bad(f"is {_shown(text)}, which is not an address. {wanted}") from None
    if parts.scheme not in ("https", "http") or not host or parts.query or parts.fragment:
        raise Bad(f"is {_shown(text)}, which is not an address. {wanted}")
    if parts.username or parts.password:
        raise Bad(f"should not hold a name or a password. {wanted}")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise Bad(f"begins with http:, which would send the tokens in clear. {wanted}")
    return text if text.endswith("/") else text + "/"


def host(text: str) -> str:
    """Take an address to listen at."""
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", text):
        raise Bad(
            f"is {_shown(text)}; write one address to listen at, like 127.0.0.1, without a port."
        )
    return text


def log_level(text: str) -> str:
    """Take how much is logged."""
    if text.upper() == "DEBUG":
        raise Bad(
            "is DEBUG, at which Slack's library logs the contents of messages. "
            f"Use {', '.join(LOG_LEVELS)}."
        )
    return one_of(LOG_LEVELS)(text.upper())


def one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """Take one of *choices*."""

    def check(text: str) -> str:
        if text not in choices:
            raise Bad(f"is {_shown(text)}; it can be {' or '.join(choices)}.")
        return text

    return check


def number(least: int, most: int) -> Callable[[str], int]:
    """Take a whole number from *least* to *most*."""

    def check(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
            raise Bad(f"is {_shown(text)}; it can be a number from {least} to {most}.")
        return int(text)

    return check


def client_id(text: str) -> str:
    """Take the app's client id; "" for a bot that serves one workspace, by its token."""
    if not re.fullmatch(r"[0-9]*\.?[0-9]*", text):
        raise Bad(
            f"is {_shown(text)}, which is not a client id. Copy it from api.slack.com/apps, your"
            " app, Basic Information, App Credentials, or leave it out."
        )
    return text


def client_secret(text: str) -> str:
    """Take what proves to Slack that an installation is ours."""
    where = "Copy it from api.slack.com/apps, your app, Basic Information, App Credentials."
    if not text:
        raise Bad(f"is missing; with SLACK_CLIENT_ID it lets workspaces install the bot. {where}")
    if not re.fullmatch(r"[\x21-\x7e]+", text):
        raise Bad(f"is not a client secret. {where}")
    return text


def token_keys(text: str) -> str:
    """Take the keys that tokens of workspaces are encrypted with, newest first."""
    how = "Make one with: python -m bot key"
    if not text:
        raise Bad(f"is missing; with SLACK_CLIENT_ID it encrypts the workspaces' tokens. {how}")
    # Fernet's form (cryptography.io): 32 bytes in URL-safe base64.
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in text.split(",")):
        raise Bad(f"is not a key, or several with commas between them. {how}")
    return text


def public_url(text: str) -> str:
    """Take the address at which people's browsers reach the bot."""
    like = "Write it like https://bot.example.org."
    if not text:
        raise Bad(f"is missing; Slack sends people there when they install the bot. {like}")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Bad(f"is {_shown(text)}, which is not an address. {like}") from None
    if parts.scheme not in ("https", "http") or not host or parts.query or parts.fragment:
        raise Bad(f"is {_shown(text)}, which is not an address. {like}")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise Bad(f"begins with http:, but Slack sends people to https: only. {like}")
    return text.rstrip("/")


def port_or_none(text: str) -> int | None:
    """Take a port to listen at; None for none."""
    return number(0, 65535)(text) if text else None
