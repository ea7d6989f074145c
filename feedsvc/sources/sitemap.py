"""Sitemaps (sitemaps.org 0.9, Google's news extension), indexes of them and text sitemaps, each gzipped or not -> Harvest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lxml import etree

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Child, Draft, Grade, Harvest, Image, Rules
from feedsvc.sources import slugs
from feedsvc.sources.entries import headline
from feedsvc.sources.feed import read_feed
from feedsvc.sources.newest import Newest
from feedsvc.sources.outline import is_article_url
from feedsvc.sources.sitemap_xml import Body, elements, lines
from feedsvc.text import chars, dates, urls
from feedsvc.text import language as languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from feedsvc.model import Fetched

MAX_CHILDREN = 1_000
_MAX_TAGS = 50
_MAX_ALIASES = 10
_MAX_TEXT = 5_000  # characters of a title
_MAX_ODD_DATES = 50  # dates in another form that are tried; the general parser is slow on what is no date
_TELLING = 20  # headlines from which the language is told
_SPARE = 4  # times the entries wanted of a plain sitemap that are looked at: pages of sections and tags are often its newest
_MAIL_DATE = re.compile(r" (?:[+-]\d{4}|GMT|UTC)$")  # the standard library takes every zone that it does not know for none
_FEEDS = frozenset({"rss", "feed", "rdf"})
_NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One <url> as written."""

    url: str
    modified: str = ""
    title: str = ""  # news:title; "" in a plain sitemap
    published: str = ""  # news:publication_date
    language: str = ""
    keywords: str = ""
    image: Image | None = None
    aliases: tuple[str, ...] = ()


class _Clock:
    """Dates of one file: in W3C Datetime (a form of ISO 8601) as they should be, in RFC 5322 as they often are, or in any form."""

    def __init__(self, now: datetime, zone: str, language: str) -> None:
        self._now, self._language = now, language
        self._zone = ZoneInfo(zone) if zone else None
        self._odd = 0

    def moment(self, text: str) -> datetime | None:
        """Aware UTC, never after now; None for no date, and for one that lies further ahead than a wrong clock or zone explains."""
        if not text:
            return None
        try:
            found = parsedate_to_datetime(text) if _MAIL_DATE.search(text) else datetime.fromisoformat(text)
            found = found if found.tzinfo else found.replace(tzinfo=self._zone or UTC)
            found = max(found.astimezone(UTC), dates.EARLIEST)
            return None if found - self._now > dates.MAX_AHEAD else min(found, self._now)
        except (ValueError, OverflowError):
            return self._odd_one(text)

    def _odd_one(self, text: str) -> datetime | None:
        self._odd += 1
        if self._odd > _MAX_ODD_DATES:
            return None
        return dates.parse(text, now=self._now, language=self._language, zone=self._zone)


def read_sitemap(
    fetched: Fetched,
    *,
    now: datetime,
    language: str = "",
    max_items: int = 500,
    zone: str = "",
    rules: Rules = _NO_RULES,  # noqa: ARG001 - all readers are called alike
) -> Harvest:
    """The newest ``max_items`` articles of a sitemap, or the sitemaps that an index names, newest first.

    Entries of a news sitemap are drafts. A plain sitemap knows no headlines: its entries are the listing, under titles made from their
    addresses, with lastmod as the time of the last change. A feed in the place of a sitemap is read as a feed. Raises SourceUnreadable
    when the bytes are none of these; what precedes a fault in them is kept.
    """
    body = Body(fetched)
    root = body.root
    if root in _FEEDS:
        whole = replace(fetched, body=b"".join(body.pieces()))
        return read_feed(whole, now=now, language=language, max_items=max_items, zone=zone)
    clock = _Clock(now, zone, language)
    if root == "sitemapindex":
        return _index(fetched, body, clock)
    if root not in {"urlset", ""}:
        raise SourceUnreadable(f"{fetched.url} answered with <{root}> instead of a sitemap; check the address.")
    return _urlset(fetched, body, clock, language, max_items)


def _index(fetched: Fetched, body: Body, clock: _Clock) -> Harvest:
    newest: Newest[Child] = Newest(MAX_CHILDREN)
    for element in elements(body, "sitemap"):
        parts = _parts(element)
        if url := urls.canonical(_text(parts.get("loc")), fetched.url):
            moment = clock.moment(_text(parts.get("lastmod")))
            newest.add(Child(url, moment), moment)
    found: dict[str, Child] = {}
    for child in newest:
        found.setdefault(child.url, child)
    _require(bool(found), fetched, body)
    return Harvest("sitemap", homepage=_front(fetched.url), children=tuple(found.values()), skipped=tuple(body.faults))


def _parts(element: _Element) -> dict[str, _Element]:
    return {_name(child.tag): child for child in reversed(element) if isinstance(child.tag, str)}  # the first of each


