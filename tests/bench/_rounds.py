"""Rounds of polls into a store: by our ingester and by lemon24's reader, of one server in a process of its own. Part of the bench feeds."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from feedsvc.config import Settings
from feedsvc.ingest import Ingester, prepare
from feedsvc.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST, NOT_MODIFIED, SAME = "first round", "unchanged round, 304", "unchanged round, same bytes"
CASES = (FIRST, NOT_MODIFIED, SAME)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
THREADS = 20  # ours, as ingest.concurrency is by default; reader is run with as many and with its default, and the faster counts
FEED = b"<rss version='2.0'><channel><title>Harbour</title><item><title>Ferry</title><link>https://harbour.example/1</link></item></channel></rss>"


def measure(folder: Path, rounds: int) -> dict[str, dict[str, list[float]]]:
    """Feeds a second of each case, by name of the ingester."""
    names = [path.name for path in sorted(folder.iterdir()) if path.is_file()]
    results: dict[str, dict[str, list[float]]] = {who: {case: [] for case in CASES} for who in ("ours", "reader")}
    with _server(folder) as port:
        for number in range(rounds):
            runs = {"ours": [_ours(_urls(port, names))], "reader": [_reader(_urls(port, names), workers) for workers in (1, THREADS)]}
            for who, taken in runs.items():
                for case in CASES:
                    results[who][case].append(max(len(names) / times[case] for times in taken))
            said = "; ".join(f"{who}: " + ", ".join(f"{case} {results[who][case][-1]:.1f}" for case in CASES) for who in results)
            print(f"round {number + 1}, feeds/s: {said}", file=sys.stderr)
    return results


def _urls(port: int, names: list[str]) -> dict[str, list[str]]:
    """Each of a host of its own, since politeness allows one request at a time to each: with validators, and without."""
    first = int(ip_address("127.1.0.1"))
    hosts = [f"http://{ip_address(first + number)}:{port}" for number in range(len(names) + 1)]
    told = {kind: [f"{host}/{kind}/{name}" for host, name in zip(hosts, names, strict=False)] for kind in ("etag", "plain")}
    return told | {"small": [f"{hosts[-1]}/small"]}


def _ours(urls: dict[str, list[str]]) -> dict[str, float]:
    sources = [{"slug": f"{kind}-{number}", "kind": "feed", "url": url} for kind in urls for number, url in enumerate(urls[kind])]
    ingest = {"host_delay": "0s", "concurrency": THREADS, "allow_private": [ip_network("127.0.0.0/8")]}
    with TemporaryDirectory() as folder:
        settings = Settings.model_validate({"sources": sources, "ingest": ingest})
        store = Store.open(f"sqlite:///{folder}/feeds.db")
        store.migrate()
        prepare(store, settings, NOW)
        ingester = Ingester(store, settings)
        clock = (NOW + timedelta(hours=number) for number in count())

        def poll(kind: str) -> float:
            with store.read() as unit:
                wanted = [unit.sources.get(f"{kind}-{number}") for number in range(len(urls[kind]))]
            began = time.perf_counter()
            now = next(clock)
            with ThreadPoolExecutor(THREADS) as pool:
                reports = list(pool.map(lambda source: ingester.poll(source, now), wanted))
            taken = time.perf_counter() - began
            for report in reports:
                if report.outcome == "failed":
                    print(f"ours: {report.reason}", file=sys.stderr)
            return taken

        try:
            poll("small")
            return _cases(poll)
        finally:
            ingester.close()
            store.close()


def _reader(urls: dict[str, list[str]], workers: int) -> dict[str, float]:
    from reader import make_reader

    with TemporaryDirectory() as folder:
        reader = make_reader(f"{folder}/reader.db")

        def update(kind: str) -> float:
            for url in urls[kind]:
                reader.add_feed(url, exist_ok=True)
                reader.enable_feed_updates(url)
            began = time.perf_counter()
            results = list(reader.update_feeds_iter(scheduled=False, workers=workers))
            taken = time.perf_counter() - began
            failed = sum(isinstance(result.value, Exception) for result in results)
            print(f"reader, {workers} threads: {kind}: {taken:.2f} s, {len(results)} feeds, {failed} failed", file=sys.stderr)
            for url in urls[kind]:
                reader.disable_feed_updates(url)
            return taken

        update("small")
        times = _cases(update)
        reader.close()
        return times


def _cases(round_of: Callable[[str], float]) -> dict[str, float]:
    first, again = round_of("etag"), round_of("etag")
    round_of("plain")
    return {FIRST: first, NOT_MODIFIED: again, SAME: round_of("plain")}


# --- the server


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    process = subprocess.Popen([sys.executable, __file__, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def _serve(folder: Path) -> None:
    bodies = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    etags = {name: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for name, body in bodies.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _, kind, name = (*self.path.split("/"), "", "")[:3]
            body = FEED if kind == "small" else bodies.get(name)
            etag = etags.get(name, "") if kind == "etag" else ""
            status = 404 if body is None else 304 if etag and self.headers.get("If-None-Match") == etag else 200
            self.send_response(status)
            if etag:
                self.send_header("ETag", etag)
            sent = body if body and status == 200 else b""
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            pass

    ThreadingHTTPServer.request_queue_size = 128  # a queue of 5 drops connections, and each comes again after a whole second
    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # each feed has a loopback address of its own
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
