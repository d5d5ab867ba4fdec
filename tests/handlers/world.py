"""A workspace and the bot in it, both real, over HTTP or Socket Mode, on a new database."""

import hashlib
import hmac
import itertools
import json
import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from sqlalchemy import delete, update

from bot import app as bot_app
from bot import run, slack
from bot.clock import RunningClock
from bot.dispatch import Dispatcher
from bot.health import Health
from bot.http import WebServer, web
from bot.lanes import Lanes
from bot.manifest import manifest
from bot.settings import Settings
from bot.socket_mode import SocketMode
from bot.ticks import Ticks
from bot.timing import Timing
from sandbox import clock as sandbox_clock
from sandbox.client import Workspace, wait_for
from sandbox.server import Sandbox
from sandbox.wire import WireCall
from storage.database import Database
from storage.tables import (
    BoardRow,
    ChangeRow,
    HomeRow,
    MessageRow,
    PaceRow,
    RepaintPaceRow,
    SpaceRow,
)
from tests import secrecy

MONDAY = datetime(2027, 11, 22, 9, 40, tzinfo=UTC)
"""The first morning of the example week; London keeps winter time then, which is UTC."""

SOON_S = 10.0
THREADS = 16
AT_ONCE = Timing(
    per_minute=1e6,
    burst=10_000,
    gap_s=0,
    repaint_gap_s=0,
    boards_per_minute=1e6,
    homes_per_minute=1e6,
)
"""Sends all that is due in one tick: the clock of a test stands still."""


class SetClock(RunningClock):
    """A clock that stands still until a test sets it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = [MONDAY]

    def now(self) -> datetime:
        return self._shown[-1]

    def set(self, moment: datetime) -> None:
        self._shown.append(moment)


class SlackClock(sandbox_clock.Clock):
    """Slack's clock, which shows what a test has set: by it the bot looks for its own messages."""

    def __init__(self, shown: SetClock) -> None:
        super().__init__()
        self._shown = shown

    def now(self) -> float:
        return self._shown.now().timestamp()

    def turn_back(self) -> None:
        """Let timestamps begin anew with what is shown now; the channels of a test are new."""
        self._last_micros = 0


class World:
    """Everything that runs, and what tests need to know of it."""

    def __init__(
        self,
        sandbox: Sandbox,
        settings: Settings,
        database: Database,
        lanes: Lanes,
        clock: SetClock,
    ) -> None:
        self.sandbox = sandbox
        self.settings = settings
        self.database = database
        self.clock = clock
        self.workspace = Workspace(sandbox.base_url)
        self.calls: list[WireCall] = []
        self.expects_refusals = False
        self.ticks = self._new_ticks()
        self._slack_clock = SlackClock(clock)
        sandbox._world.clock = sandbox._world.workspace.clock = self._slack_clock
        self._granted = sandbox._world.manifest
        self._lanes = lanes
        self._numbers = itertools.count(1)
        self._sent: set[tuple[bytes, int]] = set()
        self._http = httpx.Client(trust_env=False, timeout=SOON_S)

    @property
    def prefix(self) -> str:
        return self.settings.command_prefix

    def number(self) -> int:
        """A number that nobody else has, for names."""
        return next(self._numbers)

    def settle(self) -> None:
        """Wait until all that was to be done after answers is done, and let the clock tick.

        Only the lanes themselves know that; without it a test could not say that nothing came.
        """
        self.wait_for_lanes()
        self.ticks.windows()
        self.ticks.promise()
        self.ticks.deliver()
        self.ticks.recover()
        self.ticks.repaint()
        self.wait_for_lanes()

    def begins_anew(self) -> None:
        """Let the next test begin with a clock turned back, and nothing left of earlier weeks.

        Slack's wish to wait is forgotten, the clock has nothing to say in what is closed, and the
        bot has its token and scopes again.
        """
        self.sandbox._world.manifest = self._granted
        self.workspace.restore_token()
        with self.database.begin() as db:
            db.execute(delete(PaceRow))
            for table in (MessageRow, BoardRow, HomeRow, ChangeRow, RepaintPaceRow):
                db.execute(delete(table))
            db.execute(update(SpaceRow).values(closed_at=self.clock.now()))
        self.ticks.stop()
        self.ticks = self._new_ticks()
        self._slack_clock.turn_back()

    def _new_ticks(self) -> Ticks:
        team_id = self.sandbox.team_id
        return run.ticks(self.settings, self.database, self.clock, team_id=team_id, timing=AT_ONCE)

    def passes(self, **time: float) -> None:
        """Let time pass, like `minutes=5`, and do what is due then."""
        self.clock.set(self.clock.now() + timedelta(**time))
        self.settle()

    def wait_for_event(self, name: str, *, since: int) -> None:
        """Wait until the bot has answered an event that came after the first *since* calls."""
        wait_for(lambda: any(call.name == name for call in self.calls[since:]))
        self.wait_for_lanes()

    def wait_for_lanes(self) -> None:
        """Wait until all that was to be done after answers is done; the clock does not tick."""
        with self._lanes._state:
            done = self._lanes._state.wait_for(lambda: self._lanes._undone == 0, SOON_S)
        assert done, "something is still to be done after an answer"

    def payloads_since(self, start: int) -> list[WireCall]:
        """What went over the wire after the first *start* calls, once all is done."""
        self.settle()
        return self.calls[start:]

    def posts(self, fields: Mapping[str, Any], **headers: str) -> httpx.Response:
        """Send the bot what Slack sends for a command (a form) or an interaction, signed."""
        body = urlencode(fields).encode()
        return self.sends(body, "application/x-www-form-urlencoded", **headers)

    def interacts(self, payload: Mapping[str, Any]) -> httpx.Response:
        return self.posts({"payload": json.dumps(payload)})

    def tells(
        self, event: Mapping[str, Any], *, event_id: str = "", **headers: str
    ) -> httpx.Response:
        """Send the bot an event, signed; *event_id* is that of an event sent before."""
        body = {
            "type": "event_callback",
            "team_id": self.sandbox.team_id,
            "api_app_id": self.sandbox.app_id,
            "event_id": event_id or f"Ev{self.number()}",
            "event": event,
        }
        return self.sends(json.dumps(body).encode(), "application/json", **headers)

    def sends(self, body: bytes, content_type: str, **headers: str) -> httpx.Response:
        # Each has a signature of its own, also where the body is the same (bot/replays.py).
        at = next(
            at for at in itertools.count(int(time.time()), -1) if (body, at) not in self._sent
        )
        self._sent.add((body, at))
        typed = {"Content-Type": content_type}
        return self.sends_as_it_is(body, {**self.signed(body, str(at)), **typed, **headers})

    def signed(self, body: bytes, moment: str) -> dict[str, str]:
        """The headers that prove a form to be Slack's."""
        digest = hmac.new(
            self.settings.signing_secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256
        )
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
        }

    def sends_as_it_is(self, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        """Send bytes to where Slack sends, with these headers and no others."""
        return self._http.post(f"{self._address}/slack/events", content=body, headers=headers)

    def asks(self, method: str, path: str) -> httpx.Response:
        """Ask the bot for something as anybody could who knows where it is."""
        return self._http.request(method, self._address + path)

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.settings.http_port}"

    def close(self) -> None:
        self._http.close()
        self.workspace.close()