@lru_cache(maxsize=500)
def _name(tag: str) -> str:
    """ "loc", "news", "title": without the namespace, which sites misspell."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


@dataclass(slots=True)
class _Shelf:
    """The newest entries so far. What is written decides; addresses are made canonical later, which takes longer than the rest."""

    news: Newest[_Entry]
    plain: Newest[_Entry]
    seen: int = 0

    def put(self, url: str, parts: dict[str, _Element], clock: _Clock) -> None:
        self.seen += 1
        modified, news = _text(parts.get("lastmod")), parts.get("news")
        if news is None:
            self.plain.add(_Entry(url, modified), clock.moment(modified))
            return
        published = next((_text(child) for child in news if _is(child, "publication_date")), "")
        moment = clock.moment(published or modified)
        if self.news.wants(moment):
            self.news.add(_news_entry(url, modified, published, parts), moment)


def _is(element: _Element, name: str) -> bool:
    return isinstance(element.tag, str) and _name(element.tag) == name


def _news_entry(url: str, modified: str, published: str, parts: dict[str, _Element]) -> _Entry:
    news = parts["news"]
    told = {_name(part.tag): _text(part) for part in news.iter(etree.Element) if isinstance(part.tag, str)}
    return _Entry(
        url,
        modified,
        title=told.get("title", ""),
        published=published,
        language=told.get("language", ""),
        keywords=told.get("keywords", ""),
        image=_image(parts.get("image")),
        aliases=tuple(_alternates(news.getparent())),
    )


def _text(element: _Element | None) -> str:
    return (element.text or "").strip()[:_MAX_TEXT] if element is not None else ""


def _image(element: _Element | None) -> Image | None:
    parts = {name: _text(part) for name, part in _parts(element).items()} if element is not None else {}
    url = urls.absolute(parts.get("loc", "")) if parts else None
    return Image(url, headline(parts.get("caption") or parts.get("title", ""))) if url else None


def _alternates(element: _Element | None) -> Iterator[str]:
    """Its AMP and mobile pages; with hreflang it is a translation."""
    for child in element if element is not None else ():
        if _is(child, "link") and not child.get("hreflang") and child.get("rel", "").lower() in {"alternate", "amphtml"}:
            yield child.get("href", "")


def _urlset(fetched: Fetched, body: Body, clock: _Clock, language: str, max_items: int) -> Harvest:
    shelf = _Shelf(Newest(max_items), Newest(_SPARE * max_items))
    if body.root:
        for element in elements(body, "url"):
            parts = _parts(element)
            if url := _text(parts.get("loc")):
                shelf.put(url, parts, clock)
    else:
        for url in lines(body):
            shelf.put(url, {}, clock)
    _require(shelf.seen > 0, fetched, body)
    return _harvest(shelf, fetched, body, clock, languages.primary(language), max_items)


def _harvest(shelf: _Shelf, fetched: Fetched, body: Body, clock: _Clock, language: str, max_items: int) -> Harvest:
    drafts = _distinct(_draft(entry, clock) for entry in shelf.news)
    named = next((draft.language for draft in drafts if draft.language), language)
    spoken = named or languages.detect(" ".join(draft.title for draft in drafts[:_TELLING]))
    articles: Newest[_Entry] = Newest(max_items - len(drafts))
    for entry in filter(_may_be_article, shelf.plain):
        articles.add(entry, clock.moment(entry.modified))
    listing = _distinct(_mention(entry, clock, spoken) for entry in articles)
    drafts = tuple(draft if draft.language else replace(draft, language=spoken) for draft in drafts)
    return Harvest("sitemap", homepage=_front(fetched.url), language=spoken, drafts=drafts, listing=listing, skipped=tuple(body.faults))


def _require(found: bool, fetched: Fetched, body: Body) -> None:
    """An empty sitemap is one: no news in two days. One that a fault emptied, or a text without addresses, is none."""
    if found or (not body.faults and body.root):
        return
    reason = body.faults[0] if body.faults else "No line of it is a web address."
    raise SourceUnreadable(f"{fetched.url} cannot be read as a sitemap: {reason[0].lower()}{reason[1:]}")


def _may_be_article(entry: _Entry) -> bool:
    try:
        return is_article_url(entry.url, "")
    except ValueError:  # an address in brackets that is none
        return False


def _draft(entry: _Entry, clock: _Clock) -> Draft | None:
    url, title = urls.canonical(entry.url), headline(entry.title)
    if url is None or not title:
        return None
    published, modified = clock.moment(entry.published), clock.moment(entry.modified)
    aliases = (urls.canonical(alias, url) for alias in entry.aliases[:_MAX_ALIASES])
    tags = (chars.clean(tag) for tag in entry.keywords.split(",")[:_MAX_TAGS])
    return Draft(
        title=title,
        url=url,
        image=entry.image,
        language=languages.primary(entry.language),
        published=published,
        modified=modified if modified and published and modified > published else None,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != url and urls.same_host(alias, url))),
        grade=Grade.MENTION,
    )


def _mention(entry: _Entry, clock: _Clock, language: str) -> Draft | None:
    url = urls.canonical(entry.url)
    if url is None:
        return None
    return Draft(title=slugs.title(url), url=url, language=language, modified=clock.moment(entry.modified), grade=Grade.MENTION)


def _distinct(drafts: Iterable[Draft | None]) -> tuple[Draft, ...]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if draft is not None and draft.url is not None:
            found.setdefault(draft.url, draft)
    return tuple(found.values())


def _front(url: str) -> str | None:
    return urls.canonical("/", url)
