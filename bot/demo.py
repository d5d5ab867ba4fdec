"""The demo: a sandbox workspace and the bot beside it, with the example week in it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Protocol

from bot import example_week, run
from bot.clock import Clock
from bot.manifest import manifest
from bot.settings import Settings
from openspace import RuleViolation, moments
from sandbox.client import Workspace
from sandbox.server import Sandbox

THREADS = 16
USUAL_PORT = 8700
FASTEST = 3600
LEAD = timedelta(days=60)
"""How long before the week the demo may begin."""

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
    clock = Clock.showing(at, speed=speed)
    with TemporaryDirectory(prefix="openspace-demo-") as folder:
        url = database_url or f"sqlite:///{Path(folder) / 'demo.db'}"
        sandbox = _started(page_port, clock)
        try:
            settings = settings_for(sandbox, url, threads=THREADS)
            # Later in the week, part of what people did on its first morning would be refused.
            here = _fill(sandbox, settings, min(at, example_week.STARTS_AT))
            return run.serve(
                settings,
                clock=clock,
                stop=stop,
                on_ready=lambda _ready: say(_welcome(here, speed)),
            )
        finally:
            sandbox.stop()


def _started(page_port: int | None, clock: Clock) -> Sandbox:
    ports = (USUAL_PORT, 0) if page_port is None else (page_port,)
    for port in ports:
        sandbox = Sandbox(
            manifest("socket", "", None),
            team_name="Example workspace",
            port=port,
            clock_offset_s=(clock.now() - datetime.now(UTC)).total_seconds(),
            clock_speed=clock.speed,
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


class Near(Protocol):
    """A sandbox, in this process or elsewhere on this machine."""

    @property
    def api_url(self) -> str:
        """Where Slack's methods are."""

    @property
    def bot_token(self) -> str:
        """Speaks as the bot."""

    @property
    def app_token(self) -> str:
        """Opens the socket."""

    @property
    def signing_secret(self) -> str:
        """Proves that a request comes from there."""


def settings_for(
    slack: Near, database_url: str, *, threads: int, mode: str = "socket", http_port: int = 0
) -> Settings:
    """Return the settings of a bot in a sandbox.

    Args:
        threads: how many people are answered at once.
        mode: `socket` or `http`.
        http_port: where the bot listens in HTTP mode.
    """
    is_http = mode == "http"
    return Settings(
        mode=mode,
        bot_token=slack.bot_token,
        app_token="" if is_http else slack.app_token,
        signing_secret=slack.signing_secret if is_http else "",
        database_url=database_url,
        sqlite_synchronous="FULL",
        command_prefix="",
        slack_api_url=slack.api_url,
        http_host="127.0.0.1",
        http_port=http_port,
        log_level="WARNING",
        threads=threads,
    )


def _fill(sandbox: Sandbox, settings: Settings, now: datetime) -> str:
    """Put people, channels and the example week there; return the address of the page."""
    with Workspace(sandbox.base_url) as workspace:
        people = {
            name: workspace.add_person(name, real_name=real_name)
            for name, real_name in example_week.PEOPLE.items()
        }
        everyone = list(people.values())
        channel = workspace.add_channel(example_week.CHANNEL, members=everyone)
        workspace.add_channel(example_week.PRACTICE_CHANNEL, members=everyone)
    begin_week(
        settings,
        team_id=sandbox.team_id,
        channel_id=channel.id,
        user_ids={name: person.id for name, person in people.items()},
        now=now,
    )
    return f"{sandbox.base_url}/#as={people[example_week.FACILITATOR].id}&channel={channel.id}"


def begin_week(
    settings: Settings,
    *,
    team_id: str,
    channel_id: str,
    user_ids: Mapping[str, str],
    now: datetime,
) -> None:
    """Put the example week into the database, as `example_week.fill` does.

    Raises:
        CannotStart: the database cannot be used, or holds an open space already.
    """
    database = run.opened(settings)
    try:
        example_week.fill(
            database, team_id=team_id, channel_id=channel_id, user_ids=user_ids, now=now
        )
    except RuleViolation:
        raise run.CannotStart(
            f"The database {settings.database_name} holds an open space already. Name an empty one,"
            " or leave --database-url out."
        ) from None
    finally:
        database.close()
