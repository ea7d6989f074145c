"""A day at a newsroom with a most-read list, two other papers and an access log: Trending is what a careful editor would have made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from feedsvc import ranking
from feedsvc.cli.readership import Import
from feedsvc.grouping import Grouping
from feedsvc.model import ALL
from tests.ingest.desk import Desk
from tests.newsroom import MORNING, Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from feedsvc.model import Trend
    from feedsvc.store import Store

HALF_HOUR = timedelta(minutes=30)
PAPERS = ("harbour-post", "island-herald", "coast-courier")
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

FERRY = "Ferry Morning Star runs aground off Gull Island with 212 passengers aboard"
FERRY_AGAIN = "Ferry Morning Star aground off Gull Island: 212 passengers taken off"
FERRY_THIRD = "All 212 passengers of ferry Morning Star rescued off Gull Island"
MAYOR = "Mayor Lindqvist resigns over harbour contracts"
MATTRESS = "Ten reasons to buy the Dreamland mattress today"
QUIET = (
    "Library extends its opening hours in winter",
    "Fish market moves to the northern quay",
    "Choir of the cathedral looks for tenors",
    "School orchestra wins a prize in Bergen",
    "New timetable for the tram to the lighthouse",
)


@dataclass
class Day:
    """The papers, their readers, our service, and a subscriber."""

    desk: Desk
    room: Newsroom
    log: Path
    told: dict[str, list[tuple[str, datetime]]] = field(default_factory=lambda: {paper: [] for paper in PAPERS})
    seen: list[UUID] = field(default_factory=list)  # stories in the order in which the subscriber's reader showed them as new
    history: list[list[str]] = field(default_factory=list)  # titles by rank, one list for each poll of the subscriber

    def __post_init__(self) -> None:
        self.grouping = Grouping(self.desk.store)
        self.desk.now = MORNING

    def publish(self, paper: str, title: str) -> None:
        self.told[paper].insert(0, (title, self.desk.now))
        items = "".join(
            f"<item><title>{escape(one)}</title><link>{self.room.base}{path(paper, one)}</link>"
            f"<description>{escape(one)}.</description><pubDate>{format_datetime(at)}</pubDate></item>"
            for one, at in self.told[paper]
        )
        feed = f"<rss version='2.0'><channel><title>{paper}</title><language>en</language>{items}</channel></rss>"
        self.room.show(f"/{paper}.xml", feed, "application/rss+xml")

    def most_read(self, *titles: str) -> None:
        rows = "".join(f"<li><a href='{path(PAPERS[0], title)}'>{escape(title)}</a></li>" for title in titles)
        box = f"<section><h2>Most read</h2><ol>{rows}</ol></section>"
        page = f"<html lang='en'><head><title>Post</title></head><body><main>{box}</main></body></html>"
        self.room.show("/", page, "text/html")

    def read_by(self, paper: str, title: str, people: int, *, networks: int) -> None:
        """Lines of the paper's access log, spread over the last half hour."""
        with self.log.open("a") as log:
            for person in range(people):
                at = self.desk.now - HALF_HOUR * (person + 1) / (people + 1)
                address = f"10.{person % networks}.{person // 250 % 250}.{person % 250}"
                request = f'"GET {path(paper, title)} HTTP/1.1" 200 5120 "-" "{BROWSER}"'
                log.write(f"{address} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] {request}\n")

    def half_hour(self) -> list[Trend]:
        """Time passes: everything is polled, the log is read, the lists are made; then the subscriber polls."""
        desk = self.desk
        for slug in (*PAPERS, "front"):
            assert desk.poll(slug).outcome != "failed"
        if self.log.exists():
            Import(desk.store, desk.settings, self.room.base, desk.now).read(str(self.log))
        self.grouping.place_new(desk.now)
        ranking.rank_all(desk.store, desk.settings, desk.now)
        with desk.store.read() as unit:
            listed, feed = unit.trends.current(ALL, 50), unit.trends.entries(ALL, 50)
        self.seen += [trend.story for trend in feed if trend.story not in self.seen]
        self.history.append([trend.article.title for trend in listed])
        desk.now += HALF_HOUR - len((*PAPERS, "front")) * timedelta(minutes=1)
        return listed


