"""The first tables: open spaces, people, topics, dots, timetable, sign-ups and audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "open_spaces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("tally_seen_by", sa.String(length=16), nullable=False),
        sa.Column("proposals_open", sa.Boolean(), nullable=False),
        sa.Column("voting_open", sa.Boolean(), nullable=False),
        sa.Column("guests_allowed", sa.Boolean(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("budget BETWEEN 1 AND 100", name=op.f("ck_open_spaces_budget")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_open_spaces_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_spaces")),
    )
    op.create_index(
        "ix_open_spaces_channel", "open_spaces", ["team_id", "channel_id", "id"], unique=False
    )
    op.create_index(
        "uq_open_spaces_live_channel",
        "open_spaces",
        ["team_id", "channel_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("team_id", "user_id", name=op.f("uq_people_team_id_user_id")),
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_facilitator", sa.Boolean(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_participants_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["open_spaces.id"],
            name=op.f("fk_participants_space_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint(
            "space_id", "person_id", name=op.f("uq_participants_space_id_person_id")
        ),
    )
    op.create_index(op.f("ix_participants_person_id"), "participants", ["person_id"], unique=False)
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=180), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_rooms_capacity")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_rooms_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("space_id", "name_key", name=op.f("uq_rooms_space_id_name_key")),
    )
    op.create_table(
        "slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_slots_order")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_slots_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
        sa.UniqueConstraint("space_id", "starts_at", name=op.f("uq_slots_space_id_starts_at")),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_themes_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("space_id", "name", name=op.f("uq_themes_space_id_name")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_audit_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_audit_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_space_id"), "audit", ["space_id"], unique=False)
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("title_key", sa.String(length=450), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("access_notes", sa.String(length=2000), nullable=False),
        sa.Column("speakers", sa.String(length=300), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participants.id"], name=op.f("fk_topics_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_topics_space_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_topics_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("space_id", "number", name=op.f("uq_topics_space_id_number")),
    )
    op.create_index(
        "uq_topics_same_title",
        "topics",
        ["space_id", "author_id", "title_key"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL AND speakers IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND speakers IS NULL"),
    )
    op.create_table(
        "dots",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("dots BETWEEN 1 AND 100", name=op.f("ck_dots_dots")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_dots_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_dots_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", "topic_id", name=op.f("pk_dots")),
    )
    op.create_index(op.f("ix_dots_topic_id"), "dots", ["topic_id"], unique=False)
    op.create_table(
        "hosts",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_hosts_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_hosts_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "participant_id", name=op.f("pk_hosts")),
    )
    op.create_index(op.f("ix_hosts_participant_id"), "hosts", ["participant_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("published_slot_id", sa.Integer(), nullable=True),
        sa.Column("published_room_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(published_slot_id IS NULL) = (published_room_id IS NULL)",
            name=op.f("ck_sessions_published_place"),
        ),
        sa.CheckConstraint(
            "(slot_id IS NULL) = (room_id IS NULL)", name=op.f("ck_sessions_draft_place")
        ),
        sa.ForeignKeyConstraint(
            ["published_room_id"], ["rooms.id"], name=op.f("fk_sessions_published_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_slot_id"], ["slots.id"], name=op.f("fk_sessions_published_slot_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_sessions_room_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_sessions_slot_id")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["open_spaces.id"], name=op.f("fk_sessions_space_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_sessions_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_sessions")),
        sa.UniqueConstraint(
            "published_slot_id",
            "published_room_id",
            name=op.f("uq_sessions_published_slot_id_published_room_id"),
        ),
        sa.UniqueConstraint("slot_id", "room_id", name=op.f("uq_sessions_slot_id_room_id")),
    )
    op.create_index(op.f("ix_sessions_space_id"), "sessions", ["space_id"], unique=False)
    op.create_table(
        "signups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_signups_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["sessions.topic_id"],
            name=op.f("fk_signups_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signups")),
        sa.UniqueConstraint(
            "topic_id", "participant_id", name=op.f("uq_signups_topic_id_participant_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_signups_participant_id"), "signups", ["participant_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_signups_participant_id"), table_name="signups")
    op.drop_table("signups")
    op.drop_index(op.f("ix_sessions_space_id"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_index(op.f("ix_hosts_participant_id"), table_name="hosts")
    op.drop_table("hosts")
    op.drop_index(op.f("ix_dots_topic_id"), table_name="dots")
    op.drop_table("dots")
    op.drop_index(
        "uq_topics_same_title",
        table_name="topics",
        sqlite_where=sa.text("withdrawn_at IS NULL AND speakers IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND speakers IS NULL"),
    )
    op.drop_table("topics")
    op.drop_index(op.f("ix_audit_space_id"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("themes")
    op.drop_table("slots")
    op.drop_table("rooms")
    op.drop_index(op.f("ix_participants_person_id"), table_name="participants")
    op.drop_table("participants")
    op.drop_table("people")
    op.drop_index(
        "uq_open_spaces_live_channel",
        table_name="open_spaces",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_open_spaces_channel", table_name="open_spaces")
    op.drop_table("open_spaces")
