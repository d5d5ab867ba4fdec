"""What everybody in the example week might still do, while the demo plays it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

from bot import example_week
from bot.player import Deed
from bot.rehearsal import people, script
from bot.rehearsal.deeds import Deeds
from bot.rehearsal.people import Invented
from bot.rehearsal.script import FACILITATOR, Look, Step
from bot.shared_clock import SharedClock
from openspace import moments
from openspace.setup import SetTimes
from sandbox.client import Workspace
from storage.database import Database

SEED = 1
CLOSES = moments.instant(example_week.FIRST_DAY, time(15, 30), moments.DEFAULT_ZONE)
"""When voting closes, if that is still to come; else an hour after the week is played on."""


def deeds(
    workspace: Workspace, database: Database, clock: SharedClock, *, team_id: str
) -> list[Deed]:
    """Return what everybody does from now on; what the bot refuses by then does no harm."""
    now = clock.now()
    acting = [workspace.person(name) for name in _names()]
    channel = workspace.channel(example_week.CHANNEL)
    doing = Deeds(
        database=database,
        now=clock.now,
        team_id=team_id,
        channel_id=channel.id,
        cast=cast(),
        acting=acting,
        seed=SEED,
    )
    return [Deed(step.at, partial(doing.do, step)) for step in steps(now)]


def steps(now: datetime) -> tuple[Step, ...]:
    """Return what everybody does from *now* on, in the order of time."""
    closes_at = max(CLOSES, now + timedelta(hours=1))
    wall = moments.wall(closes_at, moments.DEFAULT_ZONE).replace(tzinfo=None)
    closing = SetTimes(proposals_close=wall, voting_close=wall)
    week = replace(example_week.SET_UP, windows=closing)
    to_come = (step for step in script.script(week, cast(), seed=SEED) if step.at >= now)
    return (*_windows_close(now, wall), *(step for step in to_come if _is_new(step)))


def _windows_close(now: datetime, wall: datetime) -> Iterator[Step]:
    for window in ("proposals", "voting"):
        yield Step(now, FACILITATOR, f"/openspace close {window} at {wall:%Y-%m-%d %H:%M}")


def _is_new(step: Step) -> bool:
    """Say whether somebody does not begin anew what they have done in the example week already."""
    return step.what is not Look.VOTE or _names()[step.who] not in example_week.BALLOTS


def _names() -> Sequence[str]:
    """Return everybody's name, the facilitator's first."""
    return sorted(example_week.PEOPLE, key=lambda name: name != example_week.FACILITATOR)


def cast() -> tuple[Invented, ...]:
    """Return how each of them takes part."""
    found = people.invented(len(example_week.PEOPLE), seed=SEED, guests=False)
    return tuple(
        replace(one, handle=name, name=example_week.PEOPLE[name])
        for one, name in zip(found, _names(), strict=True)
    )
