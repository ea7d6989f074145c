"""What an operator's rules name on an article page."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from feedsvc.sources.rows import text_of
from feedsvc.sources.selectors import select
from feedsvc.text import chars, dates

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

    from feedsvc.model import Rules
    from feedsvc.sources.metadata import Clock

_MAX_VALUES = 20  # elements of one rule that are read


def remove(tree: HtmlElement, rules: Rules) -> None:
    """Take out what the rule names; the page itself stays."""
    for element in select(tree, rules.remove):
        parent = element.getparent()
        if parent is not None and element.tag not in {"html", "body"}:
            element.drop_tree()


def texts(tree: HtmlElement, selector: str) -> list[str]:
    found = (text_of(element, minor=True) for element in islice(select(tree, selector), _MAX_VALUES))
    return list(dict.fromkeys(text for text in found if text))


def text(tree: HtmlElement, selector: str) -> str:
    return next(iter(texts(tree, selector)), "")


def published(tree: HtmlElement, rules: Rules, clock: Clock) -> datetime | None:
    """The first date among the elements' datetime and content attributes and texts."""
    for element in islice(select(tree, rules.published), _MAX_VALUES):
        for value in (element.get("datetime"), element.get("content"), chars.clean(element.text_content()[: 4 * dates.MAX_LENGTH])):
            found = dates.parse(value, now=clock.now, language=clock.language, zone=clock.zone_or_home()) if value else None
            if found:
                return found
    return None


def body(tree: HtmlElement, rules: Rules) -> str:
    """The markup of the elements that hold the text, one behind the other; none of them twice."""
    chosen = select(tree, rules.text)
    outer = [element for element in chosen if not any(above in chosen for above in element.iterancestors())]
    return "".join(etree.tostring(element, encoding="unicode", method="html", with_tail=False) for element in outer)
