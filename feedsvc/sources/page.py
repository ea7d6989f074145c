"""One HTML page -> the article it is, or what it lists; its boxes, and the feeds and sections that it leads to."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Draft, Grade, Harvest, Rules
from feedsvc.sources import declared, headline, identity, jsonld, metadata, prose, ruled
from feedsvc.sources.authors import authors
from feedsvc.sources.byline import headline_element, title_element
from feedsvc.sources.charset import as_utf8
from feedsvc.sources.listing import boxes_in, find_boxes
from feedsvc.sources.maintext import main_text
from feedsvc.sources.metadata import Page
from feedsvc.sources.navigation import section_links
from feedsvc.sources.outline import is_article_url, outline
from feedsvc.sources.pictures import picture
from feedsvc.sources.sections import listing_in
from feedsvc.text import html, urls
from feedsvc.text import language as languages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lxml.html import HtmlElement

    from feedsvc.model import Box, Fetched

MIN_RUNNING = (1_500, 1_000, 500, 250)  # letters of running text by the number of other signs that the page is an article
MAX_TEASERS = 600  # letters of teasers that may stand around an article, however short it is
MIN_SHARE = 0.5  # of the length of more of them that the running text must have
_LISTS = frozenset({"collectionpage", "profilepage", "searchresultspage"})
MAX_SUMMARY = 300  # characters of a summary made from the first paragraph
NO_RULES = Rules()
_MAX_NAMES = 1_000  # characters of an element's class names
_LONG_NAMED = etree.XPath(f"//*[string-length(@class) > {_MAX_NAMES} or string-length(@id) > {_MAX_NAMES}]")
_CONTROLS = bytes((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F))  # at a NUL libxml2 takes the page to have ended


def read_page(
    fetched: Fetched, *, now: datetime, language: str = "", max_items: int = 500, zone: str = "", rules: Rules = NO_RULES
) -> Harvest:
    """The article of a page, if it is one, otherwise the articles that it lists; its boxes, each with at most ``max_items`` headlines.

    With ``max_items`` 0 only the article is wanted: nothing is looked for that a page lists, which is half of the work.
    ``language`` is what the operator says of the source, for pages that declare none; ``zone`` (IANA name) what times without a zone mean
    where the page writes none; ``rules`` go before what the page says. Raises SourceUnreadable when there is no HTML.
    """
    page = _page(fetched, rules)
    url = identity.canonical(page, fetched.url)
    found = Harvest(
        kind="page",
        title=metadata.site_name(page),
        homepage=urls.canonical("/", url or page.base),
        feeds=declared.feeds(page.tree, page.base),
        sitemaps=declared.sitemaps(page.tree, page.base),
    )
    if _is_article(page, url):
        boxes = find_boxes(page.tree, page.base, rules) if max_items else ()  # before the tree is cleared for the text
        if draft := _draft(page, url, fetched.url, now, language, zone):
            return replace(found, drafts=(draft,), boxes=_cut(boxes, max_items), language=draft.language)
    if not max_items:
        return replace(found, skipped=(f"{page.base} holds no article; give an article's own page.",))
    return _listed(found, page, now, language, zone, max_items)


def _listed(found: Harvest, page: Page, now: datetime, language: str, zone: str, max_items: int) -> Harvest:
    """The harvest of a page that is no article."""
    shown = outline(page.tree, page.base)
    boxes = _cut(boxes_in(shown, page.rules), max_items)
    stated = metadata.language(page) or language
    spoken = languages.detect(_titles(boxes), stated)
    listing = listing_in(shown, boxes, page.rules, now=now, language=spoken, zone=zone)[:max_items]
    del shown  # a vast page's outline is as large as its tree, and the search for sections needs room too
    if not boxes:
        spoken = languages.detect(" ".join(draft.title for draft in listing), stated)
    nothing = f"{page.base} holds neither an article nor a box of popular or latest headlines; give a page that does, or a feed."
    return replace(
        found,
        title=found.title or metadata.page_name(page),
        language=spoken,
        boxes=boxes,
        listing=listing,
        sections=section_links(page.tree, page.base),
        skipped=() if boxes or listing else (nothing,),
    )


def _cut(boxes: Iterable[Box], max_items: int) -> tuple[Box, ...]:
    return tuple(replace(box, items=box.items[:max_items]) for box in boxes)


def _page(fetched: Fetched, rules: Rules) -> Page:
    tree = _parsed(fetched)
    ruled.remove(tree, rules)
    nodes = jsonld.read_nodes(tree)
    metas = metadata.read_metas(tree)
    base = tree.find(".//base")
    stated = urls.absolute(base.get("href", ""), fetched.url) if base is not None else None
    page = Page(tree, stated or urls.absolute(fetched.url) or "", metas, nodes, {}, rules)
    base_url = page.base or next(identity.stated_urls(page, {}), "")
    return replace(page, base=base_url, article=identity.own_article(page, fetched.url))


def _parsed(fetched: Fetched) -> HtmlElement:
    """The page's tree. libxml2 stops at 255 levels, so that no nesting hangs what walks it."""
    body = as_utf8(fetched.body, fetched.content_type).translate(None, _CONTROLS)
    if not body.strip():
        raise SourceUnreadable(f"{fetched.url} is empty; check the address in a browser.")
    if not re.search(rb"<[a-zA-Z!]", body):
        raise SourceUnreadable(f'{fetched.url} is not an HTML page; for a text dump set the source\'s kind to "document".')
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceUnreadable(f"{fetched.url} holds no HTML element; check the address in a browser.") from error
    _shorten_names(tree)
    return tree


