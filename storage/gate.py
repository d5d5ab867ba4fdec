"""SQLite's writers of this process, one at a time and first come first served."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic


class Gate:
    """A lock that is given in the order of asking.

    `threading.Lock` gives itself to whoever asks at the right moment: of 50 writers at once some
    waited for more than two seconds while others were served again and again.

    `on_wait` is told how many seconds each waited that had to, if somebody wants to know.
    """

    def __init__(self) -> None:
        self.on_wait: Callable[[float], None] | None = None
        self._inside = Lock()
        self._is_taken = False
        self._queue: deque[Lock] = deque()

    def acquire(self, *, timeout_s: float) -> bool:
        """Wait for one's turn; say whether it came within *timeout_s* seconds."""
        with self._inside:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Lock()
            mine.acquire()  # released by whoever hands the turn over
            self._queue.append(mine)
        began = monotonic()
        is_mine = mine.acquire(timeout=timeout_s)
        if self.on_wait is not None:
            self.on_wait(monotonic() - began)
        if is_mine:
            return True
        with self._inside:
            if mine in self._queue:
                self._queue.remove(mine)
                return False
        return True  # the turn was handed over in the very last moment

    def release(self) -> None:
        """Hand the turn over to whoever has waited longest."""
        with self._inside:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._is_taken = False
