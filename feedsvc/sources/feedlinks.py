"""Where feeds usually are: links that look like a feed's, and the paths that the software of most sites uses."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.sources.candidates import names_comments
from feedsvc.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedsvc.model import Fetched

# In the order of how many sites answer there with a feed; "feed" is WordPress, "feeds/posts/default" Blogger, "index.xml" Hugo.
GUESSES = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/feed.json",
    "/index.rss",
    "/feeds",
)
BELOW = ("feed", "rss", "rss.xml", "index.xml")  # the same for a section's page
SITEMAP_GUESSES = ("/sitemap_news.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml")

_MAX_HREFS = 5_000
_HREF = re.compile(rb"""\bhref\s{0,3}=\s{0,3}["']?\s{0,3}([^\s"'<>]{1,500})""", re.IGNORECASE)
_FEED_WORD = re.compile(r"(?:^|[-_.])(?:rss2?|rdf|atom|feeds?|xmlfeed|rssfeed)(?:$|[-_.])", re.IGNORECASE)
_NO_FEED = re.compile(r"\.(?:css|js|png|jpe?g|gif|svg|ico|webp|woff2?|pdf|mp[34])$|feedback|newsfeed\.js", re.IGNORECASE)
_SUBSCRIBERS = re.compile(
    r"(?:^|\.)(?:feedly|feedburner\.google|netvibes|inoreader|newsblur|theoldreader|subtome|follow|bloglovin)\.", re.IGNORECASE
)
_QUERY = re.compile(r"(?:^|&)(?:feed|format|type|alt|output)=(?:rss2?|atom|feed|rdf|json ?feed)(?:&|$)", re.IGNORECASE)


def feed_links(fetched: Fetched) -> tuple[str, ...]:
    """Addresses on a page that look like feeds, canonical, each once, in the page's order; comments' feeds are none."""
    return tuple(dict.fromkeys(url for url in _links(fetched) if looks_like_feed(url)))


def _links(fetched: Fetched) -> Iterator[str]:
    for match in islice(_HREF.finditer(fetched.body), _MAX_HREFS):
        href = match[1]
        if any(word in href.lower() for word in (b"rss", b"feed", b"atom", b"rdf")):
            url = urls.canonical(unescape(href.decode("utf-8", "replace")), fetched.url)
            if url:
                yield url


def looks_like_feed(url: str) -> bool:
    """By a segment or a parameter of its address, such as "/rss/sport", "/atom.xml" or "?feed=rss2"."""
    parts = urlsplit(url)
    if _NO_FEED.search(parts.path) or _SUBSCRIBERS.search(parts.hostname or "") or names_comments(url):
        return False
    named = any(_FEED_WORD.search(segment) for segment in parts.path.split("/") if segment.count("-") < 3)
    return named or _QUERY.search(parts.query) is not None or (parts.hostname or "").startswith(("rss.", "feeds.", "feed."))
