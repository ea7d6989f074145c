"""Readers, by the access logs of the sites whose articles are stored: lines -> articles -> counters."""

from __future__ import annotations

import re
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TransferSpeedColumn

from feedsvc import accesslog, views
from feedsvc.cli.logfile import open_log
from feedsvc.errors import StoreConflict
from feedsvc.store.counters import KEEP, VIEWS
from feedsvc.text import urls
from feedsvc.views import Vote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from feedsvc.accesslog import Request
    from feedsvc.cli.logfile import LogFile
    from feedsvc.config import Settings
    from feedsvc.store import Store, Unit
    from feedsvc.views import Audience

BATCH = 10_000  # lines that are stored together: half a second's work, and at their longest they take 160 MB
TRIES = 3  # against other writers
AHEAD = timedelta(minutes=5)  # by which the clock of a web server may be wrong; what is later is no time
_STORY = re.compile(r"/story/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)", re.IGNORECASE)  # our own page of an article


@dataclass
class Summary:
    """What became of the lines of all logs."""

    lines: int = 0
    views: int = 0
    bots: int = 0
    repeated: int = 0  # by one reader within an hour
    unknown: int = 0  # addresses of no stored article
    other: int = 0  # requests that open no page: pictures, redirects, forms
    broken: int = 0
    articles: set[UUID] = field(default_factory=set)

    def __str__(self) -> str:
        articles = f"{len(self.articles):,} {'article' if len(self.articles) == 1 else 'articles'}"
        told = f"{self.lines:,} lines read: {self.views:,} views of {articles} counted"
        left = f"{self.bots:,} by bots, {self.repeated:,} repeated, {self.unknown:,} of unknown addresses"
        return f"{told}; left out: {left}, {self.other:,} other requests, {self.broken:,} broken lines."


class Import:
    """One reading of some logs."""

    def __init__(self, store: Store, settings: Settings, site: str, now: datetime) -> None:
        self._store, self._site, self._now = store, site, now
        self._ours = f"{settings.base_url}/"
        self._ballot = views.Ballot(secrets.token_bytes(32))
        self.summary = Summary()
        self._nameless = 0  # views whose line names no site
        self._faults: list[str] = []

    def read(self, path: str) -> None:
        with open_log(path) as log, _progress(log) as advance:
            with self._store.read() as unit:
                start = unit.counters.position(log.name)
            lines = log.lines(start)
            end = start
            while batch := list(islice(lines, BATCH)):
                if _is_half(batch[-1][0]):
                    batch.pop()  # for the next import
                requests = list(filter(None, (self._judged(line) for line, _ in batch)))
                end = batch[-1][1] if batch else end
                self._store_batch(requests, log.name, end)
                advance()
            if end == start:
                self._faults.append(f"{path}: has nothing new since it was imported last." if start else f"{path}: is empty.")
            self._faults += filter(None, [log.fault])

    def faults(self) -> list[str]:
        """What the operator should know, a sentence each."""
        if self._nameless and not self.summary.articles:
            return [*self._faults, "the lines name no site; say whose log it is by --site https://news.example/"]
        return self._faults

    def _judged(self, line: bytes) -> Request | None:
        """The request, if a person opened a page by it."""
        self.summary.lines += 1
        request = accesslog.read_line(line.decode(errors="replace"))
        if request is None or request.at > (self._now + AHEAD).timestamp():
            self.summary.broken += 1
            return None
        found = views.verdict(request)
        self.summary.bots += found == "bot"
        self.summary.other += found == "other"
        return request if found == "view" else None

    def _store_batch(self, requests: list[Request], log: str, position: int) -> None:
        votes = list(self._votes(requests))
        weights = views.counted(votes)
        since = self._now - KEEP
        hours = {
            (article, begins): audience
            for (article, hour), audience in views.audiences(votes, weights).items()
            if (begins := datetime.fromtimestamp(3600 * hour, UTC)) > since
        }
        for attempt in range(1, TRIES + 1):
            try:
                with self._store.write(alone=True) as unit:
                    _keep(unit, weights, hours)
                    unit.counters.keep_position(log, position, self._now)
                break
            except StoreConflict:
                if attempt == TRIES:
                    raise
        self.summary.views += len(votes)
        self.summary.articles |= weights.keys()

    def _votes(self, requests: Iterable[Request]) -> Iterator[Vote]:
        """One for each reader, article and hour."""
        asked = [(request, self._address(request)) for request in requests]
        names = {address: (urls.key(address), _own_page(address)) for _, address in asked}
        with self._store.read() as unit:
            known = unit.counters.articles_at({key for key, _ in names.values() if key})
            own = unit.counters.existing({page for _, page in names.values() if page})
        for request, address in asked:
            key, page = names[address]
            article = page if page in own else known.get(key)
            if article is None:
                self.summary.unknown += 1
            elif not self._ballot.first(request, article):
                self.summary.repeated += 1
            else:
                weight = views.CLICK_BACK if self._is_click_back(request, address, own_page=page in own) else 1.0
                visitor = views.mark(request.address, request.agent)
                yield Vote(article, request.at, weight, visitor, views.network(request.address))

    def _address(self, request: Request) -> str:
        """The URL that was asked for; "" where it cannot be told."""
        site = self._site or (f"https://{request.host}/" if request.host else "")
        self._nameless += not site
        return urls.canonical(request.target, site or None) or ""

    def _is_click_back(self, request: Request, address: str, *, own_page: bool) -> bool:
        """Whether one of our feeds or pages sent the reader; where the site itself is at our address that cannot be told."""
        return request.referrer.startswith(self._ours) and (own_page or not urls.same_host(address, self._ours))


def _is_half(line: bytes) -> bool:
    """Whether somebody is still writing the line: it has no end, neither that of a line nor what stands last in every one."""
    if line.endswith(b"\n"):
        return False
    request = accesslog.read_line(line.decode(errors="replace"))
    return request is None or not request.agent


def _own_page(address: str) -> UUID | None:
    match = _STORY.search(address)
    return UUID(match[1]) if match else None


def _keep(unit: Unit, weights: Mapping[UUID, list[tuple[float, float]]], hours: Mapping[tuple[UUID, datetime], Audience]) -> None:
    """An article that was folded into another since it was looked up is none any more."""
    there = unit.counters.existing(weights.keys())
    unit.counters.add(VIEWS, {article: events for article, events in weights.items() if article in there})
    unit.counters.audience({key: audience for key, audience in hours.items() if key[0] in there})


@contextmanager
def _progress(log: LogFile) -> Iterator[Callable[[], None]]:
    """On standard error, and on a terminal only; what is given is to be called now and then."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(log.path, total=log.size or None)
        yield lambda: progress.update(task, completed=log.done)
