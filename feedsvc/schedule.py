"""The alarm clock: APScheduler ticks, the store knows what is due.

Each tick claims due rows by a lease and is safe to run on any number of machines at once; nothing about what is due is kept here.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from apscheduler.executors.pool import ThreadPoolExecutor as TickThreads
from apscheduler.schedulers.background import BackgroundScheduler

from feedsvc import ingest
from feedsvc.errors import StoreConflict, StoreError
from feedsvc.grouping import Grouping
from feedsvc.ingest.absorb import NOTHING
from feedsvc.issuing import issue_due
from feedsvc.ranking import rank_all
from feedsvc.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedsvc.config import Settings
    from feedsvc.ingest import Ingester, PageReport, Report
    from feedsvc.ingest.absorb import Counts
    from feedsvc.model import Source
    from feedsvc.store import Unit
    from feedsvc.store.pages import Page

T = TypeVar("T")

POLL_EVERY = 2  # seconds between two looks for due sources
PAGES_EVERY = 1  # seconds between two looks for article pages to fetch
RANK_LOOK = 1  # seconds between two looks whether to rank
RANK_EVERY = timedelta(seconds=30)  # scores decay, so lists change without news
SETTLE = timedelta(seconds=5)  # after news, ranking waits this long at most for the polls in flight
HOUSEKEEP_EVERY = 60  # seconds
RANK_LEASE = timedelta(minutes=2)  # a machine that dies while it ranks holds the others up for no longer
AFTER_BUG = timedelta(minutes=15)  # when to poll a source again that met a bug of ours
GRACE = 3.0  # seconds that polls in flight have to finish after SIGTERM

log = logging.getLogger(__name__)


def utcnow() -> datetime:
    return datetime.now(UTC)


def rank_due(now: datetime, ranked: datetime | None, news: datetime | None, busy: bool) -> bool:
    """Whether to rank (pure): every RANK_EVERY, and soon after ``news``, the first poll that brought something since ``ranked``.

    While polls are in flight (``busy``) news waits for them, but no longer than SETTLE: a burst of polls is ranked once or twice.
    A clock that was set back does not stop ranking.
    """
    if ranked is None or not timedelta(0) <= now - ranked < RANK_EVERY:
        return True
    return news is not None and (not busy or now - news >= SETTLE)


def lease_of(settings: Settings) -> timedelta:
    """How long a claimed source or page is ours: its turn at the host, twice the longest fetch, and time to read and store what came."""
    return settings.ingest.max_delay + settings.ingest.timeout * 2 + settings.ingest.read_timeout + timedelta(seconds=60)


def describe(report: Report) -> str:
    """One line of the log about one poll."""
    if report.outcome == "failed":
        return f"{report.slug}: failed in {report.seconds:.1f} s: {report.reason}"
    counts = report.counts
    told = f"{counts.added} added, {counts.changed} changed, {counts.withdrawn} withdrawn, {counts.moved} ranks moved"
    return f"{report.slug}: {report.outcome}, {told} in {report.seconds:.1f} s"


def describe_page(report: PageReport) -> str:
    """One line of the log about one article's page."""
    reason = f": {report.reason}" if report.reason else ""
    return f"{report.slug}: article {report.url} {report.outcome} in {report.seconds:.1f} s{reason}"


