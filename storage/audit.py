"""The log of what facilitators did; it never names a ballot."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openspace.spaces import Space
from storage.tables import AuditRow

SUBJECT_LENGTH = 300


def note(
    db: Session, space: Space, participant_id: int, *, at: datetime, deed: str, subject: str
) -> None:
    """Store that a facilitator did *deed*, in a word or two, to *subject*."""
    db.add(
        AuditRow(
            space_id=space.id,
            participant_id=participant_id,
            at=at,
            deed=deed,
            subject=subject[:SUBJECT_LENGTH],
        )
    )
    db.flush()


def deeds(db: Session, space: Space) -> tuple[tuple[str, str], ...]:
    """Return what facilitators did and to what, oldest first."""
    query = (
        select(AuditRow.deed, AuditRow.subject)
        .where(AuditRow.space_id == space.id)
        .order_by(AuditRow.id)
    )
    return tuple((deed, subject) for deed, subject in db.execute(query))
