"""Finished feeds: rendered once for every change of their list, then served from memory."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from feedsvc.errors import StoreError, StoreUnavailable, UnknownFeed
from feedsvc.feeds import build, json, selection, xml
from feedsvc.feeds.build import everything
from feedsvc.feeds.spec import FeedSpec
from feedsvc.feeds.watch import Watch, ago

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.feeds.build import FeedDocument
    from feedsvc.feeds.spec import Format
    from feedsvc.model import Revision, Section
    from feedsvc.store import Store

    Key = tuple[FeedSpec, str, Format]  # what is asked for, of which section's list it is made, and how it is written

PATIENCE = 30.0  # seconds that a request waits for another one that builds the same edition
BOOKKEEPING = 1_000  # bytes counted for an edition beside its bodies

_WRITERS: dict[Format, tuple[Callable[[FeedDocument], bytes], str]] = {
    "rss": (xml.rss, "application/rss+xml; charset=utf-8"),
    "atom": (xml.atom, "application/atom+xml; charset=utf-8"),
    "json": (json.json, "application/feed+json; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """A feed in one format, as bytes. The same store content gives the same edition on every worker, node and restart."""

    body: bytes
    gzip: bytes
    etag: str  # opaque, without quotes: a hash of the body
    content_type: str
    last_modified: datetime  # whole seconds, aware UTC, never in the future
    revision: Revision  # of its list
    entries: int

    @property
    def size(self) -> int:
        """Bytes that it takes in the cache."""
        return len(self.body) + len(self.gzip) + BOOKKEEPING


def print_edition(document: FeedDocument, format: Format, revision: Revision) -> Edition:
    write, content_type = _WRITERS[format]
    body = write(document)
    etag = sha256(body).hexdigest()[:32]
    return Edition(body, _gzip(body), etag, content_type, revision.changed_at, revision, len(document.entries))


def _gzip(body: bytes) -> bytes:
    """RFC 1952 with no time in its header, so that equal bodies stay equal."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()


class Editions:
    """The current edition of every feed asked for, in at most ``server.cache_bytes`` bytes. Safe to use from any number of threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._sections = {section.slug: section for section in (everything(settings), *settings.declared_sections())}
        self._watch = Watch(store)
        # Feeds as they come have a shelf of their own: there are so many wishes that one client could push them out of it.
        self._plain, self._chosen = Shelf(settings.server.cache_bytes * 3 // 4), Shelf(settings.server.cache_bytes // 4)
        self._building: dict[Key, Future[Edition]] = {}
        self._lock = Lock()

    def get(self, spec: FeedSpec, format: Format, now: datetime) -> Edition:
        """The edition to serve at ``now``, at most a second behind the store.

        While the store does not answer this is the last good one; StoreUnavailable is raised when there is none, UnknownFeed when no such
        section is declared.
        """
        if spec.section not in self._sections:
            raise UnknownFeed(f'There is no section "{spec.section[:60]}"; /feeds.opml lists every feed.')
        # A language in which too little is written has no list of its own; its feed is what there is of it in that of everything.
        scope = spec.scope if self._watch.has(spec.scope, spec.list, now) else spec.section
        revision = self._watch.revision(scope, spec.list, now)
        key = (spec, scope, format)
        edition = self._shelf(spec).get(key)
        if edition is None or edition.revision != revision:
            edition = self._renewed(key, revision, edition, now)
        return _dated(edition, now)

    def _shelf(self, spec: FeedSpec) -> Shelf:
        return self._plain if spec == FeedSpec(spec.list, spec.section) else self._chosen

    def _renewed(self, key: Key, revision: Revision, last_good: Edition | None, now: datetime) -> Edition:
        if last_good is not None and self._watch.down:
            return last_good
        try:
            return self._built_once(key, revision)
        except StoreError as error:
            if last_good is None:
                raise
            self._watch.warn(now, f"serving {_address(key)} as of {ago(last_good.last_modified, now)}: {error}")
            return last_good

    def _built_once(self, key: Key, revision: Revision) -> Edition:
        """One builder at a time for each edition; whoever asks meanwhile waits for its result."""
        with self._lock:
            on_shelf = self._shelf(key[0]).get(key)
            if on_shelf is not None and on_shelf.revision == revision:
                return on_shelf
            coming = self._building.get(key)
            if coming is None:
                promise = self._building[key] = Future()
        if coming is not None:
            return _awaited(coming, key)
        try:
            edition = self._build(key, revision)
            self._shelf(key[0]).put(key, edition)
            promise.set_result(edition)
            return edition
        except BaseException as error:
            promise.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._building[key]

    def _build(self, key: Key, revision: Revision) -> Edition:
        spec, scope, format = key
        return print_edition(self._document(spec, scope, self._sections[spec.section], revision), format, revision)

    def _document(self, spec: FeedSpec, scope: str, section: Section, revision: Revision) -> FeedDocument:
        with self._store.read() as unit:
            if spec.list == "latest":
                return build.latest(self._settings, section, spec, unit.articles.latest(scope, spec.limit), revision)
            trends = selection.select(unit, spec, scope, revision.changed_at)
        return build.trending(self._settings, section, spec, trends, revision)


def _address(key: Key) -> str:
    return key[0].path(key[2])


def _awaited(coming: Future[Edition], key: Key) -> Edition:
    try:
        return coming.result(PATIENCE)
    except TimeoutError as error:
        raise StoreUnavailable(f"{_address(key)} has been in the making for over {PATIENCE:.0f} s; try again later") from error


def _dated(edition: Edition, now: datetime) -> Edition:
    """Never a Last-Modified in the future (RFC 9110 8.8.2.1).

    A revision's time is rounded up to the second, so all changes within one second share the time at its end, and nothing is served with
    that date before the second is over: two editions never share a Last-Modified for good. Until then the present second stands in for
    it, and whoever fetched by date meanwhile fetches once more instead of missing a change. This is done for each answer and not when
    the edition is built, because the stand-in must not stick.
    """
    return edition if edition.last_modified <= now else replace(edition, last_modified=now.replace(microsecond=0))


class Shelf:
    """The editions used most recently, within a number of bytes; the newest one stays whatever its size."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._held: OrderedDict[Key, Edition] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Key) -> Edition | None:
        with self._lock:
            edition = self._held.get(key)
            if edition is not None:
                self._held.move_to_end(key)
            return edition

    def put(self, key: Key, edition: Edition) -> None:
        with self._lock:
            before = self._held.pop(key, None)
            self._held[key] = edition
            self._bytes += edition.size - (before.size if before else 0)
            while self._bytes > self._capacity and len(self._held) > 1:
                _, dropped = self._held.popitem(last=False)
                self._bytes -= dropped.size
