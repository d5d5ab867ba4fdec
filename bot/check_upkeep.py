"""Looks at what a bot needs to keep running: room, writes, the right time, its rights in Slack."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import manifest
from bot.findings import Finding
from bot.settings import Settings
from storage import schema
from storage.database import Busy, Database

LEAST_FREE = 200_000_000
"""Bytes of room on the disk below which somebody should look; a large week takes some twenty MB."""

MOST_OFF = timedelta(seconds=60)
"""How far our clock may be from Slack's. Signatures allow five minutes (docs.slack.dev, "Verifying
requests from Slack"); reminders and windows are wrong by as much."""


def writes(database: Database) -> Finding:
    """Say whether the database can be written to; changes nothing in it."""
    with database.looking() as connection:
        if schema.revision(connection) is None:
            return Finding(good=True, text="Writing: tried when the tables are made.")
    try:
        database.answers()
    except (Busy, SQLAlchemyError) as error:
        return Finding(
            good=False,
            text=f"The database cannot be written to ({type(error).__name__}). Look whether the"
            " disk is full, and whether whoever runs the bot may write there.",
        )
    return Finding(good=True, text="Writing: the database can be written to.")


def room(settings: Settings) -> Finding | None:
    """Say how much room the disk of a SQLite file has; None where the database is elsewhere."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return None
    folder = Path(url.database or "").absolute().parent
    free = shutil.disk_usage(folder).free
    text = f"Disk: {free / 1e9:,.1f} GB free in {folder}."
    if free < LEAST_FREE:
        return Finding(good=False, text=f"{text} Make room, or no vote can be saved soon.")
    return Finding(good=True, text=text)


def clock(headers: Mapping[str, str], *, now: datetime) -> Finding | None:
    """Say how far our clock is from Slack's; None where Slack does not say what time it is."""
    said = headers.get("date", "")
    try:
        slack = parsedate_to_datetime(said).astimezone(UTC)
    except ValueError:
        return None
    off = now - slack
    seconds = abs(off.total_seconds())
    if abs(off) <= MOST_OFF:
        return Finding(good=True, text=f"Clock: within {max(1, round(seconds))} s of Slack's.")
    way = "ahead of" if off > timedelta(0) else "behind"
    return Finding(
        good=False,
        text=f"The clock of this machine is {seconds:,.0f} s {way} Slack's. Set it by NTP.",
    )


def rights(headers: Mapping[str, str]) -> list[Finding]:
    """Say which rights of the manifest Slack has not granted; nothing where Slack names none.

    Every answer of the Web API names those of its token (docs.slack.dev, "Scopes").
    """
    named = headers.get("x-oauth-scopes", "")
    if not named:
        return []
    granted = {scope.strip() for scope in named.split(",")}
    missing = [scope for scope in manifest.SCOPES if scope not in granted]
    if missing:
        return [
            Finding(
                good=False,
                text=f"Slack has not granted {', '.join(missing)}. Put the manifest (python -m bot"
                " manifest) into api.slack.com/apps, your app, App Manifest, and install the app"
                " again.",
            )
        ]
    left_out = [scope for scope in manifest.OPTIONAL_SCOPES if scope not in granted]
    text = "Rights: all that the bot asks for."
    if left_out:
        text = f"Rights: all that it needs; left out: {', '.join(left_out)} (docs/privacy.md)."
    return [Finding(good=True, text=text)]


def kept(settings: Settings) -> Finding:
    """Say how long data is kept."""
    return Finding(
        good=True,
        text=f"Kept: ballots {settings.keep_ballots_days} days after the end, people"
        f" {settings.keep_people_days}, a workspace {settings.keep_uninstalled_days} after the bot"
        " was taken out.",
    )


def told(settings: Settings) -> Finding:
    """Say where the program tells how it is."""
    if settings.status_port is None:
        return Finding(good=True, text="Monitoring: off; STATUS_PORT switches it on.")
    return Finding(
        good=True, text=f"Monitoring: at {settings.status_host}, port {settings.status_port}."
    )
