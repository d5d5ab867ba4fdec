"""The clock: a few fixed ticks, each of which may run late, twice and in several processes."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Condition
from time import monotonic, time
from typing import Any, Protocol

from bot import metrics
from bot.clock import Clock
from bot.delivery import Delivery
from bot.planning import Planner
from bot.recovery import Recovery
from bot.repaint import Repaint
from bot.retaining import Retaining
from bot.timing import Timing
from handlers.outages import Outages
from services import due, windows
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
        retaining: lets go what is kept no longer.
    """

    def __init__(
        self,
        database: Database,
        sender: Delivery,
        recovery: Recovery,
        painter: Repaint,
        planner: Planner,
        retaining: Retaining,
        *,
        team_id: str,
        clock: Clock,
    ) -> None:
        self._database = database
        self._sender = sender
        self._recovery = recovery
        self._painter = painter
        self._planner = planner
        self._team_id = team_id
        self._clock = clock
        self._retaining = retaining

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
        self._retaining.tick()

    def stop(self) -> None:
        """Begin to send, paint and search nothing more."""
        self._planner.stop()
        self._sender.stop()
        self._painter.stop()

    def is_done(self, timeout_s: float) -> bool:
        """Say whether nothing is under way once its call has returned: always."""
        return True


class _Ticking(Protocol):
    """What a scheduler runs: what the clock does in one workspace, or in all of them."""

    def windows(self) -> None: ...
    def promise(self) -> None: ...
    def deliver(self) -> None: ...
    def recover(self) -> None: ...
    def repaint(self) -> None: ...
    def plan(self) -> None: ...
    def retain(self) -> None: ...
    def stop(self) -> None: ...
    def is_done(self, timeout_s: float) -> bool: ...


@dataclass(frozen=True)
class Beat:
    """When a tick was last heard of.

    Args:
        began_at: on the clock of `time.monotonic`; the scheduler's start before the first.
        is_running: whether it is under way.
        succeeded_at: seconds since 1970; None before the first success.
        took_s: how long the last one took that ended.
    """

    began_at: float
    is_running: bool = False
    succeeded_at: float | None = None
    took_s: float = 0.0


class Scheduler:
    """Runs the ticks by APScheduler, in memory: what is due lives in the database.

    Args:
        ticks: what to run.
        timing: how often.
        outages: writes down what failed.
    """

    def __init__(self, ticks: _Ticking, timing: Timing, outages: Outages | None = None) -> None:
        self._outages = outages or Outages()
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
        self._beats = {name: Beat(monotonic()) for name in calls}
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

    def beats(self) -> Mapping[str, Beat]:
        """Return when each tick was last heard of."""
        with self._state:
            return dict(self._beats)

    def is_done(self, timeout_s: float) -> bool:
        """Wait for what is under way; False if something still is after *timeout_s* seconds."""
        until = monotonic() + timeout_s
        with self._state:
            done = self._state.wait_for(lambda: self._running == 0, timeout_s)
        return self._ticks.is_done(max(0, until - monotonic())) and done

    def _safely(self, name: str, call: Callable[[], None]) -> Callable[[], None]:
        def tick() -> None:
            began, outcome = monotonic(), "done"
            with self._state:
                self._running += 1
                self._beats[name] = replace(self._beats[name], began_at=began, is_running=True)
            try:
                call()
                self._outages.over(logger)
            except (Busy, *UNAVAILABLE) as error:
                outcome = "waited"
                self._outages.note(logger, f"The tick {name} waits", error)
            except Exception as error:  # noqa: BLE001 - the next tick tries again; nothing else would
                outcome = "failed"
                self._outages.note(logger, f"The tick {name} failed", error)
            finally:
                took_s = monotonic() - began
                metrics.meter().ticked(name, outcome, took_s)
                with self._state:
                    self._running -= 1
                    before = self._beats[name].succeeded_at
                    succeeded_at = time() if outcome == "done" else before
                    self._beats[name] = Beat(began, succeeded_at=succeeded_at, took_s=took_s)
                    self._state.notify_all()

        return tick
