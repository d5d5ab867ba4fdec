"""Repaints boards and Homes that are stale; any number of processes may do so at once.

However many people click, each of them is painted again only after a while, and each as one call.
What if this process dies? The claim is over after a while, and what was stale still is.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event

from slack_sdk import WebClient

from bot import posting, slack
from bot.clock import Clock
from bot.posting import Gone, Outcome, Posted, Wait
from bot.timing import Timing
from handlers import failures, home
from handlers.blocks import board as board_blocks
from services import home as homes
from services import repaint
from services.board import Board
from services.visits import Visit
from storage.boards import BoardClaim
from storage.database import UNAVAILABLE, Busy, Database
from storage.homes import HomeClaim
from storage.repaint import Kind

logger = logging.getLogger(__name__)

AT_ONCE = 5
"""How many boards, and how many Homes, one process takes at once; the rest waits for its turn."""

REFUSED_S = 600.0
"""How long a board or Home rests that Slack does not take, in seconds."""

UNREACHED_S = 10.0


class Repaint:
    """Repaints what is stale in one workspace.

    Args:
        database: where it is noted what is stale.
        client: one that never tries again by itself.
        team_id: of the workspace.
        clock: what time it is.
        prefix: what stands before every command's name.
        timing: how fast.
    """

    def __init__(
        self,
        database: Database,
        client: WebClient,
        *,
        team_id: str,
        clock: Clock,
        prefix: str,
        timing: Timing,
    ) -> None:
        self._database = database
        self._client = client
        self._team_id = team_id
        self._clock = clock
        self._prefix = prefix
        self._timing = timing
        self._home_address = slack.HomeAddress(client, team_id)
        self._stopping = Event()

    def tick(self) -> None:
        """Paint what is stale, as far as the pace allows."""
        if self._stopping.is_set():
            return
        paces = self._timing.repaint(self._clock)
        with self._database.reading() as db:
            if not repaint.is_anything_due(
                db, team_id=self._team_id, now=self._clock.now(), paces=paces
            ):
                return
        with self._database.begin() as db:
            work = repaint.claim(
                db,
                team_id=self._team_id,
                now=self._clock.now(),
                paces=paces,
                most=AT_ONCE,
            )
        for board in work.boards:
            self._safely(partial(self._paint_board, board))
        for one in work.homes:
            self._safely(partial(self._paint_home, one))

    def stop(self) -> None:
        """Paint nothing more; what is taken is painted by others, or after the next start."""
        self._stopping.set()

    def _safely(self, paint: Callable[[], None]) -> None:
        if self._stopping.is_set():
            return
        try:
            paint()
        except (Busy, *UNAVAILABLE):
            raise
        except Exception as error:  # noqa: BLE001 - one bad board must not stop the others
            failures.note(logger, "Something could not be repainted", error)

    # Boards

    def _paint_board(self, claim: BoardClaim) -> None:
        with self._database.reading() as db:
            found = repaint.shown(db, claim, team_id=self._team_id, now=self._clock.now())
        message = board_blocks.board(found, home=self._home_address.known())
        payload = message.payload(self._prefix)
        shown = home.fingerprint(payload)
        channel_id = found.space.channel_id
        if claim.replaces is not None:
            posting.remove(self._client, channel_id, claim.replaces)
        if not claim.is_pinned:
            posting.pin(self._client, channel_id, claim.slack_ts)
        if shown == claim.shown:
            outcome: Outcome | Gone = Posted(claim.slack_ts)
        else:
            outcome = posting.update(self._client, channel_id, claim.slack_ts, payload)
        self._note_board(claim, found, shown, outcome)

    def _note_board(
        self, claim: BoardClaim, found: Board, shown: str, outcome: Outcome | Gone
    ) -> None:
        now = self._clock.now()
        with self._database.begin() as db:
            match outcome:
                case Posted():
                    repaint.board_painted(db, claim, found, shown=shown, now=now)
                case Gone():
                    logger.info("A board was gone; it is posted anew.")
                    repaint.board_lost(db, claim, found, now=now)
                case _:
                    until = now + self._clock.ahead(_rest_s(outcome))
                    repaint.put_off_board(db, claim, until=until)
                    if isinstance(outcome, Wait):
                        repaint.pause(db, Kind.BOARDS, team_id=self._team_id, until=until)

    # Homes

    def _paint_home(self, claim: HomeClaim) -> None:
        visit = Visit(self._team_id, claim.user_id, "", self._clock.now(), claim.space_id)
        with self._database.reading() as db:
            found = home.look(db, visit, words=claim.words)
        view = home.written(found, self._prefix, words=claim.words, page=claim.page)
        shown = home.fingerprint(view)
        if shown == claim.shown:
            outcome: Outcome = Posted("")
        else:
            outcome = posting.publish(self._client, claim.user_id, view)
        now = self._clock.now()
        with self._database.begin() as db:
            if isinstance(outcome, Posted):
                homes.settle(db, replace(visit, now=now), claim, found, shown=shown)
                return
            until = now + self._clock.ahead(_rest_s(outcome))
            repaint.put_off_home(db, claim, team_id=self._team_id, until=until)
            if isinstance(outcome, Wait):
                repaint.pause(db, Kind.HOMES, team_id=self._team_id, until=until)


def _rest_s(outcome: Outcome | Gone) -> float:
    """Return for how many seconds a board or Home rests that was not painted."""
    match outcome:
        case Wait(seconds):
            return seconds
        case posting.Unreached() | posting.Unsure():
            return UNREACHED_S
        case _:
            logger.warning("Slack does not take a board or Home; it rests for a while.")
            return REFUSED_S
