"""What a page prints between its headline and its text: who wrote it and when."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from feedsvc.sources.outline import spaceless
from feedsvc.sources.prose import letters
from feedsvc.sources.rows import text_of
from feedsvc.text import chars, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_BEHIND = 250  # elements behind the headline that are looked at
_PARAGRAPH = 140  # characters of a <p> with which the text begins
_MAX_LINE = 100  # characters of a line that names authors or a date
_MAX_PIECES = 200  # texts of one element
_UNREAD = frozenset({"script", "style", "svg", "time", "button"})
_STOPS = (".", "。", "！", "？", "।", "۔")
_MAX_DATE_WORDS = 8  # of a line that is only a date, such as "Updated 22 April 2024, 06:00 GMT"
_MAX_H1 = 10  # headings of a page
_MAX_HEADINGS = 60  # lower ones
_MIN_WORDS = 3  # of a heading that can be a whole headline
_MIN_SPACELESS = 6  # signs likewise
BY = re.compile(
    r"^(?:(?:(?:written |reported |story |words )?by|(?:ein (?:artikel|beitrag|gastbeitrag|kommentar) )?von|(?:escrito |publicado )?por|"
    r"(?:écrit |publié )?par|(?:scritto )?di|a cura di|(?:geschreven )?door|(?:skriven |skrevet )?av|(?:skrevet )?af|ditulis oleh|"
    r"oleh|penulis|pewarta|rep|reporter|laporan|wartawan|автор|авторы|autor(?:ka|ki|zy)?|teksti?|yazan|"
    r"muhabir|haber|текст|bởi|tác giả|γράφει|του|της|"
    r"írta|scris de|kirjoittaja|napsal[ai]?|ni|בת|מאת|بقلم|كتبت?|نویسنده|خبرنگار)\s*:?\s+"
    r"|(?:作者|记者|記者|撰文|执笔|執筆|取材|文)\s*[:：/／│|]\s*|(?:记者|記者)\s+)",
    re.IGNORECASE,
)
_EDITOR = re.compile(r"\s*[/|·•,]?\s*\b(?:editor|red(?:aktur)?|redaktion|redazione)\s*:", re.IGNORECASE)
_ROLE = re.compile(r"\s*(?:기자|특파원|記者|记者)$")
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|autor(?:e|en|es|in|s)?|auteurs?|penulis|reporter|writers?|verfasser|redakteur|journalist)"
    r"(?:[\s_-]{1,2}(?:names?|links?|item|text))?(?:$|\s)|author-?name",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:e|en|es|in|s)?|auteurs?|penulis|editor|people|profiles?|persons?|columnists?|writers?|reporters?|redakteur|by|"
    r"contributors?|staff|journalists?|team)/[^/]+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}")
_EASTERN_NAME = re.compile(r"[㐀-鿿々]{2,4}(?:[\s・·][㐀-鿿々ァ-ヶー]{1,8})?|[가-힣]{2,4}")
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter", "van", "von", "y", "zu"}
)
_DATE = re.compile(r"\d{1,2}\D{1,15}\d{4}|\d{4}\D\d{1,2}\D\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d{1,2}\s*[年月]")


def headline_element(tree: HtmlElement, title: str) -> HtmlElement | None:
    """The heading that prints the title that the page states, an h1 before lower ones; where none does, the only h1, or its article's."""
    headings = list(islice(tree.iter("h1"), _MAX_H1))
    printed = title_element(tree, title)
    if printed is not None or not headings:
        return printed
    inside = [heading for heading in headings if next(heading.iterancestors("article", "main"), None) is not None]
    return headings[0] if len(headings) == 1 else next(iter(inside), None)


def title_element(tree: HtmlElement, title: str) -> HtmlElement | None:
    """The first heading that prints the title, an h1 before lower ones."""
    key = titles.key(title)
    headings = chain(islice(tree.iter("h1"), _MAX_H1), islice(tree.iter("h2", "h3"), _MAX_HEADINGS))
    return next((heading for heading in headings if _prints(heading, key)), None) if key else None


