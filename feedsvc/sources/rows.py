"""One row of a box: the smallest part of the page around one article's links, and the headline in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.sources.headings import classify, fold, says_more, says_sponsored
from feedsvc.sources.outline import is_article_url
from feedsvc.sources.ranks import rank_alone
from feedsvc.text import chars, urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from feedsvc.sources.outline import Link, Outline

MAX_TITLE = 300  # characters; a longer text is no headline
_MAX_LINKS = 500  # links of one box
_MAX_CLASS = 500  # characters of an element's class names that are looked at
_MAX_READ = 2_000  # characters of an element that are read
_MIN_PLAIN = 3  # words of an item without a link
_MIN_WORD = 15  # characters of a headline of one word
_MIN_NUMBERED = 3  # articles with numbers in their addresses, among which an address without one is not an article's
_MAX_LABEL_WORDS = 2
_MIN_SHARED = 3  # words of a headline in its address, when the text that stands in the headline's place has none
_MIN_JOINTS = 4  # hyphens in a headline's address; sections' addresses have fewer
_MAX_PROSE_DEPTH = 3
_MIN_PROSE = 60  # characters of a paragraph beside twice those of a link in it
_MAX_ELEMENTS = 3_000  # elements of a row in which its headline is looked for; as many as of a box, since one row may be nearly all of it
_MAX_TEXTS = 50  # texts of each sort that may be the headline of one row; rows of news pages have some 5
_MAX_TRIES = 10  # links to one article of which the first with a headline gives its row; news pages have up to 4
_MAX_PARTS = 60  # elements of a row in which a label is looked for
_SHORT = 25  # characters; a shorter text that stands where no headline stands is a label
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNREAD = frozenset({"script", "style", "noscript", "svg", "template", "button", "time", "iframe", "select", "figcaption"})
_FORMATTING = frozenset({"i", "em", "b", "strong", "mark", "sup", "sub", "abbr", "u", "small", "font", "q", "cite", "wbr"})
_TITLE_CLASS = re.compile(r"title|headline|judul|titre|titulo|titolo|(?:^|[\s_-])(?:hed|heading|header)(?:$|[\s_-])", re.IGNORECASE)
_MINOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:time|date|datetime|timestamp|ago|category|cat|kicker|label|tag|author|byline|comments?|count|views|sr-only|badge|"
    r"visually-hidden|screen-reader-text|duration|section|rubrik|kategori|tanggal|waktu|overline|eyebrow|subtitle|subheading[\w-]*|"
    r"description|teaser-text|excerpt|summary)(?:$|\s)",
    re.IGNORECASE,
)
_SURE_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|headline|judul)(?:$|\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    url: str | None
    rank: int | None  # as printed
    element: HtmlElement


def text_of(element: HtmlElement, *, minor: bool = False) -> str:
    """The element's text on one line, with a space where elements side by side would run together.

    Scripts and times are left out, labels such as the section's name too unless ``minor``.
    """
    pieces: list[str] = []
    read = 0
    for piece in _pieces(element, minor):
        pieces.append(piece)
        read += len(piece)
        if read > _MAX_READ:
            break
    return chars.clean("".join(pieces))


def _pieces(element: HtmlElement, minor: bool) -> Iterator[str]:
    """Text by text, as far as it is asked for: of an element with 100,000 children only the first are looked at."""
    yield _gap(element) + (element.text or "")
    around = [(element, iter(element))]
    while around:
        node, children = around[-1]
        child = next(children, None)
        if child is None:
            around.pop()
            yield _gap(node) + (node.tail or "") if around else ""
        elif isinstance(child.tag, str) and (_is_unread(child) or (not minor and _is_minor(child))):
            yield _gap(child) + (child.tail or "")
        elif isinstance(child.tag, str):
            yield _gap(child) + (child.text or "")
            around.append((child, iter(child)))


def _gap(node: HtmlElement) -> str:
    return "" if node.tag in _FORMATTING else " "


def _is_unread(node: HtmlElement) -> bool:
    return node.tag in _UNREAD or node.get("hidden") is not None


def _is_minor(node: HtmlElement) -> bool:
    names = node.get("class", "")[:_MAX_CLASS]
    return bool(names and _MINOR_CLASS.search(names) and not _SURE_TITLE_CLASS.search(names))


def anchor_text(link: HtmlElement) -> str:
    """What the link says: its text, or what its picture shows."""
    return text_of(link) or text_of(link, minor=True) or alt_of(link) or chars.clean(link.get("aria-label") or link.get("title") or "")


def alt_of(element: HtmlElement) -> str:
    """What the element's first picture with a description shows."""
    return next((alt for image in element.iter("img") if (alt := chars.clean((image.get("alt") or "")[:MAX_TITLE]))), "")


