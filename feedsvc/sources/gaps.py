"""What an extraction left out of an article although the page shows that it belongs there: its standfirst, and single paragraphs.

Paragraphs of one article hang in elements of one kind. Where most of the text in such elements was found, the rest is the article's too;
where hardly any of it was found, the extraction took something else for the article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lxml.html import builder

from feedsvc.sources.asides import is_aside
from feedsvc.sources.prose import letters
from feedsvc.text import chars

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

_ELSEWHERE = ("figure", "aside", "footer", "nav", "li")
_MAX_PARAGRAPHS = 2_000  # of a page
_MIN_LENGTH = 60  # characters; a shorter paragraph may be a label, a byline or a button
_MAX_LENGTH = 20_000  # characters of a paragraph that are read
_MAX_LINKED = 0.5  # share of a paragraph's text in links
_MOST = 0.5  # share of a group's text
_NEAR = 3  # elements around a paragraph
_MIN_GROUP = 3  # paragraphs of an article that the extraction missed
_MAX_STANDFIRST = 800  # characters
_TELLING = 50  # letters and digits in which a standfirst agrees with the page's description, which may be cut or continued
_STANDFIRST_TAGS = ("p", "h2", "h3", "h4", "div", "span", "strong")
_STANDFIRST = re.compile(
    r"stand-?first|sub-?(?:head|title|line|hed)|(?:^|[\s_-])(?:lead|lede|intro(?:duction|text)?|dek|deck|teaser-?text|short-?text|chapo|"
    r"chapeau|entradilla|bajada|copete|ocassillo|sommario|occhiello|catenaccio|vorspann|anlauf|ingress|preamble|manchet|perex|sapo|lid|ringkasan|"
    r"summary|excerpt|abstract)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    element: HtmlElement
    text: str
    key: str  # its letters and digits
    group: tuple[object, ...]  # the <article> that it is in, tags and classes of what is around it

    def is_in(self, known: str) -> bool:
        """Whether the text was found, whole or but for its beginning or end."""
        return self.key[:_TELLING] in known or self.key[-_TELLING:] in known


def complete(found: HtmlElement, tree: HtmlElement, headline: HtmlElement | None, descriptions: Sequence[str]) -> HtmlElement:
    """The extracted body with what it lacks; ``tree`` is the page that it was extracted from."""
    on_page = list(_paragraphs(tree))
    known = _key(found.text_content())
    missed = _missed(on_page, known)
    if missed:
        whole = _with_neighbours(missed, on_page, known)
        found, known = builder.BODY(*(builder.P(paragraph.text) for paragraph in whole)), "".join(part.key for part in whole)
    else:
        _fill(found, on_page, known)
    standfirst = _standfirst(tree, headline, on_page, known, {_key(text)[:_TELLING] for text in descriptions})
    if standfirst:
        found.insert(0, builder.P(standfirst))
    return found


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _paragraphs(tree: HtmlElement) -> Iterable[Paragraph]:
    for element in islice(tree.iter("p"), _MAX_PARAGRAPHS):
        text = chars.clean(element.text_content()[:_MAX_LENGTH])
        parent = element.getparent()
        if letters(text) < _MIN_LENGTH or parent is None or is_aside(text) or _linked(element) > _MAX_LINKED * len(text):
            continue
        if next(element.iterancestors(*_ELSEWHERE), None) is None:
            yield Paragraph(element, text, _key(text), _group(element))


def _group(element: HtmlElement) -> tuple[object, ...]:
    article = next(element.iterancestors("article"), None)
    around = [(above.tag, above.get("class", "")) for above in islice(element.iterancestors(), 2)]
    named = article is not None and bool(around[0][1])  # the parts of an article may lie deeper one than the other
    return (article, *around[: 1 if named else 2])


def _linked(element: HtmlElement) -> int:
    return sum(len(link.text_content()) for link in element.iter("a"))


def _groups(on_page: Iterable[Paragraph]) -> dict[object, list[Paragraph]]:
    groups: dict[object, list[Paragraph]] = defaultdict(list)
    for paragraph in on_page:
        groups[paragraph.group].append(paragraph)
    return groups


def _length(paragraphs: Iterable[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _missed(on_page: Sequence[Paragraph], known: str) -> list[Paragraph]:
    """The page's largest group of paragraphs when hardly any of it was found and what was found is less; otherwise []."""
    largest = max(_groups(on_page).values(), key=_length, default=[])
    inside = [paragraph for paragraph in largest if paragraph.is_in(known)]
    longer = len(known) > sum(len(paragraph.key) for paragraph in largest)
    if longer or len(largest) < _MIN_GROUP or _length(inside) >= (1 - _MOST) * _length(largest):
        return []
    return largest


def _with_neighbours(missed: Sequence[Paragraph], on_page: Sequence[Paragraph], known: str) -> list[Paragraph]:
    """The missed group and what was found right beside it, which is another part of the same article, in the page's order."""
    members = {paragraph.element for paragraph in missed}
    around = next(islice(missed[0].element.iterancestors(), 1, 2), None)
    beside = (part for part in on_page if part.is_in(known) and around in set(islice(part.element.iterancestors(), _NEAR)))
    members.update(part.element for part in beside)
    return [paragraph for paragraph in on_page if paragraph.element in members]


def _fill(found: HtmlElement, on_page: Sequence[Paragraph], known: str) -> None:
    groups = _groups(on_page).values()
    whole = [group for group in groups if _length(part for part in group if part.is_in(known)) > _MOST * _length(group)]
    members = {part.element for group in whole for part in group}
    blocks = {_key(block.text_content())[:_TELLING]: block for block in found}
    last = None
    for paragraph in on_page:
        if paragraph.is_in(known):
            last = blocks.get(paragraph.key[:_TELLING], last)
        elif paragraph.element in members and last is not None:
            known += paragraph.key
            added = builder.P(paragraph.text)
            last.addnext(added)
            last = added


def _standfirst(tree: HtmlElement, headline: HtmlElement | None, on_page: Sequence[Paragraph], known: str, described: set[str]) -> str:
    """The text between the headline and the first paragraph that is the page's description or is called a standfirst; "" without one."""
    first = next((paragraph.element for paragraph in on_page if paragraph.is_in(known)), None)
    behind = False
    for element in tree.iter("h1", *_STANDFIRST_TAGS):
        if element is first:
            return ""
        if element.tag == "h1" or element is headline:
            behind = True
        elif behind and (text := _as_standfirst(element, known, described)):
            return text
    return ""


def _as_standfirst(element: HtmlElement, known: str, described: set[str]) -> str:
    text = chars.clean(element.text_content()) if len(element) < 20 else ""
    if not _MIN_LENGTH <= letters(text) <= _MAX_STANDFIRST or _linked(element) > _MAX_LINKED * len(text) or is_aside(text):
        return ""
    key = _key(text)
    if key[:_TELLING] in known or next(element.iterancestors(*_ELSEWHERE), None) is not None:
        return ""
    parent = element.getparent()
    named = any(_STANDFIRST.search(part.get("class", "")[:500]) for part in (element, parent) if part is not None)
    return text if named or (len(key) >= _TELLING and key[:_TELLING] in described) else ""
