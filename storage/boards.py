"""Queries about boards: which message each is, and painting them (see `storage/repaint.py`)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from openspace.messages import Status
from storage import repaint
from storage.pace import Pace
from storage.tables import BoardRow, MessageRow
from storage.upserts import insert_missing


@dataclass(frozen=True)
class BoardClaim:
    """A board that one painter has taken.

    Args:
        unpainted: how many changes it is going to paint.
        posting: how often it was promised.
        slack_ts: the message's number in Slack.
        replaces: the message before it, which is to go; None for none.
        shown: what it shows now; "" when nobody knows.
    """

    space_id: int
    token: str
    unpainted: int
    posting: int
    slack_ts: str
    replaces: str | None
    is_pinned: bool
    shown: str


_POSTED = (
    exists()
    .where(MessageRow.key == BoardRow.key, MessageRow.status == Status.SENT.value)
    .correlate(BoardRow)
)
_SLACK_TS = (
    select(MessageRow.slack_ts)
    .where(MessageRow.key == BoardRow.key, MessageRow.status == Status.SENT.value)
    .correlate(BoardRow)
    .scalar_subquery()
)


def add(db: Session, *, space_id: int, team_id: str, key: str) -> None:
    """Store that a board is promised under *key*, unless the open space has one."""
    insert_missing(
        db,
        BoardRow,
        space_id=space_id,
        team_id=team_id,
        posting=1,
        key=key,
        is_pinned=False,
        unpainted=0,
        shown="",
    )


def known(db: Session, space_ids: Collection[int]) -> set[int]:
    """Return those of *space_ids* that have a board."""
    return set(db.scalars(select(BoardRow.space_id).where(BoardRow.space_id.in_(space_ids))))


@dataclass(frozen=True)
class Posting:
    """How far a board has come.

    Args:
        number: how often it was promised.
        is_on_its_way: it is promised and not posted yet.
        is_there: it is a message in the channel, as far as is known.
    """

    number: int
    is_on_its_way: bool
    is_there: bool


def posting(db: Session, space_id: int) -> Posting | None:
    """Return how far the board of an open space has come; None when none was promised."""
    on_its_way = exists().where(
        MessageRow.key == BoardRow.key,
        MessageRow.status.in_([Status.PENDING.value, Status.SENDING.value]),
    )
    query = select(
        BoardRow.posting, on_its_way.correlate(BoardRow), BoardRow.slack_ts.is_not(None)
    ).where(BoardRow.space_id == space_id)
    row = db.execute(query).one_or_none()
    return None if row is None else Posting(row[0], bool(row[1]), bool(row[2]))


def promise_anew(db: Session, space_id: int, *, posting: int, key: str, token: str | None) -> bool:
    """Store that the board is promised again, in place of the message that it is now.

    Args:
        posting: how often that is.
        token: of the painter that found it gone; None when somebody asked for it.

    Returns:
        False when somebody else has done so.
    """
    mine = [BoardRow.space_id == space_id, BoardRow.posting == posting - 1]
    if token is not None:
        mine.append(BoardRow.claim == token)
    anew = db.connection().execute(
        update(BoardRow)
        .where(*mine)
        .values(
            posting=posting,
            key=key,
            replaces=None if token else BoardRow.slack_ts,
            slack_ts=None,
            is_pinned=False,
            shown="",
            claim=None,
            claimed_until=None,
        )
    )
    return bool(anew.rowcount)


def find_posted(db: Session, *, team_id: str) -> None:
    """Take in which messages the boards have become that were posted meanwhile."""
    db.connection().execute(
        update(BoardRow)
        .where(is_posted_meanwhile(team_id))
        .values(slack_ts=_SLACK_TS, unpainted=BoardRow.unpainted + 1, shown="", painted_at=None)
    )


def mark(db: Session, space_ids: Collection[int]) -> None:
    """Let boards be stale."""
    db.connection().execute(
        update(BoardRow)
        .where(BoardRow.space_id.in_(space_ids))
        .values(unpainted=BoardRow.unpainted + 1)
    )


def claim(
    db: Session, *, team_id: str, now: datetime, pace: Pace, most: int
) -> tuple[BoardClaim, ...]:
    """Take boards that are stale and were not repainted just now. The pace must be held."""
    query = (
        select(BoardRow)
        .where(is_due(team_id, now, pace))
        .order_by(BoardRow.painted_at, BoardRow.space_id)
        .limit(max(most, 0))
    )
    claims = tuple(
        BoardClaim(
            row.space_id,
            secrets.token_hex(16),
            row.unpainted,
            row.posting,
            row.slack_ts or "",
            row.replaces,
            row.is_pinned,
            row.shown,
        )
        for row in db.scalars(query)
    )
    for claim in claims:
        db.execute(
            update(BoardRow)
            .where(BoardRow.space_id == claim.space_id)
            .values(claim=claim.token, claimed_until=now + pace.lease)
        )
    return claims


def settle(
    db: Session, claim: BoardClaim, *, shown: str, due_at: datetime | None, now: datetime
) -> None:
    """Store what a board shows now, and when that changes by itself."""
    db.execute(
        update(BoardRow)
        .where(BoardRow.space_id == claim.space_id, BoardRow.claim == claim.token)
        .values(
            unpainted=BoardRow.unpainted - claim.unpainted,
            shown=shown,
            due_at=due_at,
            painted_at=now,
            is_pinned=True,
            replaces=None,
            claim=None,
            claimed_until=None,
        )
    )


def put_off(db: Session, claim: BoardClaim, *, until: datetime) -> None:
    """Let a board be tried again later; it stays stale."""
    db.execute(
        update(BoardRow)
        .where(BoardRow.space_id == claim.space_id, BoardRow.claim == claim.token)
        .values(claimed_until=until)
    )


def is_posted_meanwhile(team_id: str) -> ColumnElement[bool]:
    """Say that a board was posted, and that it is not known yet as which message."""
    return and_(BoardRow.team_id == team_id, BoardRow.slack_ts.is_(None), _POSTED)


def is_due(team_id: str, now: datetime, pace: Pace) -> ColumnElement[bool]:
    """Say that a board is stale and can be repainted now."""
    return and_(
        BoardRow.team_id == team_id,
        BoardRow.slack_ts.is_not(None),
        or_(BoardRow.unpainted > 0, BoardRow.due_at <= now),
        repaint.is_free(BoardRow, now, pace.longest_pause),
        repaint.is_rested(BoardRow, now, pace),
    )
