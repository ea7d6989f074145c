"""robots.txt as a site's operator would expect it to be kept to."""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from feedsvc.errors import StoreUnavailable
from feedsvc.model import Failed, Fetched
from feedsvc.sources import robots as rules
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.robots import Keeper, Reply, Robots, RobotsFile, parse
from tests.conftest import make_settings
from tests.sources.webserver import reply, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

ORIGIN = "https://news.example"


class Notebook:
    """A memory that outlives its fetcher."""

    def __init__(self) -> None:
        self.files: dict[str, RobotsFile] = {}

    def recall(self, origin: str) -> RobotsFile | None:
        return self.files.get(origin)

    def keep(self, file: RobotsFile) -> None:
        self.files[file.origin] = file

    def age(self, by: timedelta) -> None:
        self.files = {origin: replace(file, checked_at=file.checked_at - by) for origin, file in self.files.items()}


class Broken:
    def recall(self, origin: str) -> RobotsFile | None:
        raise StoreUnavailable("locked")

    def keep(self, file: RobotsFile) -> None:
        raise StoreUnavailable("locked")


@contextmanager
def fetching(folder: Path, memory: rules.Memory | None = None) -> Iterator[Fetcher]:
    ingest = {"timeout": "2s", "host_delay": "0s", "allow_private": [ip_network("127.0.0.0/8")]}
    fetcher = Fetcher(make_settings(folder, ingest=ingest), memory)
    yield fetcher
    fetcher.close()


def here(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, 200, b"here")


def text(body: str, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: reply(handler, 200, body.encode(), **headers)


def test_what_is_forbidden_is_not_asked_for_and_the_reason_names_the_way_out(tmp_path: Path) -> None:
    with fetching(tmp_path) as fetcher, serving(here, robots=text("User-agent: *\nDisallow: /news/\n")) as site:
        outcome = fetcher.fetch(f"{site.url}/news/today?page=1")
        other = fetcher.fetch(f"{site.url}/sport/")
    assert isinstance(outcome, Failed)
    assert f"robots.txt of {site.url} forbids /news/today?page=1 to feedsvc; choose another address or ask the site" in outcome.reason
    assert outcome.exchange.status == 0
    assert isinstance(other, Fetched)
    assert [path for path, _ in site.seen] == ["/sport/"]
    assert len(site.robots) == 1, "asked once for both"
    assert "feedsvc/" in site.robots[0]["User-Agent"]


def test_a_redirect_to_what_is_forbidden_is_not_followed(tmp_path: Path) -> None:
    with (
        fetching(tmp_path) as fetcher,
        serving(here, robots=text("User-agent: feedsvc\nDisallow: /")) as closed,
        serving(lambda h: reply(h, 302, Location=f"{closed.url}/feed")) as site,
    ):
        outcome = fetcher.fetch(site.url)
    assert isinstance(outcome, Failed)
    assert f"robots.txt of {closed.url} forbids /feed" in outcome.reason
    assert closed.seen == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_robots_txt_may_be_read(tmp_path: Path, status: int) -> None:
    with fetching(tmp_path) as fetcher, serving(here, robots=lambda h: reply(h, status, b"User-agent: *\nDisallow: /")) as site:
        assert isinstance(fetcher.fetch(site.url), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_txt_fails_is_left_alone_for_a_while(tmp_path: Path, status: int) -> None:
    with fetching(tmp_path) as fetcher, serving(here, robots=lambda h: reply(h, status)) as site:
        outcomes = [fetcher.fetch(f"{site.url}/{number}") for number in range(3)]
    for outcome in outcomes:
        assert isinstance(outcome, Failed)
        assert f"robots.txt of {site.url} answered {status}" in outcome.reason
        assert outcome.retry_after is not None
        assert timedelta(seconds=50) < outcome.retry_after <= timedelta(minutes=1)
    assert site.seen == []
    assert len(site.robots) == 1, "and not asked for at each poll"


def test_a_site_that_cannot_be_reached_is_no_permission_either(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with fetching(tmp_path) as fetcher:
        outcome = fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert isinstance(outcome, Failed)
    assert "cannot connect" in outcome.reason
    assert outcome.retry_after is not None


def test_robots_txt_may_redirect_five_times_and_elsewhere(tmp_path: Path) -> None:
    def hop(handler: BaseHTTPRequestHandler) -> None:
        step = len(handler.path) - len("/")
        reply(handler, 301, Location="/" + "a" * (step + 1)) if step < 4 else reply(handler, 200, b"User-agent: *\nDisallow: /feed")

    with (
        fetching(tmp_path) as fetcher,
        serving(hop) as other,
        serving(here, robots=lambda h: reply(h, 302, Location=f"{other.url}/")) as site,
    ):
        outcome = fetcher.fetch(f"{site.url}/feed")
    assert isinstance(outcome, Failed)
    assert "forbids /feed" in outcome.reason


def test_more_redirects_than_that_mean_that_there_is_none(tmp_path: Path) -> None:
    with (
        fetching(tmp_path) as fetcher,
        serving(lambda h: reply(h, 301, Location=h.path + "a")) as other,
        serving(here, robots=lambda h: reply(h, 301, Location=f"{other.url}/")) as site,
    ):
        assert isinstance(fetcher.fetch(site.url), Fetched)
    assert len(other.seen) == 5


def test_a_robots_txt_that_leads_to_a_private_address_is_no_permission(tmp_path: Path) -> None:
    with fetching(tmp_path) as fetcher, serving(here, robots=lambda h: reply(h, 302, Location="http://10.0.0.1/robots.txt")) as site:
        outcome = fetcher.fetch(site.url)
    assert isinstance(outcome, Failed)
    assert "private address 10.0.0.1" in outcome.reason


def test_a_site_reached_by_the_redirect_of_a_robots_txt_is_not_asked_for_it_again(tmp_path: Path) -> None:
    with (
        fetching(tmp_path) as fetcher,
        serving(here) as new,
        serving(lambda h: reply(h, 301, Location=new.url + h.path), robots=lambda h: reply(h, 301, Location=new.url + h.path)) as old,
    ):
        assert isinstance(fetcher.fetch(f"{old.url}/feed"), Fetched)
    assert (len(old.robots), len(new.robots)) == (1, 1)


def test_one_private_address_that_may_not_be_asked_closes_it_for_nobody_who_may(tmp_path: Path) -> None:
    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "2s", "host_delay": "0s"}))
    with serving(here) as site:
        refused = fetcher.fetch(site.url)
        written = fetcher.fetch(site.url, written=True)
        again = fetcher.fetch(site.url)
    fetcher.close()
    assert isinstance(refused, Failed)
    assert isinstance(written, Fetched)
    assert isinstance(again, Failed)
    assert len(site.seen) == 1


