"""Queries about open spaces."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import Executable, Row, Select, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from openspace.people import Person
from openspace.schedule import USUAL, Schedule
from openspace.spaces import Space, TallySeenBy, Window
from storage import database, people
from storage.tables import SpaceRow, ThemeRow, table

Statement: TypeAlias = Select[Any]


class Hold(StrEnum):
    """How the open space is locked for the rest of the transaction."""

    NOT = "not"
    SHARE = "share"
    """Votes and sign-ups: any number at once, but not while it is being changed."""
    ALONE = "alone"
    """Everything that changes the open space, its topics or its timetable."""


@dataclass(frozen=True)
class NewSpace:
    """What a new open space starts with."""

    team_id: str
    channel_id: str
    name: str
    first_day: date
    last_day: date
    zone: str
    is_private: bool
    budget: int
    tally_seen_by: TallySeenBy
    created_at: datetime
    schedule: Schedule = USUAL


_SPACES = table(SpaceRow)
_COLUMNS = tuple(_SPACES.c)
_BY_ID = select(*_COLUMNS).where(
    _SPACES.c.id == bindparam("space_id"), _SPACES.c.team_id == bindparam("team_id")
)
_IN_CHANNEL = (
    select(*_COLUMNS)
    .where(
        _SPACES.c.team_id == bindparam("team_id"), _SPACES.c.channel_id == bindparam("channel_id")
    )
    .order_by(_SPACES.c.closed_at.is_(None).desc(), _SPACES.c.id.desc())
    .limit(1)
)


_LOCKED = select(*_COLUMNS).where(_SPACES.c.id == bindparam("space_id"))


def _locks(query: Statement) -> dict[Hold, Executable]:
    ids = query.with_only_columns(_SPACES.c.id)
    return {
        Hold.SHARE: database.space_lock(ids, alone=False),
        Hold.ALONE: database.space_lock(ids, alone=True),
    }


_BY_ID_FOR = people.with_visitor(_BY_ID)
_IN_CHANNEL_FOR = people.with_visitor(_IN_CHANNEL)
_LOCKED_FOR = people.with_visitor(_LOCKED)
_LOCK_BY_ID = _locks(_BY_ID)
_LOCK_IN_CHANNEL = _locks(_IN_CHANNEL)


def by_id(db: Session, space_id: int, *, team_id: str, hold: Hold = Hold.NOT) -> Space | None:
    """Return one open space of a workspace; None when it has none of that id."""
    values = {"space_id": space_id, "team_id": team_id}
    row = _one(db, _BY_ID, _LOCKED, values, lock=_LOCK_BY_ID.get(hold))
    return None if row is None else _space(row)


def in_channel(
    db: Session, channel_id: str, *, team_id: str, hold: Hold = Hold.NOT
) -> Space | None:
    """Return the channel's open space: the one that is not closed, else the last; None if none."""
    values = {"channel_id": channel_id, "team_id": team_id}
    row = _one(db, _IN_CHANNEL, _LOCKED, values, lock=_LOCK_IN_CHANNEL.get(hold))
    return None if row is None else _space(row)


def by_id_for(
    db: Session, space_id: int, user_id: str, *, team_id: str, hold: Hold
) -> tuple[Space, Person] | None:
    """Return what `by_id` does, and who a user is there: one statement less for most deeds."""
    values = {"space_id": space_id, "team_id": team_id, "user_id": user_id}
    row = _one(db, _BY_ID_FOR, _LOCKED_FOR, values, lock=_LOCK_BY_ID.get(hold))
    return None if row is None else (_space(row), people.who(row, user_id))


def in_channel_for(
    db: Session, channel_id: str, user_id: str, *, team_id: str, hold: Hold
) -> tuple[Space, Person] | None:
    """Return what `in_channel` does, and who a user is there."""
    values = {"channel_id": channel_id, "team_id": team_id, "user_id": user_id}
    row = _one(db, _IN_CHANNEL_FOR, _LOCKED_FOR, values, lock=_LOCK_IN_CHANNEL.get(hold))
    return None if row is None else (_space(row), people.who(row, user_id))


def not_closed(db: Session, *, team_id: str) -> tuple[Space, ...]:
    """Return the open spaces of a workspace that nobody has closed, oldest first."""
    query = (
        select(*_COLUMNS)
        .where(SpaceRow.team_id == team_id, SpaceRow.closed_at.is_(None))
        .order_by(SpaceRow.id)
    )
    return tuple(_space(row) for row in db.execute(query))