def article_links(links: Sequence[Link], most: int = _MAX_LINKS) -> list[Link]:
    """Those of the first ``most`` links that may lead to articles, each article judged by the longest text that leads to it."""
    links = links[:most]
    texts: dict[str, str] = {}
    for link in links:
        texts[link.url] = max(texts.get(link.url, ""), anchor_text(link.element), key=len)
    good = {url for url, text in texts.items() if may_be_article(url, text)}
    return [link for link in links if link.url in good]


def may_be_article(url: str, text: str) -> bool:
    """Whether a link may lead to an article by its address and its text, or by its address alone where the text is a label's."""
    return is_article_url(url, text) or (_is_label_only(text, url) and is_article_url(url, ""))


def _is_label_only(text: str, url: str) -> bool:
    """Whether the link covers or follows a headline and says "Open" or "Read on" itself, by an address of many words."""
    return (
        len(text.split()) <= _MAX_LABEL_WORDS and len(re.findall("[-_]", urlsplit(url).path.rstrip("/").rpartition("/")[2])) >= _MIN_JOINTS
    )


def rows(page: Outline, links: Sequence[Link], container: HtmlElement) -> list[Row]:
    """One row for each article among ``links``, in order, with the headline that stands in it; rows without a headline are left out.

    Between rows of a list, items without a link are rows without a URL.
    """
    kept = _without_labels(_without_advertisements(page, each_row(page, links, container)), container)
    return sorted([*kept, *_unlinked(page, kept)], key=lambda row: page.first[row.element])


def each_row(page: Outline, links: Sequence[Link], container: HtmlElement) -> list[Row]:
    """One row for each article among ``links`` that has a headline, in order."""
    links = [link for link in links if not _is_in_prose(link.element)]
    wanted = {link.url for link in links}
    found: dict[str, Row] = {}
    tries: Counter[str] = Counter()
    for link in links:
        if link.url not in found and tries[link.url] < _MAX_TRIES:
            tries[link.url] += 1
            row = _row(page, _extent(page, link, wanted, container), link)
            if row.title:
                found[link.url] = row
    return list(found.values())


def _is_in_prose(link: HtmlElement) -> bool:
    """Whether the link is some words of a paragraph."""
    paragraph = next((above for above in islice(link.iterancestors(), _MAX_PROSE_DEPTH) if above.tag == "p"), None)
    if paragraph is None or any(part.tag == "br" for part in paragraph):
        return False
    said = len(text_of(link, minor=True))
    return len(text_of(paragraph, minor=True)) > 2 * said + _MIN_PROSE


def plain_rows(items: Sequence[HtmlElement]) -> list[Row]:
    """Rows of list items that have no links."""
    texts = ((item, text_of(item)) for item in items)
    return [Row(text, None, None, item) for item, text in texts if len(text.split()) >= _MIN_PLAIN and len(text) <= MAX_TITLE]


def _extent(page: Outline, link: Link, wanted: set[str], container: HtmlElement) -> HtmlElement:
    """The largest element around the link, inside the container, that leads to no other wanted article."""
    element = link.element
    for above in link.element.iterancestors():
        if above is container or any(other.url != link.url and other.url in wanted for other in page.links_in(above)):
            break
        element = above
    return element


def _row(page: Outline, element: HtmlElement, link: Link) -> Row:
    first = text_of(element, minor=True)[:4].split(" ")[0]
    return Row(_title(page, element, link), link.url, rank_alone(first) if first else None, element)


