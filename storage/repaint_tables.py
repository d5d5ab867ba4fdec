"""The tables of what is shown for long and repainted: boards in channels, and people's Homes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.declarative import Base


class ChangeRow(Base):
    """A note that something changed in an open space; it is gone once that is known.

    Notes are only added and taken away, and refer to nothing, so that those who vote at the same
    moment never wait for each other. `user_id` is whose Home it concerns, None for everybody's.
    """

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32), index=True)
    space_id: Mapped[int]
    user_id: Mapped[str | None] = mapped_column(String(32))


class BoardRow(Base):
    """The board of an open space: which message it is, and what it shows.

    It is stale with changes that are `unpainted`, or when `due_at` has come. `key` is that of
    the promise by which the message was posted; `replaces` is the message before it.
    """

    __tablename__ = "boards"

    space_id: Mapped[int] = mapped_column(
        ForeignKey("open_spaces.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[str] = mapped_column(String(32), index=True)
    posting: Mapped[int]
    key: Mapped[str] = mapped_column(String(200))
    slack_ts: Mapped[str | None] = mapped_column(String(32))
    replaces: Mapped[str | None] = mapped_column(String(32))
    is_pinned: Mapped[bool]
    unpainted: Mapped[int]
    due_at: Mapped[datetime | None]
    shown: Mapped[str] = mapped_column(String(64))
    painted_at: Mapped[datetime | None]
    claim: Mapped[str | None] = mapped_column(String(32))
    claimed_until: Mapped[datetime | None]


class HomeRow(Base):
    """The Home of somebody who has opened it: what it shows, and whether that is stale."""

    __tablename__ = "homes"
    __table_args__ = (
        Index(
            "ix_homes_stale",
            "team_id",
            "opened_at",
            sqlite_where=text("unpainted > 0"),
            postgresql_where=text("unpainted > 0"),
        ),
    )

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    opened_at: Mapped[datetime]
    space_id: Mapped[int | None] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(String(40))
    page: Mapped[int]
    unpainted: Mapped[int]
    shown: Mapped[str] = mapped_column(String(64))
    painted_at: Mapped[datetime | None]
    claim: Mapped[str | None] = mapped_column(String(32))
    claimed_until: Mapped[datetime | None]


class RepaintPaceRow(Base):
    """When Slack may be asked again for a repaint of one kind; a claim of repaints locks it."""

    __tablename__ = "repaint_paces"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    free_at: Mapped[datetime]
    paused_until: Mapped[datetime]
