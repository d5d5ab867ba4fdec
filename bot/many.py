"""A bot that any workspace may install: its app, its clock and its pages.

Nothing is kept between requests but caches, so any number of processes may run side by side.
"""

import logging
from dataclasses import replace
from threading import Event

from slack_bolt import App, BoltContext
from slack_bolt.authorization import AuthorizeResult

from bot import app as bot_app
from bot import slack
from bot.clock import Clock
from bot.installations import Installations, Place, Unreadable, candidates
from bot.lanes import Lanes
from bot.settings import Settings
from handlers.desk import Desk, Desks
from handlers.outages import Outages
from openspace import RuleViolation
from storage.database import Database

logger = logging.getLogger(__name__)

DESK = "desk"
"""Under which name Bolt's context carries the desk of the workspace of a request."""

NOT_HERE = (
    "This bot is not, or no longer, installed in this workspace, so nothing was changed. Somebody"
    " who may add apps can install it: {address}"
)
UNREADABLE = (
    "I cannot read what lets me speak in this workspace, so nothing was changed. Please tell"
    " whoever runs this bot."
)


def build(
    settings: Settings,
    database: Database,
    clock: Clock,
    lanes: Lanes,
    installations: Installations,
    *,
    outages: Outages | None = None,
    is_open: Event | None = None,
) -> App:
    """Return the Bolt app of a bot that any workspace may install; asks Slack nothing.

    Args:
        installations: knows which workspace a request comes from.
        outages: writes down what failed; None makes one.
        is_open: set once the database can be used; until then people hear so. None where it can.
    """
    # Where nobody is known there is no token, and whatever needs one is refused and logged.
    nowhere = slack.client(settings, token=None)
    nobody = Desk(
        database=database,
        now=clock.now,
        later=lanes.later,
        client=nowhere,
        patient=nowhere,
        prefix=settings.command_prefix,
        keeping=settings.keeping,
        outages=outages or Outages(),
    )

    def authorize(
        context: BoltContext, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult:
        bot_app.check_open(is_open)
        place = _place(settings, installations, context, enterprise_id, team_id)
        context[DESK] = replace(nobody, client=place.client, patient=place.patient)
        return AuthorizeResult(
            enterprise_id=place.enterprise_id,
            # By which its rows are kept: an organisation's own id where it installed the bot.
            team_id=place.team_id,
            bot_id=place.bot_id,
            bot_user_id=place.bot_user_id,
            bot_token=place.token,
        )

    return bot_app.assembled(
        settings,
        authorize,
        Desks(
            settings.command_prefix,
            lambda context: context.get(DESK, nobody),
            installations.forget,
        ),
    )


def _place(
    settings: Settings,
    installations: Installations,
    context: BoltContext,
    enterprise_id: str | None,
    team_id: str | None,
) -> Place:
    try:
        place = installations.first(candidates(context, enterprise_id, team_id))
    except Unreadable:
        raise RuleViolation(UNREADABLE) from None
    if place is None:
        raise RuleViolation(NOT_HERE.format(address=f"{settings.public_url}/slack/install"))
    return place
