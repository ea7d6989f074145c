"""The sections of a site, from the navigation of any of its pages.

Three places are asked, the next one only where the one before names too few: navigation and menus, footers, and the page's own articles,
whose paths begin as their sections' do ("/economy/rice-prices-rise" and a short link to "/economy").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from feedsvc.model import Link
from feedsvc.sources.labels import are_services, is_service, is_service_host
from feedsvc.sources.outline import MAX_ELEMENTS, is_article_url
from feedsvc.sources.rows import text_of
from feedsvc.text import chars, titles, urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

MAX_SECTIONS = 40
FEW = 3  # sections; a place that names fewer is not the site's menu
_MAX_LINKS = 1_500  # of each place; the largest menus have some 500
_MAX_LABEL = 32  # characters
_MAX_WORDS = 4
_MAX_DEPTH = 3  # segments of a section's path
_MAX_SLUG_WORDS = 4
_MAX_NAMES = 500  # characters of an element's class and id that are looked at
_MENU_ENDINGS = ("nav", "navi", "navbar", "navigation", "navigasi", "menu", "menus", "navs", "kanal", "rubriken", "rubriques")
_MENU_ROLES = frozenset({"navigation", "menu", "menubar"})
_MENU_TAGS = frozenset({"div", "ul", "ol", "section", "aside", "dl", "details", "table"})
_OTHER_PLACES = """
    breadcrumb breadcrumbs crumb crumbs pagination pager paging tag tags tagcloud share sharing social socials account user login language
    languages lang skip legal related author authors byline toc comments comment cookie consent widget wetter weather ticker
"""
_NO_MENU = frozenset(_OTHER_PLACES.split())
_SIGN = re.compile("[°©_@]")  # of temperatures, rights, icons set as words, addresses
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FRONT = re.compile(r"/?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default|home)(?:\.\w{2,5})?/?$", re.IGNORECASE)
_QUERY = re.compile(r"(?:cat|category|kategori|kategorie|categoria|rubrik|rubrique|section|kanal|sec)(?:_?id)?=[\w%-]{1,40}", re.IGNORECASE)
_DATED = re.compile(r"(?:19|20)\d\d$|\d{7,}")
_SECOND_LEVEL = frozenset(
    {"co", "com", "or", "org", "net", "ac", "go", "gov", "edu", "web", "my", "ne", "biz", "sch", "desa", "info", "mil"}
)


@dataclass(slots=True)
class _Found:
    """Links by the place where they stand, in document order."""

    menu: list[HtmlElement] = field(default_factory=list)
    footer: list[HtmlElement] = field(default_factory=list)
    body: list[HtmlElement] = field(default_factory=list)


def section_links(tree: HtmlElement, base: str) -> tuple[Link, ...]:
    """The site's own sections in the order of its menu, at most MAX_SECTIONS, each once; ``base`` is the page's URL."""
    found = _sorted_out(tree)
    taken: dict[str, Link] = {}
    for place in (found.menu, found.footer):
        taken = _together(taken, _sections(place, base))
        if len(taken) >= FEW:
            break
    else:
        taken = _together(taken, _of_articles(found.body, base))
    return tuple(_shallowest(list(taken.values())))


def _sorted_out(tree: HtmlElement) -> _Found:
    """One walk over the page. A header or menu inside an <article> is that article's."""
    found = _Found()
    stack: list[str] = []
    for event, element in islice(etree.iterwalk(tree, events=("start", "end")), 2 * MAX_ELEMENTS):
        if event == "end":
            stack.pop()
            continue
        stack.append(_place(element, stack[-1] if stack else "body"))
        if element.tag == "a" and stack[-1] != "none":
            links = {"menu": found.menu, "footer": found.footer}.get(stack[-1], found.body)
            if len(links) < _MAX_LINKS:
                links.append(element)
    return found


def _place(element: HtmlElement, around: str) -> str:
    """ "menu", "footer", "body", "article" or "none" (a place for other links), for what the element holds."""
    if around == "none" or not isinstance(element.tag, str):
        return around
    words = _names(element)
    if not _NO_MENU.isdisjoint(words) and element.tag not in {"html", "body", "main", "a", "li", "span"}:
        return "none"
    if around == "article" or element.tag == "article":
        return "article"
    if element.tag == "footer" or element.get("role") == "contentinfo":
        return "footer"
    if around == "body" and _is_menu(element, words):
        return "menu"
    return around


def _is_menu(element: HtmlElement, words: Iterable[str]) -> bool:
    if element.tag in {"nav", "header"} or element.get("role", "").lower() in _MENU_ROLES:
        return True
    return element.tag in _MENU_TAGS and any(word.endswith(_MENU_ENDINGS) for word in words) and not _holds_page(element)


