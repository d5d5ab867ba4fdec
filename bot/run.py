"""The life of the program: start, say when it can answer, and end without losing anything."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic

from slack_bolt import App

from bot import app as bot_app
from bot import serving, slack
from bot.clock import Clock, RunningClock
from bot.dispatch import Dispatcher
from bot.http import CannotListen, WebServer, web
from bot.lanes import Lanes
from bot.opening import CannotStart, Opening, opened, reached, unusable
from bot.recovery import Look
from bot.settings import Settings
from bot.socket_mode import SocketMode
from bot.ticking import ticks as ticks
from bot.ticks import Scheduler
from bot.timing import USUAL, Timing
from handlers.outages import Outages
from storage.database import Database

__all__ = ["CannotStart", "Ready", "opened", "serve", "ticks", "unusable"]

logger = logging.getLogger(__name__)

LANES = 32
"""How many things may be done after answers at the same time; most of them wait for Slack."""

STOP_S = 4.0
"""How long the end may take, in seconds, even if Slack hangs."""

WAIT_S = 2.0
"""How long to wait, in seconds, before Slack is asked again who we are."""


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

    While the database is away at the start, it is waited for, and people hear so.

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
    database = reached(settings)
    opening = Opening(settings, database)
    outages = Outages()
    lanes = Lanes(LANES, outages)
    try:
        opening.tries()
        clock = clock or RunningClock()
        if settings.many_workspaces:
            # Imported here: what it needs takes a while, and one workspace needs none of it.
            from bot import many_run

            return many_run.serve(
                settings,
                database,
                clock,
                lanes,
                stop,
                on_ready=on_ready,
                timing=timing,
                look=look,
                opening=opening,
                outages=outages,
            )
        identity = slack.Identity(slack.client(settings, token=settings.bot_token))
        app = bot_app.build(
            settings, database, clock, lanes, identity, outages=outages, is_open=opening.is_done
        )
        run = _over_http if settings.mode == "http" else _over_socket
        return run(
            _Parts(
                settings,
                app,
                database,
                clock,
                lanes,
                identity,
                stop,
                on_ready,
                timing,
                look,
                opening,
                outages,
            )
        )
    finally:
        lanes.close(0)
        database.close()


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
    opening: Opening
    outages: Outages

    def dispatcher(self) -> Dispatcher:
        settings, restraint = self.settings, self.timing.restraint()
        return Dispatcher(
            self.app, settings.threads, restraint=restraint, prefix=settings.command_prefix
        )

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
        scheduler = Scheduler(work, self.timing, self.outages)
        scheduler.start()
        return scheduler


def _over_http(parts: _Parts) -> bool:
    settings = parts.settings
    dispatcher = parts.dispatcher()
    endpoints = web(
        dispatcher,
        parts.database,
        parts.identity,
        settings.signing_secret,
        is_open=parts.opening.is_done,
    )
    server = WebServer(endpoints, settings.http_host, settings.http_port)
    scheduler = None
    try:
        address = server.start()
        who = _introduced(parts)
        if who is not None and parts.opening.waits(parts.stop):
            serving.note(parts.database, parts.clock, who, parts.stop)
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
        if who is not None and _connected(parts, line) and parts.opening.waits(parts.stop):
            serving.note(parts.database, parts.clock, who, parts.stop)
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
    serving.settle()
    if parts.on_ready is not None:
        parts.on_ready(ready)


def _finished(
    parts: _Parts, dispatcher: Dispatcher, scheduler: Scheduler | None, until: float
) -> bool:
    return serving.finished(parts.lanes, dispatcher, scheduler, until)
