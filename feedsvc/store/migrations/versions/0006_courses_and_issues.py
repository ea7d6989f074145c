"""How ranks went, and the lists of a day and a week."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("trend", sa.Column("sources", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("trend", sa.Column("course", sa.JSON(), nullable=False, server_default="[]"))
    op.create_index("ix_trend_entered", "trend", ["section", "entered_at"])
    op.create_index("ix_trend_left", "trend", ["left_at"])
    op.create_table(
        "issue",
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("section", "period", "ended_at", "place"),
    )
    op.create_index("ix_issue_ended", "issue", ["ended_at"])
    op.create_index("ix_issue_article", "issue", ["article_id"])
    op.create_index("ix_issue_story", "issue", ["story_id"])
