"""Boards and Homes: which message or view each is, what it shows, and what has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STALE = sa.text("unpainted > 0")


def upgrade() -> None:
    """Create the tables; a board is made when something changes in its open space."""
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_team_id"), "changes", ["team_id"], unique=False)
    op.create_table(
        "boards",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("posting", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("slack_ts", sa.String(length=32), nullable=True),
        sa.Column("replaces", sa.String(length=32), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("unpainted", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("painted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_boards_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("space_id", name=op.f("pk_boards")),
    )
    op.create_index(op.f("ix_boards_team_id"), "boards", ["team_id"], unique=False)
    op.create_table(
        "homes",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=40), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("unpainted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("painted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_homes")),
    )
    op.create_index(
        "ix_homes_stale",
        "homes",
        ["team_id", "opened_at"],
        unique=False,
        sqlite_where=_STALE,
        postgresql_where=_STALE,
    )
    op.create_index(op.f("ix_homes_space_id"), "homes", ["space_id"], unique=False)
    op.create_table(
        "repaint_paces",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "kind", name=op.f("pk_repaint_paces")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("repaint_paces", "homes", "boards", "changes"):
        op.drop_table(name)
