"""The tables of the timetable's drafting: searches, steps to undo, runs, and requests."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.declarative import Base


class PlanningRow(Base):
    """The search for a draft, one an open space: the one under way, or else the last.

    `status` is `none`, `wanted`, `working`, `done` or `failed`. `claim` marks the process that
    works at it, `look_at` is when another may take it over. `result` is what came of it, in JSON.
    """

    __tablename__ = "plannings"
    __table_args__ = (
        CheckConstraint("fairness BETWEEN 0 AND 1000", name="fairness"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    )

    space_id: Mapped[int] = mapped_column(
        ForeignKey("open_spaces.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str] = mapped_column(String(16), index=True)
    is_fresh: Mapped[bool]
    seed: Mapped[int]
    fairness: Mapped[int]
    wanted_at: Mapped[datetime | None]
    claim: Mapped[str | None] = mapped_column(String(32))
    look_at: Mapped[datetime | None]
    progress: Mapped[int]
    settled_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(Text)


class PlanningAskerRow(Base):
    """A facilitator who asked for the search under way and has not heard of its end.

    `answer_url` is Slack's address for answers to them, good for half an hour; "" for their Home.
    `in_place`: what it answers stood in a message that the answer takes the place of.
    """

    __tablename__ = "planning_askers"

    space_id: Mapped[int] = mapped_column(
        ForeignKey("plannings.space_id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    answer_url: Mapped[str] = mapped_column(String(1000))
    in_place: Mapped[bool]


class DraftStepRow(Base):
    """A change to the draft; `before` is the draft before it, in JSON.

    Steps that were undone, and undoing itself, are kept as undone: which figures may be told
    depends on all drafts that people have seen.
    """

    __tablename__ = "draft_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(
        ForeignKey("open_spaces.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    at: Mapped[datetime]
    deed: Mapped[str] = mapped_column(String(64))
    before: Mapped[str] = mapped_column(Text)
    is_undone: Mapped[bool]


class RunRow(Base):
    """A topic that is another run of an earlier one: the same again, at another time."""

    __tablename__ = "runs"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    first_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), unique=True)


class RunOfferRow(Base):
    """The hosts of a topic were asked whether they hold it twice; `answer` is "", yes or no."""

    __tablename__ = "run_offers"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True
    )
    offered_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(8))
    answered_at: Mapped[datetime | None]


class RequestRow(Base):
    """Somebody asked for a published session to be moved, or swapped with another.

    A move names slot and room, a swap the other topic. `status` is `open`, `granted`, `declined`
    or `withdrawn`; `answer` is a facilitator's word. `stood` is where its sessions stood when it
    was asked, as `openspace.requests.standing` writes it.
    """

    __tablename__ = "requests"
    __table_args__ = (UniqueConstraint("space_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("open_spaces.id", ondelete="CASCADE"))
    number: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id", ondelete="SET NULL"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id", ondelete="SET NULL"))
    stood: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(16))
    answer: Mapped[str] = mapped_column(String(300))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("participants.id"))
    answered_at: Mapped[datetime | None]


class RequestBackerRow(Base):
    """Somebody wishes for the same as a request."""

    __tablename__ = "request_backers"

    request_id: Mapped[int] = mapped_column(
        ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True
    )
