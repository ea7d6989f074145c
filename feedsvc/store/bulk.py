"""Many rows in one statement: an object for each, as the ORM makes it, costs several times what its row does.

Every statement sees what the session has changed before it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Insert, Table, Update
    from sqlalchemy.orm import Session

    from feedsvc.store.base import Base

Row = dict[str, Any]


def insert_all(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Columns that a row does not name take their defaults; all rows name the same."""
    if rows:
        session.flush()
        session.connection().execute(_insert(table), rows)


def insert_new(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Leaves out those whose key is there already."""
    if not rows:
        return
    session.flush()
    connection = session.connection()
    connection.execute(_insert_new(table, connection.dialect.name), rows)


def update_all(session: Session, statement: Update, rows: Sequence[Row]) -> None:
    """Once for each row, whose values stand for the statement's parameters or for columns to be set."""
    if rows:
        session.flush()
        session.connection().execute(statement, rows)
        session.expire_all()  # objects read before are read again when they are asked


@cache
def _insert(table: type[Base]) -> Insert:
    """Made once for each table: to put a statement together costs as much as to run it."""
    return insert(_table(table))


@cache
def _insert_new(table: type[Base], dialect: str) -> Insert:
    if dialect == "sqlite":
        return sqlite.insert(_table(table)).on_conflict_do_nothing()
    return postgresql.insert(_table(table)).on_conflict_do_nothing()


def _table(table: type[Base]) -> Table:
    return table.__table__  # type: ignore[return-value]
