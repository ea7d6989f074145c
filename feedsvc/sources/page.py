"""One HTML page -> the article it is, if it is one, and the boxes on it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Draft, Grade, Harvest
from feedsvc.sources import jsonld, metadata
from feedsvc.sources.charset import decode
from feedsvc.sources.listing import find_boxes
from feedsvc.sources.maintext import main_text
from feedsvc.sources.metadata import Page
from feedsvc.sources.outline import is_article_url
from feedsvc.sources.pictures import picture
from feedsvc.text import chars, html, titles, urls
from feedsvc.text import language as languages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from feedsvc.model import Box, Fetched
    from feedsvc.sources.jsonld import Node

MIN_TEXT = 250  # characters of main text of an article that does not call itself one
MIN_PARAGRAPHS = 4  # long ones, in an article that shows by nothing but its text and URL that it is one
_LONG = 120  # characters; teasers are shorter
MAX_SUMMARY = 300  # characters of a summary made from the first paragraph
_MANY = 3  # article nodes, from which a page without one of its own is a list of articles
_MAX_LINKS = 20  # <link>s of one kind that are read; a page has one
_FRONT = re.compile(r"/?(?:index\.\w{2,5}|home/?)?", re.IGNORECASE)


def read_page(fetched: Fetched, *, now: datetime, language: str = "", max_items: int = 500) -> Harvest:
    """The article of a page, if it is one, and its boxes, each with at most ``max_items`` headlines.

    ``language`` is what the operator says of the source, for pages that declare none. Raises SourceUnreadable when there is no HTML.
    """
    page = _page(_parsed(fetched), fetched.url)
    url = _canonical(page, fetched.url)
    boxes = tuple(replace(box, items=box.items[:max_items]) for box in find_boxes(page.tree, page.base))
    draft = _draft(page, url, fetched.url, now, language)
    spoken = draft.language if draft else languages.detect(_titles(boxes), metadata.language(page) or language)
    nothing = f"{fetched.url} holds neither an article nor a box of popular or latest headlines; give a page that does, or a feed."
    return Harvest(
        kind="page",
        title=metadata.site_name(page) or ("" if draft else metadata.page_name(page)),
        homepage=urls.canonical("/", url or page.base),
        language=spoken,
        drafts=(draft,) if draft else (),
        boxes=boxes,
        skipped=() if draft or boxes else (nothing,),
    )


def _parsed(fetched: Fetched) -> HtmlElement:
    """The page's tree. libxml2 stops at 255 levels, so that no nesting hangs what walks it."""
    text = chars.clean_block(decode(fetched.body, fetched.content_type))
    if not text.strip():
        raise SourceUnreadable(f"{fetched.url} is empty; check the address in a browser.")
    if not re.search(r"<[a-zA-Z!]", text):
        raise SourceUnreadable(f'{fetched.url} is not an HTML page; for a text dump set the source\'s kind to "document".')
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceUnreadable(f"{fetched.url} holds no HTML element; check the address in a browser.") from error


def _page(tree: HtmlElement, url: str) -> Page:
    nodes = jsonld.read_nodes(tree)
    metas = metadata.read_metas(tree)
    base = tree.find(".//base")
    stated = urls.absolute(base.get("href", ""), url) if base is not None else None
    page = Page(tree, stated or urls.absolute(url) or "", metas, nodes, {})
    base_url = page.base or next(_stated_urls(page, {}), "")
    return replace(page, base=base_url, article=_own_article(page, url))


def _own_article(page: Page, url: str) -> Node:
    """The JSON-LD node that is this page's article; {} on a page that lists several of other pages."""
    nodes = [node for node in page.nodes if jsonld.is_article(node)]
    here = {urls.canonical(url), *_stated_urls(page, {})} - {None}
    headlines = {titles.key(text) for text in (page.meta("og:title"), metadata.printed_heading(page.tree)) if text}
    at_this_url = (node for node in nodes if here.intersection(_node_urls(node, page)))
    so_called = (node for node in nodes if titles.key(jsonld.string(node.get("headline"))) in headlines)
    first = nodes[:1] if len(nodes) < _MANY else []
    return next((node for group in (at_this_url, so_called, first) for node in group), {})


