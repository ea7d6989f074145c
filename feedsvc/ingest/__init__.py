"""One source, one poll, one transaction.

__init__.py polls. gather.py fetches and reads, absorb.py settles what a poll found with what is stored, ledger.py notes how it went and
plans the next, reach.py says which article pages are fetched and articles.py reads them, memory.py keeps robots.txt, declare.py makes the
store know sources and sections.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from feedsvc.ingest.absorb import NOTHING, Change, Counts, absorb
from feedsvc.ingest.articles import PageReader, PageReport
from feedsvc.ingest.declare import adhoc, prepare, refile
from feedsvc.ingest.gather import Gatherer, Reader
from feedsvc.ingest.ledger import Ledger, Polled, remember, tried
from feedsvc.ingest.memory import StoredRobots
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.workers import Readers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.ingest.absorb import Absorbed
    from feedsvc.model import Harvest, Kind, Outcome, Source
    from feedsvc.store import Store, Unit
    from feedsvc.store.history import Resource
    from feedsvc.store.pages import Page

__all__ = ["Ingester", "PageReport", "Report", "adhoc", "prepare", "refile"]

log = logging.getLogger(__name__)

FIRST_LOOK = timedelta(seconds=20)  # before a page is fetched: a feed polled in the same round may bring the article whole


@dataclass(frozen=True, slots=True)
class Report:
    """How one poll ended."""

    slug: str
    outcome: Literal["new", "unchanged", "failed"]
    counts: Counts = NOTHING
    reason: str = ""  # why it failed, or why nothing changed
    seconds: float = 0.0
    kind: Kind = "auto"  # what the source turned out to be, as far as it is known


class Ingester:
    """Polls sources and reads article pages; safe to use from many threads. ``close()`` ends its network thread and its processes."""

    def __init__(self, store: Store, settings: Settings, reader: Reader | None = None) -> None:
        """``reader`` reads right here instead of in processes that can be killed."""
        self._store = store
        self._settings = settings
        self._rules = settings.declared_sections()
        self._fetcher = Fetcher(settings, StoredRobots(store))
        self._readers = Readers(settings)  # starts no process before its first read
        used = reader or self._readers
        self._gatherer = Gatherer(settings, self._fetcher, used)
        self._ledger = Ledger(store, settings)
        self._pages = PageReader(store, settings, self._fetcher, used)

    def poll(
        self,
        source: Source,
        now: datetime,
        *,
        planned: bool = True,
        outcome: Outcome | None = None,
        children: Mapping[str, Outcome] | None = None,
    ) -> Report:
        """Read the source once and store what is new, all of it or nothing.

        ``planned`` polls come from the schedule and plan the next one; the others leave the schedule alone. A poll that found nothing new
        writes no more than the due list and one row of history; one of a file that was not planned writes nothing at all. ``outcome`` is
        what was fetched already, ``children`` the same of the sitemaps of an index, by URL. Raises StoreError when the store does not take
        it; what is wrong with the source is in the report.
        """
        started = time.monotonic()
        gatherer = self._gatherer.having({**(children or {}), source.location: outcome}) if outcome else self._gatherer
        with self._ledger.under_way():
            gathered = gatherer.gather(source, self._resources(source), now)
            polled, harvest, counts = Polled(source, gathered, now, planned), gathered.harvest, NOTHING
            if harvest is None:
                self._ledger.keep_quiet(polled)
            else:
                counts = tried(lambda: self._keep(polled, harvest, started))
        found = "unchanged" if gathered.found == "new" and counts == NOTHING else gathered.found
        kind = gathered.harvest.kind if gathered.harvest else source.found
        return Report(source.slug, found, counts, gathered.reason, time.monotonic() - started, kind)

    def read_page(self, page: Page, now: datetime) -> PageReport:
        """Fetch an article's own page and store what it says. Raises StoreError."""
        return self._pages.read(page, now)

    def close(self) -> None:
        self._fetcher.close()
        self._readers.close()

    def _resources(self, source: Source) -> dict[str, Resource]:
        if "sitemap" not in {source.kind, source.found}:
            return {}
        with self._store.read() as unit:
            return unit.history.resources(source.id)

    def _keep(self, polled: Polled, harvest: Harvest, started: float) -> Counts:
        """The transaction of a poll that brought something to read."""
        with self._store.write(alone=True) as unit:
            absorbed, renamed = self._absorb(unit, polled, harvest)
            changes: set[Change] = {*absorbed.changes}
            if renamed:
                changes |= unit.revisions.all().keys()  # the source's new name stands on every page and in every feed
            unit.revisions.bump(changes, polled.now + timedelta(seconds=time.monotonic() - started))  # dated when it can be seen
        return absorbed.counts

    def _absorb(self, unit: Unit, polled: Polled, harvest: Harvest) -> tuple[Absorbed, bool]:
        """What it changed, and whether readers will see the source under another name."""
        source, now = polled.source, polled.now
        absorbed = absorb(unit, source, harvest, self._rules, now)
        unit.pages.enqueue(source.id, absorbed.headlines, now + FIRST_LOOK, self._settings.ingest.max_pages)
        unit.pages.revisit(absorbed.retold, now)
        remember(unit, polled, absorbed)
        lists = polled.planned and bool(unit.signals.with_lists([source.id]))
        record = self._ledger.record(polled, absorbed, lists=lists)
        named = replace(record, title=harvest.title, homepage=harvest.homepage, language=harvest.language)
        return absorbed, unit.sources.record(source.id, named)
