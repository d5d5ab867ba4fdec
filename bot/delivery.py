"""Sends what is due: claims it, says what is true then, asks Slack, notes what became of it.

What if this process dies?
1. Before the claim: the row is pending, and the next tick of any process sends it.
2. After the claim, before Slack took it: `bot/recovery.py` finds nothing in Slack; sent anew.
3. After Slack took it, before that is noted: `bot/recovery.py` finds it, and notes it.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Lock
from time import monotonic

from slack_sdk import WebClient

from bot import posting
from bot.clock import Clock
from bot.posting import Outcome, Posted, Refused, Unreached, Unsure, Wait
from bot.timing import Timing
from handlers import failures
from handlers.blocks import letters, reasons
from handlers.blocks.message import Message
from services import delivery
from services.delivery import Letter
from storage.claims import Claim
from storage.database import UNAVAILABLE, Busy, Database
from storage.pace import Pace

logger = logging.getLogger(__name__)

LONGEST_S = 30.0
"""How long one tick sends, in seconds; the next goes on. So a tick that is stuck can be told from
one with much to send (bot/health.py)."""

AT_ONCE = 20
"""How many messages one process claims at once; the rest is left to others."""

ANSWERED_S = 5.0
"""How soon, in seconds, it is looked for what became of a message about which Slack answered with a
failure: not at once, since a history may show a message a little after it was taken."""

PAUSES_S = (5, 10, 30, 60)
"""How long nothing is sent while Slack cannot be reached, in seconds; the last repeats."""


class Delivery:
    """Sends messages of one workspace; any number of processes may do so at once.

    Args:
        database: where the promises are.
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
        self._lock = Lock()
        self._under_way: set[str] = set()
        self._silences = 0
        self._rest_until = datetime.min.replace(tzinfo=UTC)
        self._stopping = Event()

    def tick(self) -> None:
        """Send all that is due, as far as the pace allows."""
        with self._database.reading() as db:
            if not delivery.is_anything_due(db, team_id=self._team_id, now=self._clock.now()):
                return
        enough_at = monotonic() + LONGEST_S
        while not self._stopping.is_set() and monotonic() < enough_at:
            with self._database.begin() as db:
                claims = delivery.claim(
                    db,
                    team_id=self._team_id,
                    now=self._clock.now(),
                    pace=self._pace,
                    most=AT_ONCE,
                )
            if not claims:
                return
            with self._lock:
                self._under_way.update(claim.token for claim in claims)
            began = monotonic()
            # Threads for these alone: of a thousand workspaces, few send at the same time.
            with ThreadPoolExecutor(self._timing.senders, thread_name_prefix="sender") as pool:
                for sending in [pool.submit(self._deliver, one, began) for one in claims]:
                    sending.result()

    @property
    def _pace(self) -> Pace:
        return self._timing.pace(self._clock)

    def stop(self) -> None:
        """Claim and post nothing more; what is claimed and not posted is recovered later."""
        self._stopping.set()

    def is_under_way(self, claim: Claim) -> bool:
        """Say whether this process is just sending a claim."""
        with self._lock:
            return claim.token in self._under_way

    def _deliver(self, claim: Claim, began: float) -> None:
        try:
            ids, message = self._ready(claim)
            if message is not None:
                self._send(claim, ids, message, began)
        except (Busy, *UNAVAILABLE) as error:
            # It stays as it is; recovery finds out what became of it.
            logger.warning("The database did not answer while sending: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one bad message must not stop the others
            # Slack may have taken it, so it stays as it is, too: to fail it might send it twice.
            failures.note(logger, "A message could not be sent", error)
        finally:
            with self._lock:
                self._under_way.discard(claim.token)

    def _ready(self, claim: Claim) -> tuple[list[int], Message | None]:
        """Return what is to be posted for a claim now, and the messages that it stands for."""
        try:
            with self._database.reading() as db:
                now = self._clock.now()
                letter = delivery.letter(db, claim, team_id=self._team_id, now=now)
        except (Busy, *UNAVAILABLE):
            raise
        except Exception as error:  # noqa: BLE001 - one bad message must not stop the others
            failures.note(logger, "A message could not be read", error)
            self._fail(claim, [row.id for row in claim.rows], reasons.CANNOT_BE_WRITTEN)
            return [], None
        if letter.dropped or letter.later or letter.broken:
            with self._database.begin() as db:
                delivery.put_aside(db, letter, now=self._clock.now())
        return self._written(letter)

    def _send(self, claim: Claim, ids: list[int], message: Message, began: float) -> None:
        if self._stopping.is_set() or self._is_too_late(claim, began):
            return  # recovery finds nothing, and it is sent later
        if self._is_resting():
            self._put_back(claim, ids, self._rest_until, reasons.ASKED_TO_WAIT)
            return
        payload = message.payload(self._prefix)
        outcome = posting.post(self._client, claim.recipient, payload, claim.token)
        self._note(claim, ids, outcome)

    def _is_too_late(self, claim: Claim, began: float) -> bool:
        """Say whether others may look for a message before it can have arrived.

        Both clocks are asked: the one may be turned, and the other stands while a machine sleeps.
        """
        has_taken = self._clock.now() - claim.claimed_at
        half = self._pace.lease / 2
        return monotonic() - began > self._timing.lease_s / 2 or has_taken > half

    def _written(self, letter: Letter) -> tuple[list[int], Message | None]:
        """Return the messages that can be put into words, as one; the others fail alone."""
        ids, messages = [], []
        for number, said in letter.said:
            try:
                messages.append(letters.told(said))
            except Exception as error:  # noqa: BLE001 - one bad message must not stop the others
                failures.note(logger, "A message could not be put into words", error)
                self._fail(letter.claim, [number], reasons.CANNOT_BE_WRITTEN)
            else:
                ids.append(number)
        if not messages:
            return [], None
        return ids, letters.together(messages, letter.space, stop_to=letter.stop_to)

    def _note(self, claim: Claim, ids: list[int], outcome: Outcome) -> None:
        if not isinstance(outcome, Unreached | Unsure):
            self._silences = 0
        now = self._clock.now()
        match outcome:
            case Posted(ts):
                with self._database.begin() as db:
                    delivery.sent(db, claim, ids, slack_ts=ts, now=now)
            case Refused(reason, is_account_gone):
                logger.warning("Slack refused a message: %s", reason)
                self._fail(claim, ids, reason)
                if is_account_gone:
                    self._close_account(claim)
            case Wait(seconds):
                self._put_back(claim, ids, self._rest(seconds), reasons.ASKED_TO_WAIT)
            case Unreached(reason):
                logger.warning("A message has to wait: %s", reason)
                self._put_back(claim, ids, self._fall_silent(), reason)
            case Unsure(reason, has_answered):
                logger.warning("It has to be looked whether a message arrived: %s", reason)
                self._doubt(claim, reason, has_answered=has_answered)

    def _put_back(self, claim: Claim, ids: list[int], until: datetime, reason: str) -> None:
        with self._database.begin() as db:
            delivery.pause(db, team_id=self._team_id, until=until, pace=self._pace)
            delivery.put_back(db, claim, ids, not_before=until, reason=reason)

    def _doubt(self, claim: Claim, reason: str, *, has_answered: bool) -> None:
        wait_s = ANSWERED_S if has_answered else self._timing.doubt_s
        with self._database.begin() as db:
            if not has_answered:
                # The pace first, as in each claim, so that nobody waits for each other.
                until = self._fall_silent()
                delivery.pause(db, team_id=self._team_id, until=until, pace=self._pace)
            look_at = self._clock.now() + self._clock.ahead(wait_s)
            delivery.look_later(db, claim, look_at=look_at, reason=reason)

    def _is_resting(self) -> bool:
        """Say whether nothing is to be written now; a rest from a clock turned back is over."""
        return timedelta() < self._rest_until - self._clock.now() <= self._pace.longest_pause

    def _rest(self, seconds: float) -> datetime:
        """Let this process write nothing for so many seconds; return until when."""
        with self._lock:
            until = self._clock.now() + self._clock.ahead(seconds)
            self._rest_until = max(self._rest_until, until) if self._is_resting() else until
            return until

    def _fall_silent(self) -> datetime:
        """Return until when to rest: longer each time that Slack stays silent."""
        with self._lock:
            if self._is_resting():
                return self._rest_until  # several were under way, which is one silence
            self._silences += 1
            seconds = PAUSES_S[min(self._silences, len(PAUSES_S)) - 1]
            self._rest_until = self._clock.now() + self._clock.ahead(seconds)
            return self._rest_until

    def _close_account(self, claim: Claim) -> None:
        with self._database.begin() as db:
            now = self._clock.now()
            delivery.account_closed(db, claim.recipient, team_id=self._team_id, now=now)

    def _fail(self, claim: Claim, ids: list[int], reason: str) -> None:
        with self._database.begin() as db:
            now = self._clock.now()
            delivery.failed(db, claim, ids, reason, team_id=self._team_id, now=now)
