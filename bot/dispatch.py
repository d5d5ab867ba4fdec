"""From a request, proven to be Slack's, to its answer: the same for both modes."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Lock
from time import monotonic
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot import crew, metrics, restraint, shapes
from bot.crew import Crew
from bot.restraint import Restraint, Turns
from handlers import failures, references
from handlers.references import Reference
from storage import patience

logger = logging.getLogger(__name__)

BEGIN_WITHIN_S = 2.4
"""How long after its arrival a change may still begin, in seconds. Slack tells people after three
that it failed; a change that began later would then be saved all the same."""

GIVEN_UP_AFTER_S = 3.0
"""How long after its arrival nobody waits for an answer any more, in seconds. Who still does one
then, where more is asked than can be answered, lets those wait in vain who came later."""


Deliver = Callable[[BoltResponse], None]


@dataclass(frozen=True)
class _Request:
    """One request that was accepted.

    Args:
        arrived_at: by the clock that only grows.
        person: who is at it; None for an event.
        answered: what the caller waits for.
    """

    arrived_at: float
    body: dict[str, Any]
    headers: Mapping[str, str]
    deliver: Deliver | None
    person: restraint.Person | None
    answered: Future[BoltResponse] = field(default_factory=Future)


SLOW_S = 1.0
"""A request that takes longer, in seconds, has a line in the log; Slack gives up after three."""


class Dispatcher:
    """Answers many people at once and knows what is not answered yet.

    Args:
        app: finds the listener.
        threads: how many are answered at the same time; the others wait their turn.
        few: how many of them answer as long as answers are quick.
        restraint: how much one person may do; None for any number.
        prefix: what stands before every command's name.
    """

    def __init__(
        self,
        app: App,
        threads: int,
        *,
        few: int = crew.TOGETHER,
        restraint: Restraint | None = None,
        prefix: str = "",
    ) -> None:
        self._app = app
        self._crew = Crew(threads, few)
        self._state = Condition()
        self._open = 0
        self._restraint = restraint
        self._prefix = prefix
        self._turns: Turns[_Request] = Turns()
        self._moved_at = monotonic()
        self._noted = _Noted()

    @property
    def open_requests(self) -> int:
        """How many requests are not answered yet."""
        return self._open

    def stuck_s(self) -> float:
        """Return for how many seconds requests have been open and none was answered."""
        with self._state:
            return monotonic() - self._moved_at if self._open else 0.0

    def submit(
        self,
        body: dict[str, Any],
        headers: Mapping[str, str],
        deliver: Deliver | None = None,
    ) -> Future[BoltResponse]:
        """Accept one request: from here on it counts as open until it is answered.

        What somebody does beyond all measure is answered here and now, and changes nothing.

        Args:
            body: a command, an interaction or an event.
            headers: those that tell of a repeated delivery (`x-slack-retry-…`).
            deliver: takes the answer to Slack, in the same thread; None if the caller does it.
        """
        person = restraint.doer(body)
        if self._restraint and person and not self._restraint.takes(person):
            refused = restraint.refusal(body, self._prefix)
            if refused is None and self._restraint.tells(person):
                body = restraint.in_words(body)
            else:
                return self._refused(refused or BoltResponse(status=200, body=""), deliver)
        request = _Request(monotonic(), body, headers, deliver, person)
        with self._state:
            if not self._open:
                self._moved_at = monotonic()
            self._open += 1
            begins = person is None or self._turns.begins(person, request)
        if begins and not self._begin(request):
            raise RuntimeError("nothing is accepted after the end")
        return request.answered

    def finish(self, timeout_s: float) -> bool:
        """Wait for all open requests, then accept no more.

        Returns:
            False if one was still open after *timeout_s* seconds; those not begun are dropped.
        """
        with self._state:
            done = self._state.wait_for(lambda: self._open == 0, timeout_s)
        self._crew.end()
        return done

    def _refused(self, response: BoltResponse, deliver: Deliver | None) -> Future[BoltResponse]:
        if deliver is not None:
            # The caller may hold what `deliver` needs.
            with suppress(RuntimeError):  # after `finish`
                self._crew.do(lambda: deliver(response), lambda: None)
        answered: Future[BoltResponse] = Future()
        answered.set_result(response)
        return answered

    def _begin(self, request: _Request) -> bool:
        """Let the next free thread answer; False after `finish`."""
        try:
            self._crew.do(lambda: self._done(request), request.answered.cancel)
        except RuntimeError:
            request.answered.cancel()
            self._close_one(request)
            return False
        return True

    def _done(self, request: _Request) -> None:
        try:
            if not request.answered.set_running_or_notify_cancel():
                return
            request.answered.set_result(self._answered(request))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the answer is to hear of it
            request.answered.set_exception(error)
        finally:
            self._close_one(request)

    def _answered(self, request: _Request) -> BoltResponse:
        # Nothing could be changed by it any more. An event is heard all the same, however late.
        if monotonic() > request.arrived_at + GIVEN_UP_AFTER_S and "event" not in request.body:
            return BoltResponse(status=503, body="")
        reference = Reference()
        mark = references.current.set(reference)
        try:
            with patience.until(request.arrived_at + BEGIN_WITHIN_S):
                response = answer(self._app, request.body, request.headers)
            if request.deliver is not None:
                request.deliver(response)
            self._noted.note(reference, request.body, monotonic() - request.arrived_at)
            return response
        finally:
            references.current.reset(mark)

    def _close_one(self, request: _Request) -> None:
        with self._state:
            self._open -= 1
            following = self._turns.ended(request.person) if request.person else None
            self._moved_at = monotonic()
            self._state.notify_all()
        if following is not None:
            self._begin(following)


KINDS = {
    "block_actions": "click",
    "view_submission": "form",
    "view_closed": "form",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "event_callback": "event",
}
"""What Slack's types of requests are called in figures and in the log."""


