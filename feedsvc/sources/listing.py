"""Boxes of headlines on a page: what the publisher itself says is popular, and what is new.

A box is found by its printed heading (``headings``): climb from the heading to the first element that holds at least three links to
articles behind it, and read its rows up to the next heading. Each tab of a box is a list of its own. Where no heading is printed, the
class or id of the element may say what it holds. Boxes that scripts fill are absent from the HTML and are not found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.model import Box, BoxItem, Rules
from feedsvc.sources.headings import Texts, evidence, fold, says_sponsored
from feedsvc.sources.heads import LEVELS, NO_LEVEL, find_heads, is_slot
from feedsvc.sources.naming import classify_names, telling_name
from feedsvc.sources.outline import in_page_part, is_shown, outline, spaceless
from feedsvc.sources.parting import before_other_text, is_peer, look_of, looks_of_rows
from feedsvc.sources.ranks import unranked, untimed
from feedsvc.sources.rows import article_links, plain_rows, rows, text_of
from feedsvc.sources.selectors import select
from feedsvc.sources.tabs import find_tabs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from feedsvc.model import BoxKind
    from feedsvc.sources.heads import Head
    from feedsvc.sources.outline import Link, Outline
    from feedsvc.sources.rows import Row
    from feedsvc.sources.tabs import Tabs

MIN_ITEMS = 3
MAX_ITEMS = 50  # headlines of one box
MAX_BOXES = 40
_MAX_NAMED = 200  # elements without a printed heading whose names promise a list; news pages have some 10
_MAX_CLIMB = 7  # elements between a heading and what holds its list
_MAX_GAP = 60  # elements between a heading and its first link
_MAX_SLICE = 400  # the same with drawings
_MAX_SPAN = 3_000  # elements of a box
_MAX_INSIDE = 12  # elements inside a heading
_MIN_WORDS = 4  # words of the middle headline of a box; lists of topics and products have fewer
_MIN_LENGTH = 24  # characters of it; languages of long words need fewer of them
_MIN_JOINTS = 2  # hyphens in an address that holds a headline's words; where all do, shorter headlines are believed
_MIN_WORDS_NAMED = 3
_MIN_LENGTH_NAMED = 16
_MORE_IN_PARTS = 6  # characters more in navigations and footers
_MIN_SPACELESS = 8  # characters of it in scripts that write few spaces
_MAX_LABEL = 200  # characters of a label that are looked at; of more than MAX_HEADING it is none
_LABELLED = frozenset({"section", "div", "aside", "ul", "ol", "article", "nav", "dl", "table", "main"})
_LABELS = ("aria-label", "data-title", "data-label", "data-heading", "data-block-title", "data-widget-title", "title")
_DRAWN = frozenset(
    {"script", "style", "svg", "path", "g", "use", "defs", "rect", "circle", "line", "polygon", "img", "picture", "source", "button", "br"}
)
_UNPLAIN = ("input", "button", "svg", "form")  # what a list of headlines without links does not hold
_ENDS = frozenset({"aside", "section"})  # a heading that is alone in one has no list


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the search for boxes knows of a page."""

    page: Outline  # without the links of navigations and footers
    whole: Outline  # with them
    heads: tuple[Head, ...]
    tabs: tuple[Tabs, ...]


def find_boxes(tree: HtmlElement, base: str, rules: Rules = Rules()) -> tuple[Box, ...]:
    """As ``boxes_in``, of a page that has no outline yet; ``base`` is the page's own URL."""
    return boxes_in(outline(tree, base), rules)


def boxes_in(page: Outline, rules: Rules = Rules()) -> tuple[Box, ...]:
    """The boxes of a page in document order, each with at least three headlines, none twice.

    ``rules.popular`` and ``rules.latest`` name the elements that each hold one list, and replace the search for that kind. Raises
    SourceUnreadable when a rule is no selector.
    """
    tabs = tuple(find_tabs(page))
    sight = _Sight(page, page.with_outer(), find_heads(page, tabs), tabs)
    ruled = [*_ruled(sight, page.tree, "popular", rules.popular), *_ruled(sight, page.tree, "latest", rules.latest)]
    found = [box for head in sight.heads for box in _boxes(sight, head)]
    told = {box.kind for box in found}
    named = (box for box in _named_boxes(sight) if box.heading or box.kind not in told)
    searched = [box for box in (*found, *named) if not (rules.popular if box.kind == "popular" else rules.latest)]
    return tuple(islice(_distinct([*ruled, *searched]), MAX_BOXES))


