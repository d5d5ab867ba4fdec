"""`/openspace forget me`: what will go is said first; then it goes, for good."""

import logging
from collections.abc import Callable

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.asking import Asked
from handlers.blocks import forgetting as blocks
from handlers.blocks import values
from handlers.blocks.message import Message
from handlers.blocks.values import Sure
from handlers.clicks import Clicked, Replace
from handlers.desk import Desk
from openspace import RuleViolation
from openspace import forgetting as rules
from services import forgetting
from services.forgetting import Foreseen
from services.visits import Visit

logger = logging.getLogger(__name__)

TOO_OLD = (
    "That button is older than ten minutes, so nothing was erased. `/openspace forget me` says"
    " again what would go."
)


def forget_me(asked: Asked) -> Message:
    """'What would go if I were forgotten?'"""
    visit = asked.visit
    with asked.desk.database.reading() as db:
        found = forgetting.foresee(db, team_id=visit.team_id, user_id=visit.user_id, now=visit.now)
    return blocks.sure(found)


def forget_me_yes(asked: Asked) -> Message:
    """'Forget me; I am sure.'"""
    return blocks.gone(_forgotten(asked.desk, asked.visit, asked.forget))


def press_yes(clicked: Clicked) -> Replace:
    """'Yes, forget me.'"""
    visit = clicked.pressed_by
    if not rules.is_good(values.read(Sure, clicked.value).until_min, visit.now):
        raise RuleViolation(TOO_OLD)
    return Replace(blocks.gone(_forgotten(clicked.desk, visit, clicked.forget)))


def _forgotten(desk: Desk, visit: Visit, forget: Callable[[], None]) -> Foreseen:
    with desk.database.begin() as db:
        found = forgetting.forget(db, team_id=visit.team_id, user_id=visit.user_id, now=visit.now)
    forget()
    # In the person's own lane, so behind whatever was still to be done for them.
    desk.later(visit.user_id, lambda: _clean_up(desk, visit, found))
    return found


def _clean_up(desk: Desk, visit: Visit, found: Foreseen) -> None:
    """Empty their Home, which Slack keeps, and let the database's files hold nothing either."""
    if not forgetting.wipe(desk.database):
        logger.warning("The database's files are not clean of what was erased yet.")
    if not found.has_home:
        return
    try:
        desk.patient.views_publish(user_id=visit.user_id, view=blocks.home().view(desk.prefix))
    except SlackApiError as refused:
        logger.warning("Slack did not empty a Home: %s", refused.response["error"])
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not empty a Home: %s", type(silent).__name__)
