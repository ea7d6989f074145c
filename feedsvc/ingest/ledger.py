"""What each poll leaves behind whatever it found: its source's record with the plan of the next poll, and its rows of history.

Most polls find nothing to read. Those that end at about the same time are written down together.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from feedsvc import policy
from feedsvc.errors import StoreConflict
from feedsvc.ingest.absorb import NOTHING
from feedsvc.ingest.gather import MAX_ERROR
from feedsvc.store.group import GroupCommit
from feedsvc.store.history import Poll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.ingest.absorb import Absorbed
    from feedsvc.ingest.gather import Gathered
    from feedsvc.model import Failed, Source
    from feedsvc.store import Store, Unit
    from feedsvc.store.sources import Record

TRIES = 3  # for a transaction that another writer overtook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Polled:
    """A poll that was fetched and read. Without a harvest, all that it leaves is written here."""

    source: Source
    gathered: Gathered
    now: datetime
    planned: bool


class Ledger:
    """Thread-safe."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._under_way: set[object] = set()  # polls; one that ends waits for others of them, to be written together
        self._together = GroupCommit(self._write_quiet, self._under_way.__len__)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """While a poll is at work. Without a lock: to add and to discard are one step each."""
        poll = object()
        self._under_way.add(poll)
        try:
            yield
        finally:
            self._under_way.discard(poll)

    def keep_quiet(self, polled: Polled) -> None:
        """Write down a poll without a harvest; returns once it is committed. Raises StoreError."""
        self._together.put(polled)

    def _write_quiet(self, polls: Sequence[Polled]) -> None:
        tried(lambda: self._write_once(polls))

    def _write_once(self, polls: Sequence[Polled]) -> None:
        with self._store.write() as unit:
            planned = {polled.source.id for polled in polls if polled.planned}
            listing = unit.signals.with_lists(planned) if planned else set()
            # In an order that all nodes share: two that write the same sources then wait for each other instead of for ever.
            ordered = sorted(polls, key=lambda polled: polled.source.id)
            unit.sources.record_all([(p.source.id, self.record(p, None, lists=p.source.id in listing)) for p in ordered])
            unit.history.add_all([(polled.source.id, poll) for polled in ordered for poll in _history(polled, changed=False)])
            for polled in ordered:
                keep_resources(unit, polled)

    def record(self, polled: Polled, absorbed: Absorbed | None, *, lists: bool) -> Record:
        """``lists`` says whether the source shows a list of popular articles."""
        gathered, source = polled.gathered, polled.source
        record = self._success(gathered.record, polled) if gathered.failed is None else _fault(gathered.record, source, gathered.failed)
        return self._plan(record, polled, absorbed, self._bounds(lists=lists)) if polled.planned else record

    def _success(self, record: Record, polled: Polled) -> Record:
        """An unplanned poll that found nothing confirms the source's lists only when they need it, so that it mostly writes nothing."""
        source, now = polled.source, polled.now
        confirmed = source.last_ok_at is not None and now - source.last_ok_at < self._settings.trending.list_expiry / 4
        if polled.gathered.found == "unchanged" and not polled.planned and confirmed and not source.failures and not source.gone:
            return record
        return replace(record, last_ok_at=now, failures=0, last_error="", gone=False)

    def _bounds(self, *, lists: bool) -> policy.Bounds:
        """A source whose list of popular articles counts is polled often enough to keep it alive over a poll or two that fail."""
        ingest = self._settings.ingest
        longest = ingest.max_interval
        if lists:
            longest = max(ingest.min_interval, min(longest, self._settings.trending.list_expiry / 4))
        return policy.Bounds(ingest.min_interval, longest)

    def _plan(self, record: Record, polled: Polled, absorbed: Absorbed | None, bounds: policy.Bounds) -> Record:
        source, gathered, now = polled.source, polled.gathered, polled.now
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


def remember(unit: Unit, polled: Polled, absorbed: Absorbed) -> None:
    """The history of a poll with a harvest, and what its further documents said."""
    polls = _history(polled, changed=absorbed.counts != NOTHING)
    unit.history.add_all([(polled.source.id, poll) for poll in polls])
    keep_resources(unit, polled)


def keep_resources(unit: Unit, polled: Polled) -> None:
    if polled.gathered.resources:
        unit.history.keep_resources(polled.source.id, polled.gathered.resources, polled.now)


def _history(polled: Polled, *, changed: bool) -> Iterator[Poll]:
    """One row for each exchange. A file is asked of nobody, so that it is worth one only when something came of it."""
    gathered = polled.gathered
    if gathered.exchange.status or gathered.failed or changed:
        yield Poll(polled.now, gathered.found, gathered.exchange, gathered.reason[:MAX_ERROR])
    yield from gathered.polls


def _fault(record: Record, source: Source, failed: Failed) -> Record:
    """Validators, articles and lists stay as they were. A poll that was held back says nothing of the source."""
    if failed.held:
        return replace(record, last_error=failed.reason[:MAX_ERROR])
    return replace(record, failures=source.failures + 1, last_error=failed.reason[:MAX_ERROR], gone=failed.gone or None)


def tried(transaction: Callable[[], T]) -> T:
    """Once more where another writer was first. Raises StoreConflict when it is so again and again."""
    for _ in range(TRIES - 1):
        try:
            return transaction()
        except StoreConflict:
            continue
    return transaction()
