"""Queries about Homes: whose is stale, and painting them (see `storage/repaint.py`)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from storage import repaint
from storage.pace import Pace
from storage.tables import HomeRow, ParticipantRow, PersonRow
from storage.upserts import insert_missing

LOOKED_AT = timedelta(hours=12)
"""How long after somebody opened their Home it is repainted; opened anew, it is painted anyway."""


@dataclass(frozen=True)
class HomeClaim:
    """A Home that one painter has taken.

    Args:
        unpainted: how many changes it is going to paint.
        space_id: the open space it shows; None for whichever is nearest.
        words: which sessions it shows; "" for those of today.
        page: of these sessions, 1 for the first.
        shown: what it shows now; "" when nobody knows.
    """

    user_id: str
    token: str
    unpainted: int
    space_id: int | None
    words: str
    page: int
    shown: str


def take(
    db: Session,
    user_id: str,
    *,
    team_id: str,
    now: datetime,
    lease: timedelta,
    view: tuple[int | None, str, int] | None,
) -> HomeClaim:
    """Take the Home of somebody who looks at it, whoever else is painting it.

    Args:
        view: which open space, which sessions and which page; None for what it showed.
    """
    insert_missing(
        db,
        HomeRow,
        team_id=team_id,
        user_id=user_id,
        opened_at=now,
        space_id=None,
        words="",
        page=1,
        unpainted=0,
        shown="",
    )
    mine = (HomeRow.team_id == team_id, HomeRow.user_id == user_id)
    token = secrets.token_hex(16)
    values: dict[str, object] = {
        "opened_at": now,
        "claim": token,
        "claimed_until": now + lease,
    }
    if view is not None:
        values |= dict(zip(("space_id", "words", "page"), view, strict=True))
    db.execute(update(HomeRow).where(*mine).values(**values))
    return _home_claim(db.scalars(select(HomeRow).where(*mine)).one(), token)


def mark(db: Session, user_ids: Collection[str], *, team_id: str) -> None:
    """Let the Homes of some people be stale."""
    db.connection().execute(
        update(HomeRow)
        .where(HomeRow.team_id == team_id, HomeRow.user_id.in_(user_ids))
        .values(unpainted=HomeRow.unpainted + 1)
    )


def mark_of(db: Session, space_ids: Collection[int], *, team_id: str) -> None:
    """Let the Homes be stale of all who take part in open spaces or look at them."""
    participants = (
        select(PersonRow.user_id)
        .join(ParticipantRow, ParticipantRow.person_id == PersonRow.id)
        .where(ParticipantRow.space_id.in_(space_ids))
    )
    db.connection().execute(
        update(HomeRow)
        .where(
            HomeRow.team_id == team_id,
            or_(
                HomeRow.space_id.in_(space_ids),
                HomeRow.space_id.is_(None),
                HomeRow.user_id.in_(participants),
            ),
        )
        .values(unpainted=HomeRow.unpainted + 1)
    )


def claim(
    db: Session, *, team_id: str, now: datetime, pace: Pace, most: int
) -> tuple[HomeClaim, ...]:
    """Take stale Homes, those opened last first. The pace must be held."""
    query = (
        select(HomeRow)
        .where(is_due(team_id, now, pace))
        .order_by(HomeRow.opened_at.desc(), HomeRow.user_id)
        .limit(most)
    )
    claims = tuple(_home_claim(row, secrets.token_hex(16)) for row in db.scalars(query))
    for claim in claims:
        db.execute(
            update(HomeRow)
            .where(HomeRow.team_id == team_id, HomeRow.user_id == claim.user_id)
            .values(claim=claim.token, claimed_until=now + pace.lease)
        )
    return claims


def settle(
    db: Session,
    claim: HomeClaim,
    *,
    team_id: str,
    space_id: int | None,
    shown: str,
    now: datetime,
) -> None:
    """Store what a Home shows now.

    When somebody else took it meanwhile, nobody knows whose Slack shows last: it is stale then.
    """
    mine = (HomeRow.team_id == team_id, HomeRow.user_id == claim.user_id)
    settled = db.connection().execute(
        update(HomeRow)
        .where(*mine, HomeRow.claim == claim.token)
        .values(
            unpainted=HomeRow.unpainted - claim.unpainted,
            space_id=space_id,
            shown=shown,
            painted_at=now,
            claim=None,
            claimed_until=None,
        )
    )
    if not settled.rowcount:
        db.execute(
            update(HomeRow)
            .where(*mine)
            .values(unpainted=HomeRow.unpainted + 1, shown="", claim=None, claimed_until=None)
        )


def put_off(db: Session, claim: HomeClaim, *, team_id: str, until: datetime) -> None:
    """Let a Home be tried again later; it is stale until then."""
    db.execute(
        update(HomeRow)
        .where(
            HomeRow.team_id == team_id,
            HomeRow.user_id == claim.user_id,
            HomeRow.claim == claim.token,
        )
        .values(unpainted=HomeRow.unpainted + 1, shown="", claimed_until=until)
    )


def is_due(team_id: str, now: datetime, pace: Pace) -> ColumnElement[bool]:
    """Say that a Home is stale, may be looked at, and can be repainted now."""
    return and_(
        HomeRow.team_id == team_id,
        HomeRow.unpainted > 0,
        HomeRow.opened_at > now - LOOKED_AT,
        repaint.is_free(HomeRow, now, pace.longest_pause),
        repaint.is_rested(HomeRow, now, pace),
    )


def _home_claim(row: HomeRow, token: str) -> HomeClaim:
    return HomeClaim(
        row.user_id, token, row.unpainted, row.space_id, row.words, row.page, row.shown
    )
