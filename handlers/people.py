"""Who people are, as Slack says, and who facilitates."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltContext

from handlers import asking
from handlers.asking import Asked
from handlers.blocks import people as blocks
from handlers.blocks.message import Message
from handlers.desk import Desk
from handlers.words import people as words
from openspace.people import Kind
from services import people, visits

SLACKBOT = "USLACKBOT"


def kind_of(user: Mapping[str, Any], *, team_id: str) -> Kind:
    """Return what a user is, from Slack's user object (docs.slack.dev, user object)."""
    if user.get("deleted"):
        return Kind.DEACTIVATED
    # Slackbot says of itself that it is no bot.
    if user.get("is_bot") or user.get("is_workflow_bot") or user.get("id") == SLACKBOT:
        return Kind.BOT
    if user.get("is_stranger") or team_id not in (
        user.get("team_id", team_id),
        _organisation(user),
    ):
        return Kind.EXTERNAL
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Kind.GUEST
    return Kind.MEMBER


def _organisation(user: Mapping[str, Any]) -> str | None:
    """Return the id of somebody's organisation, by which it is kept if all of it has the bot."""
    found = user.get("enterprise_user") or {}
    return str(found["enterprise_id"]) if found.get("enterprise_id") else None


def changed(desk: Desk, user: Mapping[str, Any], *, team_id: str) -> None:
    """Take in what Slack says of a user now, if that user ever did anything here."""
    kind = kind_of(user, team_id=team_id)
    with desk.database.begin() as db:
        people.refresh(db, kind, team_id=team_id, user_id=str(user["id"]), now=desk.now())


def facilitators_wanted(asked: Asked, wanted: words.Facilitators) -> Message:
    """'Who runs this?', 'They help me', 'They no longer do.'"""
    desk, visit = asked.desk, asked.visit
    match wanted:
        case words.FacilitatorsShow():
            return blocks.facilitators(asking.look(desk, visit, people.facilitators))
        case words.FacilitatorAdd(user_id):
            # First of all: who may not do this must not make us remember anybody.
            visits.check_facilitator(asking.look(desk, visit, people.facilitators).here)
            asked.meet(user_id)
            with desk.database.begin() as db:
                found = people.add_facilitator(db, visit, user_id)
        case words.FacilitatorRemove(user_id):
            with desk.database.begin() as db:
                found = people.remove_facilitator(db, visit, user_id)
    return blocks.facilitators(found)


def workspace(context: BoltContext) -> str:
    """Return the workspace that installed the bot; somebody from elsewhere comes from another."""
    result = context.authorize_result
    return str((result.team_id if result else None) or context.team_id or "")
