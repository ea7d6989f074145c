"""Boxes of headlines on a page: what the publisher itself says is popular, and what is new.

A box is found by its printed heading (``headings``): climb from the heading to the first element that holds at least three links to
articles behind it, and read its rows up to the next heading. Each tab of a box is a list of its own. Where no heading is printed, the
class or id of the element may say what it holds. Boxes that scripts fill are absent from the HTML and are not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.model import Box, BoxItem
from feedsvc.sources.headings import MAX_HEADING, classify, classify_names
from feedsvc.sources.outline import in_page_part, is_article_url, outline
from feedsvc.sources.ranks import unranked
from feedsvc.sources.rows import anchor_text, article_links, plain_rows, rows, text_of
from feedsvc.sources.tabs import find_tabs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from feedsvc.model import BoxKind
    from feedsvc.sources.outline import Link, Outline
    from feedsvc.sources.rows import Row
    from feedsvc.sources.tabs import Tabs

MIN_ITEMS = 3
MAX_ITEMS = 50  # headlines of one box
MAX_BOXES = 40
MAX_HEADS = 60
_MAX_CLIMB = 7  # elements between a heading and what holds its list
_MAX_GAP = 60  # elements between a heading and its first link
_MAX_SPAN = 3_000  # elements of a box
_MAX_INSIDE = 12  # elements inside a heading
_MIN_WORDS = 3  # words of the middle headline of a box; lists of topics and products have fewer
_MIN_LENGTH = 16  # characters of it, in scripts without spaces too few words say nothing
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_NO_LEVEL = 7
_HEADS = frozenset(
    {*_LEVELS, "div", "span", "p", "strong", "b", "a", "button", "li", "summary", "legend", "label", "header", "dt", "th", "td"}
)


@dataclass(frozen=True, slots=True)
class _Head:
    """An element whose text is the heading of a box."""

    element: HtmlElement
    kind: BoxKind
    text: str
    level: int  # 1-6 as in h1-h6, 7 for other elements


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the search for boxes knows of a page."""

    page: Outline
    heads: tuple[_Head, ...]
    tabs: tuple[Tabs, ...]


def find_boxes(tree: HtmlElement, base: str) -> tuple[Box, ...]:
    """The boxes of a page in document order, each with at least three headlines, none twice; ``base`` is the page's own URL."""
    page = outline(tree, base)
    tabs = tuple(find_tabs(page))
    sight = _Sight(page, tuple(islice(_heads(page, tabs), MAX_HEADS)), tabs)
    found = [box for head in sight.heads for box in _boxes(sight, head)]
    return tuple(islice(_distinct([*found, *_named_boxes(sight)]), MAX_BOXES))


def _heads(page: Outline, tabs: Sequence[Tabs]) -> Iterator[_Head]:
    strips = {element for strip in tabs for element in (strip.strip, *islice(strip.strip.iterancestors(), _MAX_CLIMB))}
    done = -1  # the last place inside the heading found last, whose parts say the same again
    for place, element in enumerate(page.elements):
        if place > done and element not in strips and _can_be_head(page, element) and (head := _head(element)):
            done = page.last[element]
            yield head


def _can_be_head(page: Outline, element: HtmlElement) -> bool:
    return element.tag in _HEADS and page.size(element) <= _MAX_INSIDE and len(page.links_in(element)) <= 1 and _is_short(element)


def _head(element: HtmlElement) -> _Head | None:
    text = text_of(element, minor=True).rstrip(":： ")
    kind = classify(text) if text else None
    if kind is None or in_page_part(element) or _is_headline(element):
        return None
    return _Head(element, kind, text, _level(element))


def _is_short(element: HtmlElement) -> bool:
    """Whether the text is as short as a heading, found out without reading much of it."""
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length > MAX_HEADING:
            return False
    return length > 1


