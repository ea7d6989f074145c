"""Headlines become articles: their own pages are read through a queue in the store, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.ingest.desk import HOME, Desk, links

if TYPE_CHECKING:
    from tests.newsroom import Newsroom

HTML = "text/html; charset=utf-8"
TEXT = "The harbour of the old town opened again on Monday after a winter of repairs, and the first ship brought oranges. "
PUBLISHED = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
POPULAR = ((1, "Harbour opens again after repairs"), (2, "Whale seen in the bay at dawn"), (3, "Market moves to the old customs house"))
LATEST = ((4, "Ferry returns after a week of storm"), (5, "School ship takes its first pupils"), (6, "Salt prices rise before the winter"))


def article(title: str, *, canonical: str = "", published: datetime | None = PUBLISHED, text: str = TEXT) -> str:
    stated = f"<link rel='canonical' href='{canonical}'>" if canonical else ""
    dated = f"<meta property='article:published_time' content='{published.isoformat()}'>" if published else ""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{stated}<meta property='og:type' content='article'>{dated}</head>"
        f"<body><main><article><h1>{title}</h1><p>{text * 2}</p><p>{text * 3}</p></article></main></body></html>"
    )


def publish(room: Newsroom, popular: tuple[tuple[int, str], ...] = POPULAR) -> None:
    room.show("/", HOME.format(popular=links(room, *popular), latest=links(room, *LATEST)), HTML)
    for number, title in (*POPULAR, *LATEST):
        room.show(f"/{number}", article(title), HTML)


def asked(room: Newsroom, path: str) -> list[int]:
    return [status for asked, status in room.requests if asked == path]


def test_the_articles_behind_headlines_are_read_from_their_own_pages_once(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    assert sorted(desk.titles()) == sorted(title for _, title in LATEST), "what is popular may be old, and waits for its date"
    assert {report.outcome for report in desk.read_pages()} == {"new"}
    assert sorted(desk.titles()) == sorted(title for _, title in (*POPULAR, *LATEST))
    assert {(entry.published_at, entry.dated) for entry in desk.latest()} == {(PUBLISHED, True)}
    assert all("oranges" in entry.content_html for entry in desk.latest())
    desk.poll("home")
    assert desk.read_pages() == []
    assert asked(newsroom, "/1") == [200]


def test_an_article_that_a_feed_brings_is_not_fetched(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.show_feed(*LATEST[::-1])
    desk.poll("home")
    desk.poll("post")
    desk.read_pages()
    assert (asked(newsroom, "/1"), asked(newsroom, "/4")) == ([200], [])


def test_edits_are_seen_by_looking_again_at_pages_with_what_the_server_gave_to_ask_by(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    desk.read_pages()
    ids = {entry.title: entry.id for entry in desk.latest()}
    newsroom.show("/1", article("Harbour opens again, and closes at once"), HTML)
    assert desk.read_pages(29) == [], "not before its time"
    desk.read_pages(5)
    assert desk.latest()[[entry.id for entry in desk.latest()].index(ids[POPULAR[0][1]])].title == "Harbour opens again, and closes at once"
    assert (asked(newsroom, "/1"), asked(newsroom, "/2")) == ([200, 200], [200, 304])


def test_a_headline_that_changes_in_a_box_has_its_page_looked_at_at_once(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    desk.read_pages()
    newsroom.show("/2", article("Two whales seen in the bay"), HTML)
    publish_again = ((1, POPULAR[0][1]), (2, "Two whales seen in the bay at dawn"), (3, POPULAR[2][1]))
    newsroom.show("/", HOME.format(popular=links(newsroom, *publish_again), latest=links(newsroom, *LATEST)), HTML)
    desk.poll("home")
    desk.read_pages(0.1)
    assert "Two whales seen in the bay" in desk.titles()


@pytest.mark.parametrize(("status", "again"), [(404, []), (500, [404])])
def test_a_headline_whose_page_cannot_be_had_stays_a_headline(desk: Desk, newsroom: Newsroom, status: int, again: list[int]) -> None:
    """What is gone is not asked for again; what failed is, later."""
    publish(newsroom)
    desk.poll("home")
    newsroom.status = status
    if status == 404:
        del newsroom.pages["/1"]
        newsroom.status = 200
    first = {report.url: report for report in desk.read_pages()}[newsroom.base + "/1"]
    assert first.outcome == "failed"
    assert str(status) in first.reason
    newsroom.status = 200
    newsroom.pages.pop("/1", None)
    desk.read_pages(20)
    assert asked(newsroom, "/1")[1:] == again
    if status == 404:
        assert POPULAR[0][1] in desk.titles(), "it goes into Latest under the date that it was first seen"


def test_what_robots_txt_forbids_is_not_fetched_and_the_history_says_so(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.show("/robots.txt", "User-agent: *\nDisallow: /1\n", "text/plain")
    desk.poll("home")
    desk.read_pages()
    assert asked(newsroom, "/1") == []
    with desk.store.read() as unit:
        reasons = [poll.reason for poll in unit.history.of(desk.source("home").id) if poll.url.endswith("/1")]
    assert len(reasons) == 1
    assert "robots.txt" in reasons[0]


def test_an_article_known_by_two_addresses_becomes_one_when_its_page_says_so(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.show_feed((7, "Harbour opens"))
    desk.poll("post")
    told = desk.latest()[0]
    newsroom.show("/1", article("Harbour opens again after repairs", canonical=f"{newsroom.base}/7"), HTML)
    desk.poll("home")
    desk.read_pages()
    (one,) = [entry for entry in desk.latest() if entry.title.startswith("Harbour opens")]
    assert (one.id, one.url) == (told.id, f"{newsroom.base}/7")
    assert "Harbour opens again after repairs" in desk.trending(), "the rank is the one article's"


def test_pages_of_other_sites_are_never_fetched(desk: Desk, newsroom: Newsroom) -> None:
    away = "<li><a href='https://elsewhere.example/2026/11/a-story-on-another-site'>A story on another site altogether</a></li>"
    newsroom.show("/", HOME.format(popular=links(newsroom, *POPULAR) + away, latest=links(newsroom, *LATEST)), HTML)
    desk.poll("home")
    assert not [report.url for report in desk.read_pages() if "elsewhere" in report.url]


def test_a_queue_is_bounded_and_what_found_no_room_comes_later(desk: Desk, newsroom: Newsroom) -> None:
    desk.settings = desk.settings.model_copy(update={"ingest": desk.settings.ingest.model_copy(update={"max_pages": 2})})
    desk.ingester._settings = desk.settings
    publish(newsroom)
    desk.poll("home")
    assert len(desk.read_pages()) == 2
    newsroom.show("/", newsroom.pages["/"][1] + b"<!-- as new -->", HTML)
    desk.poll("home")
    assert len(desk.read_pages()) == 2


def test_a_page_that_holds_no_article_is_not_asked_for_again(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.show("/1", "<html><body><p>Log in</p></body></html>", HTML)
    desk.poll("home")
    desk.read_pages()
    desk.read_pages(60 * 24 * 2)
    assert asked(newsroom, "/1") == [200]


def test_history_has_a_row_for_every_exchange(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom)
    desk.poll("home")
    desk.read_pages()
    desk.poll("home")
    newsroom.status = 503
    desk.poll("home")
    with desk.store.read() as unit:
        history = unit.history.of(desk.source("home").id)
    polls = [(poll.outcome, poll.exchange.status) for poll in history if not poll.url]
    assert polls == [("failed", 503), ("unchanged", 304), ("new", 200)]
    assert len([poll for poll in history if poll.url]) == len(POPULAR) + len(LATEST)
    assert all(poll.exchange.received > 0 for poll in history if poll.exchange.status == 200)
    assert timedelta(0) < timedelta(seconds=history[-1].exchange.seconds) < timedelta(seconds=30)


def test_a_list_of_popular_articles_is_polled_often_enough_to_stay_alive(desk: Desk, newsroom: Newsroom) -> None:
    """However quiet the page is: a feed may bring all its articles first."""
    publish(newsroom)
    newsroom.show_feed((1, "First"))
    for _ in range(4):
        desk.poll("home")
        desk.poll("post")
        desk.now += timedelta(days=3)
    home, feed = desk.source("home"), desk.source("post")
    assert home.next_at is not None
    assert feed.next_at is not None
    assert home.next_at - (home.last_ok_at or desk.now) <= desk.settings.trending.list_expiry / 4
    assert feed.next_at - (feed.last_ok_at or desk.now) > desk.settings.trending.list_expiry / 4
