"""The tick that lets go what is kept no longer, in all workspaces of a database."""

from datetime import datetime, timedelta

from bot.clock import Clock
from openspace.retention import Keeping
from services import retention
from storage import wiping
from storage.database import Database

REST = timedelta(minutes=30)
"""From one look to the next, on the program's clock: what goes is counted in days. A week that is
played forward, where each minute is a tick, would spend a quarter of its time looking."""


class Retaining:
    """Lets ballots, people and workspaces go when their time has come.

    Args:
        database: of all workspaces.
        clock: what time it is.
        keeping: how long what is about people is kept.
    """

    def __init__(self, database: Database, clock: Clock, keeping: Keeping) -> None:
        self._database = database
        self._clock = clock
        self._keeping = keeping
        self._looked_at: datetime | None = None

    def tick(self) -> None:
        """Let go what is due, step by step, and wipe from the file what went, now or before."""
        now = self._clock.now()
        if self._looked_at and self._looked_at <= now < self._looked_at + REST:
            return
        with self._database.reading() as db:
            steps = retention.due(db, self._keeping, now=now)
        for step in steps:
            with self._database.begin() as db:
                if step(db):
                    wiping.note(db)
        with self._database.reading() as db:
            is_to_wipe = wiping.is_noted(db)
        if is_to_wipe:
            wiping.wipe(self._database)
        self._looked_at = now
