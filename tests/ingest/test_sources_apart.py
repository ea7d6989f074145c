"""What one source does to another's articles, and what a change of its address, its kind or its order does to its own."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from feedsvc import ingest
from feedsvc.ingest import Ingester
from feedsvc.model import ALL
from tests.conftest import make_settings
from tests.ingest.desk import HOME, Desk, Here, links
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.store import Store

MINUTE = timedelta(minutes=1)


@pytest.fixture
def stranger() -> Iterator[Newsroom]:
    with open_newsroom() as room:
        yield room


@pytest.fixture
def two(store: Store, store_url: str, newsroom: Newsroom, stranger: Newsroom, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a newsroom's feed and a stranger's, which may list the same articles."""
    sources = [{"slug": "post", "url": f"{newsroom.base}/feed.xml"}, {"slug": "stranger", "url": f"{stranger.base}/feed.xml"}]
    opened = Desk(store, store_url, tmp_path, sources)
    yield opened
    opened.ingester.close()


def echo(room: Newsroom, other: Newsroom, *items: tuple[int, str]) -> None:
    """Show the other's items as one's own."""
    other_feed = other.pages.get("/feed.xml")
    other.show_feed(*items)
    room.pages["/feed.xml"] = other.pages.pop("/feed.xml")
    if other_feed:
        other.pages["/feed.xml"] = other_feed


def test_a_stranger_takes_back_no_articles_of_others(two: Desk, newsroom: Newsroom, stranger: Newsroom) -> None:
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    two.poll("post")
    echo(stranger, newsroom, (3, "Third"), (2, "Second"), (1, "First"))
    two.poll("stranger")
    newsroom.show_feed((6, "Sixth"), (5, "Fifth"), (4, "Fourth"))
    two.poll("post")
    echo(stranger, newsroom, (1, "First"))
    two.poll("stranger")
    assert two.titles() == ["Sixth", "Fifth", "Fourth", "Third", "Second", "First"]


def test_a_stranger_cannot_keep_what_its_publisher_takes_back(two: Desk, newsroom: Newsroom, stranger: Newsroom) -> None:
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    two.poll("post")
    echo(stranger, newsroom, (2, "HACKED"))
    two.poll("stranger")
    newsroom.show_feed((3, "Third"), (1, "First"))
    two.poll("post")
    assert two.titles() == ["Third", "First"]
    echo(stranger, newsroom, (2, "HACKED again"))
    two.poll("stranger")
    assert two.titles() == ["Third", "First"]


def test_the_publisher_takes_over_what_a_stranger_told_first(two: Desk, newsroom: Newsroom, stranger: Newsroom) -> None:
    echo(stranger, newsroom, (1, "HACKED"))
    two.poll("stranger")
    newsroom.show_feed((1, "First"))
    two.poll("post")
    assert two.titles() == ["First"]
    assert two.latest()[0].source.slug == "post"


def redeclared(desk: Desk, tmp_path: Path, **changes: Any) -> None:
    source = {"slug": "post", "kind": "feed", "url": desk.source("post").url} | changes
    desk.settings = make_settings(tmp_path, sources=[source])
    ingest.prepare(desk.store, desk.settings, desk.now)


def test_a_new_address_takes_nothing_back(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    desk.poll("post")
    newsroom.show_feed((9, "Ninth"), (0, "Zeroth"))
    newsroom.pages["/new.xml"] = newsroom.pages.pop("/feed.xml")
    redeclared(desk, tmp_path, url=f"{newsroom.base}/new.xml")
    assert desk.poll("post").counts.withdrawn == 0
    assert desk.titles() == ["Ninth", "Third", "Second", "First", "Zeroth"]


def test_the_ranks_of_a_page_end_when_its_source_becomes_a_feed(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    popular = [(n, f"Popular story number {n} of the day") for n in (1, 2, 3)]
    newsroom.show("/", HOME.format(popular=links(newsroom, *popular), latest=""), "text/html")
    redeclared(desk, tmp_path, kind="page", url=f"{newsroom.base}/")
    desk.poll("post")
    assert len(desk.trending()) == 3
    newsroom.show_feed((9, "Ninth"))
    redeclared(desk, tmp_path, kind="feed", url=f"{newsroom.base}/feed.xml")
    desk.poll("post")
    assert desk.trending() == ["Ninth"], "no list stands any more, so the newest stand in"


def test_an_item_pinned_to_the_foot_of_a_feed_is_not_its_end(desk: Desk, newsroom: Newsroom) -> None:
    pinned = (-60 * 24 * 300, "About this feed")
    newsroom.show_feed(*((n, f"Story {n}") for n in range(8, 0, -1)), pinned)
    desk.poll("post")
    newsroom.show_feed(*((n, f"Story {n}") for n in range(11, 3, -1)), pinned)
    assert desk.poll("post").counts.withdrawn == 0
    assert len(desk.titles()) == 12


def test_an_item_that_could_not_be_read_takes_nothing_back(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    desk.poll("post")
    media_type, body = newsroom.pages["/feed.xml"]
    newsroom.pages["/feed.xml"] = (media_type, body.replace(b"<title>Second</title>", b"").replace(b"Second, told in a sentence.", b""))
    assert desk.poll("post").counts.withdrawn == 0
    assert "Second" in desk.titles()


def test_a_new_title_of_a_source_moves_every_revision(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.show_feed((1, "First"))
    desk.poll("post")

    def numbers() -> dict[Any, int]:
        with desk.store.read() as unit:
            return {key: revision.number for key, revision in unit.revisions.all().items()}

    before = numbers()
    redeclared(desk, tmp_path, title="The Harbour Post")
    after = numbers()
    assert all(after[key] > before[key] for key in before)
    redeclared(desk, tmp_path, title="The Harbour Post")
    assert numbers() == after


def test_a_takeover_that_changes_only_the_publisher_is_seen(desk: Desk, newsroom: Newsroom) -> None:
    """The publisher and the place in Latest are visible, so the revision has to move with them."""
    latest = [(n, f"Fresh story number {n} of the day") for n in (7, 8, 9)]
    newsroom.show("/", HOME.format(popular="", latest=links(newsroom, *latest)), "text/html")
    desk.poll("home")

    def number() -> int:
        with desk.store.read() as unit:
            return unit.revisions.all()[(ALL, "latest")].number

    before = number()
    newsroom.show_feed(*reversed(latest))
    desk.poll("post")
    assert number() == before + 1


def test_feeds_that_share_all_their_items_can_be_polled_at_the_same_time(store: Store, newsroom: Newsroom, tmp_path: Path) -> None:
    """Whoever comes second waits or tries again; nobody is lost to a deadlock, and no article is doubled."""
    count, items = 6, [(n, f"Story {n} of the day") for n in range(40)]
    for number in range(count):
        newsroom.show_feed(*(items if number % 2 else items[::-1]))
        newsroom.pages[f"/{number}.xml"] = newsroom.pages.pop("/feed.xml")
    sources = [{"slug": f"s{n}", "kind": "feed", "url": f"{newsroom.base}/{n}.xml"} for n in range(count)]
    settings = make_settings(tmp_path, sources=sources)
    now = Desk(store, "", tmp_path, sources).now
    ingester, outcomes = Ingester(store, settings, Here()), []
    with store.read() as unit:
        found = unit.sources.all()
    threads = [threading.Thread(target=lambda s=s: outcomes.append(ingester.poll(s, now).outcome)) for s in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ingester.close()
    assert len(outcomes) == count
    assert "failed" not in outcomes
    with store.read() as unit:
        assert len(unit.articles.latest(ALL, 200)) == len(items)
