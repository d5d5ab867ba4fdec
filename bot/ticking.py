"""Puts together what the clock does in one workspace."""

from slack_sdk import WebClient

from bot import slack
from bot.clock import Clock
from bot.delivery import Delivery
from bot.planning import Planner
from bot.recovery import Look, Recovery
from bot.repaint import Repaint
from bot.retaining import Retaining
from bot.settings import Settings
from bot.ticks import Ticks
from bot.timing import USUAL, Timing
from handlers.addresses import Way
from storage.database import Database


def ticks(
    settings: Settings,
    database: Database,
    clock: Clock,
    *,
    team_id: str,
    timing: Timing = USUAL,
    look: Look | None = None,
    client: WebClient | None = None,
) -> Ticks:
    """Return what the clock does for one workspace.

    Args:
        client: speaks to Slack there; None for one with the token of the settings.
    """
    if client is None:
        # Longer than this no call takes, and far shorter than the lease of a message.
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
        database,
        team_id=team_id,
        clock=clock,
        way=Way(settings.command_prefix, settings.slack_api_url),
        timing=timing,
    )
    retaining = Retaining(database, clock, settings.keeping)
    return Ticks(
        database, sender, recovery, painter, planner, retaining, team_id=team_id, clock=clock
    )
