"""Queries about another run of a topic: who was asked for one, and which topic is one."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, aliased

from openspace.runs import Answer
from openspace.spaces import Space
from storage.tables import RunOfferRow, RunRow, TopicRow, table
from storage.upserts import insert_missing


def of_its_own() -> ColumnElement[bool]:
    """Return what tells a topic from another run of one; without its first it is its own."""
    topics, runs = table(TopicRow), table(RunRow)
    first = topics.alias()
    run = (
        select(runs.c.topic_id)
        .join_from(runs, first, first.c.id == runs.c.first_id)
        .where(runs.c.topic_id == topics.c.id, first.c.withdrawn_at.is_(None))
    )
    return ~run.correlate(topics).exists()


def offer(db: Session, topic_id: int, *, at: datetime) -> bool:
    """Store that the hosts of a topic are asked; False when they have been asked before."""
    return insert_missing(
        db, RunOfferRow, topic_id=topic_id, offered_at=at, answer="", answered_at=None
    )


def offer_anew(db: Session, topic_id: int, *, at: datetime) -> None:
    """Store that the hosts of a topic are asked once more."""
    db.execute(
        update(RunOfferRow)
        .where(RunOfferRow.topic_id == topic_id)
        .values(offered_at=at, answer="", answered_at=None)
    )


def answer(db: Session, topic_id: int, given: Answer, *, at: datetime) -> None:
    """Store what a host answered."""
    db.execute(
        update(RunOfferRow)
        .where(RunOfferRow.topic_id == topic_id)
        .values(answer=given.value, answered_at=at)
    )


def offers(db: Session, space: Space) -> dict[int, Answer | None]:
    """Return what was answered by the number of the topic; None for nothing yet."""
    query = (
        select(TopicRow.number, RunOfferRow.answer)
        .join(RunOfferRow, RunOfferRow.topic_id == TopicRow.id)
        .where(TopicRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
    )
    return {number: Answer(given) if given else None for number, given in db.execute(query)}


def run_of(db: Session, first_id: int) -> int | None:
    """Return the number of the other run of a topic; None where there is none."""
    query = (
        select(TopicRow.number)
        .join(RunRow, RunRow.topic_id == TopicRow.id)
        .where(RunRow.first_id == first_id, TopicRow.withdrawn_at.is_(None))
    )
    return db.scalars(query).one_or_none()


def first_of(db: Session, space: Space, number: int) -> int | None:
    """Return the number of the topic that *number* is another run of; None for all others."""
    first = aliased(TopicRow)
    query = (
        select(first.number)
        .join(RunRow, RunRow.first_id == first.id)
        .join(TopicRow, TopicRow.id == RunRow.topic_id)
        .where(
            TopicRow.space_id == space.id,
            TopicRow.number == number,
            TopicRow.withdrawn_at.is_(None),
            first.withdrawn_at.is_(None),
        )
    )
    return db.scalars(query).one_or_none()


def link(db: Session, topic_id: int, *, first_id: int) -> None:
    """Store that a topic is another run of the first, in place of one that was withdrawn."""
    gone = select(TopicRow.id).where(TopicRow.withdrawn_at.is_not(None))
    db.execute(delete(RunRow).where(RunRow.first_id == first_id, RunRow.topic_id.in_(gone)))
    db.add(RunRow(topic_id=topic_id, first_id=first_id))
    db.flush()
