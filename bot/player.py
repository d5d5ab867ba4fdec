"""Plays time forward: the clock stands while things are done, and steps on when nothing is left.

What is due in a step is done before the next one begins, so the same messages come as at real
speed, in the same order: only the waiting is left out.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from bot.clock import TurnableClock
from bot.ticks import Scheduler
from services import delivery
from storage.database import Database

MINUTE = timedelta(minutes=1)
"""Whatever the clock promises is due at a whole minute: see openspace/schedule.py."""

WAIT = timedelta(seconds=0.5)
"""How long a message that Slack's pace holds up waits for the next look (bot/timing.py)."""


@dataclass(frozen=True)
class Deed:
    """Something that somebody does at a moment, which is aware."""

    at: datetime
    do: Callable[[], None]


class Player:
    """Turns the clock on, and lets everything happen that is due on the way.

    Args:
        scheduler: of the running program; it rests meanwhile.
        clock: what the program goes by.
        database: where everything is due.
        team_id: of the workspace.
    """

    def __init__(
        self, scheduler: Scheduler, clock: TurnableClock, database: Database, *, team_id: str
    ) -> None:
        self._scheduler = scheduler
        self._clock = clock
        self._database = database
        self._team_id = team_id

    def play(
        self,
        deeds: Iterable[Deed] = (),
        *,
        until: datetime,
        stop: Event | None = None,
        on_step: Callable[[datetime], None] | None = None,
    ) -> None:
        """Do the deeds at their moments, and stop at *until* or when *stop* is set.

        Args:
            deeds: those of one moment are done in the given order; what is past is done at once.
            until: aware; then the clock runs on as fast as before.
            on_step: told what the clock shows after everything due then has been done.
        """
        waiting = deque(sorted(deeds, key=lambda deed: deed.at))
        stop = stop or Event()
        speed = self._clock.speed
        with self._scheduler.resting():
            self._clock.run(0)
            try:
                while True:
                    now = self._clock.now()
                    while waiting and waiting[0].at <= now:
                        waiting.popleft().do()
                    self._scheduler.tick()
                    if on_step:
                        on_step(now)
                    if now >= until or stop.is_set():
                        return
                    ahead = waiting[0].at if waiting else until
                    self._clock.turn(min(self._next(now), ahead, until))
            finally:
                self._clock.run(speed)

    def _next(self, now: datetime) -> datetime:
        with self._database.reading() as db:
            if delivery.is_anything_due(db, team_id=self._team_id, now=now):
                return now + WAIT
        return now.replace(second=0, microsecond=0) + MINUTE
