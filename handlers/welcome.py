"""First contact: somebody joins the channel, or brings the bot into one."""

import logging
from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from handlers import asides
from handlers.blocks import welcome as blocks
from handlers.desk import Desk
from handlers.introductions import Introductions
from services import visits, welcome
from services.visits import Visit

logger = logging.getLogger(__name__)

MOST_A_MINUTE = 60
"""How many newcomers are greeted in a minute. Each costs two calls of which Slack takes a hundred a
minute or more (Tier 4), and those of people who do something must not wait for them."""


class Welcome:
    """Says to a newcomer, once in each open space, what this is.

    Args:
        introductions: make known what somebody is; guests who may not take part are told nothing.
    """

    def __init__(self, introductions: Introductions) -> None:
        self._introductions = introductions
        self._lock = Lock()
        self._greeted: deque[datetime] = deque(maxlen=MOST_A_MINUTE)

    def joined(self, desk: Desk, seen: Visit) -> None:
        """'I am in the channel now.'"""
        with desk.database.begin() as db:
            is_new = visits.arrive(db, seen)
        if is_new and self._has_time(seen.now):
            desk.later(seen.user_id, lambda: self._greet(desk, seen))

    def brought(self, desk: Desk, inviter: Visit) -> None:
        """'The bot is in the channel now.'"""
        desk.later(inviter.user_id, lambda: self._explain(desk, inviter))

    def _greet(self, desk: Desk, seen: Visit) -> None:
        self._introductions.meet(desk, seen.team_id, seen.user_id)
        with desk.database.reading() as db:
            found = welcome.newcomer(db, seen)
        if found is not None:
            asides.whisper(desk, seen, blocks.newcomer(found))

    def _explain(self, desk: Desk, inviter: Visit) -> None:
        self._introductions.meet(desk, inviter.team_id, inviter.user_id)
        with desk.database.reading() as db:
            found = welcome.invited(db, inviter)
        if found is not None:
            asides.whisper(desk, inviter, blocks.invited(found))

    def _has_time(self, now: datetime) -> bool:
        with self._lock:
            is_full = len(self._greeted) == MOST_A_MINUTE
            if is_full and now - self._greeted[0] < timedelta(minutes=1):
                logger.warning("More people joined a channel than can be greeted in a minute.")
                return False
            self._greeted.append(now)
            return True