def _title(page: Outline, element: HtmlElement, link: Link) -> str:
    """The first text of some length of: headings, elements called title, the links' texts, pictures; else the first of any length."""
    own = list(islice((other.element for other in page.links_in(element) if other.url == link.url), _MAX_TEXTS))
    inside = islice(element.iter(), _MAX_ELEMENTS)
    named = (part for part in inside if _TITLE_CLASS.search(part.get("class", "")) and not _is_minor(part))
    texts_of = (*islice(_headings(element), _MAX_TEXTS), *islice(named, _MAX_TEXTS))
    parts = (part for part in texts_of if _leads_nowhere_else(page, part, link.url))
    texts = [*map(text_of, parts), *map(text_of, own), *map(anchor_text, own)]
    usable = [text for text in texts if 4 <= len(text) <= MAX_TITLE and _has_letters(text) and classify(text) is None]
    first = next((text for text in usable if len(text.split()) > 1 or len(text) >= _MIN_WORD), usable[0] if usable else "")
    if _shared_with(link.url, first):
        return first
    return next((text for text in usable if _shared_with(link.url, text) >= _MIN_SHARED), first)


def _shared_with(url: str, text: str) -> int:
    """How many words a text shares with the last part of an article's address, which often holds those of the headline."""
    slug = set(re.split(r"[^a-z0-9]+", url.rstrip("/").rpartition("/")[2].lower()))
    return len(slug.intersection(fold(text).split()))


def _has_letters(text: str) -> bool:
    """Whether the text says something in words, as a rank or a date in digits does not."""
    return rank_alone(text) is None and any(char.isalpha() for char in text)


def _headings(element: HtmlElement) -> Iterator[HtmlElement]:
    """h1-h6 inside the row, the part of each that is called a title before the whole, or the one around the row."""
    for heading in element.iter(*_HEADINGS):
        yield from (part for part in heading.iterdescendants() if _SURE_TITLE_CLASS.search(part.get("class", "")))
        yield heading
    yield from element.iterancestors(*_HEADINGS)


def _leads_nowhere_else(page: Outline, part: HtmlElement, url: str) -> bool:
    """Whether a text belongs to the article: every link in it, and the one around it, lead there."""
    around = next(part.iterancestors("a"), None)
    links = page.links_in(part) + (page.links_in(around) if around is not None else [])
    return all(link.url == url for link in links)


def _without_advertisements(page: Outline, found: list[Row]) -> list[Row]:
    """Drop what is marked as paid for and leads elsewhere."""
    return [row for row in found if row.url is None or urls.same_host(row.url, page.base) or not is_paid(page, row)]


def is_paid(page: Outline, row: Row) -> bool:
    """Whether the row is marked as an advertisement."""
    if any("sponsored" in (link.element.get("rel") or "") for link in page.links_in(row.element)):
        return True
    parts = islice(row.element.iter(), _MAX_PARTS)
    return any(says_sponsored(text) for part in parts if (text := (part.text or "").strip()) and len(text) <= _SHORT)


def _without_labels(found: list[Row], container: HtmlElement) -> list[Row]:
    """Drop what stands elsewhere in its row than the headlines do and is short or says "more", and hubs among articles.

    Such are names of sections with a URL like an article's, links to the whole list, and promotions of offers.
    """
    depths = [_path(row.element, container) for row in found]
    usual = max(set(depths), key=depths.count, default=())
    kept = [row for row, path in zip(found, depths, strict=True) if path == usual or not _is_label(row)]
    numbered = sum(_is_numbered(row) for row in kept)
    return [row for row in kept if _is_numbered(row) or numbered < max(_MIN_NUMBERED, len(kept) - 1) or _has_number(row)]


def _is_numbered(row: Row) -> bool:
    """Whether the last part of the URL holds an article's number."""
    return row.url is not None and bool(re.search(r"\d{4}", row.url.rstrip("/").rpartition("/")[2]))


def _has_number(row: Row) -> bool:
    return row.url is None or bool(re.search(r"\d{3}", urlsplit(row.url).path)) or not row.url.endswith("/")


def _is_label(row: Row) -> bool:
    return len(row.title) < _SHORT or (len(row.title) < 2 * _SHORT and says_more(row.title))


def _path(element: HtmlElement, container: HtmlElement) -> tuple[str, ...]:
    path = [str(element.tag)]
    for above in element.iterancestors():
        if above is container:
            break
        path.append(str(above.tag))
    return tuple(path)


def _unlinked(page: Outline, found: list[Row]) -> list[Row]:
    """Items of the same list that have a headline and no link; an advertisement among them is made differently."""
    made = {
        (parent, row.element.get("class")) for row in found if row.element.tag == "li" and (parent := row.element.getparent()) is not None
    }
    items = [(item, parent) for parent in {parent for parent, _ in made} for item in parent.iterchildren("li") if not page.links_in(item)]
    return plain_rows([item for item, parent in items if (parent, item.get("class")) in made])
