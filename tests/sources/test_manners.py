"""How feedsvc behaves at a host, as the host sees it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from feedsvc.model import Failed, Fetched
from feedsvc.sources import manners
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.manners import Hosts, NotNow
from tests.conftest import make_settings
from tests.sources.webserver import reply, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

LOOPBACK = ip_network("127.0.0.0/8")
SOON = 0.015  # seconds by which a clock or a socket may be off


@contextmanager
def fetching(folder: Path, **ingest: object) -> Iterator[Fetcher]:
    settings = make_settings(folder, ingest={"timeout": "5s", "host_delay": "0s", "allow_private": [LOOPBACK]} | ingest)
    fetcher = Fetcher(settings)
    yield fetcher
    fetcher.close()


def test_one_host_sees_one_request_at_a_time(tmp_path: Path) -> None:
    busy, together = threading.Lock(), []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        alone = busy.acquire(blocking=False)
        together.append(not alone)
        threading.Event().wait(0.01)
        if alone:
            busy.release()
        reply(handler, 200, b"x")

    with fetching(tmp_path) as fetcher, serving(answer, robots=answer) as site, ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(lambda number: fetcher.fetch(f"{site.url}/{number}"), range(10)))
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert len(site.seen) == 10
    assert not any(together)
    assert len(site.robots) == 1


def test_requests_that_follow_each_other_share_a_connection(tmp_path: Path) -> None:
    with fetching(tmp_path) as fetcher, serving(lambda h: reply(h, 200, b"x")) as site:
        for number in range(3):
            fetcher.fetch(f"{site.url}/{number}")
    assert site.connections == 1


def test_a_pause_lies_between_the_end_of_one_request_and_the_next(tmp_path: Path) -> None:
    with fetching(tmp_path, host_delay="1s") as fetcher, serving(lambda h: reply(h, 200, b"x")) as site:
        assert isinstance(fetcher.fetch(site.url), Fetched)
    (_, robots_end), (feed_start, _) = site.spans
    assert feed_start - robots_end >= 1 - SOON


def test_a_crawl_delay_is_kept_up_to_the_longest_that_is_allowed(tmp_path: Path) -> None:
    slow = b"User-agent: *\nCrawl-delay: 3600\n"
    with (
        fetching(tmp_path, max_delay="1s", timeout="1s") as fetcher,
        serving(lambda h: reply(h, 200, b"x"), robots=lambda h: reply(h, 200, slow)) as site,
    ):
        outcome = fetcher.fetch(site.url)
    (_, robots_end), (feed_start, _) = site.spans
    assert feed_start - robots_end >= 1 - SOON
    assert isinstance(outcome, Fetched), "waiting for the turn does not count against the deadline"
    assert outcome.exchange.seconds < 1


def test_a_host_that_asks_for_a_rest_gets_it_for_all_its_addresses(tmp_path: Path) -> None:
    with fetching(tmp_path) as fetcher, serving(lambda h: reply(h, 429, Retry_After="120")) as site:
        first = fetcher.fetch(f"{site.url}/a")
        second = fetcher.fetch(f"{site.url}/b")
    assert isinstance(first, Failed)
    assert isinstance(second, Failed)
    assert first.retry_after == timedelta(minutes=2)
    assert second.retry_after is not None
    assert timedelta(seconds=110) < second.retry_after <= timedelta(minutes=2)
    assert "left alone" in second.reason
    assert [path for path, _ in site.seen] == ["/a"]


def test_a_host_that_fails_without_asking_for_a_rest_is_asked_again(tmp_path: Path) -> None:
    with fetching(tmp_path) as fetcher, serving(lambda h: reply(h, 503)) as site:
        fetcher.fetch(f"{site.url}/a")
        fetcher.fetch(f"{site.url}/b")
    assert [path for path, _ in site.seen] == ["/a", "/b"]


def test_a_busy_host_keeps_no_other_waiting(tmp_path: Path) -> None:
    stop, started = threading.Event(), threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        started.set()
        stop.wait(20)
        reply(handler, 200, b"x")

    with (
        fetching(tmp_path, timeout="20s") as fetcher,
        serving(hang) as slow,
        serving(lambda h: reply(h, 200, b"x"), host="127.0.0.2") as quick,
        ThreadPoolExecutor(2) as pool,
    ):
        waiting = pool.submit(fetcher.fetch, slow.url)
        assert started.wait(10)
        assert isinstance(fetcher.fetch(quick.url), Fetched)
        assert not waiting.done()
        stop.set()
        assert isinstance(waiting.result(10), Fetched)


async def _hold(hosts: Hosts, number: int, order: list[int], pause: float = 0.0) -> None:
    async with hosts.turn("a.example", pause):
        order.append(number)
        await asyncio.sleep(0)


def test_turns_come_in_the_order_of_asking() -> None:
    async def scene() -> None:
        hosts, order = Hosts(), list[int]()
        await asyncio.gather(*(_hold(hosts, number, order) for number in range(50)))
        assert order == list(range(50))

    asyncio.run(scene())


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    async def scene() -> None:
        hosts, order = Hosts(), list[int]()
        async with hosts.turn("a.example", 0):
            tasks = [asyncio.create_task(_hold(hosts, number, order)) for number in range(3)]
            await asyncio.sleep(0)
            tasks[0].cancel()
            tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert order == [2]
        async with hosts.turn("a.example", 0):
            pass

    asyncio.run(scene())


def test_a_queue_that_is_too_long_is_said_at_once_with_a_time_to_come_back() -> None:
    async def scene() -> None:
        hosts, order = Hosts(), list[int]()
        async with hosts.turn("a.example", 50):
            tasks = [asyncio.create_task(_hold(hosts, number, order, 50)) for number in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(NotNow, match="busy") as refusal:
                await _hold(hosts, 9, order, 50)
            assert refusal.value.wait > timedelta(seconds=100)
            for task in tasks:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(scene())


def test_those_who_wait_are_told_when_the_host_asks_for_a_rest() -> None:
    async def scene() -> None:
        hosts, order = Hosts(), list[int]()
        async with hosts.turn("a.example", 0) as host:
            waiting = asyncio.create_task(_hold(hosts, 1, order))
            await asyncio.sleep(0)
            host.close_for(timedelta(days=400))
        with pytest.raises(NotNow) as refusal:
            await waiting
        assert refusal.value.wait <= timedelta(days=1), "no host is closed for longer than a day at its word"
        assert order == []

    asyncio.run(scene())


def test_what_is_known_of_hosts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        monkeypatch.setattr(manners, "MAX_HOSTS", 10)
        hosts = Hosts()
        async with hosts.turn("busy.example", 0):
            for number in range(100):
                async with hosts.turn(f"{number}.example", 0):
                    pass
            assert len(hosts._hosts) <= 10
            assert "busy.example" in hosts._hosts

    asyncio.run(scene())
