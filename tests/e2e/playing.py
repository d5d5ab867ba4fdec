"""The example week with its bot in this process, on a clock that can be played forward."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue
from threading import Event, Thread

from sqlalchemy import select

from bot import beside, example_deeds, example_week, run
from bot.manifest import manifest
from bot.player import Deed, Player
from bot.shared_clock import SharedClock
from sandbox.client import Workspace
from sandbox.server import Sandbox
from storage.database import Database
from storage.tables import MessageRow

SOON_S = 20.0
_BY_CHANCE = re.compile(r":[0-9a-f]{16,32}(?=:|$)")


@dataclass(frozen=True)
class Stage:
    """Where a week is played."""

    sandbox: Sandbox
    workspace: Workspace
    database: Database
    clock: SharedClock
    player: Player
    ready: run.Ready

    def deeds(self) -> list[Deed]:
        """Return what everybody does from now on."""
        return example_deeds.deeds(
            self.workspace, self.database, self.clock, team_id=self.sandbox.team_id
        )

    def sent(self) -> dict[str, list[str]]:
        """Return the keys of all that was sent, by channel or person, in the order of Slack's.

        What of a key of news is chosen by chance when it happens is left out.
        """
        query = select(MessageRow.recipient, MessageRow.key).where(MessageRow.slack_ts.is_not(None))
        told: dict[str, list[str]] = {}
        with self.database.reading() as db:
            for recipient, key in db.execute(query.order_by(MessageRow.slack_ts, MessageRow.id)):
                told.setdefault(recipient, []).append(_BY_CHANCE.sub("", key))
        return told

    def statuses(self) -> set[str]:
        """Return what became of promises."""
        with self.database.reading() as db:
            return set(db.scalars(select(MessageRow.status).distinct()))


@contextmanager
def stage(folder: Path, *, at: datetime) -> Iterator[Stage]:
    """Begin the example week; its clock shows *at*, which is aware, and runs at the usual speed."""
    folder.mkdir()
    stop, answers = Event(), Queue[run.Ready]()
    with (
        Sandbox(
            manifest("socket", "", None),
            clock_offset_s=(at - datetime.now(UTC)).total_seconds(),
        ) as sandbox,
        Workspace(sandbox.base_url) as workspace,
    ):
        url = f"sqlite:///{folder / 'week.db'}"
        settings = replace(beside.settings_for(sandbox, url, threads=8), sqlite_synchronous="OFF")
        clock = SharedClock(sandbox.clock)
        database = run.opened(settings)
        people = [workspace.add_person(name) for name in example_week.PEOPLE]
        channel = workspace.add_channel(example_week.CHANNEL, members=people, is_news=False)
        example_week.fill(
            database,
            team_id=sandbox.team_id,
            channel_id=channel.id,
            user_ids={person.name: person.id for person in people},
            now=min(at, example_week.STARTS_AT),
        )
        clock.turn(at)
        bot = Thread(
            target=run.serve,
            args=(settings,),
            kwargs={"clock": clock, "stop": stop, "on_ready": answers.put},
        )
        bot.start()
        try:
            ready = answers.get(timeout=SOON_S)
            player = Player(ready.scheduler, clock, database, team_id=sandbox.team_id)
            yield Stage(sandbox, workspace, database, clock, player, ready)
        finally:
            stop.set()
            bot.join()
            database.close()
