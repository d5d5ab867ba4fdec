"""Lets people turn the demo's clock from the sandbox's page, while all that is due happens."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from threading import Event, Thread
from time import monotonic

from bot.clock import Clock
from bot.player import Deed, Player
from handlers import failures
from openspace import moments
from sandbox.refusals import NotAllowed
from sandbox.turner import Stop
from services import delivery
from storage.database import Database

logger = logging.getLogger(__name__)

WORTH_JUMPING_TO = (time(9), time(12), time(16, 30))
"""When on a day: the digest, the middle of the day, the summary."""

TOLD_EVERY_S = 0.1
"""How often, in real seconds, pages are told what the clock shows while it is played."""

LOOKED_AT_S = 0.25
"""How long, in real seconds, playing the week rests after a message, so that it can be seen."""

THE_WEEK = "the week"
NEXT_MESSAGE = "the next message"
BROKE_OFF = "Time could not be played forward"


class Turning:
    """Plays time forward in a thread of its own, one thing at a time.

    Args:
        player: plays.
        clock: what it turns.
        database: where it is seen that something was sent.
        team_id: of the workspace.
        days: of the event, in order.
        zone: the event's, an IANA name.
        ends_at: when the week is over.
        deeds: what everybody might still do in the week, asked for when it is played.
        tell: tells everybody's page what the clock shows.
        ending: set when the program ends.
    """

    def __init__(
        self,
        player: Player,
        clock: Clock,
        database: Database,
        *,
        team_id: str,
        days: Sequence[date],
        zone: str,
        ends_at: datetime,
        deeds: Callable[[], Iterable[Deed]],
        tell: Callable[[], None],
        ending: Event,
    ) -> None:
        self._player = player
        self._clock = clock
        self._database = database
        self._team_id = team_id
        self._days = days
        self._zone = zone
        self._ends_at = ends_at
        self._deeds = deeds
        self._tell = tell
        self._ending = ending
        self._stop = Event()
        self._doing: str | None = None
        self._trouble: str | None = None
        self._told_at = 0.0
        self._thread: Thread | None = None

    @property
    def doing(self) -> str | None:
        """What is being played, in words; None while nothing is."""
        return self._doing

    @property
    def trouble(self) -> str | None:
        """Why what was played last broke off, in words; None where it did not."""
        return self._trouble

    def stops(self) -> list[Stop]:
        """Return the moments of the event that are still to come, soonest first."""
        now = self._clock.now()
        found = [
            (f"{day:%A} {wall:%H:%M}", moments.instant(day, wall, self._zone))
            for day in self._days
            for wall in WORTH_JUMPING_TO
        ]
        return [Stop(label, moment.timestamp()) for label, moment in found if moment > now]

    def go(self, to: float) -> None:
        """Play until *to*, in seconds since 1970."""
        until = datetime.fromtimestamp(to, UTC)
        label = f"{moments.wall(until, self._zone):%A %H:%M}"
        self._begin(
            label, lambda: self._player.play(until=until, stop=self._stop, on_step=self._step)
        )

    def go_to_next_message(self) -> None:
        """Play until the next message has been sent, or the week is over.

        Raises:
            NotAllowed: it is over already.
        """
        self._check_goes_on()
        self._begin(NEXT_MESSAGE, self._until_sent)

    def play(self) -> None:
        """Play until the week is over, with everybody doing what they might do.

        Raises:
            NotAllowed: it is over already.
        """
        self._check_goes_on()
        self._begin(THE_WEEK, self._week)

    def stop(self) -> None:
        """Play no further."""
        self._stop.set()

    def wait(self) -> None:
        """Return when nothing is being played any more."""
        if self._thread is not None:
            self._thread.join()

    def _check_goes_on(self) -> None:
        if self._clock.now() >= self._ends_at:
            raise NotAllowed("week_over", "The week is over. Start again to begin it anew.")

    def _begin(self, doing: str, work: Callable[[], None]) -> None:
        self.wait()
        self._stop.clear()
        self._trouble = None
        self._doing = doing
        self._thread = Thread(target=self._run, args=(work,), name="player", daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the demo goes on, and its clock runs again
            failures.note(logger, BROKE_OFF, error)
            self._trouble = f"{BROKE_OFF}. Where the demo was started, the log says why."
        finally:
            self._doing = None
            self._tell()

    def _step(self, _now: datetime) -> None:
        if self._ending.is_set():
            self._stop.set()
        if monotonic() - self._told_at >= TOLD_EVERY_S:
            self._told_at = monotonic()
            self._tell()

    def _until_sent(self) -> None:
        begun = self._clock.now()

        def step(now: datetime) -> None:
            self._step(now)
            if self._has_sent_since(begun):
                self._stop.set()

        self._player.play(until=self._ends_at, stop=self._stop, on_step=step)

    def _week(self) -> None:
        def step(now: datetime) -> None:
            self._step(now)
            if self._has_sent_since(now):
                self._tell()
                self._stop.wait(LOOKED_AT_S)

        self._player.play(self._deeds(), until=self._ends_at, stop=self._stop, on_step=step)

    def _has_sent_since(self, moment: datetime) -> bool:
        with self._database.reading() as db:
            return delivery.has_sent_since(db, moment, team_id=self._team_id)
