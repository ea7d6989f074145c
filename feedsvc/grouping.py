"""Articles -> stories: the doing half of ``stories``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from feedsvc.errors import StoreConflict
from feedsvc.stories import SPAN, WINDOW, Clusters

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.store import Store
    from feedsvc.stories import Headline, Membership

BATCH = 500  # articles placed in one transaction: about a second's work, of which the store is written to for a few hundredths
PATIENCE = 20.0  # seconds of one turn; the ranking waits for it, and its lease is six times that
LATE = timedelta(hours=1)  # an article may be stored so long after the time that it is known from: its poll waited, fetched and read


@dataclass(slots=True)
class _Held:
    """The running stories, as the store knew them in this edition."""

    clusters: Clusters
    edition: str
    looked: datetime | None = None  # when all that waited last had its place


class Grouping:
    """Gives new articles their stories. It holds the running ones from one turn to the next; one turn at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: _Held | None = None

    def place_new(self, now: datetime) -> int:
        """Place what waits, for PATIENCE at most; returns how many articles it placed, and less than all of them is no harm.

        Raises StoreConflict when another machine placed some meanwhile. Whatever goes wrong, the next turn loads all stories anew.
        """
        held, self._held = self._held, None
        held = self._current(held, now)
        held.clusters.forget(now - WINDOW)
        placed, end = 0, time.monotonic() + PATIENCE
        while True:
            count = self._place(held, min(held.looked, now) - LATE if held.looked else now - WINDOW)
            placed += count
            if count < BATCH:
                held.looked = now
            if count < BATCH or time.monotonic() >= end:
                break
        self._held = held
        return placed

    def _current(self, held: _Held | None, now: datetime) -> _Held:
        with self._store.read() as unit:
            edition = unit.stories.edition()
            if held is not None and held.edition == edition:
                return held
            clusters = Clusters(apart=unit.stories.apart(now - SPAN))
            for headline, story in unit.stories.running(now - WINDOW):
                clusters.known(headline, story)
        return _Held(clusters, edition)

    def _place(self, held: _Held, since: datetime) -> int:
        """One batch. The store is written to only once all is decided, so that no poll waits for that."""
        with self._store.read() as unit:
            headlines = unit.stories.unplaced(since, BATCH)
        if not headlines:
            return 0
        placed = [(headline, held.clusters.put(headline)) for headline in headlines]
        held.edition = self._write(placed, held.edition)
        return len(placed)

    def _write(self, placed: list[tuple[Headline, Membership]], edition: str) -> str:
        with self._store.write(alone=True) as unit:
            if unit.stories.edition() != edition:
                raise StoreConflict("stories: another machine placed articles meanwhile; they are loaded anew")
            return unit.stories.place(placed)
