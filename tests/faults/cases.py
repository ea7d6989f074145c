"""Every way in which a server, or somebody who writes on it, may be hostile: what it answers, and how a poll of it ends."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.faults import answers as say
from tests.faults import payloads as made
from tests.faults.answers import CHUNKED, HTML, JSON, OK, TEXT, XML, body, endless, index, packed, raw, recoded, robots, status, to
from tests.faults.payloads import feed, feed_of, filled, nested, page, sitemap

if TYPE_CHECKING:
    from feedsvc.model import Kind
    from tests.faults.hostile import Answer

READ = frozenset({"new", "unchanged"})
TICK = 0.2  # seconds between two bytes of a drip


@dataclass(frozen=True, slots=True)
class Case:
    slug: str
    answer: Answer
    kind: Kind = "feed"  # of the source
    ends: frozenset[str] = frozenset({"failed"})  # how a poll of it may end
    says: str = ""  # stands in the reason
    slow: bool = False  # ends by the deadline alone
    page: bool = False  # not the source is hostile but the pages of its articles
    robots: bool = False  # the case's second host has a robots.txt
    rests: bool = False  # it is not asked again for a while, as it wished
    asks: int = 1  # requests that a poll of it makes at most, those for robots.txt aside


WORDS = "The harbour opened again on Monday and the first ship brought oranges. "
LD = "<script type='application/ld+json'>{}</script>"

_TRANSPORT = (
    Case("drip-headers", endless(b"x", OK + b"X-Slow: ", TICK), slow=True, says="ingest.timeout"),
    Case("drip-body", endless(b"<", OK + b"Content-Length: 100000\r\n\r\n", TICK), slow=True, says="ingest.timeout"),
    Case("drip-chunks", endless(b"1\r\n<\r\n", CHUNKED, TICK), slow=True, says="ingest.timeout"),
    Case(
        "drip-gzip",
        endless(b"\x1f", OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\0", TICK),
        slow=True,
        says="ingest.timeout",
    ),
    Case("silence", say.silence, slow=True, says="ingest.timeout"),
    Case("endless-100-continue", endless(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.001), slow=True),
    Case("endless-head-lines", endless(b"X-A: b\r\n" * 500, OK)),
    Case("endless-header", endless(b"x" * 50_000, OK + b"X-A: ")),
    Case("endless-status-line", endless(b"x" * 50_000, b"HTTP/1.1 200 ")),
    Case("endless-body", endless(b"x" * 65_536, OK + b"\r\n"), says="ingest.max_bytes"),
    Case("endless-chunks", endless(b"10000\r\n" + b"x" * 65_536 + b"\r\n", CHUNKED), says="ingest.max_bytes"),
    Case("endless-chunk-extension", endless(b"x" * 65_536, CHUNKED + b"5;"), slow=True),
    Case("endless-chunk-size", endless(b"0" * 65_536, CHUNKED), slow=True),
    Case("endless-trailers", endless(b"X-A: b\r\n" * 500, CHUNKED + b"5\r\n<rss>\r\n0\r\n")),
    Case(
        "endless-gzip", endless(b"\0" * 65_536, OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<rss/>")), says="ingest.max_bytes"
    ),
    Case("broken-chunks", raw(CHUNKED + b"zz\r\n<rss>\r\n0\r\n\r\n")),
    Case("negative-chunk", raw(CHUNKED + b"-5\r\n<rss>\r\n0\r\n\r\n")),
    Case("vast-chunk", raw(CHUNKED + b"FFFFFFFFFFFFFFFFFFFFFFFF\r\n<rss>")),
    Case("negative-length", raw(OK + b"Content-Length: -5\r\n\r\n<rss/>")),
    Case("vast-length", raw(OK + b"Content-Length: 99999999999999999999\r\n\r\n<rss/>"), says="HTTP"),
    Case("two-lengths", raw(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<rss/>")),
    Case("longer-than-said", say.longer_than_said, ends=READ | {"failed"}),
    Case("shorter-than-said", say.shorter_than_said, says="broke off"),
    Case("hangs-up", say.hang_up, says="closed the connection"),
    Case("hangs-up-in-the-head", raw(OK), says="closed the connection"),
    Case("resets-at-once", say.reset_at_once, says="closed the connection"),
    Case("resets-in-the-body", say.reset, says="broke off"),
    Case("no-http", raw(b"SSH-2.0-OpenSSH_9.6\r\n")),
    Case("no-http-but-html", raw(b"<html><body>hello</body></html>\r\n\r\n")),
    Case("no-content", lambda talk: talk.head("204 No Content")),
    Case("part-of-it", status("206 Partial Content", Content_Range="bytes 0-8/100")),
    Case("switches-protocols", status("101 Switching Protocols", Upgrade="h2c")),
    Case("asks-for-a-password", status("401 Unauthorized", WWW_Authenticate="Basic realm=x")),
    Case("error-without-end", endless(b"x" * 65_536, b"HTTP/1.1 500 Oh\r\n\r\n"), says="500"),
    Case("reason-of-control-characters", raw(b"HTTP/1.1 500 \x1b[31mred\x07 \xff\xfe" + b"x" * 5_000 + b"\r\nContent-Length: 0\r\n\r\n")),
    Case("wants-a-year", status("503 Busy", Retry_After="31536000"), says="503", rests=True),
    Case("gone", status("410 Gone"), says="410"),
)

_PACKED = (
    Case("gzip-bomb", packed(made.gzip_bomb, "gzip"), says="ingest.max_bytes"),
    Case("deflate-bomb", packed(made.deflate_bomb, "deflate"), says="ingest.max_bytes"),
    Case("brotli-bomb", packed(made.brotli_bomb, "br"), says="ingest.max_bytes"),
    Case("zstd-bomb", packed(made.zstd_bomb, "zstd"), says="ingest.max_bytes"),
    Case("gzip-in-gzip", packed(made.gzip_of_gzip, "gzip, gzip"), says="cannot unpack"),
    Case("gzip-of-members", packed(made.gzip_of_many_members, "gzip"), says="pieces"),
    Case("zstd-of-frames", packed(made.zstd_of_many_frames, "zstd"), says="pieces"),
    Case("zstd-window", packed(made.zstd_with_a_huge_window, "zstd")),
    Case("gzip-cut-short", say.cut, says="breaks off"),
    Case("no-gzip", packed(lambda: feed(""), "gzip"), says="gzip"),
    Case("no-brotli", packed(made.noise, "br"), says="brotli"),
    Case("packed-unasked", packed(made.noise, "compress"), says="cannot unpack"),
)

_ELSEWHERE = (
    *(
        Case(f"to-{name}", to(f"http://{host}:{{port}}/"), says="address")
        for name, host in {
            "loopback": "127.0.0.1",
            "localhost": "localhost",
            "decimal": "2130706433",
            "octal": "0177.0.0.1",
            "hex": "0x7f000001",
            "short": "127.1",
            "zero": "0.0.0.0",
            "ipv6": "[::1]",
            "mapped": "[::ffff:127.0.0.1]",
            "mapped-private": "[::ffff:10.0.0.1]",
            "private": "10.0.0.1",
            "private-decimal": "167772161",
            "private-octal": "012.0.0.1",
            "private-hex": "0xa000001",
            "metadata": "169.254.169.254",
        }.items()
    ),
    Case("to-a-name-inside", to("{away}"), says="private", asks=2),
    Case("turncoat", raw(b""), says="private"),
    Case("to-a-file", to("file:///etc/passwd"), says="no web address"),
    Case("to-a-script", to("javascript:alert(1)"), says="no web address"),
    Case("to-a-password", to("http://user:word@127.0.0.1/"), says="password"),
    Case("to-nowhere", status("302 Found"), says="without saying where"),
    Case("to-a-long-address", to("/" + "a" * 30_000)),
    Case("in-a-circle", to("/feed"), says="circle"),
    Case("ever-on", say.ever_on, says="redirects", asks=9),
)

_ENTITIES = (
    Case("billion-laughs", body(made.billion_laughs), ends=READ | {"failed"}),
    Case("quadratic-entities", body(made.quadratic_entities), ends=READ | {"failed"}),
    Case("external-entity", body(made.external_entity), ends=READ | {"failed"}),
    Case("external-document-type", body(made.external_document_type), ends=READ | {"failed"}),
    Case("includes", body(made.includes), ends=READ | {"failed"}),
    Case("endless-document-type", body(made.endless_document_type)),
    Case("sitemap-laughs", body(made.sitemap_laughs, XML), "sitemap", READ | {"failed"}),
    Case("page-laughs", body(made.page_laughs, HTML), "page"),
)

_NESTED = (
    Case("nested-divs", body(lambda: page(nested("<div>")), HTML), "page"),
    Case("nested-tables", body(lambda: page(nested("<table><tr><td>")), HTML), "page"),
    Case("nested-lists", body(lambda: page(nested("<ul><li><a href=/1/two-three-four-five>x</a>")), HTML), "page", READ | {"failed"}),
    Case("nested-formats", body(lambda: page(nested("<b><i><a href=x><p>")), HTML), "page"),
    Case("nested-forms", body(lambda: page(nested("<form><svg><math><template><select>")), HTML), "page"),
    Case("nested-xml", body(lambda: feed(nested("<a>"))), ends=READ | {"failed"}),
    Case("nested-items", body(lambda: feed(nested("<item><title>x</title>"))), ends=READ | {"failed"}),
    Case("nested-well", body(lambda: feed(nested("<a>", 50_000) + nested("</a>", 50_000))), ends=READ | {"failed"}),
    Case("nested-in-an-item", body(lambda: feed_of(f"<![CDATA[{nested('<div>x')}]]>")), ends=READ),
    Case("nested-sitemap", body(lambda: sitemap(nested("<url>")), XML), "sitemap"),
    Case("nested-json", body(made.nested_json, JSON)),
    Case("nested-json-objects", body(made.nested_json_objects, JSON), ends=READ | {"failed"}),
    Case("nested-ld", body(lambda: page("<p>x</p>", LD.format(nested("[", 3_000_000))), HTML), "page"),
    Case("nested-document", body(lambda: filled("> ").encode(), TEXT), "document", READ | {"failed"}),
)

_LARGE = (
    Case("long-line", body(lambda: filled("word ").encode(), TEXT), "document", READ | {"failed"}),
    Case("long-word", body(lambda: b"x" * made.SIZE, TEXT), "document", READ | {"failed"}),
    Case("many-lines", body(lambda: filled("1. Harbour opens again\n").encode(), TEXT), "document", READ | {"failed"}),
    Case("many-empty-lines", body(lambda: b"x\n" + filled("\n ").encode() + b"x", TEXT), "document", READ | {"failed"}),
    Case("many-digits", body(lambda: filled("1/1/2026 10:15 ").encode(), TEXT), "document", READ | {"failed"}),
    Case("long-title", body(lambda: feed(f"<item><title>{filled('word ')}</title><link>/a</link></item>")), ends=READ | {"failed"}),
    Case("long-text", body(lambda: feed_of(filled("&lt;p&gt;word word&lt;/p&gt;"))), ends=READ | {"failed"}),
    Case("long-date", body(lambda: feed(f"<item><title>x</title><pubDate>{filled('1 Jan ')}</pubDate></item>")), ends=READ | {"failed"}),
    Case("long-link", body(lambda: feed(f"<item><title>x</title><link>http://a/{filled('b/../')}</link></item>")), ends=READ | {"failed"}),
    Case("long-spaces", body(lambda: feed_of(" " * 9_000_000 + "x")), ends=READ | {"failed"}),
    Case(
        "long-paragraph", body(lambda: page(f"<article><h1>Oranges</h1><p>{filled(WORDS)}</p></article>"), HTML), "page", READ | {"failed"}
    ),
    Case("long-attribute", body(lambda: page(f"<a href='/{filled('a')}'>x</a>"), HTML), "page"),
    Case("long-class", body(lambda: page(f"<div class='{filled('most read ')}'><h2>Most read</h2></div>"), HTML), "page"),
    Case("many-attributes", body(lambda: page(made.many_attributes()), HTML), "page"),
    Case("many-attributes-in-xml", body(lambda: feed(made.many_attributes() + "</div>")), ends=READ | {"failed"}),
    Case("many-elements", body(lambda: page(filled("<a>x", 4_000_000)), HTML), "page"),
    Case(
        "many-links",
        body(lambda: page(filled("<li><a href='/one-two-three-four'>Harbour opens again</a>")), HTML),
        "page",
        READ | {"failed"},
    ),
    Case("many-short-links", body(lambda: page(made.short_links()), HTML), "page", READ),
    Case("many-tables", body(lambda: page(made.tables()), HTML), "page", READ | {"failed"}),
    Case("many-cards", body(lambda: page(made.cards()), HTML), "page", READ | {"failed"}),
    Case("many-breaks", body(lambda: page(filled("<br>")), HTML), "page"),
    Case("many-items", body(lambda: made.entries("item", 1_000_000)), ends=READ | {"failed"}),
    Case("many-namespaces", body(lambda: feed("".join(f"<a xmlns:n{n}='u{n}'/>" for n in range(200_000)))), ends=READ | {"failed"}),
    Case("many-urls", body(made.sitemap_of_nothing, XML), "sitemap", READ | {"failed"}),
    Case("many-addresses", body(made.sitemap_of_addresses, XML), "sitemap", READ | {"failed"}),
    Case("many-children", body(lambda: made.index_of("http://127.0.0.1/{}", 20_000), XML), "sitemap"),
    Case("json-string", body(made.long_json_string, JSON), ends=READ | {"failed"}),
    Case("json-text", body(made.long_json_text, JSON), ends=READ | {"failed"}),
    Case("json-number", body(made.long_json_number, JSON), ends=READ | {"failed"}),
    Case("json-values", body(made.many_json_values, JSON), ends=READ | {"failed"}),
    Case("open-comment", body(lambda: page("<!--" + filled("- ->")), HTML), "page"),
    Case("open-comments", body(lambda: feed(filled("<!--"))), ends=READ | {"failed"}),
    Case("open-tags", body(lambda: page(filled("<a ")), HTML), "page"),
    Case("open-brackets", body(lambda: feed_of(filled("&lt;"))), ends=READ | {"failed"}),
    Case("ampersands", body(lambda: feed_of(filled("&"))), ends=READ | {"failed"}),
    Case("references", body(lambda: feed_of(filled("&#x41;"))), ends=READ | {"failed"}),
    Case("open-sections", body(lambda: feed(filled("<![CDATA["))), ends=READ | {"failed"}),
    Case("cdata-sections", body(lambda: feed_of(filled("<![CDATA[x]]>"))), ends=READ | {"failed"}),
    Case("declarations", body(lambda: filled("<?xml version='1.0'?>").encode(), XML)),
    Case("spaces", body(lambda: b" " * made.SIZE), says="empty"),
    Case(
        "ld-of-everything",
        body(lambda: page("", LD.format(json.dumps([{"@type": "NewsArticle", "headline": "x"}] * 150_000))), HTML),
        "page",
    ),
    Case("metas", body(lambda: page("", filled("<meta property='article:tag' content='x'>")), HTML), "page"),
)

_OTHER = (
    Case("html-for-a-feed", body(lambda: page("<p>Please log in</p>"), HTML), says="HTML page instead of a feed"),
    Case("html-called-a-feed", body(lambda: page("<p>Please log in</p>")), says="HTML page instead of a feed"),
    Case("html-for-a-sitemap", body(lambda: page("<p>Please log in</p>"), HTML), "sitemap"),
    Case("feed-for-a-page", body(lambda: feed("")), "page"),
    Case("empty", body(lambda: b""), says="empty"),
    Case("empty-page", body(lambda: b"", HTML), "page", says="empty"),
    Case("empty-document", body(lambda: b"\xef\xbb\xbf \n", TEXT), "document", says="empty"),
    Case("nothing-but-nul", body(lambda: b"\0" * 5_000_000), says="empty"),
    Case("pdf", body(made.pdf), says="PDF"),
    Case("png", body(made.png), "page", says="picture"),
    Case("noise", body(made.noise)),
    Case("noise-for-a-page", body(made.noise, HTML), "page"),
    Case("noise-for-a-document", body(made.noise, TEXT), "document", READ | {"failed"}),
    Case("json-of-another-kind", body(lambda: b'{"error": "not found"}', JSON), says="JSON"),
    Case("latin-1-called-utf-8", recoded("feed", "latin-1", "utf-8"), ends=frozenset({"new"})),
    Case("utf-8-called-utf-16", recoded("feed", "utf-8", "utf-16"), ends=frozenset({"new"})),
    Case("utf-16-called-utf-8", recoded("feed", "utf-16", "utf-8"), ends=frozenset({"new"})),
    Case("utf-8-called-nonsense", recoded("feed", "utf-8", "../../etc/passwd"), ends=frozenset({"new"})),
    Case("utf-8-called-zlib", recoded("feed", "utf-8", "zlib_codec"), ends=frozenset({"new"})),
    Case("utf-8-called-idna", recoded("feed", "utf-8", "idna"), ends=frozenset({"new"})),
    Case("utf-8-called-undefined", recoded("feed", "utf-8", "undefined"), ends=frozenset({"new"})),
    Case("utf-8-called-unicode-escape", recoded("feed", "utf-8", "unicode_escape"), ends=frozenset({"new"})),
    Case("nul-in-a-feed", recoded("feed", "utf-8", "utf-8", lambda data: data.replace(b"story", b"st\0ory")), ends=frozenset({"new"})),
    Case("nul-in-a-page", recoded("page", "utf-8", "utf-8", lambda data: data.replace(b"story", b"st\0ory")), "page", frozenset({"new"})),
    Case(
        "nul-in-a-document",
        recoded("document", "utf-8", "utf-8", lambda data: data.replace(b"story", b"st\0ory")),
        "document",
        frozenset({"new"}),
    ),
    Case(
        "nul-in-a-sitemap",
        recoded("sitemap", "utf-8", "utf-8", lambda data: data.replace(b"story", b"st\0ory")),
        "sitemap",
        frozenset({"new"}),
    ),
)

_SITEMAPS = tuple(
    replace(case, asks=6)
    for case in (
        Case(
            "index-of-itself",
            index(5, lambda talk: talk.whole(made.index_of(talk.address("/child{}.xml"), 5))),
            "sitemap",
            READ | {"failed"},
        ),
        Case("index-of-bombs", index(5, packed(made.gzip_bomb, "gzip")), "sitemap", says="ingest.max_bytes"),
        Case("index-of-zipped-bombs", index(5, body(made.gzip_bomb, "application/gzip")), "sitemap"),
        Case("index-of-traps", index(5, to("http://127.0.0.1:{port}/")), "sitemap", says="private"),
        Case("index-of-laughs", index(5, body(made.sitemap_laughs, XML)), "sitemap", READ | {"failed"}),
        Case("zipped-bomb", body(made.gzip_bomb, "application/gzip"), "sitemap"),
        Case("zipped-and-cut", body(lambda: gzip.compress(sitemap(filled("<url/>", 60_000)))[:-20], "application/gzip"), "sitemap"),
    )
)

_ROBOTS = tuple(
    replace(case, slug=f"robots-{case.slug}", robots=True, asks=2)
    for case in (
        Case("drip", robots(endless(b"#", OK + b"\r\n", TICK)), slow=True, says="ingest.timeout"),
        Case("endless", robots(endless(b"# x\n" * 10_000, OK + b"\r\n")), ends=READ),
        Case("bomb", robots(packed(made.gzip_bomb, "gzip")), ends=READ),
        Case("circle", robots(to("/robots.txt")), says="circle"),
        Case("ever-on", robots(lambda talk: talk.move(talk.path + "x")), ends=READ),
        Case("private", robots(to("http://127.0.0.1:{port}/robots.txt")), says="private"),
        Case("of-wildcards", robots(body(lambda: b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*ab$\n" * 40_000, TEXT)), ends=READ),
        Case("of-one-wildcard", robots(body(lambda: b"User-agent: *\nDisallow: /" + b"*a" * 250_000 + b"b$\n", TEXT)), ends=READ),
        Case("of-agents", robots(body(lambda: b"User-agent: x\nDisallow: /\n" * 40_000, TEXT)), ends=READ),
        Case("of-sitemaps", robots(body(lambda: b"Sitemap: /a\n" * 50_000, TEXT)), ends=READ),
        Case("of-html", robots(body(lambda: page(nested("<div>")), HTML)), ends=READ),
        Case("of-noise", robots(body(made.noise, TEXT)), ends=READ | {"failed"}),
        Case("with-a-century", robots(body(lambda: b"User-agent: *\nCrawl-delay: 99999999999\n", TEXT)), ends=READ),
        Case("broken", robots(status("500 Oh")), says="500"),
    )
)

_PAGES = tuple(
    replace(case, slug=f"article-{case.slug}", kind="page", page=True)
    for case in (
        Case("drip", endless(b"<", OK + b"\r\n", TICK), slow=True, says="ingest.timeout"),
        Case("endless", endless(b"<p>x" * 10_000, OK + b"\r\n"), says="ingest.max_bytes"),
        Case("bomb", packed(made.gzip_bomb, "gzip"), says="ingest.max_bytes"),
        Case("to-private", to("http://127.0.0.1:{port}/"), says="private"),
        Case("empty", body(lambda: b"", HTML), says="empty"),
        Case("pdf", body(made.pdf, HTML), says="PDF"),
        Case("feed", body(lambda: feed_of("x"))),
        Case("nested", body(lambda: page(f"<article><h1>Oranges</h1>{nested('<div>x')}"), HTML), ends=READ | {"failed"}),
        Case(
            "nested-quotes",
            body(lambda: page(f"<article><h1>Oranges</h1>{nested('<blockquote><p>' + WORDS)}"), HTML),
            ends=READ | {"failed"},
        ),
        Case("long-line", body(lambda: page(f"<article><h1>Oranges</h1><p>{filled(WORDS)}"), HTML), ends=READ | {"failed"}),
        Case("paragraphs", body(lambda: page(f"<article><h1>Oranges</h1>{filled(f'<p>{WORDS}')}"), HTML), ends=READ | {"failed"}),
        Case(
            "ld",
            body(
                lambda: page("<article><h1>Oranges</h1>", LD.format('{"@type": "NewsArticle", "articleBody": "' + filled("x ") + '"}')),
                HTML,
            ),
            ends=READ | {"failed"},
        ),
        Case(
            "authors",
            body(lambda: page(f"<article><h1>Oranges</h1><p class=author>{filled('By A, ')}</p><p>{WORDS * 9}"), HTML),
            ends=READ | {"failed"},
        ),
        Case(
            "date",
            body(lambda: page(f"<article><h1>Oranges</h1><time>{filled('1 Jan 10:')}</time><p>{WORDS * 9}"), HTML),
            ends=READ | {"failed"},
        ),
        Case(
            "pictures",
            body(lambda: page(f"<article><h1>Oranges</h1><img srcset='{filled('a 1x, ')}'><p>{WORDS * 9}"), HTML),
            ends=READ | {"failed"},
        ),
        Case(
            "controls",
            body(lambda: page("<article><h1>Oranges</h1><p>" + "".join(map(chr, range(32))) * 300_000), HTML),
            ends=READ | {"failed"},
        ),
    )
)

CASES = {
    case.slug: case for case in (*_TRANSPORT, *_PACKED, *_ELSEWHERE, *_ENTITIES, *_NESTED, *_LARGE, *_OTHER, *_SITEMAPS, *_ROBOTS, *_PAGES)
}

# Near relations of others, which are left out where time is short.
_RARE = """
    endless-gzip negative-chunk two-lengths no-http-but-html part-of-it asks-for-a-password endless-status-line to-short to-zero
    to-private-decimal to-private-octal to-private-hex to-a-script nested-forms nested-formats nested-well many-lines many-empty-lines
    long-link long-class many-breaks metas open-tags open-sections references nothing-but-nul empty-document noise-for-a-document
    utf-8-called-idna utf-8-called-undefined index-of-laughs article-feed article-pdf article-date article-controls article-nested-quotes
    robots-of-agents robots-of-html robots-of-noise no-content switches-protocols many-attributes-in-xml cdata-sections vast-chunk
    many-addresses json-text open-brackets
    zipped-bomb long-spaces long-paragraph json-values includes page-laughs empty-page png noise-for-a-page html-called-a-feed
"""
RARE = frozenset(_RARE.split())
