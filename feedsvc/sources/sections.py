"""The articles of a home, section or category page, in its order: what the page lists outside of its popular boxes.

Every link to an article of the site outside of navigation and footer has its row, the largest part of the page around it that leads to
no other article. What speaks for a row is scored: a heading, a time, a teaser, a picture, words in the title, and rows of the same make.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.model import Draft, Grade, Rules
from feedsvc.sources import trimmings
from feedsvc.sources.outline import is_article_url, names_article, outline, spaceless
from feedsvc.sources.rows import article_links, each_row, is_paid
from feedsvc.sources.selectors import select
from feedsvc.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from feedsvc.model import Box
    from feedsvc.sources.outline import Link, Outline
    from feedsvc.sources.rows import Row

MAX_DRAFTS = 300
_MAX_LINKS = 2_000  # links of a page that are looked at; a large home page has some 800
_MIN_ROWS = 3  # fewer are no list
_MIN_SCORE = 3
_MIN_WORDS = 3  # words of a headline
_MANY_WORDS = 5  # words of one that is no section's name
_MIN_LENGTH = 20  # characters of a headline of fewer words
_MIN_SPACELESS = 8  # characters of one in scripts that write few spaces
_MAX_COPIES = 4  # of one box on a page
_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class _Page:
    outline: Outline
    now: datetime
    language: str
    zone: str


def find_listing(
    tree: HtmlElement,
    base: str,
    boxes: tuple[Box, ...],
    rules: Rules = Rules(),
    *,
    now: datetime,
    language: str = "",
    zone: str = "",
) -> tuple[Draft, ...]:
    """As ``listing_in``, of a page that has no outline yet; ``base`` is the page's own URL."""
    return listing_in(outline(tree, base), boxes, rules, now=now, language=language, zone=zone)


def listing_in(
    page: Outline, boxes: tuple[Box, ...], rules: Rules = Rules(), *, now: datetime, language: str = "", zone: str = ""
) -> tuple[Draft, ...]:
    """The articles that a page lists, of grade MENTION, in page order; ``boxes`` is what was found on it.

    ``now``, ``language`` and ``zone`` (IANA name, "" unknown) read the dates printed beside them. For pages that are no article.
    ``rules.listing`` names the elements that each hold one article, and replaces the search; raises SourceUnreadable when it is no
    selector.
    """
    found = list(_ruled(page, rules.listing)) if rules.listing else _searched(page, boxes)
    seen = _Page(page, now, language, zone)
    return tuple(_draft(seen, row) for row in found[:MAX_DRAFTS])


def _ruled(page: Outline, selector: str) -> Iterator[Row]:
    """The article of each element that the rule names: that of its first link to an article, or of its first link."""
    whole = page.with_outer()
    seen: set[str | None] = set()
    for element in islice(select(page.tree, selector), MAX_DRAFTS):
        links = whole.links_in(element)
        row = next(iter(each_row(whole, article_links(links)[:1] or links[:1], element)), None)
        if row and row.url not in seen:
            seen.add(row.url)
            yield row


def _searched(page: Outline, boxes: Sequence[Box]) -> list[Row]:
    links = [link for link in article_links(page.links, _MAX_LINKS) if _is_own(link.url, page.base)]
    for box in boxes:
        if box.kind == "popular":
            links = _without_box(links, {item.url for item in box.items if item.url})
    found = [row for row in each_row(page, links, page.tree) if _is_headline(row.title) and not is_paid(page, row)]
    alike = Counter(map(_make, found))
    kept = [row for row in found if _score(row, alike[_make(row)]) >= _MIN_SCORE]
    return kept if len(kept) >= _MIN_ROWS else []


def _is_own(url: str, base: str) -> bool:
    """Whether the URL is of the page's site or a part of it (sport.example.com), and not the page itself."""
    host, home = ((urlsplit(address).hostname or "") for address in (url, base))
    home = home.removeprefix("www.").removeprefix("m.")
    return (urls.same_host(url, base) or host.endswith(f".{home}")) and url != urls.canonical(base)


def _without_box(links: list[Link], wanted: set[str]) -> list[Link]:
    """The links without those of a box and its copies: the shortest runs that lead to all of its articles, and to few others."""
    for _ in range(_MAX_COPIES):
        low, high = _shortest_run(links, wanted)
        inside = {link.url for link in links[low:high]}
        if not inside or len(inside) > len(wanted) + len(wanted) // 2 + 1:
            break
        links = links[:low] + links[high:]
    return links


def _shortest_run(links: Sequence[Link], wanted: set[str]) -> tuple[int, int]:
    """Where the shortest run of links that leads to every wanted article begins and ends; (0, 0) when none does."""
    counted: Counter[str] = Counter()
    best, low = (0, 0), 0
    for high, link in enumerate(links, 1):
        if link.url not in wanted:
            continue
        counted[link.url] += 1
        while links[low].url not in wanted or counted[links[low].url] > 1:
            counted[links[low].url] -= 1
            low += 1
        if len(+counted) == len(wanted) and (best == (0, 0) or high - low < best[1] - best[0]):
            best = (low, high)
    return best


def _is_headline(title: str) -> bool:
    return len(title.split()) >= _MIN_WORDS or len(title) >= _MIN_LENGTH or spaceless(title) >= _MIN_SPACELESS


def _make(row: Row) -> tuple[str, str, str]:
    """How a row is made: its element and what it stands in, without positions."""
    parent = row.element.getparent()
    around = parent.tag if parent is not None else ""
    return str(row.element.tag), " ".join(row.element.get("class", "").split()[:2]), str(around)


def _score(row: Row, alike: int) -> int:
    """What speaks for the row being one article of the list; words, address, and rows of its make together are enough."""
    element = row.element
    has_heading = next(element.iter(*_LEVELS), None) is not None or next(element.iterancestors(*_LEVELS), None) is not None
    words = len(row.title.split()) >= _MANY_WORDS or len(row.title) >= 2 * _MIN_LENGTH or spaceless(row.title) > _MIN_SPACELESS
    score = 2 * has_heading + 2 * trimmings.has_time(element) + words + (alike >= _MIN_ROWS)
    score += trimmings.has_teaser(element) + (next(element.iter("img", "picture"), None) is not None)
    score += row.url is not None and names_article(row.url) and is_article_url(row.url, row.title)
    return score - 2 * (next(element.iterancestors("aside"), None) is not None)


def _draft(page: _Page, row: Row) -> Draft:
    return Draft(
        title=row.title,
        url=row.url,
        summary=trimmings.teaser(row.element, row.title),
        image=trimmings.picture(row.element, page.outline.base),
        language=page.language,
        published=trimmings.published(row.element, now=page.now, language=page.language, zone=page.zone),
        grade=Grade.MENTION,
    )
