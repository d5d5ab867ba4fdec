"""What is kept no longer goes by itself, in steps, each its own short transaction."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from openspace import retention as rules
from openspace.retention import Keeping
from storage import changes, spaces
from storage import retention as stored
from storage.spaces import Hold

Step = Callable[[Session], bool]
"""One thing to do in a transaction of its own; it says whether anything went."""


def due(db: Session, keeping: Keeping, *, now: datetime) -> tuple[Step, ...]:
    """Return what is to go now, in all workspaces.

    Each step looks again under its lock, so it may run late, twice and in several processes.
    """
    return tuple(_due(db, keeping, now))


def _due(db: Session, keeping: Keeping, now: datetime) -> Iterator[Step]:
    for team_id, space_id in stored.kept_spaces(db):
        space = spaces.by_id(db, space_id, team_id=team_id)
        if space is None:
            continue
        if rules.ballots_go(space, now, keeping):
            yield _unlinking(team_id, space_id, keeping, now)
        if rules.people_go(space, now, keeping):
            yield _clearing(team_id, space_id, keeping, now)
    # Whoever is here today may be about to take part.
    idle_since = now - timedelta(days=max(1, keeping.people_days))
    if stored.is_anybody_idle(db, before=idle_since):
        yield _forgetting_idle(idle_since)
    gone_since = now - timedelta(days=keeping.uninstalled_days)
    for team_id in stored.uninstalled(db, before=gone_since):
        for space_id in stored.spaces_of(db, team_id):
            yield _deleting(team_id, space_id, gone_since)
        yield _deleting(team_id, None, gone_since)


def _unlinking(team_id: str, space_id: int, keeping: Keeping, now: datetime) -> Step:
    def step(db: Session) -> bool:
        space = spaces.by_id(db, space_id, team_id=team_id, hold=Hold.ALONE)
        if space is None or not rules.ballots_go(space, now, keeping):
            return False
        stored.unlink(db, space, at=now)
        changes.note(db, space, [None])
        return True

    return step


def _clearing(team_id: str, space_id: int, keeping: Keeping, now: datetime) -> Step:
    def step(db: Session) -> bool:
        space = spaces.by_id(db, space_id, team_id=team_id, hold=Hold.ALONE)
        if space is None or not rules.people_go(space, now, keeping):
            return False
        stored.clear(db, space, at=now)
        return True

    return step


def _forgetting_idle(before: datetime) -> Step:
    def step(db: Session) -> bool:
        stored.forget_idle(db, before=before)
        return True

    return step


def _deleting(team_id: str, space_id: int | None, gone_since: datetime) -> Step:
    def step(db: Session) -> bool:
        # It may have been installed again meanwhile.
        if team_id not in stored.uninstalled(db, before=gone_since):
            return False
        if space_id is None:
            stored.delete_workspace(db, team_id)
        elif spaces.by_id(db, space_id, team_id=team_id, hold=Hold.ALONE) is not None:
            stored.delete_space(db, space_id)
        return True

    return step
