"""A whole site, from its address to ten minutes of its life in the feeds; and what its access log says of the guest.

The command, the fetcher, the reading and the feeds are the real ones; only the clock is turned by the test.
"""

from __future__ import annotations

import json
import logging
from calendar import timegm
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from click.testing import CliRunner

from feedsvc import config, ranking
from feedsvc.cli import main
from feedsvc.ingest import Ingester
from feedsvc.store import Store
from feedsvc.web import create_app
from tests.ingest.desk import Here
from tests.shore import Site, Story, open_site, stories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEP = timedelta(seconds=15)
CONFIG = """
[site]
title = "Both Shores"
url = "http://feeds.example"
[ingest]
contact = "mailto:desk@feeds.example"
allow_private = ["127.0.0.0/8"]
host_delay = "0s"
min_interval = "1m"
max_interval = "1m"
[[sections]]
slug = "economy"
title = "Economy"
tags = ["ekonomi"]
"""


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """The command sets up logging for its process, which is this one here."""
    root, ours = logging.getLogger(), logging.getLogger("feedsvc")
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], root.level, ours.level = before


class Life:
    """A service that lives beside a site, at a clock that both share."""

    def __init__(self, folder: Path, site: Site, clock: Clock) -> None:
        self.folder, self.site, self.clock = folder, site, clock
        (folder / "feedsvc.toml").write_text(CONFIG)
        (folder / "sources.toml").write_text("")
        self.url = f"sqlite:///{folder / 'feedsvc.db'}"

    def add(self) -> str:
        runner = CliRunner(env={"FEEDSVC_STORE__URL": self.url, "COLUMNS": "200"})
        result = runner.invoke(main, ["--config", str(self.folder), "add", f"{self.site.base}/", "--yes"])
        assert result.exit_code == 0, result.output
        self.clock.now = max(self.clock.now, datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1))
        return result.output

    def live(self, minutes: float) -> None:
        """What the scheduler's ticks do, in fifteen seconds of the clock each."""
        settings = config.load(self.folder)
        with closing(Store.open(self.url)) as store, closing(Ingester(store, settings, Here())) as ingester:
            for _ in range(round(minutes * 60 / STEP.total_seconds())):
                self.clock.now += STEP
                with store.write() as unit:
                    sources = unit.sources.claim_due(self.clock.now, "test", timedelta(minutes=5), 10)
                    pages = unit.pages.claim(self.clock.now, timedelta(minutes=5), 10)
                for source in sources:
                    assert ingester.poll(source, self.clock.now).outcome != "failed"
                for page in pages:
                    ingester.read_page(page, self.clock.now)
                ranking.rank_all(store, settings, self.clock.now)

    def get(self, path: str) -> bytes:
        with closing(Store.open(self.url)) as store:
            client = create_app(config.load(self.folder), store, clock=lambda: self.clock.now + STEP).test_client()
            reply = client.get(path)
            assert reply.status_code == 200, path
            return bytes(reply.data)

    def feed(self, path: str) -> list[dict[str, Any]]:
        return list(feedparser.parse(self.get(path)).entries)

    def json(self, path: str) -> list[dict[str, Any]]:
        return list(json.loads(self.get(path))["items"])


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    clock = Clock(datetime.now(UTC).replace(microsecond=0))  # `add` goes by the wall clock
    told = stories(clock.now)
    popular = [told[9].slug, told[3].slug, told[0].slug, told[5].slug]
    with open_site(Site(clock, told, popular)) as site:
        yield Life(tmp_path, site, clock)


def titles(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["title"] for entry in entries]


def newest(site: Site, section: str = "") -> list[str]:
    return [story.title for story in site.newest(section)]


