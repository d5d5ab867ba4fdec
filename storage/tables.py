"""The tables. Every root row carries the workspace's `team_id`; all moments are UTC."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.clock_tables import MessageRow as MessageRow
from storage.clock_tables import PaceRow as PaceRow
from storage.clock_tables import SetTimeRow as SetTimeRow
from storage.declarative import Base as Base
from storage.declarative import UtcDateTime as UtcDateTime
from storage.declarative import table as table
from storage.install_tables import BotRow as BotRow
from storage.install_tables import InstallationRow as InstallationRow
from storage.install_tables import OAuthStateRow as OAuthStateRow
from storage.install_tables import WorkspaceRow as WorkspaceRow
from storage.planning_tables import DraftStepRow as DraftStepRow
from storage.planning_tables import PlanningAskerRow as PlanningAskerRow
from storage.planning_tables import PlanningRow as PlanningRow
from storage.planning_tables import RequestBackerRow as RequestBackerRow
from storage.planning_tables import RequestRow as RequestRow
from storage.planning_tables import RunOfferRow as RunOfferRow
from storage.planning_tables import RunRow as RunRow
from storage.repaint_tables import BoardRow as BoardRow
from storage.repaint_tables import ChangeRow as ChangeRow
from storage.repaint_tables import HomeRow as HomeRow
from storage.repaint_tables import RepaintPaceRow as RepaintPaceRow


class PersonRow(Base):
    """A user of a workspace, by Slack's ids; names are never stored."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("team_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    checked_at: Mapped[datetime | None]


class SpaceRow(Base):
    """An open space."""

    __tablename__ = "open_spaces"
    __table_args__ = (
        # One that is not closed per channel, whatever is typed at the same moment.
        Index(
            "uq_open_spaces_live_channel",
            "team_id",
            "channel_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_open_spaces_channel", "team_id", "channel_id", "id"),
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("budget BETWEEN 1 AND 100", name="budget"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    channel_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(80))
    first_day: Mapped[date]
    last_day: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    budget: Mapped[int]
    tally_seen_by: Mapped[str] = mapped_column(String(16))
    proposals_open: Mapped[bool]
    voting_open: Mapped[bool]
    guests_allowed: Mapped[bool]
    is_private: Mapped[bool]
    next_number: Mapped[int]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    digest_at: Mapped[time | None]
    summary_at: Mapped[time | None]
    reminder_min: Mapped[int | None]
    # Once ballots are unlinked: when, how many people had voted (what each topic had: `tallies`).
    unlinked_at: Mapped[datetime | None]
    turnout: Mapped[int | None]
    # When everything about persons was taken away.
    cleared_at: Mapped[datetime | None]


class ParticipantRow(Base):
    """A person in an open space, present in its channel or not; this row is what a vote locks."""

    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("space_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    is_facilitator: Mapped[bool]
    is_present: Mapped[bool]
    notices: Mapped[str] = mapped_column(String(8), server_default="all")


class ThemeRow(Base):
    """A theme that topics of an open space may have."""

    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("space_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))


class TopicRow(Base):
    """A topic or, with speakers, a talk; both number from one sequence."""

    __tablename__ = "topics"
    __table_args__ = (
        UniqueConstraint("space_id", "number"),
        Index(
            "uq_topics_same_title",
            "space_id",
            "author_id",
            "title_key",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL AND speakers IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL AND speakers IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(150))
    title_key: Mapped[str] = mapped_column(String(450))
    description: Mapped[str] = mapped_column(String(2000))
    access_notes: Mapped[str] = mapped_column(String(2000))
    speakers: Mapped[str | None] = mapped_column(String(300))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class HostRow(Base):
    """Who hosts a topic; a topic may have no host yet."""

    __tablename__ = "hosts"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id"), primary_key=True, index=True
    )


class RemovedHostRow(Base):
    """Somebody whom others took out of a topic's hosts, and who does not join by themselves."""

    __tablename__ = "removed_hosts"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AbsenceRow(Base):
    """A time at which a participant cannot be there."""

    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="order"),)

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime]


class DotsRow(Base):
    """One line of a secret ballot."""

    __tablename__ = "dots"
    __table_args__ = (
        # A tally is read from it alone.
        Index("ix_dots_topic_id_dots", "topic_id", "dots"),
        CheckConstraint("dots BETWEEN 1 AND 100", name="dots"),
    )

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    dots: Mapped[int]


class TallyRow(Base):
    """What a topic had when the ballots of its open space were unlinked from people."""

    __tablename__ = "tallies"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    dots: Mapped[int]
    voters: Mapped[int]


class RoomRow(Base):
    """A place for sessions."""

    __tablename__ = "rooms"
    __table_args__ = (
        UniqueConstraint("space_id", "name_key"),
        CheckConstraint("capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(180))
    capacity: Mapped[int]
    link: Mapped[str | None] = mapped_column(String(2000))


class SlotRow(Base):
    """A time for sessions."""

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("space_id", "starts_at"),
        Index("ix_slots_starts_at", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class SessionRow(Base):
    """Where a topic stands in the draft, and where in the published timetable.

    This row is what a sign-up locks. A place is a slot and a room, or neither.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("slot_id", "room_id"),
        UniqueConstraint("published_slot_id", "published_room_id"),
        CheckConstraint("(slot_id IS NULL) = (room_id IS NULL)", name="draft_place"),
        CheckConstraint(
            "(published_slot_id IS NULL) = (published_room_id IS NULL)", name="published_place"
        ),
    )

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    space_id: Mapped[int] = mapped_column(
        ForeignKey("open_spaces.id", ondelete="CASCADE"), index=True
    )
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    is_pinned: Mapped[bool]
    published_slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    published_room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))


class SignupRow(Base):
    """One who signed up for a session; the order of ids is the order of the list."""

    __tablename__ = "signups"
    __table_args__ = (
        UniqueConstraint("topic_id", "participant_id"),
        # Without it SQLite gives a deleted last id away again (sqlite.org, AUTOINCREMENT).
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("sessions.topic_id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )


class AuditRow(Base):
    """What a facilitator did, for facilitators; never anything about a ballot."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(
        ForeignKey("open_spaces.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]
    deed: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(300))
