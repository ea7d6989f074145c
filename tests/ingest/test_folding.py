"""Two stored articles that turn out to be one: whatever referred to either refers to the one that is left, and nobody else can do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedsvc.model import ALL
from tests.ingest.desk import HOME, Desk, links
from tests.ingest.test_articles import HTML, POPULAR, TEXT, article, asked, publish
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.model import ListName, Revision
    from feedsvc.store import Store


def item(room: Newsroom, title: str, path: str, also: str = "") -> str:
    """``also`` is a further address of it."""
    guid = f"<guid isPermaLink='true'>{room.base}{also}</guid>" if also else ""
    return f"<item><title>{title}</title><link>{room.base}{path}</link>{guid}</item>"


def show(room: Newsroom, *items: str, path: str = "/feed.xml") -> None:
    room.show(path, f"<rss version='2.0'><channel><title>Harbour Post</title>{''.join(items)}</channel></rss>", "application/rss+xml")


def revisions(desk: Desk) -> dict[tuple[str, ListName], Revision]:
    with desk.store.read() as unit:
        return dict(unit.revisions.all())


def test_chains_of_three_become_one_each_under_the_id_known_longest(desk: Desk, newsroom: Newsroom) -> None:
    chains = range(6)
    first = [item(newsroom, f"Tide table number {n} is out", f"/{n}/c") for n in chains]
    second = [item(newsroom, f"Lock keeper number {n} retires", f"/{n}/b") for n in chains]
    third = [item(newsroom, f"Pilot boat number {n} sails", f"/{n}/a") for n in chains]
    show(newsroom, *first)
    desk.poll("post")
    ids = {entry.id for entry in desk.latest()}
    show(newsroom, *first, *second)
    desk.poll("post")
    show(newsroom, *first, *second, *third)
    desk.poll("post")
    assert len(desk.titles()) == 3 * len(chains)
    joins = [item(newsroom, f"Pilot boat number {n} sails", f"/{n}/a", f"/{n}/b") for n in chains]
    more = [item(newsroom, f"Lock keeper number {n} retires", f"/{n}/b/", f"/{n}/c") for n in chains]
    show(newsroom, *joins, *more)
    assert desk.poll("post").outcome == "new"
    assert {entry.id for entry in desk.latest()} == ids
    before = desk.contents("source", "poll", "article_source")
    newsroom.show("/feed.xml", newsroom.pages["/feed.xml"][1] + b"<!-- as before -->", "application/rss+xml")
    assert desk.poll("post").outcome == "unchanged"
    assert desk.contents("source", "poll", "article_source") == before


def test_a_fold_moves_each_list_that_showed_either_once_and_no_other(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, item(newsroom, "Storm at sea tonight", "/a"))
    desk.poll("post")
    show(newsroom, item(newsroom, "Mayor resigns", "/b"), item(newsroom, "Storm at sea tonight", "/a"))
    desk.poll("post")
    before = revisions(desk)
    show(newsroom, item(newsroom, "Storm at sea tonight", "/a", "/b"))
    desk.poll("post")
    moved = {key: revision.number - before[key].number for key, revision in revisions(desk).items()}
    assert moved[(ALL, "latest")] == 1
    assert desk.titles() == desk.titles("sea") == ["Storm at sea tonight"]


def test_a_page_is_looked_at_again_after_its_article_became_one_with_another(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.show_feed((7, "Harbour opens"))
    desk.poll("post")
    newsroom.show("/1", article("Harbour opens again after repairs", canonical=f"{newsroom.base}/7"), HTML)
    desk.poll("home")
    desk.read_pages()
    newsroom.show("/1", article("Harbour opens again, and closes at once", canonical=f"{newsroom.base}/7"), HTML)
    desk.read_pages(31)
    assert asked(newsroom, "/1") == [200, 200]
    assert "Harbour opens again, and closes at once" in desk.titles()


def test_a_site_that_calls_all_its_pages_by_one_address_keeps_its_articles_apart(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    texts = ("ships and oranges", "whales and their songs", "stalls of fish and bread")
    for (number, title), text in zip(POPULAR, texts, strict=True):
        newsroom.show(f"/{number}", article(title, canonical=f"{newsroom.base}/story", text=f"This is about {text}. " * 9), HTML)
    desk.poll("home")
    desk.read_pages()
    shown = {entry.title: entry.content_html for entry in desk.latest()}
    assert all(text in shown[title] for (_, title), text in zip(POPULAR, texts, strict=True))
    desk.read_pages(31)
    assert {entry.title: entry.content_html for entry in desk.latest()} == shown


@pytest.fixture
def stranger() -> Iterator[Newsroom]:
    with open_newsroom() as room:
        yield room


@pytest.fixture
def two(store: Store, store_url: str, newsroom: Newsroom, stranger: Newsroom, tmp_path: Path) -> Iterator[Desk]:
    """A desk with the feeds of a newsroom, of a second desk of its own, and of a stranger."""
    sources = [
        {"slug": "post", "url": f"{newsroom.base}/feed.xml"},
        {"slug": "sport", "url": f"{newsroom.base}/sport.xml"},
        {"slug": "stranger", "url": f"{stranger.base}/feed.xml"},
    ]
    opened = Desk(store, store_url, tmp_path, sources)
    yield opened
    opened.ingester.close()


def test_what_stands_in_a_list_under_one_of_its_addresses_stands_there_still(two: Desk, newsroom: Newsroom) -> None:
    """The one source of the other list takes nothing back that this one still shows."""
    newsroom.show_feed((1, "Ferry race ends in fog"))
    two.poll("post")
    newsroom.show_feed((2, "Fog ends the ferry race"), (1, "Ferry race ends in fog"))
    newsroom.pages["/sport.xml"] = newsroom.pages["/feed.xml"]
    two.poll("sport")
    newsroom.show_feed((2, "Fog ends the ferry race"))
    newsroom.pages["/sport.xml"] = newsroom.pages["/feed.xml"]
    two.poll("sport")  # the first has scrolled off: it still stands in the second one's list only
    show(newsroom, item(newsroom, "Ferry race ends in fog", "/1", "/2"))
    two.poll("post")
    with two.store.read() as unit:
        (entry,) = two.latest()
        assert unit.articles.listed(two.source("sport").id) == {entry.id}


def test_a_stranger_can_join_no_articles_of_others(two: Desk, newsroom: Newsroom, stranger: Newsroom) -> None:
    newsroom.show_feed((2, "Second story of the day"), (1, "First story of the day"))
    two.poll("post")
    show(stranger, item(newsroom, "HACKED", "/1", "/2"))
    two.poll("stranger")
    assert two.titles() == ["Second story of the day", "First story of the day"]


@pytest.mark.parametrize("cache", ["https://harbour-example.cdn.ampproject.org/c/s/", "https://www.google.com/amp/s/"])
def test_nobody_takes_an_article_by_its_address_in_a_cache_of_amp_pages(store: Store, store_url: str, tmp_path: Path, cache: str) -> None:
    """Whoever comes first: the article is its publisher's, under its publisher's address."""
    link = "https://harbour.example/2026/ferry-late"
    sources = [{"slug": "post", "url": "post.xml", "homepage": "https://harbour.example/"}]
    sources.append({"slug": "stranger", "url": "stranger.xml", "homepage": "https://stranger.example/"})
    desk = Desk(store, store_url, tmp_path, sources)
    rss = "<rss version='2.0'><channel><title>X</title><item><title>{}</title><link>{}</link></item></channel></rss>"
    (tmp_path / "stranger.xml").write_text(rss.format("HACKED", link.replace("https://", cache)))
    (tmp_path / "post.xml").write_text(rss.format("Ferry is late", link))
    for slug in ("stranger", "post", "stranger"):
        desk.poll(slug)
    assert [(entry.title, entry.url, entry.source.slug) for entry in desk.latest()] == [("Ferry is late", link, "post")]
    desk.ingester.close()


def test_the_better_of_two_texts_is_left(desk: Desk, newsroom: Newsroom) -> None:
    """One that a feed told in a line, the other in full: they are one, and the text is there."""
    full = f"<description><![CDATA[<p>{TEXT * 4}</p>]]></description>"
    show(newsroom, item(newsroom, "Ferry race ends in fog", "/1"))
    desk.poll("post")
    show(
        newsroom,
        item(newsroom, "Fog ends ferry race", "/2").replace("</item>", full + "</item>"),
        item(newsroom, "Ferry race ends in fog", "/1"),
    )
    desk.poll("post")
    show(newsroom, item(newsroom, "Ferry race ends in fog", "/1", "/2"))
    desk.poll("post")
    (entry,) = desk.latest()
    assert "oranges" in entry.summary + entry.content_html


def test_the_first_telling_of_a_poll_counts_whatever_is_joined_by_the_second(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, item(newsroom, "Ferry race ends in fog", "/1"))
    desk.poll("post")
    show(newsroom, item(newsroom, "Fog ends the race", "/2"), item(newsroom, "Ferry race ends in fog", "/1"))
    desk.poll("post")
    show(newsroom, item(newsroom, "Fog: the race is over", "/2"), item(newsroom, "Fog ends it", "/1", "/2/"))
    desk.poll("post")
    assert desk.titles() == ["Fog: the race is over"]
    newsroom.show("/feed.xml", newsroom.pages["/feed.xml"][1] + b"<!-- as before -->", "application/rss+xml")
    assert desk.poll("post").outcome == "unchanged"


def test_ranks_of_both_are_ranks_of_the_one_in_every_box(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    boxes = "".join(
        f"<section><h2>{heading}</h2><ol>{links(newsroom, *items)}</ol></section>"
        for heading, items in (("Most read", POPULAR), ("Most shared", POPULAR[::-1]))
    )
    newsroom.show("/", HOME.replace("<section><h2>Most read</h2><ol>{popular}</ol></section>", boxes).format(latest=""), HTML)
    newsroom.show("/1", article(POPULAR[0][1]), HTML)
    newsroom.show("/2", article(POPULAR[0][1], canonical=f"{newsroom.base}/1"), HTML)
    desk.poll("home")
    desk.read_pages()
    assert sorted(desk.trending()) == sorted([POPULAR[0][1], POPULAR[2][1]])
    newsroom.show("/", newsroom.pages["/"][1] + b"<!-- as before -->", HTML)
    desk.poll("home")
    newsroom.show("/", newsroom.pages["/"][1] + b"<!-- as before -->", HTML)
    assert desk.poll("home").outcome == "unchanged"
    assert sorted(desk.trending()) == sorted([POPULAR[0][1], POPULAR[2][1]])
