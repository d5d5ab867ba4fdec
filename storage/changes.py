"""Notes that something changed: added by whoever changes it, taken away by whoever repaints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, insert, or_, select
from sqlalchemy.orm import Session

from openspace.spaces import Space
from storage import boards, homes
from storage.pace import Pace
from storage.tables import ChangeRow, table

_CHANGES = table(ChangeRow)
# Inline: nobody needs the new row's id, which PostgreSQL would otherwise have to send.
_ADD = insert(_CHANGES).inline()


@dataclass(frozen=True)
class Change:
    """Something changed in an open space.

    Args:
        user_id: whose Home it concerns; None for everybody's.
    """

    space_id: int
    user_id: str | None


def note(db: Session, space: Space, user_ids: Iterable[str | None]) -> None:
    """Note that something changed, so that the board is stale, and the Home of each of *user_ids*.

    Args:
        user_ids: None among them stands for everybody.
    """
    rows = [
        {"team_id": space.team_id, "space_id": space.id, "user_id": user_id}
        for user_id in dict.fromkeys(user_ids)
    ]
    if rows:
        db.execute(_ADD, rows)


def take(db: Session, *, team_id: str) -> tuple[Change, ...]:
    """Take all notes away and return them; what they tell of is committed and can be read."""
    taken = delete(_CHANGES).where(_CHANGES.c.team_id == team_id)
    rows = db.execute(taken.returning(_CHANGES.c.space_id, _CHANGES.c.user_id))
    return tuple(dict.fromkeys(Change(space_id, user_id) for space_id, user_id in rows))


def is_anything_due(
    db: Session, *, team_id: str, now: datetime, board_pace: Pace, home_pace: Pace
) -> bool:
    """Say whether something has changed, or a board or Home can be repainted now."""
    query = select(
        or_(
            exists().where(ChangeRow.team_id == team_id),
            exists().where(boards.is_due(team_id, now, board_pace)),
            exists().where(boards.is_posted_meanwhile(team_id)),
            exists().where(homes.is_due(team_id, now, home_pace)),
        )
    )
    return bool(db.scalar(query))
