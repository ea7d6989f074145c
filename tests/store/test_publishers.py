"""Sources of one publisher have one vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.orm import Session

from feedsvc.store.publishers import publishers
from feedsvc.store.sources import Declared
from feedsvc.store.tables import SourceRow
from tests.store.drafts import DAY, NOW

if TYPE_CHECKING:
    from feedsvc.store import Store


def test_feeds_and_pages_of_one_site_are_of_one_publisher_whatever_a_feed_says_of_itself(store: Store) -> None:
    addresses = {
        "home": ("https://www.news.example/", None),
        "sport": ("https://sport.news.example/rss", None),
        "elsewhere": ("https://feeds.example/abc", "http://news.example/world/"),
        "other": ("https://feeds.example/xyz", "https://other.example/"),
        "homeless": ("https://feeds.example/nobody", None),
        "claiming": ("https://feeds.example/claims", None),
        "file": ("file:///srv/kabar.txt", None),
        "kabar": ("https://kabar.example/feed", None),
    }
    declared = [Declared(slug, "feed", url, homepage=homepage) for slug, (url, homepage) in addresses.items()]
    with store.write() as unit:
        unit.sources.declare(declared, NOW, DAY)
        claim = unit.sources.get("claiming").id
    with store._engine.begin() as connection:
        connection.execute(update(SourceRow).where(SourceRow.id == claim).values(homepage="https://many.example/"))  # as a feed says itself
    with Session(store._engine) as session:
        found = publishers(session)
    assert found == {
        "home": "news.example",
        "sport": "news.example",
        "elsewhere": "news.example",
        "other": "other.example",
        "homeless": "feeds.example",
        "claiming": "feeds.example",
        "file": "file",
        "kabar": "kabar.example",
    }
