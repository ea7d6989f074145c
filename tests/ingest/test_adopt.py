"""What discovery found becomes sources: named readably, each address once, due at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedsvc.ingest.adopt import adopt, first_poll, known, new_sections
from feedsvc.model import Fetched
from feedsvc.sources.candidates import Candidate
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.suggestions import SectionIdea
from tests import daily
from tests.conftest import NOW, make_settings
from tests.ingest.desk import MINUTE

if TYPE_CHECKING:
    from pathlib import Path

    from feedsvc.model import Kind
    from feedsvc.store import Store
    from tests.ingest.desk import Desk
    from tests.newsroom import Newsroom

HOME = "https://www.koran-x.co.id/"


def found(path: str, kind: Kind = "feed", section: str = "") -> Candidate:
    return Candidate(HOME + path, kind, "declared", "Koran X", HOME, "id", count=9, section=section)


def test_sources_are_named_after_the_site_and_what_they_are(store: Store, tmp_path: Path) -> None:
    candidates = [found("feed"), found("", "page"), found("sitemap-news.xml", "sitemap"), found("bola/feed", section="Bola"), found("rss2")]
    added = adopt(store, make_settings(tmp_path), candidates, NOW)
    assert [source.slug for source in added] == [
        "koran-x",
        "koran-x-home",
        "koran-x-news-sitemap",
        "koran-x-bola",
        "koran-x-feed",
    ]
    assert {(source.homepage, source.language, source.title) for source in added} == {(HOME, "id", "Koran X")}


def test_all_that_is_taken_of_a_site_has_its_name_whatever_it_is_but_a_section_says_which(store: Store, tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    assert adopt(store, settings, [found("bola/", "page")], NOW)[0].slug == "koran-x-bola"
    assert adopt(store, settings, [found("", "page")], NOW)[0].slug == "koran-x"


def test_they_are_scheduled_and_due_at_once(store: Store, tmp_path: Path) -> None:
    (source,) = adopt(store, make_settings(tmp_path), [found("feed")], NOW)
    assert (source.scheduled, source.next_at, source.kind) == (True, NOW, "feed")


def test_an_address_is_added_once_however_it_is_spelt(store: Store, tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    adopt(store, settings, [found("feed")], NOW)
    again = Candidate("http://koran-x.co.id/feed/", "feed", "guessed")
    assert adopt(store, settings, [again, again], NOW) == []
    assert known(store, settings, [again, found("rss")])[again.url].slug == "koran-x"


def test_a_name_that_is_taken_is_left_to_its_owner(store: Store, tmp_path: Path) -> None:
    settings = make_settings(tmp_path, sources=[{"slug": "koran-x", "url": "https://elsewhere.example/feed"}])
    assert adopt(store, settings, [found("feed")], NOW)[0].slug == "koran-x-feed"


def test_a_site_at_an_address_without_a_name_is_named_after_its_title(store: Store, tmp_path: Path) -> None:
    home = "http://127.0.0.1:8080/"
    feed = Candidate(f"{home}feed", "feed", "given", "Kabar Teluk", home)
    page = Candidate(home, "page", "home", "Kabar Teluk: berita hari ini", home)
    part = Candidate(f"{home}bola/feed", "feed", "declared", "Bola - Kabar Teluk", home, section="Bola")
    added = adopt(store, make_settings(tmp_path), [feed, page, part], NOW)
    assert [source.slug for source in added] == ["kabar-teluk", "kabar-teluk-home", "kabar-teluk-bola"]


def test_a_part_that_is_called_as_the_site_is_says_so_once(store: Store, tmp_path: Path) -> None:
    added = adopt(store, make_settings(tmp_path), [found("feed", section="Koran X"), found("", "page")], NOW)
    assert [source.slug for source in added] == ["koran-x", "koran-x-home"]


def test_what_discovery_fetched_is_stored_at_once_and_not_asked_again(desk: Desk, newsroom: Newsroom) -> None:
    url = newsroom.show_feed((2, "Pier opens"), (1, "Harbour calm"))
    candidate, answer = Candidate(url.replace("/feed.xml", "/again.xml"), "feed", "given", "Post"), fetched(desk, url)
    (source,) = adopt(desk.store, desk.settings, [candidate], desk.now + MINUTE)
    report = first_poll(desk.ingester, source, {source.url: answer}, desk.now)
    assert (report.counts.added, desk.titles()) == (2, ["Pier opens", "Harbour calm"])
    assert desk.source(source.slug).etag == answer.etag
    assert newsroom.requests.count(("/again.xml", 200)) == 0
    planned = desk.source(source.slug).next_at
    assert planned is not None
    assert planned > desk.now + MINUTE, "by its own pace, as after any poll"


def test_neither_an_index_nor_its_sitemap_is_asked_again(desk: Desk, newsroom: Newsroom) -> None:
    index = newsroom.show("/maps.xml", f"<sitemapindex><sitemap><loc>{newsroom.base}/2026.xml</loc></sitemap></sitemapindex>", "text/xml")
    child = newsroom.show("/2026.xml", daily.news_sitemap(newsroom.base, daily.STORIES), "text/xml")
    answers = {url: fetched(desk, url) for url in (index, child)}
    (source,) = adopt(desk.store, desk.settings, [Candidate(index, "sitemap", "robots", "Post")], desk.now)
    asked = len(newsroom.requests)
    assert first_poll(desk.ingester, source, answers, desk.now).counts.added == len(daily.STORIES)
    assert len(newsroom.requests) == asked
    desk.poll(source.slug)
    assert [visit for visit in newsroom.requests[asked:] if visit[0] != "/robots.txt"] == [("/maps.xml", 304), ("/2026.xml", 304)]


def test_what_was_not_kept_is_asked_for(desk: Desk, newsroom: Newsroom) -> None:
    url = newsroom.show("/rss.xml", daily.rss(newsroom.base, daily.STORIES[:1]), daily.RSS)
    (source,) = adopt(desk.store, desk.settings, [Candidate(url, "feed", "given", "Post")], desk.now)
    assert first_poll(desk.ingester, source, {}, desk.now).counts.added == 1


def fetched(desk: Desk, url: str) -> Fetched:
    fetcher = Fetcher(desk.settings)
    outcome = fetcher.fetch(url, written=True)
    fetcher.close()
    assert isinstance(outcome, Fetched)
    return outcome


def test_a_sections_feed_fills_the_declared_section_of_that_name(store: Store, tmp_path: Path) -> None:
    settings = make_settings(tmp_path, sections=[{"slug": "economy", "title": "Economy", "tags": ["ekonomi"]}])
    filed, other = adopt(store, settings, [found("ekonomi/feed", section="Ekonomi"), found("bola/feed", section="Bola")], NOW)
    assert (filed.sections, other.sections) == (("economy",), ())


def test_only_ideas_that_no_section_covers_become_sections() -> None:
    ideas = [SectionIdea("ekonomi", "Ekonomi", ("/ekonomi/*",), ("ekonomi",), "id"), SectionIdea("bola", "Bola", existing="sport")]
    (section,) = new_sections(ideas, "id-ID")
    assert (section.slug, section.language, section.paths, section.tags) == ("ekonomi", "", ("/ekonomi/*",), ("ekonomi",))
    assert new_sections(ideas, "en")[0].language == "id"
