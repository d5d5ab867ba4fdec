"""Plays a rehearsal: the real bot in a sandbox with invented people, on a clock that is turned."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic

from bot import beside, run
from bot.manifest import manifest
from bot.player import Deed, Player
from bot.proofbook.proofs import Rehearsal
from bot.rehearsal import gathering, people, script
from bot.rehearsal.deeds import Deeds
from bot.rehearsal.gathering import Posts
from bot.rehearsal.people import Invented
from bot.settings import Settings
from bot.shared_clock import SharedClock
from bot.ticks import Scheduler
from bot.timing import USUAL
from openspace import moments
from openspace.people import Kind
from openspace.setup import SetUp
from sandbox.client import Person, Workspace
from sandbox.server import Sandbox
from services import people as people_services
from services import setup, visits
from services.visits import Visit
from storage.database import Database

Say = Callable[[str], None]

THREADS = 8
ANY = 1_000_000
"""How many deeds a second an invented person may do: more than there are in a week."""

READY_WITHIN_S = 20.0
END_WITHIN_S = 10.0


class Stopped(Exception):
    """Somebody wanted the rehearsal to end before its time."""


def play(set_up: SetUp, *, count: int, seed: int, stop: Event, say: Say) -> Rehearsal:
    """Play the whole week of an open space with invented people.

    Args:
        count: how many people, from 1 to 2,000.
        seed: with the same set-up and count it gives the same week again.
        stop: set to end before the time.
        say: told how far it is, a line for each day.

    Raises:
        Unfit: the set-up cannot be.
        Stopped: *stop* was set.
        CannotStart: the bot does not start.
    """
    began = monotonic()
    setup.check(set_up)
    set_up = script.shortened(set_up)
    cast = people.invented(count, seed=seed, guests=set_up.guests)
    steps = script.script(set_up, cast, seed=seed)
    when = script.times(set_up)
    posts = Posts()
    with (
        TemporaryDirectory(prefix="openspace-rehearsal-") as folder,
        _sandbox(when.starts_at, posts) as sandbox,
    ):
        url = f"sqlite:///{Path(folder) / 'rehearsal.db'}"
        # Nothing in it is kept, so nothing need survive a power cut.
        settings = replace(
            beside.settings_for(sandbox, url, threads=THREADS), sqlite_synchronous="OFF"
        )
        clock = SharedClock(sandbox.clock)
        database = run.opened(settings)
        try:
            with Workspace(sandbox.base_url) as workspace:
                stage = _stage(sandbox, workspace, database, set_up, cast, when.starts_at)
                deeds = Deeds(
                    database=database,
                    now=clock.now,
                    team_id=sandbox.team_id,
                    channel_id=stage.channel_id,
                    cast=cast,
                    acting=stage.people,
                    seed=seed,
                )
                with _bot(settings, clock) as scheduler:
                    player = Player(scheduler, clock, database, team_id=sandbox.team_id)
                    player.play(
                        [_deed(deeds, step) for step in steps],
                        until=when.ends_at,
                        stop=stop,
                        on_step=_Progress(set_up, posts, say).step,
                    )
            if stop.is_set():
                raise Stopped
            return gathering.gathered(
                database,
                set_up,
                posts,
                team_id=sandbox.team_id,
                channel=(stage.channel_id, stage.channel_name),
                bot_name=stage.bot_name,
                people={one.id: one.profile.real_name for one in stage.people},
                facilitator=stage.people[script.FACILITATOR].id,
                refused=tuple(deeds.refused),
                seed=seed,
                took_s=monotonic() - began,
            )
        finally:
            database.close()


@dataclass(frozen=True)
class _Stage:
    channel_id: str
    channel_name: str
    bot_name: str
    people: Sequence[Person]


@contextmanager
def _sandbox(starts_at: datetime, posts: Posts) -> Iterator[Sandbox]:
    sandbox = Sandbox(
        manifest("socket", "", None),
        team_name="Rehearsal",
        clock_offset_s=(starts_at - datetime.now(UTC)).total_seconds(),
        wire_kept=1,
        on_wire=posts.note,
    )
    sandbox.clock.run(0)
    sandbox.clock.turn(starts_at.timestamp())
    with sandbox:
        yield sandbox


def _stage(
    sandbox: Sandbox,
    workspace: Workspace,
    database: Database,
    set_up: SetUp,
    cast: Sequence[Invented],
    now: datetime,
) -> _Stage:
    """Put the invented people there, their channel, and the open space as it was set up."""
    acting = [
        workspace.add_person(
            one.handle,
            real_name=one.name,
            kind="guest" if one.is_guest else "member",
            tz=set_up.zone,
        )
        for one in cast
    ]
    name = re.sub(r"[^a-z0-9]+", "-", set_up.name.casefold()).strip("-") or "open-space"
    channel = workspace.add_channel(name, members=acting, is_news=False)
    bot_name = next(one.real_name for one in workspace.people() if one.kind == "bot")
    with database.begin() as db:
        for one, invented in zip(acting, cast, strict=True):
            kind = Kind.GUEST if invented.is_guest else Kind.MEMBER
            people_services.remember(db, kind, team_id=sandbox.team_id, user_id=one.id, now=now)
        facilitator = Visit(sandbox.team_id, acting[script.FACILITATOR].id, channel.id, now)
        setup.create(db, facilitator, set_up, hosts=_hosts(set_up, cast, acting))
        for one in acting:
            # As if they had come into the channel before; nobody has to be greeted.
            visits.arrive(db, replace(facilitator, user_id=one.id))
    return _Stage(channel.id, channel.name, bot_name, acting)


def _hosts(set_up: SetUp, cast: Sequence[Invented], acting: Sequence[Person]) -> list[str | None]:
    """Return who hosts each topic that is there already: those who propose, in turn."""
    hosts = [one.id for one, invented in zip(acting, cast, strict=True) if invented.proposes] or [
        acting[-1].id
    ]
    return [
        hosts[n % len(hosts)] if topic.is_hosted else None for n, topic in enumerate(set_up.topics)
    ]


def _deed(deeds: Deeds, step: script.Step) -> Deed:
    return Deed(step.at, lambda: deeds.do(step))


@contextmanager
def _bot(settings: Settings, clock: SharedClock) -> Iterator[Scheduler]:
    """Run the bot until the block ends."""
    stop, life = Event(), _Life()

    def serve() -> None:
        try:
            run.serve(
                settings,
                clock=clock,
                stop=stop,
                on_ready=lambda ready: life.begin(ready.scheduler),
                # What comes of it depends on how quick the machine is, and a week is to be the
                # same each time. Invented people do at once what takes real ones an afternoon.
                timing=replace(USUAL, what_if_s=0, deeds_burst=ANY, deeds_per_s=ANY),
            )
        except run.CannotStart as error:
            life.failure = error
            life.begun.set()

    thread = Thread(target=serve, name="rehearsed bot", daemon=True)
    thread.start()
    try:
        yield life.scheduler_when_ready()
    finally:
        stop.set()
        thread.join(END_WITHIN_S)


@dataclass
class _Life:
    begun: Event = field(default_factory=Event)
    scheduler: Scheduler | None = None
    failure: run.CannotStart | None = None

    def begin(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self.begun.set()

    def scheduler_when_ready(self) -> Scheduler:
        self.begun.wait(READY_WITHIN_S)
        if self.failure is not None:
            raise self.failure
        if self.scheduler is None:
            raise run.CannotStart("The bot did not start in time. Please try again.")
        return self.scheduler


class _Progress:
    """Says a line for each day that is over."""

    def __init__(self, set_up: SetUp, posts: Posts, say: Say) -> None:
        self._zone = set_up.zone
        self._posts = posts
        self._say = say
        self._day: date | None = None

    def step(self, now: datetime) -> None:
        today = moments.today(now, self._zone)
        if today != self._day:
            self._say(f"{moments.day_label(today)}: {self._posts.count} messages so far …")
            self._day = today
