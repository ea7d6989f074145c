"""Many rows in one statement: an object for each, as the ORM makes it, costs several times what its row does.

Every statement sees what the session has changed before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table, Update
    from sqlalchemy.orm import Session

    from feedsvc.store.tables import Base

Row = dict[str, Any]


def insert_all(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Columns that a row does not name take their defaults; all rows name the same."""
    if rows:
        session.flush()
        session.connection().execute(insert(_table(table)), rows)


def insert_new(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Leaves out those whose key is there already."""
    if not rows:
        return
    session.flush()
    connection = session.connection()
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(_table(table)).on_conflict_do_nothing(), rows)


def update_all(session: Session, statement: Update, rows: Sequence[Row]) -> None:
    """Once for each row, whose values stand for the statement's parameters or for columns to be set."""
    if rows:
        session.flush()
        session.connection().execute(statement, rows)
        session.expire_all()  # objects read before are read again when they are asked


def _table(table: type[Base]) -> Table:
    return table.__table__  # type: ignore[return-value]