def _node_urls(node: Node, page: Page) -> Iterator[str]:
    values = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
    for value in values:
        for key in ("@id", "url"):
            found = urls.canonical(jsonld.string(value, key), page.base or None) if value else None
            if found:
                yield found


def _stated_urls(page: Page, article: Node) -> Iterator[str]:
    """The URLs that the page calls its own, the surest first."""
    for href in (*_hrefs(page, "canonical"), page.meta("og:url")):
        if found := urls.canonical(href, page.base or None):
            yield found
    yield from _node_urls(article, page)


def _hrefs(page: Page, rel: str) -> Iterator[str]:
    links = (link for link in page.tree.iter("link") if rel in link.get("rel", "").lower().split())
    return (link.get("href", "") for link in islice(links, _MAX_LINKS))


def _canonical(page: Page, url: str) -> str | None:
    """The page's identity: what it states, when that is on the same host and not the front page, otherwise where it came from."""
    fetched = urls.canonical(url)
    for stated in _stated_urls(page, page.article):
        if fetched is None or (urls.same_host(stated, fetched) and (not _is_front(stated) or _is_front(fetched))):
            return stated
    return fetched


def _is_front(url: str) -> bool:
    return _FRONT.fullmatch(urlsplit(url).path) is not None


def _draft(page: Page, url: str | None, fetched_url: str, now: datetime, language: str) -> Draft | None:
    title = metadata.title(page)
    if not title or (url and _is_front(url)) or not (page.article or _says_article(page) or _has_one_headline(page)):
        return None
    content = main_text(page, title)
    paragraphs = html.to_paragraphs(content)
    text = " ".join(paragraphs)
    if not _is_article(page, url, paragraphs):
        return None
    spoken = languages.detect(f"{title} {text}", metadata.language(page) or language)
    published, modified = metadata.published(page, now, spoken), metadata.modified(page, now, spoken)
    return Draft(
        title=title,
        url=url,
        summary=metadata.summary(page) or html.shorten(next(iter(paragraphs), ""), MAX_SUMMARY),
        content_html=html.at_most(content),
        authors=metadata.authors(page),
        image=picture(page),
        language=spoken,
        published=published,
        modified=modified if published is None or (modified and modified > published) else None,
        tags=metadata.tags(page),
        aliases=_aliases(page, url, fetched_url),
        grade=Grade.PAGE,
    )


def _says_article(page: Page) -> bool:
    return page.meta("og:type").lower() in {"article", "news", "newsarticle", "blog"} or bool(page.meta("article:published_time"))


def _has_one_headline(page: Page) -> bool:
    return len(list(islice(page.tree.iter("h1"), 2))) == 1


def _looks_like_article(page: Page) -> bool:
    """The page's only h1 is in an <article>, or shares <main> with the only one; a section's teasers are several without."""
    heading = next(page.tree.iter("h1"), None)
    if heading is None or not _has_one_headline(page):
        return False
    main = next(heading.iterancestors("main"), None)
    return next(heading.iterancestors("article"), None) is not None or (main is not None and len(main.findall(".//article")) == 1)


def _is_article(page: Page, url: str | None, paragraphs: list[str]) -> bool:
    """JSON-LD is believed; og:type, which sites give to section pages too, where URL or structure agree; else the text decides."""
    length = sum(map(len, paragraphs))
    if page.article or (_says_article(page) and url and is_article_url(url, "")):
        return True
    if length >= MIN_TEXT and (_looks_like_article(page) or (_says_article(page) and url is None)):
        return True
    named = url is not None and is_article_url(url, "") and _has_one_headline(page)
    return named and sum(len(paragraph) >= _LONG for paragraph in paragraphs) >= MIN_PARAGRAPHS


def _aliases(page: Page, url: str | None, fetched_url: str) -> tuple[str, ...]:
    """Where else on the same host the article is known to be: where it was fetched, and its AMP page."""
    known = (urls.canonical(fetched_url), *(urls.canonical(href, page.base or None) for href in _hrefs(page, "amphtml")))
    usable = (alias for alias in known if alias and alias != url and not _is_front(alias) and (url is None or urls.same_host(alias, url)))
    return tuple(dict.fromkeys(usable))


def _titles(boxes: tuple[Box, ...]) -> str:
    return " ".join(item.title for box in boxes for item in box.items)
