"""Places on front pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.model import ALL
from tests.ingest.desk import Desk
from tests.newsroom import MORNING, Newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.store import Store

STORIES = {
    5: "Ferry runs aground off Gull Island with 212 passengers",
    9: "Mayor Lindqvist resigns over harbour contracts",
    2: "Library extends its opening hours through the winter",
    12: "Fish market moves to the northern quay next spring",
    7: "Choir of the cathedral looks for eleven new tenors",
    3: "School orchestra wins first prize at the Bergen festival",
}


def front(room: Newsroom, *numbers: int, path: str = "/") -> None:
    """A home page that shows these stories, the first on top."""
    rows = "".join(
        f"<article><h2><a href='{room.base}/{number}'>{STORIES[number]}</a></h2><p>{STORIES[number]}, in short.</p></article>"
        for number in numbers
    )
    room.show(path, f"<html lang='en'><head><title>Harbour Post</title></head><body><main>{rows}</main></body></html>", "text/html")


@pytest.fixture
def desk(store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path) -> Iterator[Desk]:
    newsroom.show_feed(*((number, STORIES[number]) for number in sorted(STORIES, reverse=True)))
    feed = {"slug": "post", "kind": "feed", "url": newsroom.base + "/feed.xml"}
    pages = [
        {"slug": slug, "title": "Harbour Post", "kind": "page", "url": newsroom.base + path, "pages": "never"}
        for slug, path in (("home", "/"), ("world", "/world/"))
    ]
    opened = Desk(store, store_url, tmp_path, [feed, *pages])
    opened.now = MORNING + timedelta(hours=1)
    opened.poll("post")
    yield opened
    opened.ingester.close()


def whys(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as unit:
        return [(trend.article.title, trend.why[0]) for trend in unit.trends.current(ALL)]


def test_what_the_editors_of_a_site_put_first_trends(desk: Desk, newsroom: Newsroom) -> None:
    front(newsroom, 5, 9, 2, 12, 7, 3)
    desk.poll("home")
    assert whys(desk)[0] == (STORIES[5], "no. 1 on the front page of Harbour Post")
    assert [title for title, _ in whys(desk)[:2]] == [STORIES[5], STORIES[9]]
    front(newsroom, 9, 2, 5, 12, 7, 3)
    desk.poll("home")
    assert whys(desk)[0] == (STORIES[9], "no. 1 on the front page of Harbour Post, up from no. 2")


def test_a_front_page_on_which_the_newest_is_always_first_says_nothing(desk: Desk, newsroom: Newsroom) -> None:
    front(newsroom, *sorted(STORIES, reverse=True))
    desk.poll("home")
    assert not any("front page" in why for _, why in whys(desk))


def test_a_section_page_is_no_front_page(desk: Desk, newsroom: Newsroom) -> None:
    front(newsroom, 5, 9, 2, 12, 7, 3, path="/world/")
    desk.poll("world")
    assert not any("front page" in why for _, why in whys(desk))


def test_a_front_page_that_moved_is_no_news_to_plan_polls_by(desk: Desk, newsroom: Newsroom) -> None:
    front(newsroom, 5, 9, 2, 12, 7, 3)
    desk.poll("home")
    front(newsroom, 9, 5, 12, 2, 3, 7)
    report = desk.poll("home")
    assert report.counts.moved == 0
    assert report.outcome == "unchanged"
