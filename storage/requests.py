"""Queries about changes that people asked for after publishing, and who backs them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from openspace.requests import Named, Request, Status, Wish
from openspace.spaces import Space
from storage.tables import ParticipantRow, PersonRow, RequestBackerRow, RequestRow, TopicRow
from storage.upserts import insert_missing


def add(
    db: Session,
    space: Space,
    participant_id: int,
    wish: Wish,
    *,
    stood: str,
    reason: str,
    created_at: datetime,
) -> int:
    """Store a request and return its number, the next of its open space, which is held alone."""
    last = select(func.coalesce(func.max(RequestRow.number), 0)).where(
        RequestRow.space_id == space.id
    )
    number = db.scalars(last).one() + 1
    db.add(
        RequestRow(
            space_id=space.id,
            number=number,
            participant_id=participant_id,
            topic_id=wish.topic_id,
            other_id=wish.other_id,
            slot_id=wish.slot_id,
            room_id=wish.room_id,
            stood=stood,
            reason=reason,
            created_at=created_at,
            status=Status.OPEN.value,
            answer="",
            answered_by=None,
            answered_at=None,
        )
    )
    db.flush()
    return number


def shown_to(db: Session, space: Space, participant_id: int | None) -> tuple[Request, ...]:
    """Return the open requests by number, and behind them those of one participant, newest first.

    Args:
        participant_id: None for somebody who has not asked for anything.
    """
    is_open = RequestRow.status == Status.OPEN.value
    found = _found(db, space, or_(is_open, RequestRow.participant_id == participant_id))
    settled = [one for one in found if one.status is not Status.OPEN]
    return (*(one for one in found if one.status is Status.OPEN), *reversed(settled))


def by_number(db: Session, space: Space, number: int) -> Request | None:
    """Return one request; None when there is none of that number."""
    return next(iter(_found(db, space, RequestRow.number == number)), None)


def count_open(db: Session, space: Space) -> int:
    """Return how many requests nobody has answered."""
    query = select(func.count()).where(
        RequestRow.space_id == space.id, RequestRow.status == Status.OPEN.value
    )
    return db.scalars(query).one()


def settle(
    db: Session,
    request: Request,
    status: Status,
    *,
    answer: str,
    answered_by: int | None,
    answered_at: datetime,
) -> None:
    """Store what became of a request.

    Args:
        answered_by: the facilitator as a participant; None when it was taken back.
    """
    db.execute(
        update(RequestRow)
        .where(RequestRow.id == request.id)
        .values(
            status=status.value,
            answer=answer,
            answered_by=answered_by,
            answered_at=answered_at,
        )
    )


def back(db: Session, request: Request, participant_id: int) -> bool:
    """Store that somebody wishes for the same; return whether that is new."""
    return insert_missing(
        db, RequestBackerRow, request_id=request.id, participant_id=participant_id
    )


def stop_backing(db: Session, request: Request, participant_id: int) -> None:
    """Forget that somebody wished for the same."""
    db.execute(
        delete(RequestBackerRow).where(
            RequestBackerRow.request_id == request.id,
            RequestBackerRow.participant_id == participant_id,
        )
    )


def backed_by(db: Session, participant_id: int | None) -> frozenset[int]:
    """Return the ids of the requests that somebody backs; None backs nothing."""
    query = select(RequestBackerRow.request_id).where(
        RequestBackerRow.participant_id == participant_id
    )
    return frozenset() if participant_id is None else frozenset(db.scalars(query))


def backers(db: Session, request: Request) -> tuple[str, ...]:
    """Return the user ids of those who back a request."""
    query = (
        select(PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .join(RequestBackerRow, RequestBackerRow.participant_id == ParticipantRow.id)
        .where(RequestBackerRow.request_id == request.id)
        .order_by(ParticipantRow.id)
    )
    return tuple(db.scalars(query))


def _found(db: Session, space: Space, wanted: ColumnElement[bool]) -> tuple[Request, ...]:
    topic, other = aliased(TopicRow), aliased(TopicRow)
    backers_of = (
        select(func.count())
        .where(RequestBackerRow.request_id == RequestRow.id)
        .scalar_subquery()
        .label("backers")
    )
    query = (
        select(
            RequestRow,
            PersonRow.user_id,
            topic.number.label("topic_number"),
            topic.title,
            other.number.label("other_number"),
            other.title.label("other_title"),
            backers_of,
        )
        .join(topic, topic.id == RequestRow.topic_id)
        .outerjoin(other, other.id == RequestRow.other_id)
        .join(ParticipantRow, ParticipantRow.id == RequestRow.participant_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(RequestRow.space_id == space.id, wanted)
        .order_by(RequestRow.number)
        # What was stored by a statement of its own must not be hidden by what is remembered.
        .execution_options(populate_existing=True)
    )
    return tuple(_request(row) for row in db.execute(query))


def _request(row: Row[Any]) -> Request:
    stored: RequestRow = row[0]
    other = None
    if stored.other_id is not None and row.other_number is not None:
        other = Named(stored.other_id, row.other_number, row.other_title or "")
    return Request(
        id=stored.id,
        number=stored.number,
        wish=Wish(stored.topic_id, stored.other_id, stored.slot_id, stored.room_id),
        session=Named(stored.topic_id, row.topic_number, row.title),
        other=other,
        stood=stored.stood,
        reason=stored.reason,
        status=Status(stored.status),
        answer=stored.answer,
        asked_by=row.user_id,
        backers=row.backers,
    )