@contextmanager
def world(database_url: str, *, mode: str = "http", prefix: str = "") -> Iterator[World]:
    """Run sandbox and bot for as long as the block lasts."""
    port = free_port()
    address = f"http://127.0.0.1:{port}" if mode == "http" else None
    calls: list[WireCall] = []
    sandbox = Sandbox(
        manifest(mode, prefix, address),
        request_url=f"{address}/slack/events" if address else None,
        on_wire=calls.append,
    )
    with sandbox:
        settings = Settings(
            mode=mode,
            bot_token=sandbox.bot_token,
            app_token=sandbox.app_token if mode == "socket" else "",
            signing_secret=sandbox.signing_secret,
            database_url=database_url,
            # Nothing here is about power cuts, and waiting for the disk takes most of the time.
            sqlite_synchronous="NORMAL",
            command_prefix=prefix,
            slack_api_url=sandbox.api_url,
            http_host="127.0.0.1",
            http_port=port,
            log_level="INFO",
            threads=THREADS,
        )
        database = run.opened(settings)
        lanes = Lanes(run.LANES)
        clock = SetClock()
        running = World(sandbox, settings, database, lanes, clock)
        running.calls = calls
        running.workspace.faults(enforce_rate_limits=False)
        try:
            with _bot(running, lanes):
                yield running
                running.settle()
                assert secrecy.leaks(calls, secrecy.voters(database)) == []
        finally:
            lanes.close(SOON_S)
            running.close()
            database.close()


@contextmanager
def _bot(running: World, lanes: Lanes) -> Iterator[None]:
    settings = running.settings
    identity = slack.Identity(slack.client(settings, token=settings.bot_token))
    app = bot_app.build(settings, running.database, running.clock, lanes, identity)
    dispatcher = Dispatcher(app, settings.threads)
    if settings.mode == "http":
        endpoints = web(dispatcher, Health(), settings.signing_secret)
        server = WebServer(endpoints, settings.http_host, settings.http_port)
        server.start()
        try:
            yield
        finally:
            assert server.stop(SOON_S)
            assert dispatcher.finish(SOON_S)
        return
    line = SocketMode(slack.client(settings, token=None), settings.app_token, dispatcher)
    line.start()
    try:
        assert line.connected.wait(SOON_S)
        wait_for(lambda: running.workspace.is_connected)
        yield
    finally:
        line.stop_accepting()
        assert dispatcher.finish(SOON_S)
        line.close(SOON_S)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def commands_in(text: str) -> list[str]:
    """The commands, with slash, that a text tells people to type."""
    return re.findall(r"`(/[\w-]+)", text)
