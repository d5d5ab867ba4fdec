"""The log of every call between the sandbox and the app, bounded, without tokens."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.refusals import Json

Direction = Literal["to_app", "from_app"]
Kind = Literal[
    "command",
    "block_actions",
    "block_suggestion",
    "view_submission",
    "view_closed",
    "shortcut",
    "event",
    "web_api",
    "response_url",
    "upload",
    "socket",
    "url_verification",
]


@dataclass(frozen=True)
class WireCall:
    """One call; *refused* says what Slack would not have taken, None when all was well.

    *at* is the real moment of its answer and *shown_at* that moment on the workspace's clock, both
    in seconds since 1970; *ms* are the milliseconds that the answer took. *status* is 0 where no
    answer arrived.
    """

    n: int
    at: float
    shown_at: float
    direction: Direction
    kind: Kind
    name: str
    request: Json = field(repr=False)
    response: Any = field(repr=False)
    status: int
    ms: float
    refused: str | None

    def as_json(self) -> Json:
        """The entry as the human side shows it."""
        return dict(vars(self))

    def in_brief(self) -> Json:
        """The same without what was carried, but for which repetition of an event it was."""
        kept = {name: self.request[name] for name in ("retry_num",) if name in self.request}
        return {**vars(self), "request": kept, "response": None}


class Wire:
    """Keeps the last *kept* calls and shows each to *on_call*, on the server's own thread."""

    def __init__(
        self, *, kept: int, on_call: Callable[[WireCall], None] | None, clock: Clock
    ) -> None:
        self._calls: deque[WireCall] = deque(maxlen=kept)
        self._on_call = on_call
        self._clock = clock
        self._next = 1

    def record(
        self,
        direction: Direction,
        kind: Kind,
        name: str,
        *,
        request: Json,
        response: Any,
        status: int = 200,
        started: float,
        refused: str | None = None,
    ) -> None:
        """Note one call that began at *started* (`time.perf_counter()`) and has now ended."""
        call = WireCall(
            n=self._next,
            at=time.time(),
            shown_at=self._clock.now(),
            direction=direction,
            kind=kind,
            name=name,
            request={key: value for key, value in request.items() if key != "token"},
            response=response,
            status=status,
            ms=round((time.perf_counter() - started) * 1000, 3),
            refused=refused,
        )
        self._next += 1
        self._calls.append(call)
        if self._on_call:
            self._on_call(call)

    def since(self, n: int) -> tuple[list[WireCall], int]:
        """The calls numbered *n* and later that are still kept, and the number to ask for next."""
        return list(islice(self._calls, max(0, n - self.oldest), None)), self._next

    @property
    def oldest(self) -> int:
        """The number of the oldest call that is kept, or of the next one where none is."""
        return self._calls[0].n if self._calls else self._next

    def call(self, n: int) -> WireCall | None:
        """The call numbered *n*; None where it is kept no longer, or has not been made yet."""
        place = n - self.oldest
        return self._calls[place] if 0 <= place < len(self._calls) else None
