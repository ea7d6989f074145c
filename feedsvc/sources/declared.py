"""The feeds and sitemaps that a page names."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.model import Link
from feedsvc.text import chars, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MAX_FEEDS = 50
MAX_SITEMAPS = 20
_MAX_TITLE = 300  # characters
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_GENERAL = frozenset({"application/xml", "text/xml", "application/json"})  # feeds, but also pictures of search windows and APIs
_HREF = re.compile(r"(?:[/.](?:rss|atom|rdf)(?:\.xml)?|/feed|/(?:rss|atom|feed|index)\.(?:xml|rss|json|rdf))/?(?:\?[^#]*)?$", re.IGNORECASE)


def feeds(tree: HtmlElement, base: str) -> tuple[Link, ...]:
    """Feeds declared by <link rel=alternate>; where none is, those that the page links to by an address that is clearly a feed's."""
    found = dict.fromkeys(islice(_declared(tree, base), MAX_FEEDS)) or dict.fromkeys(islice(_linked(tree, base), MAX_FEEDS))
    first: dict[str, Link] = {}
    for link in found:
        first.setdefault(link.url, link)
    return tuple(first.values())


def sitemaps(tree: HtmlElement, base: str) -> tuple[str, ...]:
    links = (link for link in tree.iter("link") if "sitemap" in link.get("rel", "").lower().split())
    found = (urls.absolute(link.get("href", ""), base) for link in islice(links, MAX_SITEMAPS))
    return tuple(dict.fromkeys(url for url in found if url))


def _declared(tree: HtmlElement, base: str) -> Iterator[Link]:
    for link in tree.iter("link"):
        kind = link.get("type", "").partition(";")[0].strip().lower()
        rel = link.get("rel", "").lower().split()
        named = kind in _TYPES or (kind in _GENERAL and _HREF.search(link.get("href", "")[:2_000]) is not None)
        url = urls.canonical(link.get("href", ""), base or None) if named and ("alternate" in rel or "feed" in rel) else None
        if url:
            yield Link(url, chars.clean(link.get("title", "")[:_MAX_TITLE]), kind)


def _linked(tree: HtmlElement, base: str) -> Iterator[Link]:
    for link in tree.iter("a"):
        kind = link.get("type", "").partition(";")[0].strip().lower()
        href = link.get("href", "")[:2_000]
        if (kind in _TYPES or _HREF.search(href)) and (url := urls.canonical(href, base or None)) and urls.same_host(url, base):
            yield Link(url, chars.clean(link.text_content()[:_MAX_TITLE]) or chars.clean(link.get("title", "")[:_MAX_TITLE]), kind)
