"""The life of a bot that any workspace may install."""

import logging
from time import monotonic

from bot import installing, many, run, serving, ticking, token_keys
from bot.http import WebServer, web
from bot.installations import Installations, Place
from bot.many_ticks import ManyTicks
from bot.retaining import Retaining
from bot.serving import Life, Ready
from bot.settings import Settings
from bot.ticks import Scheduler, Ticks
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)


def serve(life: Life) -> bool:
    """Run the bot until it is to stop; the end is that of `bot/run.py`.

    Returns:
        False if something was still undone when the time for the end was over.

    Raises:
        CannotListen: the address to listen at cannot be had.
        CannotStart: for a reason that a person can mend.
    """
    settings, database, clock, health = life.settings, life.database, life.clock, life.health
    health.serves_many = True
    installations = Installations(settings, database, clock)
    app = many.build(
        settings,
        database,
        clock,
        life.lanes,
        installations,
        outages=life.outages,
        is_open=life.opening.is_done,
    )
    dispatcher = serving.dispatcher(life, app)
    pages = installing.pages(settings, database, clock, installations)
    server = WebServer(
        web(dispatcher, health, settings.signing_secret, pages),
        settings.http_host,
        settings.http_port,
    )

    def ticks_of(place: Place) -> Ticks:
        return ticking.ticks(
            settings,
            database,
            clock,
            team_id=place.team_id,
            timing=life.timing,
            look=life.look,
            client=place.patient,
        )

    scheduler = None
    try:
        address = server.start()
        if life.opening.waits(life.stop):
            _renew(settings, database)
            retaining = Retaining(database, clock, settings.keeping)
            all_ticks = ManyTicks(database, installations, clock, retaining, ticks_of, life.outages)
            health.scheduler = scheduler = Scheduler(all_ticks, life.timing, life.outages)
            scheduler.start()
            logger.info("Ready: listens at %s/slack/events for many workspaces.", address)
            serving.settle()
            if life.on_ready is not None:
                life.on_ready(Ready(address, "many workspaces", scheduler))
        life.stop.wait()
    finally:
        until = monotonic() + run.STOP_S
        if scheduler is not None:
            scheduler.stop()
        answered = server.stop(until - monotonic())
        finished = serving.finished(life.lanes, dispatcher, scheduler, until)
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
