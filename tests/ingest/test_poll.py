"""One source, one poll, one transaction, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc import ingest
from feedsvc.model import ALL
from tests.conftest import NOW, make_settings
from tests.ingest.desk import HOME, Desk, Here, links

if TYPE_CHECKING:
    from pathlib import Path

    from feedsvc.store import Store
    from tests.newsroom import Newsroom

MINUTE = timedelta(minutes=1)


def test_a_feed_is_followed_item_by_item_with_ids_that_stay(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    assert desk.poll("post").counts.added == 3
    ids = {article.title: article.id for article in desk.latest()}
    assert list(ids) == ["Third", "Second", "First"]

    newsroom.show_feed((4, "Fourth"), (3, "Third, corrected"), (1, "First"))
    report = desk.poll("post")
    assert (report.outcome, report.counts.added, report.counts.changed, report.counts.withdrawn) == ("new", 1, 1, 1)
    articles = {article.title: article for article in desk.latest()}
    assert list(articles) == ["Fourth", "Third, corrected", "First"], "what was dropped from between others was taken back"
    assert articles["Third, corrected"].id == ids["Third"]
    assert articles["Third, corrected"].updated_at == desk.now
    assert articles["First"].id == ids["First"]


def test_an_unchanged_poll_is_a_304_and_writes_nothing_but_its_place_in_the_schedule_and_its_history(
    desk: Desk, newsroom: Newsroom
) -> None:
    newsroom.show_feed((2, "Second"), (1, "First"))
    desk.poll("post")
    before = desk.contents("source", "poll")
    assert desk.poll("post").outcome == "unchanged"
    assert newsroom.requests[-1] == ("/feed.xml", 304)
    assert desk.contents("source", "poll") == before


def test_an_unchanged_poll_outside_the_schedule_writes_nothing_but_its_history(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((2, "Second"), (1, "First"))
    desk.poll("post", planned=False)
    before = desk.contents("poll")
    assert desk.poll("post", planned=False).outcome == "unchanged"
    assert desk.contents("poll") == before


def test_new_bytes_with_the_same_news_write_no_article(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((2, "Second"), (1, "First"))
    desk.poll("post")
    before = desk.contents("source", "poll")
    media_type, body = newsroom.pages["/feed.xml"]
    newsroom.pages["/feed.xml"] = (
        media_type,
        body.replace(b"<channel>", b"<channel><lastBuildDate>Sun, 22 Nov 2026 11:00:00 GMT</lastBuildDate>"),
    )
    assert desk.poll("post").outcome == "unchanged"
    assert desk.contents("source", "poll") == before


def test_what_scrolls_off_the_end_of_a_feed_stays(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((2, "Second"), (1, "First"))
    desk.poll("post")
    newsroom.show_feed((3, "Third"), (2, "Second"))
    assert desk.poll("post").counts.withdrawn == 0
    assert desk.titles() == ["Third", "Second", "First"]


def test_what_was_taken_back_returns_with_its_old_id_and_date(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    desk.poll("post")
    second = desk.latest()[1]
    newsroom.show_feed((3, "Third"), (1, "First"))
    desk.poll("post")
    assert desk.titles() == ["Third", "First"]
    newsroom.show_feed((3, "Third"), (2, "Second"), (1, "First"))
    desk.poll("post")
    assert (desk.latest()[1].id, desk.latest()[1].published_at) == (second.id, second.published_at)


def test_a_feed_in_no_order_of_time_takes_nothing_back(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"), (3, "Third"), (2, "Second"))
    desk.poll("post")
    newsroom.show_feed((1, "First"), (3, "Third"))
    assert desk.poll("post").counts.withdrawn == 0


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [(b"<!doctype html><html><body>Log in</body></html>", 200, "HTML"), (b"", 200, "empty"), (b"oops", 500, "500")],
)
def test_a_poll_that_fails_keeps_everything_and_says_why(desk: Desk, newsroom: Newsroom, body: bytes, status: int, said: str) -> None:
    newsroom.show_feed((2, "Second"), (1, "First"))
    desk.poll("post")
    good = newsroom.pages["/feed.xml"]
    before = desk.contents("source", "poll")
    newsroom.show("/feed.xml", body, "application/rss+xml")
    newsroom.status = status
    report = desk.poll("post")
    assert report.outcome == "failed"
    assert said in report.reason
    assert desk.contents("source", "poll") == before
    assert (desk.source("post").failures, desk.source("post").last_error) == (1, report.reason)
    newsroom.pages["/feed.xml"], newsroom.status = good, 200
    assert desk.poll("post").outcome == "unchanged"
    assert newsroom.requests[-1][1] == 304, "the validators of the last good poll were kept"
    assert (desk.source("post").failures, desk.source("post").last_error) == (0, "")


def test_a_login_page_in_place_of_a_feed_that_was_found_out_is_a_failure(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    """With ``kind = "auto"`` too: what was a feed once is not read as a page later."""
    newsroom.show_feed((2, "Second"), (1, "First"))
    source = ingest.adhoc(desk.store, f"{newsroom.base}/auto.xml")
    newsroom.pages["/auto.xml"] = newsroom.pages["/feed.xml"]
    assert desk.poll(source.slug).kind == "feed"
    article = "<p>" + "A long sentence of a page that looks like news to a machine. " * 30 + "</p>"
    newsroom.show(
        "/auto.xml",
        f"<!doctype html><html><head><title>x</title></head><body><article><h1>Log in</h1>{article}</article></body></html>",
        "text/html",
    )
    report = desk.poll(source.slug)
    assert report.outcome == "failed"
    assert "HTML" in report.reason
    assert "Log in" not in desk.titles()


def test_a_page_with_nothing_in_it_is_a_failure_that_says_what_to_do(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show("/", "<!doctype html><html><body><form><h1>Log in</h1><input></form></body></html>", "text/html")
    report = desk.poll("home")
    assert report.outcome == "failed"
    assert "neither an article nor a box" in report.reason
    assert "or a feed" in report.reason


def test_a_feed_without_items_is_no_failure_and_takes_nothing_back(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((2, "Second"), (1, "First"))
    desk.poll("post")
    newsroom.show_feed()
    report = desk.poll("post")
    assert (report.outcome, report.reason) == ("unchanged", "the feed has no items now")
    assert desk.titles() == ["Second", "First"]


def test_a_source_that_is_gone_is_polled_no_more(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    newsroom.status = 410
    desk.poll("post")
    assert desk.source("post").next_at is None
    with desk.store.write() as unit:
        assert "post" not in [s.slug for s in unit.sources.claim_due(desk.now + timedelta(days=9), "me", MINUTE, 9)]


def test_a_planned_poll_plans_the_next_one_within_the_bounds(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    desk.poll("post")
    planned = desk.source("post").next_at
    assert planned is not None
    assert timedelta(minutes=4) < planned - desk.now < timedelta(hours=13)


def test_boxes_of_a_page_are_ranks_and_news(desk: Desk, newsroom: Newsroom) -> None:
    popular = [(n, f"Popular story number {n} of the day") for n in (1, 2, 3)]
    latest = [(n, f"Fresh story number {n} of the day") for n in (7, 8, 9)]
    newsroom.show("/", HOME.format(popular=links(newsroom, *popular), latest=links(newsroom, *latest)), "text/html; charset=utf-8")
    desk.poll("home")
    assert desk.trending() == [title for _, title in popular]
    assert desk.titles() == [title for _, title in latest], "a story that is only popular may be old: it is no news"

    popular = [popular[1], popular[0], (7, "Fresh story number 7 of the day")]
    newsroom.show("/", HOME.format(popular=links(newsroom, *popular), latest=links(newsroom, *latest)), "text/html; charset=utf-8")
    desk.poll("home")
    assert desk.trending() == [title for _, title in popular]


def test_the_same_article_from_feed_and_box_is_one_article(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((3, "Third story of the day"), (2, "Second story of the day"), (1, "First story of the day"))
    popular = links(newsroom, (2, "Second story of …"), (1, "First story in brief"), (3, "Third story, told twice"))
    page = HOME.format(popular=popular, latest="")
    newsroom.show("/", page, "text/html")
    desk.poll("post")
    desk.poll("home")
    assert desk.trending() == ["Second story of the day", "First story of the day", "Third story of the day"]
    assert len(desk.contents("poll")["article"]) == 3


DUMP = """Harbour bridge opens after nine years of building
The mayor cuts the ribbon on Sunday.
Photo: POST/HANDOUT
PORTVILLE - The bridge over the harbour opened on Sunday.
It took nine years and two mayors to build it.
Most read
- 1 Ferry line closes after ninety years of service
- 2 Why the lighthouse keeper will not retire this year
- 3 Ten places to eat fish by the harbour this winter
Latest news
- Storm warning for the whole northern coast tonight
- School bus drivers end their strike after two weeks
"""


def test_a_page_dump_gives_article_ranks_and_headlines(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(DUMP, encoding="utf-8")
    desk.poll("dump")
    assert desk.titles() == [
        "Harbour bridge opens after nine years of building",
        "Storm warning for the whole northern coast tonight",
        "School bus drivers end their strike after two weeks",
    ]
    article = desk.latest()[0]
    assert article.image is not None
    assert (article.image.caption, article.image.credit) == ("The mayor cuts the ribbon on Sunday.", "POST/HANDOUT")
    assert article.content_html.startswith("<p>The bridge over the harbour opened")
    assert "ribbon" not in article.content_html
    assert desk.trending()[0] == "Ferry line closes after ninety years of service"
    assert len(desk.trending()) == 3


def test_a_headline_without_link_becomes_its_article_and_keeps_its_id(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(DUMP, encoding="utf-8")
    desk.poll("dump")
    storm = desk.latest()[1]
    newsroom.show_feed((9, "Storm warning for the whole northern coast tonight"))
    desk.poll("post")
    found = next(article for article in desk.latest() if article.id == storm.id)
    assert (found.url, found.source.slug) == (f"{newsroom.base}/9", "post")
    assert len([title for title in desk.titles() if title.startswith("Storm")]) == 1
    before = desk.contents("source", "poll")
    desk.poll("dump")
    desk.poll("post")
    assert desk.contents("source", "poll") == before


def test_a_change_of_rules_files_stored_articles_anew(desk: Desk, newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.show_feed((2, "Storm at sea"), (1, "Mayor resigns"))
    desk.poll("post")
    assert desk.titles("sea") == ["Storm at sea"]
    sections = [{"slug": "sea", "title": "Sea", "keywords": ["ferry"]}, {"slug": "city", "title": "City", "keywords": ["mayor"]}]
    changed = make_settings(tmp_path, sections=sections)
    ingest.prepare(desk.store, changed, desk.now)
    assert ingest.refile(desk.store, changed, desk.now) == 2
    assert (desk.titles("sea"), desk.titles("city"), len(desk.titles())) == ([], ["Mayor resigns"], 2)
    assert ingest.refile(desk.store, changed, desk.now) == 0


def test_preparing_twice_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = desk.contents("poll")
    ingest.prepare(desk.store, desk.settings, desk.now + MINUTE)
    assert desk.contents("poll") == before


def test_a_change_moves_the_revisions_of_exactly_the_lists_that_show_it(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((2, "Storm at sea"), (1, "Mayor resigns"))
    desk.poll("post")

    def numbers() -> dict[tuple[str, str], int]:
        with desk.store.read() as unit:
            return {key: revision.number for key, revision in unit.revisions.all().items() if key[1] == "latest"}

    before = numbers()
    newsroom.show_feed((2, "Storm at sea"), (1, "Mayor resigns after all"))
    desk.poll("post")
    after = numbers()
    assert after[(ALL, "latest")] == before[(ALL, "latest")] + 1
    assert after[("sea", "latest")] == before[("sea", "latest")]


def test_a_fault_in_one_source_is_a_sentence_in_its_row(desk: Desk, monkeypatch: pytest.MonkeyPatch, newsroom: Newsroom) -> None:
    """A bug of ours must not end the service: it becomes the source's failure, with the trace in the log."""
    newsroom.show_feed((1, "First"))

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("surprise")

    monkeypatch.setattr(Here, "read", staticmethod(broken))
    report = desk.poll("post")
    assert report.outcome == "failed"
    assert "fault in feedsvc itself" in desk.source("post").last_error


