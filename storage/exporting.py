"""Queries for files that people ask for: what is stored about one person, or in one open space."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from openspace.spaces import Space
from storage.tables import (
    AuditRow,
    DraftStepRow,
    HomeRow,
    HostRow,
    MessageRow,
    ParticipantRow,
    PersonRow,
    RemovedHostRow,
    RequestBackerRow,
    RequestRow,
    ThemeRow,
    TopicRow,
)

Rows = Sequence[Any]
"""Rows with the columns that each query names, in their order."""


def person(db: Session, *, team_id: str, user_id: str) -> Any | None:
    """Return what Slack says somebody is, and since when that is known; None for a stranger."""
    query = select(PersonRow.kind, PersonRow.checked_at).where(
        PersonRow.team_id == team_id, PersonRow.user_id == user_id
    )
    return db.execute(query).one_or_none()


def home(db: Session, *, team_id: str, user_id: str) -> Any | None:
    """Return when somebody opened their Home last, and when it was painted; None for never."""
    query = select(HomeRow.opened_at, HomeRow.painted_at).where(
        HomeRow.team_id == team_id, HomeRow.user_id == user_id
    )
    return db.execute(query).one_or_none()


def proposed(db: Session, participant_id: int) -> Rows:
    """Return the topics that somebody proposed, withdrawn ones too, by number."""
    query = (
        select(
            TopicRow.number,
            TopicRow.title,
            TopicRow.description,
            TopicRow.access_notes,
            ThemeRow.name.label("theme"),
            TopicRow.created_at,
            TopicRow.withdrawn_at,
        )
        .outerjoin(ThemeRow, ThemeRow.id == TopicRow.theme_id)
        .where(TopicRow.author_id == participant_id)
    )
    return db.execute(query.order_by(TopicRow.number)).all()


def hosted(db: Session, participant_id: int) -> Rows:
    """Return number and title of the topics that somebody hosts."""
    query = (
        select(TopicRow.number, TopicRow.title)
        .join(HostRow, HostRow.topic_id == TopicRow.id)
        .where(HostRow.participant_id == participant_id, TopicRow.withdrawn_at.is_(None))
    )
    return db.execute(query.order_by(TopicRow.number)).all()


def taken_out_of(db: Session, participant_id: int) -> tuple[int, ...]:
    """Return the numbers of the topics of whose hosts others took somebody out."""
    query = (
        select(TopicRow.number)
        .join(RemovedHostRow, RemovedHostRow.topic_id == TopicRow.id)
        .where(RemovedHostRow.participant_id == participant_id)
    )
    return tuple(db.scalars(query.order_by(TopicRow.number)))


def asked_for(db: Session, space: Space, participant_id: int | None = None) -> Rows:
    """Return the changes to the timetable that were asked for; with an id, by one person."""
    query = (
        select(
            RequestRow.number,
            TopicRow.number.label("session"),
            RequestRow.reason,
            RequestRow.created_at,
            RequestRow.status,
            RequestRow.answer,
        )
        .join(TopicRow, TopicRow.id == RequestRow.topic_id)
        .where(RequestRow.space_id == space.id)
    )
    if participant_id is not None:
        query = query.where(RequestRow.participant_id == participant_id)
    return db.execute(query.order_by(RequestRow.number)).all()


def backed(db: Session, participant_id: int) -> tuple[int, ...]:
    """Return the numbers of the requests that somebody backs."""
    query = (
        select(RequestRow.number)
        .join(RequestBackerRow, RequestBackerRow.request_id == RequestRow.id)
        .where(RequestBackerRow.participant_id == participant_id)
    )
    return tuple(db.scalars(query.order_by(RequestRow.number)))


def deeds(db: Session, space: Space, participant_id: int | None = None) -> Rows:
    """Return when facilitators did what to what, oldest first; with an id, what one of them did."""
    query = select(AuditRow.at, AuditRow.deed, AuditRow.subject).where(
        AuditRow.space_id == space.id
    )
    if participant_id is not None:
        query = query.where(AuditRow.participant_id == participant_id)
    return db.execute(query.order_by(AuditRow.id)).all()


def draft_steps(db: Session, participant_id: int) -> Rows:
    """Return when somebody changed the draft, and how."""
    query = select(DraftStepRow.at, DraftStepRow.deed).where(
        DraftStepRow.participant_id == participant_id
    )
    return db.execute(query.order_by(DraftStepRow.id)).all()


def messages(db: Session, space: Space, user_id: str) -> Rows:
    """Return which messages somebody was to be sent, oldest first."""
    query = select(
        MessageRow.kind, MessageRow.status, MessageRow.not_before, MessageRow.settled_at
    ).where(MessageRow.space_id == space.id, MessageRow.recipient == user_id)
    return db.execute(query.order_by(MessageRow.id)).all()


def topics(db: Session, space: Space) -> Rows:
    """Return all topics and talks that were not withdrawn, with who proposed each."""
    author = aliased(PersonRow)
    query = (
        select(
            TopicRow.id,
            TopicRow.number,
            TopicRow.title,
            TopicRow.description,
            TopicRow.access_notes,
            TopicRow.speakers,
            ThemeRow.name.label("theme"),
            author.user_id.label("proposed_by"),
            TopicRow.created_at,
        )
        .outerjoin(ThemeRow, ThemeRow.id == TopicRow.theme_id)
        .outerjoin(ParticipantRow, ParticipantRow.id == TopicRow.author_id)
        .outerjoin(author, author.id == ParticipantRow.person_id)
        .where(TopicRow.space_id == space.id, TopicRow.withdrawn_at.is_(None))
    )
    return db.execute(query.order_by(TopicRow.number)).all()
