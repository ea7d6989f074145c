"""Read the pages of articles that are known by their headline only, and look now and then whether they changed."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from feedsvc.errors import SourceError, StoreConflict
from feedsvc.ingest.absorb import NOTHING, Change, absorb_page
from feedsvc.ingest.gather import digest_of, same_origin
from feedsvc.model import Failed, Grade, NotModified, Outcome
from feedsvc.policy import LONGEST_WISH
from feedsvc.sources import slugs
from feedsvc.store.history import Poll
from feedsvc.store.pages import PageRecord

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.ingest.absorb import Counts
    from feedsvc.ingest.gather import Reader
    from feedsvc.matching import State
    from feedsvc.model import Draft, Source
    from feedsvc.sources.fetch import Fetcher
    from feedsvc.store import Store, Unit
    from feedsvc.store.pages import Page

log = logging.getLogger(__name__)

TRIES = 3  # for a transaction that another writer overtook
# An article is edited most in its first hours: when to look again after each reading.
LOOKS = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24))
OLD = timedelta(days=3)  # an article older than this when its page is first read is not looked at again
RETRIES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
LOST = frozenset({404, 410, 451})


@dataclass(frozen=True, slots=True)
class PageReport:
    """How the reading of one article's page ended."""

    slug: str  # of the source that brought it
    url: str
    outcome: Literal["new", "unchanged", "failed"]
    counts: Counts = NOTHING
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a page said."""

    outcome: Outcome
    draft: Draft | None = None
    digest: str = ""
    failed: str = ""  # why there is nothing to store
    final: bool = False  # and never will be


class PageReader:
    def __init__(self, store: Store, settings: Settings, fetcher: Fetcher, reader: Reader) -> None:
        self._store, self._settings, self._fetcher, self._reader = store, settings, fetcher, reader
        self._rules = settings.declared_sections()

    def read(self, page: Page, now: datetime) -> PageReport:
        """Fetch an article's own page and store what it says. Raises StoreError."""
        started = time.monotonic()
        with self._store.read() as unit:
            source = unit.sources.by_id(page.source)
            state = next(iter(unit.articles.states_of([page.article])), None)
        if state is None or not _needed(page, state, source):
            return self._leave(page, source, now)
        seen = self._look(page, source, now)
        pause = self._pause(page, seen)  # before the transaction, within which nobody may be asked
        for attempt in range(1, TRIES + 1):
            try:
                with self._store.write(alone=True) as unit:
                    elapsed = timedelta(seconds=time.monotonic() - started)
                    counts, changes = self._keep(unit, page, source, seen, now, now + elapsed + pause)
                    unit.revisions.bump(changes, now + elapsed)
                break
            except StoreConflict:
                if attempt == TRIES:
                    raise
        outcome: Literal["new", "unchanged", "failed"] = "failed" if seen.failed else "unchanged" if counts == NOTHING else "new"
        return PageReport(source.slug, page.url, outcome, counts, seen.failed, time.monotonic() - started)

    def _leave(self, page: Page, source: Source, now: datetime) -> PageReport:
        """Nobody needs the page any more, since a feed brought the article whole or its publisher took it back."""
        with self._store.write() as unit:
            unit.pages.record(page, PageRecord(None), now)
        return PageReport(source.slug, page.url, "unchanged", reason="the article is known without it")

    def _look(self, page: Page, source: Source, now: datetime) -> _Seen:
        outcome: Outcome = Failed(f"{page.url}: was not fetched")
        try:
            outcome = self._fetcher.fetch(page.url, page.etag, page.last_modified, written=same_origin(page.url, source.url))
            return self._judge(page, source, outcome, now)
        except SourceError as error:
            return _Seen(outcome, failed=str(error))
        except Exception as error:
            log.exception("%s: a fault in feedsvc itself", page.url)
            return _Seen(outcome, failed=f"{page.url}: a fault in feedsvc itself ({type(error).__name__}: {error}); please report it")

    def _judge(self, page: Page, source: Source, outcome: Outcome, now: datetime) -> _Seen:
        if isinstance(outcome, Failed):
            return _Seen(outcome, failed=outcome.reason, final=outcome.gone or outcome.exchange.status in LOST)
        if isinstance(outcome, NotModified):
            return _Seen(outcome)
        digest = digest_of(source, outcome)
        if digest == page.body_hash:
            return _Seen(outcome, digest=digest)
        harvest = self._reader.read(outcome, "page", now=now, language=source.language, max_items=0, zone=source.zone, rules=source.rules)
        draft = next(iter(harvest.drafts), None)
        nothing = "" if draft else f"{page.url}: holds no article"
        return _Seen(outcome, draft, digest, failed=nothing, final=bool(nothing) and not page.reads)

    def _keep(self, unit: Unit, page: Page, source: Source, seen: _Seen, now: datetime, free_at: datetime) -> tuple[Counts, set[Change]]:
        counts, changes, article = NOTHING, set[Change](), page.article
        state = next(iter(unit.articles.states_of([article])), None)
        # What its publisher took back while its page was on the way stays away; what became another article is read as that one.
        if seen.draft is not None and state is not None and state.withdrawn_at is None:
            counts, changes, article = absorb_page(unit, source, seen.draft, article, self._rules, now)
            state = next(iter(unit.articles.states_of([article])), None)
        record = self._failure(page, seen, now) if seen.failed else _success(page, seen, state, source, now)
        if seen.failed and record.next_at is None and page.reads == 0 and state is not None:
            changes |= _reveal(unit, state)
        unit.pages.record(replace(page, article=article), record, free_at)
        found: Literal["new", "unchanged", "failed"] = "failed" if seen.failed else "new" if seen.draft else "unchanged"
        unit.history.add(source.id, Poll(now, found, seen.outcome.exchange, seen.failed[:500], page.url))
        return counts, changes

    def _pause(self, page: Page, seen: _Seen) -> timedelta:
        """Until the host may be asked for its next page by any node; what robots.txt says is known if the host was asked."""
        asked = self._fetcher.robots(page.url).delay if seen.outcome.exchange.status else timedelta(0)
        ingest = self._settings.ingest
        return max(ingest.host_delay, min(asked, ingest.max_delay))

    def _failure(self, page: Page, seen: _Seen, now: datetime) -> PageRecord:
        failed = seen.outcome if isinstance(seen.outcome, Failed) else None
        asked = min(failed.retry_after or timedelta(0), LONGEST_WISH) if failed else timedelta(0)
        if failed and failed.held:
            return PageRecord(now + max(RETRIES[0], asked), page.tries, reason=seen.failed[:500])
        tries = page.tries + 1
        given_up = seen.final or tries > len(RETRIES)
        wait = max(RETRIES[min(tries, len(RETRIES)) - 1], asked)
        return PageRecord(None if given_up else now + wait, tries, reason=seen.failed[:500])