def test_it_is_remembered_over_a_restart_and_asked_for_conditionally_a_day_later(tmp_path: Path) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"1"':
            reply(handler, 304)
        else:
            reply(handler, 200, b"User-agent: *\nDisallow: /private", ETag='"1"')

    memory = Notebook()
    with serving(here, robots=answer) as site:
        for hours in (0, 23, 2, 0):
            memory.age(timedelta(hours=hours))
            with fetching(tmp_path, memory) as fetcher:
                assert isinstance(fetcher.fetch(f"{site.url}/private/x"), Failed)
                assert isinstance(fetcher.fetch(f"{site.url}/x"), Fetched)
    assert [headers.get("If-None-Match") for headers in site.robots] == [None, '"1"']
    assert memory.files[site.url].status == 200
    assert datetime.now(UTC) - memory.files[site.url].checked_at < timedelta(minutes=1)


def test_while_it_cannot_be_read_the_last_good_copy_holds_and_for_a_month_at_most(tmp_path: Path) -> None:
    memory = Notebook()
    with serving(here, robots=text("User-agent: *\nDisallow: /private")) as site, fetching(tmp_path, memory) as fetcher:
        fetcher.fetch(site.url)
    known = memory.files[site.url]
    with serving(here, robots=lambda h: reply(h, 500)) as site:
        memory.files = {site.url: replace(known, origin=site.url, checked_at=known.checked_at - timedelta(days=20))}
        with fetching(tmp_path, memory) as fetcher:
            assert isinstance(fetcher.fetch(f"{site.url}/x"), Fetched)
            assert isinstance(fetcher.fetch(f"{site.url}/private"), Failed)
        memory.age(timedelta(days=11))
        with fetching(tmp_path, memory) as fetcher:
            assert isinstance(fetcher.fetch(f"{site.url}/x"), Failed)
    assert len(site.robots) == 2


