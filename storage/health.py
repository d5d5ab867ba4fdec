"""What the database says of itself: whether it can be written to, and what waits to be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from openspace.messages import Status
from storage.tables import MessageRow


@dataclass(frozen=True)
class Backlog:
    """The promised messages of all workspaces together.

    Args:
        by_status: how many there are.
        oldest_due_at: since when the oldest waits that is due; None for none.
    """

    by_status: Mapping[str, int]
    oldest_due_at: datetime | None


def read(db: Session) -> None:
    """Ask the database something.

    Raises:
        SQLAlchemyError: it does not answer.
    """
    db.execute(text("SELECT 1"))


def backlog(db: Session, *, now: datetime) -> Backlog:
    """Return what is promised and what is late."""
    counted = db.execute(
        select(MessageRow.status, func.count()).group_by(MessageRow.status).order_by(None)
    )
    found = {str(status): number for status, number in counted}
    oldest = db.scalar(
        select(func.min(MessageRow.not_before)).where(
            MessageRow.status == Status.PENDING, MessageRow.not_before <= now
        )
    )
    return Backlog({status.value: found.get(status.value, 0) for status in Status}, oldest)
