"""What a line of an access log says."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.accesslog import MAX_LINE, Request, moment, read_line

LINE = '203.0.113.7 - - [22/Nov/2026:13:55:36 +0100] "GET /sea/storm?id=7 HTTP/1.1" 200 5120 "https://search.example/" "Mozilla/5.0 (X11)"'
AT = datetime.fromisoformat("2026-11-22T12:55:36+00:00").timestamp()
STORM = Request(AT, "203.0.113.7", "GET", "/sea/storm?id=7", 200, "https://search.example/", "Mozilla/5.0 (X11)")


def read(line: str) -> Request:
    found = read_line(line)
    assert found is not None
    return found


def test_a_combined_line_is_read_with_its_zone() -> None:
    assert read(LINE) == STORM


def test_fields_behind_the_agent_change_nothing() -> None:
    assert read(LINE + ' 0.012 "10.0.0.3:8080" TLSv1.3 -\n') == STORM


@pytest.mark.parametrize("front", ["news.example", "news.example:443"])
def test_a_virtual_host_in_front_names_the_site(front: str) -> None:
    found = read(f"{front} {LINE}")
    assert (found.host, found.address) == (front, "203.0.113.7")


@pytest.mark.parametrize("front", ["_", "localhost"])
def test_a_host_that_names_no_site_is_none(front: str) -> None:
    found = read(f"{front} {LINE}")
    assert (found.host, found.address) == ("", "203.0.113.7")


def test_a_client_may_be_known_by_name_and_its_user_too() -> None:
    assert read(LINE.replace("203.0.113.7 - -", "dsl-7.provider.example - mary")).address == "dsl-7.provider.example"
    assert read(LINE.replace("203.0.113.7 - -", "2001:db8::7 - mary")).address == "2001:db8::7"


def test_quotes_in_an_agent_end_nothing() -> None:
    assert read(LINE.replace("Mozilla/5.0 (X11)", 'odd \\"agent\\" 1')).agent == 'odd "agent" 1'
    assert read(LINE.replace("Mozilla/5.0 (X11)", "odd \\x22agent\\x22 1")).agent == 'odd "agent" 1'


def test_a_path_that_was_escaped_for_the_log_is_the_path_that_was_asked() -> None:
    assert read(LINE.replace("/storm", "/st\\xC3\\xB6rm")).target == "/sea/st%C3%B6rm?id=7"


@pytest.mark.parametrize(
    "time",
    ["22/Nov/2026:12:55:36 +0000", "22/Nov/2026:07:25:36 -0530", "2026-11-22T13:55:36+01:00", "2026-11-22T12:55:36Z", "1795352136"],
)
def test_times_are_understood_in_every_form_that_servers_write(time: str) -> None:
    assert moment(time) == AT


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000, 1_000_000_000])
def test_a_unix_time_is_seconds_or_a_thousandth_of_them(unit: int) -> None:
    assert moment(str(int(AT) * unit)) == pytest.approx(AT)


@pytest.mark.parametrize("time", ["", "yesterday", "32/Nov/2026:12:55:36 +0000", "22/Noc/2026:12:55:36 +0000", "nan", "1e400", "12", "-5"])
def test_what_is_no_time_is_none(time: str) -> None:
    assert moment(time) is None


JSON: dict[str, dict[str, Any]] = {
    "nginx": {
        "time_iso8601": "2026-11-22T13:55:36+01:00", "remote_addr": "203.0.113.7", "request_uri": "/sea/storm?id=7", "uri": "/sea/storm",
        "request_method": "GET", "status": "200", "http_user_agent": "Mozilla/5.0 (X11)", "http_referer": "https://search.example/",
    },
    "nginx with the request in one": {
        "time_local": "22/Nov/2026:13:55:36 +0100", "remote_addr": "203.0.113.7", "request": "GET /sea/storm?id=7 HTTP/2.0",
        "status": 200, "http_user_agent": "Mozilla/5.0 (X11)", "http_referer": "https://search.example/",
    },
    "plain": {
        "@timestamp": "2026-11-22T12:55:36Z", "client_ip": "203.0.113.7", "url": "/sea/storm?id=7", "method": "get", "status": 200,
        "user_agent": "Mozilla/5.0 (X11)", "referer": "https://search.example/",
    },
    "Caddy": {
        "ts": 1795352136.0, "status": 200, "request": {
            "remote_ip": "10.0.0.1", "client_ip": "203.0.113.7", "method": "GET", "uri": "/sea/storm?id=7",
            "headers": {"User-Agent": ["Mozilla/5.0 (X11)"], "Referer": ["https://search.example/"]},
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("server", JSON)
def test_a_json_line_is_read_by_the_names_that_servers_give(server: str) -> None:
    assert read(json.dumps(JSON[server])) == STORM


def test_of_a_list_of_addresses_the_one_counts_that_the_reader_cannot_make_up() -> None:
    assert read(json.dumps(JSON["plain"] | {"client_ip": "192.0.2.1, 203.0.113.7"})) == STORM


def test_a_prefetch_says_so() -> None:
    assert read(json.dumps(JSON["nginx"] | {"http_sec_purpose": "prefetch;prerender"})).prefetch


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[error] 7#7: *1 open() failed",
        LINE.replace("22/Nov", "31/Nov"),
        LINE.replace("GET /sea/storm?id=7 HTTP/1.1", "\\x16\\x03\\x01"),
        LINE[:60],
        "{",
        "[" * 5_000,
        '{"a":' * 5_000,
        "{}",
        json.dumps(JSON["plain"] | {"status": "ok"}),
        json.dumps(JSON["plain"] | {"@timestamp": None}),
        LINE + "x" * MAX_LINE,
    ],
)
def test_a_broken_line_is_none(line: str) -> None:
    assert read_line(line) is None


@given(st.text() | st.text().map(lambda text: "{" + text) | st.text().map(lambda text: LINE.replace("storm", text)))
def test_no_line_breaks_the_reader(line: str) -> None:
    found = read_line(line)
    assert found is None or found.status >= 0
