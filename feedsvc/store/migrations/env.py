"""Alembic's door. feedsvc calls it with its own open connection; see store/migrate.py."""

from __future__ import annotations

from alembic import context

from feedsvc.store.tables import ArticleRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ArticleRow.metadata,  # every table is in it
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
