"""Packed bodies, from real servers: whole ones come out as they were, all others are failures that cost little."""

from __future__ import annotations

import gzip
import random
import sys
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest

from feedsvc.model import Failed, Fetched, Outcome
from feedsvc.sources.fetch import Fetcher
from feedsvc.sources.unpack import BadPacking, unpacker
from tests.conftest import make_settings
from tests.sources.webserver import reply, saying, serving

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FEED = b"<rss>" + b"".join(b"<item>%d</item>" % (number * 2_654_435_761 % 10**13) for number in range(30_000)) + b"</rss>"
LIMIT = 2_000_000


def deflate_raw(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "zlib": ("deflate", zlib.compress),
    "raw deflate": ("deflate", deflate_raw),
    "brotli": ("br", lambda data: bytes(brotli.compress(data, quality=3))),
    "zstd": ("zstd", zstd.compress),
}


@pytest.fixture(scope="module")
def fetcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fetcher]:
    opened = Fetcher(make_settings(tmp_path_factory.mktemp("config"), ingest={"timeout": "20s", "max_bytes": LIMIT, "host_delay": "0s"}))
    yield opened
    opened.close()


def fetch(fetcher: Fetcher, coding: str, body: bytes) -> Outcome:
    with serving(lambda h: reply(h, 200, body, Content_Encoding=coding)) as site:
        outcome = fetcher.fetch(site.url, written=True)
    assert "gzip" in site.seen[0][1]["Accept-Encoding"]
    return outcome


@pytest.mark.parametrize("packer", PACKERS)
def test_a_packed_body_comes_out_as_it_was(fetcher: Fetcher, packer: str) -> None:
    coding, pack = PACKERS[packer]
    packed = pack(FEED)
    outcome = fetch(fetcher, coding, packed)
    assert isinstance(outcome, Fetched)
    assert outcome.body == FEED
    assert outcome.exchange.received == len(packed)


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("cut", [1, 3, 5_000])
def test_a_packed_body_that_breaks_off_is_a_failure(fetcher: Fetcher, packer: str, cut: int) -> None:
    coding, pack = PACKERS[packer]
    outcome = fetch(fetcher, coding, pack(FEED)[:-cut])
    assert isinstance(outcome, Failed)
    assert "breaks off" in outcome.reason


@pytest.mark.parametrize("packer", PACKERS)
def test_a_bomb_ends_at_the_limit_in_little_memory(fetcher: Fetcher, packer: str) -> None:
    coding, pack = PACKERS[packer]
    bomb = pack(bytes(60_000_000))
    tracemalloc.start()
    try:
        outcome = fetch(fetcher, coding, bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(outcome, Failed)
    assert f"larger than {LIMIT} bytes" in outcome.reason
    assert peak < 2 * LIMIT + 2_000_000


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("size", [1, 2, 7, 65_536])
def test_the_pieces_in_which_it_arrives_do_not_matter(packer: str, size: int) -> None:
    coding, pack = PACKERS[packer]
    text = FEED[:40_000] + bytes(700_000)
    packed, engine = pack(text), unpacker([coding])
    out = b"".join(piece for at in range(0, len(packed), size) for piece in engine.feed(packed[at : at + size]))
    engine.finish()
    assert out == text


def test_several_gzip_members_and_zstd_frames_are_one_body(fetcher: Fetcher) -> None:
    for coding, pack in (PACKERS["gzip"], PACKERS["zstd"]):
        outcome = fetch(fetcher, coding, pack(b"one ") + pack(b"") + pack(b"two"))
        assert isinstance(outcome, Fetched)
        assert outcome.body == b"one two"


@pytest.mark.parametrize("packer", ["gzip", "zlib", "raw deflate"])
@pytest.mark.parametrize("padding", [b"\0", b"\0" * 600, b"\n\n<!-- cached -->"])
def test_padding_after_the_end_is_no_content(fetcher: Fetcher, packer: str, padding: bytes) -> None:
    coding, pack = PACKERS[packer]
    outcome = fetch(fetcher, coding, pack(b"whole") + padding)
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"whole"


def test_a_body_in_thousands_of_members_is_refused(fetcher: Fetcher) -> None:
    outcome = fetch(fetcher, "gzip", gzip.compress(b"") * 5_000)
    assert isinstance(outcome, Failed)
    assert "pieces" in outcome.reason


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_what_is_not_packed_as_declared_is_a_failure(fetcher: Fetcher, coding: str) -> None:
    outcome = fetch(fetcher, coding, b"<rss>not packed at all</rss>")
    assert isinstance(outcome, Failed)
    assert "gzip" in outcome.reason or "that it says it is" in outcome.reason


@pytest.mark.parametrize("coding", ["compress", "gzip, gzip", "rot13"])
def test_a_coding_that_nobody_asked_for_is_named(fetcher: Fetcher, coding: str) -> None:
    outcome = fetch(fetcher, coding, b"x")
    assert isinstance(outcome, Failed)
    assert f'"{coding}"' in outcome.reason


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "identity", ""])
def test_an_empty_body_is_empty_whatever_it_is_packed_as(fetcher: Fetcher, coding: str) -> None:
    outcome = fetch(fetcher, coding, b"")
    assert isinstance(outcome, Fetched)
    assert outcome.body == b""


def test_streams_of_random_bytes_never_do_worse_than_fail() -> None:
    for number in range(300):
        chance = random.Random(number)  # noqa: S311 - the same bytes every time
        noise = chance.randbytes(chance.randrange(1, 400))
        for coding in ("gzip", "deflate", "br", "zstd"):
            engine = unpacker([coding])
            try:
                total = sum(len(piece) for piece in engine.feed(noise))
                engine.finish()
            except BadPacking:
                continue
            assert total < 10_000_000


def test_a_zstd_window_larger_than_http_allows_is_refused() -> None:
    """It would take that much memory before the first byte comes out."""
    options: dict[int, int] = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
    engine = zstd.ZstdCompressor(options=options)
    packed = engine.compress(FEED) + engine.flush()
    reading = unpacker(["zstd"])
    with pytest.raises(BadPacking):
        list(reading.feed(packed))


def test_a_length_that_promises_more_than_the_gzip_brings_is_a_failure(tmp_path: Path) -> None:
    packed = gzip.compress(b"<rss/>")
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % (len(packed) + 10)
    fetcher = Fetcher(make_settings(tmp_path, ingest={"timeout": "5s", "host_delay": "0s"}))
    with saying(answer + packed) as url:
        assert isinstance(fetcher.fetch(url, written=True), Failed)
    fetcher.close()
