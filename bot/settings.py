"""What the program can be told from outside, read and checked all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from bot import settings_checks as checks
from bot.settings_checks import LOOPBACK, Bad
from openspace.retention import Keeping

T = TypeVar("T")

MODES = ("socket", "http")
SYNCHRONOUS = ("FULL", "NORMAL")
LOG_FORMATS = ("text", "json")
USUAL_DATABASE = "sqlite:///data/openspace.db"


class BadSettings(Exception):
    """Some settings cannot be used; *text* names every one, what is wrong and where to get it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


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
        client_id: of the app, where any workspace may install the bot; "" where it serves one.
        client_secret: proves to Slack that an installation is ours.
        token_keys: encrypt the tokens of workspaces; several with commas, the newest first.
        public_url: where browsers reach the bot; no slash at its end.
        log_format: `text` or `json`.
        status_host: the network address at which state and figures are told.
        status_port: the port for that; None for none, 0 for any free one.
        keep_ballots_days: how long after its end ballots of an open space are tied to people.
        keep_people_days: how long after its end an open space knows anything about people.
        keep_uninstalled_days: how long a workspace is kept that took the bot out.
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
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    token_keys: str = field(default="", repr=False)
    public_url: str = ""
    log_format: str = "text"
    status_host: str = "127.0.0.1"
    status_port: int | None = None
    keep_ballots_days: int = 14
    keep_people_days: int = 365
    keep_uninstalled_days: int = 30

    @property
    def many_workspaces(self) -> bool:
        """Whether any workspace may install the bot; else it serves the one of its token."""
        return bool(self.client_id)

    @property
    def keeping(self) -> Keeping:
        """How long what is about people is kept."""
        return Keeping(self.keep_ballots_days, self.keep_people_days, self.keep_uninstalled_days)

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
        except Bad as bad:
            complaints.append(f"{name} {bad}")
            return otherwise

    mode = take("MODE", "socket", checks.one_of(MODES), "")
    client_id = take("SLACK_CLIENT_ID", "", checks.client_id, "")

    def take_many(name: str, check: Callable[[str], str]) -> str:
        return take(name, "", check, "") if client_id else ""

    settings = Settings(
        mode=mode,
        bot_token="" if client_id else take("SLACK_BOT_TOKEN", "", checks.bot_token, ""),
        app_token=take("SLACK_APP_TOKEN", "", checks.app_token, "") if mode == "socket" else "",
        signing_secret=take("SLACK_SIGNING_SECRET", "", checks.secret, "")
        if mode == "http"
        else "",
        database_url=take("DATABASE_URL", USUAL_DATABASE, checks.database_url, ""),
        sqlite_synchronous=take("SQLITE_SYNCHRONOUS", "FULL", checks.one_of(SYNCHRONOUS), ""),
        command_prefix=take("COMMAND_PREFIX", "", checks.prefix, ""),
        slack_api_url=take("SLACK_API_URL", "https://slack.com/api/", checks.api_url, ""),
        http_host=take("HTTP_HOST", "127.0.0.1", checks.host, ""),
        http_port=take("HTTP_PORT", "3000", checks.number(0, 65535), 0),
        log_level=take("LOG_LEVEL", "INFO", checks.log_level, ""),
        threads=take("THREADS", "50", checks.number(1, 500), 1),
        client_id=client_id,
        client_secret=take_many("SLACK_CLIENT_SECRET", checks.client_secret),
        token_keys=take_many("TOKEN_KEYS", checks.token_keys),
        public_url=take_many("PUBLIC_URL", checks.public_url),
        log_format=take("LOG_FORMAT", "text", checks.one_of(LOG_FORMATS), ""),
        status_host=take("STATUS_HOST", "127.0.0.1", checks.host, ""),
        status_port=take("STATUS_PORT", "", checks.port_or_none, None),
        keep_ballots_days=take("KEEP_BALLOTS_DAYS", "14", checks.number(0, 3650), 0),
        keep_people_days=take("KEEP_PEOPLE_DAYS", "365", checks.number(0, 3650), 0),
        keep_uninstalled_days=take("KEEP_UNINSTALLED_DAYS", "30", checks.number(0, 3650), 0),
    )
    if client_id and mode == "socket":
        complaints.append(
            "MODE is socket; with SLACK_CLIENT_ID it has to be http, since people who install the"
            " bot reach it by its public address."
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
        return checks.prefix(text.strip())
    except Bad as bad:
        raise BadSettings(_told([f"COMMAND_PREFIX {bad}"])) from None


def database(text: str) -> str:
    """Return *text* as the address of a database, as SQLAlchemy wants it.

    Raises:
        BadSettings: the bot cannot use it.
    """
    try:
        return checks.database_url(text.strip())
    except Bad as bad:
        raise BadSettings(_told([f"DATABASE_URL {bad}"])) from None


def _told(complaints: list[str]) -> str:
    count = "One setting needs" if len(complaints) == 1 else f"{len(complaints)} settings need"
    lines = "\n".join(f"  {complaint}" for complaint in complaints)
    return f"{count} a change, in the environment or in the file .env:\n{lines}"
