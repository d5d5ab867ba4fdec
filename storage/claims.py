"""Queries about messages on their way: each is claimed by one sender at a time.

1. A sender claims rows: they become `sending` under a token of their own. Commit.
2. It asks Slack to post them as one message, with the token in that message's metadata.
3. It settles them, or dies; then whoever comes after `look_at` looks for the token in Slack.
"""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from openspace import messages
from openspace.messages import Status
from storage import pace as paces
from storage.outbox import COLUMNS, Promised, promised
from storage.pace import Pace
from storage.tables import MessageRow

REASON_LENGTH = 200
MOST_TOGETHER = 8
"""How many messages to one person are sent as one."""


@dataclass(frozen=True)
class Claim:
    """Messages that one sender has taken to send them as one.

    Args:
        token: marks them, and the message they become.
    """

    token: str
    space_id: int
    recipient: str
    claimed_at: datetime
    rows: tuple[Promised, ...]


_IS_PENDING = MessageRow.status == Status.PENDING.value
_IS_SENDING = MessageRow.status == Status.SENDING.value
_OF_TEAM = MessageRow.team_id == bindparam("team_id")
_DUE = (_OF_TEAM, _IS_PENDING, MessageRow.not_before <= bindparam("now"))
_ANYTHING_DUE = select(exists().where(*_DUE))
_ANYTHING_UNCLEAR = select(
    exists().where(_OF_TEAM, _IS_SENDING, MessageRow.look_at <= bindparam("now"))
)


def is_anything_due(db: Session, *, team_id: str, now: datetime) -> bool:
    """Say whether a message is to be sent now, or has come too late."""
    return bool(db.scalar(_ANYTHING_DUE, {"team_id": team_id, "now": now}))


def is_anything_unclear(db: Session, *, team_id: str, now: datetime) -> bool:
    """Say whether it is time to look what became of a message."""
    return bool(db.scalar(_ANYTHING_UNCLEAR, {"team_id": team_id, "now": now}))


def has_sent_since(db: Session, since: datetime, *, team_id: str) -> bool:
    """Say whether a message has been sent at *since* or later."""
    sent = MessageRow.slack_ts.is_not(None)
    return bool(
        db.scalar(
            select(exists().where(_OF_TEAM, MessageRow.settled_at >= since, sent)),
            {"team_id": team_id},
        )
    )


def claim(db: Session, *, team_id: str, now: datetime, pace: Pace, most: int) -> tuple[Claim, ...]:
    """Take messages that are due, those of least time first, as many as the pace allows.

    Those to one person about one open space become one. Whoever is just being written to, or has
    been within the gap, has to wait. What has come too late is dropped.
    """
    free_at, paused_until = paces.hold(db, team_id, now, pace)
    # After the pace is held: two senders whose clocks differ would else wait for each other, the
    # one for the pace and the other for a message that the first is just dropping.
    _expire(db, team_id=team_id, now=now)
    allowed = 0 if now < paused_until else min(most, paces.allowed(free_at, now, pace))
    if not allowed:
        return ()
    chosen = _chosen(db, team_id=team_id, now=now, pace=pace, most=allowed)
    claims = tuple(_claimed(db, space_id, rows, now=now, pace=pace) for space_id, rows in chosen)
    paces.set_free(db, team_id, free_at=free_at, now=now, taken=len(claims), pace=pace)
    return claims


def unclear(db: Session, *, team_id: str, now: datetime) -> tuple[Claim, ...]:
    """Return the claims of which nobody has said in time what became of them, oldest first."""
    found = select(*COLUMNS).where(_OF_TEAM, _IS_SENDING, MessageRow.look_at <= now)
    rows = db.execute(found.order_by(MessageRow.look_at, MessageRow.id), {"team_id": team_id})
    by_token: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_token.setdefault(row.claim, []).append(row)
    return tuple(
        Claim(
            token,
            rows_of[0].space_id,
            rows_of[0].recipient,
            rows_of[0].claimed_at,
            tuple(promised(row) for row in rows_of),
        )
        for token, rows_of in by_token.items()
    )


def settle(
    db: Session,
    token: str,
    ids: Collection[int],
    status: Status,
    *,
    at: datetime,
    reason: str = "",
    slack_ts: str | None = None,
) -> bool:
    """Store what became of claimed messages; False when somebody else has done so.

    What they were about is forgotten, but for those that failed and may be sent again.
    """
    values = {"status": status.value, "settled_at": at, "look_at": None, "slack_ts": slack_ts}
    if status is not Status.FAILED:
        values["subject"] = ""
    change = update(MessageRow).values(**values, reason=reason[:REASON_LENGTH])
    return _change(db, token, ids, change)