def _holds_page(element: HtmlElement) -> bool:
    """Whether it is the page itself that is called "has-menu"."""
    inside = islice(element.iterdescendants("h1", "article", "main", "p"), 6)
    tags = [part.tag for part in inside]
    return len(tags) > 5 or any(tag != "p" for tag in tags)


def _names(element: HtmlElement) -> list[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_MAX_NAMES]
    return [word.lower() for word in _NAME.findall(names)]


def _together(taken: dict[str, Link], links: Iterable[Link]) -> dict[str, Link]:
    """Each page and each label once; the first one stays."""
    labels = {titles.key(link.title) for link in taken.values()}
    for link in links:
        page, label = _page_of(link.url), titles.key(link.title)
        if page not in taken and label not in labels:
            taken[page] = link
            labels.add(label)
    return taken


def _page_of(url: str) -> str:
    return _INDEX.sub("", url).rstrip("/").partition("://")[2].removeprefix("www.")


def _sections(place: Iterable[HtmlElement], base: str) -> Iterator[Link]:
    site = _Site(base)
    for element in place:
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#") or element.get("hreflang") or "nofollow" in element.get("rel", ""):
            continue
        url = urls.canonical(href, base)
        if url and site.may_have_section(url) and (label := _label(element)):
            yield Link(url, label)


def _label(element: HtmlElement) -> str:
    """The link's short text; "" for a text that names no section."""
    text = text_of(element, minor=True) or chars.clean((element.get("title") or element.get("aria-label") or "")[: 2 * _MAX_LABEL])
    text = text.strip(" »›>|·•-–—+▾▼:")
    if not any(char.isalpha() for char in text) or _SIGN.search(text) or len(text) > _MAX_LABEL or len(text.split()) > _MAX_WORDS:
        return ""
    return "" if len(text) < 2 or is_service(text) else text


class _Site:
    """Which addresses may be sections of the site that a page belongs to."""

    def __init__(self, base: str) -> None:
        self._base = urls.canonical(base) or base
        self._domain = _domain(urlsplit(self._base).hostname or "")

    def may_have_section(self, url: str) -> bool:
        parts = urlsplit(url)
        segments = [segment for segment in _INDEX.sub("", parts.path).split("/") if segment]
        if not self._is_own(url) or (parts.query and not _QUERY.fullmatch(parts.query)):
            return False
        if not segments and not parts.query:
            return self._is_section_host(parts.hostname or "")
        return len(segments) <= _MAX_DEPTH and not are_services(segments) and not any(_is_slug(segment) for segment in segments)

    def _is_own(self, url: str) -> bool:
        """The page's own host, or another one below the same registered name: many sites keep sections at "sport.example.com"."""
        if urls.same_host(url, self._base):
            return url != self._base or not is_article_url(url, "")
        host = urlsplit(url).hostname or ""
        return bool(self._domain) and host.endswith(f".{self._domain}") and not is_service_host(host.partition(".")[0])

    def _is_section_host(self, host: str) -> bool:
        """The front page of "sport.example.com", seen from elsewhere; the front page of the site itself, behind its logo, is no section."""
        own = urlsplit(self._base).hostname or ""
        return _without_www(host) not in {_without_www(own), self._domain}


def _domain(host: str) -> str:
    """The registered name of a host, as far as its shape tells; "" for addresses and names without a dot."""
    labels = _without_www(host).split(".")
    if len(labels) < 2 or labels[-1].isdigit() or ":" in host:
        return ""
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-kept:])


def _without_www(host: str) -> str:
    return re.sub(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)", "", host)


def _is_slug(segment: str) -> bool:
    """Whether a segment is a headline or a date rather than a name."""
    return len([word for word in re.split(r"[-_]", segment) if word]) > _MAX_SLUG_WORDS or _DATED.match(segment) is not None


def _of_articles(place: list[HtmlElement], base: str) -> Iterator[Link]:
    """Short links to paths below which several of the page's articles stand."""
    hrefs = [url for element in place if (url := urls.canonical((element.get("href") or "").strip(), base))]
    paths = {urlsplit(url).path for url in set(hrefs) if urls.same_host(url, base) and is_article_url(url, "")}
    folders = Counter(folder for path in paths for folder in _folders(path))
    for link in _sections(place, base):
        if folders[urlsplit(_INDEX.sub("/", link.url)).path.rstrip("/")] >= FEW:
            yield link


def _folders(path: str) -> Iterator[str]:
    segments = path.split("/")[1:-1]
    return ("/" + "/".join(segments[:depth]) for depth in range(1, min(len(segments), _MAX_DEPTH) + 1))


def _shallowest(links: list[Link]) -> list[Link]:
    """Of a menu that names too many, those nearest to the front page, in their order."""
    kept = sorted(links, key=lambda link: _page_of(link.url).count("/"))[:MAX_SECTIONS]
    chosen = {link.url for link in kept}
    return [link for link in links if link.url in chosen]
