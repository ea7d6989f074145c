"""A page's elements by position, so that "the links behind this heading, inside that element" is a cheap question."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from feedsvc.text import urls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ELEMENTS = 150_000  # a large news page has some 20,000
MAX_LINKS = 5_000  # a large news page has some 1,000

_PAGE_PARTS = frozenset({"nav", "footer"})
_PAGE_ROLES = frozenset({"navigation", "contentinfo", "menu", "menubar"})
# Path segments under which sites keep lists, people and services, not articles.
_NO_ARTICLE = """
    tag tags topic topics topik thema themen tema temas author authors autor autoren penulis writer writers profile people person category
    categories kategori kategorie categoria rubrik rubrique search suche cari login signin register account subscribe newsletter newsletters
    abo indeks contact privacy terms help jobs user users by reporter redaksi
"""
_NO_ARTICLES = frozenset(_NO_ARTICLE.split())
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|ece|cms)$", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Link:
    """An <a> that leads to another page."""

    element: HtmlElement
    place: int
    url: str  # canonical


@dataclass(slots=True)
class Outline:
    """Positions in document order: an element holds the places ``first`` to ``last``, itself at ``first``."""

    base: str
    elements: list[HtmlElement] = field(default_factory=list)
    first: dict[HtmlElement, int] = field(default_factory=dict)
    last: dict[HtmlElement, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)  # outside of navigation and footers

    def links_between(self, low: int, high: int) -> list[Link]:
        """Links at places ``low`` to ``high``, both included."""
        return self.links[bisect_left(self.links, low, key=_place) : bisect_right(self.links, high, key=_place)]

    def links_in(self, element: HtmlElement) -> list[Link]:
        """Links inside an element, itself included; none for an element beyond MAX_ELEMENTS."""
        first = self.first.get(element)
        return [] if first is None else self.links_between(first, self.last[element])

    def size(self, element: HtmlElement) -> int:
        """How many elements are inside."""
        return self.last.get(element, 0) - self.first.get(element, 0)


def _place(link: Link) -> int:
    return link.place


def outline(tree: HtmlElement, base: str) -> Outline:
    """The outline of the first MAX_ELEMENTS elements and MAX_LINKS links."""
    made = Outline(base)
    outer = 0  # how many navigations and footers the walk is inside of
    for event, element in islice(etree.iterwalk(tree, events=("start", "end")), 2 * MAX_ELEMENTS):
        if event == "start":
            outer += _is_page_part(element)
            made.first[element] = made.last[element] = len(made.elements)
            if element.tag == "a" and not outer and len(made.links) < MAX_LINKS:
                _add_link(made, element)
            made.elements.append(element)
        else:
            outer -= _is_page_part(element)
            made.last[element] = len(made.elements) - 1
    return made


def in_page_part(element: HtmlElement) -> bool:
    """Whether the element is in a navigation or a footer."""
    return _is_page_part(element) or any(_is_page_part(above) for above in element.iterancestors())


def is_article_url(url: str, text: str) -> bool:
    """Whether a link with this text may lead to an article: not to a tag, an author, a section or the front page."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    if not segments or _NO_ARTICLES.intersection(segments[:-1]) or segments[-1] in _NO_ARTICLES:
        return False
    words = len(text.split())
    if _names_article(segments, parts.query):
        return words >= 2 or len(text) >= 12 or not text
    return (words >= 4 or len(_UNSPACED.findall(text)) >= 8) and (len(segments) > 1 or bool(re.search(r"[-_%\d]|.{20}", segments[0])))


def _names_article(segments: list[str], query: str) -> bool:
    """Whether the path ends in a slug of several words, a long number or a file name."""
    last = segments[-1]
    slug = _EXTENSION.sub("", last)
    numbered = bool(re.search(r"\d{4}", last)) or bool(re.search(r"(?:^|[&_])(?:id|p|a|article|news)=\d+", query))
    return numbered or slug != last or len(re.findall(r"[-_]", slug)) >= 2


def _is_page_part(element: HtmlElement) -> bool:
    return element.tag in _PAGE_PARTS or element.get("role", "").lower() in _PAGE_ROLES


def _add_link(made: Outline, element: HtmlElement) -> None:
    href = (element.get("href") or "").strip()
    url = urls.canonical(href, made.base) if href and not href.startswith("#") else None
    if url:
        made.links.append(Link(element, len(made.elements), url))