def _ruled(sight: _Sight, tree: HtmlElement, kind: BoxKind, selector: str) -> Iterator[Box]:
    """The lists that a rule names; what is in them is believed, and one headline is a list."""
    for element in islice(select(tree, selector), MAX_BOXES):
        found = rows(sight.whole, article_links(sight.whole.links_in(element)), element) or plain_rows(list(element.iter("li")))
        inside = (head.text for head in sight.heads if element in head.element.iterancestors())
        if found:
            heading = next(inside, "") or text_of(next(element.iter(*LEVELS), element))[:_MAX_GAP]
            yield Box(kind, heading, _items(found), why=_why(f"the source's rule for {kind} lists names it", element, found))


def _boxes(sight: _Sight, head: Head) -> Iterator[Box]:
    """The box below a heading: one, or one for each tab."""
    page = sight.whole if head.outer else sight.page
    own = next((tabs for tabs in sight.tabs if tabs.index_of(head.element) is not None), None)
    if own:
        yield from _box_of_label(sight, head, own)
        return
    low = page.last[head.element] + 1
    limit = _limit(sight, page, head, low)
    below = next((tabs for tabs in sight.tabs if tabs.panels and low <= page.first[tabs.triggers[0]] <= limit), None)
    found = _region(page, head.element, low, limit)
    if below and (found is None or page.first[below.triggers[0]] <= found[1][0].place):
        yield from _boxes_of_tabs(sight, page, head, below)
    elif found:
        yield from _boxes_of_parts(page, head, low, _continued(page, found[0], limit, rows(page, found[1], found[0])))
    else:
        yield from _in_navigation(sight, head, low, limit) or _made(head, _plain(page, low, limit))


def _in_navigation(sight: _Sight, head: Head, low: int, limit: int) -> list[Box]:
    """The list when it is marked as a navigation behind its heading."""
    parent = head.element.getparent()
    found = _region(sight.whole, head.element, low, min(limit, sight.whole.last.get(parent, 0) if parent is not None else 0))
    return list(_made(head, rows(sight.whole, found[1], found[0]), strict=True)) if found else []


def _boxes_of_tabs(sight: _Sight, page: Outline, head: Head, tabs: Tabs) -> Iterator[Box]:
    """One list for each panel, or for each panel of the tabs in it."""
    for label, panel in zip(tabs.labels, tabs.panels, strict=True):
        inner = next((other for other in sight.tabs if other.panels and panel in other.strip.iterancestors()), None)
        if inner:
            parts = zip(inner.labels, inner.panels, strict=True)
            yield from (box for part, element in parts for box in _box_in(page, head, element, f"{label}, {part}"))
        else:
            yield from _box_in(page, head, panel, label)


def _boxes_of_parts(page: Outline, head: Head, low: int, found: list[Row]) -> Iterator[Box]:
    """The rows up to the first lower heading; where the list begins with one, each part below such headings is a list of its own."""
    found = before_other_text(page, low, found)
    last = page.first[found[-1].element] if found else low
    peers = [element for element in page.elements[low:last] if element.tag in LEVELS and is_peer(element, head, NO_LEVEL)]
    of_rows = looks_of_rows(page, low, peers)
    parts = [part for part in peers if look_of(part) not in of_rows and (said := text_of(part)) and not says_sponsored(said)]
    marks = [page.first[part] for part in parts]
    groups = [[row for row in found if bisect_right(marks, page.first[row.element]) == number] for number in range(len(marks) + 1)]
    if groups[0] or not marks:
        yield from _made(head, groups[0])
        return
    for part, group in zip(parts, groups[1:], strict=True):
        yield from _made(head, group, text_of(part))


