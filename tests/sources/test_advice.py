"""Which candidates are recommended, and the sentence that says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from feedsvc.sources.advice import advise
from feedsvc.sources.candidates import BoxSeen, Candidate, covered
from tests.conftest import NOW

SITE = "https://kabar.example"


def made(path: str, numbers: range, **values: object) -> Candidate:
    """A candidate whose article n is n hours old."""
    articles = {f"{SITE}/berita/{n}": NOW - timedelta(hours=n) for n in numbers}
    dates: list[datetime | None] = [*sorted(articles.values())] or [None]
    given = {
        "kind": "feed",
        "way": "declared",
        "count": len(articles),
        "newest": dates[-1],
        "oldest": dates[0],
        "articles": articles,
    } | values
    return Candidate(url=SITE + path, **given)  # type: ignore[arg-type]


def taken(*candidates: Candidate, scope: str = "") -> list[str]:
    return [one.url.removeprefix(SITE) for one in advise(candidates, NOW, scope) if one.recommended]


def reason(path: str, *candidates: Candidate) -> str:
    return next(one.reason for one in advise(candidates, NOW) if one.url == SITE + path)


def test_full_texts_are_better_than_more_summaries() -> None:
    full, short = made("/full", range(10), full_texts=1.0), made("/short", range(40))
    assert taken(short, full) == ["/full"]
    assert "as summaries only" in reason("/short", short, full)


def test_of_twins_the_longer_one_is_taken() -> None:
    assert taken(made("/a", range(10)), made("/b", range(20))) == ["/b"]
    assert reason("/a", made("/a", range(10)), made("/b", range(20))) == f"the same articles as {SITE}/b, 10 of its 20"


def test_the_feed_of_the_site_stands_above_a_larger_one_of_a_section() -> None:
    site, section = made("/feed", range(20)), made("/sport/feed", range(0, 60, 3), section="Sport")
    assert taken(section, site) == ["/feed"]


def test_a_section_whose_articles_the_site_feed_lacks_is_taken_too() -> None:
    site, section = made("/feed", range(20)), made("/opini/feed", range(0), section="Opini")
    apart = {f"{SITE}/opini/{n}": NOW - timedelta(hours=n) for n in range(9)}
    section = replace(section, articles=apart, count=9, newest=NOW, oldest=NOW - timedelta(hours=8))
    assert taken(site, section) == ["/feed", "/opini/feed"]


def test_what_reaches_back_further_says_nothing_about_what_the_feed_lacks() -> None:
    old = made("/opini/feed", range(100, 120), section="Opini")
    assert covered(old, [made("/feed", range(20))]) is None
    assert taken(made("/feed", range(20)), old) == ["/feed"]


def test_a_sitemap_without_headlines_is_the_last_resort() -> None:
    bare = made("/sitemap.xml", range(20), kind="sitemap", titled=False)
    assert taken(bare) == ["/sitemap.xml"]
    assert taken(bare, made("/", range(9), kind="page")) == ["/"]


def test_a_news_sitemap_is_taken_for_young_articles_that_neither_feed_nor_boxed_page_has() -> None:
    feed, news = made("/feed", range(20)), made("/news.xml", range(23), kind="sitemap")
    assert reason("/news.xml", feed, news) == "has 3 articles that the feed lacks"
    home = made("/", range(20, 22), kind="page", boxes=(BoxSeen("popular", "Terpopuler", "", 5),))
    assert reason("/news.xml", feed, news, home) == "has 3 articles that the feed lacks"
    assert taken(feed, news, replace(home, articles=news.articles)) == ["/feed", "/"]


def test_a_news_sitemap_that_only_reaches_back_further_is_not() -> None:
    feed, news = made("/feed", range(48)), made("/news.xml", range(90), kind="sitemap")
    assert taken(feed, news) == ["/feed", "/news.xml"], "the hour of the 48th article is the last one of two days"
    assert taken(made("/feed", range(49)), news) == ["/feed"]


def test_addresses_that_differ_by_where_a_reader_came_from_are_of_one_article() -> None:
    feed = made("/feed", range(20))
    marked = {f"{url}?ref=beranda": moment for url, moment in feed.articles.items()}
    assert taken(feed, made("/news.xml", range(20), kind="sitemap", articles=marked)) == ["/feed"]


def test_pages_are_taken_beside_a_feed_for_their_popular_boxes_each_box_once() -> None:
    box = (BoxSeen("popular", "Terpopuler", "", 5),)
    pages = [made(path, range(9), kind="page", boxes=box) for path in ("/", "/sport/")]
    assert taken(made("/feed", range(20)), *pages) == ["/feed", "/"]


def test_too_few_articles_too_old_ones_and_none_are_no_source() -> None:
    few, old, none = made("/few", range(2)), made("/old", range(2000, 2020)), made("/none", range(0), kind="page")
    assert taken(few, old, none) == []
    assert reason("/few", few) == "holds 2 articles only"


def test_an_address_that_was_given_is_taken_however_small_it_is() -> None:
    assert taken(made("/few", range(2), way="given")) == ["/few"]


def test_a_feed_found_by_guessing_is_no_second_one() -> None:
    other = {f"{SITE}/lain/{n}": NOW for n in range(9)}
    guessed = replace(made("/feed2", range(0), way="guessed"), articles=other, count=9, newest=NOW, oldest=NOW)
    assert taken(made("/feed", range(20)), guessed) == ["/feed"]
