"""Title, summary, authors, dates and tags of an article page: JSON-LD, then meta elements, then what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.sources import jsonld
from feedsvc.sources.dateline import home_zone, is_agency
from feedsvc.sources.rows import text_of
from feedsvc.text import chars, dates, html, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from feedsvc.sources.jsonld import Node

MAX_TITLE = 300  # characters
MAX_SUMMARY = 500  # characters
_MAX_READ = 2_000  # characters of a value's markup that are read; JSON-LD may hold two million
MAX_AUTHORS = 12
MAX_TAGS = 30
_CUT = 30  # characters from which a title that another begins with was cut from it
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
_AUTHORS = """
    author article:author article:author_name parsely-author sailthru.author dc.creator dcterms.creator byl cxenseparse:author
    content_author
"""
_OFFSET = re.compile(r"T?\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?\s*([+-])(\d{2}):?(\d{2})$")
_BY = re.compile(r"^(?:by|oleh|von|par|por|di|door|av|af|penulis|reporter|laporan)\s*:?\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:;|\||,|\s(?:&|and|dan|und|et|y|e)\s)\s*")
_SUFFIX = re.compile(r"\s+(?:[-|–—•·»:]{1,2})\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed page and what it says of itself."""

    tree: HtmlElement
    base: str  # where relative URLs start: the page's own URL, or its <base>
    metas: dict[str, list[str]]  # contents by lower-case name, property or itemprop
    nodes: list[Node]
    article: Node  # the JSON-LD node that is this article, or an empty one

    def meta(self, *names: str) -> str:
        return next((value for name in names for value in self.metas.get(name, ())), "")


def read_metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in islice(tree.iter("meta"), _MAX_METAS):
        content = chars.clean(element.get("content", "")[:5_000])
        for name in {element.get(key, "").strip().lower() for key in ("name", "property", "itemprop")} - {""}:
            if content:
                found.setdefault(name, []).append(content)
    return found


def title(page: Page) -> str:
    """The headline without the site's name: JSON-LD, og:title, h1, title; the h1 where it is the whole of what another cut short."""
    heading = printed_heading(page.tree)
    candidates = (
        jsonld.string(page.article.get("headline")),
        page.meta("og:title", "twitter:title"),
        heading,
        jsonld.string(page.article.get("name")),
        text_of(found) if (found := page.tree.find(".//title")) is not None else "",
    )
    best = next((name for text in candidates if (name := _without_site(page, text))), "")
    return html.shorten(heading if _is_whole(heading, best) else best, MAX_TITLE)


def _is_whole(heading: str, other: str) -> bool:
    """Whether the other title is the printed one cut short, or the printed one with something joined to it."""
    start = other.rstrip(".… ")
    if len(start) > _CUT and heading.startswith(start):
        return True
    return len(heading.split()) >= 3 and other.startswith(heading) and _SUFFIX.match(other, len(heading)) is not None


def printed_heading(tree: HtmlElement) -> str:
    """The text of the only h1, or of the first one in an article."""
    headings = list(islice(tree.iter("h1"), 5))
    inside = [heading for heading in headings if next(heading.iterancestors("article", "main"), None) is not None]
    chosen = headings if len(headings) == 1 else inside[:1]
    return text_of(chosen[0]) if chosen else ""


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


def _without_site(page: Page, text: str) -> str:
    """The text before a last "- Site"; a headline that has a dash of its own keeps it."""
    host = (urlsplit(page.base).hostname or "").removeprefix("www.")
    names = {titles.key(name) for name in (site_name(page), host, host.split(".")[0]) if name}
    text = html.to_text(html.cut(text, _MAX_READ))
    for mark in reversed(list(_SUFFIX.finditer(text))):
        tail = titles.key(text[mark.end() :])
        if tail in names or tail.replace(" ", "") in names:
            return text[: mark.start()]
    return text


def summary(page: Page) -> str:
    described = jsonld.string(page.article.get("description")) or page.meta("og:description", "description", "twitter:description")
    return html.shorten(html.to_text(html.cut(described, 10 * _MAX_READ)), MAX_SUMMARY)


def authors(page: Page) -> tuple[str, ...]:
    """People first; organisations where no person is named; never URLs."""
    people = jsonld.objects(page.article.get("author") or page.article.get("creator"), page.nodes)
    persons = [name for node in people if "organization" not in _kinds(node) for name in jsonld.strings(node.get("name"))]
    groups = [name for node in people if "organization" in _kinds(node) for name in jsonld.strings(node.get("name"))]
    meta = [value for name in _AUTHORS.split() for value in page.metas.get(name, ())]
    printed = (text_of(element) for element in page.tree.iter() if _is_author(element))
    for source in (persons, meta, groups, list(islice(printed, MAX_AUTHORS))):
        if names := _names(source):
            return names
    return ()


def _kinds(node: Node) -> str:
    return " ".join(jsonld.types(node))


def _is_author(element: HtmlElement) -> bool:
    return element.get("rel", "").lower() == "author" or "author" in element.get("itemprop", "").lower().split()


def _names(values: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in (name for value in values for name in _split_names(html.to_text(html.cut(value, _MAX_READ)))):
        found.setdefault(titles.key(name), name)  # "jane-doe" after "Jane Doe" is the same person
    return tuple(islice(found.values(), MAX_AUTHORS))


def _split_names(value: str) -> Iterator[str]:
    """The names in "By Jane Doe and John Roe, dpa"; "Doe, Jane" is one name."""
    value = _BY.sub("", value)
    parts = [part for part in _JOINED.split(value) if part]
    whole = len(parts) < 2 or any(len(part.split()) < 2 and not is_agency(part) for part in parts)
    for name in [value] if whole else parts:
        if 2 < len(name) <= _MAX_NAME and not re.search(r"[/@:()]", name):
            yield name


def published(page: Page, now: datetime, language: str) -> datetime | None:
    """JSON-LD, meta elements, <time>, and at last what htmldate finds in the URL and the text (the day only)."""
    texts = chain(
        jsonld.strings(page.article.get("datePublished") or page.article.get("dateCreated")),
        (value for name in _PUBLISHED.split() for value in page.metas.get(name, ())),
        _times(page.tree),
    )
    return _first_date(page, texts, now, language) or _guessed_date(page, now)


def modified(page: Page, now: datetime, language: str) -> datetime | None:
    texts = (
        *jsonld.strings(page.article.get("dateModified")),
        *(value for name in _MODIFIED.split() for value in page.metas.get(name, ())),
    )
    return _first_date(page, texts, now, language)


def _first_date(page: Page, texts: Iterable[str], now: datetime, language: str) -> datetime | None:
    zone = _zone(page, language)
    return next((date for text in texts if (date := dates.parse(text, now=now, language=language, zone=zone))), None)


def _zone(page: Page, language: str) -> tzinfo | None:
    """What the page means by a time without a zone: the zone that it writes elsewhere."""
    written = (
        *(jsonld.string(page.article.get(key)) for key in ("datePublished", "dateModified")),
        *(value for name in f"{_PUBLISHED} {_MODIFIED}".split() for value in page.metas.get(name, ())),
    )
    match = next((match for text in written if (match := _OFFSET.search(text[-dates.MAX_LENGTH :]))), None)
    if match is None:
        return home_zone(language)
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
    from htmldate import find_date  # it takes a third of a second to import and is needed for few pages

    try:
        found = find_date(page.tree, url=page.base, original_date=True, extensive_search=False, max_date=now.strftime("%Y-%m-%d"))
    except (ValueError, TypeError, AttributeError, RecursionError):  # what it raises on odd pages
        return None
    return dates.parse(found, now=now) if found else None


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
