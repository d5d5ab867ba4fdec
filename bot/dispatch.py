"""From a request, proven to be Slack's, to its answer: the same for both modes."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition
from time import monotonic
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot import metrics
from handlers import failures, references
from handlers.references import Reference
from storage import patience

logger = logging.getLogger(__name__)

BEGIN_WITHIN_S = 2.4
"""How long after its arrival a change may still begin, in seconds. Slack tells people after three
that it failed; a change that began later would then be saved all the same."""

SLOW_S = 1.0
"""A request that takes longer, in seconds, has a line in the log; Slack gives up after three."""


class Dispatcher:
    """Answers many people at once and knows what is not answered yet.

    Args:
        app: finds the listener.
        threads: how many are answered at the same time; the others wait their turn.
    """

    def __init__(self, app: App, threads: int) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._state = Condition()
        self._open = 0
        self._moved_at = monotonic()

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
        deliver: Callable[[BoltResponse], None] | None = None,
    ) -> Future[BoltResponse]:
        """Accept one request: from here on it counts as open until it is answered.

        Args:
            body: a command, an interaction or an event.
            headers: those that tell of a repeated delivery (`x-slack-retry-…`).
            deliver: takes the answer to Slack, in the same thread; None if the caller does it.
        """
        with self._state:
            if not self._open:
                self._moved_at = monotonic()
            self._open += 1
        try:
            return self._pool.submit(self._done, monotonic(), body, headers, deliver)
        except RuntimeError:  # after `finish`
            self._close_one()
            raise

    def finish(self, timeout_s: float) -> bool:
        """Wait for all open requests, then accept no more.

        Returns:
            False if one was still open after *timeout_s* seconds; those not begun are dropped.
        """
        with self._state:
            done = self._state.wait_for(lambda: self._open == 0, timeout_s)
        self._pool.shutdown(wait=False, cancel_futures=True)
        return done

    def _done(
        self,
        arrived_at: float,
        body: dict[str, Any],
        headers: Mapping[str, str],
        deliver: Callable[[BoltResponse], None] | None,
    ) -> BoltResponse:
        reference = Reference()
        mark = references.current.set(reference)
        try:
            with patience.until(arrived_at + BEGIN_WITHIN_S):
                response = answer(self._app, body, headers)
            if deliver is not None:
                deliver(response)
            _note(reference, body, monotonic() - arrived_at)
            return response
        finally:
            references.current.reset(mark)
            self._close_one()

    def _close_one(self) -> None:
        with self._state:
            self._open -= 1
            self._moved_at = monotonic()
            self._state.notify_all()


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


def _note(reference: Reference, body: Mapping[str, Any], seconds: float) -> None:
    kind = kind_of(body)
    metrics.meter().answered(kind, reference.outcome, seconds)
    if seconds > SLOW_S or reference.outcome == references.FAILED:
        logger.info(
            "A request took %.2f s; kind: %s, outcome: %s.",
            seconds,
            kind,
            reference.outcome,
            extra={"kind": kind, "outcome": reference.outcome, "seconds": round(seconds, 3)},
        )


def answer(app: App, body: dict[str, Any], headers: Mapping[str, str]) -> BoltResponse:
    """Return Bolt's answer to *body*; never raises.

    The mode given to Bolt is always that of Socket Mode, whose meaning there is: the body is
    parsed and its sender is known. Bolt's own parsing of HTTP bodies takes a command whose text
    contains the word "payload" for an empty one (slack_bolt/request/internals.py, parse_body),
    and it parses before it checks the signature.
    """
    try:
        return app.dispatch(BoltRequest(mode="socket_mode", body=body, headers=dict(headers)))
    except Exception as error:  # noqa: BLE001 - the error handler itself failed; Slack waits
        references.noted(references.FAILED)
        failures.note(logger, "A request could not be answered", error)
        return BoltResponse(status=500, body="")
