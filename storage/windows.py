"""Queries about windows that open and close by themselves."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from openspace.spaces import Space, Window
from openspace.windows import SetTime
from storage.tables import SetTimeRow, SpaceRow

_OF_SPACE = (
    select(SetTimeRow.window, SetTimeRow.is_open, SetTimeRow.at)
    .where(SetTimeRow.space_id == bindparam("space_id"))
    .order_by(SetTimeRow.at, SetTimeRow.window)
)
_DUE = (
    select(SetTimeRow.space_id)
    .join(SpaceRow, SpaceRow.id == SetTimeRow.space_id)
    .where(SetTimeRow.at <= bindparam("now"), SpaceRow.team_id == bindparam("team_id"))
    .order_by(SetTimeRow.at)
)
_CLOSING = (
    select(SetTimeRow.space_id, SetTimeRow.at)
    .join(SpaceRow, SpaceRow.id == SetTimeRow.space_id)
    .where(
        SetTimeRow.at > bindparam("now"),
        SetTimeRow.at <= bindparam("until"),
        SetTimeRow.is_open.is_(False),
        SetTimeRow.window == Window.VOTING.value,
        SpaceRow.team_id == bindparam("team_id"),
        SpaceRow.voting_open,
        SpaceRow.closed_at.is_(None),
    )
)


def set_times(db: Session, space: Space) -> tuple[SetTime, ...]:
    """Return what is set to happen to the windows of an open space, soonest first."""
    rows = db.execute(_OF_SPACE, {"space_id": space.id})
    return tuple(SetTime(Window(window), is_open, at) for window, is_open, at in rows)


def due(db: Session, *, team_id: str, now: datetime) -> tuple[int, ...]:
    """Return the open spaces, by id, of which a window is to change now."""
    return tuple(dict.fromkeys(db.scalars(_DUE, {"team_id": team_id, "now": now})))


def closing(
    db: Session, *, team_id: str, now: datetime, until: datetime
) -> tuple[tuple[int, datetime], ...]:
    """Return the open spaces, by id, of which voting is open and closes by itself in that time."""
    rows = db.execute(_CLOSING, {"team_id": team_id, "now": now, "until": until})
    return tuple((space_id, at) for space_id, at in rows)


def save(db: Session, space: Space, one: SetTime) -> None:
    """Store when a window opens or closes by itself. The open space must be held alone."""
    clear(db, space, one.window, is_open=one.is_open)
    db.add(SetTimeRow(space_id=space.id, window=one.window.value, is_open=one.is_open, at=one.at))
    db.flush()


def clear(db: Session, space: Space, window: Window, *, is_open: bool) -> None:
    """Let a window no longer open or close by itself."""
    db.execute(
        delete(SetTimeRow).where(
            SetTimeRow.space_id == space.id,
            SetTimeRow.window == window.value,
            SetTimeRow.is_open == is_open,
        )
    )
