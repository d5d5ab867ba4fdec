"""Looks whether the bot could run, and says what to do where it could not."""

from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot import check_upkeep as upkeep
from bot import run, slack
from bot.findings import Finding
from bot.settings import Settings
from storage import schema
from storage.database import open_database


def check(settings: Settings) -> list[Finding]:
    """Return what there is to say about settings, database and Slack; makes no tables."""
    findings = [
        Finding(good=True, text=f"Settings: complete for MODE={settings.mode}."),
        *_database(settings),
    ]
    if settings.many_workspaces:
        from bot import many_check

        if not all(finding.good for finding in findings):
            return findings
        findings += many_check.findings(settings)
        return [*findings, upkeep.kept(settings), upkeep.told(settings)]
    findings += _bot_token(settings)
    if settings.mode == "socket":
        findings.append(_app_token(settings))
    return [*findings, upkeep.kept(settings), upkeep.told(settings)]


def _database(settings: Settings) -> list[Finding]:
    try:
        database = open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
        try:
            state = schema.describe(database)
            writes, room = upkeep.writes(database), upkeep.room(settings)
        finally:
            database.close()
    except (schema.SchemaTooNew, SQLAlchemyError, OSError) as error:
        return [Finding(good=False, text=run.unusable(settings, error))]
    found = Finding(good=True, text=f"Database {settings.database_name}: {state}")
    return [found, writes, *([] if room is None else [room])]


def _bot_token(settings: Settings) -> list[Finding]:
    identity = slack.Identity(slack.client(settings, token=settings.bot_token))
    try:
        who = identity.who()
    except slack.TokenRefused as refused:
        return [
            Finding(
                good=False,
                text=f"Slack does not accept SLACK_BOT_TOKEN ({refused.reason}). Copy it again"
                " from api.slack.com/apps, your app, OAuth & Permissions.",
            )
        ]
    except slack.SlackSilent as silent:
        return [_silent(settings, silent)]
    good = f"Bot token: good for the workspace {who.team} ({who.team_id})."
    clock = upkeep.clock(identity.headers, now=datetime.now(UTC))
    return [
        Finding(good=True, text=good),
        *([] if clock is None else [clock]),
        *upkeep.rights(identity.headers),
    ]


def _app_token(settings: Settings) -> Finding:
    try:
        slack.socket_address(slack.client(settings, token=None), settings.app_token)
    except slack.TokenRefused as refused:
        return Finding(
            good=False,
            text=f"Slack does not accept SLACK_APP_TOKEN ({refused.reason}). Make one at "
            "api.slack.com/apps, your app, Basic Information, App-Level Tokens, with the scope "
            "connections:write, and switch Socket Mode on.",
        )
    except slack.SlackSilent as silent:
        return _silent(settings, silent)
    return Finding(good=True, text="App token: good for Socket Mode.")


def _silent(settings: Settings, silent: slack.SlackSilent) -> Finding:
    return Finding(
        good=False,
        text=f"Slack does not answer at {settings.slack_api_url} ({silent}). Check the network, a "
        "proxy (HTTPS_PROXY) if you need one, and SLACK_API_URL.",
    )
