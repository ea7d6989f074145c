"""Where a source is polled: redirects that stay, sitemaps and their indexes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from feedsvc.ingest import prepare
from feedsvc.model import Failed
from tests.conftest import make_settings
from tests.ingest.desk import Desk
from tests.newsroom import MORNING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.model import Outcome
    from feedsvc.store import Store
    from tests.newsroom import Newsroom

XML = "application/xml"
SPACES = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"


@pytest.fixture
def maps(store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(store, store_url, tmp_path, [{"slug": "maps", "url": newsroom.base + "/sitemap.xml"}])
    yield opened
    opened.ingester.close()


def news(room: Newsroom, *items: tuple[int, str]) -> str:
    urls = "".join(
        f"<url><loc>{room.base}/news/story-number-{number}</loc><news:news><news:publication><news:name>Post</news:name>"
        "<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{(MORNING + timedelta(minutes=number)).isoformat()}</news:publication_date>"
        f"<news:title>{title}</news:title></news:news></url>"
        for number, title in items
    )
    return f"<urlset {SPACES}>{urls}</urlset>"


def index(room: Newsroom, **children: datetime) -> str:
    entries = "".join(
        f"<sitemap><loc>{room.base}/{name}.xml</loc><lastmod>{at.isoformat()}</lastmod></sitemap>" for name, at in children.items()
    )
    return f"<sitemapindex {SPACES}>{entries}</sitemapindex>"


def paths(room: Newsroom) -> list[tuple[str, int]]:
    return [(path, status) for path, status in room.requests if path != "/robots.txt"]


def test_a_permanent_redirect_is_believed_once_it_was_seen_three_times(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    newsroom.pages["/new.xml"] = newsroom.pages.pop("/feed.xml")
    newsroom.moves["/feed.xml"] = (301, "/new.xml")
    for _ in range(3):
        desk.poll("post")
    newsroom.requests.clear()
    desk.poll("post")
    assert newsroom.requests == [("/new.xml", 304)]
    assert desk.source("post").url.endswith("/feed.xml"), "what the operator wrote stays"


def test_what_the_new_place_gave_to_ask_by_is_not_sent_to_the_old_one(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    newsroom.pages["/new.xml"] = newsroom.pages.pop("/feed.xml")
    newsroom.moves["/feed.xml"] = (301, "/new.xml")
    for _ in range(3):
        desk.poll("post")
    newsroom.moves.clear()
    newsroom.pages["/feed.xml"] = newsroom.pages.pop("/new.xml")
    desk.poll("post")
    newsroom.requests.clear()
    assert desk.poll("post").outcome == "unchanged"
    assert newsroom.requests == [("/feed.xml", 200)], "the same bytes, but asked for without another URL's validators"


def test_a_temporary_redirect_is_followed_and_never_believed(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    newsroom.pages["/new.xml"] = newsroom.pages.pop("/feed.xml")
    newsroom.moves["/feed.xml"] = (302, "/new.xml")
    for _ in range(5):
        assert desk.poll("post").outcome != "failed"
    assert paths(newsroom)[-2:] == [("/feed.xml", 302), ("/new.xml", 304)]


def test_where_the_new_place_is_lost_the_declared_one_is_asked_again(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    feed = newsroom.pages["/feed.xml"]
    newsroom.pages["/new.xml"] = newsroom.pages.pop("/feed.xml")
    newsroom.moves["/feed.xml"] = (308, "/new.xml")
    for _ in range(3):
        desk.poll("post")
    del newsroom.pages["/new.xml"]
    newsroom.moves.clear()
    newsroom.pages["/feed.xml"] = feed
    assert desk.poll("post").outcome == "failed"
    assert desk.poll("post").outcome == "unchanged"
    assert desk.titles() == ["First"]


def test_a_news_sitemap_brings_its_articles_with_their_dates(maps: Desk, newsroom: Newsroom) -> None:
    newsroom.show("/sitemap.xml", news(newsroom, (1, "First"), (2, "Second")), XML)
    assert maps.poll("maps").counts.added == 2
    assert [(entry.title, entry.published_at) for entry in maps.latest()] == [
        ("Second", MORNING + timedelta(minutes=2)),
        ("First", MORNING + timedelta(minutes=1)),
    ]


def test_of_an_index_only_the_sitemaps_that_changed_are_read_again(maps: Desk, newsroom: Newsroom) -> None:
    newsroom.show("/sitemap.xml", index(newsroom, a=MORNING, b=MORNING), XML)
    newsroom.show("/a.xml", news(newsroom, (1, "First")), XML)
    newsroom.show("/b.xml", news(newsroom, (2, "Second")), XML)
    assert maps.poll("maps").counts.added == 2
    newsroom.requests.clear()
    maps.poll("maps")
    assert newsroom.requests == [("/sitemap.xml", 304)]

    newsroom.show("/b.xml", news(newsroom, (3, "Third"), (2, "Second")), XML)
    newsroom.show("/sitemap.xml", index(newsroom, a=MORNING, b=MORNING + timedelta(hours=1)), XML)
    newsroom.requests.clear()
    maps.poll("maps")
    assert newsroom.requests == [("/sitemap.xml", 200), ("/b.xml", 200)]
    assert maps.titles() == ["Third", "Second", "First"]


def test_a_sitemap_of_an_index_that_fails_leaves_the_others_and_is_tried_again(maps: Desk, newsroom: Newsroom) -> None:
    newsroom.show("/sitemap.xml", index(newsroom, a=MORNING, b=MORNING), XML)
    newsroom.show("/a.xml", news(newsroom, (1, "First")), XML)
    assert maps.poll("maps").counts.added == 1
    with maps.store.read() as unit:
        assert [poll.outcome for poll in unit.history.of(maps.source("maps").id) if poll.url.endswith("/b.xml")] == ["failed"]
    newsroom.show("/b.xml", news(newsroom, (2, "Second")), XML)
    maps.poll("maps")
    assert paths(newsroom)[-2:] == [("/sitemap.xml", 304), ("/b.xml", 200)]
    assert maps.titles() == ["Second", "First"]


def test_a_sitemap_that_never_answers_does_not_slow_down_the_others(maps: Desk, newsroom: Newsroom) -> None:
    newsroom.show("/sitemap.xml", index(newsroom, a=MORNING, dead=MORNING), XML)
    newsroom.show("/a.xml", news(newsroom, (1, "First")), XML)
    for _ in range(4):
        maps.poll("maps")
    source = maps.source("maps")
    assert (source.failures, source.last_ok_at) == (0, maps.now)
    with maps.store.read() as unit:
        assert len([poll for poll in unit.history.of(source.id) if poll.outcome == "failed"]) == 4, "the history tells of it"


def test_an_index_of_which_no_sitemap_was_ever_had_is_a_failure_that_keeps_to_what_the_server_wants(
    maps: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = newsroom.show("/sitemap.xml", index(newsroom, a=MORNING, b=MORNING), XML)
    fetch = maps.ingester._fetcher.fetch
    busy = {"a": timedelta(hours=2), "b": timedelta(hours=3)}

    def answer(asked: str, *validators: str, **how: Any) -> Outcome:
        return fetch(asked, *validators, **how) if asked == url else Failed("busy", busy[asked[-5]], held=True)

    monkeypatch.setattr(maps.ingester._fetcher, "fetch", answer)
    assert maps.poll("maps").outcome == "failed"
    source = maps.source("maps")
    assert source.failures == 0, "nobody was asked"
    assert source.next_at is not None
    assert source.next_at >= maps.now + timedelta(hours=3)


def test_a_new_address_knows_nothing_of_the_sitemaps_of_the_old_one(maps: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.show("/sitemap.xml", index(newsroom, a=MORNING), XML)
    newsroom.show("/a.xml", news(newsroom, (1, "First")), XML)
    maps.poll("maps")
    newsroom.show("/other.xml", index(newsroom, b=MORNING - timedelta(days=1)), XML)
    newsroom.show("/b.xml", news(newsroom, (2, "Second")), XML)
    prepare(maps.store, make_settings(tmp_path, sources=[{"slug": "maps", "url": newsroom.base + "/other.xml"}]), maps.now)
    assert maps.poll("maps").counts.added == 1
