"""One conditional GET against real servers on the loopback."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.model import Exchange, Failed, Fetched, NotModified
from feedsvc.sources.fetch import Fetcher
from tests.conftest import make_settings
from tests.sources.webserver import reply, saying, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    settings = make_settings(
        tmp_path, ingest={"timeout": "1s", "max_bytes": 100_000, "contact": "desk@courier.example", "host_delay": "0s"}
    )
    opened = Fetcher(settings)
    yield opened
    opened.close()


def test_a_body_comes_with_its_type_and_validators(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 200, b"<rss/>", Content_Type="application/rss+xml", ETag='W/"1"', Last_Modified="Sun")) as site:
        outcome = fetcher.fetch(f"{site.url}/feed", written=True)
    assert replace(outcome, exchange=Exchange()) == Fetched(f"{site.url}/feed", b"<rss/>", "application/rss+xml", 'W/"1"', "Sun")
    headers = site.seen[0][1]
    assert "feedsvc/" in headers["User-Agent"]
    assert "desk@courier.example" in headers["User-Agent"]
    assert not {"Cookie", "Referer", "If-None-Match", "If-Modified-Since"} & headers.keys()


def test_validators_go_back_exactly_as_they_came(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 304)) as site:
        outcome = fetcher.fetch(site.url, 'W/"odd\'one"', "yesterday", written=True)
    assert isinstance(outcome, NotModified)
    assert (site.seen[0][1]["If-None-Match"], site.seen[0][1]["If-Modified-Since"]) == ('W/"odd\'one"', "yesterday")


def test_redirects_are_followed_without_cookies(fetcher: Fetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/old":
            reply(handler, 301, Location="/new", Set_Cookie="a=b")
        else:
            reply(handler, 200, b"here")

    with serving(answer) as site:
        outcome = fetcher.fetch(f"{site.url}/old", written=True)
    assert isinstance(outcome, Fetched)
    assert outcome.url == f"{site.url}/new"
    assert "Cookie" not in site.seen[1][1]


def test_a_redirect_loop_ends_with_a_reason(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location=h.path)) as site:
        outcome = fetcher.fetch(f"{site.url}/loop", written=True)
    assert isinstance(outcome, Failed)
    assert "redirects" in outcome.reason
    assert len(site.seen) < 20


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://[::ffff:10.0.0.1]/", "http://0x7f000001:9/", "http://2130706433:9/", "http://localhost:9/"]
)
def test_a_redirect_to_a_private_address_is_refused(fetcher: Fetcher, target: str) -> None:
    with serving(lambda h: reply(h, 302, Location=target)) as site:
        outcome = fetcher.fetch(site.url, written=True)
    assert isinstance(outcome, Failed)
    assert re.search("private address|not known|not a canonical", outcome.reason), outcome.reason


def test_a_private_address_that_nobody_wrote_down_is_refused_with_the_way_out(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 200, b"secret")) as site:
        outcome = fetcher.fetch(site.url)
    assert isinstance(outcome, Failed)
    assert "ingest.allow_private" in outcome.reason
    assert site.seen == []


def test_a_redirect_to_anything_but_the_web_is_refused(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location="file:///etc/passwd")) as site:
        outcome = fetcher.fetch(site.url, written=True)
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

    with serving(drip) as site:
        outcome = fetcher.fetch(site.url, written=True)
        stop.set()
    assert isinstance(outcome, Failed)
    assert "within 1 s" in outcome.reason


def test_closing_leaves_nobody_waiting(tmp_path: Path) -> None:
    stop, started, outcomes = threading.Event(), threading.Event(), []

    def hang(handler: BaseHTTPRequestHandler) -> None:
        started.set()
        stop.wait(20)

    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "60s", "host_delay": "0s"}))
    with serving(hang) as site:
        waiting = threading.Thread(target=lambda: outcomes.append(fetcher.fetch(site.url, written=True)))
        waiting.start()
        assert started.wait(10)
        fetcher.close()
        waiting.join(10)
        stop.set()
    assert isinstance(outcomes[0], Failed)
    assert "stopped" in outcomes[0].reason
    assert outcomes[0].held, "which is no failure of the source"


def test_an_endless_and_a_packed_body_end_at_the_limit(fetcher: Fetcher) -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    for body, headers in ((b"x" * 200_000, {}), (bomb, {"Content_Encoding": "gzip"})):
        with serving(lambda h, body=body, headers=headers: reply(h, 200, body, **headers)) as site:  # type: ignore[misc]
            outcome = fetcher.fetch(site.url, written=True)
        assert isinstance(outcome, Failed)
        assert "larger than 100000 bytes" in outcome.reason


def test_gone_and_busy_are_told_apart(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 410)) as site:
        gone = fetcher.fetch(site.url, written=True)
    with serving(lambda h: reply(h, 503, Retry_After="120")) as site:
        busy = fetcher.fetch(site.url, written=True)
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


@pytest.mark.parametrize("value", [b'"\xff"', b'"' + b"x" * 5000 + b'"', b'"\xc3\xa9"'])
def test_a_validator_that_could_not_be_sent_back_is_not_kept(fetcher: Fetcher, value: bytes) -> None:
    answer = b"HTTP/1.1 200 OK\r\nETag: " + value + b"\r\nLast-Modified: " + value + b"\r\nContent-Length: 2\r\n\r\nok"
    with saying(answer) as url:
        outcome = fetcher.fetch(url, written=True)
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
    with saying(answer) as url:
        outcome = fetcher.fetch(url, written=True)
    assert isinstance(outcome, Failed)
    assert outcome.reason.isprintable()
    assert len(outcome.reason.encode()) < 500


def test_garbage_in_place_of_http_is_a_failure(fetcher: Fetcher) -> None:
    with saying(b"\x00\x01nonsense\r\n\r\n") as url:
        assert isinstance(fetcher.fetch(url, written=True), Failed)


def test_an_outcome_tells_what_the_poll_cost(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 200, b"12345", Cache_Control="max-age=300, public", Age="100")) as site:
        outcome = fetcher.fetch(site.url, written=True)
    exchange = outcome.exchange
    assert (exchange.status, exchange.received, exchange.moved, exchange.fresh_for) == (200, 5, "", timedelta(seconds=200))
    assert 0 < exchange.seconds < 2


def test_a_failure_too_tells_what_the_poll_cost(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 404, b"not here")) as site:
        outcome = fetcher.fetch(site.url, written=True)
    assert isinstance(outcome, Failed)
    assert (outcome.exchange.status, outcome.exchange.fresh_for) == (404, None)


@pytest.mark.parametrize(
    ("hops", "moved"), [([301], True), ([308, 301], True), ([302], False), ([301, 307], False), ([303, 308], False), ([], False)]
)
def test_only_a_chain_of_permanent_redirects_moves_a_source(fetcher: Fetcher, hops: list[int], moved: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        step = int(handler.path[1:])
        if step < len(hops):
            reply(handler, hops[step], Location=f"/{step + 1}")
        else:
            reply(handler, 200, b"here")

    with serving(answer) as site:
        outcome = fetcher.fetch(f"{site.url}/0", written=True)
    assert isinstance(outcome, Fetched)
    assert outcome.exchange.moved == (f"{site.url}/{len(hops)}" if moved else "")


def test_the_fragment_of_a_redirect_is_no_part_of_the_address(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 200, b"x") if h.path == "/b" else reply(h, 301, Location="/b#top")) as site:
        outcome = fetcher.fetch(f"{site.url}/a", written=True)
    assert isinstance(outcome, Fetched)
    assert outcome.url == outcome.exchange.moved == f"{site.url}/b"


def test_two_pages_that_redirect_to_each_other_are_asked_once_each(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location="/b" if h.path == "/a" else "/a", Set_Cookie="seen=1")) as site:
        outcome = fetcher.fetch(f"{site.url}/a", written=True)
    assert isinstance(outcome, Failed)
    assert "in a circle" in outcome.reason
    assert [path for path, _ in site.seen] == ["/a", "/b"]


def test_an_endless_chain_of_redirects_ends(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location=h.path + "x")) as site:
        outcome = fetcher.fetch(f"{site.url}/", written=True)
    assert isinstance(outcome, Failed)
    assert "more than 8 redirects" in outcome.reason
    assert len(site.seen) == 8


def test_a_password_in_an_address_goes_nowhere_and_into_no_log(fetcher: Fetcher) -> None:
    with serving(lambda h: reply(h, 302, Location=f"http://desk:hunter2@{h.headers['Host']}/b")) as site:
        redirected = fetcher.fetch(f"{site.url}/a", written=True)
        asked = fetcher.fetch(site.url.replace("//", "//desk:hunter2@"), written=True)
    for outcome in (redirected, asked):
        assert isinstance(outcome, Failed)
        assert "password" in outcome.reason
        assert "hunter2" not in outcome.reason
    assert [path for path, _ in site.seen] == ["/a"]


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "nonsense", "http:///x", "http://[::1/", "http://a.example:99999/", "http://a.example:0/", ""]
)
def test_what_is_no_web_address_is_said_so(fetcher: Fetcher, url: str) -> None:
    for written in (True, False):
        outcome = fetcher.fetch(url, written=written)
        assert isinstance(outcome, Failed)
        assert "no web address" in outcome.reason


@pytest.mark.parametrize("status", [201, 204, 206, 226, 300, 304, 400, 401, 451, 500])
def test_no_status_but_200_brings_a_body(fetcher: Fetcher, status: int) -> None:
    """Not even a 304 when nothing was asked for by its validator: it would hide all news for good."""
    with serving(lambda h: reply(h, status)) as site:
        outcome = fetcher.fetch(site.url, written=True)
    assert isinstance(outcome, Failed)
    assert str(status) in outcome.reason


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
    ],
)
def test_an_answer_that_breaks_off_is_a_failure(fetcher: Fetcher, answer: bytes) -> None:
    with saying(answer) as url:
        assert isinstance(fetcher.fetch(url, written=True), Failed)


def test_a_declared_length_beyond_the_limit_is_not_read(fetcher: Fetcher) -> None:
    with saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n<rss>") as url:
        outcome = fetcher.fetch(url, written=True)
    assert isinstance(outcome, Failed)
    assert "larger than 100000 bytes" in outcome.reason
    assert outcome.exchange.received == 0


def test_a_slow_robots_txt_counts_against_the_same_deadline(tmp_path: Path) -> None:
    stop = threading.Event()
    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "1s", "host_delay": "0s"}))

    def hang(_: BaseHTTPRequestHandler) -> None:
        stop.wait(20)

    with serving(lambda h: reply(h, 200, b"x"), robots=hang) as site:
        outcome = fetcher.fetch(site.url, written=True)
        stop.set()
        fetcher.close()
    assert isinstance(outcome, Failed)
    assert "within 1 s" in outcome.reason
    assert site.seen == []


def test_what_robots_txt_took_is_lost_to_the_page(tmp_path: Path) -> None:
    """Each of the two alone would be in time."""
    stop = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        stop.wait(0.6)
        reply(handler, 200, b"")

    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "1s", "host_delay": "0s"}))
    with serving(slow, robots=slow) as site:
        outcome = fetcher.fetch(site.url, written=True)
        stop.set()
        fetcher.close()
    assert isinstance(outcome, Failed)
    assert len(site.robots) == len(site.seen) == 1
