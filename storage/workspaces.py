"""Queries about the workspaces that the bot is or was in, and about their tokens."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, union, update
from sqlalchemy.orm import Session

from storage.tables import (
    BotRow,
    InstallationRow,
    MessageRow,
    OAuthStateRow,
    SpaceRow,
    WorkspaceRow,
)
from storage.upserts import insert_missing

TokenTable = type[BotRow] | type[InstallationRow]
SECRETS: dict[TokenTable, tuple[str, ...]] = {
    BotRow: ("bot_token", "bot_refresh_token"),
    InstallationRow: (
        "bot_token",
        "bot_refresh_token",
        "user_token",
        "user_refresh_token",
        "incoming_webhook_url",
    ),
}
"""The columns that are kept encrypted."""


@dataclass(frozen=True)
class Workspace:
    """A workspace, or an organisation that installed the bot for all its workspaces.

    Args:
        team_id: by which all its rows are kept; an organisation's own id if it is one.
        enterprise_id: the organisation that it belongs to; None for none.
        uninstalled_at: since when the bot is no longer in it; None while it is.
    """

    team_id: str
    enterprise_id: str | None
    name: str
    installed_at: datetime
    uninstalled_at: datetime | None

    @property
    def is_organisation(self) -> bool:
        """Whether the bot was installed for all workspaces of an organisation at once."""
        return self.team_id == self.enterprise_id


def find(db: Session, *, team_id: str) -> Workspace | None:
    """Return a workspace; None if the bot was never in it."""
    row = db.get(WorkspaceRow, team_id)
    if row is None:
        return None
    return Workspace(row.team_id, row.enterprise_id, row.name, row.installed_at, row.uninstalled_at)


def put_installed(
    db: Session, *, team_id: str, enterprise_id: str | None, name: str, now: datetime
) -> None:
    """Store that the bot is in a workspace from now on, also again."""
    insert_missing(
        db,
        WorkspaceRow,
        team_id=team_id,
        enterprise_id=enterprise_id,
        name=name,
        installed_at=now,
        uninstalled_at=None,
    )
    db.execute(
        update(WorkspaceRow)
        .where(WorkspaceRow.team_id == team_id)
        .values(enterprise_id=enterprise_id, name=name, installed_at=now, uninstalled_at=None)
    )


def put_uninstalled(db: Session, *, team_id: str, now: datetime) -> None:
    """Store that the bot is no longer in a workspace; a later moment changes nothing."""
    db.execute(
        update(WorkspaceRow)
        .where(WorkspaceRow.team_id == team_id, WorkspaceRow.uninstalled_at.is_(None))
        .values(uninstalled_at=now)
    )


def delete_tokens(db: Session, *, team_id: str) -> None:
    """Delete every token of a workspace."""
    for row in SECRETS:
        db.execute(delete(row).where(_of(row, team_id)))


def delete_older_tokens(db: Session, *, team_id: str) -> None:
    """Delete the tokens of a workspace but for those that came last."""
    for row in SECRETS:
        newest = select(row.id).where(_of(row, team_id)).order_by(row.id.desc()).limit(1)
        # As a value: some databases refuse to delete from what they read in the same statement.
        newest_id = db.execute(newest).scalar()
        db.execute(delete(row).where(_of(row, team_id), row.id != newest_id))


def _of(row: TokenTable, team_id: str) -> ColumnElement[bool]:
    """Return what is true of rows of one workspace, or of one organisation as a whole."""
    return or_(
        row.team_id == team_id,
        and_(row.team_id.is_(None), row.enterprise_id == team_id),
    )


def delete_states(db: Session, *, before: datetime) -> None:
    """Delete what was begun and never ended; *before* has no zone, in UTC, as it is kept."""
    db.execute(delete(OAuthStateRow).where(OAuthStateRow.expire_at < before))


def take_state(db: Session, state: str, *, now: datetime) -> bool:
    """Use up a state; False if it is unknown, used or too old. *now* has no zone, in UTC."""
    taken = (
        delete(OAuthStateRow)
        .where(OAuthStateRow.state == state, OAuthStateRow.expire_at > now)
        .returning(OAuthStateRow.id)
    )
    return db.execute(taken).first() is not None


def awake(db: Session, *, since: datetime) -> tuple[str, ...]:
    """Return the workspaces with the bot in them in which anything can be due.

    Args:
        since: an open space that ended later than that still counts.
    """
    living = select(SpaceRow.team_id).where(
        or_(SpaceRow.closed_at.is_(None), SpaceRow.closed_at > since)
    )
    promised = select(MessageRow.team_id).where(MessageRow.status.in_(("pending", "sending")))
    stirring = union(living, promised).subquery()
    query = (
        select(WorkspaceRow.team_id)
        .where(
            WorkspaceRow.uninstalled_at.is_(None),
            WorkspaceRow.team_id.in_(select(stirring.c.team_id)),
        )
        .order_by(WorkspaceRow.team_id)
    )
    return tuple(db.execute(query).scalars())


def all_installed(db: Session) -> tuple[str, ...]:
    """Return all workspaces with the bot in them."""
    query = select(WorkspaceRow.team_id).where(WorkspaceRow.uninstalled_at.is_(None))
    return tuple(db.execute(query.order_by(WorkspaceRow.team_id)).scalars())


@dataclass(frozen=True)
class Kept:
    """Something that is kept encrypted: where, and as what."""

    table: TokenTable
    row_id: int
    column: str
    text: str


def kept(db: Session) -> tuple[Kept, ...]:
    """Return all that is kept encrypted, of all workspaces."""
    found = []
    for row, columns in SECRETS.items():
        for values in db.execute(select(row.id, *(getattr(row, name) for name in columns))):
            row_id, *texts = values
            found += [
                Kept(row, row_id, name, text)
                for name, text in zip(columns, texts, strict=True)
                if text
            ]
    return tuple(found)


def keep_anew(db: Session, old: Kept, text: str) -> None:
    """Put another text in the place of *old*, unless something else has come there since."""
    column = getattr(old.table, old.column)
    db.execute(
        update(old.table)
        .where(old.table.id == old.row_id, column == old.text)
        .values({old.column: text})
    )
