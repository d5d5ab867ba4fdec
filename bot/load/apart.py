"""A sandbox and a bot, each in a process of its own.

Python runs one thread at a time in a process. With people, sandbox and bot in one, what is told as
the time to an ack would be the time of waiting for each other.
"""

import gc
import logging
import multiprocessing
import signal
import socket
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from bot import run
from bot.clock import Clock
from bot.settings import Settings
from sandbox.server import FAKE_APP_TOKEN, FAKE_BOT_TOKEN, FAKE_SIGNING_SECRET, Sandbox

WIRE_KEPT = 100_000
START_S = 20.0
END_S = 10.0


@dataclass(frozen=True)
class Slack:
    """What a bot and people need to know of a sandbox elsewhere."""

    base_url: str
    team_id: str
    bot_token: str = FAKE_BOT_TOKEN
    app_token: str = FAKE_APP_TOKEN
    signing_secret: str = FAKE_SIGNING_SECRET

    @property
    def api_url(self) -> str:
        """Return where Slack's methods are."""
        return f"{self.base_url}/api/"


@contextmanager
def sandbox(
    manifest: Mapping[str, Any],
    *,
    people: Sequence[str],
    request_url: str | None,
    clock_offset_s: float = 0.0,
    clock_speed: float = 1.0,
    wire_kept: int = WIRE_KEPT,
) -> Generator[Slack]:
    """Run a sandbox in another process for as long as the block lasts.

    Raises:
        CannotStart: it did not come up in time.
    """
    given = {
        "manifest": dict(manifest),
        "people": tuple(people),
        "request_url": request_url,
        "clock_offset_s": clock_offset_s,
        "clock_speed": clock_speed,
        "wire_kept": wire_kept,
    }
    with _process(_serve, given) as first_words:
        base_url, team_id = first_words()
        yield Slack(base_url, team_id)


@contextmanager
def bot(settings: Settings, clock: Clock) -> Generator[None]:
    """Run the bot in another process for as long as the block lasts; it is ready at its begin.

    Raises:
        CannotStart: it cannot run, or is not ready in time.
    """
    with _process(_run, (settings, clock)) as first_words:
        complaint = first_words()
        if complaint:
            raise run.CannotStart(complaint)
        yield


def free_port() -> int:
    """Return a port of this machine at which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _process(work: Callable[[Connection, Any], None], given: Any) -> Generator[Callable[[], Any]]:
    """Let *work* go on in another process; yield what waits for the first thing that it says.

    It ends when it is told to, or when this process is gone: then it reads the end of the pipe.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, given), daemon=True)
    # What is ignored stays so in the new process (POSIX, execve). A terminal sends Ctrl+C to all;
    # the first process alone hears it, and tells the others when to end.
    heard_by = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, heard_by)
    theirs.close()

    def first_words() -> Any:
        try:
            if ours.poll(START_S):
                return ours.recv()
        except EOFError:
            pass
        raise run.CannotStart("A part of the load did not start. Please try again.")

    try:
        yield first_words
    finally:
        # Closing its end of the pipe is what tells it to end.
        ours.close()
        process.join(END_S)
        if process.is_alive():
            process.kill()
            process.join()


def _serve(connection: Connection, given: dict[str, Any]) -> None:
    running = Sandbox(**given)
    with running:
        gc.freeze()  # as the bot does, so that what is measured is the bot
        connection.send((running.base_url, running.team_id))
        _until_closed(connection)


def _run(connection: Connection, given: tuple[Settings, Clock]) -> None:
    logging.basicConfig(
        level=logging.ERROR, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    settings, clock = given
    stop = threading.Event()

    def listen() -> None:
        _until_closed(connection)
        stop.set()

    threading.Thread(target=listen, name="pipe", daemon=True).start()
    try:
        run.serve(settings, clock=clock, stop=stop, on_ready=lambda _ready: connection.send(""))
    except run.CannotStart as error:
        connection.send(error.text)


def _until_closed(connection: Connection) -> None:
    try:
        connection.recv()
    except (EOFError, OSError):
        return
