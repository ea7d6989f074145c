"""The store: the only room that imports SQLAlchemy. ``Store.open(url)`` is its door; rows never leave it.

with store.read() as unit: ...     one consistent look
with store.write() as unit: ...    one transaction: all of it or nothing
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from feedsvc.errors import StoreConflict, StoreError, StoreUnavailable
from feedsvc.store.articles import Articles
from feedsvc.store.engine import open_engine
from feedsvc.store.facts import Facts, Leases, Revisions
from feedsvc.store.migrate import migrate
from feedsvc.store.signals import Signals
from feedsvc.store.sources import Sources
from feedsvc.store.trends import Trends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

__all__ = ["Store", "Unit"]


class Unit:
    """One transaction, with a door to each part of the store."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.articles = Articles(session)
        self.sources = Sources(session)
        self.signals = Signals(session)
        self.trends = Trends(session)
        self.revisions = Revisions(session)
        self.leases = Leases(session)
        self.facts = Facts(session)


class Store:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(feedsvc_write=True)

    @classmethod
    def open(cls, url: str) -> Store:
        """Connects to nothing yet. Raises StoreError for a URL that cannot be used."""
        return cls(open_engine(url))

    def migrate(self) -> None:
        """Bring the tables up to date; safe to call from any number of processes at once."""
        with _wrapped(self._engine):
            migrate(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Unit]:
        with _wrapped(self._engine), Session(self._engine) as session:
            yield Unit(session)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """Commits at the end of the block, rolls back when it raises. Raises StoreConflict when another writer was first: do it again."""
        with _wrapped(self._engine), Session(self._writer) as session, session.begin():
            yield Unit(session)


@contextmanager
def _wrapped(engine: Engine) -> Iterator[None]:
    name = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except IntegrityError as error:
        raise StoreConflict(f"{name}: another writer was first: {_reason(error)}") from error
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable(f"{name}: the store cannot be used now: {_reason(error)}") from error
    except DBAPIError as error:
        raise StoreError(f"{name}: {_reason(error)}") from error


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