def kind_of(body: Mapping[str, Any]) -> str:
    """Return in a word what Slack sent; never anything of what it holds."""
    return "command" if "command" in body else KINDS.get(str(body.get("type")), "other")


class _Noted:
    """Writes down what came of requests: of slow ones a line a second at most."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._next_at = 0.0
        self._untold = 0

    def note(self, reference: Reference, body: Mapping[str, Any], seconds: float) -> None:
        """Count a request; log it if it failed or was slow."""
        kind = kind_of(body)
        metrics.meter().answered(kind, reference.outcome, seconds)
        if reference.outcome == references.FAILED:
            self._log(kind, reference, seconds, untold=0)
        # What waited for the database in vain is told of by `Outages`.
        elif seconds > SLOW_S and reference.outcome != references.BUSY:
            with self._lock:
                if monotonic() < self._next_at:
                    self._untold += 1
                    return
                self._next_at = monotonic() + 1
                untold, self._untold = self._untold, 0
            self._log(kind, reference, seconds, untold=untold)

    def _log(self, kind: str, reference: Reference, seconds: float, *, untold: int) -> None:
        logger.info(
            "A request took %.2f s; kind: %s, outcome: %s%s.",
            seconds,
            kind,
            reference.outcome,
            f" (and {untold} more slow ones before it)" if untold else "",
            extra={"kind": kind, "outcome": reference.outcome, "seconds": round(seconds, 3)},
        )


def answer(app: App, body: dict[str, Any], headers: Mapping[str, str]) -> BoltResponse:
    """Return Bolt's answer to *body*; never raises.

    The mode given to Bolt is always that of Socket Mode, whose meaning there is: the body is
    parsed and its sender is known. Bolt's own parsing of HTTP bodies takes a command whose text
    contains the word "payload" for an empty one (slack_bolt/request/internals.py, parse_body),
    and it parses before it checks the signature.
    """
    if not shapes.make_sound(body):
        logger.warning("Slack sent something that cannot be read.")
        return BoltResponse(status=400, body="")
    try:
        return app.dispatch(
            BoltRequest(
                mode="socket_mode",
                body=body,
                headers=dict(headers),
                context={"message_team_id": _posted_in(body)},
            )
        )
    except Exception as error:  # noqa: BLE001 - the error handler itself failed; Slack waits
        references.noted(references.FAILED)
        failures.note(logger, "A request could not be answered", error)
        return BoltResponse(status=500, body="")


def _posted_in(body: Mapping[str, Any]) -> str | None:
    """Return the workspace of whoever posted the message that something was pressed in."""
    message = body.get("message")
    found = message.get("team") if isinstance(message, dict) else None
    return found if isinstance(found, str) else None
