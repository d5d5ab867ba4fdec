"""The clock: a few fixed ticks, each of which may run late, twice and in several processes."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Condition
from typing import Any

from bot.clock import Clock
from bot.delivery import Delivery
from bot.planning import Planner
from bot.recovery import Recovery
from bot.repaint import Repaint
from bot.timing import Timing
from handlers import failures
from openspace.retention import Keeping
from services import due, retention, windows
from storage import wiping
from storage.database import UNAVAILABLE, Busy, Database

logger = logging.getLogger(__name__)

PROMISED_AT_ONCE = 100
"""How many promises are stored in one transaction, so that nobody's vote waits for long."""


class Ticks:
    """What the clock does, each part by itself; nothing needs a leader.

    Args:
        database: where everything is due.
        sender: sends.
        recovery: finds out what became of what was sent.
        painter: repaints what is stale.
        planner: searches for drafts.
        team_id: of the workspace.
        clock: what time it is.
        keeping: how long what is about people is kept.
    """

    def __init__(
        self,
        database: Database,
        sender: Delivery,
        recovery: Recovery,
        painter: Repaint,
        planner: Planner,
        *,
        team_id: str,
        clock: Clock,
        keeping: Keeping,
    ) -> None:
        self._database = database
        self._sender = sender
        self._recovery = recovery
        self._painter = painter
        self._planner = planner
        self._team_id = team_id
        self._clock = clock
        self._keeping = keeping
        self._is_clean = True

    def windows(self) -> None:
        """Open and close what is due."""
        with self._database.reading() as db:
            spaces = windows.due(db, team_id=self._team_id, now=self._clock.now())
        for space_id in spaces:
            with self._database.begin() as db:
                windows.turn(db, space_id, team_id=self._team_id, now=self._clock.now())

    def promise(self) -> None:
        """Promise each digest, summary, reminder and notice that is due now."""
        with self._database.reading() as db:
            found = due.find(db, team_id=self._team_id, now=self._clock.now())
        for one in found:
            for batch in one.batches(PROMISED_AT_ONCE):
                with self._database.begin() as db:
                    due.promise(db, one.space, batch)

    def deliver(self) -> None:
        """Send what was promised and is due."""
        self._sender.tick()

    def recover(self) -> None:
        """Settle what was sent by a sender that died or heard no answer."""
        self._recovery.tick()

    def repaint(self) -> None:
        """Let boards and Homes show what is true now."""
        self._painter.tick()

    def plan(self) -> None:
        """Search for the drafts that were asked for."""
        self._planner.tick()

    def retain(self) -> None:
        """Let go what is kept no longer, in all workspaces."""
        now = self._clock.now()
        with self._database.reading() as db:
            steps = retention.due(db, self._keeping, now=now)
        for step in steps:
            with self._database.begin() as db:
                self._is_clean = not step(db) and self._is_clean
        self._is_clean = self._is_clean or wiping.wipe(self._database)

    def stop(self) -> None:
        """Begin to send, paint and search nothing more."""
        self._planner.stop()
        self._sender.stop()
        self._painter.stop()


class Scheduler:
    """Runs the ticks by APScheduler, in memory: what is due lives in the database.

    Args:
        ticks: what to run.
        timing: how often.
    """

    def __init__(self, ticks: Ticks, timing: Timing) -> None:
        # Imported here: it takes as long as all else together, and only a running bot needs it.
        from apscheduler.schedulers.background import BackgroundScheduler

        # A tick that takes longer than its interval is no news, and APScheduler's own words about
        # a failure would carry what an error says.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        self._ticks = ticks
        self._state = Condition()
        self._running = 0
        self._scheduler: Any = BackgroundScheduler(
            timezone=UTC,
            # By default a tick that is a second late is dropped (apscheduler.readthedocs.io, user
            # guide, "Missed job executions and coalescing").
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        calls: Mapping[str, tuple[Callable[[], None], float]] = {
            "windows": (ticks.windows, timing.windows_s),
            "promise": (ticks.promise, timing.promise_s),
            "deliver": (ticks.deliver, timing.deliver_s),
            "recover": (ticks.recover, timing.recover_s),
            "plan": (ticks.plan, timing.plan_s),
            "retain": (ticks.retain, timing.retain_s),
            "repaint": (ticks.repaint, timing.repaint_s),
        }
        self._calls = [self._safely(name, call) for name, (call, _) in calls.items()]
        for call, (name, (_, seconds)) in zip(self._calls, calls.items(), strict=True):
            self._scheduler.add_job(
                call,
                "interval",
                seconds=seconds,
                id=name,
                next_run_time=datetime.now(UTC),
            )

    def start(self) -> None:
        """Tick from now on."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more, and let what is under way begin nothing new."""
        self._ticks.stop()
        self._scheduler.shutdown(wait=False)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Tick only when told to, until the block ends."""
        self._scheduler.pause()
        try:
            with self._state:
                self._state.wait_for(lambda: self._running == 0)
            yield
        finally:
            if self._scheduler.running:
                self._scheduler.resume()

    def tick(self) -> None:
        """Run every tick once, here and now; what goes wrong is logged, as always."""
        for call in self._calls:
            call()

    def is_done(self, timeout_s: float) -> bool:
        """Wait for what is under way; False if something still is after *timeout_s* seconds."""
        with self._state:
            return self._state.wait_for(lambda: self._running == 0, timeout_s)

    def _safely(self, name: str, call: Callable[[], None]) -> Callable[[], None]:
        def tick() -> None:
            with self._state:
                self._running += 1
            try:
                call()
            except (Busy, *UNAVAILABLE) as error:
                logger.warning("The tick %s waits for the database: %s", name, type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the next tick tries again; nothing else would
                failures.note(logger, f"The tick {name} failed", error)
            finally:
                with self._state:
                    self._running -= 1
                    self._state.notify_all()

        return tick