def test_a_memory_that_fails_stops_no_poll(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with fetching(tmp_path, Broken()) as fetcher, serving(here) as site:
        assert isinstance(fetcher.fetch(site.url), Fetched)
    assert "locked" in caplog.text


def test_discovery_is_told_sitemaps_delay_and_what_is_allowed(tmp_path: Path) -> None:
    body = "Sitemap: /news.xml\nUser-agent: *\nCrawl-delay: 7\nDisallow: /private\nSitemap: https://cdn.example/all.xml\nSitemap: file:///etc\n"
    with fetching(tmp_path) as fetcher, serving(here, robots=text(body)) as site:
        robots = fetcher.robots(f"{site.url}/whatever")
    assert robots.sitemaps == (f"{site.url}/news.xml", "https://cdn.example/all.xml")
    assert robots.delay == timedelta(seconds=7)
    assert robots.allows(f"{site.url}/x")
    assert not robots.allows(f"{site.url}/private")
    assert site.seen == []
    with fetching(tmp_path) as fetcher:
        assert "no web address" in fetcher.robots("mailto:desk@courier.example").obstacle


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("", "/x", True),
        ("<!DOCTYPE html><html><body>Home: / Disallow: /</body></html>", "/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: feedsvc\nAllow: /", "/x", True),
        ("User-agent: FeedSvc/1.0\nDisallow: /\n\nUser-agent: *\nAllow: /", "/x", False),
        ("User-agent: feed\nDisallow: /", "/x", True),
        ("User-agent: feedsvc-beta\nDisallow: /", "/x", True),
        ("User-agent: other\nUser-agent: feedsvc\nDisallow: /", "/x", False),
        ("User-agent: feedsvc\nUser-agent: other\nDisallow: /", "/x", False),
        ("User-agent: feedsvc\n\n# a comment\n\nUser-agent: other # another\n\nDisallow: /", "/x", False),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /x", "/x", True),
        ("User-agent: feedsvc\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: feedsvc\nDisallow: /x", "/x", False),
        ("\ufeffUser-agent: *\r\nDisallow: /x\r\n", "/x", False),
        ("user-agent:*\rdisallow:/x", "/x", False),
        ("User-agent: *\nDisallow: /x\nAllow: /x/open", "/x/open/1", True),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php?c", True),
        ("User-agent: *\nDisallow: /b%C3%BCcher", "/bücher", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_groups_and_rules_are_read_as_rfc_9309_has_it(body: str, path: str, allowed: bool) -> None:
    served = body.encode().decode("utf-8-sig")
    assert parse(ORIGIN, served).allows(ORIGIN + path) is allowed


def test_a_file_of_thousands_of_agents_costs_no_more_than_one(tmp_path: Path) -> None:
    """Every agent with every rule would be hundreds of millions of pairs."""
    body = (
        "".join(f"user-agent:a{n}\n" for n in range(15_000)) + "".join(f"allow:/{n}\n" for n in range(20_000)) + "user-agent:*\ndisallow:/x"
    )
    found = parse(ORIGIN, body)
    assert not found.allows(f"{ORIGIN}/x")
    assert found.allows(f"{ORIGIN}/y")


def test_of_a_huge_file_the_first_500_kib_count(tmp_path: Path) -> None:
    filler = "# " + "x" * 1_000 + "\n"
    body = "User-agent: *\nDisallow: /early\n" + filler * 600 + "Disallow: /late\n"
    with fetching(tmp_path) as fetcher, serving(here, robots=text(body)) as site:
        assert isinstance(fetcher.fetch(f"{site.url}/early"), Failed)
        assert isinstance(fetcher.fetch(f"{site.url}/late"), Fetched)


@pytest.mark.parametrize(("said", "hours"), [(None, 24), (timedelta(seconds=5), 1), (timedelta(hours=6), 6), (timedelta(days=9), 24)])
def test_an_answer_counts_for_as_long_as_the_site_says_within_an_hour_and_a_day(said: timedelta | None, hours: int) -> None:
    async def ask(origin: str, last: RobotsFile | None) -> Reply:
        return Reply(200, b"", fresh_for=said, origins=(origin,))

    async def scene() -> tuple[Robots | None, Robots | None]:
        keeper, now = Keeper(ask), datetime.now(UTC)
        await keeper.learn(ORIGIN)
        span = timedelta(hours=hours)
        return keeper.known(ORIGIN, now + span - timedelta(minutes=1)), keeper.known(ORIGIN, now + span + timedelta(minutes=1))

    before, after = asyncio.run(scene())
    assert before is not None
    assert after is None


def test_failure_after_failure_is_asked_less_often_and_a_retry_after_kept() -> None:
    waits = iter([None, None, timedelta(hours=3), None])

    async def ask(origin: str, last: RobotsFile | None) -> Reply:
        return Reply(500, wait=next(waits))

    async def scene() -> list[int]:
        keeper, found = Keeper(ask), []
        for _ in range(4):
            robots, _ = await keeper.learn(ORIGIN)
            assert robots.retry_at is not None
            found.append(round((robots.retry_at - datetime.now(UTC)).total_seconds() / 60))
        return found

    assert asyncio.run(scene()) == [1, 2, 180, 8]


def test_the_memory_for_rules_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAX_WEIGHT", 20_000)

    async def ask(origin: str, last: RobotsFile | None) -> Reply:
        return Reply(200, b"User-agent: *\nDisallow: /private\n")

    async def scene() -> int:
        keeper, now = Keeper(ask), datetime.now(UTC)
        origins = [f"https://{number}.example" for number in range(50)]
        for origin in origins:
            await keeper.learn(origin)
        assert keeper.known(origins[-1], now) is not None
        return sum(keeper.known(origin, now) is not None for origin in origins)

    assert 0 < asyncio.run(scene()) < 10