def test_a_site_added_by_its_address_is_right_in_the_feeds_and_meets_a_perfect_guest(life: Life) -> None:
    site = life.site
    life.add()
    life.live(3)
    assert titles(life.feed("/latest.rss")) == newest(site), "every article once, in order, whether from feed, sitemap or box"
    assert titles(life.feed("/economy/latest.rss")) == newest(site, "ekonomi")
    assert titles(life.feed("/olahraga/latest.rss")) == newest(site, "olahraga")
    assert titles(life.feed("/harbour/latest.rss")) == newest(site, "harbour")
    assert in_order_of_rank(life) == [site.story(slug).title for slug in site.popular]
    ids = {entry["title"]: entry["id"] for entry in life.feed("/latest.rss")}

    edited = site.story("new-ferry-pier-opens-to-first-passengers-1009")
    edited.title, edited.lead, edited.edited = "New ferry pier opens, and closes again", "The crane had to return.", life.clock.now
    old = site.story("cara-mengurus-izin-kapal-kecil-201")
    old.title, old.edited = "Cara baru mengurus izin kapal kecil", life.clock.now
    life.live(2)
    site.popular = [site.popular[2], site.popular[0], "pasar-ikan-teluk-ombak-buka-sampai-malam-1004", site.popular[1]]
    life.live(2)
    arrived = Story("harbour", "whale-seen-in-the-bay-1011", "Whale seen in the bay", "It stayed for an hour.", life.clock.now, "Ada Lund")
    site.stories.append(arrived)
    life.live(3)

    latest = life.feed("/latest.rss")
    assert titles(latest) == newest(site)
    assert {entry["id"] for entry in latest} >= set(ids.values()), "no edit minted an id anew"
    assert ids["New ferry pier opens to the first passengers"] == next(e["id"] for e in latest if e["title"] == edited.title)
    assert titles(life.feed("/harbour/latest.rss")) == newest(site, "harbour")
    assert in_order_of_rank(life) == [site.story(slug).title for slug in site.popular]
    for entry in latest:
        check_entry(entry, next(story for story in site.stories if story.title == entry["title"]), site)
    check_guest(site)


def in_order_of_rank(life: Life) -> list[str]:
    items = [item for item in life.json("/trending.json") if item["_feedsvc"].get("rank")]
    return [item["title"] for item in sorted(items, key=lambda item: item["_feedsvc"]["rank"])]


def check_entry(entry: dict[str, Any], story: Story, site: Site) -> None:
    assert datetime.fromtimestamp(timegm(entry["published_parsed"]), UTC) == story.at, story.slug
    assert entry["link"] == site.base + story.path
    text = " ".join([entry["summary"], *(content["value"] for content in entry.get("content", []))])
    assert story.lead in text, story.slug
    for chrome in ("Bagikan", "Baca juga", "kuki", "Redaksi</a>"):
        assert chrome not in text, story.slug


def check_guest(site: Site) -> None:
    """What the owner of the site would want to see in the log."""
    log = site.log
    assert log[0].path == "/robots.txt"
    assert Counter(visit.path for visit in log)["/robots.txt"] == 1
    assert not [visit.path for visit in log if visit.path.startswith("/redaksi/")], "robots.txt forbids it"
    assert not [visit.path for visit in log if visit.status == 404], "nothing was guessed where everything is declared"
    assert all(visit.agent.startswith("feedsvc/") and "mailto:desk@feeds.example" in visit.agent for visit in log)
    assert not any("cookie" in visit.headers or "referer" in visit.headers for visit in log)
    assert site.busiest == 1, "one request at a time"
    unconditional = Counter(visit.path for visit in log if not visit.conditional)
    assert unconditional.most_common(1)[0][1] == 1, unconditional
    polls = [visit for visit in log if visit.path in {"/", "/feed.xml", "/sitemap-news.xml"}]
    for path in {visit.path for visit in polls}:
        times = [visit.clock for visit in polls if visit.path == path]
        assert all(b - a >= timedelta(minutes=1) for a, b in pairwise(times[1:])), path
    assert sum(visit.status == 304 for visit in polls) > len(polls) / 2, "what did not change was not sent again"
