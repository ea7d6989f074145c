"""Summary, dates, section and tags of an article page: JSON-LD, then meta elements, then what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedsvc.sources import jsonld
from feedsvc.sources.byline import headline_element, printed_dates
from feedsvc.sources.dateline import home_zone
from feedsvc.sources.rows import text_of
from feedsvc.text import chars, dates, html, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from feedsvc.model import Rules
    from feedsvc.sources.jsonld import Node

MAX_TITLE = 300  # characters
MAX_SUMMARY = 500  # characters
_MAX_READ = 2_000  # characters of a value's markup that are read; JSON-LD may hold two million
MAX_TAGS = 30
_MAX_DATES = 12  # texts that are tried
_MAX_TITLE_DATE = 40  # characters at a title's end in which its date stands
_CLOCK = re.compile(r"\d[:.h]\d\d|T\d{4}|^\d{9,13}$|\d\s*[ap]\.?m", re.IGNORECASE)
_JOINTS = re.compile(r"[._:-]+")
_MAX_ELEMENTS = 30_000  # of a page that htmldate is given; it reads each many times
_MAX_CRUMBS = 12
_MAX_PLACES = 2_000  # elements that may hold the path to the article
_MAX_METAS = 500
_MAX_NAME = 60  # characters of an author's name

_PUBLISHED = """
    article:published_time og:article:published_time datepublished date.published pubdate publishdate publish-date publish_date
    publication_date parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date date
    cxenseparse:publishtime cxenseparse:recs:publishtime article.published content_publisheddate originalpublicationdate
