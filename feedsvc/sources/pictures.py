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
from feedsvc.sources.rows import text_of
from feedsvc.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from feedsvc.sources.jsonld import Node
    from feedsvc.sources.metadata import Page

MAX_CAPTION = 1_000  # characters
_MAX_FIGURES = 40
_PARAGRAPH = 80  # characters of a <p> that is a paragraph of the article
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
_CAPTION_CLASS = re.compile(r"caption|keterangan|bildunterschrift|legende", re.IGNORECASE)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|fotografer|(?:^|[\s_-])(?:agency|source|sumber|rights|author|byline)(?:$|[\s_-])", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z0-9]{6,}")


def picture(page: Page) -> Image | None:
    """The picture that the page names as its own (JSON-LD, og:image), with the caption printed beside it; None without one."""
    node = _node(page)
    named = (jsonld.string(node.get(key), "url") for key in ("url", "contentUrl", "@id"))
    stated = (*named, page.meta("og:image", "og:image:url", "twitter:image", "twitter:image:src"))
    url = next((url for name in stated if name and (url := urls.absolute(name, page.base))), None)
    if url is None or _is_logo(url):
        return None
    caption, credit = _printed(page.tree, url)
    return Image(
        url=url,
        caption=(caption or jsonld.string(node.get("caption"), "caption"))[:MAX_CAPTION],
        credit=(credit or credit_name(_credited(node)))[:MAX_CAPTION],
        type=page.meta("og:image:type") if url in page.metas.get("og:image", ()) else "",
    )


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


def _is_logo(url: str) -> bool:
    """Whether the site only shows itself."""
    return bool(re.search(r"(?:^|[/_-])(?:logo|placeholder|default[-_]?image|favicon)s?(?=[/._-])", urlsplit(url).path, re.IGNORECASE))


def _printed(tree: HtmlElement, url: str) -> tuple[str, str]:
    """(caption, credit) of the figure that shows the picture, or of one that stands over the article's text."""
    shown = (caption for caption in islice(_captions(tree), _MAX_FIGURES) if _shows(_figure(caption), url))
    chosen = next(shown, None)
    if chosen is None:
        chosen = next(_leading(tree), None)
    return _read(chosen) if chosen is not None else ("", "")


def _leading(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Captions of figures with a picture between the headline and the first paragraph."""
    behind = dropwhile(lambda element: element.tag != "h1", tree.iter("h1", "p", "figcaption"))
    for element in behind:
        figure = next(element.iterancestors("figure"), None)
        if element.tag == "figcaption" and figure is not None and next(figure.iter("img", "picture"), None) is not None:
            yield element
        elif figure is None and len(text_of(element)) >= _PARAGRAPH:
            return


def _captions(tree: HtmlElement) -> Iterator[HtmlElement]:
    yield from tree.iter("figcaption")
    for element in tree.iter("div", "p", "span"):
        if _CAPTION_CLASS.search(element.get("class", "")) and next(element.iterancestors("figcaption"), None) is None:
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
