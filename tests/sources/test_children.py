"""Which of an index's sitemaps are read, and which would be wasted requests."""

from __future__ import annotations

from datetime import timedelta

from feedsvc.model import Child
from feedsvc.sources.children import wanted
from tests.conftest import NOW

SITE = "https://kabar.example/"


def child(name: str, days: float | None = None) -> Child:
    return Child(SITE + name, None if days is None else NOW - timedelta(days=days))


def names(children: tuple[Child, ...]) -> list[str]:
    return [child.url.removeprefix(SITE) for child in children]


def test_those_named_after_news_come_first_then_the_newest_then_those_without_a_date() -> None:
    index = [child("posts-1.xml"), child("posts-2.xml", 3), child("posts-3.xml", 1), child("google-news.xml", 5)]
    assert names(wanted(index, {}, 9)) == ["google-news.xml", "posts-3.xml", "posts-2.xml", "posts-1.xml"]


def test_one_that_did_not_change_since_it_was_read_is_left_out() -> None:
    index = [child("a.xml", 1), child("b.xml", 2)]
    assert names(wanted(index, {SITE + "a.xml": NOW - timedelta(days=1), SITE + "b.xml": NOW - timedelta(days=4)}, 9)) == ["b.xml"]


def test_the_archive_is_not_read_month_by_month() -> None:
    index = [child("2026-11.xml", 0), child("2026-10.xml", 22), child("2026-09.xml", 53)]
    first = wanted(index, {}, 1)
    assert names(first) == ["2026-11.xml"]
    assert wanted(index, {known.url: known.modified for known in first}, 1) == ()


def test_those_without_a_date_follow_the_numbers_in_their_names_and_are_asked_again() -> None:
    index = [child("posts-9.xml"), child("posts-10.xml"), child("posts-2.xml")]
    assert names(wanted(index, {}, 2)) == ["posts-10.xml", "posts-9.xml"]
    assert names(wanted(index, {SITE + "posts-10.xml": None}, 1)) == ["posts-10.xml"]


def test_tags_authors_and_pictures_are_read_only_where_there_is_nothing_else() -> None:
    useless = [child("category-sitemap.xml", 0), child("image-sitemap.xml", 0)]
    assert names(wanted([*useless, child("post-sitemap.xml", 9)], {}, 9)) == ["post-sitemap.xml"]
    assert len(wanted(useless, {}, 9)) == 2
