"""Asks Slack who people are, without letting them wait for it when many come at once."""

import logging
from collections import deque
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.acquaintances import Acquaintances
from handlers.desk import Desk
from handlers.people import kind_of
from openspace.people import Kind
from services import people
from services.people import KIND_HOLDS_FOR

logger = logging.getLogger(__name__)

ASK_AGAIN_AFTER = timedelta(minutes=1)

A_MINUTE = timedelta(minutes=1)
ASKED_A_MINUTE = 85
"""How often Slack is asked in a minute about people who do something, of the hundred times that it
answers (users.info, tier 4); the others are for those whom somebody names."""

ASKED_AT_ONCE = 8
"""How many people wait for Slack's word before they are answered; so that no more threads do."""

LANE = "introductions"
"""Those who could not be asked about at once are asked about one after another."""

Key = tuple[str, str]
"""Workspace and user."""


class Introductions:
    """Asks Slack about each person at their first deed, and again after a day.

    Somebody about whom Slack does not answer counts as a member for now and is asked about again
    a minute later: an outage of Slack must not keep people from voting. So do those who come when
    Slack has been asked as often as it answers: they are asked about after their answer, as soon as
    Slack takes questions again, whoever does something next.

    """

    def __init__(self) -> None:
        self._met = Acquaintances()
        self._asking = BoundedSemaphore(ASKED_AT_ONCE)
        self._lock = Lock()
        self._asked: dict[str, deque[datetime]] = {}
        self._waiting: dict[Key, Desk] = {}
        self._is_catching_up = False

    def meet(self, desk: Desk, team_id: str, user_id: str, *, stored: bool = True) -> None:
        """Make sure that it is known, as well as Slack tells, what this user is.

        Args:
            desk: of that workspace.
            stored: whether it must be stored before this returns, also of a member; then Slack is
                asked however often it was.
        """
        now = desk.now()
        key = team_id, user_id
        if self._is_met(key, now):
            if self._waiting:
                self._catch_up(now)
            return
        with desk.database.reading() as db:
            is_known = people.is_known(db, team_id=team_id, user_id=user_id, now=now)
        if is_known:
            self._met.note(*key, at=now)
        elif stored:
            self._count(team_id, now)
            self._asks(desk, key, now, stored=True)
        else:
            self._asks_if_quick(desk, key, now)

    def forget(self, team_id: str, user_id: str) -> None:
        """Let somebody be unknown again, as if they had never come."""
        with self._lock:
            self._waiting.pop((team_id, user_id), None)
        self._met.forget(team_id, user_id)

    def _is_met(self, key: Key, now: datetime) -> bool:
        met_at = self._met.met_at(*key)
        return met_at is not None and now - met_at < KIND_HOLDS_FOR

    def _asks_if_quick(self, desk: Desk, key: Key, now: datetime) -> None:
        if self._asking.acquire(blocking=False):
            try:
                if self._may_ask(key[0], now):
                    self._asks(desk, key, now, stored=False)
                    return
            finally:
                self._asking.release()
        # Until Slack is asked they count as unknown, who may take part like members.
        with self._lock:
            self._waiting[key] = desk
        self._met.note(*key, at=now - KIND_HOLDS_FOR + ASK_AGAIN_AFTER)
        self._catch_up(now)

    def _asks(self, desk: Desk, key: Key, now: datetime, *, stored: bool) -> None:
        with self._lock:
            self._waiting.pop(key, None)
        kind = self._ask(desk, *key)
        if kind is None:
            # Not at every deed of theirs: that would slow each down, and Slack even more.
            self._met.note(*key, at=now - KIND_HOLDS_FOR + ASK_AGAIN_AFTER)
            return
        _remember(desk, kind, *key, now, stored=stored)
        self._met.note(*key, at=now)

    # Those who could not be asked about at once

    def _catch_up(self, now: datetime) -> None:
        """Ask about the next who waits, after the answer, if Slack may be asked."""
        with self._lock:
            if self._is_catching_up or not self._waiting:
                return
            key, desk = next(iter(self._waiting.items()))
            if not self._has_room(key[0], now):
                return
            self._is_catching_up = True
        desk.later(LANE, lambda: self._asks_next(desk, key))

    def _asks_next(self, desk: Desk, key: Key) -> None:
        now = desk.now()
        try:
            if self._may_ask(key[0], now):
                self._asks(desk, key, now, stored=True)
        finally:
            with self._lock:
                self._is_catching_up = False
        self._catch_up(now)

    # How often Slack was asked

    def _has_room(self, team_id: str, now: datetime) -> bool:
        asked = self._asked.setdefault(team_id, deque(maxlen=ASKED_A_MINUTE))
        # Also where the clock was set back.
        return len(asked) < ASKED_A_MINUTE or abs(now - asked[0]) >= A_MINUTE

    def _may_ask(self, team_id: str, now: datetime) -> bool:
        with self._lock:
            may = self._has_room(team_id, now)
            if may:
                self._asked[team_id].append(now)
            return may

    def _stop_asking(self, team_id: str, now: datetime) -> None:
        with self._lock:
            self._asked[team_id] = deque([now] * ASKED_A_MINUTE, maxlen=ASKED_A_MINUTE)

    def _count(self, team_id: str, now: datetime) -> None:
        with self._lock:
            self._asked.setdefault(team_id, deque(maxlen=ASKED_A_MINUTE)).append(now)

    def _ask(self, desk: Desk, team_id: str, user_id: str) -> Kind | None:
        try:
            answer = desk.client.users_info(user=user_id)
        except SlackApiError as refused:
            logger.warning("Slack did not describe a user: %s", refused.response["error"])
            if refused.response["error"] == "ratelimited":
                self._stop_asking(team_id, desk.now())  # another process asks as well
            return None
        except (SlackClientError, OSError) as silent:
            logger.warning("Slack did not describe a user: %s", type(silent).__name__)
            return None
        return kind_of(answer["user"], team_id=team_id)


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