def _prints(heading: HtmlElement, title: str) -> bool:
    """Whether the heading says the title, or the title goes on behind it with the site's name, or a kicker stands before it."""
    key = titles.key(text_of(heading, minor=True))
    if key.endswith(title):
        return True
    whole = len(key.split()) >= _MIN_WORDS or spaceless(key) >= _MIN_SPACELESS
    return whole and len(key) * 2 > len(title) and title.startswith(key)


def printed_authors(tree: HtmlElement, title: str) -> list[str]:
    """People named in the lines behind the headline: those that the markup calls authors first, then those behind a "By"."""
    lines = list(_lines(headline_element(tree, title)))
    marked = [text for element, text in lines if _is_marked(element)]
    said = [text for _, text in lines if BY.match(text) or _ROLE.search(text)]
    names = [[name for text in group if _is_person(name := _bare(text))] for group in (marked, said)]
    return list(dict.fromkeys(next(filter(None, names), [])))


def printed_dates(tree: HtmlElement, title: str) -> Iterator[str]:
    """Lines behind the headline that hold a date."""
    return (text for _, text in _lines(headline_element(tree, title)) if _DATE.search(text))


def is_byline(text: str) -> bool:
    """Whether a line says only who wrote something or when: "By Jane Doe", "Updated: 22.04.2024, 06:00"."""
    if BY.match(text) and _is_person(_bare(text)):
        return True
    short = len(text.split()) <= _MAX_DATE_WORDS and letters(text) <= _MAX_LINE
    return short and not text.endswith(_STOPS) and _DATE.search(text) is not None


def _bare(text: str) -> str:
    """The names without what says that they are an author's, and without the editor behind them."""
    return _ROLE.sub("", BY.sub("", _EDITOR.split(text)[0])).strip(" ,|·•–—-")


def _lines(headline: HtmlElement | None) -> Iterator[tuple[HtmlElement, str]]:
    """Elements behind the headline with a short text, up to the first paragraph of the article."""
    if headline is None:
        return
    for element in islice(_behind(headline), _MAX_BEHIND):
        if element.tag in _UNREAD:
            continue
        text = _beginning(element)
        if element.tag == "p" and letters(text) >= _PARAGRAPH:
            return
        if 3 < letters(text) <= _MAX_LINE:
            yield element, text


def _beginning(element: HtmlElement) -> str:
    """The element's text up to a little more than anything that is looked for; the rest of a page may be inside."""
    pieces: list[str] = []
    length = 0
    for piece in islice(element.itertext(), _MAX_PIECES):
        pieces.append(piece[: 2 * _PARAGRAPH])
        length += len(piece.strip())
        if length > 2 * _PARAGRAPH:
            break
    return chars.clean(" ".join(pieces))


def _behind(element: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that begin after this one has ended, in the page's order."""
    above: HtmlElement | None = element
    while above is not None:
        for sibling in above.itersiblings():
            if isinstance(sibling.tag, str):
                yield from (part for part in sibling.iter() if isinstance(part.tag, str))
        above = above.getparent()


def _is_marked(element: HtmlElement) -> bool:
    if element.get("rel", "").lower() == "author" or "author" in element.get("itemprop", "").lower().split():
        return True
    if element.tag == "a" and leads_to_author(element):
        return True
    return bool(_AUTHOR_CLASS.search(element.get("class", "")[:300]))


def leads_to_author(link: HtmlElement) -> bool:
    return bool(_AUTHOR_PAGE.search(link.get("href", "")[:300]))


def _is_person(text: str) -> bool:
    """Whether the text can be one or several names: two to five words each, with capitals where the script has them."""
    parts = [part for part in re.split(r"\s*(?:,|;|&|\s(?:and|und|dan|et|y|e|en|og|och|i|ve)\s)\s*", text) if part]
    if not parts or len(parts) > 8:
        return False
    return bool(_EASTERN_NAME.fullmatch(parts[0])) or (bool(_NAME.fullmatch(parts[0])) and all(map(_is_cased, parts[0].split())))


def _is_cased(word: str) -> bool:
    return word.lower() in _PARTICLES or word[0].isupper() or word[0].lower() == word[0].upper()
