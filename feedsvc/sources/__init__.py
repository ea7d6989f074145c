"""Bytes from outside -> a Harvest of drafts and boxes. Nothing behind this room sees HTML, XML or an encoding that is not known.

fetch       the HTTP client;  guard, files  which addresses and paths may be read
feed        RSS, Atom, JSON Feed: feed_xml, feed_loose, feed_json read them, entries makes drafts of their items
page        one HTML page: jsonld, metadata, pictures and maintext find the article in it, listing the boxes
listing     boxes of popular and latest headlines: outline, tabs, rows; headings holds what newsrooms call them
document    a page dumped as plain text
            charset, credit, dateline, asides, ranks: how newsrooms write, shared by page and document

``read`` is the door: it looks at the bytes and hands them to the right one. Every reader raises ``errors.SourceUnreadable`` with one
sentence when the bytes are not what they should be; a single bad item never does.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from feedsvc.errors import SourceUnreadable
from feedsvc.sources.charset import decode
from feedsvc.sources.document import read_document
from feedsvc.sources.feed import read_feed
from feedsvc.sources.page import read_page

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.model import Fetched, Harvest, Kind

_HEAD = 4_096  # bytes that are looked at
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[.*?\])?\s*>\s*)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w-]+)", re.IGNORECASE)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_HTML_TAG = re.compile(r"<(?:html|head|body|title|meta|div|p|article|main|section|table|h[1-6]|ul|ol|a\s)\b", re.IGNORECASE)
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x01\x00", b"OggS", b"ID3")


def read(fetched: Fetched, kind: Kind, *, now: datetime, language: str = "", max_items: int = 500) -> Harvest:
    """The harvest of one poll; ``kind`` "auto" looks at the bytes, any other is taken at its word.

    Raises SourceUnreadable when the bytes are not what they should be, empty, or no text at all.
    """
    if not fetched.body.strip(b"\0\t\n\r\x0c \xef\xbb\xbf"):
        raise SourceUnreadable(f"{fetched.url} is empty; check that the address or the export still gives something.")
    if fetched.body.startswith(_BINARY):
        raise SourceUnreadable(
            f"{fetched.url} is not text but a picture, film, archive or PDF; give feedsvc a feed, a page or a text file."
        )
    reader = {"feed": read_feed, "page": read_page, "document": read_document}[sniff(fetched) if kind == "auto" else kind]
    return reader(fetched, now=now, language=language, max_items=max_items)


def sniff(fetched: Fetched) -> Kind:
    """What the bytes are, first by what they begin with, then by the Content-Type, which many servers get wrong."""
    head = decode(fetched.body[:_HEAD], fetched.content_type).lstrip("\ufeff \t\r\n\0")
    media_type = fetched.content_type.partition(";")[0].strip().lower()
    if media_type.endswith(("rss+xml", "atom+xml", "rdf+xml", "feed+json")) and not head.lower().startswith(("<!doctype html", "<html")):
        return "feed"
    if head.startswith(("{", "[")):
        return "feed" if media_type.endswith("json") or _is_json(fetched) else "document"
    if head.startswith("<"):
        return _by_root(head)
    return "page" if media_type in {"text/html", "application/xhtml+xml"} or len(_HTML_TAG.findall(head)) > 2 else "document"


def _by_root(head: str) -> Kind:
    """A feed by its root element, otherwise a page; XML that is neither goes to the feed reader, which says what is wrong."""
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    name = root[1].lower() if root else ""
    if name in _FEED_ROOTS:
        return "feed"
    return "page" if name == "html" or not head.startswith("<?xml") else "feed"


def _is_json(fetched: Fetched) -> bool:
    try:
        json.loads(decode(fetched.body, fetched.content_type))
    except (ValueError, RecursionError):
        return False
    return True
