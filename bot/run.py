"""The life of the program: start, say when it can answer, and end without losing anything."""

import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic

from slack_bolt import App
from sqlalchemy.exc import SQLAlchemyError

from bot import app as bot_app
from bot import slack
from bot.clock import Clock, RunningClock
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.http import CannotListen, WebServer, web
from bot.lanes import Lanes
from bot.planning import Planner
from bot.recovery import Look, Recovery
from bot.repaint import Repaint
from bot.settings import Settings
from bot.socket_mode import SocketMode
from bot.ticks import Scheduler, Ticks
from bot.timing import USUAL, Timing
from storage import schema
from storage.database import Database, open_database

logger = logging.getLogger(__name__)

LANES = 32
"""How many things may be done after answers at the same time; most of them wait for Slack."""

STOP_S = 4.0
"""How long the end may take, in seconds, even if Slack hangs."""

WAIT_S = 2.0
"""How long to wait, in seconds, before Slack is asked again who we are."""


class CannotStart(Exception):
    """The program cannot run, for a reason that a person can mend; *text* says which and how."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Ready:
    """The program can answer.

    Args:
        address: where it listens, like `http://127.0.0.1:3000`; None in Socket Mode.
        team: the workspace's name.
        scheduler: runs the clock's ticks.
    """

    address: str | None
    team: str
    scheduler: Scheduler


OnReady = Callable[[Ready], None]


def serve(
    settings: Settings,
    *,
    clock: Clock | None = None,
    stop: Event | None = None,
    on_ready: OnReady | None = None,
    timing: Timing = USUAL,
    look: Look | None = None,
) -> bool:
    """Run the bot until *stop* is set; this may be called in any thread.

    The end, all within four seconds:
    1. the clock stops, and nothing new is taken from Slack;
    2. what was taken is finished and answered;
    3. what is to be done after the answers is done;
    4. the connections to Slack and to the database are closed.

    Args:
        settings: all checked.
        clock: None for the real time.
        stop: None to run until the process ends.
        on_ready: called once, when the first request can be answered.
        timing: how often the clock ticks and how fast it sends.
        look: how it is looked what became of a message; None looks in Slack.

    Returns:
        False if something was still undone when the time for the end was over.

    Raises:
        CannotStart: for a reason that a person can mend.
    """
    stop = stop or Event()
    database = opened(settings)
    lanes = Lanes(LANES)
    try:
        identity = slack.Identity(slack.client(settings, token=settings.bot_token))
        clock = clock or RunningClock()
        app = bot_app.build(settings, database, clock, lanes, identity)
        run = _over_http if settings.mode == "http" else _over_socket
        return run(
            _Parts(settings, app, database, clock, lanes, identity, stop, on_ready, timing, look)
        )
    finally:
        lanes.close(0)
        database.close()


def opened(settings: Settings) -> Database:
    """Return the database with its tables up to date.

    Raises:
        CannotStart: it does not answer, or a newer program has written it.
    """
    database = None
    try:
        database = open_database(settings.database_url, synchronous=settings.sqlite_synchronous)
        schema.upgrade(database)
    except (schema.SchemaTooNew, SQLAlchemyError, OSError) as error:
        if database is not None:
            database.close()
        raise CannotStart(unusable(settings, error)) from None
    return database


def unusable(settings: Settings, error: Exception) -> str:
    """Return in words that the database cannot be used and what to do; no password."""
    if isinstance(error, schema.SchemaTooNew):
        return error.text
    # The driver's first line says why ("unable to open database file"); the statement follows it.
    reason = str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0]
    return (
        f"The database {settings.database_name} cannot be used: {reason}. "
        "Check DATABASE_URL, and that the database runs and may be written to."
    )


def ticks(
    settings: Settings,
    database: Database,
    clock: Clock,
    *,
    team_id: str,
    timing: Timing = USUAL,
    look: Look | None = None,
) -> Ticks:
    """Return what the clock does for one workspace."""
    # Longer than this no call to Slack takes, and far shorter than the lease of a message.
    client = slack.client(settings, token=settings.bot_token, patience_s=slack.LONG_PATIENCE_S)
    sender = Delivery(
        database,
        client,
        team_id=team_id,
        clock=clock,
        prefix=settings.command_prefix,
        timing=timing,
    )
    recovery = Recovery(
        database, client, sender, team_id=team_id, clock=clock, timing=timing, look=look
    )
    painter = Repaint(
        database,
        client,
        team_id=team_id,
        clock=clock,
        prefix=settings.command_prefix,
        timing=timing,
    )
    planner = Planner(
        database, team_id=team_id, clock=clock, prefix=settings.command_prefix, timing=timing
    )
    keeping = settings.keeping
    return Ticks(
        database, sender, recovery, painter, planner, team_id=team_id, clock=clock, keeping=keeping
    )


@dataclass(frozen=True)
class _Parts:
    settings: Settings
    app: App
    database: Database
    clock: Clock
    lanes: Lanes
    identity: slack.Identity
    stop: Event
    on_ready: OnReady | None
    timing: Timing
    look: Look | None

    def dispatcher(self) -> Dispatcher:
        return Dispatcher(self.app, self.settings.threads)

    def ticking(self, team_id: str) -> Scheduler:
        """Let the clock tick from now on."""
        work = ticks(
            self.settings,
            self.database,
            self.clock,
            team_id=team_id,
            timing=self.timing,
            look=self.look,
        )
        scheduler = Scheduler(work, self.timing)
        scheduler.start()
        return scheduler


def _over_http(parts: _Parts) -> bool:
    settings = parts.settings
    dispatcher = parts.dispatcher()
    endpoints = web(dispatcher, parts.database, parts.identity, settings.signing_secret)
    server = WebServer(endpoints, settings.http_host, settings.http_port)
    scheduler = None
    try:
        address = server.start()
        who = _introduced(parts)
        if who is not None:
            scheduler = parts.ticking(who.team_id)
            logger.info("Ready: %s listens at %s/slack/events.", who.team, address)
            _tell(parts, Ready(address, who.team, scheduler))
        parts.stop.wait()
    except CannotListen as error:
        raise CannotStart(str(error)) from None
    finally:
        until = monotonic() + STOP_S
        if scheduler is not None:
            scheduler.stop()
        answered = server.stop(until - monotonic())
        finished = _finished(parts, dispatcher, scheduler, until)
    return answered and finished


def _over_socket(parts: _Parts) -> bool:
    dispatcher = parts.dispatcher()
    line = SocketMode(
        slack.client(parts.settings, token=None), parts.settings.app_token, dispatcher
    )
    scheduler = None
    try:
        who = _introduced(parts)
        if who is not None and _connected(parts, line):
            scheduler = parts.ticking(who.team_id)
            logger.info("Ready: connected to %s by Socket Mode.", who.team)
            _tell(parts, Ready(None, who.team, scheduler))
        parts.stop.wait()
    finally:
        until = monotonic() + STOP_S
        if scheduler is not None:
            scheduler.stop()
        line.stop_accepting()
        # One second is kept for saying goodbye to Slack.
        finished = _finished(parts, dispatcher, scheduler, until - 1)
        line.close(until - monotonic())
    return finished


def _introduced(parts: _Parts) -> slack.Who | None:
    """Ask Slack who we are until it answers; None when the program is to stop before that."""
    warned = False
    while not parts.stop.is_set():
        try:
            return parts.identity.who()
        except slack.TokenRefused as refused:
            raise CannotStart(
                f"Slack does not accept SLACK_BOT_TOKEN ({refused.reason}). Copy it again from "
                "api.slack.com/apps, your app, OAuth & Permissions."
            ) from None
        except slack.SlackSilent as silent:
            if not warned:
                logger.warning("Slack does not answer yet (%s); trying on.", silent)
            warned = True
            parts.stop.wait(max(WAIT_S, silent.after_s))
    return None


def _connected(parts: _Parts, line: SocketMode) -> bool:
    """Connect; False when the program is to stop before that."""
    line.start()
    while not line.connected.wait(0.05):
        if parts.stop.is_set():
            return False
        if line.refused is not None:
            raise CannotStart(
                f"Slack does not accept SLACK_APP_TOKEN ({line.refused.reason}). Make one at "
                "api.slack.com/apps, your app, Basic Information, App-Level Tokens, with the "
                "scope connections:write."
            )
    return True


def _tell(parts: _Parts, ready: Ready) -> None:
    # A full collection looks through all objects there are, and nothing else runs meanwhile: 0.1 s
    # for what was imported. That stays, so it is looked through no more (docs.python.org, gc).
    gc.freeze()
    if parts.on_ready is not None:
        parts.on_ready(ready)


def _finished(
    parts: _Parts, dispatcher: Dispatcher, scheduler: Scheduler | None, until: float
) -> bool:
    answered = dispatcher.finish(max(0, until - monotonic()))
    done = parts.lanes.close(max(0, until - monotonic()))
    # What is still being sent then is found by the recovery of the next start.
    sent = scheduler is None or scheduler.is_done(max(0, until - monotonic()))
    if not (answered and done and sent):
        logger.warning("Something was still undone at the end.")
    return answered and done and sent
