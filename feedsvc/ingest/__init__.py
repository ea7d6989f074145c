"""One source, one poll, one transaction.

__init__.py polls. gather.py fetches and reads, absorb.py settles what a poll found with what is stored, reach.py says which article pages
are fetched and articles.py reads them, memory.py keeps robots.txt, declare.py makes the store know sources and sections.
"""

from __future__ import annotations

import logging
import random
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from feedsvc import policy
from feedsvc.errors import StoreConflict
from feedsvc.ingest.absorb import NOTHING, Change, Counts, absorb
from feedsvc.ingest.articles import PageReader, PageReport
from feedsvc.ingest.declare import adhoc, prepare, refile
from feedsvc.ingest.gather import MAX_ERROR, Gathered, Gatherer, Reader
from feedsvc.ingest.memory import StoredRobots
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.workers import Readers
from feedsvc.store.history import Poll

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.ingest.absorb import Absorbed
    from feedsvc.model import Failed, Kind, Outcome, Source
    from feedsvc.store import Store, Unit
    from feedsvc.store.history import Resource
    from feedsvc.store.pages import Page
    from feedsvc.store.sources import Record

__all__ = ["Ingester", "PageReport", "Report", "adhoc", "prepare", "refile"]

log = logging.getLogger(__name__)

TRIES = 3  # for a transaction that another writer overtook
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
        gathered = gatherer.gather(source, self._resources(source), now)
        for attempt in range(1, TRIES + 1):
            try:
                with self._store.write(alone=gathered.harvest is not None) as unit:
                    counts, changes = self._keep(unit, source, gathered, now, planned)
                    unit.revisions.bump(changes, now + timedelta(seconds=time.monotonic() - started))  # dated when it can be seen
                break
            except StoreConflict:
                if attempt == TRIES:
                    raise
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

    def _keep(self, unit: Unit, source: Source, gathered: Gathered, now: datetime, planned: bool) -> tuple[Counts, set[Change]]:
        absorbed: Absorbed | None = None
        record = gathered.record
        if gathered.harvest is not None:
            absorbed = absorb(unit, source, gathered.harvest, self._rules, now)
            record = replace(record, title=gathered.harvest.title, homepage=gathered.harvest.homepage, language=gathered.harvest.language)
            self._want_pages(unit, source, absorbed, now)
        record = (
            self._success(record, source, gathered, now, planned) if gathered.failed is None else _fault(record, source, gathered.failed)
        )
        if planned:
            record = self._plan(record, source, gathered, absorbed, now, self._bounds(unit, source))
        _remember(unit, source, gathered, absorbed, now)
        changes = set(absorbed.changes) if absorbed else set()
        if unit.sources.record(source.id, record):
            changes |= unit.revisions.all().keys()  # the source's new name stands on every page and in every feed
        return absorbed.counts if absorbed else NOTHING, changes

    def _want_pages(self, unit: Unit, source: Source, absorbed: Absorbed, now: datetime) -> None:
        unit.pages.enqueue(source.id, absorbed.headlines, now + FIRST_LOOK, self._settings.ingest.max_pages)
        unit.pages.revisit(absorbed.retold, now)

    def _success(self, record: Record, source: Source, gathered: Gathered, now: datetime, planned: bool) -> Record:
        """An unplanned poll that found nothing confirms the source's lists only when they need it, so that it mostly writes nothing."""
        confirmed = source.last_ok_at is not None and now - source.last_ok_at < self._settings.trending.list_expiry / 4
        if gathered.found == "unchanged" and not planned and confirmed and not source.failures and not source.gone:
            return record
        return replace(record, last_ok_at=now, failures=0, last_error="", gone=False)

    def _bounds(self, unit: Unit, source: Source) -> policy.Bounds:
        """A source whose list of popular articles counts is polled often enough to keep it alive over a poll or two that fail."""
        ingest = self._settings.ingest
        longest = ingest.max_interval
        if unit.signals.has_lists(source.id):
            longest = max(ingest.min_interval, min(longest, self._settings.trending.list_expiry / 4))
        return policy.Bounds(ingest.min_interval, longest)

    def _plan(
        self, record: Record, source: Source, gathered: Gathered, absorbed: Absorbed | None, now: datetime, bounds: policy.Bounds
    ) -> Record:
        failed = gathered.failed
        quiet = gathered.found == "new" and (absorbed is None or absorbed.counts == NOTHING)
        plan = policy.plan(
            "unchanged" if quiet else gathered.found,
            bounds=bounds,
            now=now,
            rhythm=source.rhythm,
            news=absorbed.news(now, first=source.last_ok_at is None) if absorbed else (),
            pace=source.pace,
            interval=source.interval,
            failures=record.failures or 0,
            retry_after=failed.retry_after if failed else None,
            fresh_for=gathered.exchange.fresh_for,
            chance=random.random(),  # noqa: S311 - it spreads load, it keeps no secret
        )
        return replace(record, next_at=now + plan.wait, pace=plan.pace, rhythm=plan.rhythm)


def _remember(unit: Unit, source: Source, gathered: Gathered, absorbed: Absorbed | None, now: datetime) -> None:
    """The history: one row for each exchange. A file is asked of nobody, so that it is worth one only when something came of it."""
    changed = absorbed is not None and absorbed.counts != NOTHING
    if gathered.exchange.status or gathered.failed or changed:
        unit.history.add(source.id, Poll(now, gathered.found, gathered.exchange, gathered.reason[:MAX_ERROR]))
    for poll in gathered.polls:
        unit.history.add(source.id, poll)
    for resource in gathered.resources:
        unit.history.keep_resource(source.id, resource, now)


def _fault(record: Record, source: Source, failed: Failed) -> Record:
    """Validators, articles and lists stay as they were. A poll that was held back says nothing of the source."""
    if failed.held:
        return replace(record, last_error=failed.reason[:MAX_ERROR])
    return replace(record, failures=source.failures + 1, last_error=failed.reason[:MAX_ERROR], gone=failed.gone or None)
