"""The text of an article page: trafilatura finds it, and what is not the article's own is taken out.

JSON-LD's articleBody is often cut short or one block without paragraphs, so it replaces what was found only where it is not shorter
than 0.7 of that and comes in paragraphs, or where it is much longer (then the extraction missed the article).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from feedsvc.sources import jsonld, ruled
from feedsvc.sources.asides import is_aside
from feedsvc.sources.byline import BY, headline_element, is_byline
from feedsvc.sources.clearing import clear
from feedsvc.sources.credit import read_credit
from feedsvc.sources.dateline import has_dateline, is_lone_dateline, without_dateline
from feedsvc.sources.gaps import complete
from feedsvc.sources.metadata import social_title
from feedsvc.sources.pictures import captions
from feedsvc.sources.prose import letters
from feedsvc.text import chars, html, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

    from feedsvc.sources.metadata import Page

MAX_ELEMENTS = 100_000  # of a page; a large one has 20,000
MAX_CLEARED = 25_000  # of them that may be left where trafilatura is asked, which reads each some hundred times
MAX_TEXT = 500_000  # characters of text likewise
MIN_SHARE = 0.7  # of the extracted length that articleBody must have
MUCH_LONGER = 1.3  # times the extracted length, from which articleBody is taken although it is one block
MIN_PARAGRAPHS = 3  # of an articleBody that comes in paragraphs
_LONG = 120  # characters of a text that nobody says twice; the questions of an interview are shorter
_MAX_BYLINE = 80  # letters
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote")
_TOP = 4  # blocks among which a credit or the dateline stand


def main_text(page: Page, headline: str, authors: Iterable[str] = ()) -> str:
    """The article's text as sanitised HTML: no headline, captions, share bars or links to other articles; "" when there is none.

    The page's tree is cleared on the way and is of no further use.
    """
    if page.rules.text:
        return html.sanitise(ruled.body(page.tree, page.rules), page.base)
    body = _stated(page)
    if next(islice(page.tree.iter(), MAX_ELEMENTS, None), None) is not None:
        return html.sanitise(html.paragraphs(body), page.base)
    printed = {titles.key(text) for text in captions(page.tree)} | {titles.key(headline)}
    heading = headline_element(page.tree, social_title(page))
    clear(page.tree, page.base, heading)
    found = complete(_extracted(page), page.tree, heading, _descriptions(page))
    if _is_better(body, found):
        found = _tree(html.paragraphs(body))
    _tidy(found, lambda text: is_aside(text) or titles.key(text) in printed)
    _drop_byline(found, authors)
    return html.sanitise(_inner(found), page.base)


def _extracted(page: Page) -> HtmlElement:
    """What trafilatura takes for the article; nothing on pages so large that it would take minutes."""
    if _is_huge(page.tree):
        return _tree("")
    from trafilatura import extract  # it takes a second to import, which a process that reads only feeds should not pay

    found = extract(
        page.tree, url=page.base or None, output_format="html", include_comments=False, include_links=True, favor_precision=True
    )
    return _tree(found or "")


def _is_huge(tree: HtmlElement) -> bool:
    length = sum(map(len, tree.itertext()))
    return length > MAX_TEXT or next(islice(tree.iter(), MAX_CLEARED, None), None) is not None


def _descriptions(page: Page) -> list[str]:
    """What the page says that it is about, which is often its standfirst."""
    stated = (value for name in ("og:description", "description", "twitter:description") for value in page.metas.get(name, ()))
    return [jsonld.string(page.article.get("description")), *stated]


def _tree(markup: str) -> HtmlElement:
    root = lxml_html.document_fromstring(f"<html><body>{markup}</body></html>")
    body = root.find("body")
    return root if body is None else body


def _stated(page: Page) -> list[str]:
    """The paragraphs of JSON-LD's articleBody."""
    body = page.article.get("articleBody")
    if not isinstance(body, str):
        return []
    if "</" in body or "&lt;/" in body:
        return html.to_paragraphs(body)
    return [text for line in body.splitlines() if (text := html.to_text(line))]


def _is_better(stated: list[str], found: HtmlElement) -> bool:
    length, extracted = len(" ".join(stated)), len(chars.clean(found.text_content()))
    if not stated or length < MIN_SHARE * extracted:
        return False
    return len(stated) >= MIN_PARAGRAPHS or length > MUCH_LONGER * extracted


def _tidy(body: HtmlElement, is_foreign: Callable[[str], bool]) -> None:
    """Drop foreign blocks, what is said twice, and the credit and dateline at the top."""
    said: set[str] = set()
    for block in list(body.iter(*_BLOCKS)):
        text = chars.clean(block.text_content())
        again = letters(text) >= _LONG and text in said
        if block.getparent() is not None and (again or is_foreign(text)):
            block.drop_tree()
        if next(block.iterdescendants(*_BLOCKS), None) is None:  # what only holds others says nothing itself
            said.add(text)
    top = list(body.iter("p"))[:_TOP]
    for block in top:
        _tidy_opening(block)


def _drop_byline(body: HtmlElement, authors: Iterable[str]) -> None:
    """Drop blocks at the top that say no more than who wrote the article, or when."""
    names = [titles.key(name) for name in authors]
    for block in list(body.iter("p", "h2", "h3", "h4", "li"))[:_TOP]:
        text = chars.clean(block.text_content())
        key = titles.key(BY.sub("", text))
        if letters(text) <= _MAX_BYLINE and (any(key.startswith(name) for name in names if name) or is_byline(text)):
            block.drop_tree()


def _tidy_opening(block: HtmlElement) -> None:
    text = chars.clean(block.text_content())
    credit = read_credit(text)
    if (credit and not credit[1]) or is_lone_dateline(text):
        block.drop_tree()
        return
    opened = credit[1] if credit else without_dateline(text) if has_dateline(text) else text
    if opened != text:
        for child in list(block):
            block.remove(child)
        block.text = opened


def _inner(body: HtmlElement) -> str:
    children = (etree.tostring(child, encoding="unicode", method="html") for child in body)
    return (body.text or "") + "".join(children)
