"""Stories: the articles that tell of one event, and Trending entries that stand for a story."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STORY_IDS = UUID("2f6a7c1e-84d3-5b0a-9c55-71d0a3b4e9f8")  # as in matching.story_id: readers know the entries by ids made of it
BATCH = 1_000  # rows moved at a time


def upgrade() -> None:
    op.create_index("ix_article_seen", "article", ["first_seen_at"])
    op.create_index("ix_article_told", "article", ["id", "sort_at", "source_id", "withdrawn_at"])
    _story()
    _apart()
    _trend()


def _story() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_story_last", "story", ["last_at"])
    op.create_table(
        "story_article",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("ix_story_article_story", "story_article", ["story_id", "article_id"])


def _apart() -> None:
    op.create_table(
        "apart",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "other_id"),
    )
    op.create_index("ix_apart_other_id", "apart", ["other_id"])


def _trend() -> None:
    """A new table, since SQLite changes no primary key. Each entry becomes that of its article's own story and keeps all its times."""
    before = sa.Table("trend", sa.MetaData(), sa.Column("section", sa.Text()), *_entry())
    after = op.create_table(
        "trend_of_story",
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        *_entry(),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("section", "story_id"),
    )
    connection = op.get_bind()
    for rows in connection.execute(sa.select(before)).mappings().partitions(BATCH):
        connection.execute(sa.insert(after), [{**row, "story_id": uuid5(STORY_IDS, row["article_id"].hex)} for row in rows])
    op.drop_table("trend")
    op.rename_table("trend_of_story", "trend")
    op.create_index("ix_trend_shown", "trend", ["section", "shown", "entered_at"])
    op.create_index("ix_trend_article", "trend", ["article_id"])
    op.create_index("ix_trend_story", "trend", ["story_id"])


def _entry() -> list[sa.Column[Any]]:
    return [
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
    ]
