"""Queries about people and what they are in an open space."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, union, update
from sqlalchemy.orm import Session

from openspace.notices import Notices
from openspace.people import Kind, Person
from openspace.spaces import Space
from storage.database import is_alone
from storage.tables import (
    DotsRow,
    HostRow,
    ParticipantRow,
    PersonRow,
    SignupRow,
    SpaceRow,
    TopicRow,
    table,
)
from storage.upserts import insert_missing


def kind(db: Session, *, team_id: str, user_id: str) -> tuple[Kind, datetime | None]:
    """Return what a user is, and when Slack said so; None when it never did."""
    query = select(PersonRow.kind, PersonRow.checked_at).where(
        PersonRow.team_id == team_id, PersonRow.user_id == user_id
    )
    row = db.execute(query).one_or_none()
    return (Kind.UNKNOWN, None) if row is None else (Kind(row.kind), row.checked_at)


def remember_kind(
    db: Session, kind: Kind, *, team_id: str, user_id: str, checked_at: datetime
) -> None:
    """Store what Slack says a user is."""
    insert_missing(
        db, PersonRow, team_id=team_id, user_id=user_id, kind=kind.value, checked_at=checked_at
    )
    refresh_kind(db, kind, team_id=team_id, user_id=user_id, checked_at=checked_at)


_PEOPLE = table(PersonRow)
_PARTICIPANTS = table(ParticipantRow)
_SPACES = table(SpaceRow)
_REFRESH = (
    update(_PEOPLE)
    .where(_PEOPLE.c.team_id == bindparam("of_team"), _PEOPLE.c.user_id == bindparam("of_user"))
    .values(kind=bindparam("new_kind"), checked_at=bindparam("now"))
)


def refresh_kind(
    db: Session, kind: Kind, *, team_id: str, user_id: str, checked_at: datetime
) -> None:
    """Store what Slack says a user is, when that user is known here at all."""
    db.execute(
        _REFRESH,
        {"of_team": team_id, "of_user": user_id, "new_kind": kind.value, "now": checked_at},
    )


WHO = (
    _PEOPLE.c.kind,
    _PARTICIPANTS.c.id.label("participant_id"),
    _PARTICIPANTS.c.is_facilitator,
    _PARTICIPANTS.c.is_present,
    _PARTICIPANTS.c.notices,
)
"""What `who` reads of somebody."""

_PERSON = (
    select(*WHO)
    .select_from(_PEOPLE)
    .outerjoin(
        _PARTICIPANTS,
        (_PARTICIPANTS.c.person_id == _PEOPLE.c.id)
        & (_PARTICIPANTS.c.space_id == bindparam("space_id")),
    )
    .where(_PEOPLE.c.team_id == bindparam("team_id"), _PEOPLE.c.user_id == bindparam("user_id"))
)


def person(db: Session, space: Space, user_id: str) -> Person:
    """Return who somebody is in an open space; somebody unknown has no participant id."""
    row = db.execute(
        _PERSON, {"team_id": space.team_id, "space_id": space.id, "user_id": user_id}
    ).one_or_none()
    return who(row, user_id)


def with_visitor(of_space: Select[Any]) -> Select[Any]:
    """Return a query of open spaces with `WHO` of the user `user_id` added to each row."""
    person = (_PEOPLE.c.team_id == _SPACES.c.team_id) & (_PEOPLE.c.user_id == bindparam("user_id"))
    here = (_PARTICIPANTS.c.person_id == _PEOPLE.c.id) & (_PARTICIPANTS.c.space_id == _SPACES.c.id)
    joined = _SPACES.outerjoin(_PEOPLE, person).outerjoin(_PARTICIPANTS, here)
    return of_space.add_columns(*WHO).select_from(joined)


def who(row: Any, user_id: str) -> Person:
    """Return who somebody is, of a row with `WHO`; None and empty columns for somebody unknown."""
    if row is None or row.kind is None:
        return Person(user_id, Kind.UNKNOWN, None, is_facilitator=False)
    return Person(
        user_id,
        Kind(row.kind),
        row.participant_id,
        is_facilitator=bool(row.is_facilitator),
        is_present=bool(row.is_present),
        notices=Notices(row.notices or Notices.ALL),
    )


def everywhere(db: Session, *, team_id: str, user_id: str) -> Callable[[int], Person]:
    """Return what tells by an open space's id who somebody is there, in one query for all."""
    query = (
        select(
            PersonRow.kind,
            ParticipantRow.space_id,
            ParticipantRow.id,
            ParticipantRow.is_facilitator,
            ParticipantRow.is_present,
            ParticipantRow.notices,
        )
        .outerjoin(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .where(PersonRow.team_id == team_id, PersonRow.user_id == user_id)
    )
    rows = db.execute(query).all()
    known = Kind(rows[0].kind) if rows else Kind.UNKNOWN
    found = {
        row.space_id: Person(
            user_id,
            known,
            row.id,
            is_facilitator=bool(row.is_facilitator),
            is_present=bool(row.is_present),
            notices=Notices(row.notices or Notices.ALL),
        )
        for row in rows
    }
    nobody = Person(user_id, known, None, is_facilitator=False)
    return lambda space_id: found.get(space_id, nobody)


_PERSON_ID = select(PersonRow.id).where(
    PersonRow.team_id == bindparam("team_id"), PersonRow.user_id == bindparam("user_id")
)


def participant(db: Session, space: Space, user_id: str) -> Person:
    """Return who somebody is in an open space, made a participant if they were not one."""
    found = person(db, space, user_id)
    return join(db, space, user_id) if found.participant_id is None else found


def join(db: Session, space: Space, user_id: str, *, is_present: bool = False) -> Person:
    """Make somebody a participant, or leave them one, and return who they are there.

    Args:
        is_present: whether somebody new is in the open space's channel.
    """
    add(db, space, user_id, is_present=is_present)
    return person(db, space, user_id)


def add(db: Session, space: Space, user_id: str, *, is_present: bool) -> bool:
    """Make somebody a participant.

    Returns:
        False if they were one already, also when that happened at the same moment.
    """
    named = {"team_id": space.team_id, "user_id": user_id}
    insert_missing(db, PersonRow, **named, kind=Kind.UNKNOWN.value, checked_at=None)
    return insert_missing(
        db,
        ParticipantRow,
        space_id=space.id,
        person_id=db.scalars(_PERSON_ID, named).one(),
        is_facilitator=False,
        is_present=is_present,
    )


def set_present(db: Session, participant_id: int, *, is_present: bool) -> None:
    """Store whether a participant is in the open space's channel."""
    db.execute(
        update(ParticipantRow)
        .where(ParticipantRow.id == participant_id)
        .values(is_present=is_present)
    )


def set_notices(db: Session, participant_id: int, notices: Notices) -> None:
    """Store which messages a participant wants."""
    db.execute(
        update(ParticipantRow)
        .where(ParticipantRow.id == participant_id)
        .values(notices=notices.value)
    )


_BALLOT = (
    select(_PARTICIPANTS.c.id)
    .where(_PARTICIPANTS.c.id == bindparam("participant_id"))
    .with_for_update()
)


def hold_ballot(db: Session, participant_id: int) -> None:
    """Lock one person's ballot for the rest of the transaction."""
    if not is_alone(db):
        db.execute(_BALLOT, {"participant_id": participant_id})


def facilitators(db: Session, space: Space) -> tuple[str, ...]:
    """Return the user ids of the facilitators, first appointed first."""
    query = (
        select(PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .where(ParticipantRow.space_id == space.id, ParticipantRow.is_facilitator)
        .order_by(ParticipantRow.id)
    )
    return tuple(db.scalars(query))


def took_part(db: Session, space: Space) -> int:
    """Return how many people proposed, hosted, voted or signed up, as far as names are kept."""
    deeds = union(
        select(TopicRow.author_id).where(TopicRow.author_id.is_not(None)),
        select(HostRow.participant_id),
        select(DotsRow.participant_id),
        select(SignupRow.participant_id),
    ).subquery()
    query = select(func.count(ParticipantRow.id)).where(
        ParticipantRow.space_id == space.id, ParticipantRow.id.in_(select(deeds))
    )
    return db.scalars(query).one()


def with_dots_left(db: Session, space: Space) -> tuple[str, ...]:
    """Return the user ids of participants who want all messages and have dots left."""
    used = func.coalesce(func.sum(DotsRow.dots), 0)
    query = (
        select(PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .outerjoin(DotsRow, DotsRow.participant_id == ParticipantRow.id)
        .where(ParticipantRow.space_id == space.id, ParticipantRow.notices == Notices.ALL.value)
        .group_by(PersonRow.user_id)
        .having(used < space.budget)
        .order_by(PersonRow.user_id)
    )
    return tuple(db.scalars(query))


def set_facilitator(db: Session, participant_id: int, *, is_facilitator: bool) -> None:
    """Store whether a participant facilitates."""
    db.execute(
        update(ParticipantRow)
        .where(ParticipantRow.id == participant_id)
        .values(is_facilitator=is_facilitator)
    )


def user_ids(db: Session, participant_ids: Collection[int]) -> dict[int, str]:
    """Return user ids by participant id."""
    if not participant_ids:
        return {}
    query = (
        select(ParticipantRow.id, PersonRow.user_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(ParticipantRow.id.in_(participant_ids))
    )
    return dict(db.execute(query).all())
