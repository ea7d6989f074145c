"""Which address a page is, and which of its JSON-LD nodes is the article that it shows."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.sources import jsonld, metadata
from feedsvc.text import titles, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedsvc.sources.jsonld import Node
    from feedsvc.sources.metadata import Page

_MANY = 3  # article nodes, from which a page without one of its own is a list of articles
_MAX_LINKS = 20  # <link>s of one kind that are read; a page has one
_FRONT = re.compile(r"/?(?:index\.\w{2,5}|home/?)?", re.IGNORECASE)


def own_article(page: Page, url: str) -> Node:
    """The JSON-LD node that is this page's article; {} on a page that lists several of other pages."""
    nodes = [node for node in page.nodes if jsonld.is_article(node)]
    here = {urls.canonical(url), *stated_urls(page, {})} - {None}
    headlines = {titles.key(text) for text in (page.meta("og:title"), metadata.printed_heading(page)) if text}
    at_this_url = (node for node in nodes if here.intersection(_node_urls(node, page)))
    so_called = (node for node in nodes if titles.key(jsonld.string(node.get("headline"))) in headlines)
    first = nodes[:1] if len(nodes) < _MANY else []
    return next((node for group in (at_this_url, so_called, first) for node in group), {})


def stated_urls(page: Page, article: Node) -> Iterator[str]:
    """The URLs that the page calls its own, the surest first."""
    for href in (*_hrefs(page, "canonical"), page.meta("og:url")):
        if found := urls.canonical(href, page.base or None):
            yield found
    yield from _node_urls(article, page)


def canonical(page: Page, url: str) -> str | None:
    """The page's identity: what it states, when that is on the same host and not the front page, otherwise where it came from."""
    fetched = urls.canonical(url)
    for stated in stated_urls(page, page.article):
        if fetched is None or (urls.same_host(stated, fetched) and (not is_front(stated) or is_front(fetched))):
            return stated
    return fetched


def aliases(page: Page, url: str | None, fetched_url: str) -> tuple[str, ...]:
    """Where else on the same host the article is known to be: where it was fetched, and its AMP page."""
    known = (urls.canonical(fetched_url), *(urls.canonical(href, page.base or None) for href in _hrefs(page, "amphtml")))
    usable = (alias for alias in known if alias and alias != url and not is_front(alias) and (url is None or urls.same_host(alias, url)))
    return tuple(dict.fromkeys(usable))


def is_front(url: str) -> bool:
    return _FRONT.fullmatch(urlsplit(url).path) is not None


def _node_urls(node: Node, page: Page) -> Iterator[str]:
    values = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
    for value in values:
        for key in ("@id", "url"):
            found = urls.canonical(jsonld.string(value, key), page.base or None) if value else None
            if found:
                yield found


def _hrefs(page: Page, rel: str) -> Iterator[str]:
    links = (link for link in page.tree.iter("link") if rel in link.get("rel", "").lower().split())
    return (link.get("href", "") for link in islice(links, _MAX_LINKS))
