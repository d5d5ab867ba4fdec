"""What a person sees when something cannot be, or went wrong."""

import logging
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers import clicks, forms, references
from handlers.blocks import errors as blocks
from handlers.blocks import filled, mrkdwn
from handlers.blocks import forms as form_blocks
from handlers.blocks.forms import Form
from handlers.blocks.message import Message
from handlers.clicks import Clicked
from handlers.desk import Desk
from openspace import RuleViolation
from services.visits import Visit
from storage.database import UNAVAILABLE, Busy, has_saved_nothing

logger = logging.getLogger(__name__)


Body = dict[str, Any]


def answer(desk: Desk, error: Exception, body: Body, *, team_id: str) -> BoltResponse:
    """Return what Slack is answered; the person sees words, and nobody sees a traceback.

    Args:
        team_id: of the workspace that the request belongs to.
    """
    message = said(desk, error)
    if "command" in body:
        shown = {"response_type": "ephemeral", **message.payload(desk.prefix)}
        return BoltResponse(status=200, body=shown)
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_in_form(desk, error, message, body))
    user_id = str(body.get("user", {}).get("id", ""))
    response_url = body.get("response_url") or ""
    is_home = clicks.is_home(body)
    if body.get("type") in ("shortcut", "message_action"):
        desk.later(user_id, lambda: forms.say(desk, body.get("trigger_id", ""), _form(message)))
    elif response_url or is_home:
        clicked = Clicked(
            desk=desk,
            pressed_by=Visit(team_id, user_id, "", desk.now()),
            value="",
            response_url=response_url,
            is_private=True,
            is_home=is_home,
        )
        desk.later(user_id, lambda: clicks.answer(clicked, message, in_place=False))
    elif body.get("view", {}).get("type") == "modal":
        desk.later(user_id, lambda: _say_above(desk, message, body, team_id))
    # Also an event that failed is answered with 200: sent again it would fail again.
    return BoltResponse(status=200, body="")


def _in_form(desk: Desk, error: Exception, message: Message, body: Body) -> Body:
    """Return *message* as an error at a field, so that the form stays with all that was typed."""
    field = error.field if isinstance(error, RuleViolation) else None
    block_id = filled.block_for(body["view"], field)
    if block_id is None:
        return {"response_action": "push", "view": _form(message).view(desk.prefix)}
    text = mrkdwn.unmarked(mrkdwn.with_prefix(message.text, desk.prefix))
    return {"response_action": "errors", "errors": {block_id: text}}


def _say_above(desk: Desk, message: Message, body: Body, team_id: str) -> None:
    """Show *message* above a form, and below it what is true now where it shows a list."""
    is_seen = forms.say_above(desk, body.get("trigger_id", ""), _form(message))
    visit = Visit(team_id, str(body["user"]["id"]), "", desk.now())
    clicks.show_anew(
        Clicked(
            desk=desk,
            pressed_by=visit,
            value="",
            response_url="",
            is_private=True,
            form=clicks.in_form(body),
        ),
        said=None if is_seen else message,
    )


def _form(message: Message) -> Form:
    return form_blocks.saying("That did not work", message)


def said(desk: Desk, error: Exception) -> Message:
    """Return *error* in words; what is not the person's to mend is logged with a reference."""
    match error:
        case RuleViolation():
            references.noted(references.REFUSED)
            return blocks.refusal(error)
        case Busy():
            references.noted(references.BUSY)
            return blocks.busy()
        case BoltUnhandledRequestError():
            references.noted(references.UNKNOWN)
            logger.warning("Slack sent something that nothing here answers.")
            return blocks.unknown()
    is_away = isinstance(error, UNAVAILABLE)
    references.noted(references.BUSY if is_away else references.FAILED)
    reference = desk.outages.note(logger, "Somebody could not be answered", error)
    if is_away and has_saved_nothing():
        return blocks.database_away(reference)
    if is_away:
        return blocks.database_failed(reference)
    return blocks.failed(reference)
