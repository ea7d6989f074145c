"""The second half of ``feedsvc ingest --once``: the pages of articles that the round knows by their headlines."""

from __future__ import annotations

import logging
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from feedsvc.errors import StoreConflict, StoreError
from feedsvc.ingest import FIRST_LOOK, PageReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import Progress

    from feedsvc.ingest import Ingester
    from feedsvc.model import Source
    from feedsvc.store import Store
    from feedsvc.store.pages import Page

LEASE = timedelta(minutes=5)  # within which a page that was begun and cut off is not begun again
LOOK = 0.2  # seconds between two looks whose turn it is

log = logging.getLogger(__name__)


def read_pages(store: Store, ingester: Ingester, sources: Sequence[Source], at_once: int, progress: Progress) -> list[PageReport]:
    """Fetch and store what waits for these sources, one page of a host at a time; what fails is tried again by a later round."""
    ids = {source.id for source in sources}
    with store.read() as unit:
        total = unit.pages.due(_now() + FIRST_LOOK, ids)
    if not total:
        return []
    task = progress.add_task("reading articles", total=total)
    reports = []
    pool = ThreadPoolExecutor(at_once, "page")
    try:
        for report in _all(store, ingester, ids, pool, at_once):
            reports.append(report)
            progress.advance(task)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return reports


def _all(store: Store, ingester: Ingester, sources: set[int], pool: ThreadPoolExecutor, at_once: int) -> Iterator[PageReport]:
    running: set[Future[PageReport]] = set()
    begun = _now() + FIRST_LOOK  # what is put off from here on is for a later round
    while True:
        pages = _claim(store, sources, begun, at_once - len(running))
        running |= {pool.submit(_read, ingester, page) for page in pages}
        if not running and not _left(store, sources, begun):
            return
        done, running = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED) if running else (set(), running)
        yield from (future.result() for future in done)
        if not done and not pages:
            time.sleep(LOOK)


def _claim(store: Store, sources: set[int], due: datetime, limit: int) -> list[Page]:
    if limit <= 0:
        return []
    try:
        with store.write() as unit:
            return unit.pages.claim(_now(), LEASE, limit, due=due, sources=sources)
    except StoreConflict:  # another process took them in the same moment
        return []


def _left(store: Store, sources: set[int], due: datetime) -> bool:
    with store.read() as unit:
        return unit.pages.due(due, sources) > 0


def _read(ingester: Ingester, page: Page) -> PageReport:
    try:
        return ingester.read_page(page, _now())
    except StoreError as error:
        return PageReport("", page.url, "failed", reason=str(error))
    except Exception as error:
        log.exception("%s: reading the article met a bug; the other articles go on", page.url)
        return PageReport("", page.url, "failed", reason=f"a bug of feedsvc: {error}")


def summary(reports: Sequence[PageReport]) -> str:
    """One line on how it went."""
    had = sum(report.outcome != "failed" for report in reports)
    failed = Counter(report.reason.partition(": ")[2] or report.reason for report in reports if report.outcome == "failed")
    why = "; ".join(f"{number} × {reason}" if number > 1 else reason for reason, number in failed.most_common(3))
    return f"{had} of {len(reports)} articles behind headlines were read" + (f"; the others: {why}" if why else ".")


def _now() -> datetime:
    return datetime.now(UTC)
