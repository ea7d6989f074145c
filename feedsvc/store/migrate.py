"""Bring the tables up to date with Alembic, from code, under a lock, so that any number of processes may start at once."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import text

from feedsvc.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

LOCK = 0x66656564  # "feed": the key of PostgreSQL's advisory lock


def migrate(engine: Engine) -> None:
    """Raises StoreError when the store was made by a newer feedsvc."""
    config = alembic_config()
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with _locked(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            name = engine.url.render_as_string(hide_password=True)
            raise StoreError(f"{name}: was made by a newer feedsvc: upgrade this one, or choose another store.url ({error})") from error


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix().replace("%", "%%"))
    return config


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """One migrator at a time: the write lock of SQLite, an advisory lock on PostgreSQL. Both end with the transaction."""
    with engine.connect().execution_options(feedsvc_write=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        yield connection
