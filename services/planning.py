"""Searching for a draft: handing the search out, and taking its plan in.

1. A process takes a search that is wanted, under a token of its own (`claim`). Commit.
2. It reads what the search is for (`begin`), while nobody waits for that.
3. It searches, elsewhere, and says how far it is (`renew`), which keeps others from taking it.
4. It makes the draft what was found (`settle`), if nothing has changed meanwhile that the plan
   depends on; else the search begins again. A process that dies loses nothing: after its lease
   another takes the search.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cattrs.preconf.json import make_converter
from sqlalchemy.orm import Session

from openspace import drafting, spaces
from openspace.drafting import Coded, Material
from openspace.planning import Obstacle, Options, Plan
from openspace.spaces import Space
from services import drafting as drafts_made
from services import material
from storage import changes, drafts, planning
from storage import people as stored_people
from storage import spaces as stored_spaces
from storage.planning import Asker as Asker
from storage.planning import Planning
from storage.spaces import Hold

MOVED_SHARE = 10
"""Drafting again moves at most one in so many of the sessions that could stay."""

ENDED = "The open space has ended, so the draft stays as it was."

BROKE_OFF = (
    "The search broke off several times. Please tell whoever runs this bot, who finds the reason in"
    " its log. Placing by hand works at any time:"
    ' `/openspace timetable move 7 wed 10:00 "Room B"`.'
)

_json = make_converter()


@dataclass(frozen=True)
class Job:
    """A search that one process has taken.

    Args:
        token: marks it as this process's.
        origin: a print of all that the plan depends on but the votes.
    """

    space_id: int
    token: str
    coded: Coded
    options: Options
    made_from: Material
    origin: str


@dataclass(frozen=True)
class Result:
    """What came of a search.

    Args:
        changed: numbers of the sessions that stand elsewhere now, got a place or lost it.
        is_fresh: whether it began afresh.
        seconds: how long it took.
        obstacles: what stood in its way; then nothing changed.
        what_if: what would help, as `openspace/what_if.py` found it.
    """

    changed: tuple[int, ...] = ()
    is_fresh: bool = False
    seconds: float = 0.0
    obstacles: tuple[str, ...] = ()
    what_if: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """A search has ended.

    Args:
        askers: whom to tell.
        at: when it ended.
    """

    space: Space
    result: Result
    askers: tuple[Asker, ...]
    at: datetime


def due(db: Session, *, team_id: str, now: datetime) -> tuple[int, ...]:
    """Return the open spaces for which a draft is to be searched, the longest waiting first."""
    return planning.due(db, team_id=team_id, now=now)


def claim(db: Session, space_id: int, token: str, *, now: datetime, lease: timedelta) -> bool:
    """Take a search under *token*; False if somebody else has it.

    Args:
        lease: after it others may take it over, unless it is renewed.
    """
    return planning.claim(db, space_id, token, now=now, until=now + lease)


def begin(db: Session, space_id: int, token: str, *, team_id: str, now: datetime) -> Job | None:
    """Return what a search that was taken is for; None if its open space is not there any more."""
    space = stored_spaces.by_id(db, space_id, team_id=team_id)
    if space is None:
        return None
    stands = planning.planning(db, space)
    found = material.of(db, space, now=now)
    coded = drafting.coded(found)
    movable = [session for session in found.sessions if not drafting.is_fixed(session, now)]
    follows = bool(movable) and not stands.is_fresh
    options = Options(
        seed=stands.seed,
        fairness=stands.fairness,
        previous=coded.previous if follows else None,
        most_moved=len(movable) // MOVED_SHARE if follows else None,
    )
    return Job(space_id, token, coded, options, found, material.origin(found))


def renew(db: Session, job: Job, *, progress: int, until: datetime) -> bool:
    """Note how far a search is, in percent, and keep it; False if it was lost meanwhile."""
    return planning.renew(db, job.space_id, job.token, progress=progress, until=until)


def release(db: Session, job: Job) -> None:
    """Give a search back undone, so that any process begins it again at once."""
    planning.release(db, job.space_id, job.token)


def askers(db: Session, job: Job) -> tuple[Asker, ...]:
    """Return who waits for a search."""
    return planning.askers(db, job.space_id)


def settle(
    db: Session, job: Job, plan: Plan, *, team_id: str, now: datetime, result: Result
) -> Settled | None:
    """Make the draft what *plan* is.

    Returns:
        None if the search was lost, or if something that the plan depends on has changed
        meanwhile: then it begins again.
    """
    space = _held(db, job, team_id=team_id)
    if space is None:
        return None
    if spaces.has_ended(space, now):
        return _settled(db, job, space, planning.FAILED, replace(result, obstacles=(ENDED,)), now)
    found = material.without_wishes(db, space, now=now)
    if material.origin(found) != job.origin:
        planning.release(db, job.space_id, job.token)
        return None
    after = drafting.sessions(job.coded, plan, found.sessions)
    who = planning.askers(db, space.id)
    changed = drafts_made.changed(found.sessions, after) if who else ()
    if changed:
        drafts.remember(db, space, who[0].participant_id, deed="draft", at=now)
        keep = [one for one in drafts.placed(db, space) if one.slot_id is None]
        drafts.replace(db, space, [*keep, *map(drafts_made.placed, after)])
    return _settled(db, job, space, planning.DONE, replace(result, changed=changed), now)


def refuse(
    db: Session, job: Job, obstacles: Sequence[Obstacle], *, team_id: str, now: datetime
) -> Settled | None:
    """Note that there is no plan, and what stands in its way; None if the search was lost."""
    space = _held(db, job, team_id=team_id)
    if space is None:
        return None
    words = [drafting.obstacle_words(job.coded, one, zone=space.zone) for one in obstacles]
    result = Result(is_fresh=job.options.previous is None, obstacles=tuple(words))
    return _settled(db, job, space, planning.FAILED, result, now)


def add_what_if(db: Session, settled: Settled, sentences: Sequence[str]) -> Settled | None:
    """Add to what came of a search what would help; None if another was asked for since."""
    result = replace(settled.result, what_if=tuple(sentences))
    space = settled.space
    if not planning.amend(db, space.id, result=_json.dumps(result), settled_at=settled.at):
        return None
    changes.note(db, space, stored_people.facilitators(db, space))
    return replace(settled, result=result)


def give_up(db: Session, job: Job, *, team_id: str, now: datetime) -> Settled | None:
    """Note that the search broke off again and again; None if it was lost."""
    space = _held(db, job, team_id=team_id)
    if space is None:
        return None
    result = Result(is_fresh=job.options.previous is None, obstacles=(BROKE_OFF,))
    return _settled(db, job, space, planning.FAILED, result, now)


def last_result(stands: Planning) -> Result | None:
    """Return what came of the last search; None before the first."""
    return _json.loads(stands.result, Result) if stands.result else None


def _held(db: Session, job: Job, *, team_id: str) -> Space | None:
    """Hold the open space of a search alone; None if the search is another's by now."""
    space = stored_spaces.by_id(db, job.space_id, team_id=team_id, hold=Hold.ALONE)
    is_mine = space is not None and planning.is_held(db, job.space_id, job.token)
    return space if is_mine else None


def _settled(
    db: Session, job: Job, space: Space, status: str, result: Result, now: datetime
) -> Settled:
    told = planning.settle(
        db, job.space_id, job.token, status=status, result=_json.dumps(result), now=now
    )
    changes.note(db, space, [one.user_id for one in told])
    return Settled(space, result, told, now)
