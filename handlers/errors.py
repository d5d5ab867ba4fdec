"""What a person sees when something cannot be, or went wrong."""

import logging
import secrets
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers import clicks, failures
from handlers.blocks import errors as blocks
from handlers.blocks.message import Message
from handlers.clicks import Clicked
from handlers.desk import Desk
from openspace import RuleViolation
from services.visits import Visit
from storage.database import UNAVAILABLE, Busy

logger = logging.getLogger(__name__)


def answer(desk: Desk, error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Return what Slack is answered; the person sees words, and nobody sees a traceback."""
    message = said(error)
    if "command" in body:
        shown = {"response_type": "ephemeral", **message.payload(desk.prefix)}
        return BoltResponse(status=200, body=shown)
    response_url = body.get("response_url") or ""
    is_home = clicks.is_home(body)
    if response_url or is_home:
        user_id = str(body.get("user", {}).get("id", ""))
        team_id = str(body.get("view", {}).get("app_installed_team_id", "")) if is_home else ""
        clicked = Clicked(
            desk=desk,
            pressed_by=Visit(team_id, user_id, "", desk.now()),
            value="",
            response_url=response_url,
            is_private=True,
            is_home=is_home,
        )
        desk.later(user_id, lambda: clicks.answer(clicked, message, in_place=False))
    # Also an event that failed is answered with 200: sent again it would fail again.
    return BoltResponse(status=200, body="")


def said(error: Exception) -> Message:
    """Return *error* in words; what is not the person's to mend is logged with a reference."""
    match error:
        case RuleViolation():
            return blocks.refusal(error)
        case Busy():
            return blocks.busy()
        case BoltUnhandledRequestError():
            logger.warning("Slack sent something that nothing here answers.")
            return blocks.unknown()
    reference = secrets.token_hex(4)
    failures.note(logger, f"Failure {reference}", error)
    if isinstance(error, UNAVAILABLE):
        return blocks.database_failed(reference)
    return blocks.failed(reference)
