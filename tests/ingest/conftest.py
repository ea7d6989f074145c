"""A desk and a newsroom for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ingest.desk import Desk
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.store import Store


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as room:
        yield room


@pytest.fixture
def desk(store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path) -> Iterator[Desk]:
    sources = [
        {"slug": "post", "kind": "feed", "url": newsroom.base + "/feed.xml"},
        {"slug": "home", "kind": "page", "url": newsroom.base + "/"},
        {"slug": "dump", "kind": "document", "url": "dump.txt"},
    ]
    opened = Desk(store, store_url, tmp_path, sources, sections=[{"slug": "sea", "title": "Sea", "keywords": ["sea", "harbour"]}])
    yield opened
    opened.ingester.close()
