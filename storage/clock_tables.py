"""The tables of the clock: windows that change by themselves, and what is to be sent."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.declarative import Base


class SetTimeRow(Base):
    """A moment at which a window of an open space opens or closes by itself."""

    __tablename__ = "set_times"

    space_id: Mapped[int] = mapped_column(
        ForeignKey("open_spaces.id", ondelete="CASCADE"), primary_key=True
    )
    window: Mapped[str] = mapped_column(String(16), primary_key=True)
    is_open: Mapped[bool] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class MessageRow(Base):
    """A promise to send one message once, and what became of it.

    `key` says what it is about, so that it is promised once whoever promises it. `subject` is
    what it is about, in JSON; it is taken away once the message has gone. `claim` marks all rows
    that were sent as one message, and is found in that message's metadata; `look_at` is when to
    look for it there if nobody has said what became of it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_pending",
            "team_id",
            "not_before",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_outbox_sending",
            "team_id",
            "look_at",
            sqlite_where=text("status = 'sending'"),
            postgresql_where=text("status = 'sending'"),
        ),
        Index("ix_outbox_settled", "team_id", "settled_at"),
        Index("ix_outbox_space", "space_id", "status", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    team_id: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(Text)
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    claim: Mapped[str | None] = mapped_column(String(32), index=True)
    claimed_at: Mapped[datetime | None]
    look_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    slack_ts: Mapped[str | None] = mapped_column(String(32))
    number: Mapped[int | None]
    day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200))


class PaceRow(Base):
    """When a workspace may be written to again; this row is what a claim of messages locks."""

    __tablename__ = "paces"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    free_at: Mapped[datetime]
    paused_until: Mapped[datetime]
