"""What readers do: decayed counters, readers by the hour, the counts that sources tell, and how far each access log was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _counter()
    _audience()
    _told_count()
    _access_log()


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("s1", "s2", "s3", "s4", "total", "fast", "slow")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "kind"),
    )
    op.create_index("ix_counter_fast", "counter", ["kind", "fast"])
    op.create_index("ix_counter_slow", "counter", ["kind", "slow"])


def _audience() -> None:
    op.create_table(
        "audience",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("views", sa.Double(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("networks", sa.Integer(), nullable=False),
        sa.Column("visitor_marks", sa.BigInteger(), nullable=False),
        sa.Column("network_marks", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "hour"),
    )
    op.create_index("ix_audience_hour", "audience", ["hour"])


def _told_count() -> None:
    op.create_table(
        "told_count",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "source_id", "page", "kind"),
    )


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
