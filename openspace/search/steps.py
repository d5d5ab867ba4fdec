"""Counts the steps of a search, tells of them, and ends it early when asked to."""

from collections.abc import Callable


class Stopped(Exception):
    """The search was asked to stop."""


class Steps:
    """Steps of one search, done and planned."""

    def __init__(
        self,
        planned: int,
        should_stop: Callable[[], bool] | None,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        self.done = 0
        self.planned = planned
        self.is_stopped = False
        self._should_stop = should_stop
        self._on_progress = on_progress

    def poll(self) -> None:
        """Look whether to go on.

        Raises:
            Stopped: somebody asked for that.
        """
        if not self.is_stopped and self._should_stop is not None:
            self.is_stopped = self._should_stop()
        if self.is_stopped:
            raise Stopped

    def take(self) -> None:
        """Count one step and tell of it.

        Raises:
            Stopped: somebody asked for that.
        """
        self.poll()
        self.done += 1
        if self._on_progress is not None:
            self._on_progress(self.done, self.planned)