def _box_of_label(sight: _Sight, head: Head, tabs: Tabs) -> Iterator[Box]:
    """The list that a tab's label stands for; where the page does not show whose a list is, it is the first label's."""
    page = sight.whole if head.outer else sight.page
    index = tabs.index_of(head.element) or 0
    if tabs.panels:
        panel = tabs.panels[index]
        inner = next((other for other in sight.tabs if other.panels and panel in other.strip.iterancestors()), None)
        yield from _boxes_of_tabs(sight, page, head, inner) if inner else _box_in(page, head, panel)
    elif index == tabs.chosen:
        low = page.last[tabs.strip] + 1
        found = _region(page, tabs.strip, low, _limit(sight, page, head, low))
        yield from _made(head, rows(page, found[1], found[0])) if found else ()


def _box_in(page: Outline, head: Head, panel: HtmlElement, tab: str = "") -> Iterator[Box]:
    return _made(head, rows(page, article_links(page.links_in(panel)), panel), tab)


def _made(head: Head, found: Sequence[Row], tab: str = "", *, strict: bool = False) -> Iterator[Box]:
    if _is_list(found, strict=strict or head.outer) and not _is_section(head, found):
        by = f"under the heading “{head.text}”, {_saying(head.text)}"
        yield Box(head.kind, head.text, _items(found), tab, _why(by, found[0].element, found, tab))


def _is_section(head: Head, found: Sequence[Row]) -> bool:
    """Whether "Trending" is the name of a section here and the list its front: the address of each article runs through it."""
    name = fold(head.text)
    return head.kind == "popular" and all(name in map(fold, urlsplit(row.url or "").path.split("/")[1:-1]) for row in found)


def _why(by: str, element: HtmlElement, found: Sequence[Row], tab: str = "") -> str:
    """Why a list was taken, in one line for an operator; ``element`` holds it or one of its rows."""
    ordered = element.tag == "ol" or next(element.iter("ol"), None) is not None or next(element.iterancestors("ol"), None) is not None
    ranks = f"numbered 1 to {len(found)}" if _counts(found) else "in a numbered list" if ordered else "not numbered"
    return f"{by}; {f'tab “{tab}”; ' if tab else ''}{len(found)} items, {ranks}"


def _saying(text: str) -> str:
    """Which words of a heading or label decide, and of what language they are."""
    words, languages = evidence(text)
    return f"whose words “{words}”{f' ({languages})' if languages else ''} say so"


def _telling(element: HtmlElement, label: str) -> str:
    if label:
        return f"no heading is printed; by its label “{label}”, {_saying(label)}"
    name, own = telling_name(f"{element.get('id', '')} {element.get('class', '')}"), (element.get("id") or "").split()
    return f"no heading is printed; by its {'id' if name in own else 'class'} “{name}”"


def _items(found: Sequence[Row]) -> tuple[BoxItem, ...]:
    ordered = _by_rank(found)[:MAX_ITEMS]
    titles = unranked(untimed([row.title for row in ordered]))
    return tuple(BoxItem(title, row.url) for title, row in zip(titles, ordered, strict=True))


