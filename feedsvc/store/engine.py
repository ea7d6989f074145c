"""Engines: SQLite set up for one machine, PostgreSQL by its defaults; both hand out the same transactions."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from feedsvc.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT = 20_000  # ms that a writer waits for one of another process; those of this process queue up before (Store.write)


def open_engine(url: str) -> Engine:
    """Raises StoreError for a URL that cannot be used."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f'store.url: "{url}" is not a database URL; write it like "sqlite:///var/feedsvc.db"') from error
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    # A connection must not be used on both sides of a fork (gunicorn --preload): the child starts with an empty pool.
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10, max_overflow=20)


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"store.url: cannot make the folder {folder}: {error.strerror}; choose another with store.url") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT / 1000, "check_same_thread": False}, pool_size=10, max_overflow=40)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin on its own: _begin says how
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT}",
        "synchronous=NORMAL",  # safe against kill -9 in WAL mode; a power cut may lose the last commits, never the file
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _use_wal(connection)


def _use_wal(connection: Any) -> None:
    """Readers never wait for the writer. SQLite does not wait by itself when two make the same new file a WAL one at once."""
    deadline = time.monotonic() + BUSY_TIMEOUT / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that read first and then wrote could fail halfway, with no wait."""
    write = connection.get_execution_options().get("feedsvc_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
