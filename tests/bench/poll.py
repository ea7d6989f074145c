"""200 polls at a time of a server that answers after 100 ms: polls a second and CPU for each, beside a bare aiohttp loop."""

from __future__ import annotations

import argparse
import asyncio
import atexit
import json
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedsvc.config import Settings

TOGETHER = 200
LATENCY = 0.1  # seconds
ITEM = "<item><title>Ferry {0} is late</title><link>https://harbour.example/{0}</link><description>It waits for fog.</description></item>"
FEED = f"<rss version='2.0'><channel><title>Harbour</title>{''.join(ITEM.format(number) for number in range(60))}</channel></rss>".encode()
ROBOTS = b"User-agent: *\nDisallow: /admin/\nDisallow: /*?print=\nCrawl-delay: 0\n"
Poll = tuple[str, str]  # URL, and the ETag that makes it a 304


class Server(asyncio.Protocol):
    """Every connection gives one answer, as for polls that are minutes apart."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.asked = b""

    def data_received(self, data: bytes) -> None:
        self.asked += data
        if self.asked.endswith(b"\r\n\r\n"):
            asyncio.get_running_loop().call_later(LATENCY, self.answer)

    def answer(self) -> None:
        head = b'Content-Type: application/rss+xml\r\nETag: "1"\r\nConnection: close\r\n'
        if b"GET /robots.txt " in self.asked:
            self.transport.write(b"HTTP/1.1 200 OK\r\n%bContent-Length: %d\r\n\r\n%b" % (head, len(ROBOTS), ROBOTS))
        elif b"If-None-Match" in self.asked:
            self.transport.write(b"HTTP/1.1 304 Not Modified\r\n%b\r\n" % head)
        else:
            self.transport.write(b"HTTP/1.1 200 OK\r\n%bContent-Length: %d\r\n\r\n%b" % (head, len(FEED), FEED))
        self.transport.close()


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Server, "0.0.0.0", 0, backlog=1_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


def polls(port: int, count: int) -> list[Poll]:
    """Each of a host of its own, since politeness allows one request at a time to each; every second one is a 304."""
    first = int(ip_address("127.1.0.1"))
    return [(f"http://{ip_address(first + number)}:{port}/feed", '"1"' if number % 2 else "") for number in range(count)]


async def bare(work: list[Poll]) -> None:
    import aiohttp

    slots = asyncio.Semaphore(TOGETHER)
    connector = aiohttp.TCPConnector(limit=TOGETHER)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(url: str, etag: str) -> None:
            async with slots, session.get(url, headers={"If-None-Match": etag} if etag else {}) as response:
                body = await response.read()
                assert len(body) == (0 if etag else len(FEED)), url

        await asyncio.gather(*(one(*poll) for poll in work))


def check(outcome: object, etag: str) -> None:
    from feedsvc.model import Fetched, NotModified

    assert isinstance(outcome, NotModified if etag else Fetched), outcome


def from_a_loop(settings: Settings) -> Callable[[list[Poll]], None]:
    from feedsvc.sources.fetch import Poller

    poller, runner, slots = Poller(settings), asyncio.Runner(), asyncio.Semaphore(TOGETHER)

    async def one(url: str, etag: str) -> None:
        async with slots:
            check(await poller.poll(url, etag), etag)

    async def every(work: list[Poll]) -> None:
        await asyncio.gather(*(one(*poll) for poll in work))

    atexit.register(lambda: runner.run(poller.close()))
    return lambda work: runner.run(every(work))


def from_threads(settings: Settings) -> Callable[[list[Poll]], None]:
    from feedsvc.sources.fetch import Fetcher

    fetcher, pool = Fetcher(settings), ThreadPoolExecutor(TOGETHER)

    atexit.register(fetcher.close)

    def every(work: list[Poll]) -> None:
        for _ in pool.map(lambda poll: check(fetcher.fetch(*poll), poll[1]), work):
            pass

    return every


def measure(run: Callable[[list[Poll]], None], work: list[Poll]) -> tuple[float, float]:
    """Polls a second, and milliseconds of CPU for each."""
    began, cpu = time.perf_counter(), time.process_time()
    run(work)
    return len(work) / (time.perf_counter() - began), (time.process_time() - cpu) / len(work) * 1_000


def compare(port: int, count: int, rounds: int) -> dict[str, list[tuple[float, float]]]:
    from feedsvc.config import Settings

    ingest = {"host_delay": "0s", "concurrency": TOGETHER, "allow_private": [ip_network("127.0.0.0/8")]}
    settings = Settings.model_validate({"ingest": ingest})
    work = polls(port, count)
    runs: dict[str, Callable[[list[Poll]], None]] = {
        "aiohttp": lambda work: asyncio.run(bare(work)),
        "loop": from_a_loop(settings),
        "threads": from_threads(settings),
    }
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for number in range(rounds + 1):  # the first, in which ours asks for robots.txt too, does not count
        for name, run in runs.items():
            rate, cost = measure(run, work)
            print(f"{'warm-up' if number == 0 else f'round {number}'}: {name:8} {rate:6.0f} polls/s {cost:6.3f} ms CPU", file=sys.stderr)
            results[name] += [(rate, cost)] if number else []
    return results


def report(results: dict[str, list[tuple[float, float]]]) -> None:
    medians = {name: tuple(statistics.median(column) for column in zip(*runs, strict=True)) for name, runs in results.items()}
    for name, said in (("loop", "one event loop"), ("threads", f"{TOGETHER} threads")):
        for column, (unit, digits) in enumerate((("polls/s", 0), ("ms CPU/poll", 3))):
            ours, theirs = medians[name][column], medians["aiohttp"][column]
            line = {"case": f"{unit} from {said}", "ours": round(ours, digits), "unit": unit, "peer": "bare aiohttp loop"}
            print(json.dumps({"bench": "poll"} | line | {"theirs": round(theirs, digits), "ratio": round(ours / theirs, 3)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polls", type=int, default=2_000, help="polls in each round, each of a host of its own")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
    if sys.platform != "linux":
        print("poll: needs the addresses 127.0.0.0/8, which only Linux has on its loopback", file=sys.stderr)
        sys.exit(3)
    with subprocess.Popen([sys.executable, str(Path(__file__)), "--serve"], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            report(compare(int(server.stdout.readline()), options.polls, options.rounds))
        finally:
            server.kill()


if __name__ == "__main__":
    main()
