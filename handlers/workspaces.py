"""The bot was taken out of a workspace."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App, BoltContext

from handlers import people
from handlers.desk import Desks
from services import workspaces

logger = logging.getLogger(__name__)

Body = dict[str, Any]


def register(app: App, desks: Desks) -> None:
    """Add a listener for each of the events by which Slack tells it; their order is not fixed."""
    app.event("app_uninstalled")(_uninstalled(desks))
    app.event("tokens_revoked")(_revoked(desks))


def _uninstalled(desks: Desks) -> Callable[[Body, BoltContext], None]:
    def listener(body: Body, context: BoltContext) -> None:
        _leave(desks, body, context)

    return listener


def _revoked(desks: Desks) -> Callable[[Body, Body, BoltContext], None]:
    def listener(event: Body, body: Body, context: BoltContext) -> None:
        # Tokens of people come here too, which the bot never asks for.
        if (event.get("tokens") or {}).get("bot"):
            _leave(desks, body, context)

    return listener


def _leave(desks: Desks, body: Body, context: BoltContext) -> None:
    desk, team_id = desks.of(context), people.workspace(context)
    said = body.get("event_time")
    told_at = datetime.fromtimestamp(said, UTC) if isinstance(said, int) else desk.now()
    with desk.database.begin() as db:
        has_left = workspaces.uninstall(db, team_id=team_id, told_at=told_at, now=desk.now())
    if has_left:
        logger.warning("A workspace has taken the bot out; its tokens are deleted.")
    desks.left(team_id)