class Scheduler:
    """Polls what is due in a pool of threads and ranks after news, until ``stop``."""

    def __init__(self, store: Store, ingester: Ingester, settings: Settings, clock: Callable[[], datetime] = utcnow) -> None:
        self._store, self._ingester, self._settings, self._clock = store, ingester, settings, clock
        self._owner = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._readers = max(1, settings.ingest.concurrency // 2)  # article pages at a time, so that they never hold up the polls
        self._pool = ThreadPoolExecutor(settings.ingest.concurrency + self._readers + 1, "poll")  # one more for ranking
        self._lock = threading.Lock()  # guards what follows
        self._stopping = False
        self._polls: set[Future[None]] = set()
        self._pages: set[Future[None]] = set()  # article pages in flight
        self._ranking: Future[None] | None = None  # filing anew at the start takes this place too
        self._grouping = Grouping(store)  # used by the ranking alone, of which there is one at a time
        self._ranked: datetime | None = None
        self._news: datetime | None = None
        self._store_fault = ""
        self._alarm = _alarm()

    def start(self) -> None:
        self._ranking = self._pool.submit(self._refile)
        self._alarm.add_job(self.claim, "interval", seconds=POLL_EVERY, jitter=1, next_run_time=utcnow())
        self._alarm.add_job(self.claim_pages, "interval", seconds=PAGES_EVERY, jitter=0.5)
        self._alarm.add_job(self.rank_when_due, "interval", seconds=RANK_LOOK)
        self._alarm.add_job(self.housekeep, "interval", seconds=HOUSEKEEP_EVERY, jitter=5)
        self._alarm.start()

    def stop(self, grace: float = GRACE) -> bool:
        """Claim no more, let what is in flight finish for ``grace`` seconds; whether all of it did."""
        with self._lock:
            self._stopping = True
            running = {*self._polls, *self._pages, *([self._ranking] if self._ranking else [])}
        if self._alarm.running:
            self._alarm.shutdown(wait=False)
        self._pool.shutdown(wait=False)  # nothing waits in it: no more is claimed than there are threads
        return not wait(running, grace).not_done

    def claim(self) -> None:
        """Tick: claim as many due sources as there are free threads, and poll them."""
        with self._lock:
            free = 0 if self._stopping else self._settings.ingest.concurrency - len(self._polls)
        # Without the lock: a store that is slow to answer must not hold up a stop.
        lease = lease_of(self._settings)
        due = self._claimed(lambda unit: unit.sources.claim_due(self._clock(), self._owner, lease, free)) if free > 0 else []
        with self._lock:
            for source in due if not self._stopping else ():
                self._start(self._polls, self._poll, source)

    def claim_pages(self) -> None:
        """Tick: claim as many due article pages as may be read at once, each of another host, and read them."""
        with self._lock:
            free = 0 if self._stopping else self._readers - len(self._pages)
        due = self._claimed(lambda unit: unit.pages.claim(self._clock(), lease_of(self._settings), free)) if free > 0 else []
        with self._lock:
            for page in due if not self._stopping else ():
                self._start(self._pages, self._read_page, page)

    def rank_when_due(self) -> None:
        """Tick: rank in the pool when it is time, never twice at once."""
        with self._lock:
            idle = not self._stopping and (self._ranking is None or self._ranking.done())
            if idle and rank_due(self._clock(), self._ranked, self._news, bool(self._polls)):
                self._ranked, self._news = self._clock(), None
                self._ranking = self._pool.submit(self._rank)

    def housekeep(self) -> None:
        """Tick: a sign of life, and old history forgotten."""
        log.debug("alive: %d polls and %d article pages in flight", len(self._polls), len(self._pages))
        try:
            with self._store.write() as unit:
                unit.history.prune(self._clock())
                unit.hosts.prune(self._clock())
                unit.counters.prune(self._clock())
                unit.signals.prune(self._clock())
                unit.trends.prune(self._clock())
        except StoreError as error:
            log.debug("history: %s", error)

    def _claimed(self, claim: Callable[[Unit], list[T]]) -> list[T]:
        try:
            with self._store.write() as unit:
                due = claim(unit)
        except StoreConflict:  # another machine took them in the same moment
            return []
        except StoreError as error:
            self._store_state(str(error))
            return []
        self._store_state("")
        return due

    def _store_state(self, fault: str) -> None:
        """Log when the store goes and when it is back, not at every tick between."""
        if bool(fault) != bool(self._store_fault):
            log.warning("store: %s", fault or "answers again")
        self._store_fault = fault

    def _start(self, running: set[Future[None]], task: Callable[[T], None], what: T) -> None:
        future = self._pool.submit(task, what)
        running.add(future)
        # Without the lock: the callback may run inside add_done_callback, where the lock is held. Set operations are atomic.
        future.add_done_callback(running.discard)

    def _poll(self, source: Source) -> None:
        try:
            report = self._ingester.poll(source, self._clock())
        except StoreError as error:
            log.warning("%s: the store did not take the poll; its lease ends by itself: %s", source.slug, error)
        except Exception:
            log.exception("%s: the poll met a bug; the other sources go on", source.slug)
            self._put_off(source)
        else:
            self._note(report)

    def _read_page(self, page: Page) -> None:
        """Whatever goes wrong, the page's lease ends by itself and it is tried again."""
        try:
            report = self._ingester.read_page(page, self._clock())
        except StoreError as error:
            log.warning("%s: the store did not take the article: %s", page.url, error)
        except Exception:
            log.exception("%s: reading the article met a bug; the other articles go on", page.url)
        else:
            log.log(logging.INFO if report.outcome != "unchanged" else logging.DEBUG, "%s", describe_page(report))
            self._mark_news(report.counts)

    def _note(self, report: Report) -> None:
        level = logging.WARNING if report.outcome == "failed" else logging.INFO if report.counts != NOTHING else logging.DEBUG
        log.log(level, "%s", describe(report))
        self._mark_news(report.counts)

    def _mark_news(self, counts: Counts) -> None:
        news = counts != NOTHING
        if news and self._news is None:
            self._news = self._clock()

    def _put_off(self, source: Source) -> None:
        try:
            with self._store.write() as unit:
                unit.sources.release(source.id, self._clock() + AFTER_BUG, "feedsvc met a bug while it read this source; see its log.")
        except StoreError as error:
            log.warning("%s: could not be put off, its lease will end by itself: %s", source.slug, error)

    def _refile(self) -> None:
        """After a change of the sections' rules; batch by batch beside the polls, and where it is stopped the next start goes on."""
        try:
            moved = ingest.refile(self._store, self._settings, self._clock())
        except StoreError as error:
            log.warning("articles could not be filed by the new rules; the next start tries again: %s", error)
        except Exception:
            log.exception("filing articles by the new rules met a bug")
        else:
            log.log(logging.INFO if moved else logging.DEBUG, "%d articles were filed by the new rules", moved)

    def _rank(self) -> None:
        try:
            self._rank_if_first()
        except StoreError as error:
            log.warning("ranking waits for the store: %s", error)
        except Exception:
            log.exception("ranking met a bug; it is tried again within %d s", RANK_EVERY.total_seconds())

    def _rank_if_first(self) -> None:
        """Rank unless another machine does so now; the lease ends with the work, so that the next news need not wait for it."""
        if not self._lead():
            return
        try:
            self._group()
            changed = rank_all(self._store, self._settings, self._clock())
            issued = issue_due(self._store, self._settings, self._clock())
        finally:
            with self._store.write() as unit:
                unit.leases.release("rank", self._owner)
        if changed:
            log.info("ranking: %d Trending lists changed", changed)
        if issued:
            log.info("ranking: %d lists of the day or week were issued", issued)

    def _group(self) -> None:
        """Give new articles their stories. Where that fails they count as stories of their own, and the ranking goes on."""
        try:
            placed = self._grouping.place_new(self._clock())
        except StoreConflict as error:
            log.debug("%s", error)
        except StoreError as error:
            log.warning("stories wait for the store: %s", error)
        except Exception:
            log.exception("giving articles their stories met a bug; it is tried again with the next ranking")
        else:
            log.debug("stories: %d articles placed", placed)

    def _lead(self) -> bool:
        now = self._clock()
        try:
            with self._store.write() as unit:
                return unit.leases.acquire("rank", self._owner, now + RANK_LEASE, now)
        except StoreConflict:  # another machine took it in the same moment
            return False


def run(settings: Settings, stopped: Callable[[], bool], clock: Callable[[], datetime] = utcnow) -> bool:
    """Schedule until ``stopped`` says so (asked five times a second); whether all polls in flight could finish.

    When they could not, the caller ends the process outright: their transactions roll back, their leases end by themselves.
    """
    store = Store.open(settings.store.url)
    ingest.prepare(store, settings, clock())
    ingester = ingest.Ingester(store, settings)
    scheduler = Scheduler(store, ingester, settings, clock)
    scheduler.start()
    log.info("scheduler: %d sources declared, up to %d polls at once", len(settings.sources), settings.ingest.concurrency)
    while not stopped():
        time.sleep(0.2)
    if not scheduler.stop():
        log.warning("scheduler: some polls did not finish in time; they are done again after the next start")
        return False
    ingester.close()
    store.close()
    return True


def _alarm() -> BackgroundScheduler:
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is late or left out is normal: the next one does its work
    return BackgroundScheduler(
        timezone=UTC,
        executors={"default": TickThreads(3)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