def _needed(page: Page, state: State, source: Source) -> bool:
    """Not if a feed has brought the article meanwhile, since what a publisher puts into a feed is meant for readers of feeds."""
    if state.withdrawn_at is not None or source.pages == "never":
        return False
    told = state.grade is Grade.ITEM and (bool(state.content_html) or source.pages != "always")
    return page.reads > 0 or not told


def _success(page: Page, seen: _Seen, state: State | None, source: Source, now: datetime) -> PageRecord:
    """Young articles are looked at again, since what brought the headline does not tell of edits of the text."""
    reads = page.reads + 1
    young = source.scheduled and state is not None and now - state.published_at < OLD
    outcome = seen.outcome
    return PageRecord(
        next_at=now + LOOKS[reads - 1] if young and reads <= len(LOOKS) else None,
        reads=reads,
        etag=getattr(outcome, "etag", "") or (None if isinstance(outcome, NotModified) else ""),
        last_modified=getattr(outcome, "last_modified", "") or (None if isinstance(outcome, NotModified) else ""),
        body_hash=seen.digest or None,
    )


def _reveal(unit: Unit, state: State) -> set[Change]:
    """A headline whose page cannot be had goes into Latest under the date that it was first seen, unless it is but words of a URL."""
    if state.in_latest or state.grade is not Grade.MENTION or (state.url and state.title == slugs.title(state.url)):
        return set()
    shown = replace(state, in_latest=True)
    sections = unit.articles.sections_of([state.id])
    unit.articles.save([shown], sections)
    return {(section, "latest") for section in sections[state.id]}
