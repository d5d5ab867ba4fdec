"""The life of a bot that any workspace may install."""

import logging
from threading import Event
from time import monotonic

from bot import installing, many, run, serving, ticking, token_keys
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.http import CannotListen, WebServer, web
from bot.installations import Installations, Place
from bot.lanes import Lanes
from bot.many_ticks import ManyTicks
from bot.opening import Opening
from bot.recovery import Look
from bot.run import OnReady, Ready
from bot.settings import Settings
from bot.ticks import Scheduler, Ticks
from bot.timing import Timing
from handlers.outages import Outages
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)


def serve(
    settings: Settings,
    database: Database,
    clock: Clock,
    lanes: Lanes,
    stop: Event,
    *,
    on_ready: OnReady | None,
    timing: Timing,
    look: Look | None,
    opening: Opening,
    outages: Outages,
) -> bool:
    """Run the bot until *stop* is set; the end is that of `bot/run.py`.

    Args:
        opening: brings the database up to date as soon as it answers.
        outages: writes down what failed.

    Returns:
        False if something was still undone when the time for the end was over.

    Raises:
        CannotStart: for a reason that a person can mend.
    """
    installations = Installations(settings, database, clock)
    app = many.build(
        settings,
        database,
        clock,
        lanes,
        installations,
        outages=outages,
        is_open=opening.is_done,
    )
    dispatcher = Dispatcher(
        app, settings.threads, restraint=timing.restraint(), prefix=settings.command_prefix
    )
    pages = installing.pages(settings, database, clock, installations)
    server = WebServer(
        web(
            dispatcher,
            database,
            None,
            settings.signing_secret,
            pages,
            is_open=opening.is_done,
        ),
        settings.http_host,
        settings.http_port,
    )

    def ticks_of(place: Place) -> Ticks:
        return ticking.ticks(
            settings,
            database,
            clock,
            team_id=place.team_id,
            timing=timing,
            look=look,
            client=place.patient,
        )

    scheduler = None
    try:
        address = server.start()
        if opening.waits(stop):
            _renew(settings, database)
            all_ticks = ManyTicks(database, installations, clock, ticks_of)
            scheduler = Scheduler(all_ticks, timing, outages)
            scheduler.start()
            logger.info("Ready: listens at %s/slack/events for many workspaces.", address)
            serving.settle()
            if on_ready is not None:
                on_ready(Ready(address, "many workspaces", scheduler))
        stop.wait()
    except CannotListen as error:
        raise run.CannotStart(str(error)) from None
    finally:
        until = monotonic() + run.STOP_S
        if scheduler is not None:
            scheduler.stop()
        answered = server.stop(until - monotonic())
        finished = serving.finished(lanes, dispatcher, scheduler, until)
    return answered and finished


def _renew(settings: Settings, database: Database) -> None:
    """Let the newest key open all tokens; what cannot be done now is done at the next start."""
    try:
        lost = token_keys.renew(database, token_keys.TokenKeys(settings.token_keys))
    except (Busy, *UNAVAILABLE) as error:
        logger.warning("Tokens keep their old key for now: %s", type(error).__name__)
        return
    if lost:
        logger.warning(
            "TOKEN_KEYS do not open %s of the stored tokens. Add the key that they were"
            " encrypted with behind the others.",
            lost,
        )
