"""Which revision each list of the store is at.

No thread watches the store. A thread dies at a fork (gunicorn --preload) and nobody notices until the feeds stop changing, so the check
is made at request time instead: at most once a second, by one request, while the others go on with what is known.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from feedsvc.errors import StoreError, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedsvc.model import ListName, Revision
    from feedsvc.store import Store

CHECK_EVERY = timedelta(seconds=1)
WARN_EVERY = timedelta(minutes=1)

_log = logging.getLogger(__name__)


class Watch:
    """What the store said of its lists when it answered last. Safe to use from any number of threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: Mapping[tuple[str, ListName], Revision] | None = None
        self._fault: StoreError | None = None
        self._asked_at: datetime | None = None
        self._answered_at: datetime | None = None
        self._warned_at: datetime | None = None
        self._asking = Lock()

    @property
    def down(self) -> bool:
        """Whether the store failed to answer when it was asked last."""
        return self._fault is not None

    def revision(self, section: str, list_name: ListName, now: datetime) -> Revision:
        """The revision that the store had when it answered last. Raises StoreUnavailable when it never did."""
        self._refresh(now)
        if self._known is None:
            raise StoreUnavailable(str(self._fault)) from self._fault
        revision = self._known.get((section, list_name))
        if revision is None:
            raise StoreUnavailable(f'the store does not know the section "{section}" yet; restart feedsvc to declare it')
        return revision

    def has(self, section: str, list_name: ListName, now: datetime) -> bool:
        """Whether the section has such a list, as far as is known."""
        self._refresh(now)
        return self._known is not None and (section, list_name) in self._known

    def warn(self, now: datetime, sentence: str) -> None:
        """At most one line a minute: readers poll much more often than a store recovers."""
        if self._warned_at is None or abs(now - self._warned_at) >= WARN_EVERY:
            self._warned_at = now
            _log.warning("%s", sentence)

    def _refresh(self, now: datetime) -> None:
        unknown = self._known is None  # then there is nothing to go on with: wait for the answer
        if not (unknown or self._due(now)) or not self._asking.acquire(blocking=unknown):
            return
        try:
            if self._due(now):
                self._ask(now)
        finally:
            self._asking.release()

    def _due(self, now: datetime) -> bool:
        """By the distance, so that a clock that was set back does not stop the checks."""
        return self._asked_at is None or abs(now - self._asked_at) >= CHECK_EVERY

    def _ask(self, now: datetime) -> None:
        self._asked_at = now
        try:
            with self._store.read() as unit:
                self._known = unit.revisions.all()
        except StoreError as error:
            self._fault = error
            if self._answered_at is not None:
                self.warn(now, f"the store does not answer; serving the feeds as they were {ago(self._answered_at, now)}: {error}")
        else:
            self._fault, self._answered_at = None, now


def ago(moment: datetime, now: datetime) -> str:
    return f"{max(0, round((now - moment).total_seconds()))} s ago"
