"""What every running bot does at its start and at its end, however many workspaces it serves."""

import gc
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic

from slack_bolt import App

from bot import crew, slack
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.health import Health
from bot.lanes import Lanes
from bot.opening import Opening
from bot.recovery import Look
from bot.settings import Settings
from bot.ticks import Scheduler
from bot.timing import Timing
from handlers.outages import Outages
from services import workspaces
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)

WAIT_S = 2.0
"""How long to wait, in seconds, before the database is asked again."""


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


@dataclass(frozen=True)
class Life:
    """What one run of the program is made of, however many workspaces it serves.

    Args:
        lanes: what is done after answers.
        stop: set when the program is to end.
        on_ready: called once, when the first request can be answered; None for nobody.
        timing: how often the clock ticks and how fast it sends.
        look: how it is looked what became of a message; None looks in Slack.
        health: is told what runs.
        opening: brings the database up to date as soon as it answers.
        outages: writes down what failed.
    """

    settings: Settings
    database: Database
    clock: Clock
    lanes: Lanes
    stop: Event
    on_ready: OnReady | None
    timing: Timing
    look: Look | None
    health: Health
    opening: Opening
    outages: Outages


def dispatcher(life: Life, app: App) -> Dispatcher:
    """Return what answers requests from now on."""
    made = Dispatcher(
        app,
        life.settings.threads,
        few=crew.TOGETHER if life.database.gate is None else crew.ALONE,
        restraint=life.timing.restraint(),
        prefix=life.settings.command_prefix,
    )
    life.health.dispatcher = made
    return made


def note(database: Database, clock: Clock, who: slack.Who, stop: Event) -> None:
    """Store that the bot is in its one workspace, as soon as the database takes it."""
    while not stop.is_set():
        try:
            with database.begin() as db:
                workspaces.serve(
                    db,
                    team_id=who.team_id,
                    enterprise_id=who.enterprise_id,
                    name=who.team,
                    now=clock.now(),
                )
        except (Busy, *UNAVAILABLE) as error:
            logger.warning("The database does not answer yet: %s", type(error).__name__)
            stop.wait(WAIT_S)
        else:
            return


def settle() -> None:
    """Set the interpreter up for many short requests at once.

    A full collection looks through all objects there are, and nothing else runs meanwhile: 0.1 s
    for what was imported. That stays, so it is looked through no more (docs.python.org, gc).

    Threads give the interpreter on after a millisecond in place of five (docs.python.org,
    sys.setswitchinterval), so that a writer whose turn it is waits less for it: with eight people
    at once that makes 5 % more votes a second on SQLite and PostgreSQL.
    """
    gc.freeze()
    sys.setswitchinterval(0.001)


def finished(
    lanes: Lanes, answering: Dispatcher, scheduler: Scheduler | None, until: float
) -> bool:
    """Finish what was taken, what comes after answers, and what is being sent.

    Args:
        answering: takes nothing new any more.
        until: when the time for the end is over, on the monotonic clock in seconds.

    Returns:
        False if something was still undone then.
    """
    answered = answering.finish(max(0, until - monotonic()))
    done = lanes.close(max(0, until - monotonic()))
    # What is still being sent then is found by the recovery of the next start.
    sent = scheduler is None or scheduler.is_done(max(0, until - monotonic()))
    if not (answered and done and sent):
        logger.warning("Something was still undone at the end.")
    return answered and done and sent
