"""The text of an article page: trafilatura finds it, and what is not the article's own is taken out.

JSON-LD's articleBody is often cut short or one block without paragraphs, so it replaces what was found only where it is not shorter
than 0.7 of that and comes in paragraphs, or where it is much longer (then the extraction missed the article).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from feedsvc.sources.asides import is_aside
from feedsvc.sources.credit import read_credit
from feedsvc.sources.dateline import has_dateline, without_dateline
from feedsvc.sources.pictures import captions
from feedsvc.text import chars, html, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from feedsvc.sources.metadata import Page

MAX_ELEMENTS = 100_000  # of a page; a large article has 20,000, and beyond this the extraction would take minutes
MIN_SHARE = 0.7  # of the extracted length that articleBody must have
MUCH_LONGER = 1.3  # times the extracted length, from which articleBody is taken although it is one block
MIN_PARAGRAPHS = 3  # of an articleBody that comes in paragraphs
_TOP = 3  # blocks among which a credit or the dateline stand


def main_text(page: Page, headline: str) -> str:
    """The article's text as sanitised HTML: no headline, captions, share bars or links to other articles; "" when there is none."""
    printed = {titles.key(text) for text in captions(page.tree)} | {titles.key(headline)}
    body = _stated(page)
    found = _extracted(page)
    if _is_better(body, found):
        found = _tree(html.paragraphs(body))
    _tidy(found, lambda text: is_aside(text) or titles.key(text) in printed)
    return html.sanitise(_inner(found), page.base)


def _extracted(page: Page) -> HtmlElement:
    import trafilatura  # it takes a second to import, which a process that reads only feeds should not pay

    if next(islice(page.tree.iter(), MAX_ELEMENTS, None), None) is not None:
        return _tree("")
    return _tree(trafilatura.extract(page.tree, url=page.base or None, output_format="html", include_comments=False) or "")


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
    """Drop foreign blocks and the credit and dateline at the top."""
    for block in list(body.iter("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote")):
        if block.getparent() is not None and is_foreign(chars.clean(block.text_content())):
            block.drop_tree()
    top = list(body.iter("p"))[:_TOP]
    for block in top:
        _tidy_opening(block)


def _tidy_opening(block: HtmlElement) -> None:
    text = chars.clean(block.text_content())
    credit = read_credit(text)
    if credit and not credit[1]:
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
