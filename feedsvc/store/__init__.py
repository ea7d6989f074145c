"""The store: the only room that imports SQLAlchemy. ``Store.open(url)`` is its door; rows never leave it.

with store.read() as unit: ...     one consistent look
with store.write() as unit: ...    one transaction: all of it or nothing
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

from feedsvc.errors import StoreConflict, StoreError, StoreUnavailable
from feedsvc.store.articles import Articles
from feedsvc.store.counters import Counters
from feedsvc.store.engine import open_engine
from feedsvc.store.facts import Facts, Leases, Revisions
from feedsvc.store.history import History
from feedsvc.store.hosts import Hosts
from feedsvc.store.issues import Issues
from feedsvc.store.migrate import migrate
from feedsvc.store.pages import Pages
from feedsvc.store.signals import Signals
from feedsvc.store.sources import Sources
from feedsvc.store.stories import Stories
from feedsvc.store.trends import Trends
from feedsvc.store.verdicts import Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

__all__ = ["Store", "Unit"]

ALONE = 0x66656565  # the key of PostgreSQL's advisory lock for transactions that must not overlap
OVERTAKEN = frozenset({"40001", "40P01"})  # SQLSTATE: serialization failure, deadlock; both are cured by doing it again


class Unit:
    """One transaction, with a door to each part of the store."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.articles = Articles(session)
        self.sources = Sources(session)
        self.history = History(session)
        self.pages = Pages(session)
        self.hosts = Hosts(session)
        self.signals = Signals(session)
        self.counters = Counters(session)
        self.stories = Stories(session)
        self.trends = Trends(session)
        self.issues = Issues(session)
        self.verdicts = Verdicts(session)
        self.revisions = Revisions(session)
        self.leases = Leases(session)
        self.facts = Facts(session)


class Store:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(feedsvc_write=True)
        self._sqlite = engine.dialect.name == "sqlite"
        # SQLite lets its writers wait in no order, so that many of them starve some; a lock of our own is fair enough.
        self._turn = threading.Lock() if self._sqlite else nullcontext()

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
    def write(self, *, alone: bool = False) -> Iterator[Unit]:
        """Commits at the end of the block, rolls back when it raises. Raises StoreConflict when another writer was first: do it again.

        ``alone`` is for a transaction whose writes depend on what it read, such as whether an article is known: no two of them overlap,
        on any node. On SQLite no two writers ever do.
        """
        with self._turn, _wrapped(self._engine), Session(self._writer) as session, session.begin():
            if alone and not self._sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ALONE})
            yield Unit(session)


@contextmanager
def _wrapped(engine: Engine) -> Iterator[None]:
    name = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except IntegrityError as error:
        raise StoreConflict(f"{name}: another writer was first: {_reason(error)}") from error
    except TimeoutError as error:
        raise StoreUnavailable(f"{name}: no connection to the store became free in time; poll fewer sources at once") from error
    except (OperationalError, InterfaceError) as error:
        if getattr(error.orig, "sqlstate", None) in OVERTAKEN:
            raise StoreConflict(f"{name}: another writer was first: {_reason(error)}") from error
        raise StoreUnavailable(f"{name}: the store cannot be used now: {_reason(error)}{_hint(engine, error)}") from error
    except DBAPIError as error:
        raise StoreError(f"{name}: {_reason(error)}") from error


def _hint(engine: Engine, error: DBAPIError) -> str:
    said = str(error.orig)
    if engine.dialect.name == "sqlite" and ("unable to open" in said or "readonly" in said):
        return f"; this user must be able to write to {engine.url.database} and its folder"
    return ""


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
