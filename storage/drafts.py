"""Queries about the draft as a whole: what it was before each step, and putting it back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from openspace.spaces import Space
from storage.tables import DraftStepRow, SessionRow, TopicRow
from storage.upserts import insert_all_missing

MOST_STEPS = 200
"""How many are kept; which figures may be told depends on them."""


@dataclass(frozen=True)
class Placed:
    """Where a topic stands in a draft.

    Args:
        slot_id: None for a topic that drafts leave out.
    """

    topic_id: int
    slot_id: int | None
    room_id: int | None
    is_pinned: bool


@dataclass(frozen=True)
class Step:
    """A change to the draft.

    Args:
        deed: what was done, like `move #7`.
        before: the draft as it was.
    """

    id: int
    deed: str
    before: tuple[Placed, ...]
    is_undone: bool


def placed(db: Session, space: Space) -> tuple[Placed, ...]:
    """Return the draft, those that drafts leave out among it."""
    query = (
        select(SessionRow.topic_id, SessionRow.slot_id, SessionRow.room_id, SessionRow.is_pinned)
        .join(TopicRow, TopicRow.id == SessionRow.topic_id)
        .where(SessionRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
        .order_by(SessionRow.topic_id)
    )
    found = (Placed(*row) for row in db.execute(query))
    return tuple(one for one in found if one.slot_id is not None or one.is_pinned)


def left_out(db: Session, space: Space) -> frozenset[int]:
    """Return the numbers of the topics that drafts leave out."""
    query = (
        select(TopicRow.number)
        .join(SessionRow, SessionRow.topic_id == TopicRow.id)
        .where(
            SessionRow.space_id == space.id,
            SessionRow.slot_id.is_(None),
            SessionRow.is_pinned,
            TopicRow.withdrawn_at.is_(None),
        )
    )
    return frozenset(db.scalars(query))


def replace(db: Session, space: Space, draft: Iterable[Placed]) -> None:
    """Make the draft what *draft* is. The open space must be held alone."""
    wanted = tuple(draft)
    # First all away, then each to its place: two sessions that swap would else meet in one place.
    db.execute(
        update(SessionRow)
        .where(SessionRow.space_id == space.id)
        .values(slot_id=None, room_id=None, is_pinned=False)
    )
    rows = [
        {"topic_id": one.topic_id, "space_id": space.id, "is_pinned": one.is_pinned}
        for one in wanted
    ]
    insert_all_missing(db, SessionRow, rows)
    if wanted:
        db.execute(
            update(SessionRow),
            [
                {
                    "topic_id": one.topic_id,
                    "slot_id": one.slot_id,
                    "room_id": one.room_id,
                    "is_pinned": one.is_pinned,
                }
                for one in wanted
            ],
        )
        db.expire_all()


def remember(
    db: Session,
    space: Space,
    participant_id: int,
    *,
    deed: str,
    at: datetime,
    is_undone: bool = False,
) -> None:
    """Keep the draft as it is now, so that the step that follows can be undone.

    Args:
        is_undone: only for the history: what follows is undoing.
    """
    before = json.dumps([astuple(one) for one in placed(db, space)])
    db.add(
        DraftStepRow(
            space_id=space.id,
            participant_id=participant_id,
            at=at,
            deed=deed,
            before=before,
            is_undone=is_undone,
        )
    )
    db.flush()
    own = DraftStepRow.space_id == space.id
    kept = select(DraftStepRow.id).where(own).order_by(DraftStepRow.id.desc()).limit(MOST_STEPS)
    db.execute(delete(DraftStepRow).where(own, DraftStepRow.id.not_in(kept)))


def history(db: Session, space: Space) -> tuple[Step, ...]:
    """Return the steps, oldest first."""
    query = select(DraftStepRow).where(DraftStepRow.space_id == space.id).order_by(DraftStepRow.id)
    return tuple(
        Step(row.id, row.deed, tuple(Placed(*one) for one in json.loads(row.before)), row.is_undone)
        for row in db.scalars(query)
    )


def last(steps: Sequence[Step]) -> Step | None:
    """Return the step that would be undone; None when there is none."""
    return next((one for one in reversed(steps) if not one.is_undone), None)


def mark_undone(db: Session, step: Step) -> None:
    """Remember that a step was undone."""
    db.execute(update(DraftStepRow).where(DraftStepRow.id == step.id).values(is_undone=True))