def put_back(
    db: Session, token: str, ids: Collection[int], *, not_before: datetime, reason: str
) -> bool:
    """Let claimed messages be sent later; False when somebody else has settled them."""
    return _change(
        db,
        token,
        ids,
        update(MessageRow).values(
            status=Status.PENDING.value,
            not_before=not_before,
            reason=reason[:REASON_LENGTH],
            claim=None,
            claimed_at=None,
            look_at=None,
        ),
    )


def look_later(db: Session, token: str, *, look_at: datetime, reason: str) -> None:
    """Store when to look again what became of claimed messages."""
    change = update(MessageRow).values(look_at=look_at, reason=reason[:REASON_LENGTH])
    _change(db, token, (), change)


def is_person(recipient: str) -> bool:
    """Say whether a recipient is a user, who is written to directly (docs.slack.dev, ids)."""
    return recipient[:1] in ("U", "W")


def _change(db: Session, token: str, ids: Collection[int], change: Update) -> bool:
    """Change those rows of a claim that are still being sent, all of them when *ids* is empty."""
    mine: list[ColumnElement[bool]] = [MessageRow.claim == token, _IS_SENDING]
    if ids:
        mine.append(MessageRow.id.in_(ids))
    return bool(db.connection().execute(change.where(*mine)).rowcount)


def _expire(db: Session, *, team_id: str, now: datetime) -> None:
    """Drop what is due and of no use any more."""
    late = MessageRow.expires_at <= now
    db.execute(
        update(MessageRow)
        .where(MessageRow.team_id == team_id, _IS_PENDING, MessageRow.not_before <= now, late)
        .values(status=Status.DROPPED.value, reason=messages.TOO_LATE, settled_at=now, subject="")
    )


def _chosen(
    db: Session, *, team_id: str, now: datetime, pace: Pace, most: int
) -> Iterable[tuple[int, list[Promised]]]:
    recently = select(MessageRow.recipient).where(
        _OF_TEAM,
        MessageRow.settled_at > now - pace.gap,
        MessageRow.settled_at <= now + paces.SKEW,
        MessageRow.slack_ts.is_not(None),
    )
    busy = select(MessageRow.recipient).where(_OF_TEAM, _IS_SENDING).union(recently)
    values = {"team_id": team_id, "now": now}
    waiting = set(db.scalars(busy, values))
    soonest = (
        select(MessageRow.space_id, MessageRow.recipient)
        .where(*_DUE, MessageRow.recipient.not_in(waiting))
        .group_by(MessageRow.space_id, MessageRow.recipient)
        .order_by(func.min(MessageRow.expires_at), func.min(MessageRow.id))
        .limit(most)
    )
    spaces: dict[str, int] = {}
    for space_id, recipient in db.execute(soonest, values):
        # One at a time to each, also where they are told of two open spaces.
        spaces.setdefault(recipient, space_id)
    found = (
        select(*COLUMNS)
        .where(*_DUE, MessageRow.recipient.in_(spaces))
        .order_by(MessageRow.expires_at, MessageRow.id)
    )
    chosen: dict[str, list[Promised]] = {recipient: [] for recipient in spaces}
    for row in db.execute(found, values):
        if spaces[row.recipient] == row.space_id:
            chosen[row.recipient].append(promised(row))
    for recipient, rows in chosen.items():
        # What a channel is told stays a message each, in the order in which it happened.
        alone = [min(rows, key=lambda row: row.id)]
        together = sorted(rows[:MOST_TOGETHER], key=lambda row: row.id)
        yield spaces[recipient], together if is_person(recipient) else alone


def _claimed(
    db: Session, space_id: int, rows: list[Promised], *, now: datetime, pace: Pace
) -> Claim:
    token = secrets.token_hex(16)
    ids = [row.id for row in rows]
    taken = db.connection().execute(
        update(MessageRow)
        .where(MessageRow.id.in_(ids), _IS_PENDING)
        .values(
            status=Status.SENDING.value,
            claim=token,
            claimed_at=now,
            look_at=now + pace.lease,
            attempts=MessageRow.attempts + 1,
        )
    )
    if taken.rowcount != len(ids):
        raise RuntimeError("messages were claimed twice; the row of the pace was not held")
    return Claim(token, space_id, rows[0].promise.recipient, now, tuple(rows))
