"""A real store with a few articles in it, filled through the store's own doors."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.matching import Teller, settle, story_id
from feedsvc.model import Draft
from feedsvc.store import Store, Unit
from feedsvc.store.sources import Declared
from feedsvc.trending import Place

from .samples import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID


class CountingStore(Store):
    """A store that counts how often it is read."""

    reads = 0

    @contextmanager
    def read(self) -> Iterator[Unit]:
        self.reads += 1
        with super().read() as unit:
            yield unit


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[CountingStore]:
    store = CountingStore.open(f"sqlite:///{tmp_path / 'feedsvc.db'}")
    assert isinstance(store, CountingStore)
    store.migrate()
    declare(store)
    yield store
    store.close()


def declare(store: Store, now: datetime = NOON) -> None:
    with store.write() as unit:
        unit.sources.declare(
            [Declared("kabar-rimba", "feed", "https://kabar.example/feed", "Kabar Rimba", "https://kabar.example/")], now, timedelta(days=1)
        )
        unit.revisions.declare(["all", "dunia", "sport"], now)


def publish(store: Store, title: str, now: datetime) -> UUID:
    """One more article in "all" and "dunia"."""
    with store.write() as unit:
        source = unit.sources.get("kabar-rimba")
        draft = Draft(title, f"https://kabar.example/{title}", "Ringkasan.", "<p>Isi berita.</p>", published=now)
        state = settle(draft, None, Teller(source.id, source.slug), now)
        unit.articles.save([state], {state.id: frozenset({"all", "dunia"})})
        unit.revisions.bump({("all", "latest"), ("dunia", "latest")}, now)
    return state.id


def rank(store: Store, articles: list[UUID], now: datetime) -> None:
    """Make Trending of everything be these articles, in this order."""
    with store.write() as unit:
        places = [Place(story_id(article), article, number, 1 / number, (f"no. {number}",)) for number, article in enumerate(articles, 1)]
        if unit.trends.replace("all", places, now, now, ""):
            unit.revisions.bump({("all", "trending")}, now)