def _is_list(found: Sequence[Row], *, strict: bool) -> bool:
    """Whether there are enough rows, and headlines in them: by the middle one, since single rows may be short; strictly, by the shortest.

    Strictness is for navigations and footers, where lists of sections and offers are usual.
    """
    if len(found) < MIN_ITEMS:
        return False
    titles = sorted((row.title for row in found), key=len)
    judged = titles[0] if strict else titles[len(titles) // 2]
    if not strict and all(row.url and len(re.findall(r"[-_]", row.url.rstrip("/").rpartition("/")[2])) >= _MIN_JOINTS for row in found):
        return len(judged.split()) >= _MIN_WORDS_NAMED or len(judged) >= _MIN_LENGTH_NAMED
    return (
        len(judged.split()) >= _MIN_WORDS
        or len(judged) >= _MIN_LENGTH + (_MORE_IN_PARTS if strict else 0)
        or spaceless(judged) >= _MIN_SPACELESS
    )


def _by_rank(found: Sequence[Row]) -> list[Row]:
    """In the order of the printed ranks where every row has its own, otherwise as on the page."""
    return sorted(found, key=lambda row: row.rank or 0) if _counts(found) else list(found)


def _counts(found: Sequence[Row]) -> bool:
    return sorted(row.rank or 0 for row in found) == list(range(1, len(found) + 1))


def _continued(page: Outline, container: HtmlElement, limit: int, found: list[Row]) -> list[Row]:
    """The rows with those of the next column, when the printed ranks go on there."""
    parent = container.getparent()
    if parent is None or not found or not _counts(found):
        return found
    links = article_links(page.links_between(page.first[found[0].element], min(page.last.get(parent, 0), limit)))
    wider = rows(page, links, parent)
    return wider if len(wider) > len(found) and _counts(wider) else found


def _region(page: Outline, start: HtmlElement, low: int, limit: int) -> tuple[HtmlElement, list[Link]] | None:
    """(what holds the list, its links to articles): the first element around ``start`` with enough of them behind it."""
    for above in islice(_climb(start), _MAX_CLIMB):
        links = page.links_between(low, min(page.last[above], limit))
        articles = article_links(links)
        wanted = {link.url for link in articles}
        others = {link.url for link in links} - wanted
        if len(wanted) >= MIN_ITEMS:
            near = _is_near(page, low, articles[0].place) and len(others) <= 2 * len(wanted) + 2
            return (above, articles) if near and not _is_anothers(page, low, articles) and not _is_in_row(page, above, start) else None
        if len(others) > len(wanted) + MIN_ITEMS or page.last[above] > limit or (not links and _is_empty_box(page, above, start)):
            return None
    return None


def _is_in_row(page: Outline, container: HtmlElement, start: HtmlElement) -> bool:
    """Whether the text is a label in the first row, as "Breaking" over one headline: it shares its part of the list with one article.

    The parts that follow are of the same make and hold one article each.
    """
    part = next((element for element in (start, *start.iterancestors()) if element.getparent() is container), start)
    alike = [other for other in islice(part.itersiblings(str(part.tag)), MAX_ITEMS) if other.get("class") == part.get("class")]
    held = [len({link.url for link in article_links(page.links_in(element))}) for element in (part, *alike)]
    return part is not start and len(alike) + 1 >= MIN_ITEMS and all(count == 1 for count in held)


def _is_near(page: Outline, low: int, high: int) -> bool:
    """Whether little stands between a heading and its first link; drawings and pictures count as nothing."""
    between = page.elements[low : min(high, low + _MAX_SLICE)]
    return high - low <= _MAX_SLICE and sum(element.tag not in _DRAWN for element in between) <= _MAX_GAP


def _is_empty_box(page: Outline, above: HtmlElement, start: HtmlElement) -> bool:
    """Whether the heading stands alone in what is to hold its list: scripts fill it."""
    return above.tag in _ENDS or (page.last[above] > page.last[start] and _promise(above, Texts())[0] is not None)


def _is_anothers(page: Outline, low: int, articles: Sequence[Link]) -> bool:
    """Whether the list is not the heading's: scripts were to fill that one and it is empty, or an <aside> has a heading of its own."""
    first, last = articles[0], articles[-1]
    between = page.elements[low : first.place]
    if any(page.last[element] < first.place and _is_empty_list(element) for element in between):
        return True
    slots = any(page.last[element] < first.place and is_slot(element) for element in between)
    around = (element for element in between if (slots or element.tag in _ENDS) and page.last[element] >= last.place)
    own = next(around, None)
    return own is not None and any(_is_title_of(page, element, own, first) for element in page.elements[page.first[own] + 1 : first.place])


def _is_empty_list(element: HtmlElement) -> bool:
    """Whether it is a list of articles to be; a toolbar or row of tabs has a role."""
    return element.tag in {"ul", "ol"} and element.get("role", "list") == "list" and not text_of(element)


def _is_title_of(page: Outline, element: HtmlElement, own: HtmlElement, first: Link) -> bool:
    """Whether the element is a text at the head of ``own``, above its rows and not in one."""
    if page.last[element] >= first.place or element.tag in _DRAWN or not text_of(element):
        return False
    above = next((part for part in element.iterancestors() if page.last[part] >= first.place), own)
    return above is own or len({link.url for link in page.links_in(above)}) > 1


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
    plain = first is not None and is_shown(first) and next(first.iter("a", *_UNPLAIN), None) is None
    return plain_rows(list(first.iterchildren("li"))) if first is not None and plain else []


def _limit(sight: _Sight, page: Outline, head: Head, low: int) -> int:
    """The last place that can belong to the heading's list: the next heading of its height, or of any other box, ends it."""
    following = (page.first[other.element] for other in sight.heads if page.first[other.element] >= low)
    end = min(next(following, len(page.elements)), low + _MAX_SPAN)
    peers = [element for element in page.elements[low:end] if is_peer(element, head, head.level)]
    of_rows = looks_of_rows(page, low, peers) - {look_of(head.element)}
    return next((page.first[peer] for peer in peers if look_of(peer) not in of_rows), end) - 1


def _named_boxes(sight: _Sight) -> Iterator[Box]:
    """Boxes that only a label for screen readers or their class or id names tell, outside of those with a printed heading."""
    done = -1
    for element, kind, label in islice(_promising(sight), _MAX_NAMED):
        if sight.page.first[element] <= done or _has_own_heading(sight, element):
            continue
        found = rows(sight.page, article_links(sight.page.links_in(element)), element)
        if _is_list(found, strict=False) and (label or kind == "latest" or _is_ranked(element, found)):
            done = sight.page.last[element]
            yield Box(kind, label, _items(found), why=_why(_telling(element, label), element, found))


def _promising(sight: _Sight) -> Iterator[tuple[HtmlElement, BoxKind, str]]:
    """(element, what it promises, its label) of the elements that promise a list."""
    texts = Texts()
    for element in sight.page.elements:
        if element.tag in _LABELLED and element.attrib:
            kind, label = _promise(element, texts)
            if kind and not in_page_part(element):
                yield element, kind, label


def _is_ranked(element: HtmlElement, found: Sequence[Row]) -> bool:
    """Whether the list is one of ranks; where only a name says "popular", it may be a list of anything."""
    return element.tag == "ol" or next(element.iter("ol"), None) is not None or _counts(found)


def _promise(element: HtmlElement, texts: Texts) -> tuple[BoxKind | None, str]:
    """What an element's labels, or else its names, say that it holds, and the label."""
    for label in filter(None, map(element.get, _LABELS)):
        if kind := texts.classify(text := " ".join(label[:_MAX_LABEL].split())):
            return kind, text
    return classify_names(f"{element.get('id', '')} {element.get('class', '')}"), ""


def _has_own_heading(sight: _Sight, element: HtmlElement) -> bool:
    """A printed heading beats the name: it was read already, or says that this is a list of something else."""
    first, last = sight.page.first[element], sight.page.last[element]
    if any(first <= sight.page.first[head.element] <= last for head in sight.heads):
        return True
    link = next(iter(sight.page.links_in(element)), None)
    before = sight.page.elements[first : link.place if link else last]
    return any(part.tag in LEVELS and text_of(part) for part in before)


def _distinct(found: Iterable[Box]) -> Iterator[Box]:
    """Twins for narrow and wide screens are one box; of two names for one list the printed one stays."""
    seen: list[tuple[BoxKind, str, frozenset[str]]] = []
    for box in found:
        name = fold(f"{box.heading} {box.tab}")
        keys = frozenset(item.url or item.title for item in box.items)
        if not any(
            kind == box.kind and (keys == earlier or (keys <= earlier and (not box.heading or said == name)))
            for kind, said, earlier in seen
        ):
            seen.append((box.kind, name, keys))
            yield box
