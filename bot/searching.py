"""A search in a process of its own, so that nobody waits for it.

Problems and plans go through pipes as lines of JSON; whoever is asked never sees a database, and a
search whose bot has died ends with its next line.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, TextIO

from cattrs.preconf.json import make_converter

from openspace.planning import CannotPlan, Obstacle, Options, Plan, Problem

_json = make_converter()

OnProgress = Callable[[int, int], None]


class SearchEnded(Exception):
    """The search ended without a plan: it was stopped, or its process died."""


@dataclass(frozen=True)
class _Task:
    problem: Problem
    options: Options


class Searcher:
    """Searches for plans in one process of low priority, one after another.

    Args:
        process: what `python -m bot search` is.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lock = Lock()

    def search(
        self,
        problem: Problem,
        options: Options,
        should_stop: Callable[[], bool] | None = None,
        on_progress: OnProgress | None = None,
    ) -> Plan:
        """Return a plan, as `openspace.search.search` does; progress is told as it comes.

        Raises:
            CannotPlan: what is fixed contradicts itself.
            SearchEnded: the search was stopped, or its process died.
        """
        task = _json.dumps(_Task(problem, options))
        with self._lock:
            for said in self._answers(task):
                if should_stop is not None and should_stop():
                    self.stop()
                match said:
                    case {"progress": [done, of]} if on_progress is not None:
                        on_progress(done, of)
                    case {"plan": plan}:
                        return _json.structure(plan, Plan)
                    case {"obstacles": found}:
                        raise CannotPlan(tuple(_json.structure(one, Obstacle) for one in found))
        raise SearchEnded

    def stop(self) -> None:
        """End the process; a search under way ends with `SearchEnded`."""
        self._process.kill()

    def _answers(self, task: str) -> Iterator[Mapping[str, Any]]:
        import json

        assert self._process.stdin is not None, "its process was made with pipes"  # noqa: S101
        assert self._process.stdout is not None, "its process was made with pipes"  # noqa: S101
        try:
            self._process.stdin.write(task + "\n")
            self._process.stdin.flush()
            for line in self._process.stdout:
                yield json.loads(line)
        except OSError:
            return


@contextmanager
def searcher() -> Iterator[Searcher]:
    """Start a process that searches, and end it with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "search"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What it has to say, it says as an answer; errors must not carry wishes into the log.
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Searcher(process)
    finally:
        process.kill()
        process.communicate()


def answer(tasks: TextIO, say: Callable[[str], None]) -> None:
    """Search for each of *tasks*, a line each, until there are no more.

    Args:
        say: writes one line.
    """
    from openspace.search import search

    def tell(done: int, of: int) -> None:
        say(_json.dumps({"progress": [done, of]}))

    for line in tasks:
        task = _json.loads(line, _Task)
        try:
            plan = search(task.problem, task.options, on_progress=tell)
        except CannotPlan as cannot:
            say(_json.dumps({"obstacles": cannot.obstacles}))
        else:
            say(_json.dumps({"plan": plan}))
