"""The app's Home: painted when somebody opens it, and anew after each press in it."""

import hashlib
import json
import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.orm import Session

from handlers.blocks import home as blocks
from handlers.blocks import home_timetable
from handlers.blocks.message import Message
from handlers.blocks.values import View
from handlers.desk import Desk
from services import home
from services.home import Home
from services.visits import Visit
from storage.database import Busy

logger = logging.getLogger(__name__)

TRIES = 3
"""How often a Home is begun that somebody opened while others hold the database: nothing else would
paint it until the next change. After each try they have had two seconds (storage/database.py)."""

TODAY = ""
CHOSEN = ("agenda", "timetable", home_timetable.KIND)
"""The lists of which a Home shows the part that was chosen last."""


def opened(desk: Desk, visit: Visit) -> None:
    """'What concerns me now?' The open space stays the one that was chosen before."""
    for _ in range(TRIES - 1):
        with suppress(Busy):
            _paint(desk, visit, view=None)
            return
    _paint(desk, visit, view=None)


def show(desk: Desk, visit: Visit, view: View | None, said: Message | None = None) -> None:
    """Paint the Home of somebody who pressed something in it.

    Args:
        visit: names the open space.
        view: which sessions it shows, or the draft; None, or another list, for the same as before.
        said: the answer to what they pressed, above all else; None where the Home says it.
    """
    shown = None
    if view is not None and view.kind in CHOSEN:
        shown = (visit.space_id, _words(view), view.page)
    _paint(desk, visit, view=shown, said=said)


def has(view: View) -> bool:
    """Say whether a Home has a place of its own for a list; others stand above all else."""
    return view.kind in (*CHOSEN, "ballot")


def look(db: Session, visit: Visit, *, words: str) -> Home:
    """Return what a Home is about, with the draft where it shows that."""
    found = home.show(db, visit)
    return home.with_draft(db, found) if words == blocks.DRAFT else found


def written(found: Home, prefix: str, *, words: str, page: int) -> dict[str, Any]:
    """Return the view that Slack publishes."""
    return blocks.home(found, words=words, page=page).view(prefix)


def fingerprint(shown: dict[str, Any]) -> str:
    """Return what tells one thing shown from another."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _words(view: View) -> str:
    if view.kind == "timetable":
        return blocks.DRAFT
    return home_timetable.WEEK if view.words == home_timetable.WEEK else TODAY


def _paint(
    desk: Desk,
    visit: Visit,
    *,
    view: tuple[int | None, str, int] | None,
    said: Message | None = None,
) -> None:
    with desk.database.begin() as db:
        claim = home.take(db, visit, view=view)
    with desk.database.reading() as db:
        found = look(db, replace(visit, space_id=claim.space_id), words=claim.words)
    shown = blocks.home(found, words=claim.words, page=claim.page, said=said).view(desk.prefix)
    if _is_published(desk, visit.user_id, shown):
        with desk.database.begin() as db:
            # What was said stays until the next change: then it is stale anyway.
            home.settle(db, visit, claim, found, shown=fingerprint(shown))
    else:
        with desk.database.begin() as db:
            home.leave_stale(db, visit, claim)


def _is_published(desk: Desk, user_id: str, view: dict[str, Any]) -> bool:
    try:
        desk.patient.views_publish(user_id=user_id, view=view)
    except SlackApiError as refused:
        logger.warning("Slack did not take a Home: %s", refused.response["error"])
    except (SlackClientError, OSError) as silent:
        logger.warning("Slack did not answer to a Home: %s", type(silent).__name__)
    else:
        return True
    return False