def test_the_seed_page_gives_what_it_shows_and_nothing_twice(store: Store, store_url: str, shared: Path, tmp_path: Path) -> None:
    page = shared / "seeds" / "news-page.txt"
    lines = page.read_text(encoding="utf-8").splitlines()
    trending = [line.lstrip("- 0123456789") for line in lines[lines.index("Berita Trending") + 1 : lines.index("Berita Terkini")]]
    latest = [line.removeprefix("- ") for line in lines[lines.index("Berita Terkini") + 1 :]]
    desk = Desk(store, store_url, tmp_path, [])
    source = ingest.adhoc(store, str(page))
    assert desk.poll(source.slug, planned=False).outcome == "new"
    assert desk.trending() == trending
    assert desk.titles() == [lines[0], *latest]
    article = desk.latest()[0]
    assert article.language == "id"
    assert article.image is not None
    assert article.image.caption == lines[1]
    assert article.image.caption not in article.content_html
    assert all(line in article.content_html.replace("&quot;", '"') for line in lines[3 : lines.index("Berita Trending")])
    before = desk.contents("poll")
    assert ingest.adhoc(store, str(page)) == desk.source(source.slug)
    assert desk.poll(source.slug, planned=False).outcome == "unchanged"
    assert desk.contents("poll") == before
    desk.ingester.close()


def test_times_of_polls_are_the_clocks(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    desk.now = datetime(2026, 12, 1, tzinfo=NOW.tzinfo)
    desk.poll("post")
    assert desk.source("post").last_ok_at == desk.now
    assert desk.latest()[0].first_seen_at == desk.now


def test_polls_without_news_that_end_together_are_each_in_the_store_when_they_return(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.show_feed((1, "First"))
    desk.poll("post")
    source, times = desk.source("post"), [desk.now + number * MINUTE for number in range(1, 13)]

    def poll(now: datetime) -> bool:
        assert desk.ingester.poll(source, now, planned=False).outcome == "unchanged"
        with desk.store.read() as unit:
            return now in {row.at for row in unit.history.of(source.id)}

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(poll, times))
    with desk.store.read() as unit:
        assert sorted(row.at for row in unit.history.of(source.id)) == [desk.now, *times]
