"""The clock of many workspaces: each tick goes to every workspace in which anything can be due.

A workspace that is slow, or in which something fails, holds up no other: each is ticked by itself,
and not again while its last one is still under way.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Condition, Lock
from time import monotonic

from bot.clock import Clock
from bot.installations import Installations, Place, Unreadable
from bot.retaining import Retaining
from bot.ticks import Ticks
from handlers.outages import Outages
from services import workspaces
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)

LOOK_S = 1.0
"""How often it is looked which workspaces there are, in seconds."""

AT_ONCE: Mapping[str, int] = {
    "windows": 2,
    "promise": 2,
    "deliver": 8,
    "recover": 4,
    "plan": 2,
    "repaint": 8,
}
"""How many workspaces are ticked at the same time. Each tick has threads of its own, so that those
that ask Slack, which may hang, never keep a window open too long."""

Make = Callable[[Place], Ticks]


class ManyTicks:
    """What the clock does in all workspaces; any number of processes may do so at once.

    Args:
        database: says in which workspaces anything can be due.
        installations: say how to speak to Slack there.
        clock: what time it is.
        retaining: lets go what is kept no longer, in all of them.
        make: returns what the clock does in one workspace.
        outages: writes down what failed; None makes one.
    """

    def __init__(
        self,
        database: Database,
        installations: Installations,
        clock: Clock,
        retaining: Retaining,
        make: Make,
        outages: Outages | None = None,
    ) -> None:
        self._database = database
        self._installations = installations
        self._clock = clock
        self._retaining = retaining
        self._make = make
        self._outages = outages or Outages()
        self._pools = {
            name: ThreadPoolExecutor(most, thread_name_prefix=name)
            for name, most in AT_ONCE.items()
        }
        self._looking = Lock()
        self._look_at = 0.0
        self._ticking: dict[str, tuple[str, Ticks]] = {}
        self._state = Condition()
        self._under_way: set[tuple[str, str]] = set()
        self._is_stopping = False

    def windows(self) -> None:
        """Open and close what is due."""
        self._everywhere("windows", Ticks.windows)

    def promise(self) -> None:
        """Promise each digest, summary, reminder and notice that is due now."""
        self._everywhere("promise", Ticks.promise)

    def deliver(self) -> None:
        """Send what was promised and is due."""
        self._everywhere("deliver", Ticks.deliver)

    def recover(self) -> None:
        """Settle what was sent by a sender that died or heard no answer."""
        self._everywhere("recover", Ticks.recover)

    def repaint(self) -> None:
        """Let boards and Homes show what is true now."""
        self._everywhere("repaint", Ticks.repaint)

    def plan(self) -> None:
        """Search for the drafts that were asked for."""
        self._everywhere("plan", Ticks.plan)

    def retain(self) -> None:
        """Let go what is kept no longer; that goes through the whole database at once."""
        self._retaining.tick()

    def stop(self) -> None:
        """Begin to send, paint and search nothing more."""
        self._is_stopping = True
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        for _, ticks in list(self._ticking.values()):
            ticks.stop()

    def is_done(self, timeout_s: float) -> bool:
        """Wait for what is under way; False if something still is after *timeout_s* seconds."""
        with self._state:
            return self._state.wait_for(lambda: not self._under_way, timeout_s)

    def _everywhere(self, name: str, tick: Callable[[Ticks], None]) -> None:
        for team_id, ticks in self._awake().items():
            with self._state:
                if self._is_stopping or (name, team_id) in self._under_way:
                    continue
                self._under_way.add((name, team_id))
            try:
                done = self._pools[name].submit(self._safely, name, tick, ticks)
            except RuntimeError:  # it is stopping
                self._over(name, team_id)
            else:
                # Also called for one that is cancelled before it began.
                done.add_done_callback(partial(self._ended, name, team_id))

    def _ended(self, name: str, team_id: str, _done: Future[None]) -> None:
        self._over(name, team_id)

    def _over(self, name: str, team_id: str) -> None:
        with self._state:
            self._under_way.discard((name, team_id))
            self._state.notify_all()

    def _safely(self, name: str, tick: Callable[[Ticks], None], ticks: Ticks) -> None:
        try:
            tick(ticks)
            self._outages.over(logger)
        except (Busy, *UNAVAILABLE) as error:
            self._outages.note(logger, f"The tick {name} waits", error)
        except Exception as error:  # noqa: BLE001 - one workspace must not stop the others
            self._outages.note(logger, f"The tick {name} failed", error)

    def _awake(self) -> dict[str, Ticks]:
        """Return what the clock does, by workspace; looked up anew once in a while."""
        with self._looking:
            if monotonic() >= self._look_at and not self._is_stopping:
                self._look()
                self._look_at = monotonic() + LOOK_S
            return {team_id: ticks for team_id, (_, ticks) in self._ticking.items()}

    def _look(self) -> None:
        with self._database.reading() as db:
            wanted = workspaces.awake(db, now=self._clock.now())
        ticking: dict[str, tuple[str, Ticks]] = {}
        for team_id in wanted:
            place = self._place(team_id)
            if place is None:
                continue
            token, ticks = self._ticking.get(team_id, ("", None))
            if ticks is None or token != place.token:
                ticks = self._make(place)
            ticking[team_id] = (place.token, ticks)
        for team_id, (token, ticks) in self._ticking.items():
            if ticking.get(team_id, ("",))[0] != token:
                ticks.stop()
        self._ticking = ticking

    def _place(self, team_id: str) -> Place | None:
        try:
            return self._installations.find(team_id)
        except Unreadable:
            return None
