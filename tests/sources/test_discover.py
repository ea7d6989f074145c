"""What is found at the address of a site, in how many requests, and what is recommended: against a real server on the loopback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from feedsvc.model import Exchange, Failed, Harvest, Section
from feedsvc.sources import read
from feedsvc.sources.discover import MAX_REQUESTS, Discovery, discover
from feedsvc.sources.fetch import Fetcher
from tests import daily
from tests.conftest import NOW, make_settings
from tests.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Desk:
    """A site, and discovery on it."""

    room: Newsroom
    fetcher: Fetcher

    def __call__(self, path: str = "/", declared: tuple[Section, ...] = ()) -> Discovery:
        return discover(
            self.room.base + path,
            fetch=lambda url: self.fetcher.fetch(url, written=True),
            read=lambda fetched, kind: read(fetched, kind, now=NOW),
            robots=lambda url: self.fetcher.robots(url, written=True).sitemaps,
            now=NOW,
            declared=declared,
        )

    def paths(self, found: Discovery) -> dict[str, str]:
        """The recommended addresses and why."""
        return {one.url.removeprefix(self.room.base): one.reason for one in found.recommended}

    def reason(self, found: Discovery, path: str) -> str:
        return next(one.reason for one in found.candidates if one.url == self.room.base + path)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_newsroom() as room:
        fetcher = Fetcher(make_settings(tmp_path, ingest={"host_delay": "0s"}))
        yield Desk(room, fetcher)
        fetcher.close()


def sitemap_in_robots(room: Newsroom, path: str) -> None:
    room.show("/robots.txt", f"User-agent: *\nDisallow:\nSitemap: {room.base}{path}\n", "text/plain")


class TestFeeds:
    def test_the_full_text_feed_is_preferred_to_its_twin_and_the_page_is_taken_for_its_box(self, desk: Desk) -> None:
        head = daily.feed_link("/atom.xml", "atom") + daily.feed_link("/rss.xml") + daily.feed_link("/comments/feed/", title="Komentar")
        daily.publish(desk.room, head=head)
        desk.room.show("/atom.xml", daily.atom(desk.room.base, daily.STORIES), "application/atom+xml")
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES, full=True), daily.RSS)
        found = desk()
        assert desk.paths(found) == {
            "/rss.xml": "full texts of 9 articles: no page need be fetched",
            "/": 'its box "Terpopuler" says what is trending',
        }
        assert desk.reason(found, "/atom.xml") == f"the same articles as {desk.room.base}/rss.xml, as summaries only"
        assert (found.title, found.language) == ("Kabar Teluk", "id")

    def test_a_candidate_tells_enough_to_choose_by(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"))
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        feed, home = desk().candidates
        assert (feed.kind, feed.count, feed.full_texts) == ("feed", 9, 0.0)
        assert (feed.newest, feed.oldest) == (daily.STORIES[0].at, daily.STORIES[-1].at)
        assert feed.samples == tuple(story.title for story in daily.STORIES[:3])
        assert feed.homepage == home.homepage == f"{desk.room.base}/"
        assert [(box.kind, box.heading, box.count) for box in home.popular] == [("popular", "Terpopuler", 5)]

    def test_readers_comments_are_never_asked_for_and_a_podcast_is_not_recommended(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/comments/feed") + daily.feed_link("/siniar.xml"), popular=False)
        sound = "<enclosure url='/a.mp3' type='audio/mpeg' length='9'/><pubDate>"
        desk.room.show("/siniar.xml", daily.rss(desk.room.base, daily.STORIES).replace("<pubDate>", sound), daily.RSS)
        found = desk()
        assert "podcast" in desk.reason(found, "/siniar.xml")
        assert not any("comments" in path for path, _ in desk.room.requests)

    def test_a_feed_that_only_a_link_or_a_page_about_feeds_names_is_found(self, desk: Desk) -> None:
        daily.publish(desk.room, head="<link rel='help' href='/tentang-rss'>")
        desk.room.show("/tentang-rss", "<html><body><h1>RSS</h1><p>Kami</p><a href='/umpan/semua.rss'>Semua</a></body></html>", daily.HTML)
        desk.room.show("/umpan/semua.rss", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        assert "/umpan/semua.rss" in desk.paths(desk())

    def test_a_feed_at_a_usual_path_is_found_and_guessing_ends_there(self, desk: Desk) -> None:
        daily.publish(desk.room)
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        assert "/rss.xml" in desk.paths(desk())
        asked = [path for path, _ in desk.room.requests]
        assert asked == ["/robots.txt", "/", "/feed", "/rss", "/rss.xml"]

    def test_an_abandoned_feed_is_not_recommended(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"))
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES).replace("2026", "2019"), daily.RSS)
        found = desk()
        assert "given up" in desk.reason(found, "/rss.xml")
        assert "/rss.xml" not in desk.paths(found)

    def test_without_a_feed_of_the_site_those_of_its_sections_are_taken(self, desk: Desk) -> None:
        daily.publish(desk.room, popular=False)
        for slug, label in daily.SECTIONS:
            desk.room.show(f"/{slug}/", daily.page(daily.of(slug), head=daily.feed_link(f"/{slug}/rss"), popular=False), daily.HTML)
            desk.room.show(f"/{slug}/rss", daily.rss(desk.room.base, daily.of(slug), title=label), daily.RSS)
        found = desk()
        assert set(desk.paths(found)) == {"/ekonomi/rss", "/olahraga/rss", "/harbour/rss"}
        assert {one.section for one in found.recommended} == {"Ekonomi", "Olahraga", "Harbour"}


class TestSitemaps:
    def test_one_with_articles_that_the_feed_lacks_is_taken_too(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"), popular=False)
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES[::2]), daily.RSS)
        sitemap_in_robots(desk.room, "/sitemap-news.xml")
        desk.room.show("/sitemap-news.xml", daily.news_sitemap(desk.room.base, daily.STORIES), daily.XML)
        assert desk.paths(desk())["/sitemap-news.xml"] == "has 4 articles that the feed lacks"

    def test_one_that_repeats_the_feed_is_not(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"), popular=False)
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        sitemap_in_robots(desk.room, "/sitemap-news.xml")
        desk.room.show("/sitemap-news.xml", daily.news_sitemap(desk.room.base, daily.STORIES[:4]), daily.XML)
        assert set(desk.paths(desk())) == {"/rss.xml"}

    def test_without_a_feed_the_news_sitemap_of_an_index_is_the_source(self, desk: Desk) -> None:
        daily.publish(desk.room, popular=False)
        sitemap_in_robots(desk.room, "/index.xml.gz")
        names = "".join(f"<sitemap><loc>{desk.room.base}/{name}.xml</loc></sitemap>" for name in ("pages", "news", "tags"))
        desk.room.show("/index.xml.gz", f"<sitemapindex>{names}</sitemapindex>", daily.XML)
        desk.room.show("/news.xml", daily.news_sitemap(desk.room.base, daily.STORIES), daily.XML)
        found = desk()
        assert desk.paths(found) == {"/news.xml": "headlines and dates of 9 articles; their pages are fetched for the texts"}
        assert not {"/pages.xml", "/tags.xml"} & {path for path, _ in desk.room.requests}

    def test_the_index_is_the_source_where_its_sitemaps_are_numbered(self, desk: Desk) -> None:
        daily.publish(desk.room, popular=False)
        sitemap_in_robots(desk.room, "/maps.xml")
        desk.room.show("/maps.xml", f"<sitemapindex><sitemap><loc>{desk.room.base}/2026-11.xml</loc></sitemap></sitemapindex>", daily.XML)
        desk.room.show("/2026-11.xml", daily.news_sitemap(desk.room.base, daily.STORIES), daily.XML)
        assert set(desk.paths(desk())) == {"/maps.xml"}


class TestPages:
    def test_a_site_with_pages_only_is_read_from_them(self, desk: Desk) -> None:
        daily.publish(desk.room)
        found = desk()
        assert next(iter(desk.paths(found))) == "/"
        assert set(desk.paths(found)) == {"/", "/ekonomi/", "/olahraga/", "/harbour/"}

    def test_a_front_page_without_articles_still_says_what_the_site_is_called(self, desk: Desk) -> None:
        daily.publish(desk.room)
        desk.room.show("/", daily.page((), popular=False), daily.HTML)
        found = desk()
        assert found.title == "Kabar Teluk"
        assert {one.title for one in found.recommended} == {"Ekonomi - Kabar Teluk", "Olahraga - Kabar Teluk", "Harbour - Kabar Teluk"}
        assert {one.site for one in found.recommended} == {"Kabar Teluk"}

    def test_an_article_leads_to_its_site_and_is_no_source_itself(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"))
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        found = desk(daily.STORIES[0].path)
        assert set(desk.paths(found)) == {"/rss.xml", "/"}
        assert not any(one.url.endswith(daily.STORIES[0].path) for one in found.candidates)

    def test_a_section_asked_for_is_all_that_is_recommended(self, desk: Desk) -> None:
        head = daily.feed_link("/rss.xml") + daily.feed_link("/ekonomi/feed")
        daily.publish(desk.room, head=head)
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        desk.room.show("/ekonomi/feed", daily.rss(desk.room.base, daily.of("ekonomi"), title="Ekonomi"), daily.RSS)
        found = desk("/ekonomi/")
        assert set(desk.paths(found)) == {"/ekonomi/feed"}
        assert desk.reason(found, "/rss.xml") == "the whole site, not /ekonomi alone"

    def test_the_front_page_by_another_name_is_the_whole_site(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"))
        desk.room.show("/index.html", daily.page(daily.STORIES, head=daily.feed_link("/rss.xml")), daily.HTML)
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        assert "/rss.xml" in desk.paths(desk("/index.html"))

    def test_a_feed_asked_for_brings_the_home_page_with_its_box(self, desk: Desk) -> None:
        daily.publish(desk.room)
        desk.room.show("/umpan", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        assert set(desk.paths(desk("/umpan"))) == {"/umpan", "/"}


class TestSections:
    def test_those_of_the_navigation_are_suggested_with_their_paths_and_counts(self, desk: Desk) -> None:
        daily.publish(desk.room)
        ideas = desk(declared=(Section("economy", "Economy", tags=("ekonomi",)),)).sections
        assert [(idea.slug, idea.title, idea.paths, idea.count) for idea in ideas] == [
            ("economy", "Ekonomi", ("/ekonomi/*",), 3),
            ("olahraga", "Olahraga", ("/olahraga/*",), 3),
            ("harbour", "Harbour", ("/harbour/*",), 3),
        ]
        assert [idea.existing_title for idea in ideas] == ["Economy", "", ""]
        assert ideas[0].uncovered == ("/ekonomi/*",)


class TestManners:
    def test_nothing_is_asked_twice_nor_more_than_is_allowed(self, desk: Desk) -> None:
        links = "".join(f"<a href='/umpan/{n}.rss'>Umpan {n}</a>" for n in range(60))
        desk.room.show("/", f"<html><body><p>Tidak ada berita di sini hari ini.</p>{links}</body></html>", daily.HTML)
        found = desk()
        asked = [path for path, _ in desk.room.requests if path != "/robots.txt"]
        assert len(asked) == len(set(asked)) <= MAX_REQUESTS
        assert not found.candidates
        assert [one.url.removeprefix(desk.room.base) for one in found.tried] == asked

    def test_nothing_is_guessed_and_no_section_looked_at_where_a_feed_is_declared(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"))
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        assert [idea.slug for idea in desk().sections] == ["ekonomi", "olahraga", "harbour"]
        assert [path for path, _ in desk.room.requests] == ["/robots.txt", "/", "/rss.xml"]

    def test_nothing_is_guessed_where_robots_txt_names_a_news_sitemap(self, desk: Desk) -> None:
        daily.publish(desk.room)
        sitemap_in_robots(desk.room, "/kabar.xml")
        desk.room.show("/kabar.xml", daily.news_sitemap(desk.room.base, daily.STORIES), daily.XML)
        assert set(desk.paths(desk())) == {"/kabar.xml", "/"}
        assert [path for path, _ in desk.room.requests] == ["/robots.txt", "/", "/kabar.xml"]

    def test_beside_a_feed_no_sitemap_without_headlines_is_fetched(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/rss.xml"))
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        sitemap_in_robots(desk.room, "/wp-sitemap.xml")
        posts = f"<sitemap><loc>{desk.room.base}/wp-sitemap-posts-post-1.xml</loc></sitemap>"
        desk.room.show("/wp-sitemap.xml", f"<sitemapindex>{posts}</sitemapindex>", daily.XML)
        desk()
        assert [path for path, _ in desk.room.requests] == ["/robots.txt", "/", "/rss.xml", "/wp-sitemap.xml"]

    def test_what_was_fetched_is_handed_over_under_the_address_to_ask_in_future(self, desk: Desk) -> None:
        daily.publish(desk.room, head=daily.feed_link("/old.xml"))
        desk.room.moves["/old.xml"] = (301, "/rss.xml")
        desk.room.show("/rss.xml", daily.rss(desk.room.base, daily.STORIES), daily.RSS)
        found = desk()
        assert {one.url for one in found.candidates} == set(found.answers)
        answer = found.answers[desk.room.base + "/rss.xml"]
        assert (answer.exchange.moved, answer.url) == ("", desk.room.base + "/rss.xml")

    def test_a_site_whose_robots_txt_forbids_it_is_left_alone(self, desk: Desk) -> None:
        daily.publish(desk.room)
        desk.room.show("/robots.txt", "User-agent: feedsvc\nDisallow: /\n", "text/plain")
        found = desk()
        assert "robots.txt" in found.refusal
        assert not found.candidates
        assert [path for path, _ in desk.room.requests] == ["/robots.txt"]

    def test_a_site_that_refuses_again_and_again_is_asked_no_more(self) -> None:
        asked: list[str] = []

        def refuse(url: str) -> Failed:
            asked.append(url)
            return Failed("answered 403 Forbidden", exchange=Exchange(status=403))

        found = discover("https://kabar.example/", fetch=refuse, read=lambda *_: Harvest("page"), robots=lambda _: (), now=NOW)
        assert len(asked) == 4
        assert (found.refusal, found.candidates) == ("answered 403 Forbidden", ())
