"""The photograph of an article page, its caption and who took it."""

from __future__ import annotations

import re
from itertools import dropwhile, islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.model import Image
from feedsvc.sources import jsonld
from feedsvc.sources.asides import is_aside
from feedsvc.sources.credit import credit_name, split_caption
from feedsvc.sources.leading import is_logo, leading_picture
from feedsvc.sources.rows import text_of
from feedsvc.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from feedsvc.sources.jsonld import Node
    from feedsvc.sources.metadata import Page

MAX_CAPTION = 1_000  # characters
_MAX_FIGURES = 40
_MAX_RISE = 4  # elements around a picture
_MIN_CAPTION = 10  # characters of a text beside it
_MAX_BESIDE = 400
_CONTENT = frozenset({"p", "article", "main", "body", "section"})
_LARGE = 600  # pixels of width that do for a reader
_PARAGRAPH = 80  # characters of a <p> that is a paragraph of the article
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
_CAPTION_TAGS = ("div", "p", "span")
_CAPTION_CLASS = re.compile(r"caption|keterangan|bildunterschrift|legende", re.IGNORECASE)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|fotografer|(?:^|[\s_-])(?:agency|source|sumber|rights|author|byline)(?:$|[\s_-])", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z0-9]{6,}")


def picture(page: Page, authors: Iterable[str] = ()) -> Image | None:
    """The article's picture with the caption printed beside it; None without one.

    Pages name a picture for others (JSON-LD, og:image), often cut for social networks or with a banner across it. The one at the headline
    is preferred where it is another, or the same in a size that does for a reader. ``authors`` tell their portraits from it.
    """
    node = _node(page)
    stated, printed = _stated(page, node), leading_picture(page, authors)
    url = stated
    if printed and (stated is None or printed.width >= _LARGE or not _same_file(printed.url, stated)):
        url = printed.url
    if url is None:
        return None
    caption, credit = _printed(page.tree, url)
    if not caption and not credit and printed and url == printed.url:
        caption, credit = _beside(printed.element)
    said = node if stated and (url == stated or _same_file(url, stated)) else {}
    return Image(
        url=url,
        caption=(caption or jsonld.string(said.get("caption"), "caption"))[:MAX_CAPTION],
        credit=(credit or credit_name(_credited(said)))[:MAX_CAPTION],
        type=page.meta("og:image:type") if url in page.metas.get("og:image", ()) else "",
    )


def _stated(page: Page, node: Node) -> str | None:
    """The picture that the page names as its own."""
    named = (jsonld.string(node.get(key), "url") for key in ("url", "contentUrl", "@id"))
    names = (*named, page.meta("og:image", "og:image:url", "twitter:image", "twitter:image:src"))
    url = next((url for name in names if name and (url := urls.absolute(name, page.base))), None)
    return None if url is None or is_logo(url) else url


def _same_file(one: str, other: str) -> bool:
    """Whether two addresses are of one picture in two sizes."""
    word = _name(one)
    return bool(word) and word in other.lower()


def captions(tree: HtmlElement) -> set[str]:
    """The texts of all captions on the page, which are no paragraphs of the article."""
    return {text for figure in islice(_captions(tree), _MAX_FIGURES) for text in (text_of(figure, minor=True),) if text}


def _node(page: Page) -> Node:
    """The image object of the article; a bare URL becomes one."""
    value = page.article.get("image") or page.article.get("thumbnailUrl")
    return next(iter(jsonld.objects(value, page.nodes)), {}) if value else {}


def _credited(node: Node) -> str:
    keys = ("creditText", "creator", "author", "copyrightNotice", "copyrightHolder")
    return next((name for key in keys if (name := jsonld.string(node.get(key))) and "://" not in name), "")


def _printed(tree: HtmlElement, url: str) -> tuple[str, str]:
    """(caption, credit) of the figure that shows the picture, or of one that stands over the article's text."""
    shown = (caption for caption in islice(_captions(tree), _MAX_FIGURES) if _shows(_figure(caption), url))
    chosen = next(shown, None)
    if chosen is None:
        chosen = next(_leading(tree), None)
    return _read(chosen) if chosen is not None else ("", "")


def _beside(image: HtmlElement) -> tuple[str, str]:
    """(caption, credit) in the text that shares a small part of the page with the picture alone."""
    for above in islice(image.iterancestors(), _MAX_RISE):
        if above.tag in _CONTENT or next(above.iter("h1", "h2"), None) is not None or len(list(islice(above.iter("img"), 2))) > 1:
            break
        text = text_of(above, minor=True)
        if text:
            return _read(above) if _MIN_CAPTION <= len(text) <= _MAX_BESIDE else ("", "")
    return "", ""


def _leading(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Captions of figures with a picture between the headline and the first paragraph."""
    behind = dropwhile(lambda element: element.tag != "h1", tree.iter("h1", "p", "figcaption"))
    for element in behind:
        figure = next(element.iterancestors("figure"), None)
        if element.tag == "figcaption" and figure is not None and next(figure.iter("img", "picture"), None) is not None:
            yield element
        elif figure is None and len(text_of(element)) >= _PARAGRAPH:
            return


def is_caption(element: HtmlElement) -> bool:
    """Whether the element is what stands below a picture."""
    return element.tag == "figcaption" or (element.tag in _CAPTION_TAGS and bool(_CAPTION_CLASS.search(element.get("class", ""))))


def _captions(tree: HtmlElement) -> Iterator[HtmlElement]:
    yield from tree.iter("figcaption")
    for element in tree.iter(*_CAPTION_TAGS):
        if is_caption(element) and next(element.iterancestors("figcaption"), None) is None:
            yield element


def _figure(caption: HtmlElement) -> HtmlElement:
    """What holds picture and caption together."""
    above = next(caption.iterancestors("figure"), None)
    parent = above if above is not None else caption.getparent()
    return caption if parent is None else parent


def _shows(figure: HtmlElement, url: str) -> bool:
    """Whether a picture of the figure is the one at ``url``, which may have another size and so another URL."""
    wanted = _name(url)
    images = islice(figure.iter("img", "source"), 20)
    return bool(wanted) and any(wanted in image.get(key, "").lower() for image in images for key in _SOURCES)


def _name(url: str) -> str:
    """The longest word of six or more letters and digits in the file's name, which all its sizes share."""
    words = _WORDS.findall(urlsplit(url).path.lower().rpartition("/")[2].rpartition(".")[0])
    return max(words, key=len, default="")


def _read(caption: HtmlElement) -> tuple[str, str]:
    marked = [part for part in caption.iterdescendants() if _CREDIT_CLASS.search(part.get("class", ""))]
    whole = text_of(caption, minor=True)
    credit = text_of(marked[0], minor=True) if marked else ""
    if is_aside(whole):
        return "", ""
    if not credit or credit == whole:
        text, credit = split_caption(whole)
        return text, credit_name(credit)
    text = " ".join(whole.replace(credit, " ").split()).strip(" |/,;–—-")
    return split_caption(text)[0], credit_name(credit)