def _shorten_names(tree: HtmlElement) -> None:
    """Nobody's class names are longer; patterns are matched against them many times."""
    for element in _LONG_NAMED(tree):
        for name in ("class", "id"):
            if name in element.attrib:
                element.set(name, element.attrib[name][:_MAX_NAMES])


def _draft(page: Page, url: str | None, fetched_url: str, now: datetime, language: str, zone: str) -> Draft | None:
    """The article; None without a title. It ends the use of the tree, which is cleared for the text."""
    title = ruled.text(page.tree, page.rules.title) or headline.title(page)
    if not title:
        return None
    summary = metadata.summary(page)
    stated = metadata.language(page) or language
    written = languages.detect(f"{title} {summary}", stated)
    dates = metadata.Clock(now, written, zone)
    published, modified = ruled.published(page.tree, page.rules, dates) or metadata.published(page, dates), metadata.modified(page, dates)
    people = tuple(ruled.texts(page.tree, page.rules.authors)) or authors(page)
    draft = Draft(
        title=title,
        url=url,
        summary=summary,
        authors=people,
        image=picture(page, people),
        published=published,
        modified=modified if published is None or (modified and modified > published) else None,
        tags=metadata.tags(page),
        section=metadata.section(page, title),
        aliases=identity.aliases(page, url, fetched_url),
        grade=Grade.PAGE,
        counts=jsonld.counts(page.article, page.nodes),
    )
    content = main_text(page, title, people)
    paragraphs = html.to_paragraphs(content)
    return replace(
        draft,
        summary=summary or html.shorten(next(iter(paragraphs), ""), MAX_SUMMARY),
        content_html=html.at_most(content),
        language=languages.detect(f"{title} {' '.join(paragraphs)}", stated),
    )


def _is_article(page: Page, url: str | None) -> bool:
    """Whether the page is one article; told before the tree is cleared.

    JSON-LD is believed; og:type, which sites give to section pages too, where the URL agrees; else the text that runs on decides, of which
    there must be the more, the less the rest of the page speaks for an article.
    """
    if url and identity.is_front(url):
        return False
    if page.article:
        return True
    if page.rules.text:
        return bool(ruled.text(page.tree, page.rules.text))
    says, named = _says_article(page), url is not None and is_article_url(url, "")
    shown = prose.measure(page.tree, headline_element(page.tree, metadata.social_title(page)))
    if shown.teasers > MAX_TEASERS and shown.running < MIN_SHARE * shown.teasers:
        return False
    speaking = says + named + _has_one_headline(page) + 2 * _is_in_article(page)
    enough = shown.running >= MIN_RUNNING[min(speaking, len(MIN_RUNNING) - 1)]
    return (says and named) or (enough and not _says_list(page))


def _says_article(page: Page) -> bool:
    return page.meta("og:type").lower() in {"article", "news", "newsarticle", "blog"} or bool(page.meta("article:published_time"))


def _says_list(page: Page) -> bool:
    return page.meta("og:type").lower() == "profile" or any(_LISTS.intersection(jsonld.types(node)) for node in page.nodes)


def _has_one_headline(page: Page) -> bool:
    if len(list(islice(page.tree.iter("h1"), 2))) == 1:
        return True
    return title_element(page.tree, metadata.social_title(page)) is not None


def _is_in_article(page: Page) -> bool:
    """The page's only h1 is in an <article>, or shares <main> with the only one; a section's teasers are several without."""
    heading = next(page.tree.iter("h1"), None)
    if heading is None or not _has_one_headline(page):
        return False
    main = next(heading.iterancestors("main"), None)
    return next(heading.iterancestors("article"), None) is not None or (main is not None and len(main.findall(".//article")) == 1)


def _titles(boxes: Iterable[Box]) -> str:
    return " ".join(item.title for box in boxes for item in box.items)
