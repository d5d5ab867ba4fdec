"""A workspace with a hurried clock, bots that run by it, and what people have seen at the end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.clock import RunningClock
from bot.manifest import manifest
from openspace.messages import Status
from sandbox.acting import Person
from sandbox.calls import wait_for
from sandbox.client import Workspace
from sandbox.sights import Channel
from storage.database import Database
from storage.tables import MessageRow
from tests import databases
from tests.e2e import apart, clock_bot, drill_week
from tests.e2e.drill_week import Fact, Plan
from tests.e2e.program import Program, Start, free_port, programs, settings_for

READERS = 8
QUICK = {"windows_s": 0.2, "promise_s": 0.4, "deliver_s": 0.1, "recover_s": 0.2}
"""How often the clock ticks in drills that are short of time."""


@dataclass(frozen=True)
class Stage:
    """Where a drill takes place.

    Args:
        people: all of them, in the order in which they were added.
        clock: the one that sandbox and bots go by.
    """

    slack: apart.Slack
    workspace: Workspace
    database: Database
    people: tuple[Person, ...]
    clock: RunningClock
    settings: Mapping[str, str]
    start: Start

    def bot(self, timing: Mapping[str, float], *, looks: bool = True, **other: str) -> Program:
        """Start a bot by the drill's clock; it is not ready yet."""
        environment = clock_bot.told(self.clock, timing, looks=looks)
        return self.start({**self.settings, **other, **environment}, module=clock_bot.__name__)

    def channel(self, name: str) -> Channel:
        """Add a channel with the app and one person in it."""
        return self.workspace.add_channel(name, members=self.people[:1])

    def fill(self, plans: Iterable[Plan]) -> None:
        """Store open spaces."""
        drill_week.fill(self.database, tuple(plans), now=self.clock.now())

    def statuses(self) -> dict[Status, int]:
        """Return how many messages have which status."""
        query = select(MessageRow.status, func.count()).group_by(MessageRow.status)
        with self.database.reading() as db:
            return {Status(status): count for status, count in db.execute(query)}

    def is_settled(self, sent: int) -> bool:
        """Say whether so many messages were promised and none is on its way."""
        now = self.statuses()
        on_their_way = now.get(Status.PENDING, 0) + now.get(Status.SENDING, 0)
        return not on_their_way and now.get(Status.SENT, 0) >= sent

    def settles(self, sent: int, timeout_s: float) -> None:
        """Wait until so many messages were sent and none is on its way."""
        wait_for(lambda: self.is_settled(sent), timeout_s, every_s=0.1)


@contextmanager
def stage(
    database_url: str, folder: Path, *, people: int, at: datetime, speed: float, mode: str = "http"
) -> Iterator[Stage]:
    """Set a stage whose clock shows *at* now; everything on it is gone at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}" if mode == "http" else None
    url = f"{address}/slack/events" if address else None
    names = [f"p{number:04}" for number in range(people)]
    with (
        apart.sandbox(
            manifest(mode, "", address),
            people=names,
            request_url=url,
            clock_offset_s=(at - datetime.now(UTC)).total_seconds(),
            clock_speed=speed,
        ) as slack,
        Workspace(slack.base_url) as workspace,
        programs(folder) as start,
        databases.opened(database_url) as database,
    ):
        clock = RunningClock.showing(datetime.fromtimestamp(workspace.now, UTC), speed=speed)
        known = {profile.name: profile for profile in workspace.people()}
        everyone = tuple(Person(workspace.calls, known[name]) for name in names)
        settings = {**settings_for(slack, mode, port, folder), "DATABASE_URL": database_url}
        yield Stage(slack, workspace, database, everyone, clock, settings, start)


@dataclass(frozen=True)
class Told:
    """What people were told, held against what they should have been told.

    Args:
        missing: what nobody told.
        doubled: what was told more than once.
        strange: what should not have been told.
    """

    missing: tuple[Fact, ...]
    doubled: tuple[Fact, ...]
    strange: tuple[Fact, ...]


EXACTLY_ONCE = Told((), (), ())


def told(stage: Stage, plans: Iterable[Plan]) -> Told:
    """Return how what everybody reads in Slack differs from what they should read there."""
    plans = tuple(plans)
    expected = {fact for plan in plans for fact in drill_week.facts(plan)}
    seen = Counter(
        fact
        for where, text in read(stage, [plan.channel_id for plan in plans])
        for fact in drill_week.told(where, text)
    )
    return Told(
        missing=tuple(sorted(expected - set(seen))),
        doubled=tuple(sorted(fact for fact, times in seen.items() if times > 1)),
        strange=tuple(sorted(set(seen) - expected)),
    )


def read(stage: Stage, channels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield all that was sent unasked, with the person or the channel that reads it."""
    for channel_id in channels:
        for message in stage.people[0].sees(channel_id):
            if not message.is_ephemeral:
                yield channel_id, message.text
    with ThreadPoolExecutor(READERS) as pool:
        for person, messages in zip(stage.people, pool.map(Person.dms, stage.people), strict=True):
            for message in messages:
                yield person.id, message.text
