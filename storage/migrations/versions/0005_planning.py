"""The timetable's drafting: searches, steps to undo, another run of a topic, and requests."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing was searched for, offered or asked for yet."""
    op.create_table(
        "plannings",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("is_fresh", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("fairness", sa.Integer(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.CheckConstraint("fairness BETWEEN 0 AND 1000", name=op.f("ck_plannings_fairness")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_plannings_progress")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_plannings_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("space_id", name=op.f("pk_plannings")),
    )
    op.create_index(op.f("ix_plannings_status"), "plannings", ["status"], unique=False)
    op.create_table(
        "draft_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_draft_steps_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["open_spaces.id"],
            name=op.f("fk_draft_steps_space_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_steps")),
    )
    op.create_index(op.f("ix_draft_steps_space_id"), "draft_steps", ["space_id"], unique=False)
    op.create_table(
        "planning_askers",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("answer_url", sa.String(length=1000), nullable=False),
        sa.Column("in_place", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_planning_askers_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["plannings.space_id"],
            name=op.f("fk_planning_askers_space_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("space_id", "participant_id", name=op.f("pk_planning_askers")),
    )
    op.create_index(
        op.f("ix_planning_askers_participant_id"),
        "planning_askers",
        ["participant_id"],
        unique=False,
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("stood", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["participants.id"], name=op.f("fk_requests_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["topics.id"], name=op.f("fk_requests_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_requests_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_requests_room_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_requests_slot_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_requests_space_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_requests_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("space_id", "number", name=op.f("uq_requests_space_id_number")),
    )
    op.create_index(
        op.f("ix_requests_participant_id"), "requests", ["participant_id"], unique=False
    )
    op.create_index(op.f("ix_requests_topic_id"), "requests", ["topic_id"], unique=False)
    op.create_table(
        "run_offers",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_run_offers_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_run_offers")),
    )
    op.create_table(
        "runs",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["topics.id"], name=op.f("fk_runs_first_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_runs_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_runs")),
        sa.UniqueConstraint("first_id", name=op.f("uq_runs_first_id")),
    )
    op.create_table(
        "request_backers",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_request_backers_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_request_backers_request_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "participant_id", name=op.f("pk_request_backers")),
    )
    op.create_index(
        op.f("ix_request_backers_participant_id"),
        "request_backers",
        ["participant_id"],
        unique=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "request_backers",
        "requests",
        "run_offers",
        "runs",
        "draft_steps",
        "planning_askers",
        "plannings",
    ):
        op.drop_table(name)
