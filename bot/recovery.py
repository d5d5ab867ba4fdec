"""Finds out what became of messages whose sender died or heard no answer, before any is resent."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot import posting
from bot.clock import Clock
from bot.delivery import Delivery
from bot.posting import Absent, Hidden, Posted, Sight, Unreached, Wait
from bot.timing import Timing
from services import delivery
from storage.claims import Claim
from storage.database import Database

logger = logging.getLogger(__name__)

MARGIN_S = 300.0
"""How far our clock and Slack's may be apart, in seconds, as for signatures of requests."""

ASK_AGAIN_S = 10.0
MOST_WAIT_S = 300.0
WAITS = "Slack asked to wait."

Look = Callable[[Claim], Sight]


class Recovery:
    """Looks in Slack for messages that are long under way; any process may do so at any time.

    Args:
        database: where the promises are.
        client: talks to Slack.
        sender: knows what this process is just sending.
        team_id: of the workspace.
        clock: what time it is.
        timing: how long a sender may take.
        look: looks for one claim's message; None looks in Slack.
    """

    def __init__(
        self,
        database: Database,
        client: WebClient,
        sender: Delivery,
        *,
        team_id: str,
        clock: Clock,
        timing: Timing,
        look: Look | None = None,
    ) -> None:
        self._database = database
        self._client = client
        self._sender = sender
        self._team_id = team_id
        self._clock = clock
        self._timing = timing
        self._look = look or self._in_slack
        self._rest_until = clock.now()

    def tick(self) -> None:
        """Settle or put back whatever has been under way for too long."""
        now = self._clock.now()
        if timedelta() < self._rest_until - now <= self._timing.pace(self._clock).longest_pause:
            return
        with self._database.reading() as db:
            if not delivery.is_anything_unclear(db, team_id=self._team_id, now=now):
                return
            claims = delivery.unclear(db, team_id=self._team_id, now=now)
        for place, claim in enumerate(claims):
            if self._sender.is_under_way(claim):
                continue
            sight = self._look(claim)
            self._note(claim, sight)
            if isinstance(sight, Wait | Unreached):
                # The others would fare alike, also in other processes and at the next ticks.
                self._rest_until = self._clock.now() + self._clock.ahead(_rest_s(sight))
                for other in claims[place + 1 :]:
                    self._note(other, sight)
                return

    def _note(self, claim: Claim, sight: Sight) -> None:
        now = self._clock.now()
        ids = [row.id for row in claim.rows]
        with self._database.begin() as db:
            match sight:
                case Posted(ts):
                    logger.info("A message had arrived; it is not sent again.")
                    delivery.sent(db, claim, ids, slack_ts=ts, now=now)
                case Absent():
                    logger.info("A message had not arrived; it is sent again.")
                    delivery.put_back(db, claim, ids, not_before=self._again_at(claim), reason="")
                case Hidden(reason):
                    delivery.failed(
                        db,
                        claim,
                        ids,
                        f"Nobody can tell whether it arrived: {reason}",
                        team_id=self._team_id,
                        now=now,
                    )
                case Wait() | Unreached():
                    look_at = now + self._clock.ahead(_rest_s(sight))
                    reason = sight.reason if isinstance(sight, Unreached) else WAITS
                    delivery.look_later(db, claim, look_at=look_at, reason=reason)

    def _again_at(self, claim: Claim) -> datetime:
        """Return when to send again: soon at first, then less and less often."""
        tries = max(row.attempts for row in claim.rows)
        wait_s = min(2.0 ** (tries - 1), MOST_WAIT_S) if tries > 1 else 0.0
        return self._clock.now() + self._clock.ahead(wait_s)

    def _in_slack(self, claim: Claim) -> Sight:
        margin = self._clock.ahead(MARGIN_S)
        latest = claim.claimed_at + margin + self._clock.ahead(self._timing.lease_s)
        return posting.look(
            self._client,
            claim.recipient,
            claim.token,
            oldest=(claim.claimed_at - margin).timestamp(),
            latest=latest.timestamp(),
        )


def _rest_s(sight: Wait | Unreached) -> float:
    """Return for how many seconds nothing is looked for."""
    return sight.seconds if isinstance(sight, Wait) else ASK_AGAIN_S
