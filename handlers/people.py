"""Who people are, as Slack says, and who facilitates."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import BoltContext
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import asking
from handlers.acquaintances import Acquaintances
from handlers.asking import Asked
from handlers.blocks import people as blocks
from handlers.blocks.message import Message
from handlers.desk import Desk
from handlers.words import people as words
from openspace.people import Kind
from services import people, visits
from services.people import KIND_HOLDS_FOR

logger = logging.getLogger(__name__)

SLACKBOT = "USLACKBOT"
ASK_AGAIN_AFTER = timedelta(minutes=1)


class Introductions:
    """Asks Slack about each person at their first deed, and again after a day.

    Somebody about whom Slack does not answer counts as a member for now and is asked about again
    a minute later: an outage of Slack must not keep people from voting.
    """

    def __init__(self) -> None:
        self._met = Acquaintances()

    def meet(self, desk: Desk, team_id: str, user_id: str, *, stored: bool = True) -> None:
        """Make sure that it is known, as well as Slack tells, what this user is.

        Args:
            desk: of that workspace.
            stored: whether it must be stored before this returns, also of a member.
        """
        now = desk.now()
        met_at = self._met.met_at(team_id, user_id)
        if met_at is not None and now - met_at < KIND_HOLDS_FOR:
            return
        with desk.database.reading() as db:
            is_known = people.is_known(db, team_id=team_id, user_id=user_id, now=now)
        if not is_known:
            kind = _asked(desk, team_id, user_id)
            if kind is None:
                # Not at every deed of theirs: that would slow each down, and Slack even more.
                soon = now - KIND_HOLDS_FOR + ASK_AGAIN_AFTER
                self._met.note(team_id, user_id, at=soon)
                return
            _remember(desk, kind, team_id, user_id, now, stored=stored)
        self._met.note(team_id, user_id, at=now)


def _remember(
    desk: Desk, kind: Kind, team_id: str, user_id: str, now: datetime, *, stored: bool
) -> None:
    def store() -> None:
        with desk.database.begin() as db:
            people.remember(db, kind, team_id=team_id, user_id=user_id, now=now)

    if kind is Kind.MEMBER and not stored:
        # Until it is stored they count as unknown, who may take part like members; so when
        # hundreds come at once, nobody waits for this.
        desk.later(user_id, store)
    else:
        store()


def _asked(desk: Desk, team_id: str, user_id: str) -> Kind | None:
    try:
        answer = desk.client.users_info(user=user_id)
    except SlackApiError as refused:
        logger.warning("Slack did not describe a user: %s", refused.response["error"])
        return None
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not describe a user: %s", type(silent).__name__)
        return None
    return kind_of(answer["user"], team_id=team_id)


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
