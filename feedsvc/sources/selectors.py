"""Selectors that an operator writes for a stubborn page: CSS, or XPath 1.0 where they begin with "/", "./" or "(".

XPath here reads nothing but the page: no variables, no namespaces, no document(), no regular expressions.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cssselect import SelectorError
from lxml import etree
from lxml import html as lxml_html
from lxml.cssselect import CSSSelector

from feedsvc.errors import SourceUnreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_LENGTH = 1_000  # characters of a selector
_XPATH = ("/", "./", "(")
_SAMPLE = (
    "<html><body><div id=a class=a><h1>a</h1><p><a href='/a'>a</a><time datetime='a'>a</time></p><ul><li>a</li></ul></div></body></html>"
)


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that the selector names, in document order; none for "". Raises SourceUnreadable when it names no elements at all."""
    if not selector.strip():
        return []
    try:
        found = _compiled(selector.strip())(tree)
    except (SelectorError, etree.XPathError, ValueError) as error:
        raise SourceUnreadable(f'The rule "{_shown(selector)}" is no selector that can be used: {_reason(error)}.') from error
    if not isinstance(found, list) or not all(isinstance(element, etree.ElementBase) for element in found):
        raise SourceUnreadable(f'The rule "{_shown(selector)}" names values, not elements; write it so that it ends in an element.')
    return found


def check(selector: str) -> str:
    """What is wrong with a selector, as one sentence; "" when nothing is."""
    try:
        select(lxml_html.document_fromstring(_SAMPLE), selector)
    except SourceUnreadable as error:
        return str(error)
    return ""


@lru_cache(maxsize=200)
def _compiled(selector: str) -> etree.XPath:
    if len(selector) > MAX_LENGTH:
        raise ValueError(f"it is longer than {MAX_LENGTH} characters")
    if "\0" in selector:
        raise ValueError("it holds a NUL character")
    if selector.startswith(_XPATH):
        return etree.XPath(selector, regexp=False, smart_strings=False)
    return CSSSelector(selector, translator="html")


def _reason(error: Exception) -> str:
    text = str(error).strip().rstrip(".")
    return text[:1].lower() + text[1:] if text else "it cannot be understood"


def _shown(selector: str) -> str:
    return selector if len(selector) <= 80 else f"{selector[:79]}…"
