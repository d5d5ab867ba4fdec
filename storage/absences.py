"""Queries about when people cannot be there."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from openspace.absences import Absence
from openspace.spaces import Space
from storage.tables import AbsenceRow, ParticipantRow, PersonRow


def of(db: Session, participant_id: int) -> tuple[Absence, ...]:
    """Return when one participant cannot be there, in order."""
    query = (
        select(AbsenceRow.starts_at, AbsenceRow.ends_at)
        .where(AbsenceRow.participant_id == participant_id)
        .order_by(AbsenceRow.starts_at)
    )
    return tuple(Absence(*row) for row in db.execute(query))


def of_people(
    db: Session, space: Space, user_ids: Collection[str]
) -> dict[str, tuple[Absence, ...]]:
    """Return when some people cannot be there, by user id; who is always there is left out."""
    if not user_ids:
        return {}
    query = (
        select(PersonRow.user_id, AbsenceRow.starts_at, AbsenceRow.ends_at)
        .join(ParticipantRow, ParticipantRow.id == AbsenceRow.participant_id)
        .join(PersonRow, PersonRow.id == ParticipantRow.person_id)
        .where(ParticipantRow.space_id == space.id, PersonRow.user_id.in_(user_ids))
        .order_by(PersonRow.user_id, AbsenceRow.starts_at)
    )
    found: dict[str, tuple[Absence, ...]] = {}
    for user_id, starts_at, ends_at in db.execute(query):
        found[user_id] = (*found.get(user_id, ()), Absence(starts_at, ends_at))
    return found


def save(db: Session, participant_id: int, absences: Iterable[Absence]) -> None:
    """Store exactly *absences* for a participant, in place of those there are."""
    db.execute(delete(AbsenceRow).where(AbsenceRow.participant_id == participant_id))
    db.add_all(
        AbsenceRow(participant_id=participant_id, starts_at=one.starts_at, ends_at=one.ends_at)
        for one in absences
    )
    db.flush()
