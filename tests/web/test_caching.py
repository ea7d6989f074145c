"""What caches and conditional requests are answered (pure)."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.web.caching import Answer, answer, cache_control, document

CHANGED = datetime(2026, 11, 22, 11, 59, 30, tzinfo=UTC)
BODY = b"<rss>" + b"news " * 400 + b"</rss>"
FEED = document(BODY, "application/rss+xml; charset=utf-8", CHANGED)
TAG = f'"{FEED.etag}"'
ZIPPED_TAG = f'"{FEED.etag}-gzip"'


def ask(method: str = "GET", max_age: int = 300, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(FEED, method, named, max_age)


def fields(reply: Answer) -> dict[str, str]:
    assert len({name.lower() for name, _ in reply.headers}) == len(reply.headers), "a header is sent twice"
    return dict(reply.headers)


def test_a_first_request_gets_everything_a_cache_needs() -> None:
    reply = ask()
    assert (reply.status, reply.body) == (200, BODY)
    assert fields(reply) == {
        "Content-Type": "application/rss+xml; charset=utf-8",
        "Content-Length": str(len(BODY)),
        "ETag": TAG,
        "Last-Modified": "Sun, 22 Nov 2026 11:59:30 GMT",
        "Cache-Control": "public, max-age=300, stale-while-revalidate=300, stale-if-error=86400",
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_head_says_what_get_says_without_the_body(encoding: str) -> None:
    head, get = ask("HEAD", Accept_Encoding=encoding), ask(Accept_Encoding=encoding)
    assert head.headers == get.headers
    assert (head.body, head.status) == (b"", 200)


def test_gzip_is_the_same_bytes_under_a_tag_of_its_own() -> None:
    reply = ask(Accept_Encoding="gzip, deflate, br")
    assert gzip.decompress(reply.body) == BODY
    assert fields(reply)["Content-Encoding"] == "gzip"
    assert fields(reply)["ETag"] == ZIPPED_TAG
    assert fields(reply)["Content-Length"] == str(len(reply.body))


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("*", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("gzip; q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("gzip;q=0.5, identity;q=0.8", False),
        ("br", False),
        ("gzip;q=high", False),
        ("gzip;level=9", False),
        (",,;;==", False),
    ],
)
def test_gzip_is_sent_only_to_who_accepts_it(accepted: str, zipped: bool) -> None:
    assert ("Content-Encoding" in fields(ask(Accept_Encoding=accepted))) is zipped


def test_a_body_that_gzip_would_lengthen_is_sent_as_it_is() -> None:
    reply = answer(document(b"ok", "text/plain"), "GET", {"Accept-Encoding": "gzip"}, 60)
    assert reply.body == b"ok"
    assert fields(reply)["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("sent", [TAG, f"W/{TAG}", f'"zzz", {TAG} , "y"', "*", ' "a",\tW/' + TAG])
def test_a_client_that_has_the_bytes_is_told_so(sent: str) -> None:
    reply = ask(If_None_Match=sent)
    assert (reply.status, reply.body) == (304, b"")
    assert fields(reply)["ETag"] == TAG


@pytest.mark.parametrize("sent", ['"nope"', FEED.etag, "", '"', f'"x{FEED.etag}"', f'"{FEED.etag}-br"'])
def test_any_other_tag_gets_the_bytes(sent: str) -> None:
    assert ask(If_None_Match=sent).status == 200


@pytest.mark.parametrize("tag", [TAG, ZIPPED_TAG])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_either_encodings_tag_is_known_and_echoed(tag: str, encoding: str) -> None:
    reply = ask(If_None_Match=tag, Accept_Encoding=encoding)
    assert reply.status == 304
    assert fields(reply)["ETag"] == tag


def test_a_304_carries_what_a_cache_updates_and_nothing_about_a_body() -> None:
    whole, unchanged = fields(ask()), fields(ask(If_None_Match=TAG))
    about_the_body = {"Content-Type", "Content-Length"}
    assert unchanged == {name: value for name, value in whole.items() if name not in about_the_body}


@pytest.mark.parametrize(
    "since",
    [
        "Sun, 22 Nov 2026 11:59:30 GMT",
        "Sunday, 22-Nov-26 11:59:30 GMT",
        "Sun Nov 22 11:59:30 2026",
        "Mon, 23 Nov 2026 00:00:00 GMT",
        "Sun, 22 Nov 2026 18:59:30 +0700",
    ],
)
def test_a_copy_as_new_as_ours_is_confirmed_by_date(since: str) -> None:
    reply = ask(If_Modified_Since=since)
    assert (reply.status, fields(reply)["ETag"]) == (304, TAG)


@pytest.mark.parametrize("since", ["Sun, 22 Nov 2026 11:59:29 GMT", "yesterday", "", "0", "Sun, 99 Nov 2026 11:59:30 GMT", "\x00"])
def test_an_older_copy_or_an_unreadable_date_gets_the_bytes(since: str) -> None:
    assert ask(If_Modified_Since=since).status == 200


def test_the_tag_decides_when_both_are_sent() -> None:
    newest, oldest = format_datetime(CHANGED, usegmt=True), "Thu, 01 Jan 1970 00:00:00 GMT"
    assert ask(If_None_Match='"nope"', If_Modified_Since=newest).status == 200
    assert ask(If_None_Match=TAG, If_Modified_Since=oldest).status == 304


def test_what_has_no_date_is_not_confirmed_by_date() -> None:
    page = document(BODY, "text/html")
    assert answer(page, "GET", {"If-Modified-Since": "Sun, 22 Nov 2026 11:59:30 GMT"}, 60).status == 200


def test_a_max_age_of_zero_means_ask_every_time() -> None:
    assert cache_control(0) == "no-cache"


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80), st.sampled_from(["GET", "HEAD"]))
def test_no_header_breaks_an_answer(named: str, since: str, accepted: str, method: str) -> None:
    reply = answer(FEED, method, {"If-None-Match": named, "If-Modified-Since": since, "Accept-Encoding": accepted}, 300)
    assert reply.status in {200, 304}
    if reply.status == 200 and method == "GET":
        assert fields(reply)["Content-Length"] == str(len(reply.body))


@given(st.integers(86_400, 3_100_000_000))
def test_a_date_is_understood_alike_in_all_three_forms(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    feed = document(BODY, "application/rss+xml", at)
    forms = (f"{at:%a, %d %b %Y %H:%M:%S} GMT", f"{at:%A, %d-%b-%y %H:%M:%S} GMT", f"{at:%a %b} {at.day:2d} {at:%H:%M:%S %Y}")
    later = document(BODY, "application/rss+xml", at + timedelta(seconds=1))
    for form in forms:
        assert answer(feed, "GET", {"If-Modified-Since": form}, 300).status == 304
        assert answer(later, "GET", {"If-Modified-Since": form}, 300).status == 200
