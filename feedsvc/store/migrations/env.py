"""Alembic's door. feedsvc calls it with its own open connection; see store/migrate.py."""

from __future__ import annotations

from alembic import context

from feedsvc.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
