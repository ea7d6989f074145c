"""Bytes from outside -> a Harvest of drafts and boxes. Nothing behind this room sees HTML, XML or an encoding that is not known.

fetch       the HTTP client: trip, headers, unpack, loop;  guard, files  which addresses and paths may be read
robots      what a site allows;  manners  whose turn it is, and how long to leave a host alone
feed        RSS, Atom, JSON Feed: feed_xml, feed_loose, feed_json read them, entries makes drafts of their items, tongue their language
page        one HTML page: identity, jsonld, metadata, byline, authors, leading, pictures, clearing, maintext and gaps find the article
            in it, ruled applies an operator's rules, declared finds the feeds and sitemaps that it names
listing     boxes of popular and latest headlines: heads, tabs, parting, rows, outline; headings, naming, lexicon, popular_words and
            latest_words know what newsrooms call them
sections    the articles that a home or section page lists;  navigation  the sections that its menus lead to
selectors   an operator's own rules for a page
sitemap     news sitemaps, plain ones, and indexes of sitemaps: sitemap_xml, newest, slugs; children says which of an index to read
document    a page dumped as plain text; chrome knows menus and footers
            charset, credit, dateline, asides, ranks: how newsrooms write, shared by page and document
discover    what a site has to offer: candidates, advice, suggestions, feedlinks
workers     all this reading in processes that can be killed: nursery; worker is what runs in them

``read`` is the door: it looks at the bytes and hands them to the right one. Every reader raises ``errors.SourceUnreadable`` with one
sentence when the bytes are not what they should be; a single bad item never does. The readers are loaded by the first ``read``: a process
that only sends bytes to workers never needs them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feedsvc.model import Fetched, Harvest, Kind

NO_RULES = Rules()
_HEAD = 4_096  # bytes that are looked at
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[.*?\])?\s*>\s*)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w-]+)", re.IGNORECASE)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
_HTML_TAG = re.compile(r"<(?:html|head|body|title|meta|div|p|article|main|section|table|h[1-6]|ul|ol|a\s)\b", re.IGNORECASE)
_ADDRESSES = re.compile(r"(?:https?://[^\s<>]{1,2000}[ \t]*[\r\n]+){3}")  # a sitemap of plain text: an address a line
_GZIP = b"\x1f\x8b"
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x00\x00\x01\x00", b"OggS", b"ID3")


def read(
    fetched: Fetched,
    kind: Kind,
    *,
    now: datetime,
    language: str = "",
    max_items: int = 500,
    zone: str = "",
    rules: Rules = NO_RULES,
) -> Harvest:
    """The harvest of one poll; ``kind`` "auto" looks at the bytes, any other is taken at its word.

    ``zone`` is the IANA time zone of dates that name none, "" where it is unknown; ``rules`` are for pages. Raises SourceUnreadable when
    the bytes are not what they should be, empty, or no text at all.
    """
    if not fetched.body.strip(b"\0\t\n\r\x0c \xef\xbb\xbf"):
        raise SourceUnreadable(f"{fetched.url} is empty; check that the address or the export still gives something.")
    zipped = fetched.body.startswith(_GZIP)  # a sitemap may be a gzip file in itself
    if fetched.body.startswith(_BINARY) or (zipped and kind not in {"auto", "sitemap"}):
        raise SourceUnreadable(
            f"{fetched.url} is not text but a picture, film, archive or PDF; give feedsvc a feed, a page or a text file."
        )
    reader = _reader(sniff(fetched) if kind == "auto" else kind)
    return reader(fetched, now=now, language=language, max_items=max_items, zone=zone, rules=rules)


def _reader(kind: Kind) -> Callable[..., Harvest]:
    if kind == "feed":
        from feedsvc.sources.feed import read_feed

        return read_feed
    if kind == "page":
        from feedsvc.sources.page import read_page

        return read_page
    if kind == "sitemap":
        from feedsvc.sources.sitemap import read_sitemap

        return read_sitemap
    from feedsvc.sources.document import read_document

    return read_document


def sniff(fetched: Fetched) -> Kind:
    """What the bytes are, first by what they begin with, then by the Content-Type, which many servers get wrong."""
    from feedsvc.sources.charset import decode

    if fetched.body.startswith(_GZIP):
        return "sitemap"
    head = decode(fetched.body[:_HEAD], fetched.content_type).lstrip("\ufeff \t\r\n\0")
    media_type = fetched.content_type.partition(";")[0].strip().lower()
    if media_type.endswith(("rss+xml", "atom+xml", "rdf+xml", "feed+json")) and not head.lower().startswith(("<!doctype html", "<html")):
        return "feed"
    if head.startswith(("{", "[")):
        return "feed" if media_type.endswith("json") or _is_json(fetched) else "document"
    if head.startswith("<"):
        return _by_root(head)
    if _ADDRESSES.match(head):
        return "sitemap"
    return "page" if media_type in {"text/html", "application/xhtml+xml"} or len(_HTML_TAG.findall(head)) > 2 else "document"


def _by_root(head: str) -> Kind:
    """A feed by its root element, otherwise a page; XML that is neither goes to the feed reader, which says what is wrong."""
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    name = root[1].lower() if root else ""
    if name in _FEED_ROOTS:
        return "feed"
    if name in _SITEMAP_ROOTS:
        return "sitemap"
    return "page" if name == "html" or not head.startswith("<?xml") else "feed"


def _is_json(fetched: Fetched) -> bool:
    from feedsvc.sources.charset import decode

    try:
        json.loads(decode(fetched.body, fetched.content_type))
    except (ValueError, RecursionError):
        return False
    return True
