"""An article page without what is surely not its text: captions, players, and links to other articles between and behind paragraphs.

The rules look at structure alone, so that they hold in any language: what consists of links leads elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder

from feedsvc.sources.asides import is_aside, is_pointer
from feedsvc.sources.headings import classify
from feedsvc.sources.outline import is_article_url, spaceless
from feedsvc.sources.pictures import is_caption
from feedsvc.text import chars, urls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNREAD = ("script", "style", "noscript", "link", "meta")
_PLAYERS = ("video", "audio", "object", "embed", "canvas", "map", "svg", "dialog", "template", "select", "textarea", "button")
_GONE = "gone"  # what is to be taken out gets this name, and goes together
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MAX_HEADING = 60  # characters
_LISTS = frozenset({"ul", "ol", "dl", "div", "section", "aside", "nav", "table"})
_LABELS = frozenset({"p", "div", "span", "strong", "b", "li"})
_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "strong", "b", "em"})
_MANY = 3  # links of a list of links
_MOSTLY = 0.75  # share of a list's or paragraph's text that is in its links
_MAX_LEAD_IN = 60  # characters before a link to another article: "Read more:", "Weiterlesen |"
_MAX_POINTER = 400  # characters of a block that leads to another article
_STOPS = (".", "!", "?", "…", "”", '"', "«", "»", "。")
_MIN_WORDS = 4  # of a headline
_MIN_SPACELESS = 8  # signs of one in a script without spaces
_MAX_NAMED = 0.3  # share of the page's paragraphs that an element may hold that is dropped for its name
_MAX_BOX = 0.05  # share of the page's text outside of links in a box of links with a heading and summaries
_MIN_PROSE = 250  # characters; a page with less in paragraphs does not use them for its text, so that they tell nothing
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?(?:list|section|area|wrapper)s?|disqus|kommentare?|comentarios?|commentaires?|komentar|reacties|"
    r"news-?letters?|sign-?up|subscribe|subscription|abo-?(?:box|teaser)|related|related-?(?:posts?|articles?|content|stories|links|news)|"
    r"recommend(?:ed|ations?)|read-?(?:more|also|next)|more-?(?:from|on|stories)|promo(?:tion)?s?|teasers?|outbrain|taboola|share|sharing|"
    r"social|share-?(?:bar|buttons?|tools?)|social-?(?:media|share|links|bar)|cookies?|consent|breadcrumbs?|author-?(?:bio|box|info)|"
    r"advert(?:isement|orial)?s?|ads?|sponsored|toc|table-of-contents|vjs-no-js)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?:^|[\s_-])(?:ad|promo|teaser|shar|social|sign|subscri)", re.IGNORECASE)
_LEAD_IN = re.compile(r"[:：|>»›→▶►\-–—]\s*")


class _Share:
    """How much text an element holds, and how much of it is links."""

    __slots__ = ("headlines", "linked", "links", "prose", "text")

    def __init__(self) -> None:
        self.text = self.prose = self.linked = self.links = self.headlines = 0

    @property
    def unlinked(self) -> int:
        return self.text - self.linked

    def add(self, inner: _Share) -> None:
        self.text += inner.text
        self.prose += inner.prose
        self.linked += inner.linked
        self.links += inner.links
        self.headlines += inner.headlines


def clear(tree: HtmlElement, base: str, headline: HtmlElement | None = None) -> None:
    """Take it out of the tree, in time linear in the tree's size."""
    etree.strip_elements(tree, *_UNREAD, *_PLAYERS, with_tail=False)
    shares = _shares(tree, headline)
    prose = shares[tree].prose
    named = _named(shares, _MAX_NAMED * prose if prose >= _MIN_PROSE else -1.0)
    for element in list(shares):
        if element in named or _is_foreign(element, shares[element], base):
            element.tag = _GONE
        elif element is not headline and (_heads_a_box(element) if element.tag in _HEADINGS else _points(element, shares[element])):
            _outermost(element, shares, _MAX_BOX * shares[tree].unlinked).tag = _GONE
    if headline is not None:
        _empty(headline)
    etree.strip_elements(tree, _GONE, with_tail=False)


