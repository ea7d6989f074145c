"""A desk to poll at: a store, its settings and an ingester, with a clock that the test turns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, text

from feedsvc import ingest, ranking, sources
from feedsvc.ingest import Ingester, PageReport, Report
from feedsvc.model import ALL, Article, Source
from feedsvc.store.base import Base
from tests.conftest import NOW, make_settings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from feedsvc.config import Settings
    from feedsvc.store import Store
    from feedsvc.store.pages import Page
    from tests.newsroom import Newsroom

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
HOME = """<!doctype html><html lang="en"><head><title>Harbour Post</title></head><body><main><p>Welcome to the harbour.</p>
<section><h2>Most read</h2><ol>{popular}</ol></section><section><h2>Latest news</h2><ul>{latest}</ul></section></main></body></html>"""


class Here:
    """Reads in the test's own process: the processes that can be killed have tests of their own."""

    read = staticmethod(sources.read)


class Desk:
    """A store, its settings and an ingester, with a clock that the test turns."""

    def __init__(self, store: Store, url: str, folder: Path, declared: list[dict[str, Any]], **tables: Any) -> None:
        self.store, self.url, self.now = store, url, NOW
        self.settings: Settings = make_settings(folder, sources=declared, **{"ingest": {"host_delay": "0s"}, **tables})
        self.ingester = Ingester(store, self.settings, Here())
        ingest.prepare(store, self.settings, self.now)

    def source(self, slug: str) -> Source:
        with self.store.read() as unit:
            return unit.sources.get(slug)

    def poll(self, slug: str, *, planned: bool = True) -> Report:
        self.now += MINUTE
        report = self.ingester.poll(self.source(slug), self.now, planned=planned)
        ranking.rank_all(self.store, self.settings, self.now)
        return report

    def read_pages(self, minutes: float = 1) -> list[PageReport]:
        """Read what waits to be read once this time has passed, host by host, until nothing is left."""
        self.now += minutes * MINUTE
        reports = []
        due = self.now
        while self._left(due):
            reports += [self.ingester.read_page(page, self.now) for page in self._claim(due)]
            self.now += SECOND
        ranking.rank_all(self.store, self.settings, self.now)
        return reports

    def _left(self, due: datetime) -> int:
        with self.store.read() as unit:
            return unit.pages.due(due, [source.id for source in unit.sources.all()])

    def _claim(self, due: datetime) -> list[Page]:
        with self.store.write() as unit:
            return unit.pages.claim(self.now, 5 * MINUTE, 10, due=due)

    def latest(self, section: str = ALL) -> list[Article]:
        with self.store.read() as unit:
            return unit.articles.latest(section, 50)

    def titles(self, section: str = ALL) -> list[str]:
        return [article.title for article in self.latest(section)]

    def trending(self) -> list[str]:
        with self.store.read() as unit:
            return [trend.article.title for trend in unit.trends.current(ALL, 50)]

    def contents(self, *without: str) -> dict[str, list[Any]]:
        """Every row of every table."""
        engine = create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            tables = [table for table in Base.metadata.sorted_tables if table.name not in without]
            rows = {t.name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{t.name}"')))) for t in tables}  # noqa: S608
        engine.dispose()
        return rows


def links(room: Newsroom, *items: tuple[int, str]) -> str:
    return "".join(f'<li><a href="{room.base}/{number}">{title}</a></li>' for number, title in items)
