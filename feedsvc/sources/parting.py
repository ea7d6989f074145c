"""Where a list ends: at a heading of something else, told from the headings and labels of the list's own rows."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from feedsvc.sources.headings import MAX_HEADING, is_neutral, says_more, says_sponsored
from feedsvc.sources.heads import LEVELS, NO_LEVEL
from feedsvc.sources.rows import anchor_text, article_links, may_be_article, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from feedsvc.sources.heads import Head
    from feedsvc.sources.outline import Outline
    from feedsvc.sources.rows import Row

MIN_ROWS = 3  # before a text that ends a list
_MIN_REPEATS = 3  # times that a heading of one look is printed when it is that of rows
_MAX_ROWS = 50  # of a list that are looked at
_MAX_BETWEEN = 200  # elements between two rows that are looked at
_NO_TEXT = frozenset({"script", "style", "svg", "time", "button", "noscript", "template", "iframe", "select", "option", "form"})


def is_peer(element: HtmlElement, head: Head, lowest: int) -> bool:
    """A heading like the box's own, or of a level down to ``lowest``, that is no item's headline: no link to an article is in or around."""
    alike = head.element.get("class") and look_of(element) == look_of(head.element)
    if not alike and LEVELS.get(str(element.tag), NO_LEVEL + 1) > lowest:
        return False
    links = (*element.iterancestors("a"), *islice(element.iterdescendants("a"), 3))
    return not any(may_be_article(link.get("href") or "/", anchor_text(link)) for link in links)


def looks_of_rows(page: Outline, low: int, peers: Sequence[HtmlElement]) -> set[tuple[str, str]]:
    """How headings look that stand in the rows of the list: there is one article, and no more, from each of them to the next."""
    places: dict[tuple[str, str], list[int]] = {}
    for peer in peers:
        places.setdefault(look_of(peer), []).append(page.first[peer])
    return {look for look, found in places.items() if len(found) >= _MIN_REPEATS and _is_one_each(page, low, found)}


def _is_one_each(page: Outline, low: int, places: Sequence[int]) -> bool:
    between = [{link.url for link in article_links(page.links_between(*span))} for span in pairwise([low, *places[:_MAX_ROWS]])]
    return all(len(urls) == 1 for urls in between[1:]) and len(between[0]) <= 1


def look_of(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class", "")


def before_other_text(page: Outline, low: int, found: list[Row]) -> list[Row]:
    """The rows up to a short text that stands alone between two of them, as the heading of something else does.

    A date, an advertisement's label, "see all" and what is printed over several rows are of the list, which begins at place ``low``.
    """
    spans = [(low, low), *((page.first[row.element], page.last[row.element] + 1) for row in found[:_MAX_ROWS])]
    gaps = [_texts_between(page, before[1], after[0]) for before, after in pairwise(spans)]
    alike = Counter(look_of(element) for gap in gaps for element in gap)
    for number, gap in enumerate(gaps[MIN_ROWS:], MIN_ROWS):
        if any(alike[look_of(element)] == 1 and _is_heading(text_of(element, minor=True)) for element in gap):
            return found[:number]
    return found


def _texts_between(page: Outline, low: int, high: int) -> list[HtmlElement]:
    """The elements between two rows that have a text themselves and no link."""
    between = page.elements[low : min(high, low + _MAX_BETWEEN)]
    return [element for element in between if (element.text or "").strip() and _stands_alone(page, element)]


def _stands_alone(page: Outline, element: HtmlElement) -> bool:
    return element.tag not in _NO_TEXT and not page.links_in(element) and next(element.iterancestors("a", "li"), None) is None


def _is_heading(text: str) -> bool:
    plain = len(text) > 1 and len(text) <= MAX_HEADING and not any(char.isdigit() for char in text)
    return plain and not (is_neutral(text) or says_more(text) or says_sponsored(text))
