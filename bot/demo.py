"""The demo: a sandbox workspace and the bot beside it, with the example week in it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from bot import beside, example_deeds, example_week, run
from bot.manifest import manifest
from bot.player import Player
from bot.settings import Settings
from bot.shared_clock import SharedClock
from bot.turning import Turning
from openspace import moments
from sandbox.client import Workspace
from sandbox.server import Sandbox
from storage.database import Database

THREADS = 16
USUAL_PORT = 8700
FASTEST = 3600
LEAD = timedelta(days=60)
"""How long before the week the demo may begin."""

ENDS_AT = time(18)
"""When the last day of the week is over."""

WEEK = moments.days_label(example_week.FIRST_DAY, example_week.LAST_DAY)


def moment(text: str) -> datetime:
    """Return the moment that clocks in the example week show as *text*: 2027-11-22 09:40.

    Raises:
        CannotStart: it is none, or too far from the week.
    """
    try:
        wall = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - a wall time
    except ValueError:
        raise run.CannotStart(
            'Give --at a day and a time in London, like this: --at "2027-11-22 09:40"'
        ) from None
    if not example_week.FIRST_DAY - LEAD <= wall.date() <= example_week.LAST_DAY:
        raise run.CannotStart(
            f"The example week is {WEEK}, so give --at a moment in it or in the {LEAD.days} days"
            ' before: --at "2027-11-22 09:40"'
        )
    return moments.instant(wall.date(), wall.time(), moments.DEFAULT_ZONE)


def speed(text: str) -> float:
    """Return how many times faster than the real one a clock runs, as *text* says: 60.

    Raises:
        CannotStart: it is no number above 0, or more than 3600.
    """
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= FASTEST:
        raise run.CannotStart(
            f"Give --speed a number above 0 and at most {FASTEST}, like this: --speed 60"
        )
    return number


def play(
    *,
    at: datetime,
    speed: float,
    page_port: int | None,
    database_url: str | None,
    stop: Event,
    say: Callable[[str], None],
) -> bool:
    """Serve the page until *stop* is set; every start begins the example week anew.

    Args:
        at: the moment that the clock shows at the start.
        speed: how many seconds the clock moves in a real one.
        page_port: None takes 8700, or any free one when that is in use.
        database_url: an empty database to keep the week in; None for one that goes away.
        say: prints a line for whoever started it.

    Returns:
        False if something was still undone at the end.

    Raises:
        CannotStart: for a reason that a person can mend.
    """
    with TemporaryDirectory(prefix="openspace-demo-") as folder:
        url = database_url or f"sqlite:///{Path(folder) / 'demo.db'}"
        sandbox = _started(page_port, at, speed)
        workspace = Workspace(sandbox.base_url)
        clock = SharedClock(sandbox.clock)
        try:
            settings = beside.settings_for(sandbox, url, threads=THREADS)
            database = run.opened(settings)
            try:
                # Later in the week, part of what people did on its first morning would be refused.
                here = _fill(
                    sandbox, workspace, settings, database, now=min(at, example_week.STARTS_AT)
                )

                def ready(found: run.Ready) -> None:
                    player = Player(found.scheduler, clock, database, team_id=sandbox.team_id)
                    sandbox.play_with(_turning(sandbox, workspace, player, clock, database, stop))
                    say(_welcome(here, speed))

                return run.serve(settings, clock=clock, stop=stop, on_ready=ready)
            finally:
                database.close()
        finally:
            workspace.close()
            sandbox.stop()


def _turning(
    sandbox: Sandbox,
    workspace: Workspace,
    player: Player,
    clock: SharedClock,
    database: Database,
    ending: Event,
) -> Turning:
    return Turning(
        player,
        clock,
        database,
        team_id=sandbox.team_id,
        days=moments.days_between(example_week.FIRST_DAY, example_week.LAST_DAY),
        zone=moments.DEFAULT_ZONE,
        ends_at=moments.instant(example_week.LAST_DAY, ENDS_AT, moments.DEFAULT_ZONE),
        deeds=partial(example_deeds.deeds, workspace, database, clock, team_id=sandbox.team_id),
        tell=sandbox.clock_turned,
        ending=ending,
    )


def _started(page_port: int | None, at: datetime, speed: float) -> Sandbox:
    ports = (USUAL_PORT, 0) if page_port is None else (page_port,)
    for port in ports:
        sandbox = Sandbox(
            manifest("socket", "", None),
            team_name="Example workspace",
            port=port,
            clock_offset_s=(at - datetime.now(UTC)).total_seconds(),
            clock_speed=speed,
        )
        with suppress(OSError):
            return sandbox.start()
    raise run.CannotStart(
        f"Port {page_port} is in use. Choose another: python -m bot demo --page-port 8701"
    )


WELCOME = "The example week is ready. Open this page and act as ada, bo or cy:"
GOODBYE = "Nothing leaves this machine. Stop it with Ctrl+C; the next start begins the week anew."


def _welcome(here: str, speed: float) -> str:
    pace = "" if speed == 1 else f"The clock there runs {speed:g} times as fast as yours.\n"
    return f"{WELCOME}\n\n    {here}\n\n{pace}{GOODBYE}"


def _fill(
    sandbox: Sandbox, workspace: Workspace, settings: Settings, database: Database, *, now: datetime
) -> str:
    """Put people, channels and the example week there; return the address of the page."""
    people = {
        name: workspace.add_person(name, real_name=real_name)
        for name, real_name in example_week.PEOPLE.items()
    }
    everyone = list(people.values())
    channel = workspace.add_channel(example_week.CHANNEL, members=everyone, is_news=False)
    workspace.add_channel(example_week.PRACTICE_CHANNEL, members=everyone, is_news=False)
    beside.begin_week(
        settings,
        database,
        team_id=sandbox.team_id,
        channel_id=channel.id,
        user_ids={name: person.id for name, person in people.items()},
        now=now,
    )
    return f"{sandbox.base_url}/#as={people[example_week.FACILITATOR].id}&channel={channel.id}"
