"""Queries about promises of messages: each is a row, stored with what causes it, under a key."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, func, select, update
from sqlalchemy.orm import Session

from openspace.messages import Status
from openspace.spaces import Space
from storage.tables import MessageRow, table
from storage.upserts import insert_all_missing, insert_missing

KEYS_AT_ONCE = 500


@dataclass(frozen=True)
class Promise:
    """A message that is to be sent once.

    Args:
        key: what it is about; the second promise with the same key is none.
        kind: the name of what is told.
        recipient: a channel's id, or a user's for a direct message.
        subject: what it is about, in JSON.
        not_before: when it is due.
        expires_at: from when on it is of no use.
        number: of the topic it is about, for the overview; None for none or a secret.
        day: that it is about; None for none.
    """

    key: str
    kind: str
    recipient: str
    subject: str
    not_before: datetime
    expires_at: datetime
    number: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Promised:
    """A promise with its number.

    Args:
        attempts: how often Slack was asked to post it.
    """

    id: int
    promise: Promise
    attempts: int = 0


def promise(db: Session, space: Space, promises: Sequence[Promise]) -> None:
    """Store promises, but for those whose key is there already."""
    fixed = {
        "space_id": space.id,
        "team_id": space.team_id,
        "status": Status.PENDING.value,
        "attempts": 0,
        "reason": "",
    }
    insert_all_missing(db, MessageRow, [{**asdict(one), **fixed} for one in promises])


def promise_dropped(db: Session, space: Space, one: Promise, *, at: datetime, reason: str) -> None:
    """Store that something will not be sent, unless it has been promised before."""
    insert_missing(
        db,
        MessageRow,
        **asdict(one),
        space_id=space.id,
        team_id=space.team_id,
        status=Status.DROPPED.value,
        attempts=0,
        settled_at=at,
        reason=reason,
    )


def known_keys(db: Session, keys: Sequence[str]) -> set[str]:
    """Return those of *keys* that have been promised."""
    known: set[str] = set()
    for start in range(0, len(keys), KEYS_AT_ONCE):
        part = keys[start : start + KEYS_AT_ONCE]
        known.update(db.scalars(select(MessageRow.key).where(MessageRow.key.in_(part))))
    return known


COLUMNS = tuple(table(MessageRow).c)


def promised(row: Row[Any]) -> Promised:
    """Return a row of `COLUMNS` as a value."""
    return Promised(
        row.id,
        Promise(
            row.key,
            row.kind,
            row.recipient,
            row.subject,
            row.not_before,
            row.expires_at,
            row.number,
            row.day,
        ),
        row.attempts,
    )


def pending_after(db: Session, row: Promised, *, space_id: int) -> tuple[Promise, ...]:
    """Return what was promised later of the same kind to the same recipient, and is not sent."""
    query = (
        select(*COLUMNS)
        .where(
            MessageRow.space_id == space_id,
            MessageRow.status == Status.PENDING.value,
            MessageRow.kind == row.promise.kind,
            MessageRow.recipient == row.promise.recipient,
            MessageRow.id > row.id,
        )
        .order_by(MessageRow.id)
    )
    return tuple(promised(found).promise for found in db.execute(query))


def take_unsent(db: Session, space: Space, kind: str) -> tuple[Promise, ...]:
    """Delete what is promised of one kind, and not being sent yet, and return it."""
    taken = db.execute(
        delete(MessageRow)
        .where(
            MessageRow.space_id == space.id,
            MessageRow.kind == kind,
            MessageRow.status == Status.PENDING.value,
        )
        .returning(*COLUMNS)
    )
    return tuple(promised(row).promise for row in taken)


@dataclass(frozen=True)
class Fared:
    """How many messages of one kind about one thing fared alike.

    Args:
        due_at: when the first of them was due.
        settled_at: when the last of them was settled; None while none is.
    """

    kind: str
    number: int | None
    day: date | None
    status: Status
    reason: str
    in_channel: bool
    count: int
    due_at: datetime
    settled_at: datetime | None


def fared(db: Session, space: Space) -> tuple[Fared, ...]:
    """Return how the messages of an open space fared; each to the channel stands for itself."""
    in_channel = MessageRow.recipient == space.channel_id
    itself = case((in_channel, MessageRow.id), else_=0)
    about = (MessageRow.kind, MessageRow.number, MessageRow.day)
    state = (MessageRow.status, MessageRow.reason, in_channel)
    query = (
        select(
            *about,
            *state,
            func.count(),
            func.min(MessageRow.not_before),
            func.max(MessageRow.settled_at),
        )
        .where(MessageRow.space_id == space.id)
        .group_by(*about, *state, itself)
    )
    return tuple(
        Fared(
            kind, number, day, Status(status), reason, bool(is_channel), count, due_at, settled_at
        )
        for kind, number, day, status, reason, is_channel, count, due_at, settled_at in db.execute(
            query
        )
    )


def count_failed(db: Session, space: Space, *, now: datetime, except_kinds: Collection[str]) -> int:
    """Return how many messages failed and are still of use."""
    failures = _useful_failures(space, now, except_kinds)
    return db.scalars(select(func.count(MessageRow.id)).where(*failures)).one()


def send_again(db: Session, space: Space, *, now: datetime, except_kinds: Collection[str]) -> int:
    """Let what failed and is still of use be sent again; return how many messages that are."""
    again = db.connection().execute(
        update(MessageRow)
        .where(*_useful_failures(space, now, except_kinds))
        .values(
            status=Status.PENDING.value,
            not_before=now,
            reason="",
            claim=None,
            claimed_at=None,
            settled_at=None,
        )
    )
    return again.rowcount


def forget_unsent(db: Session, space: Space, keys: Collection[str]) -> None:
    """Let what was promised under *keys*, and not sent, be promised anew."""
    db.execute(
        delete(MessageRow).where(
            MessageRow.space_id == space.id,
            MessageRow.key.in_(keys),
            MessageRow.status.in_([Status.DROPPED.value, Status.PENDING.value]),
        )
    )


def _useful_failures(
    space: Space, now: datetime, except_kinds: Collection[str]
) -> tuple[ColumnElement[bool], ...]:
    return (
        MessageRow.space_id == space.id,
        MessageRow.status == Status.FAILED.value,
        MessageRow.expires_at > now,
        MessageRow.kind.not_in(except_kinds),
    )


@dataclass(frozen=True)
class Fate:
    """What became of one promise.

    Args:
        claim: the token of the message that told it; None for none yet.
        at: when that was settled; while it is not, when it is due.
    """

    key: str
    kind: str
    recipient: str
    status: Status
    reason: str
    claim: str | None
    at: datetime


def fates(db: Session, space: Space) -> tuple[Fate, ...]:
    """Return what became of every promise of an open space, in the order of promising."""
    query = select(*COLUMNS).where(MessageRow.space_id == space.id).order_by(MessageRow.id)
    return tuple(
        Fate(
            row.key,
            row.kind,
            row.recipient,
            Status(row.status),
            row.reason,
            row.claim,
            row.settled_at or row.not_before,
        )
        for row in db.execute(query)
    )