def path(paper: str, title: str) -> str:
    return f"/{paper}/" + "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())


@pytest.fixture
def day(sqlite_store: Store, tmp_path: Path) -> Iterator[Day]:
    with open_newsroom() as room:
        sources = [
            {"slug": paper, "kind": "feed", "url": f"{room.base}/{paper}.xml", "homepage": f"https://{paper}.example/", "language": "en"}
            for paper in PAPERS
        ]
        front = {"slug": "front", "title": "Harbour Post", "kind": "page", "url": room.base + "/", "language": "en", "pages": "never"}
        desk = Desk(sqlite_store, "", tmp_path, [*sources, front], ingest={"host_delay": "0s", "allow_private": ["127.0.0.0/8"]})
        yield Day(desk, room, tmp_path / "access.log")
        desk.ingester.close()


def test_a_day_of_trending_is_what_a_careful_editor_would_have_made_it(day: Day) -> None:
    """One story bursts, one fades, one is astroturfed from a single network; whoever polls every 30 minutes sees each story once."""
    for number, title in enumerate(QUIET):
        day.publish(PAPERS[number % 3], title)
    day.publish("harbour-post", MAYOR)
    day.publish("coast-courier", MATTRESS)
    day.most_read(MAYOR, QUIET[0], QUIET[3])
    for title in (MAYOR, QUIET[0]):
        day.read_by("harbour-post", title, 20, networks=15)

    # The morning belongs to the mayor. A single network reads about mattresses, hundreds of times.
    for _ in range(4):
        day.read_by("harbour-post", MAYOR, 60, networks=40)
        day.read_by("coast-courier", MATTRESS, 400, networks=1)
        listed = day.half_hour()
        assert listed[0].article.title == MAYOR
        assert MATTRESS not in day.history[-1]
    assert listed[0].why[0].startswith('no. 1 in "Most read" at Harbour Post')
    assert any("views in the last hour" in reason for reason in listed[0].why)

    # At eight the ferry runs aground: within an hour three papers tell of it, and everybody reads that.
    day.publish("island-herald", FERRY)
    day.read_by("island-herald", FERRY, 150, networks=90)
    day.half_hour()
    day.publish("coast-courier", FERRY_AGAIN)
    day.publish("harbour-post", FERRY_THIRD)
    day.most_read(FERRY_THIRD, MAYOR, QUIET[0])
    for _ in range(4):
        day.read_by("island-herald", FERRY, 300, networks=120)
        day.read_by("coast-courier", MATTRESS, 400, networks=1)
        listed = day.half_hour()
        assert listed[0].article.title == FERRY, "the article that was first is the one that is shown"
        assert [title for title in day.history[-1] if title in {FERRY_AGAIN, FERRY_THIRD, MATTRESS}] == []
    assert {reason.partition(" ")[2].partition(" ")[0] for reason in listed[0].why} >= {"sources", "views"}
    assert "3 sources within the hour" in listed[0].why

    # By the afternoon nobody reads about the mayor any more, and the list has forgotten her.
    day.most_read(FERRY_THIRD, QUIET[3], QUIET[0])
    for _ in range(12):
        day.read_by("island-herald", FERRY, 100, networks=80)
        day.read_by("harbour-post", QUIET[3], 40, networks=30)
        listed = day.half_hour()
    titles = day.history[-1]
    assert titles[0] == FERRY
    assert MAYOR not in titles or titles.index(MAYOR) > titles.index(QUIET[3])
    assert all(MATTRESS not in shown for shown in day.history)

    # The subscriber saw every story that trended, each once, and its time of entry never moved.
    assert len(day.seen) == len(set(day.seen))
    with day.desk.store.read() as unit:
        feed = unit.trends.entries(ALL, 50)
    assert {trend.story for trend in feed} == set(day.seen)
    assert sum(trend.article.title == FERRY for trend in feed) == 1
    assert [trend.entered_at for trend in feed] == sorted((trend.entered_at for trend in feed), reverse=True)
