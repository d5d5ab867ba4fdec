"""Lets the clock look what is due, as its tick does, and says what it promised and would say."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from openspace.people import Kind
from openspace.spaces import Space
from services import current, due, letters, people, spaces
from services.current import Dropped, Later, Said
from services.news import News
from storage import outbox
from storage import spaces as stored_spaces
from storage.database import Database
from storage.tables import MessageRow
from tests.storage.promised import mark, promised
from tests.storage.week import CHANNEL, TEAM, actor, user_id


def utc(text: str) -> datetime:
    """Return a moment: `2027-11-23 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def tick(database: Database, now: datetime) -> list[News]:
    """Promise what is due; return what that was."""
    before = mark(database)
    with database.reading() as db:
        found = due.find(db, team_id=TEAM, now=now)
    for one in found:
        with database.begin() as db:
            due.promise(db, one.space, one.promises)
    return promised(database, after=before)


def told(database: Database, now: datetime) -> list[str]:
    """Do the same; return kind and recipient of each: `reminder UBO`, or the kind alone."""
    return sorted(in_words(item) for item in tick(database, now))


def in_words(item: News) -> str:
    kind = letters.kind_of(type(item))
    recipient = letters.recipient(item)
    return kind if recipient == item.space.channel_id else f"{kind} {recipient}"


def told_at(
    database: Database, start: datetime, end: datetime, *, every: timedelta
) -> list[tuple[str, str]]:
    """Let the clock tick from *start* until *end*; return what it promised, and when, in UTC."""
    found: list[tuple[str, str]] = []
    now = start
    while now <= end:
        found += [(f"{now:%Y-%m-%d %H:%M}", one) for one in told(database, now)]
        now += every
    return found


def starts(
    database: Database,
    first_day: date,
    last_day: date,
    *,
    now: datetime,
    zone: str = "Europe/London",
    channel_id: str = CHANNEL,
    cast: Iterable[str] = ("ada", "bo", "cy"),
) -> Space:
    """Let ada start an open space at *now*."""
    with database.begin() as db:
        for name in cast:
            people.remember(db, Kind.MEMBER, team_id=TEAM, user_id=user_id(name), now=now)
    return (
        actor(database, "ada", channel_id=channel_id)
        .at(now)(
            spaces.create,
            name="CoProWeekScot",
            first_day=first_day,
            last_day=last_day,
            zone=zone,
            is_private=False,
        )
        .space
    )


def said(
    database: Database, kind: str, to: str = CHANNEL, *, now: datetime, first: bool = False
) -> Said | Dropped | Later:
    """Return what the last (or the *first*) message of that kind to somebody would say now."""
    number = func.min(MessageRow.id) if first else func.max(MessageRow.id)
    wanted = select(number).where(MessageRow.kind == kind, MessageRow.recipient == to)
    with database.reading() as db:
        row = db.execute(
            select(MessageRow.space_id, *outbox.COLUMNS).where(
                MessageRow.id == wanted.scalar_subquery()
            )
        ).one()
        space = stored_spaces.by_id(db, row.space_id, team_id=TEAM)
        assert space is not None
        return current.said(db, space, outbox.promised(row), now)
