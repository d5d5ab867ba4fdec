"""A search in a process of its own, so that nobody waits for it.

Problems and plans go through pipes as lines of JSON; whoever is asked never sees a database, and a
search whose bot has died ends with its next line. A problem goes first without its wishes, then
these, some people a line, then an empty line: one long line would hold up everything else in the
bot while it is written.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, TextIO

from cattrs.preconf.json import make_converter

from openspace.planning import CannotPlan, Obstacle, Options, Plan, Problem

logger = logging.getLogger(__name__)

_json = make_converter()

PEOPLE_A_LINE = 500

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
        with self._lock:
            for said in self._answers(_lines(problem, options)):
                if should_stop is not None and should_stop():
                    self.stop()
                match said:
                    case {"progress": [done, of]} if on_progress is not None:
                        on_progress(done, of)
                    case {"plan": plan}:
                        return _json.structure(plan, Plan)
                    case {"obstacles": found}:
                        raise CannotPlan(tuple(_json.structure(one, Obstacle) for one in found))
                    case {"failed": kind}:
                        logger.error("A search for a draft failed: %s", kind)
        raise SearchEnded

    def stop(self) -> None:
        """End the process; a search under way ends with `SearchEnded`."""
        self._process.kill()

    def _answers(self, lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
        assert self._process.stdin is not None, "its process was made with pipes"  # noqa: S101 - tells mypy what is so
        assert self._process.stdout is not None, "its process was made with pipes"  # noqa: S101 - tells mypy what is so
        try:
            for line in lines:
                self._process.stdin.write(line + "\n")
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
    """Search for each of *tasks* until there are no more.

    Args:
        say: writes one line.
    """
    from openspace.search import search

    while head := tasks.readline():
        task = _json.loads(head, _Task)
        wants = [
            _json.structure(one, dict[int, int])
            for line in iter(lambda: tasks.readline().strip(), "")
            for one in json.loads(line)
        ]
        problem = replace(task.problem, wants=tuple(wants))
        try:
            plan = search(problem, task.options, on_progress=_Percent(say).tell)
        except CannotPlan as cannot:
            say(_json.dumps({"obstacles": cannot.obstacles}))
        except Exception as error:  # whatever it was, it is raised again once it is named
            # By its kind alone: its words could carry wishes into the log.
            say(json.dumps({"failed": type(error).__name__}))
            raise
        else:
            say(_json.dumps({"plan": plan}))


class _Percent:
    """Tells of progress a hundred times at most.

    Args:
        say: writes one line.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._told = -1

    def tell(self, done: int, of: int) -> None:
        """Take in that so many of so many steps are done."""
        percent = 100 * done // max(of, 1)
        if percent != self._told:
            self._told = percent
            self._say(json.dumps({"progress": [done, of]}))


def _lines(problem: Problem, options: Options) -> Iterator[str]:
    yield _json.dumps(_Task(replace(problem, wants=()), options))
    for start in range(0, len(problem.wants), PEOPLE_A_LINE):
        yield json.dumps([dict(one) for one in problem.wants[start : start + PEOPLE_A_LINE]])
    yield ""
