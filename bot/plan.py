"""`python -m bot plan`: from a file with a planning problem to one with its timetable."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot import instances
from bot.instances import BadInstance
from openspace import search
from openspace.planning import CannotPlan, Options, Plan, Problem, Score

Progress = Callable[[int, int], None]
"""Is told how many steps are done, of how many."""

MOST_NAMED = 20
BAR = 200


@dataclass(frozen=True)
class Wanted:
    """What was asked for.

    Args:
        seconds: how long the search may take; None for as long as it needs.
        out: where the timetable goes; None to print it.
    """

    instance: Path
    seconds: float | None
    options: Options
    out: Path | None


def plan(
    wanted: Wanted,
    *,
    should_stop: Callable[[], bool],
    progress: Callable[[], AbstractContextManager[Progress]],
    say: Callable[[str], None],
    tell: Callable[[str], None],
) -> None:
    """Plan a file, write the timetable and report.

    Args:
        should_stop: asked many times a second; once it says yes, the best so far is written.
        progress: shows how far the search is while it lasts.
        say: prints the timetable where no file was named, else the report.
        tell: prints the report where the timetable is printed.

    Raises:
        BadInstance: for a reason that a person can mend.
    """
    problem = instances.read(wanted.instance)
    began = time.monotonic()
    until = None if wanted.seconds is None else began + wanted.seconds
    try:
        with progress() as on_progress:
            found = search.search(
                problem,
                wanted.options,
                should_stop=lambda: (
                    should_stop() or (until is not None and time.monotonic() > until)
                ),
                on_progress=on_progress,
            )
    except CannotPlan as error:
        raise BadInstance("\n".join(map(instances.sentence, error.obstacles))) from None
    took_s = time.monotonic() - began
    text = json.dumps(timetable(found)) + "\n"
    lines = report(problem, found, search.score(problem, found.places), took_s=took_s)
    if wanted.out is None:
        say(text.rstrip())
        tell("\n".join(lines))
        return
    try:
        wanted.out.write_text(text)
    except OSError as error:
        raise BadInstance(f"{wanted.out} cannot be written: {error.strerror or error}.") from None
    say("\n".join([*lines, f"The timetable is in {wanted.out}."]))


@contextmanager
def bar() -> Iterator[Progress]:
    """Show a bar on stderr while something lasts; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _planned: None
        return
    with click.progressbar(length=BAR, label="Planning", file=sys.stderr) as shown:

        def on_progress(done: int, planned: int) -> None:
            ahead = BAR * done // max(planned, 1) - shown.pos
            if ahead > 0:
                shown.update(ahead)

        yield on_progress


def timetable(found: Plan) -> dict[str, list[dict[str, int]]]:
    """Return a plan as it is written: by slot and room."""
    listed = sorted(found.places.items(), key=lambda one: (one[1], one[0]))
    return {
        "placements": [
            {"topic": topic, "slot": place.slot, "room": place.room} for topic, place in listed
        ]
    }


def report(problem: Problem, found: Plan, score: Score, *, took_s: float) -> Iterator[str]:
    """Yield what a plan is like, line by line."""
    wishes = sum(len(wants) for wants in problem.wants)
    is_weighed = any(weight != 1 for wants in problem.wants for weight in wants.values())
    yield f"{score.met} of {wishes} wishes are satisfied."
    if is_weighed:
        yield f"By weight that is {score.weight}."
    if score.people:
        missed, wanted = score.worst
        yield f"{score.with_all} of {_people(score.people)} get all they want."
        yield f"Whoever fares worst misses {missed} of {wanted}."
        yield f"With wishes and nothing of them: {_people(score.with_nothing)}."
        what = "in weight of wishes" if is_weighed else "in wishes"
        yield f"Raising those who fare worst cost {found.given_up}, {what}."
    left = [topic for topic in range(problem.topics) if topic not in found.places]
    if left:
        named = ", ".join(map(str, left[:MOST_NAMED]))
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        yield f"Without a place: {_topics(len(left))} ({named}{more})."
    else:
        yield "Every topic has a place."
    yield f"Beyond the seats of their rooms, as expected: {score.lacking:.1f} people."
    yield f"It took {found.steps} steps and {took_s:.1f} seconds."
    if not found.is_complete:
        yield "It was stopped early, so another run may find another timetable."


def _people(count: int) -> str:
    return f"{count or 'no'} {'person' if count == 1 else 'people'}"


def _topics(count: int) -> str:
    return f"{count} {'topic' if count == 1 else 'topics'}"
