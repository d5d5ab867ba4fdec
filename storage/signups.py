"""Queries about who signed up for which session, in order."""

from collections.abc import Collection

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session, aliased

from openspace.spaces import Space
from storage.tables import ParticipantRow, PersonRow, SessionRow, SignupRow
from storage.upserts import insert_missing


def order(db: Session, topic_id: int) -> tuple[int, ...]:
    """Return the participants signed up for one session, first come first."""
    query = (
        select(SignupRow.participant_id)
        .where(SignupRow.topic_id == topic_id)
        .order_by(SignupRow.id)
    )
    return tuple(db.scalars(query))


def orders(db: Session, topic_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the participants signed up by topic id, first come first, in one query."""
    query = (
        select(SignupRow.topic_id, SignupRow.participant_id)
        .where(SignupRow.topic_id.in_(topic_ids))
        .order_by(SignupRow.topic_id, SignupRow.id)
    )
    found: dict[int, list[int]] = {topic_id: [] for topic_id in topic_ids}
    for topic_id, participant_id in db.execute(query):
        found[topic_id].append(participant_id)
    return {topic_id: tuple(participants) for topic_id, participants in found.items()}


def names_in_order(db: Session, topic_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the user ids of those signed up by topic id, first come first, in one query."""
    query = (
        select(SignupRow.topic_id, PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(SignupRow.topic_id.in_(topic_ids))
        .order_by(SignupRow.topic_id, SignupRow.id)
    )
    found: dict[int, list[str]] = {topic_id: [] for topic_id in topic_ids}
    for topic_id, user_id in db.execute(query):
        found[topic_id].append(user_id)
    return {topic_id: tuple(names) for topic_id, names in found.items()}


def add(db: Session, topic_id: int, participant_id: int) -> None:
    """Put somebody at the end of the list, or leave them where they are. Hold the session."""
    insert_missing(db, SignupRow, topic_id=topic_id, participant_id=participant_id)


def remove(db: Session, topic_id: int, participant_id: int) -> None:
    """Take somebody off the list. The session must be held."""
    db.execute(
        delete(SignupRow).where(
            SignupRow.topic_id == topic_id, SignupRow.participant_id == participant_id
        )
    )


_COUNTS = (
    select(SignupRow.topic_id, func.count())
    .join(SessionRow, SessionRow.topic_id == SignupRow.topic_id)
    .where(SessionRow.space_id == bindparam("space_id"))
    .group_by(SignupRow.topic_id)
)
_MINE, _AHEAD = aliased(SignupRow), aliased(SignupRow)
_POSITIONS = (
    select(_MINE.topic_id, func.count())
    .join(_AHEAD, (_AHEAD.topic_id == _MINE.topic_id) & (_AHEAD.id <= _MINE.id))
    .where(_MINE.participant_id == bindparam("participant_id"))
    .group_by(_MINE.topic_id)
)


def counts(db: Session, space: Space) -> dict[int, int]:
    """Return how many signed up, by topic id; sessions without anybody are left out."""
    return dict(db.execute(_COUNTS, {"space_id": space.id}).all())


def positions(db: Session, participant_id: int) -> dict[int, int]:
    """Return where one person stands, 1 for first, by topic id of their sessions."""
    return dict(db.execute(_POSITIONS, {"participant_id": participant_id}).all())
