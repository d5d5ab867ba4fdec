"""Promises put straight into the outbox, claims of them, and how they stand."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from openspace.messages import Status
from openspace.spaces import Space
from services import delivery
from storage import claims, outbox
from storage.claims import Claim
from storage.database import Database
from storage.outbox import Promise
from storage.pace import Pace
from storage.tables import MessageRow
from tests.storage import week as weeks
from tests.storage.week import CHANNEL, NOW, TEAM

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

PACE = Pace(interval=SECOND, burst=5, gap=SECOND, lease=MINUTE)
FAST = Pace(interval=SECOND, burst=1000, gap=timedelta(0), lease=MINUTE)
"""One that holds nothing back, where it is about something else."""


def note(
    key: str,
    to: str = CHANNEL,
    *,
    due_at: datetime = NOW,
    expires_at: datetime = NOW + HOUR,
    kind: str = "created",
    number: int | None = None,
) -> Promise:
    """Return a promise of which only what is named matters."""
    subject = '{"space": null}'
    return Promise(key, kind, to, subject, due_at, expires_at, number=number)


def quiet(database: Database, channel_id: str = CHANNEL) -> Space:
    """Start an open space and forget what was promised about that."""
    made = weeks.start(database, channel_id=channel_id)
    with database.begin() as db:
        db.execute(delete(MessageRow).where(MessageRow.space_id == made.id))
    return made


def put(database: Database, space: Space, *promises: Promise) -> None:
    """Promise, in one transaction."""
    with database.begin() as db:
        outbox.promise(db, space, promises)


def claim(
    database: Database, *, now: datetime = NOW, pace: Pace = PACE, most: int = 20, team: str = TEAM
) -> tuple[Claim, ...]:
    """Claim what may be sent now, as delivery does."""
    with database.begin() as db:
        return delivery.claim(db, team_id=team, now=now, pace=pace, most=most)


def keys(claimed: tuple[Claim, ...]) -> list[list[str]]:
    """Return the keys of each claim."""
    return [[row.promise.key for row in one.rows] for one in claimed]


def settle(
    database: Database,
    one: Claim,
    status: Status = Status.SENT,
    *,
    at: datetime = NOW,
    reason: str = "",
) -> bool:
    """Settle all messages of a claim."""
    slack_ts = "1.0" if status is Status.SENT else None
    ids = [row.id for row in one.rows]
    with database.begin() as db:
        return claims.settle(db, one.token, ids, status, at=at, reason=reason, slack_ts=slack_ts)


def send_all(database: Database, *, now: datetime = NOW) -> None:
    """Let everything that is due be sent."""
    while claimed := claim(database, now=now, pace=FAST, most=1000):
        for one in claimed:
            assert settle(database, one, at=now)


def rows(database: Database) -> dict[str, Any]:
    """Return the rows by key."""
    with database.reading() as db:
        found = db.scalars(select(MessageRow).order_by(MessageRow.id))
        return {row.key: row for row in found}


def stand(database: Database) -> dict[str, str]:
    """Return where each message stands, by key."""
    return {key: row.status for key, row in rows(database).items()}
