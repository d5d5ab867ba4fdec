"""Whether the program is well: whether it lives, and whether it can answer; asking never hangs."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import slack
from bot.dispatch import Dispatcher
from bot.opening import Opening
from bot.socket_mode import SocketMode
from bot.ticks import Beat, Scheduler
from storage import health as stored
from storage import patience
from storage.database import Busy, Database

T = TypeVar("T")

WITHIN_S = 1.0
"""How long the database may take to be written to, in seconds."""

FRESH_S = 1.0
"""How long an answer of the database is good for, in seconds, however often somebody asks."""

STUCK_S = 30.0
"""How long requests may be open, in seconds, without one being answered. None should take three."""

SILENT_S = 300.0
"""How long a tick may be under way, or not begin, in seconds. A tick that paints makes some ten
calls to Slack, one after another, and each may take ten seconds while Slack hangs."""

LONGER_S = {"plan": 1800.0, "retain": 3 * 3600.0}
"""The same for ticks of which that is not so: the one that searches for drafts, one after another,
and the one that comes once an hour."""

NO_SLACK = "Slack does not answer."
NO_SOCKET = "The connection to Slack is not there."
NO_DATABASE = "The database does not answer."
NOT_OPEN = "The database cannot be used yet."
NO_WRITES = "The database answers, but cannot be written to."
NO_CLOCK = "The clock does not tick yet."
NOT_STARTED = "The program is still starting."


class Probe(Generic[T]):
    """Asks something that may hang, in a thread of its own and never twice at a time.

    Args:
        ask: what may hang, or raise.
        within_s: how long whoever wants to know waits, in seconds.
        fresh_s: how long an answer is good for, in seconds.
    """

    def __init__(
        self, ask: Callable[[], T], *, within_s: float = WITHIN_S, fresh_s: float = FRESH_S
    ) -> None:
        self._ask = ask
        self._within_s = within_s
        self._fresh_s = fresh_s
        self._lock = Lock()
        self._asked: Future[T] | None = None
        self._asked_at = 0.0

    def answer(self) -> T:
        """Return the answer.

        Raises:
            TimeoutError: it did not come in time; whatever was asked before may still hang.
            Exception: what asking raised.
        """
        return self._current().result(self._within_s)

    def _current(self) -> "Future[T]":
        with self._lock:
            known = self._asked
            is_old = monotonic() - self._asked_at > self._fresh_s
            if known is None or (known.done() and is_old):
                known = Future()
                self._asked, self._asked_at = known, monotonic()
                # A daemon, because what hangs must not keep the process alive.
                Thread(target=self._find, args=(known,), name="probe", daemon=True).start()
            return known

    def _find(self, wanted: "Future[T]") -> None:
        try:
            wanted.set_result(self._ask())
        except BaseException as error:  # noqa: BLE001 - whoever waits hears of it
            wanted.set_exception(error)


class Health:
    """What is known about the running program's health.

    Parts of the program are set when they are there; before, it lives and is not ready.
    """

    def __init__(self) -> None:
        self.database: Database | None = None
        self.opening: Opening | None = None
        self.identity: slack.Identity | None = None
        self.serves_many = False
        self.dispatcher: Dispatcher | None = None
        self.scheduler: Scheduler | None = None
        self.line: SocketMode | None = None
        self._writes = Probe(self._write)

    def alive(self) -> tuple[str, ...]:
        """Return a sentence for each thing that only a new start can mend."""
        return (*self._stuck_requests(), *self._silent_ticks())

    def ready(self) -> tuple[str, ...]:
        """Return a sentence for each thing that keeps us from answering people."""
        missing = [*self._database_missing(), *self._slack_missing()]
        return (*missing, *self.alive())

    def _stuck_requests(self) -> tuple[str, ...]:
        stuck_s = 0.0 if self.dispatcher is None else self.dispatcher.stuck_s()
        if stuck_s < STUCK_S:
            return ()
        return (f"No request was answered for {stuck_s:.0f} seconds, though some are open.",)

    def _silent_ticks(self) -> tuple[str, ...]:
        if self.scheduler is None:
            return ()
        return silent(self.scheduler.beats(), now=monotonic())

    def _database_missing(self) -> tuple[str, ...]:
        if self.database is None:
            return (NO_DATABASE,)
        if self.opening is not None and not self.opening.is_done.is_set():
            return (NOT_OPEN,)
        try:
            self._writes.answer()
        except _CannotWrite:
            return (NO_WRITES,)
        except (SQLAlchemyError, NotInTime, OSError):
            return (NO_DATABASE,)
        return ()

    def _write(self) -> None:
        assert self.database is not None  # noqa: S101 - asked only then
        with self.database.reading() as db:
            stored.read(db)
        try:
            with patience.until(monotonic() + WITHIN_S):
                self.database.answers()
        except (Busy, SQLAlchemyError, OSError):
            raise _CannotWrite from None

    def _slack_missing(self) -> tuple[str, ...]:
        if self.serves_many:
            return () if self.scheduler is not None else (NO_CLOCK,)
        if self.identity is None:
            return (NOT_STARTED,)
        if not self.identity.is_known:
            return (NO_SLACK,)
        if self.line is not None and not self.line.connected.is_set():
            return (NO_SOCKET,)
        return () if self.scheduler is not None else (NO_CLOCK,)


class _CannotWrite(Exception):
    pass


def silent(beats: Mapping[str, Beat], *, now: float) -> tuple[str, ...]:
    """Return a sentence for each tick that is stuck or does not begin.

    Args:
        now: on the clock of `time.monotonic`.
    """
    return tuple(
        f"The tick {name} was last heard of {now - beat.began_at:.0f} seconds ago."
        for name, beat in beats.items()
        if now - beat.began_at > LONGER_S.get(name, SILENT_S)
    )


def routes(health: Health) -> list[Route]:
    """Return the two questions that anybody may ask: whether it lives, whether it can answer."""

    async def healthy(_request: Request) -> Response:
        return _said(health.alive(), "alive")

    async def ready(_request: Request) -> Response:
        return _said(await run_in_threadpool(health.ready), "ready")

    return [Route("/healthz", healthy), Route("/readyz", ready)]


def _said(missing: tuple[str, ...], otherwise: str) -> Response:
    return PlainTextResponse("\n".join(missing) or otherwise, 503 if missing else 200)
