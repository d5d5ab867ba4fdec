"""A bot beside a sandbox on this machine: its settings, and the example week in its database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot import example_week
from bot.run import CannotStart
from bot.settings import Settings
from services import setup
from storage.database import Database


class Near(Protocol):
    """A sandbox, in this process or elsewhere on this machine."""

    @property
    def api_url(self) -> str:
        """Where Slack's methods are."""

    @property
    def bot_token(self) -> str:
        """Speaks as the bot."""

    @property
    def app_token(self) -> str:
        """Opens the socket."""

    @property
    def signing_secret(self) -> str:
        """Proves that a request comes from there."""


def settings_for(
    slack: Near, database_url: str, *, threads: int, mode: str = "socket", http_port: int = 0
) -> Settings:
    """Return the settings of a bot in a sandbox.

    Args:
        threads: how many people are answered at once.
        mode: `socket` or `http`.
        http_port: where the bot listens in HTTP mode.
    """
    is_http = mode == "http"
    return Settings(
        mode=mode,
        bot_token=slack.bot_token,
        app_token="" if is_http else slack.app_token,
        signing_secret=slack.signing_secret if is_http else "",
        database_url=database_url,
        sqlite_synchronous="FULL",
        command_prefix="",
        slack_api_url=slack.api_url,
        http_host="127.0.0.1",
        http_port=http_port,
        log_level="WARNING",
        threads=threads,
    )


def begin_week(
    settings: Settings,
    database: Database,
    *,
    team_id: str,
    channel_id: str,
    user_ids: Mapping[str, str],
    now: datetime,
) -> None:
    """Put the example week into the database, as `example_week.fill` does.

    Raises:
        CannotStart: the database holds an open space already.
    """
    try:
        example_week.fill(
            database, team_id=team_id, channel_id=channel_id, user_ids=user_ids, now=now
        )
    except setup.Unfit:
        raise CannotStart(
            f"The database {settings.database_name} holds an open space already. Name an empty one,"
            " or leave --database-url out."
        ) from None
