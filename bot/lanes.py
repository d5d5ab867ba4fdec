"""Work that is done after the answer: in order within a lane, side by side across lanes."""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Condition, Thread

from handlers import references
from handlers.outages import Outages
from handlers.references import Reference

logger = logging.getLogger(__name__)

Call = Callable[[], None]
Given = tuple[Reference | None, Call]


class Lanes:
    """A few threads, each with a queue of its own.

    A queue has no upper bound: what lands here follows from a change that is already saved and
    answered, so refusing it would lose a message, and waiting for room would make a person wait
    for Slack. It grows no faster than people act, by a few hundred bytes each.

    Args:
        count: how many things may be done at the same time.
        outages: writes down what failed.
    """

    def __init__(self, count: int, outages: Outages | None = None) -> None:
        self._outages = outages or Outages()
        self._state = Condition()
        self._undone = 0
        self._closed = False
        self._queues: list[SimpleQueue[Given | None]] = [SimpleQueue() for _ in range(count)]
        for number, queue in enumerate(self._queues):
            # Daemons, because a call that hangs in Slack must not keep the process alive.
            Thread(target=self._work, args=(queue,), name=f"lane-{number}", daemon=True).start()

    def later(self, key: str, call: Call) -> None:
        """Do *call* soon, after all earlier calls with the same *key*.

        After `close` it is dropped, and the log says so.
        """
        with self._state:
            if self._closed:
                logger.warning("Something to do after an answer came after the end; dropped.")
                return
            self._undone += 1
            given = references.current.get(), call
            self._queues[hash(key) % len(self._queues)].put(given)

    def close(self, timeout_s: float) -> bool:
        """Wait until everything accepted is done, then accept nothing more.

        Returns:
            False if something was still undone after *timeout_s* seconds.
        """
        with self._state:
            done = self._state.wait_for(lambda: self._undone == 0, timeout_s)
            self._closed = True
        for queue in self._queues:
            queue.put(None)
        return done

    def _work(self, queue: "SimpleQueue[Given | None]") -> None:
        while (given := queue.get()) is not None:
            # What follows from an answer is logged under the reference of its request.
            reference, call = given
            references.current.set(reference)
            self._do(call)
            with self._state:
                self._undone -= 1
                self._state.notify_all()

    def _do(self, call: Call) -> None:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - one failed call must not stop its lane
            self._outages.note(logger, "Something to do after an answer failed", error)
