"""Who people are, as Slack says, and who facilitates."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import BoltContext
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import asking
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

    Args:
        desk: for the database and for Slack.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._met: dict[tuple[str, str], datetime] = {}

    def meet(self, team_id: str, user_id: str, *, stored: bool = True) -> None:
        """Make sure that it is known, as well as Slack tells, what this user is.

        Args:
            stored: whether it must be stored before this returns, also of a member.
        """
        now = self._desk.now()
        met_at = self._met.get((team_id, user_id))
        if met_at is not None and now - met_at < KIND_HOLDS_FOR:
            return
        with self._desk.database.reading() as db:
            is_known = people.is_known(db, team_id=team_id, user_id=user_id, now=now)
        if not is_known:
            kind = self._ask(team_id, user_id)
            if kind is None:
                # Not at every deed of theirs: that would slow each down, and Slack even more.
                self._met[team_id, user_id] = now - KIND_HOLDS_FOR + ASK_AGAIN_AFTER
                return
            self._remember(kind, team_id, user_id, now, stored=stored)
        self._met[team_id, user_id] = now

    def forget(self, team_id: str, user_id: str) -> None:
        """Let somebody be unknown again, as if they had never come."""
        self._met.pop((team_id, user_id), None)

    def _remember(
        self, kind: Kind, team_id: str, user_id: str, now: datetime, *, stored: bool
    ) -> None:
        def store() -> None:
            with self._desk.database.begin() as db:
                people.remember(db, kind, team_id=team_id, user_id=user_id, now=now)

        if kind is Kind.MEMBER and not stored:
            # Until it is stored they count as unknown, who may take part like members; so when
            # hundreds come at once, nobody waits for this.
            self._desk.later(user_id, store)
        else:
            store()

    def _ask(self, team_id: str, user_id: str) -> Kind | None:
        try:
            answer = self._desk.client.users_info(user=user_id)
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
    if user.get("is_stranger") or user.get("team_id", team_id) != team_id:
        return Kind.EXTERNAL
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Kind.GUEST
    return Kind.MEMBER


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
