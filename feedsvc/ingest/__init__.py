"""One source, one poll, one transaction.

__init__.py polls, absorb.py settles what a poll found with what is stored, declare.py makes the store know sources and sections.
"""

from __future__ import annotations

import hashlib
import logging
import random
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from feedsvc import __version__, policy
from feedsvc.errors import SourceUnreadable, StoreConflict
from feedsvc.ingest.absorb import NOTHING, Change, Counts, absorb
from feedsvc.ingest.declare import adhoc, prepare, refile
from feedsvc.model import Failed, Fetched, Harvest, NotModified, Outcome
from feedsvc.sources import read
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.files import read_file
from feedsvc.store.sources import Record

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.model import Kind, Source
    from feedsvc.store import Store, Unit

__all__ = ["Ingester", "Report", "adhoc", "prepare", "refile"]

log = logging.getLogger(__name__)

MAX_ERROR = 500  # characters kept of a failure's reason
NO_RECORD = Record()
TRIES = 3  # for a transaction that another writer overtook


@dataclass(frozen=True, slots=True)
class Report:
    """How one poll ended."""

    slug: str
    outcome: Literal["new", "unchanged", "failed"]
    counts: Counts = NOTHING
    reason: str = ""  # why it failed, or why nothing changed
    seconds: float = 0.0
    kind: Kind = "auto"  # what the source turned out to be, as far as it is known


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a poll found before anything was stored."""

    found: Literal["new", "unchanged", "failed"]
    reason: str = ""
    failed: Failed | None = None
    harvest: Harvest | None = None
    validators: Record = NO_RECORD


class Ingester:
    """Polls sources; safe to use from many threads. ``close()`` ends its network thread."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._rules = settings.declared_sections()
        self._fetcher = Fetcher(settings)

    def poll(self, source: Source, now: datetime, *, planned: bool = True) -> Report:
        """Read the source once and store what is new, all of it or nothing.

        ``planned`` polls come from the schedule and plan the next one; the others leave the schedule alone, and write nothing at all when
        nothing changed. Raises StoreError when the store does not take it; what is wrong with the source is in the report.
        """
        started = time.monotonic()
        gathered = self._gather(source, now)
        for attempt in range(1, TRIES + 1):
            try:
                with self._store.write(alone=True) as unit:
                    counts, changes = self._keep(unit, source, gathered, now, planned)
                    unit.revisions.bump(changes, now + timedelta(seconds=time.monotonic() - started))  # dated when it can be seen
                break
            except StoreConflict:
                if attempt == TRIES:
                    raise
        found = "unchanged" if gathered.found == "new" and counts == NOTHING else gathered.found
        kind = gathered.harvest.kind if gathered.harvest else source.found
        return Report(source.slug, found, counts, gathered.reason, time.monotonic() - started, kind)

    def close(self) -> None:
        self._fetcher.close()

    def _gather(self, source: Source, now: datetime) -> _Gathered:
        """Fetch and read. A fault in here that nobody foresaw is this source's failure, not the service's."""
        try:
            return self._judge(source, self._get(source), now)
        except SourceUnreadable as error:
            return _failure(Failed(str(error)))
        except Exception as error:
            log.exception("source %s: a fault in feedsvc itself", source.slug)
            return _failure(Failed(f"{source.url}: a fault in feedsvc itself ({type(error).__name__}: {error}); please report it"))

    def _get(self, source: Source) -> Outcome:
        if source.url.startswith("file:"):
            return read_file(source.url, self._settings.ingest.max_bytes)
        return self._fetcher.fetch(source.url, source.etag, source.last_modified, written=True)

    def _judge(self, source: Source, outcome: Outcome, now: datetime) -> _Gathered:
        if isinstance(outcome, Failed):
            return _failure(outcome)
        validators = Record(etag=outcome.etag or None, last_modified=outcome.last_modified or None)
        if isinstance(outcome, NotModified):
            return _Gathered("unchanged", outcome.reason, validators=validators)
        digest = _digest(source, outcome)
        if digest == source.body_hash:
            return _Gathered("unchanged", "the same bytes as last time", validators=validators)
        # What was a feed once stays one: a login form in its place is a failure and no page to read articles from.
        kind: Kind = "feed" if source.kind == "auto" and source.found == "feed" else source.kind
        harvest = read(outcome, kind, now=now, language=source.language, max_items=self._settings.ingest.max_items)
        if not harvest.drafts and not harvest.boxes:
            return self._nothing(source, harvest, validators)
        # A feed that no longer sends validators must not be asked with old ones.
        record = Record(etag=outcome.etag, last_modified=outcome.last_modified, body_hash=digest, found=harvest.kind)
        return _Gathered("new", harvest=harvest, validators=record)

    def _nothing(self, source: Source, harvest: Harvest, validators: Record) -> _Gathered:
        """A feed may be empty. A page or document in which nothing is found is not what the operator meant."""
        if harvest.kind == "feed":
            return _Gathered("unchanged", "the feed has no items now", validators=validators)
        return _failure(Failed("; ".join(harvest.skipped) or f"{source.url}: holds no article and no list of headlines; check the address"))

    def _keep(self, unit: Unit, source: Source, gathered: _Gathered, now: datetime, planned: bool) -> tuple[Counts, set[Change]]:
        counts, changes = NOTHING, set[Change]()
        record = gathered.validators
        if gathered.harvest is not None:
            counts, changes = absorb(unit, source, gathered.harvest, self._rules, now)
            record = replace(record, title=gathered.harvest.title, homepage=gathered.harvest.homepage, language=gathered.harvest.language)
        record = (
            self._success(record, source, gathered, now, planned) if gathered.failed is None else _fault(record, source, gathered.failed)
        )
        if planned:
            record = self._plan(record, source, gathered, counts, now)
        if unit.sources.record(source.id, record):
            changes |= unit.revisions.all().keys()  # the source's new name stands on every page and in every feed
        return counts, changes

    def _success(self, record: Record, source: Source, gathered: _Gathered, now: datetime, planned: bool) -> Record:
        """An unplanned poll that found nothing confirms the source's lists only when they need it, so that it mostly writes nothing."""
        confirmed = source.last_ok_at is not None and now - source.last_ok_at < self._settings.trending.list_expiry / 4
        if gathered.found == "unchanged" and not planned and confirmed and not source.failures and not source.gone:
            return record
        return replace(record, last_ok_at=now, failures=0, last_error="", gone=False)

    def _plan(self, record: Record, source: Source, gathered: _Gathered, counts: Counts, now: datetime) -> Record:
        failed = gathered.failed
        quiet = gathered.found == "new" and counts == NOTHING
        plan = policy.plan(
            "unchanged" if quiet else gathered.found,
            bounds=policy.Bounds(self._settings.ingest.min_interval, self._settings.ingest.max_interval),
            pace=source.pace,
            interval=source.interval,
            failures=record.failures or 0,
            retry_after=failed.retry_after if failed else None,
            chance=random.random(),  # noqa: S311 - it spreads load, it keeps no secret
        )
        return replace(record, next_at=now + plan.wait, pace=plan.pace)


def _failure(failed: Failed) -> _Gathered:
    return _Gathered("failed", failed.reason, failed)


def _fault(record: Record, source: Source, failed: Failed) -> Record:
    """Validators, articles and lists stay as they were."""
    return replace(record, failures=source.failures + 1, last_error=failed.reason[:MAX_ERROR], gone=failed.gone or None)


def _digest(source: Source, fetched: Fetched) -> str:
    """Of what was read and of who read it: a newer feedsvc or another kind may see more in the same bytes."""
    head = f"{__version__}\n{source.kind}\n{fetched.content_type}\n".encode(errors="replace")
    return hashlib.sha256(head + fetched.body).hexdigest()
