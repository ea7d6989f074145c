"""Every feed there is, as OPML 2.0 (opml.org/spec2.opml), for import into a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from lxml import etree

from feedsvc.feeds.build import everything, feed_title
from feedsvc.feeds.spec import FeedSpec
from feedsvc.model import ListName
from feedsvc.text.chars import clean

if TYPE_CHECKING:
    from feedsvc.config import Settings
    from feedsvc.model import Section


def opml(settings: Settings) -> bytes:
    """One outline for each section with its feeds, everything first. Carries no date, so that it changes with the sections only."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean(settings.site.title) or "feedsvc"
    body = etree.SubElement(root, "body")
    for section in (everything(settings), *settings.declared_sections()):
        title = clean(section.title) or section.slug
        outline = etree.SubElement(body, "outline", text=title, title=title)
        for name in get_args(ListName):
            etree.SubElement(outline, "outline", _feed(settings, section, name))
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _feed(settings: Settings, section: Section, name: ListName) -> dict[str, str]:
    """RSS, because every reader that reads OPML reads it."""
    spec = FeedSpec(name, section.slug)
    title = feed_title(settings, section, spec)
    return {
        "type": "rss",
        "text": title,
        "title": title,
        "xmlUrl": settings.base_url + spec.path("rss"),
        "htmlUrl": settings.base_url + spec.page_path,
    }
