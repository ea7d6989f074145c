"""A page's elements by position, so that "the links behind this heading, inside that element" is a cheap question."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
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
_NOT_SHOWN = frozenset({"noscript", "template", "script", "style"})
_FOOTER = re.compile(
    r"(?:(?:site|page|main|global|app|[a-z])[-_]{1,2})?footer(?:[-_]{1,2}(?:links|main|container|wrapper|inner|nav|menu))?"
)
_MAX_NAMES = 20  # of one element
_COPY = re.compile(r"(?:^|[\s_-])(?:cloned?|duplicate)(?:$|\s)")  # slides that a carousel repeats so that it can go round
_PAGE_ROLES = frozenset({"navigation", "contentinfo", "menu", "menubar"})
# Path segments under which sites keep lists, people and services, not articles.
_NO_ARTICLE = """
    tag tags topic topics topik thema themen tema temas author authors autor autoren penulis writer writers profile people person category
    categories kategori kategorie categoria rubrik rubrique search suche cari login signin register account subscribe newsletter newsletters
    abo indeks contact privacy terms help jobs user users by reporter reporters redaksi
    autori auteur auteurs autores autorzy yazar yazarlar kolumnis columnist columnists columnista columnistas kolumnist journalist
    journalists skribent forfatter tagi tagged etiqueta etiquetas argomento argomenti onderwerp onderwerpen emne emner amne aihe aiheet konu
    konular chu-de stichwort mot-cle
"""
_NO_ARTICLES = frozenset(_NO_ARTICLE.split())
# Those of them that are the names of sections too, so that what is plainly an article's address below them is one.
_SECTIONS = """
    people help jobs category categories kategori kategorie categoria rubrik columnist columnists columnista columnistas kolumnist kolumnis
    yazar yazarlar
"""
_PERHAPS_SECTION = _NO_ARTICLES & set(_SECTIONS.split())
_INDEX = re.compile(r"(?:index|default|home)(?:\.\w{2,5})?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|[&_])(?:id|p|a|n|no|idx|idxno|aid|news|article|newsid|articleid|idnews)=[a-z]*\d{3}", re.IGNORECASE)
_MAX_CLASS = 500  # characters of an element's class names that are looked at
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|ece|cms)$", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Link:
    """An <a> that leads to another page."""

    element: HtmlElement
    place: int
    url: str  # canonical


@dataclass(slots=True)
class Outline:
    """Positions in document order: an element holds the places ``first`` to ``last``, itself at ``first``."""

    tree: HtmlElement
    base: str
    elements: list[HtmlElement] = field(default_factory=list)
    first: dict[HtmlElement, int] = field(default_factory=dict)
    last: dict[HtmlElement, int] = field(default_factory=dict)
    ids: dict[str, HtmlElement] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)  # outside of navigation and footers
    outer: list[Link] = field(default_factory=list)  # in them

    def with_outer(self) -> Outline:
        """The same page with all its links, those of navigation and footers too."""
        return replace(self, links=sorted([*self.links, *self.outer], key=_place))

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
    """The outline of the first MAX_ELEMENTS elements and MAX_LINKS links. What browsers do not show, and slides' copies, have no links."""
    made = Outline(tree, base)
    outer = unseen = False  # whether the walk is inside of a navigation or a footer, of something that is not shown
    around: list[tuple[HtmlElement, bool, bool]] = []  # each element that it is inside of, and the same outside of that
    for event, element in islice(etree.iterwalk(tree, events=("start", "end")), 2 * MAX_ELEMENTS):
        if event == "start":
            around.append((element, outer, unseen))
            outer, unseen = outer or _is_page_part(element), unseen or _is_unseen(element)
            made.first[element] = made.last[element] = len(made.elements)
            if element.tag == "a" and not unseen:
                _add_link(made, element, made.outer if outer else made.links)
            if name := element.get("id"):
                made.ids.setdefault(name, element)
            made.elements.append(element)
        else:
            _, outer, unseen = around.pop()
            made.last[element] = len(made.elements) - 1
    for element, _, _ in around:  # where the walk broke off, what it was inside of holds all that was seen of it
        made.last[element] = len(made.elements) - 1
    return made


def in_page_part(element: HtmlElement) -> bool:
    """Whether the element is in a navigation or a footer."""
    return _is_page_part(element) or any(_is_page_part(above) for above in element.iterancestors())


def is_shown(element: HtmlElement) -> bool:
    """Whether a browser with scripts shows the element at all."""
    return not _is_unseen(element) and not any(map(_is_unseen, element.iterancestors()))


def is_article_url(url: str, text: str) -> bool:
    """Whether a link with this text may lead to an article: not to a tag, an author, a section or the front page."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    words = len(text.split())
    if not segments:
        return words >= 3 and bool(_NUMBERED.search(parts.query))
    if _is_list_of_things(segments) and not (words >= 4 and _is_surely_article(segments)):
        return False
    if names_article(url):
        return words >= 2 or len(text) >= 12 or len(_UNSPACED.findall(text)) >= 6 or not text
    return (words >= 4 or len(_UNSPACED.findall(text)) >= 8) and (len(segments) > 1 or bool(re.search(r"[-_%\d]|.{20}", segments[0])))


def names_article(url: str) -> bool:
    """Whether the path ends in a slug of several words, a long number or a file name, or the query in a number."""
    parts = urlsplit(url)
    last = next((segment for segment in reversed(parts.path.lower().split("/")) if segment), "")
    if not last or _INDEX.fullmatch(last):
        return bool(_NUMBERED.search(parts.query))
    slug = _EXTENSION.sub("", last)
    numbered = bool(re.search(r"\d{4}", last)) or bool(_NUMBERED.search(parts.query))
    return numbered or slug != last or len(re.findall(r"[-_]", slug)) >= 2


def spaceless(text: str) -> int:
    """How many characters are of scripts that write no spaces, or few: there, words are not to be counted."""
    return len(_UNSPACED.findall(text))


def _is_list_of_things(segments: list[str]) -> bool:
    return bool(_NO_ARTICLES.intersection(segments[:-1])) or segments[-1] in _NO_ARTICLES


def _is_surely_article(segments: list[str]) -> bool:
    """An article's own slug or number below a section that is called as other sites call their lists of people and topics."""
    last = segments[-1]
    others = _NO_ARTICLES.intersection(segments) - _PERHAPS_SECTION
    return not others and len(re.findall(r"[-_]", last)) >= 3 and bool(re.search(r"\d{4}", last) or _EXTENSION.search(last))


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _NOT_SHOWN:
        return True
    names = element.get("class", "")
    return ("clone" in names or "duplicate" in names) and bool(_COPY.search(names[:_MAX_CLASS]))


def _is_page_part(element: HtmlElement) -> bool:
    if element.tag in _PAGE_PARTS or element.get("role", "").lower() in _PAGE_ROLES:
        return True
    if element.tag not in {"div", "section"}:
        return False
    names = f"{element.get('id', '')} {element.get('class', '')}"
    return "footer" in names and any(map(_FOOTER.fullmatch, names.split()[:_MAX_NAMES]))


def _add_link(made: Outline, element: HtmlElement, links: list[Link]) -> None:
    href = (element.get("href") or "").strip()
    if not href or href.startswith("#") or len(links) >= MAX_LINKS:
        return
    if url := urls.canonical(href, made.base):
        links.append(Link(element, len(made.elements), url))
