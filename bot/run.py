"""The life of the program: start, say when it can answer, and end without losing anything."""

import logging
from dataclasses import dataclass
from threading import Event
from time import monotonic

from slack_bolt import App

from bot import app as bot_app
from bot import metrics, serving, slack, status
from bot.clock import Clock, RunningClock
from bot.dispatch import Dispatcher
from bot.health import Health
from bot.http import CannotListen, WebServer, web
from bot.lanes import Lanes
from bot.opening import CannotStart, Opening, opened, reached, unusable
from bot.recovery import Look
from bot.serving import Life, OnReady, Ready
from bot.settings import Settings
from bot.socket_mode import SocketMode
from bot.ticking import ticks as ticks
from bot.ticks import Scheduler
from bot.timing import USUAL, Timing
from handlers.outages import Outages

__all__ = ["CannotStart", "OnReady", "Ready", "opened", "serve", "ticks", "unusable"]

logger = logging.getLogger(__name__)

LANES = 32
"""How many things may be done after answers at the same time; most of them wait for Slack."""

STOP_S = 4.0
"""How long the end may take, in seconds, even if Slack hangs."""

WAIT_S = 2.0
"""How long to wait, in seconds, before Slack is asked again who we are."""


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
    health, outages = Health(), Outages()
    lanes = Lanes(LANES, outages)
    try:
        with status.told(settings, health):
            health.database = database = reached(settings)
            metrics.watch(database)
            health.opening = opening = Opening(settings, database)
            life = Life(
                settings=settings,
                database=database,
                clock=clock or RunningClock(),
                lanes=lanes,
                stop=stop or Event(),
                on_ready=on_ready,
                timing=timing,
                look=look,
                health=health,
                opening=opening,
                outages=outages,
            )
            try:
                opening.tries()
                return _lived(life)
            finally:
                lanes.close(0)
                database.close()
    except CannotListen as error:
        raise CannotStart(str(error)) from None
    finally:
        lanes.close(0)


def _lived(life: Life) -> bool:
    if life.settings.many_workspaces:
        # Imported here: what it needs takes a while, and one workspace needs none of it.
        from bot import many_run

        return many_run.serve(life)
    identity = slack.Identity(slack.client(life.settings, token=life.settings.bot_token))
    life.health.identity = identity
    app = bot_app.build(
        life.settings,
        life.database,
        life.clock,
        life.lanes,
        identity,
        outages=life.outages,
        is_open=life.opening.is_done,
    )
    run = _over_http if life.settings.mode == "http" else _over_socket
    return run(_Parts(life, app, identity))


@dataclass(frozen=True)
class _Parts:
    life: Life
    app: App
    identity: slack.Identity

    def dispatcher(self) -> Dispatcher:
        """Return what answers requests from now on."""
        return serving.dispatcher(self.life, self.app)

    def ticking(self, team_id: str) -> Scheduler:
        """Let the clock tick from now on."""
        life = self.life
        work = ticks(
            life.settings,
            life.database,
            life.clock,
            team_id=team_id,
            timing=life.timing,
            look=life.look,
        )
        life.health.scheduler = scheduler = Scheduler(work, life.timing, life.outages)
        scheduler.start()
        return scheduler


def _over_http(parts: _Parts) -> bool:
    life, settings = parts.life, parts.life.settings
    dispatcher = parts.dispatcher()
    endpoints = web(dispatcher, life.health, settings.signing_secret)
    server = WebServer(endpoints, settings.http_host, settings.http_port)
    scheduler = None
    try:
        address = server.start()
        who = _introduced(parts)
        if who is not None and life.opening.waits(life.stop):
            serving.note(life.database, life.clock, who, life.stop)
            scheduler = parts.ticking(who.team_id)
            logger.info("Ready: %s listens at %s/slack/events.", who.team, address)
            _tell(parts, Ready(address, who.team, scheduler))
        life.stop.wait()
    finally:
        until = monotonic() + STOP_S
        if scheduler is not None:
            scheduler.stop()
        answered = server.stop(until - monotonic())
        finished = _finished(parts, dispatcher, scheduler, until)
    return answered and finished


def _over_socket(parts: _Parts) -> bool:
    life = parts.life
    dispatcher = parts.dispatcher()
    client = slack.client(life.settings, token=None)
    life.health.line = line = SocketMode(client, life.settings.app_token, dispatcher)
    scheduler = None
    try:
        who = _introduced(parts)
        if who is not None and _connected(parts, line) and life.opening.waits(life.stop):
            serving.note(life.database, life.clock, who, life.stop)
            scheduler = parts.ticking(who.team_id)
            logger.info("Ready: connected to %s by Socket Mode.", who.team)
            _tell(parts, Ready(None, who.team, scheduler))
        life.stop.wait()
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
    while not parts.life.stop.is_set():
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
            parts.life.stop.wait(max(WAIT_S, silent.after_s))
    return None


def _connected(parts: _Parts, line: SocketMode) -> bool:
    """Connect; False when the program is to stop before that."""
    line.start()
    while not line.connected.wait(0.05):
        if parts.life.stop.is_set():
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
    if parts.life.on_ready is not None:
        parts.life.on_ready(ready)


def _finished(
    parts: _Parts, dispatcher: Dispatcher, scheduler: Scheduler | None, until: float
) -> bool:
    return serving.finished(parts.life.lanes, dispatcher, scheduler, until)