def _is_headline(element: HtmlElement) -> bool:
    """Whether the element only sounds like a heading, as a link to "The most read books of the year" does."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    path = urlsplit((link.get("href") or "") if link is not None else "").path
    return len(re.findall(r"[-_]", path)) >= 4 or bool(re.search(r"\d{5}", path))


def _level(element: HtmlElement) -> int:
    """How high the heading stands: its own h1-h6, the one around it, or the one in it."""
    around = islice(element.iterancestors(), 3)
    inside = element.iterdescendants(*_LEVELS)
    return next((_LEVELS[part.tag] for part in (element, *around, *inside) if part.tag in _LEVELS), _NO_LEVEL)


def _boxes(sight: _Sight, head: _Head) -> Iterator[Box]:
    """The box below a heading: one, or one for each tab."""
    own = next((tabs for tabs in sight.tabs if tabs.index_of(head.element) is not None), None)
    if own:
        yield from filter(None, [_box_of_label(sight, head, own)])
        return
    low = sight.page.last[head.element] + 1
    limit = _limit(sight, head, low)
    below = next((tabs for tabs in sight.tabs if tabs.panels and low <= sight.page.first[tabs.strip] <= limit), None)
    found = _region(sight.page, head.element, low, limit)
    if below and (found is None or sight.page.first[below.strip] <= found[1][0].place):
        panels = zip(below.labels, below.panels, strict=True)
        yield from filter(None, (_box_in(sight.page, head, panel, tab) for tab, panel in panels))
    else:
        made = rows(sight.page, found[1], found[0]) if found else _plain(sight.page, low, limit)
        yield from filter(None, [_made(head.kind, head.text, made)])


def _box_of_label(sight: _Sight, head: _Head, tabs: Tabs) -> Box | None:
    """The list that a tab's label stands for; where the page does not show whose a list is, it is the first label's."""
    index = tabs.index_of(head.element) or 0
    if tabs.panels:
        return _box_in(sight.page, head, tabs.panels[index])
    low = sight.page.last[tabs.strip] + 1
    found = _region(sight.page, tabs.strip, low, _limit(sight, head, low)) if index == tabs.chosen else None
    return _made(head.kind, head.text, rows(sight.page, found[1], found[0])) if found else None


def _box_in(page: Outline, head: _Head, panel: HtmlElement, tab: str = "") -> Box | None:
    return _made(head.kind, head.text, rows(page, article_links(page.links_in(panel)), panel), tab)


def _made(kind: BoxKind, heading: str, found: Sequence[Row], tab: str = "") -> Box | None:
    ordered = _by_rank(found)[:MAX_ITEMS]
    titles = unranked([row.title for row in ordered])
    items = tuple(BoxItem(title, row.url) for title, row in zip(titles, ordered, strict=True))
    return Box(kind, heading, items, tab) if len(items) >= MIN_ITEMS and _are_headlines(titles) else None


def _are_headlines(titles: list[str]) -> bool:
    middle = sorted(titles, key=len)[len(titles) // 2]
    return len(middle.split()) >= _MIN_WORDS or len(middle) >= _MIN_LENGTH or len(middle.encode()) >= 2 * _MIN_LENGTH


def _by_rank(found: Sequence[Row]) -> list[Row]:
    """In the order of the printed ranks where every row has its own, otherwise as on the page."""
    ranks = [row.rank or 0 for row in found]
    if sorted(ranks) != list(range(1, len(found) + 1)):
        return list(found)
    return sorted(found, key=lambda row: row.rank or 0)


def _region(page: Outline, start: HtmlElement, low: int, limit: int) -> tuple[HtmlElement, list[Link]] | None:
    """(what holds the list, its links to articles): the first element around ``start`` with enough of them behind it."""
    for above in islice(_climb(start), _MAX_CLIMB):
        links = page.links_between(low, min(page.last[above], limit))
        articles = article_links(links)
        wanted = {link.url for link in articles}
        others = {link.url for link in links} - wanted
        if len(wanted) >= MIN_ITEMS:
            near = articles[0].place - low <= _MAX_GAP and len(others) <= 2 * len(wanted) + 2
            return (above, articles) if near else None
        if len(others) > len(wanted) + MIN_ITEMS or page.last[above] > limit:
            return None
    return None


def _climb(start: HtmlElement) -> Iterator[HtmlElement]:
    """The elements around a heading, but not out of a list or row of links in which it is one among others: that is a menu."""
    for above in start.iterancestors():
        yield above
        if above.tag in {"ul", "ol", "menu"} and len(above) > 1:
            return
        if start.tag == "a" and sum(child.tag == "a" for child in above) > 1:
            return


def _plain(page: Outline, low: int, limit: int) -> list[Row]:
    """Rows of a list without links that follows the heading at once."""
    near = (page.elements[place] for place in range(low, min(low + _MAX_INSIDE, limit + 1, len(page.elements))))
    first = next((element for element in near if element.tag in {"ol", "ul"}), None)
    return plain_rows(list(first.iterchildren("li"))) if first is not None and not page.links_in(first) else []


def _limit(sight: _Sight, head: _Head, low: int) -> int:
    """The last place that can belong to the heading's list: the next heading of its height, or of any other box, ends it."""
    page = sight.page
    following = (page.first[other.element] for other in sight.heads if page.first[other.element] >= low)
    end = min(next(following, len(page.elements)), low + _MAX_SPAN)
    return next((place for place in range(low, end) if _is_peer(page.elements[place], head)), end) - 1


def _is_peer(element: HtmlElement, head: _Head) -> bool:
    """A heading like the box's own that is no headline of an item, since no link to an article is in or around it."""
    alike = head.element.get("class") and (element.tag, element.get("class")) == (head.element.tag, head.element.get("class"))
    if not alike and _LEVELS.get(str(element.tag), _NO_LEVEL + 1) > head.level:
        return False
    links = (*element.iterancestors("a"), *islice(element.iterdescendants("a"), 3))
    return not any(is_article_url(link.get("href") or "/", anchor_text(link)) for link in links)


def _named_boxes(sight: _Sight) -> Iterator[Box]:
    """Boxes that only their class or id names tell, outside of those with a printed heading."""
    done = -1
    for place, element in enumerate(sight.page.elements):
        kind = classify_names(f"{element.get('id', '')} {element.get('class', '')}") if place > done else None
        if kind and not in_page_part(element) and not _has_own_heading(sight, element):
            made = _made(kind, "", rows(sight.page, article_links(sight.page.links_in(element)), element))
            if made:
                done = sight.page.last[element]
                yield made


def _has_own_heading(sight: _Sight, element: HtmlElement) -> bool:
    """A printed heading beats the name: it was read already, or says that this is a list of something else."""
    first, last = sight.page.first[element], sight.page.last[element]
    if any(first <= sight.page.first[head.element] <= last for head in sight.heads):
        return True
    link = next(iter(sight.page.links_in(element)), None)
    before = sight.page.elements[first : link.place if link else last]
    return any(part.tag in _LEVELS and text_of(part) for part in before)


def _distinct(found: Iterable[Box]) -> Iterator[Box]:
    """Twins for narrow and wide screens are one box, and so is a box that is part of one before it."""
    seen: list[tuple[BoxKind, str, frozenset[str]]] = []
    for box in found:
        keys = frozenset(item.url or item.title for item in box.items)
        if not any(kind == box.kind and tab == box.tab and keys <= earlier for kind, tab, earlier in seen):
            seen.append((box.kind, box.tab, keys))
            yield box
