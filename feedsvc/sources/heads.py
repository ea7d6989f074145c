"""The headings of boxes on a page: short texts that say that a list of popular or of new articles follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from feedsvc.sources.headings import MAX_HEADING, Texts, says_more
from feedsvc.sources.naming import classify_names
from feedsvc.sources.outline import in_page_part, is_shown
from feedsvc.sources.rows import alt_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from feedsvc.model import BoxKind
    from feedsvc.sources.outline import Outline
    from feedsvc.sources.tabs import Tabs

MAX_HEADS = 60
MAX_READ = 20_000  # elements whose text is read, h1-h6 and all others each; as many as a large news page has in all
NO_LEVEL = 7
LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_MAX_CLIMB = 7  # elements around a strip of tabs that are no heading for holding its labels
_MAX_INSIDE = 12  # elements inside a heading
_MAX_LINKS = 2  # to the whole list, and "see all"
_MAX_ALIKE = 2  # headings are printed once, or once for narrow and once for wide screens; what is printed more often may label rows
_MAX_TITLES = 2_000  # different texts of h1-h6 that are judged; a large news page has some 500
_MAX_HREF = 2_000  # characters of an address that are looked at
_PATH = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://[^/?#]*)?|[?#].*", re.IGNORECASE | re.DOTALL)  # what of an address is not its path
_LISTS = ("ul", "ol", "table", "form")  # what holds one of them is the box, though scripts are to fill it
_NEVER = frozenset(
    {
        "html",
        "head",
        "body",
        "title",
        "option",
        "input",
        "textarea",
        "img",
        "svg",
        "path",
        "time",
        "ul",
        "ol",
        "table",
        "iframe",
        "section",
        "aside",
        "article",
        "main",
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    """An element whose text is the heading of a box."""

    element: HtmlElement
    kind: BoxKind
    text: str
    level: int  # 1-6 as in h1-h6, 7 for other elements
    outer: bool  # whether it is in a navigation or a footer


@dataclass(slots=True)
class _Reading:
    """What may still be read of the elements of one sort: after so many of them a page is no news page."""

    texts: Texts
    left: int = MAX_READ

    def may_read(self) -> bool:
        self.left -= 1
        return self.left >= 0


def find_heads(page: Outline, tabs: Sequence[Tabs]) -> tuple[Head, ...]:
    """The headings in document order, at most MAX_HEADS; labels of single rows, such as "Trending" over each headline, are none."""
    found = list(islice(_heads(page, tabs), 2 * MAX_HEADS))
    places: dict[tuple[str, str, str], list[int]] = {}
    for head in found:
        places.setdefault(_look(head), []).append(page.first[head.element])
    labels = {look for look, printed in places.items() if len(printed) > _MAX_ALIKE and _are_labels(page, printed)}
    return tuple(head for head in found if _look(head) not in labels)[:MAX_HEADS]


def _are_labels(page: Outline, places: Sequence[int]) -> bool:
    return all(len({link.url for link in page.links_between(low, high)}) <= _MAX_LINKS for low, high in pairwise(places))


def _look(head: Head) -> tuple[str, str, str]:
    return head.text, str(head.element.tag), head.element.get("class", "")


def _heads(page: Outline, tabs: Sequence[Tabs]) -> Iterator[Head]:
    strips = {element for strip in tabs for element in (strip.strip, *islice(strip.strip.iterancestors(), _MAX_CLIMB))}
    strips -= {trigger for strip in tabs for trigger in strip.triggers}
    titles, others = _Reading(Texts(_MAX_TITLES)), _Reading(Texts())  # apart, so that the links of a vast page hide none of its h1-h6
    done = -1  # the last place inside the heading found last, whose parts say the same again
    for place, element in enumerate(page.elements):
        reading = titles if element.tag in LEVELS else others
        if place <= done or reading.left <= 0 or element in strips or not _can_be_head(page, element):
            continue
        if reading.may_read() and (head := _head(element, reading.texts)):
            done = page.last[element]
            yield head


def _can_be_head(page: Outline, element: HtmlElement) -> bool:
    if element.tag in _NEVER or page.size(element) > _MAX_INSIDE or not _is_short(element) or _is_headline(element):
        return False
    if len(element) == 0:
        return True
    if classify_names(element.get("class", "")) or len(page.links_in(element)) > _MAX_LINKS:
        return False
    return next(element.iterdescendants(*_LISTS), None) is None and not any(map(is_slot, element.iterdescendants("div")))


def is_slot(element: HtmlElement) -> bool:
    """Whether scripts may be to fill the element: an empty one with an id."""
    return element.tag == "div" and len(element) == 0 and not (element.text or "").strip() and element.get("id") is not None


def _head(element: HtmlElement, texts: Texts) -> Head | None:
    text = (text_of(element, minor=True) or (alt_of(element) if element.tag in LEVELS else "")).rstrip(":： ")
    kind = texts.classify(text) if text else None
    if kind is None or _names_two(element, texts) or (says_more(text) and _is_in_link(element)) or not is_shown(element):
        return None
    return Head(element, kind, text, _level(element), in_page_part(element))


def _names_two(element: HtmlElement, texts: Texts) -> bool:
    """Whether parts of the element name a list of each kind, as two links side by side do."""
    parts = (part for part in element.iterdescendants() if isinstance(part.tag, str))
    return len({texts.classify(text_of(part, minor=True)) for part in parts} - {None}) > 1


def _is_in_link(element: HtmlElement) -> bool:
    return element.tag == "a" or next(element.iterancestors("a"), None) is not None


def _is_short(element: HtmlElement) -> bool:
    """Whether the text is as short as a heading, found out without reading much of it; a picture in h1-h6 may be one."""
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length > MAX_HEADING:
            return False
    return length > 1 or (element.tag in LEVELS and len(element) > 0)


def _is_headline(element: HtmlElement) -> bool:
    """Whether the element only sounds like a heading, as a link to "The most read books of the year" does."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    if link is None and element.tag in LEVELS:
        link = next(element.iter("a"), None)
    if link is None:
        return False
    path = _PATH.sub("", (link.get("href") or "")[:_MAX_HREF])
    return len(re.findall(r"[-_]", path)) >= 4 or bool(re.search(r"\d{5}", path))


def _level(element: HtmlElement) -> int:
    """How high the heading stands: its own h1-h6, the one around it, or the one in it."""
    around = islice(element.iterancestors(), 3)
    inside = element.iterdescendants(*LEVELS)
    return next((LEVELS[part.tag] for part in (element, *around, *inside) if part.tag in LEVELS), NO_LEVEL)
