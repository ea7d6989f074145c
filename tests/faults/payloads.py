"""Bodies that were made to hurt whoever reads them. Of our own writing, made anew at each run, none larger than it must be."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from functools import cache

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MB = 1_000_000
SIZE = 9_900_000  # bytes: as large as ingest.max_bytes lets a body be
UNPACKED = 100 * MB  # of a bomb
RSS = "<?xml version='1.0'?>{type}<rss version='2.0'><channel><title>Bad</title>{items}</channel></rss>"
ITEM = "<item><title>Bad news</title><link>/bad</link><description>{text}</description></item>"
SITEMAP = "<?xml version='1.0'?>{type}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
PAGE = "<!doctype html><html lang='en'><head><title>Bad</title>{head}</head><body>{body}</body></html>"
INSIDE = "{inside}/stolen"  # an address that nobody may ask; the server fills it in


def feed(items: str, document_type: str = "") -> bytes:
    return RSS.format(type=document_type, items=items).encode()


def feed_of(text: str, document_type: str = "") -> bytes:
    return feed(ITEM.format(text=text), document_type)


def page(body: str, head: str = "") -> bytes:
    return PAGE.format(body=body, head=head).encode()


def sitemap(urls: str, document_type: str = "") -> bytes:
    return SITEMAP.format(type=document_type, urls=urls).encode()


def filled(piece: str, size: int = SIZE) -> str:
    """The piece again and again, up to ``size`` characters."""
    return piece * (size // len(piece))


# Packed


@cache
def gzip_bomb() -> bytes:
    return gzip.compress(b"\0" * UNPACKED, 1)


@cache
def gzip_of_gzip() -> bytes:
    return gzip.compress(gzip_bomb(), 1)


def gzip_of_many_members() -> bytes:
    return gzip.compress(b"") * 400_000


@cache
def deflate_bomb() -> bytes:
    return zlib.compress(b"\0" * UNPACKED, 1)


@cache
def brotli_bomb() -> bytes:
    packed: bytes = brotli.compress(b"\0" * UNPACKED, quality=1)
    return packed


@cache
def zstd_bomb() -> bytes:
    return zstd.compress(b"\0" * UNPACKED)


def zstd_of_many_frames() -> bytes:
    return zstd.compress(b"") * 500_000


def zstd_with_a_huge_window() -> bytes:
    packed: bytes = zstd.compress(b"\0" * 64 * MB, options={zstd.CompressionParameter.window_log: 27})
    return packed


# Entities


def laughs(element: str = "lol") -> str:
    levels = "".join(f'<!ENTITY {element}{n} "{f"&{element}{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY {element}0 "ha">{levels}]>'


def billion_laughs() -> bytes:
    return feed_of("&lol11;", laughs())


def quadratic_entities() -> bytes:
    return feed_of("&a;" * 60_000, f'<!DOCTYPE rss [<!ENTITY a "{"a" * 60_000}">]>')


def external_entity() -> bytes:
    return feed_of("&f;&h;", f'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "{INSIDE}">]>')


def external_document_type() -> bytes:
    return feed_of("&h;", f'<!DOCTYPE rss SYSTEM "{INSIDE}" [<!ENTITY % p SYSTEM "{INSIDE}"> %p;]>')


def includes() -> bytes:
    return feed_of(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{INSIDE}"/>', f'<?xml-stylesheet href="{INSIDE}"?>')


def endless_document_type() -> bytes:
    return feed("", "<!DOCTYPE rss [" + filled("<!ENTITY a 'b'>"))


def sitemap_laughs() -> bytes:
    return sitemap("<url><loc>http://bad.example/&lol11;</loc></url>", laughs().replace("DOCTYPE rss", "DOCTYPE urlset"))


def page_laughs() -> bytes:
    return laughs().encode().replace(b"DOCTYPE rss", b"DOCTYPE html") + page("<p>&lol11;</p>")


# Nested


def nested(opening: str, levels: int = 100_000) -> str:
    return opening * levels


def nested_json() -> bytes:
    return b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 5 * MB


def nested_json_objects() -> bytes:
    return b'{"version": "https://jsonfeed.org/version/1.1", "title": "Bad", "items": [], "_x": ' + b'{"a":' * MB + b"1" + b"}" * MB + b"}"


# Large in one place


def long_json_string() -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Bad", "items": [{"id": "1", "title": "x" * SIZE}]}).encode()


def long_json_text() -> bytes:
    text = filled("<p>x y z</p>")
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Bad", "items": [{"id": "1", "content_html": text}]}
    ).encode()


def long_json_number() -> bytes:
    return b'{"version": "https://jsonfeed.org/version/1.1", "title": "Bad", "items": [{"id": ' + b"9" * SIZE + b"}]}"


def many_json_values() -> bytes:
    return b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b"{}," * 3 * MB + b"{}]}"


def many_attributes() -> str:
    return "<div " + " ".join(f"a{number}='b'" for number in range(700_000)) + ">x</div>"


def short_links() -> str:
    """Each text might be a heading; one is."""
    links = "".join(f"<a href='/s{number}'>Word{number} two</a>" for number in range(12_000))
    rows = "".join(f"<li><a href='/2026/11/one-two-three-{number}'>Harbour opens again on day {number}</a>" for number in range(5))
    return f"<h2>Most read</h2><ol>{rows}</ol><div>{links}</div>"


def tables() -> str:
    return "".join(f"<table><tr><td>Team {number}<td><a href='/t/{number}'>Result {number}</a></table>" for number in range(5_000))


def cards() -> str:
    return "".join(
        f"<div class='card'><h3><a href='/c/{number}/one-two-three-{number}'>Headline {number} of the day</a></h3><p>{number}</p></div>"
        for number in range(5_000)
    )


def sitemap_of_nothing() -> bytes:
    return sitemap(filled("<url/>", 6 * MB))


def sitemap_of_addresses() -> bytes:
    return sitemap("".join(f"<url><loc>http://bad.example/{number}</loc></url>" for number in range(200_000)))


def index_of(address: str, times: int) -> bytes:
    return (
        "<sitemapindex>" + "".join(f"<sitemap><loc>{address.format(n)}</loc></sitemap>" for n in range(times)) + "</sitemapindex>"
    ).encode()


def entries(name: str, times: int) -> bytes:
    return feed(f"<{name}/>" * times)


# Of another kind


def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 1_000


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 100


def noise() -> bytes:
    """Bytes without any sense, always the same."""
    found, state = bytearray(), 1
    for _ in range(200_000):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFF_FFFF
        found.append(state >> 16 & 0xFF)
    return bytes(found)
