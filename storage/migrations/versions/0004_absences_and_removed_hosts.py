"""When people cannot be there, and who was taken out of a topic's hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nobody has stated an absence yet, and nobody was taken out."""
    op.create_table(
        "absences",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_absences_order")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_absences_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "starts_at", name=op.f("pk_absences")),
    )
    op.create_table(
        "removed_hosts",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topics.id"],
            name=op.f("fk_removed_hosts_topic_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_removed_hosts_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic_id", "participant_id", name=op.f("pk_removed_hosts")),
    )
    op.create_index(
        op.f("ix_removed_hosts_participant_id"), "removed_hosts", ["participant_id"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("removed_hosts", "absences"):
        op.drop_table(name)
