"""What becomes of article pages that wait or were read, when sites, feeds and operators change their minds."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from feedsvc import ingest
from feedsvc.model import Failed
from tests.conftest import make_settings
from tests.ingest.desk import HOME, MINUTE, Desk, links
from tests.ingest.test_articles import HTML, LATEST, POPULAR, TEXT, article, asked, publish
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.sources.robots import Robots
    from feedsvc.store import Store
    from feedsvc.store.pages import Page


def short(title: str, text: str) -> str:
    """A page that calls itself an article and holds hardly any text."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title><script type='application/ld+json'>"
        f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{title}"}}</script></head>'
        f"<body><main><article><h1>{title}</h1><p>{text}</p></article></main></body></html>"
    )


def pages(room: Newsroom) -> list[str]:
    return [path for path, _ in room.requests if path.strip("/").isdigit()]


def test_a_wall_in_front_of_an_article_takes_nothing_of_its_text(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.show("/1", article(POPULAR[0][1], text=TEXT * 3), HTML)
    desk.poll("home")
    desk.read_pages()
    before = {entry.id: (entry.content_html, entry.updated_at) for entry in desk.latest()}
    walls = ("<html><body><h1>Log in</h1></body></html>", short(POPULAR[0][1], "Log in or subscribe."), short(POPULAR[0][1], TEXT))
    for minutes, wall in zip((31, 61, 121), walls, strict=True):
        newsroom.show("/1", wall, HTML)
        desk.read_pages(minutes)
    assert asked(newsroom, "/1") == [200, 200, 200, 200]
    assert {entry.id: entry.content_html for entry in desk.latest()} == {entry: text for entry, (text, _) in before.items()}


def test_an_article_that_its_publisher_rewrites_under_another_headline_is_as_short_as_it_wants(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    desk.read_pages()
    newsroom.show("/1", short("Retracted: report on the harbour", "This report was wrong and is withdrawn."), HTML)
    desk.read_pages(31)
    (entry,) = [entry for entry in desk.latest() if entry.title.startswith("Retracted")]
    assert "oranges" not in entry.content_html


@pytest.fixture
def always(store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(store, store_url, tmp_path, [{"slug": "post", "url": newsroom.base + "/feed.xml", "pages": "always"}])
    yield opened
    opened.ingester.close()


def claim(desk: Desk) -> list[Page]:
    desk.now += MINUTE
    with desk.store.write() as unit:
        return unit.pages.claim(desk.now, 5 * MINUTE, 9)


def test_what_its_publisher_takes_back_while_its_page_is_on_the_way_stays_away(
    always: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.show_feed((2, "Second story"), (1, "First story"))
    newsroom.show("/2", article("Second story"), HTML)
    always.poll("post")
    (page,) = claim(always)
    assert page.url == f"{newsroom.base}/2"
    reader = always.ingester._pages
    look = reader._look

    def slowly(*args: Any) -> Any:
        seen = look(*args)
        newsroom.show_feed((3, "Third story"), (1, "First story"))
        assert always.poll("post").counts.withdrawn == 1
        return seen

    monkeypatch.setattr(reader, "_look", slowly)
    always.ingester.read_page(page, always.now)
    assert always.titles() == ["Third story", "First story"]


def test_nothing_is_asked_of_a_host_within_the_transaction(desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what keeps the answer would wait for the writer, which waits for the answer."""
    publish(newsroom)
    desk.poll("home")
    fetcher, free = desk.ingester._fetcher, []
    robots = fetcher.robots

    def keeping(url: str, **how: bool) -> Robots:
        def write() -> None:
            with desk.store.write(alone=True):
                free.append(url)

        other = threading.Thread(target=write, daemon=True)
        other.start()
        other.join(5)
        return robots(url, **how)

    monkeypatch.setattr(fetcher, "robots", keeping)
    (page,) = claim(desk)
    desk.ingester.read_page(page, desk.now)
    assert free == [page.url]


def test_a_host_that_was_not_asked_is_not_asked_for_its_pace_either(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(newsroom)
    desk.poll("home")
    (page,) = claim(desk)
    monkeypatch.setattr(desk.ingester._fetcher, "fetch", lambda *_, **__: Failed("busy", timedelta(days=9_000), held=True))
    monkeypatch.setattr(desk.ingester._fetcher, "robots", lambda *_: pytest.fail("asked"))
    assert desk.ingester.read_page(page, desk.now).outcome == "failed"
    monkeypatch.undo()
    desk.read_pages(60 * 24)
    assert asked(newsroom, page.url.removeprefix(newsroom.base)) == [200], "no wish of a server silences it for years"


def redeclared(desk: Desk, folder: Path, newsroom: Newsroom, **changes: Any) -> None:
    sources = [{"slug": "home", "kind": "page", "url": newsroom.base + "/"} | changes]
    desk.settings = make_settings(folder, sources=sources)
    ingest.prepare(desk.store, desk.settings, desk.now)


@pytest.mark.parametrize("change", [{"enabled": False}, {"pages": "never"}])
def test_pages_of_a_source_that_may_not_be_read_any_more_are_left_alone_and_wanted_again_afterwards(
    desk: Desk, newsroom: Newsroom, tmp_path: Path, change: dict[str, Any]
) -> None:
    publish(newsroom)
    desk.poll("home")
    claimed = claim(desk)
    redeclared(desk, tmp_path, newsroom, **change)
    desk.read_pages(60)
    desk.ingester.read_page(claimed[0], desk.now)
    assert len(pages(newsroom)) <= 1, "but for one that was on its way"
    redeclared(desk, tmp_path, newsroom)
    desk.poll("home")
    desk.read_pages()
    assert set(pages(newsroom)) == {f"/{number}" for number, _ in (*POPULAR, *LATEST)}


def test_other_rules_are_tried_on_pages_that_held_no_article_and_on_those_that_did(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    publish(newsroom)
    newsroom.show("/1", "<html><body><p>Log in</p></body></html>", HTML)
    desk.poll("home")
    desk.read_pages()
    assert desk.read_pages(5) == []
    redeclared(desk, tmp_path, newsroom, rules={"remove": "p.advert"})
    desk.poll("home")
    desk.read_pages(31)
    assert asked(newsroom, "/1") == asked(newsroom, "/2") == [200, 200]


def test_headlines_are_read_in_the_order_of_their_list(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    desk.read_pages()
    assert pages(newsroom) == [f"/{number}" for number, _ in (*LATEST, *POPULAR)]


def test_a_stranger_cannot_make_us_ask_for_anothers_pages_again_and_again(
    store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    with open_newsroom() as stranger:
        sources = [{"slug": "home", "kind": "page", "url": newsroom.base + "/"}, {"slug": "stranger", "url": stranger.base + "/feed.xml"}]
        desk = Desk(store, store_url, tmp_path, sources)
        publish(newsroom)
        desk.poll("home")
        desk.read_pages()
        before = len(pages(newsroom))
        for number in range(3):
            newsroom.show_feed(*((n, f"Shocking news, part {number}") for n, _ in LATEST))
            stranger.pages["/feed.xml"] = newsroom.pages.pop("/feed.xml")
            desk.poll("stranger")
            desk.read_pages(0.1)
        assert len(pages(newsroom)) == before
        desk.ingester.close()


def test_a_page_read_once_for_the_command_line_is_not_looked_at_again(
    store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    desk = Desk(store, store_url, tmp_path, [])
    publish(newsroom)
    source = ingest.adhoc(store, newsroom.base + "/")
    desk.poll(source.slug, planned=False)
    desk.read_pages()
    before = pages(newsroom)
    assert len(before) == len(POPULAR) + len(LATEST)
    desk.read_pages(60 * 24)
    assert pages(newsroom) == before
    desk.ingester.close()


def test_a_clock_that_was_wrong_holds_up_no_page(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    now, desk.now = desk.now, desk.now + timedelta(days=300)
    assert len(claim(desk)) == 1
    desk.now = now
    ingest.prepare(desk.store, desk.settings, desk.now)
    assert len(desk.read_pages()) == len(POPULAR) + len(LATEST)


def test_the_page_of_a_file_is_fetched_from_nobody(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    saved = tmp_path / "home.html"
    saved.write_text(HOME.format(popular=links(newsroom, *POPULAR), latest=links(newsroom, *LATEST)))
    source = ingest.adhoc(desk.store, str(saved))
    desk.poll(source.slug, planned=False)
    assert desk.read_pages() == []
    assert newsroom.requests == []
    assert len(desk.titles()) == len(LATEST)
