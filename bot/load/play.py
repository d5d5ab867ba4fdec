"""One load from start to end: a sandbox, a bot and a crowd, and what the wire tells of them."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bot import beside, example_week, run
from bot.clock import RunningClock
from bot.load import apart, crowd, figures
from bot.load.crowd import Done, Guest
from bot.load.deeds import Kind, deeds
from bot.load.figures import Figures
from bot.load.wanted import Wanted
from bot.manifest import manifest
from bot.run import CannotStart
from sandbox.client import Person, Refused, Workspace, wait_for
from sandbox.sights import Channel, WireEntry

BOT_THREADS = 50
"""As `python -m bot run` has, unless it is told otherwise."""

WIRE_KEPT = 10_000
LISTEN_S = 1.0
LAST_ACKS_S = 3.5
"""How long what is still under way at the end is waited for: Slack itself waits 3 s for an ack."""

HOME_WITHIN_S = 3.0
LOOK_AGAIN_S = 0.2
HOME_OPENED = "app_home_opened"
BOARD = ": the board"


def play(wanted: Wanted, stop: threading.Event, say: Callable[[str], None]) -> Figures:
    """Let people act until the time is over or *stop* is set.

    Args:
        say: prints a line for whoever started it.

    Raises:
        CannotStart: for a reason that a person can mend.
    """
    names = [f"guest{number}" for number in range(1, wanted.people + 1)]
    there = _beside(wanted.page, names) if wanted.page else _own(wanted, names)
    with there as (workspace, channel, people), _slow(workspace, wanted.latency_ms):
        guests = [
            Guest(person, channel, deeds(wanted.seed, number))
            for number, person in enumerate(people, start=1)
        ]
        say(f"{len(guests)} people act for {wanted.seconds:g} s. Ctrl+C ends it early.")
        with _Ear(workspace) as ear:
            began = time.monotonic()
            crowd.act(guests, stop, think_s=wanted.think_s, seconds=wanted.seconds)
            took_s = time.monotonic() - began
            opened = sum(one.kind is Kind.HOME for one in crowd.fates(guests))
            ear.waits_for(opened)
            for guest in guests:
                guest.looks_back()
            _wait_for_homes(guests)
    return figures.count(
        _with_homes(crowd.fates(guests), ear.homes),
        people=len(guests),
        seconds=took_s,
        not_taken=dict(ear.not_taken.most_common()),
    )


There = tuple[Workspace, Channel, Sequence[Person]]


@contextmanager
def _own(wanted: Wanted, names: Sequence[str]) -> Generator[There]:
    """Start a sandbox and a bot with the example week, in which everybody is known already.

    A bot asks Slack about each person once a day, and Slack tells of a hundred in a minute. So
    these people are as on any later day; those in a sandbox that runs already are new to its bot.
    To the open space all come for the first time, which costs the bot one more write for each.
    """
    clock = RunningClock.showing(example_week.STARTS_AT)
    port = apart.free_port() if wanted.mode == "http" else 0
    address = f"http://127.0.0.1:{port}" if wanted.mode == "http" else None
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="openspace-load-"))
        slack = stack.enter_context(
            apart.sandbox(
                manifest(wanted.mode, "", address),
                people=(*example_week.PEOPLE, *names),
                request_url=f"{address}/slack/events" if address else None,
                clock_offset_s=clock.offset.total_seconds(),
                wire_kept=WIRE_KEPT,
            )
        )
        workspace = stack.enter_context(Workspace(slack.base_url))
        people = {person.name: person for person in workspace.everybody()}
        # The app comes once it runs: before that it could not be told who is in the channel.
        channel = workspace.add_channel(
            example_week.CHANNEL, members=list(people.values()), with_app=False
        )
        url = wanted.database_url or f"sqlite:///{Path(folder) / 'load.db'}"
        settings = beside.settings_for(
            slack, url, threads=BOT_THREADS, mode=wanted.mode, http_port=port
        )
        with closing(run.opened(settings)) as database:
            beside.begin_week(
                settings,
                database,
                team_id=slack.team_id,
                channel_id=channel.id,
                user_ids={name: person.id for name, person in people.items()},
                now=example_week.STARTS_AT,
            )
        stack.enter_context(apart.bot(settings, clock))
        workspace.invite_app(channel)
        yield workspace, channel, [people[name] for name in names]


@contextmanager
def _beside(page: str, names: Sequence[str]) -> Generator[There]:
    """Bring people into the channel of the open space of a sandbox that runs already.

    Raises:
        CannotStart: there is no such sandbox, or no channel with the bot in it.
    """
    with Workspace(page) as workspace:
        try:
            known = {person.name: person for person in workspace.everybody()}
            people = [
                known.get(name) or workspace.add_person(name, tz="Europe/London") for name in names
            ]
            channel = _channel(workspace, people[0])
            for person in people:
                person.joins(channel)
        except (httpx.HTTPError, Refused, KeyError, ValueError):
            raise CannotStart(
                f"No sandbox answers at {page}. Start one with: python -m bot demo, or leave --page"
                " out."
            ) from None
        yield workspace, channel, people


def _channel(workspace: Workspace, person: Person) -> Channel:
    """Return the public channel with a board, else the first with the bot in it.

    Raises:
        CannotStart: the bot is in none.
    """
    bot_id = workspace.bot_user_id
    found = [
        channel
        for channel in person.channels()
        if bot_id in channel.members and not channel.is_im and not channel.is_archived
    ]
    if not found:
        raise CannotStart("The bot is in no channel there. Invite it to that of an open space.")
    return next((channel for channel in found if _has_board(person, channel)), found[0])


def _has_board(person: Person, channel: Channel) -> bool:
    return any(
        message.is_app and message.text.split("\n")[0].endswith(BOARD)
        for message in person.sees(channel)
    )


@contextmanager
def _slow(workspace: Workspace, latency_ms: float) -> Generator[None]:
    """Let the sandbox answer the bot that slowly, and as before afterwards; 0 leaves it alone."""
    if not latency_ms:
        yield
        return
    before = workspace.faults()["latency_ms"]
    workspace.faults(latency_ms=latency_ms)
    try:
        yield
    finally:
        workspace.faults(latency_ms=before)


class _Ear:
    """Listens to the wire: what Slack would not have taken, and how the bot acks opened Homes.

    It asks every second, as a sandbox remembers only its last ten thousand calls.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._next = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listens, name="wire")
        self.homes: list[WireEntry] = []
        self.not_taken: Counter[str] = Counter()

    def __enter__(self) -> "_Ear":
        earlier = self._workspace.wire_in_brief()
        self._next = earlier[-1].n + 1 if earlier else 0
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def waits_for(self, homes: int) -> None:
        """Wait until that many opened Homes are acked and nothing more comes, 3.5 s at most."""
        self._over.set()
        self._thread.join()
        with suppress(TimeoutError):
            wait_for(
                lambda: not self._hears() and len(self.homes) >= homes,
                LAST_ACKS_S,
                every_s=LOOK_AGAIN_S,
            )

    def _listens(self) -> None:
        while not self._over.wait(LISTEN_S):
            self._hears()

    def _hears(self) -> int:
        """Take what has come; how many calls that were."""
        try:
            calls = self._workspace.wire_in_brief(self._next)
        except (httpx.HTTPError, Refused):
            return 0  # Where the sandbox is gone, the people's deeds say so.
        if calls:
            self._next = calls[-1].n + 1
        self.homes += [one for one in calls if one.name == HOME_OPENED and not one.request]
        refused = [call for call in calls if call.refused]
        self.not_taken.update(f"{one.name} {str(one.refused).split(';')[0]}" for one in refused)
        return len(calls)


def _wait_for_homes(guests: Sequence[Guest]) -> None:
    """Wait until everybody sees the Home that they opened, 3 s at most; what is missing failed."""
    opened = [guest for guest in guests if guest.has_opened_home]
    with suppress(TimeoutError):
        wait_for(
            lambda: all(guest.sees_home() for guest in opened),
            HOME_WITHIN_S,
            every_s=LOOK_AGAIN_S,
        )
    for guest in opened:
        if not guest.sees_home():
            guest.misses_home()


def _with_homes(done: Sequence[Done], homes: Sequence[WireEntry]) -> list[Done]:
    """Return *done* with what became of opened Homes; only the wire knows of an event's ack."""
    acks = iter(homes)
    told = []
    for one in done:
        call = next(acks, None) if one.kind is Kind.HOME and one.fate == "done" else None
        if one.kind is not Kind.HOME or one.fate != "done":
            told.append(one)
        elif call is None:
            told.append(replace(one, fate="failed", reason="no ack"))
        elif call.refused:
            told.append(replace(one, fate="failed", reason=call.refused))
        else:
            told.append(replace(one, ack_ms=call.ms))
    return told
