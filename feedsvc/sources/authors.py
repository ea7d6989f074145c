"""Who wrote an article: JSON-LD, then meta elements, then the byline; the house itself only where nobody else is named."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.sources import jsonld
from feedsvc.sources.byline import BY, printed_authors
from feedsvc.sources.dateline import is_agency
from feedsvc.sources.metadata import site_name, social_title
from feedsvc.sources.prose import letters
from feedsvc.sources.rows import text_of
from feedsvc.text import html, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from feedsvc.sources.jsonld import Node
    from feedsvc.sources.metadata import Page

MAX_AUTHORS = 12
_MIN_NAME = 2  # letters
_MAX_NAME = 60
_MAX_READ = 2_000  # characters of a value's markup that are read
_METAS = """
    author article:author article:author_name parsely-author sailthru.author dc.creator dcterms.creator byl cxenseparse:author
    content_author dcsext.author
"""
_LABELS = """
    written by/verfasst von/geschrieben von/écrit par/escrito por/scritto da/geschreven door/ditulis oleh/skriven av/skrevet af/skrevet av/
    napisane przez/автор/написано/yazan/作者/投稿者/執筆者/작성자/được viết bởi/كُتب بواسطة/نوشته شده توسط/συντάχθηκε από/
    kirjoittanut/napsal(a)
"""
_WRITTEN_BY = frozenset(label.strip() for label in _LABELS.split("/"))  # the first label of WordPress's usual plugin for social networks
_JOINED = re.compile(
    r"\s*(?:;|\||,(?:\s*(?:&|and|dan|und|et|y|e|en|og|och|ve|i|și|và)\s)?|[、，،؛]|\s(?:&|and|dan|und|et|y|e|en|og|och|ve|và)\s)\s*"
)
_BEHIND = re.compile(r"\s*\([^()]{1,60}\)$|\s+[-–—|]+(?:\s.*)?$")  # an outlet or a role behind a name
_DOMAIN = re.compile(r"\w\.[a-z]{2,4}$", re.IGNORECASE)
_HANDLE = re.compile(r"[/@:()]")
_DATED = re.compile(r"(?:^|\s)\d{1,4}(?:[\s:.]|$)")  # "Aug. 17", "2 hours ago"; but "Radio1 Desk" is a name


def authors(page: Page) -> tuple[str, ...]:
    """People first; then other organisations such as agencies, then the house; never URLs."""
    stated = jsonld.objects(page.article.get("author") or page.article.get("creator"), page.nodes)
    persons = _names(name for node in stated if "organization" not in _kinds(node) for name in jsonld.strings(node.get("name")))
    groups = _names(name for node in stated if "organization" in _kinds(node) for name in jsonld.strings(node.get("name")))
    named = (_names(source) for source in (_metas(page), _marked(page.tree), printed_authors(page.tree, social_title(page))))
    sources = (persons, *named, groups)
    houses: list[tuple[str, ...]] = []
    for names in sources:
        people = tuple(name for name in names if not _is_house(page, name))
        if people:
            return people
        houses.append(names)
    return next(filter(None, houses), ())


def _kinds(node: Node) -> str:
    return " ".join(jsonld.types(node))


def _metas(page: Page) -> Iterator[str]:
    yield from (value for name in _METAS.split() for value in page.metas.get(name, ()))
    if page.meta("twitter:label1").casefold() in _WRITTEN_BY:
        yield page.meta("twitter:data1")


def _marked(tree: HtmlElement) -> Iterator[str]:
    """Names that the markup itself calls the author's, wherever they stand."""
    return islice((text_of(element, minor=True) for element in tree.iter() if _is_author(element)), MAX_AUTHORS)


def _is_author(element: HtmlElement) -> bool:
    return element.get("rel", "").lower() == "author" or "author" in element.get("itemprop", "").lower().split()


def _is_house(page: Page, name: str) -> bool:
    """Whether the name is the site's own: its host's, its publisher's, or a domain."""
    key = titles.key(name).replace(" ", "")
    host = (urlsplit(page.base).hostname or "").removeprefix("www.")
    own = {titles.key(text).replace(" ", "") for text in (site_name(page), host, host.rpartition(".")[0]) if text}
    return not key or key in own or bool(_DOMAIN.search(name)) or any(len(part) > 2 and key.startswith(part) for part in own)


def _names(values: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in (name for value in values for name in _split(html.to_text(html.cut(value, _MAX_READ)))):
        found.setdefault(titles.key(name), name)  # "jane-doe" after "Jane Doe" is the same person
    return tuple(islice(found.values(), MAX_AUTHORS))


def _split(value: str) -> Iterator[str]:
    """The names in "By Jane Doe and John Roe, dpa"; "Doe, Jane" is one name, and a place behind a name is none."""
    value = BY.sub("", value)
    parts = [part for part in _JOINED.split(value) if part]
    singles = [part for part in parts if len(part.split()) < 2 and not is_agency(part)]
    whole = len(parts) < 2 or len(singles) == len(parts)
    for name in [value] if whole else [part for part in parts if part not in singles]:
        name = _BEHIND.sub("", name[: 2 * _MAX_NAME]).strip()
        if _MIN_NAME < letters(name) <= _MAX_NAME and not _HANDLE.search(name) and not _DATED.search(name) and not _is_phrase(name):
            yield name


def _is_phrase(text: str) -> bool:
    """Whether three words or more begin as no name does; initials and handles may be in small letters."""
    return text[0].islower() and len(text.split()) > 2 and text.split()[0] not in {"al", "da", "de", "del", "di", "el", "van", "von", "ter"}
