"""Queries about what is to be repainted: each board and Home is claimed by one painter at a time.

1. Changes are counted in `unpainted`. A painter takes the board or Home, with the number of its
   changes, under a token of its own. Commit.
2. It reads what is true now, and asks Slack to show it.
3. It settles: so many changes are painted. Those that came meanwhile are left, and so are all
   where it dies, whose claim is over after a while.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from storage import pace as paces
from storage.pace import SKEW, Pace
from storage.tables import BoardRow, HomeRow, RepaintPaceRow
from storage.upserts import insert_missing


class Kind(StrEnum):
    """What is repainted; Slack counts each kind by itself."""

    BOARDS = "boards"
    HOMES = "homes"


def hold(db: Session, kind: Kind, *, team_id: str, now: datetime, pace: Pace) -> int:
    """Lock the pace of one kind of repaint; return how many may go now."""
    insert_missing(
        db, RepaintPaceRow, team_id=team_id, kind=kind.value, free_at=now, paused_until=now
    )
    held = select(RepaintPaceRow.free_at, RepaintPaceRow.paused_until).where(
        RepaintPaceRow.team_id == team_id, RepaintPaceRow.kind == kind.value
    )
    row = db.execute(held.with_for_update()).one()
    if now < row.paused_until <= now + pace.longest_pause:
        return 0
    return paces.allowed(row.free_at, now, pace)


def count(db: Session, kind: Kind, taken: int, *, team_id: str, now: datetime, pace: Pace) -> None:
    """Store that so many were taken. The pace must be held."""
    mine = (RepaintPaceRow.team_id == team_id, RepaintPaceRow.kind == kind.value)
    free_at = db.scalars(select(RepaintPaceRow.free_at).where(*mine)).one()
    is_back = free_at > now + pace.burst * pace.interval + SKEW
    start = now if is_back else max(free_at, now)
    db.execute(update(RepaintPaceRow).where(*mine).values(free_at=start + taken * pace.interval))


def pause(db: Session, kind: Kind, *, team_id: str, until: datetime) -> None:
    """Let nobody repaint anything of one kind before *until*."""
    db.execute(
        update(RepaintPaceRow)
        .where(RepaintPaceRow.team_id == team_id, RepaintPaceRow.kind == kind.value)
        .values(paused_until=until)
    )


def is_free(
    row: type[BoardRow | HomeRow], now: datetime, longest: timedelta
) -> ColumnElement[bool]:
    """Say that nobody is painting it; a claim too far ahead is of a clock turned back."""
    return or_(
        row.claimed_until.is_(None),
        row.claimed_until <= now,
        row.claimed_until > now + longest + SKEW,
    )


def is_rested(row: type[BoardRow | HomeRow], now: datetime, pace: Pace) -> ColumnElement[bool]:
    """Say that it was not repainted just now; what lies ahead is of a clock turned back."""
    return or_(
        row.painted_at.is_(None), row.painted_at <= now - pace.gap, row.painted_at > now + SKEW
    )
