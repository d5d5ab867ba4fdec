"""Tells an event that Slack delivers again from one that is new."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

REMEMBERED = 10_000
"""How many events are remembered; Slack repeats one within six minutes, or hourly for a day."""

TAKEN = ("http_timeout", "timeout")
"""Slack's reasons for a repetition that mean: somebody has it, but was slow to say so
(docs.slack.dev, Events API, "Error handling"; Socket Mode says `timeout`)."""


class Deliveries:
    """Remembers by their id which events this process has taken; safe to ask from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken: OrderedDict[str, None] = OrderedDict()

    def is_new(self, event_id: str, headers: Mapping[str, Sequence[str]]) -> bool:
        """Say whether the event was not taken before, and take it.

        An event that could not be delivered at first is new when it comes again; one that took
        too long is not, because this process or another is at it.

        Args:
            event_id: Slack's, the same at each delivery.
            headers: of the request, by name in lower case.
        """
        with self._lock:
            if event_id in self._taken:
                return False
            self._taken[event_id] = None
            if len(self._taken) > REMEMBERED:
                self._taken.popitem(last=False)
        return not any(reason in TAKEN for reason in headers.get("x-slack-retry-reason", ()))