def _empty(headline: HtmlElement) -> None:
    """It stays, since what stands behind it is told by it; text right behind it is the article's, which extraction takes to be its own."""
    tail = headline.tail
    headline.clear()
    if tail and tail.strip():
        headline.addnext(builder.SPAN(tail))


def _shares(tree: HtmlElement, headline: HtmlElement | None) -> dict[HtmlElement, _Share]:
    found: dict[HtmlElement, _Share] = {}
    for _, element in etree.iterwalk(tree, events=("end",)):
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "noscript"}:
            continue
        share = _Share()
        share.text = _length(element.text)
        for child in element:
            share.text += _length(child.tail)
            if child in found:
                share.add(found[child])
        if element.tag == "a":
            share.linked, share.links = share.text, 1
        if element.tag == "p":
            share.prose = share.text - share.linked
        share.headlines += element.tag == "h1" or element is headline
        found[element] = share
    return found


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _named(shares: dict[HtmlElement, _Share], most: float) -> set[HtmlElement]:
    """Elements that are called something beside the article and hold no more than ``most`` of the page's prose.

    An article's own sections may be called after the advertisements among them, so all that are called so together must hold no more.
    """
    called = [element for element, share in shares.items() if element.tag in _LISTS and share.text and not share.headlines]
    named = {element: name for element in called if shares[element].prose <= most and (name := _name_beside(element))}
    sums: Counter[tuple[str, str]] = Counter()
    for element in named:
        sums[str(element.tag), element.get("class", "")] += shares[element].prose
    return {
        element for element, name in named.items() if not _LOOSE.search(name) or sums[str(element.tag), element.get("class", "")] <= most
    }


def _name_beside(element: HtmlElement) -> str:
    found = (_AROUND.search(element.get(name, "")[:500]) for name in ("class", "id"))
    return next((match.group() for match in found if match), "")


def _is_foreign(element: HtmlElement, share: _Share, base: str) -> bool:
    if share.headlines or not share.text:
        return False
    if is_caption(element):
        return True
    if element.tag in _LISTS and share.links >= _MANY and share.linked >= _MOSTLY * share.text:
        return True
    return element.tag in _BLOCKS and 0 < share.links <= 2 and _is_pointer(element, share, base)


def _heads_a_box(heading: HtmlElement) -> bool:
    text = chars.clean((heading.text_content() or "")[: 2 * _MAX_HEADING])
    return 0 < len(text) <= _MAX_HEADING and (is_aside(text) or classify(text) is not None)


def _points(element: HtmlElement, share: _Share) -> bool:
    """Whether a block says only "Read also:", with the links behind it in another block."""
    if element.tag not in _LABELS or share.links or not 0 < share.text <= _MAX_LEAD_IN:
        return False
    behind = element.getnext()
    return behind is not None and next(behind.iter("a"), None) is not None and is_pointer(chars.clean(element.text_content()))


def _outermost(heading: HtmlElement, shares: dict[HtmlElement, _Share], most: float) -> HtmlElement:
    """The largest element around the heading of a box that holds little of the page's text."""
    box = heading
    for above in heading.iterancestors():
        if above not in shares or shares[above].headlines or shares[above].unlinked > most or above.tag == "p":
            break
        box = above
    return box


def _is_pointer(element: HtmlElement, share: _Share, base: str) -> bool:
    """Whether the block only leads to another article: its headline as a link at the end, at most with a few words before it.

    A sentence that ends in a link has its full stop behind the link, or in it.
    """
    if share.unlinked > _MAX_LEAD_IN or share.text > _MAX_POINTER:
        return False
    links = [link for link in element.iter("a") if link.text_content().strip()]
    if len(links) != 1 or (links[0].tail or "").strip():
        return False
    text, whole = chars.clean(links[0].text_content()), chars.clean(element.text_content())
    if (len(text.split()) < _MIN_WORDS and spaceless(text) < _MIN_SPACELESS) or not whole.endswith(text):
        return False
    if share.unlinked and _LEAD_IN.search(whole[: -len(text)][-3:]):
        return True
    if share.linked < _MOSTLY * share.text or (share.unlinked and text.endswith(_STOPS)):
        return False
    url = urls.canonical(links[0].get("href", ""), base or None)
    return url is not None and urls.same_host(url, base) and is_article_url(url, text)
