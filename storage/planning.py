"""Queries about the search for a draft: one an open space, worked at by one process at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from openspace.spaces import Space
from storage.tables import (
    ParticipantRow,
    PersonRow,
    PlanningAskerRow,
    PlanningRow,
    SpaceRow,
)
from storage.upserts import insert_missing

NONE = "none"
WANTED = "wanted"
WORKING = "working"
DONE = "done"
FAILED = "failed"
USUAL_FAIRNESS = 2


@dataclass(frozen=True)
class Planning:
    """How the search for a draft stands.

    Args:
        status: none, wanted, working, done or failed.
        progress: in percent.
        fairness: of 1,000 satisfied wishes, how many may be given up for those who fare worst.
        result: what came of the last one, in JSON; "" before the first.
    """

    status: str = NONE
    is_fresh: bool = False
    seed: int = 1
    progress: int = 0
    fairness: int = USUAL_FAIRNESS
    result: str = ""

    @property
    def is_under_way(self) -> bool:
        """Say whether a draft is being searched for, or will be in a moment."""
        return self.status in (WANTED, WORKING)


NEVER = Planning()
"""How it stands before anybody has asked for a draft."""


@dataclass(frozen=True)
class Asker:
    """Who asked for a search.

    Args:
        answer_url: Slack's address for answers; "" for their Home.
        in_place: the answer takes the place of the message it answers.
    """

    participant_id: int
    user_id: str
    answer_url: str
    in_place: bool


def planning(db: Session, space: Space) -> Planning:
    """Return how the search for a draft stands."""
    query = select(
        PlanningRow.status,
        PlanningRow.is_fresh,
        PlanningRow.seed,
        PlanningRow.progress,
        PlanningRow.fairness,
        PlanningRow.result,
    ).where(PlanningRow.space_id == space.id)
    row = db.execute(query).one_or_none()
    return NEVER if row is None else Planning(*row)


def want(db: Session, space: Space, *, is_fresh: bool, seed: int, now: datetime) -> None:
    """Ask for a search. The open space must be held alone, and no search be under way."""
    _ensure(db, space)
    db.execute(
        update(PlanningRow)
        .where(PlanningRow.space_id == space.id)
        .values(
            status=WANTED,
            is_fresh=is_fresh,
            seed=seed,
            wanted_at=now,
            claim=None,
            look_at=None,
            progress=0,
        )
    )


def add_asker(
    db: Session, space: Space, participant_id: int, *, answer_url: str, in_place: bool
) -> None:
    """Remember whom to tell of the search under way, and where; the last place counts."""
    values = {"answer_url": answer_url, "in_place": in_place}
    own = {"space_id": space.id, "participant_id": participant_id}
    if not insert_missing(db, PlanningAskerRow, **own, **values):
        db.execute(update(PlanningAskerRow).filter_by(**own).values(**values))


def set_fairness(db: Session, space: Space, fairness: int) -> None:
    """Store how many of 1,000 satisfied wishes may be given up for those who fare worst."""
    _ensure(db, space)
    db.execute(
        update(PlanningRow).where(PlanningRow.space_id == space.id).values(fairness=fairness)
    )


def due(db: Session, *, team_id: str, now: datetime) -> tuple[int, ...]:
    """Return the open spaces whose search nobody works at, the longest waiting first."""
    query = (
        select(PlanningRow.space_id)
        .join(SpaceRow, SpaceRow.id == PlanningRow.space_id)
        .where(SpaceRow.team_id == team_id, _is_free(now))
        .order_by(PlanningRow.wanted_at)
    )
    return tuple(db.scalars(query))


def claim(db: Session, space_id: int, token: str, *, now: datetime, until: datetime) -> bool:
    """Take a search; False if somebody else has it."""
    query = (
        update(PlanningRow)
        .where(PlanningRow.space_id == space_id, _is_free(now))
        .values(status=WORKING, claim=token, look_at=until)
        .returning(PlanningRow.space_id)
    )
    return db.execute(query).first() is not None


def renew(db: Session, space_id: int, token: str, *, progress: int, until: datetime) -> bool:
    """Note how far a search is, and keep it; False if it was lost meanwhile."""
    query = (
        update(PlanningRow)
        .where(_is_mine(space_id, token))
        .values(progress=progress, look_at=until)
        .returning(PlanningRow.space_id)
    )
    return db.execute(query).first() is not None


def release(db: Session, space_id: int, token: str) -> None:
    """Give a search back, so that any process begins it again at once."""
    db.execute(
        update(PlanningRow)
        .where(_is_mine(space_id, token))
        .values(status=WANTED, claim=None, look_at=None, progress=0)
    )


def is_held(db: Session, space_id: int, token: str) -> bool:
    """Say whether a search is still that of the process that took it under *token*."""
    return bool(db.scalar(select(exists().where(_is_mine(space_id, token)))))


def settle(
    db: Session, space_id: int, token: str, *, status: str, result: str, now: datetime
) -> tuple[Asker, ...]:
    """Note what came of a search; return whom to tell, once."""
    db.execute(
        update(PlanningRow)
        .where(_is_mine(space_id, token))
        .values(status=status, claim=None, look_at=None, settled_at=now, result=result)
    )
    found = askers(db, space_id)
    db.execute(delete(PlanningAskerRow).where(PlanningAskerRow.space_id == space_id))
    return found


def amend(db: Session, space_id: int, *, result: str, settled_at: datetime) -> bool:
    """Replace what came of the search that ended then; False if it is not the last any more."""
    query = (
        update(PlanningRow)
        .where(
            PlanningRow.space_id == space_id,
            PlanningRow.status == DONE,
            PlanningRow.settled_at == settled_at,
        )
        .values(result=result)
        .returning(PlanningRow.space_id)
    )
    return db.execute(query).first() is not None


def askers(db: Session, space_id: int) -> tuple[Asker, ...]:
    """Return who waits for the search of an open space."""
    query = (
        select(
            PlanningAskerRow.participant_id,
            PersonRow.user_id,
            PlanningAskerRow.answer_url,
            PlanningAskerRow.in_place,
        )
        .join(ParticipantRow, ParticipantRow.id == PlanningAskerRow.participant_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(PlanningAskerRow.space_id == space_id)
        .order_by(PlanningAskerRow.participant_id)
    )
    return tuple(Asker(*row) for row in db.execute(query))


def _ensure(db: Session, space: Space) -> None:
    insert_missing(
        db,
        PlanningRow,
        space_id=space.id,
        status=NONE,
        is_fresh=False,
        seed=1,
        fairness=USUAL_FAIRNESS,
        progress=0,
        result="",
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    dead = and_(PlanningRow.status == WORKING, PlanningRow.look_at <= now)
    return or_(PlanningRow.status == WANTED, dead)


def _is_mine(space_id: int, token: str) -> ColumnElement[bool]:
    return and_(
        PlanningRow.space_id == space_id,
        PlanningRow.status == WORKING,
        PlanningRow.claim == token,
    )
