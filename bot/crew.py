"""The threads that answer: a few, and others as soon as those are held up."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic, sleep

ALONE, TOGETHER = 1, 3
"""How many threads answer as long as answers are quick: with SQLite, which lets one write at a
time, and with PostgreSQL. The interpreter runs one at a time too, and each change of turns costs:
eight people at once had 5 to 10 % more votes a second so than by 50 threads."""

COURTESY_S = 0.025
"""How long something waits for one of the few, in seconds, before one of the others does it.
Whoever waits for Slack, a lock or the disk needs no processor, and is to hold up nobody."""

Call = Callable[[], object]


@dataclass(eq=False, slots=True)
class _Task:
    call: Call
    dropped: Call
    since: float
    begun: "Future[object] | None" = None
    is_moving: bool = False


class Crew:
    """Does things in threads; those of the few in the order of asking.

    Args:
        threads: how many things are done at the same time at most.
        few: how many of the threads do them as long as they are quick.
    """

    def __init__(self, threads: int, few: int = TOGETHER) -> None:
        few = min(few, threads)
        self._few = ThreadPoolExecutor(few, thread_name_prefix="answer")
        self._others: ThreadPoolExecutor | None = None
        self._waiting: deque[_Task] = deque()
        self._has_come = Event()
        self._is_over = False
        if threads > few:
            self._others = ThreadPoolExecutor(threads - few, thread_name_prefix="answer-too")
            Thread(target=self._watch, args=(self._others,), name="crew", daemon=True).start()

    def do(self, call: Call, dropped: Call) -> None:
        """Do *call* soon, or *dropped* if the end comes before that.

        Raises:
            RuntimeError: the end has come.
        """
        task = _Task(call, dropped, monotonic())
        _begin(task, self._few)
        if self._others is not None:
            self._waiting.append(task)
            if not self._has_come.is_set():
                self._has_come.set()

    def end(self) -> None:
        """Take nothing more, and drop what has not begun; what has goes on."""
        self._is_over = True
        self._has_come.set()
        self._few.shutdown(wait=False, cancel_futures=True)
        if self._others is not None:
            self._others.shutdown(wait=False, cancel_futures=True)

    def _watch(self, others: ThreadPoolExecutor) -> None:
        """Look, while things come, for what has waited too long."""
        while not self._is_over:
            self._has_come.wait()
            self._has_come.clear()
            while self._waiting:
                sleep(max(0, self._waiting[0].since + COURTESY_S - monotonic()))
                long_ago = monotonic() - COURTESY_S
                while self._waiting and self._waiting[0].since <= long_ago:
                    _move(self._waiting.popleft(), others)


def _move(task: _Task, others: ThreadPoolExecutor) -> None:
    """Let one of the others do it, unless it has begun."""
    task.is_moving = True
    if task.begun is not None and task.begun.cancel():
        try:
            _begin(task, others)
        except RuntimeError:  # the end has come
            task.dropped()


def _begin(task: _Task, pool: ThreadPoolExecutor) -> None:
    def ended(begun: "Future[object]") -> None:
        if begun.cancelled() and not task.is_moving:
            task.dropped()

    task.is_moving = False
    task.begun = pool.submit(task.call)
    task.begun.add_done_callback(ended)
