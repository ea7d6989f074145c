"""One conditional GET against real servers on the loopback."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from feedsvc.model import Failed, Fetched, NotModified
from feedsvc.sources.fetch import Fetcher, retry_after
from tests.conftest import make_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A server that answers every GET so; gives its address and the requests it saw."""
    seen: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            seen.append((self.path, dict(self.headers.items())))
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    settings = make_settings(tmp_path, ingest={"timeout": "2s", "max_bytes": 100_000, "contact": "desk@courier.example"})
    opened = Fetcher(settings)
    yield opened
    opened.close()


def test_a_body_comes_with_its_type_and_validators(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 200, b"<rss/>", Content_Type="application/rss+xml", ETag='W/"1"', Last_Modified="Sun")) as (url, seen):
        assert fetcher.fetch(f"{url}/feed", written=True) == Fetched(f"{url}/feed", b"<rss/>", "application/rss+xml", 'W/"1"', "Sun")
    headers = seen[0][1]
    assert "feedsvc/" in headers["User-Agent"]
    assert "desk@courier.example" in headers["User-Agent"]
    assert not {"Cookie", "Referer", "If-None-Match", "If-Modified-Since"} & headers.keys()


def test_validators_go_back_exactly_as_they_came(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 304)) as (url, seen):
        assert fetcher.fetch(url, 'W/"odd\'one"', "yesterday", written=True) == NotModified("nothing new (304)")
    assert (seen[0][1]["If-None-Match"], seen[0][1]["If-Modified-Since"]) == ('W/"odd\'one"', "yesterday")


def test_redirects_are_followed_without_cookies(fetcher: Fetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/old":
            reply(handler, 301, Location="/new", Set_Cookie="a=b")
        else:
            reply(handler, 200, b"here")

    with serving(answer) as (url, seen):
        outcome = fetcher.fetch(f"{url}/old", written=True)
    assert isinstance(outcome, Fetched)
    assert outcome.url == f"{url}/new"
    assert "Cookie" not in seen[1][1]


def test_a_redirect_loop_ends_with_a_reason(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location=h.path)) as (url, seen):
        outcome = fetcher.fetch(f"{url}/loop", written=True)
    assert isinstance(outcome, Failed)
    assert "redirects" in outcome.reason
    assert len(seen) < 20


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://[::ffff:10.0.0.1]/", "http://0x7f000001:9/", "http://2130706433:9/", "http://localhost:9/"]
)
def test_a_redirect_to_a_private_address_is_refused(fetcher: Fetcher, target: str) -> None:
    with serving(lambda h: reply(h, 302, Location=target)) as (url, _):
        outcome = fetcher.fetch(url, written=True)
    assert isinstance(outcome, Failed)
    assert re.search("private address|not known|not a canonical", outcome.reason), outcome.reason


def test_a_private_address_that_nobody_wrote_down_is_refused_with_the_way_out(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 200, b"secret")) as (url, seen):
        outcome = fetcher.fetch(url)
    assert isinstance(outcome, Failed)
    assert "ingest.allow_private" in outcome.reason
    assert seen == []


def test_a_redirect_to_anything_but_the_web_is_refused(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location="file:///etc/passwd")) as (url, _):
        outcome = fetcher.fetch(url, written=True)
    assert isinstance(outcome, Failed)
    assert "no web address" in outcome.reason


def test_a_slow_drip_ends_at_the_deadline(fetcher: Fetcher) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        while not stop.wait(0.2):
            try:
                handler.wfile.write(b".")
            except OSError:
                return

    with serving(drip) as (url, _):
        outcome = fetcher.fetch(url, written=True)
        stop.set()
    assert isinstance(outcome, Failed)
    assert "within 2 s" in outcome.reason


def test_closing_leaves_nobody_waiting(tmp_path: Path) -> None:
    stop, started, outcomes = threading.Event(), threading.Event(), []

    def hang(handler: BaseHTTPRequestHandler) -> None:
        started.set()
        stop.wait(20)

    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "60s"}))
    with serving(hang) as (url, _):
        waiting = threading.Thread(target=lambda: outcomes.append(fetcher.fetch(url, written=True)))
        waiting.start()
        assert started.wait(10)
        fetcher.close()
        waiting.join(10)
        stop.set()
    assert isinstance(outcomes[0], Failed)
    assert "stopped" in outcomes[0].reason


def test_an_endless_and_a_packed_body_end_at_the_limit(fetcher: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    for body, headers in ((b"x" * 200_000, {}), (bomb, {"Content_Encoding": "gzip"})):
        with serving(lambda h, body=body, headers=headers: reply(h, 200, body, **headers)) as (url, _):  # type: ignore[misc]
            outcome = fetcher.fetch(url, written=True)
        assert isinstance(outcome, Failed)
        assert "larger than 100000 bytes" in outcome.reason


def test_gone_and_busy_are_told_apart(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 410)) as (url, _):
        gone = fetcher.fetch(url, written=True)
    with serving(lambda h: reply(h, 503, Retry_After="120")) as (url, _):
        busy = fetcher.fetch(url, written=True)
    assert isinstance(gone, Failed)
    assert isinstance(busy, Failed)
    assert (gone.gone, busy.gone, busy.retry_after) == (True, False, timedelta(minutes=2))


def test_a_closed_port_and_an_unknown_name_are_said_in_plain_words(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    closed = fetcher.fetch(f"http://127.0.0.1:{port}/", written=True)
    unknown = fetcher.fetch("http://nowhere.invalid/")
    assert isinstance(closed, Failed)
    assert isinstance(unknown, Failed)
    assert "cannot connect" in closed.reason
    assert "not known" in unknown.reason


def raw(answer: bytes) -> tuple[str, threading.Thread, socket.socket]:
    """A server that says these bytes to one client."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(answer)

    thread = threading.Thread(target=talk)
    thread.start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/", thread, listener


@pytest.mark.parametrize("value", [b'"\xff"', b'"' + b"x" * 5000 + b'"', b'"\xc3\xa9"'])
def test_a_validator_that_could_not_be_sent_back_is_not_kept(fetcher: Fetcher, value: bytes) -> None:
    answer = b"HTTP/1.1 200 OK\r\nETag: " + value + b"\r\nLast-Modified: " + value + b"\r\nContent-Length: 2\r\n\r\nok"
    url, thread, listener = raw(answer)
    with listener:
        outcome = fetcher.fetch(url, written=True)
        thread.join()
    assert isinstance(outcome, Fetched)
    assert (outcome.etag, outcome.last_modified) == ("", "")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 \xff\xfe\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 500 \x1b[31mred\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 20_000 + b"/\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_a_stranger_says_reaches_the_log_clean_and_short(fetcher: Fetcher, answer: bytes) -> None:
    url, thread, listener = raw(answer)
    with listener:
        outcome = fetcher.fetch(url, written=True)
        thread.join()
    assert isinstance(outcome, Failed)
    assert outcome.reason.isprintable()
    assert len(outcome.reason.encode()) < 500


def test_garbage_in_place_of_http_is_a_failure(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"\x00\x01nonsense\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        outcome = fetcher.fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", written=True)
        thread.join()
    assert isinstance(outcome, Failed)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", 120),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60),
        ("Sun, 22 Nov 2020 12:01:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("9" * 40, 10**8),
        ("1 Jan 99999999999999999999 00:00:00", None),
    ],
)
def test_retry_after_is_understood_in_both_forms(value: str, wait: int | None) -> None:
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert retry_after(value, now) == (None if wait is None else timedelta(seconds=wait))