"""
_MODIFIED = (
    "article:modified_time og:article:modified_time og:updated_time datemodified dcterms.modified last-modified lastmod article.updated"
)
_OFFSET = re.compile(r"T?\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?\s*([+-])(\d{2}):?(\d{2})$")
_SUFFIX = re.compile(r"\s+(?:[-|–—•·»:]{1,2})\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed page and what it says of itself."""

    tree: HtmlElement
    base: str  # where relative URLs start: the page's own URL, or its <base>
    metas: dict[str, list[str]]  # contents by lower-case name, property or itemprop
    nodes: list[Node]
    article: Node  # the JSON-LD node that is this article, or an empty one
    rules: Rules  # what the operator says of it

    def meta(self, *names: str) -> str:
        return next((value for name in names for value in self.metas.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates are read with."""

    now: datetime
    language: str  # of the page
    zone: str = ""  # IANA name of what a time without a zone means, where the page writes none; "" is unknown

    def zone_or_home(self) -> tzinfo | None:
        try:
            return ZoneInfo(self.zone) if self.zone else home_zone(self.language)
        except (ZoneInfoNotFoundError, ValueError):
            return home_zone(self.language)


def read_metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in islice(tree.iter("meta"), _MAX_METAS):
        content = chars.clean(element.get("content", "")[:5_000])
        for name in {element.get(key, "").strip().lower() for key in ("name", "property", "itemprop")} - {""}:
            if content:
                found.setdefault(name, []).append(content)
    return found


def social_title(page: Page) -> str:
    """The title for social networks, or that of the window; often with the site's name behind it."""
    return page.meta("og:title", "twitter:title") or window_title(page)


def window_title(page: Page) -> str:
    found = page.tree.find(".//title")
    return text_of(found) if found is not None else ""


def printed_heading(page: Page) -> str:
    """The headline as the page prints it, "" when no heading is surely it."""
    element = headline_element(page.tree, social_title(page))
    return text_of(element) if element is not None else ""


def site_name(page: Page) -> str:
    publisher = next(iter(jsonld.objects(page.article.get("publisher"), page.nodes)), {})
    name = page.meta("og:site_name", "application-name") or jsonld.string(publisher.get("name"))
    return html.shorten(name, MAX_TITLE)


def page_name(page: Page) -> str:
    """What a home or section page calls itself in its title: the part that the host is named after, otherwise the first."""
    title = page.tree.findtext(".//title") or ""
    parts = [part for part in _SUFFIX.split(html.to_text(html.cut(title, _MAX_READ))) if part]
    host = (urlsplit(page.base).hostname or "").replace("-", "")
    named = (part for part in parts if (key := titles.key(part).replace(" ", "")) and key in host)
    return html.shorten(next(named, parts[0] if parts else ""), MAX_TITLE)


def summary(page: Page) -> str:
    described = jsonld.string(page.article.get("description")) or page.meta("og:description", "description", "twitter:description")
    return html.shorten(html.to_text(html.cut(described, 10 * _MAX_READ)), MAX_SUMMARY)


def published(page: Page, clock: Clock) -> datetime | None:
    """JSON-LD, meta elements, <time>, what is printed at the headline or in the title, and at last what htmldate finds (the day only).

    Where the first of them names only the day, a later one that names the hour of that day completes it.
    """
    texts = chain(
        jsonld.strings(page.article.get("datePublished") or page.article.get("dateCreated")),
        _stated(page, _PUBLISHED),
        _times(page.tree),
        printed_dates(page.tree, social_title(page)),
        _title_dates(page),
    )
    return _first_date(texts, clock, _zone(page, clock)) or _guessed_date(page, clock.now)


def _title_dates(page: Page) -> Iterator[str]:
    """Dates at the end of titles, as in "Headline | Site | 28.04.2023"."""
    for text in (social_title(page), window_title(page)):
        tail = _SUFFIX.split(text[-_MAX_TITLE_DATE:])
        if len(tail) > 1 and any(map(str.isdigit, tail[-1])):
            yield tail[-1]


def _stated(page: Page, names: str) -> list[str]:
    """Values of meta elements by names in which dots, colons, dashes and underscores mean the same."""
    by_name = {_JOINTS.sub(":", name): values for name, values in page.metas.items()}
    return [value for name in names.split() for value in by_name.get(_JOINTS.sub(":", name), ())]


def modified(page: Page, clock: Clock) -> datetime | None:
    texts = (*jsonld.strings(page.article.get("dateModified")), *_stated(page, _MODIFIED))
    return _first_date(texts, clock, _zone(page, clock))


def _first_date(texts: Iterable[str], clock: Clock, zone: tzinfo | None) -> datetime | None:
    """The first date that is understood, or a later one of the same day that names an hour when the first names none."""
    day = None
    for text in islice(texts, _MAX_DATES):
        found = dates.parse(text, now=clock.now, language=clock.language, zone=zone)
        if found is None:
            continue
        if _CLOCK.search(text) and (day is None or abs(found - day) <= timedelta(days=1)):
            return found
        day = day or found
    return day


def _zone(page: Page, clock: Clock) -> tzinfo | None:
    """What the page means by a time without a zone: the zone that it writes elsewhere, then what the operator says."""
    written = (
        *(jsonld.string(page.article.get(key)) for key in ("datePublished", "dateModified")),
        *_stated(page, f"{_PUBLISHED} {_MODIFIED}"),
    )
    match = next((match for text in written if (match := _OFFSET.search(text[-dates.MAX_LENGTH :]))), None)
    if match is None:
        return clock.zone_or_home()
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-offset if match[1] == "-" else offset) if offset < timedelta(hours=24) else None


def _times(tree: HtmlElement) -> Iterator[str]:
    """Dates of <time>: those that say they are the publication's first, then those near the headline."""
    elements = list(islice(tree.iter("time"), 50))
    sure = [element for element in elements if element.get("pubdate") is not None or "datepublished" in element.get("itemprop", "").lower()]
    near = [element for element in elements if next(element.iterancestors("article", "header", "main"), None) is not None]
    for element in (*sure, *near[:3]):
        yield chars.clean(element.get("datetime") or element.get("content") or text_of(element, minor=True) or element.text_content())


def _guessed_date(page: Page, now: datetime) -> datetime | None:
    if next(islice(page.tree.iter(), _MAX_ELEMENTS, None), None) is not None:
        return None
    from htmldate import find_date  # it takes a third of a second to import and is needed for few pages

    try:
        found = find_date(page.tree, url=page.base, original_date=True, extensive_search=False, max_date=now.strftime("%Y-%m-%d"))
    except (ValueError, TypeError, AttributeError, RecursionError):  # what it raises on odd pages
        return None
    return dates.parse(found, now=now) if found else None


def section(page: Page, headline: str) -> str:
    """The one section that the page says the article is in: JSON-LD, meta elements, the last crumb before the article's own."""
    stated = (*jsonld.strings(page.article.get("articleSection")), page.meta("article:section", "og:section", "section"))
    return next((name for name in (*stated, *_crumbs(page, headline)) if 1 < len(name) <= _MAX_NAME and "://" not in name), "")


def _crumbs(page: Page, headline: str) -> Iterator[str]:
    """Names of the path that leads to the article, the nearest first, without the front page and the article."""
    lists = (node for node in page.nodes if "breadcrumblist" in jsonld.types(node))
    stated = [_crumb(item) for node in lists for item in _items(node)]
    places = (place for place in islice(page.tree.iter("nav", "ol", "ul", "div"), _MAX_PLACES) if _is_path(place))
    printed = [text_of(link) for place in islice(places, 1) for link in place.iter("a")]
    path = [name for name in (stated or printed[:_MAX_CRUMBS]) if name and titles.key(name) != titles.key(headline)]
    yield from reversed(path[1:])


def _items(node: Node) -> list[Node]:
    items = [item for item in jsonld.objects(node.get("itemListElement"), []) if isinstance(item, dict)][:_MAX_CRUMBS]
    return sorted(items, key=lambda item: item["position"] if isinstance(item.get("position"), int) else 0)


def _crumb(item: Node) -> str:
    return jsonld.string(item.get("name")) or jsonld.string(item.get("item"))


def _is_path(place: HtmlElement) -> bool:
    return "breadcrumb" in f"{place.get('class', '')} {place.get('aria-label', '')} {place.get('id', '')}"[:300].lower()


def tags(page: Page) -> tuple[str, ...]:
    """The page's section first, then its keywords; each once, whatever its case."""
    sections = (
        *jsonld.strings(page.article.get("articleSection")),
        *page.metas.get("article:section", ()),
        page.meta("og:section", "section"),
    )
    words = jsonld.strings(page.article.get("keywords")) or page.metas.get("article:tag") or _keywords(page)
    split = (part.strip() for word in words for part in (word[: 10 * _MAX_READ].split(",") if "," in word else [word]))
    found: dict[str, str] = {}
    for tag in (*sections, *split):
        if 1 < len(tag) <= _MAX_NAME and "://" not in tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(islice(found.values(), MAX_TAGS))


def _keywords(page: Page) -> list[str]:
    return page.metas.get("news_keywords") or page.metas.get("parsely-tags") or page.metas.get("keywords") or []


def language(page: Page) -> str:
    """The language that the page declares, "" when it declares none."""
    declared = (
        page.tree.get("lang"),
        page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        jsonld.string(page.article.get("inLanguage")),
    )
    return next((tag for tag in (*declared, page.meta("og:locale", "content-language", "language")) if tag), "")
