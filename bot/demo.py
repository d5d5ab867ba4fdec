"""The demo: a sandbox workspace and the bot beside it, with the example week in it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from bot import example_week, run
from bot.clock import Clock
from bot.manifest import manifest
from bot.settings import Settings
from openspace import RuleViolation
from sandbox.client import Workspace
from sandbox.server import Sandbox

THREADS = 16
USUAL_PORT = 8700


def play(
    *,
    page_port: int | None,
    database_url: str | None,
    stop: Event,
    say: Callable[[str], None],
) -> bool:
    """Serve the page until *stop* is set; every start begins the example week anew.

    Args:
        page_port: None takes 8700, or any free one when that is in use.
        database_url: an empty database to keep the week in; None for one that goes away.
        say: prints a line for whoever started it.

    Returns:
        False if something was still undone at the end.

    Raises:
        CannotStart: for a reason that a person can mend.
    """
    clock = Clock(example_week.STARTS_AT - datetime.now(UTC))
    with TemporaryDirectory(prefix="openspace-demo-") as folder:
        url = database_url or f"sqlite:///{Path(folder) / 'demo.db'}"
        sandbox = _started(page_port, clock)
        try:
            settings = _settings(sandbox, url)
            here = _fill(sandbox, settings, clock)
            return run.serve(
                settings,
                clock=clock,
                stop=stop,
                on_ready=lambda _ready: say(f"{WELCOME}\n\n    {here}\n\n{GOODBYE}"),
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
            clock_offset_s=clock.offset.total_seconds(),
        )
        with suppress(OSError):
            return sandbox.start()
    raise run.CannotStart(
        f"Port {page_port} is in use. Choose another: python -m bot demo --page-port 8701"
    )


WELCOME = "The example week is ready. Open this page and act as ada, bo or cy:"
GOODBYE = "Nothing leaves this machine. Stop it with Ctrl+C; the next start begins the week anew."


def _settings(sandbox: Sandbox, database_url: str) -> Settings:
    return Settings(
        mode="socket",
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        signing_secret="",
        database_url=database_url,
        sqlite_synchronous="FULL",
        command_prefix="",
        slack_api_url=sandbox.api_url,
        http_host="127.0.0.1",
        http_port=0,
        log_level="WARNING",
        threads=THREADS,
    )


def _fill(sandbox: Sandbox, settings: Settings, clock: Clock) -> str:
    """Put people, channels and the example week there; return the address of the page."""
    with Workspace(sandbox.base_url) as workspace:
        people = {
            name: workspace.add_person(name, real_name=real_name)
            for name, real_name in example_week.PEOPLE.items()
        }
        everyone = list(people.values())
        channel = workspace.add_channel(example_week.CHANNEL, members=everyone)
        workspace.add_channel(example_week.PRACTICE_CHANNEL, members=everyone)
    database = run.opened(settings)
    try:
        example_week.fill(
            database,
            team_id=sandbox.team_id,
            channel_id=channel.id,
            user_ids={name: person.id for name, person in people.items()},
            now=clock.now(),
        )
    except RuleViolation:
        raise run.CannotStart(
            f"The database {settings.database_name} holds an open space already. Name an empty one,"
            " or leave --database-url out."
        ) from None
    finally:
        database.close()
    return f"{sandbox.base_url}/#as={people[example_week.FACILITATOR].id}&channel={channel.id}"
