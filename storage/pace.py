"""How fast a workspace may be written to, by all processes together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.tables import PaceRow
from storage.upserts import insert_missing

SKEW = timedelta(minutes=1)
"""What lies further ahead was stored before a clock was turned back, and holds no more."""


@dataclass(frozen=True)
class Pace:
    """How fast a workspace may be written to, on the program's clock.

    Args:
        interval: from one message to the next, in the long run.
        burst: how many may go at once after a rest.
        gap: from the end of one message to the next in the same channel.
        lease: how long a sender may take before others look what became of a message.
        longest_pause: a pause that lies further ahead was stored before a clock was turned back.
    """

    interval: timedelta
    burst: int
    gap: timedelta
    lease: timedelta
    longest_pause: timedelta = timedelta(hours=1)


def pause(db: Session, *, team_id: str, until: datetime, pace: Pace) -> None:
    """Let nobody write to a workspace before *until*, or before a later end of an earlier pause."""
    insert_missing(db, PaceRow, team_id=team_id, free_at=until, paused_until=until)
    db.execute(
        update(PaceRow)
        .where(
            PaceRow.team_id == team_id,
            or_(
                PaceRow.paused_until < until,
                PaceRow.paused_until > until + pace.longest_pause,
            ),
        )
        .values(paused_until=until)
    )


def hold(db: Session, team_id: str, now: datetime, pace: Pace) -> tuple[datetime, datetime]:
    """Lock the pace of a workspace; return from when on it is free, and until when it rests."""
    insert_missing(db, PaceRow, team_id=team_id, free_at=now, paused_until=now)
    held = select(PaceRow.free_at, PaceRow.paused_until).where(PaceRow.team_id == team_id)
    row = db.execute(held.with_for_update()).one()
    is_paused = row.paused_until <= now + pace.longest_pause
    return row.free_at, row.paused_until if is_paused else now


def allowed(free_at: datetime, now: datetime, pace: Pace) -> int:
    """Return how many messages may go now (GCRA: each moves *free_at* by one interval)."""
    latest = now + pace.burst * pace.interval
    if free_at > latest + SKEW:
        return pace.burst
    return max(int((latest - max(free_at, now)) / pace.interval), 0)


def set_free(
    db: Session, team_id: str, *, free_at: datetime, now: datetime, taken: int, pace: Pace
) -> None:
    """Store that so many messages were taken. The pace must be held."""
    start = now if free_at > now + pace.burst * pace.interval + SKEW else max(free_at, now)
    db.execute(
        update(PaceRow)
        .where(PaceRow.team_id == team_id)
        .values(free_at=start + taken * pace.interval)
    )
