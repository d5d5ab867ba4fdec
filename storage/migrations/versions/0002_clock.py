"""The clock: set times of windows, the outbox, when the bot speaks, and who wants to hear it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; open spaces that are there speak at the usual times."""
    op.add_column("open_spaces", sa.Column("digest_at", sa.Time(), nullable=True))
    op.add_column("open_spaces", sa.Column("summary_at", sa.Time(), nullable=True))
    op.add_column("open_spaces", sa.Column("reminder_min", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE open_spaces SET digest_at = '09:00:00.000000', summary_at = '16:30:00.000000',"
        " reminder_min = 15"
    )
    op.add_column(
        "participants",
        sa.Column("notices", sa.String(length=8), server_default="all", nullable=False),
    )
    op.create_index("ix_slots_starts_at", "slots", ["starts_at"], unique=False)
    op.create_table(
        "set_times",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("window", sa.String(length=16), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["open_spaces.id"],
            name=op.f("fk_set_times_space_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("space_id", "window", "is_open", name=op.f("pk_set_times")),
    )
    op.create_index(op.f("ix_set_times_at"), "set_times", ["at"], unique=False)
    op.create_table(
        "paces",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_paces")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slack_ts", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_outbox_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_claim"), "outbox", ["claim"], unique=False)
    for status, moment in (("pending", "not_before"), ("sending", "look_at")):
        op.create_index(
            f"ix_outbox_{status}",
            "outbox",
            ["team_id", moment],
            unique=False,
            sqlite_where=sa.text(f"status = '{status}'"),
            postgresql_where=sa.text(f"status = '{status}'"),
        )
    op.create_index("ix_outbox_settled", "outbox", ["team_id", "settled_at"], unique=False)
    op.create_index("ix_outbox_space", "outbox", ["space_id", "status", "settled_at"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("outbox")
    op.drop_table("paces")
    op.drop_table("set_times")
    op.drop_index("ix_slots_starts_at", table_name="slots")
    op.drop_column("participants", "notices")
    for name in ("reminder_min", "summary_at", "digest_at"):
        op.drop_column("open_spaces", name)
