"""What every running bot does at its start and at its end, however many workspaces it serves."""

import gc
import logging
from threading import Event
from time import monotonic

from bot import slack
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.lanes import Lanes
from bot.ticks import Scheduler
from services import workspaces
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)

WAIT_S = 2.0
"""How long to wait, in seconds, before the database is asked again."""


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
    """Take what was imported out of the search for garbage.

    A full collection looks through all objects there are, and nothing else runs meanwhile: 0.1 s
    for what was imported. That stays, so it is looked through no more (docs.python.org, gc).
    """
    gc.freeze()


def finished(
    lanes: Lanes, dispatcher: Dispatcher, scheduler: Scheduler | None, until: float
) -> bool:
    """Finish what was taken, what comes after answers, and what is being sent.

    Args:
        until: when the time for the end is over, on the monotonic clock in seconds.

    Returns:
        False if something was still undone then.
    """
    answered = dispatcher.finish(max(0, until - monotonic()))
    done = lanes.close(max(0, until - monotonic()))
    # What is still being sent then is found by the recovery of the next start.
    sent = scheduler is None or scheduler.is_done(max(0, until - monotonic()))
    if not (answered and done and sent):
        logger.warning("Something was still undone at the end.")
    return answered and done and sent