def not_closed_anywhere(db: Session) -> tuple[Space, ...]:
    """Return the open spaces of all workspaces that nobody has closed, oldest first."""
    query = select(*_COLUMNS).where(SpaceRow.closed_at.is_(None)).order_by(SpaceRow.id)
    return tuple(_space(row) for row in db.execute(query))


def latest(db: Session, *, team_id: str) -> tuple[Space, ...]:
    """Return the last twenty open spaces of a workspace, newest first, whether closed or not."""
    query = (
        select(*_COLUMNS).where(SpaceRow.team_id == team_id).order_by(SpaceRow.id.desc()).limit(20)
    )
    return tuple(_space(row) for row in db.execute(query))


def add(db: Session, new: NewSpace) -> Space | None:
    """Store a new open space with both windows closed.

    Returns:
        None when somebody else started one in the channel at the same moment; the transaction is
        of no further use then.
    """
    plain = asdict(new)
    row = SpaceRow(
        **plain.pop("schedule"),
        **plain,
        proposals_open=False,
        voting_open=False,
        guests_allowed=False,
        next_number=1,
        closed_at=None,
        unlinked_at=None,
        cleared_at=None,
    )
    db.add(row)
    try:
        db.flush()
    except IntegrityError:
        return None
    return _space(row)


def set_window(db: Session, space: Space, window: Window, *, is_open: bool) -> Space:
    """Store whether *window* is open; return the open space as it is now."""
    name = "proposals_open" if window is Window.PROPOSALS else "voting_open"
    return _change(db, space, **{name: is_open})


def set_budget(db: Session, space: Space, budget: int) -> Space:
    """Store how many dots each person has; return the open space as it is now."""
    return _change(db, space, budget=budget)


def set_tally_seen_by(db: Session, space: Space, seen_by: TallySeenBy) -> Space:
    """Store who sees the tally; return the open space as it is now."""
    return _change(db, space, tally_seen_by=seen_by)


def set_guests_allowed(db: Session, space: Space, *, allowed: bool) -> Space:
    """Store whether guests and people of other organisations take part."""
    return _change(db, space, guests_allowed=allowed)


def set_schedule(db: Session, space: Space, schedule: Schedule) -> Space:
    """Store when the bot speaks by itself; return the open space as it is now."""
    db.execute(update(SpaceRow).where(SpaceRow.id == space.id).values(**asdict(schedule)))
    return replace(space, schedule=schedule)


def set_closed(db: Session, space: Space, closed_at: datetime | None) -> Space:
    """Store when it was closed; None opens it again."""
    return _change(db, space, closed_at=closed_at)


def take_number(db: Session, space: Space) -> int:
    """Return the next number for a topic or talk and count on. Hold the open space alone."""
    row = db.get_one(SpaceRow, space.id)
    number = row.next_number
    row.next_number = number + 1
    db.flush()
    return number


def add_themes(db: Session, space: Space, names: Iterable[str]) -> None:
    """Store themes that topics of the open space may have."""
    db.add_all(ThemeRow(space_id=space.id, name=name) for name in names)
    db.flush()


def themes(db: Session, space: Space) -> dict[int, str]:
    """Return the themes that topics of the open space may have, by id, in their order."""
    query = select(ThemeRow.id, ThemeRow.name).where(ThemeRow.space_id == space.id)
    return dict(db.execute(query.order_by(ThemeRow.id)).all())


def _one(
    db: Session,
    query: Statement,
    locked: Statement,
    values: dict[str, Any],
    *,
    lock: Executable | None,
) -> Row[Any] | None:
    if lock is not None and not database.is_alone(db):
        held = db.execute(lock, values).one_or_none()
        if held is None:
            return None
        # Read anew, and by its id: while we waited another may have taken its place.
        query, values = locked, {**values, "space_id": held.id}
    return db.execute(query, values).one_or_none()


def _change(db: Session, space: Space, **values: object) -> Space:
    db.execute(update(SpaceRow).where(SpaceRow.id == space.id).values(**values))
    return replace(space, **values)  # type: ignore[arg-type]  # columns and fields share names


def _space(row: Row[Any] | SpaceRow) -> Space:
    return Space(
        id=row.id,
        team_id=row.team_id,
        channel_id=row.channel_id,
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        zone=row.zone,
        budget=row.budget,
        tally_seen_by=TallySeenBy(row.tally_seen_by),
        proposals_open=row.proposals_open,
        voting_open=row.voting_open,
        guests_allowed=row.guests_allowed,
        is_private=row.is_private,
        closed_at=row.closed_at,
        schedule=Schedule(row.digest_at, row.summary_at, row.reminder_min),
        unlinked_at=row.unlinked_at,
        cleared_at=row.cleared_at,
    )
