"""Fetch a source and read what came, before anything is stored. A fault in here that nobody foresaw is this source's failure."""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from feedsvc import __version__
from feedsvc.errors import SourceError
from feedsvc.model import Child, Exchange, Failed, Fetched, Harvest, NotModified, Outcome, Rules
from feedsvc.sources.children import wanted
from feedsvc.sources.files import read_file
from feedsvc.store.history import Poll, Resource
from feedsvc.store.sources import NO_RECORD, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.model import Kind, Source

log = logging.getLogger(__name__)

NO_RULES = Rules()
MAX_CHILDREN = 5  # sitemaps of an index that one poll fetches
MAX_RESOURCES = 1_000  # sitemaps of an index that are remembered
STEADY = 3  # polls in a row that saw the same permanent redirect, from which it is believed
LOST = frozenset({404, 410})
MAX_ERROR = 500  # characters kept of a failure's reason


class Reader(Protocol):
    """Reads one answer, in a process of its own or right here. Raises SourceUnreadable."""

    def read(
        self,
        fetched: Fetched,
        kind: Kind,
        *,
        now: datetime,
        language: str = "",
        max_items: int = 500,
        zone: str = "",
        rules: Rules = NO_RULES,
    ) -> Harvest: ...


class Getter(Protocol):
    """Asks the web."""

    def fetch(self, url: str, etag: str = "", last_modified: str = "", *, written: bool = False) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class _AtHand:
    """What was fetched already, and for all else the fetcher."""

    answers: Mapping[str, Outcome]
    fetcher: Getter

    def fetch(self, url: str, etag: str = "", last_modified: str = "", *, written: bool = False) -> Outcome:
        return self.answers.get(url) or self.fetcher.fetch(url, etag, last_modified, written=written)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a poll found before anything was stored."""

    found: Literal["new", "unchanged", "failed"]
    reason: str = ""
    failed: Failed | None = None
    harvest: Harvest | None = None
    record: Record = NO_RECORD
    exchange: Exchange = Exchange()
    polls: tuple[Poll, ...] = ()  # of further documents
    resources: tuple[Resource, ...] = ()  # what they said


@dataclass(frozen=True, slots=True)
class _Child:
    """How it went with one sitemap of an index."""

    resource: Resource  # what is to be remembered of it
    poll: Poll | None = None  # the exchange; None when there was no time left for one
    harvest: Harvest | None = None
    failed: Failed | None = None


class Gatherer:
    def __init__(self, settings: Settings, fetcher: Getter, reader: Reader) -> None:
        self._settings = settings
        self._ingest = settings.ingest
        self._fetcher = fetcher
        self._reader = reader

    def having(self, answers: Mapping[str, Outcome]) -> Gatherer:
        """One that does not ask for these addresses. It is for one poll: they may answer otherwise at the next one."""
        return Gatherer(self._settings, _AtHand(answers, self._fetcher), self._reader)

    def gather(self, source: Source, resources: Mapping[str, Resource], now: datetime) -> Gathered:
        outcome: Outcome = Failed(f"{source.location}: was not fetched")
        try:
            outcome = self._get(source)
            gathered = self._judge(source, outcome, resources, now)
        except SourceError as error:
            gathered = failure(Failed(str(error), exchange=outcome.exchange))
        except Exception as error:
            log.exception("source %s: a fault in feedsvc itself", source.slug)
            reason = f"{source.location}: a fault in feedsvc itself ({type(error).__name__}: {error}); please report it"
            gathered = failure(Failed(reason, exchange=outcome.exchange))
        return replace(gathered, record=_located(gathered.record, outcome, source), exchange=outcome.exchange)

    def _get(self, source: Source) -> Outcome:
        if source.location.startswith("file:"):
            return read_file(source.location, self._ingest.max_bytes)
        return self._fetcher.fetch(source.location, source.etag, source.last_modified, written=True)

    def _judge(self, source: Source, outcome: Outcome, resources: Mapping[str, Resource], now: datetime) -> Gathered:
        if isinstance(outcome, Failed):
            return failure(outcome)
        validators = Record(etag=outcome.etag or None, last_modified=outcome.last_modified or None)
        if isinstance(outcome, NotModified):
            return self._unchanged(source, outcome.reason, validators, resources, now)
        digest = digest_of(source, outcome)
        if digest == source.body_hash:
            return self._unchanged(source, "the same bytes as last time", validators, resources, now)
        harvest = self._read(outcome, _kind(source), source, now)
        # A feed that no longer sends validators must not be asked with old ones.
        record = Record(etag=outcome.etag, last_modified=outcome.last_modified, body_hash=digest, found=harvest.kind)
        if harvest.children:
            return self._index(source, harvest, record, resources, now)
        if not harvest.drafts and not harvest.boxes and not harvest.listing:
            return _nothing(source, harvest, validators)
        return Gathered("new", harvest=harvest, record=record)

    def _unchanged(self, source: Source, reason: str, record: Record, resources: Mapping[str, Resource], now: datetime) -> Gathered:
        """An index that did not change says nothing of sitemaps that it gives no date for."""
        undated = tuple(Child(resource.url) for resource in resources.values() if resource.modified is None)
        if source.found != "sitemap" or not undated:
            return Gathered("unchanged", reason, record=record)
        return self._index(source, Harvest(kind="sitemap", children=undated), record, resources, now)

    def _read(self, fetched: Fetched, kind: Kind, source: Source, now: datetime) -> Harvest:
        return self._reader.read(
            fetched,
            kind,
            now=now,
            language=source.language,
            max_items=self._ingest.max_items,
            zone=source.zone,
            rules=source.rules,
        )

    def _index(self, source: Source, index: Harvest, record: Record, resources: Mapping[str, Resource], now: datetime) -> Gathered:
        """Poll the sitemaps of an index that may hold something new; a fault of one of them leaves the others."""
        seen = {url: resource.modified for url, resource in resources.items()}
        chosen = wanted(index.children, seen, MAX_CHILDREN)
        read = list(self._children(source, chosen, resources, now))
        passed = (child for child in index.children[:MAX_RESOURCES] if child not in chosen and child.url not in resources)
        harvests = [one.harvest for one in read if one.harvest is not None]
        polls = tuple(one.poll for one in read if one.poll is not None)
        failed = [one.failed for one in read if one.failed is not None]
        # One that never answers must not hold up the others, whose index says when they changed.
        if failed and len(failed) == len(polls) and not any(resource.body_hash for resource in resources.values()):
            return replace(failure(_joint(failed)), polls=polls, resources=tuple(one.resource for one in read))
        joined = replace(
            index,
            drafts=tuple(draft for harvest in harvests for draft in harvest.drafts)[: self._ingest.max_items],
            listing=tuple(draft for harvest in harvests for draft in harvest.listing)[: self._ingest.max_items],
            skipped=tuple(line for harvest in harvests for line in harvest.skipped),
        )
        kept = tuple(one.resource for one in read)
        return Gathered(
            "new" if harvests else "unchanged",
            "" if harvests else failed[0].reason if failed else "no sitemap of the index holds anything new",
            harvest=joined if harvests else None,
            record=record,
            polls=polls,
            resources=kept + tuple(Resource(child.url, modified=child.modified) for child in passed),
        )

    def _children(self, source: Source, chosen: Sequence[Child], resources: Mapping[str, Resource], now: datetime) -> Iterator[_Child]:
        """One that failed is wanted again, whatever its index says.

        Once they took as long as a poll may, the others wait for the next one: slow sitemaps must not keep a thread for minutes.
        """
        left = self._ingest.timeout.total_seconds()
        for child in chosen:
            known = resources.get(child.url, Resource(child.url))
            if left <= 0:
                yield _Child(replace(known, modified=None))
                continue
            outcome = self._fetcher.fetch(child.url, known.etag, known.last_modified, written=same_origin(child.url, source.url))
            started = time.monotonic()
            yield self._child(source, child, known, outcome, now)
            left -= outcome.exchange.seconds + time.monotonic() - started

    def _child(self, source: Source, child: Child, known: Resource, outcome: Outcome, now: datetime) -> _Child:
        again = replace(known, modified=None)
        if isinstance(outcome, Failed):
            return _Child(again, Poll(now, "failed", outcome.exchange, outcome.reason[:MAX_ERROR], child.url), failed=outcome)
        validators = (outcome.etag or known.etag, outcome.last_modified or known.last_modified)
        resource = Resource(child.url, *validators, known.body_hash, child.modified)
        if isinstance(outcome, NotModified) or (digest := digest_of(source, outcome)) == known.body_hash:
            return _Child(resource, Poll(now, "unchanged", outcome.exchange, url=child.url))
        try:
            harvest = self._read(outcome, "sitemap", source, now)
        except SourceError as error:
            return _Child(again, Poll(now, "failed", outcome.exchange, str(error)[:MAX_ERROR], child.url), failed=Failed(str(error)))
        return _Child(replace(resource, body_hash=digest), Poll(now, "new", outcome.exchange, url=child.url), harvest)


def failure(failed: Failed) -> Gathered:
    return Gathered("failed", failed.reason, failed)


def _joint(failed: Sequence[Failed]) -> Failed:
    """All sitemaps of an index failed: the reason of the first, and the longest of the waits that they ask for."""
    waits = [one.retry_after for one in failed if one.retry_after is not None]
    return Failed(failed[0].reason, max(waits, default=None), held=all(one.held for one in failed))


def _kind(source: Source) -> Kind:
    """What was a feed or sitemap once stays one: a login form in its place is a failure and no page to read articles from."""
    return source.found if source.kind == "auto" and source.found in {"feed", "sitemap"} else source.kind


def _nothing(source: Source, harvest: Harvest, validators: Record) -> Gathered:
    """A feed or sitemap may be empty. A page or document in which nothing is found is not what the operator meant."""
    if harvest.kind in {"feed", "sitemap"}:
        return Gathered("unchanged", f"the {harvest.kind} has no items now", record=validators)
    return failure(Failed("; ".join(harvest.skipped) or f"{source.url}: holds no article and no list of headlines; check the address"))


def _located(record: Record, outcome: Outcome, source: Source) -> Record:
    """Where to ask from now on: a permanent redirect is believed once it was seen steadily (RFC 9110, 15.4.2 and 15.4.9).

    Where the new place is lost, the declared one is asked again.
    """
    moved = outcome.exchange.moved
    if isinstance(outcome, Failed):
        lost = source.location != source.url and outcome.exchange.status in LOST
        return replace(record, location="", moved="", moves=0, etag="", last_modified="") if lost else record
    if not moved:
        return replace(record, moved="", moves=0) if source.moves else record
    moves = source.moves + 1 if moved == source.moved else 1
    believed = moves >= STEADY
    return replace(record, location=moved if believed else None, moved=moved, moves=0 if believed else moves)


def same_origin(one: str, other: str) -> bool:
    """Whether what an operator wrote for one address, such as that of a private host, is meant for the other one too."""
    return urlsplit(one)[:2] == urlsplit(other)[:2]


def digest_of(source: Source, fetched: Fetched) -> str:
    """Of what was read and of how it was read: a newer feedsvc or other rules may see more in the same bytes."""
    how = f"{__version__}\n{source.kind}\n{source.rules}\n{source.zone}\n{fetched.content_type}\n"
    digest = hashlib.sha256(how.encode(errors="replace"))
    digest.update(fetched.body)
    return digest.hexdigest()
