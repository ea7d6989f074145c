"""How much of a page is text that runs on, and how much stands beside headlines that lead elsewhere.

An article's paragraphs follow one another. On a home or section page a paragraph is a teaser: in the part of the page that holds it and no
other paragraph stands the link to its article, or it follows such a link.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.sources.outline import spaceless
from feedsvc.text import chars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_LONG = 80  # letters of Latin script, from which a text is a paragraph
_DENSE = 1.5  # more letters of Latin script say what one sign of a script without spaces says
_MAX_PARAGRAPHS = 1_000  # of a page that are looked at
_MAX_READ = 5_000  # characters of one
_MAX_LINKED = 0.5  # share of a paragraph in links
_MAX_TEASER = 600  # letters
_MAX_RISE = 5  # elements around a paragraph that may be its card
_MAX_PARTS = 200  # elements of a card
_MAX_PIECES = 50  # texts of one element
_MIN_WORDS = 4  # of a link that is a headline
_MIN_SPACELESS = 8  # signs likewise
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HOLDERS = ("p", "div", "td", "section", "article", "li", "blockquote", "font", "center", "span", "main", "pre")
_INLINE = frozenset(
    {"br", "b", "i", "em", "strong", "a", "font", "u", "span", "sup", "sub", "q", "cite", "abbr", "mark", "wbr", "small", "time"}
)
_ELSEWHERE = ("nav", "footer", "aside", "figure", "header", "noscript", "template", "dialog", "button", "a")


@dataclass(frozen=True, slots=True)
class Prose:
    """Lengths in letters of Latin script."""

    running: int  # of paragraphs that follow one another
    paragraphs: int
    teasers: int  # of paragraphs beside headlines


def letters(text: str) -> int:
    """How long the text is, in letters of Latin script."""
    return int(len(text) + _DENSE * spaceless(text))


def measure(tree: HtmlElement, headline: HtmlElement | None) -> Prose:
    found = list(islice(_paragraphs(tree), _MAX_PARAGRAPHS))
    held = Counter(above for element, _ in found for above in islice(element.iterancestors(), 2 * _MAX_RISE))
    top = {headline, *headline.iterancestors()} if headline is not None else set()
    running = paragraphs = teasers = 0
    for element, length in found:
        if length <= _MAX_TEASER and _is_teaser(element, held, top):
            teasers += length
        else:
            running += length
            paragraphs += 1
    return Prose(running, paragraphs, teasers)


def _paragraphs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """Elements with a long text of their own, and its length; what stands in links and outside of the page's content is left out."""
    for element in tree.iter(*_HOLDERS):
        own = _own(element)
        if own < _LONG or _linked(element) > _MAX_LINKED * own:
            continue
        if next(element.iterancestors(*_ELSEWHERE), None) is None:
            yield element, own


def _own(element: HtmlElement) -> int:
    """Length of the text in the element and in its inline children; 0 for an inline element with little text outside of its children."""
    own = _length(element.text) + sum(_length(child.tail) for child in element)
    if element.tag in _INLINE and own < 3 * _LONG:
        return 0
    for child in element:
        if own > _MAX_READ:
            break
        if child.tag in _INLINE:
            own += _length("".join(islice(child.itertext(), _MAX_PIECES)))
    return own


def _linked(element: HtmlElement) -> int:
    """Length of what stands in links in the element's inline children, or near enough."""
    inline = (child for child in islice(element, _MAX_PARTS) if child.tag in _INLINE)
    links = (link for child in inline for link in islice(child.iter("a"), _MAX_PIECES))
    return sum(_length("".join(islice(link.itertext(), _MAX_PIECES))) for link in links)


def _length(text: str | None) -> int:
    text = (text or "")[:_MAX_READ].strip()
    return letters(text) if text else 0


def _is_teaser(element: HtmlElement, held: Counter[HtmlElement], top: set[HtmlElement]) -> bool:
    before = element.getprevious()
    if before is not None and before.tag in {*_HEADINGS, "a", "div", "p"} and element.tag == "p" and _is_headline_link(before):
        return True
    card = element  # the largest part of the page that holds this paragraph and no other
    for above in islice(element.iterancestors(), _MAX_RISE):
        if held[above] > 1 or above in top or above.tag in {"body", "main", "html"}:
            break
        card = above
    return card is not element and _leads_elsewhere(card, element)


def _is_headline_link(block: HtmlElement) -> bool:
    """Whether the block before a paragraph is a headline that is a link."""
    text = chars.clean("".join(islice(block.itertext(), 20))[:500])
    links = [link for link in islice(block.iter("a"), 2) if _is_headline(link)]
    return len(links) == 1 and (block.tag in _HEADINGS or next(block.iter(*_HEADINGS), None) is not None) and len(text) < 300


def _leads_elsewhere(card: HtmlElement, paragraph: HtmlElement) -> bool:
    parts = list(islice(_outside(card, paragraph), _MAX_PARTS))
    links = [part for part in parts if part.tag == "a" and part.get("href")]
    return any(map(_is_headline, links)) or (bool(links) and any(part.tag in _HEADINGS for part in parts))


def _outside(card: HtmlElement, paragraph: HtmlElement) -> Iterable[HtmlElement]:
    inside = set(paragraph.iter())
    return (part for part in card.iter("a", *_HEADINGS) if part not in inside)


def _is_headline(link: HtmlElement) -> bool:
    text = chars.clean("".join(islice(link.itertext(), 20))[:500])
    return bool(link.get("href")) and (len(text.split()) >= _MIN_WORDS or spaceless(text) >= _MIN_SPACELESS)
