"""A feed document as RSS 2.0 and Atom 1.0, by feedgen.

What feedgen 1.0.0 cannot say, or says wrongly, is added to its tree by an extension of ours, in this one place:
- RSS dates: feedgen switches the locale of the whole process for each of them, so it is given none and we write them;
- Atom entry links: feedgen drops rel, type and length, so it is given none and we write them;
- captions and credits of images, the language of an Atom entry, and what a Trending entry has beyond an article.

An article's own time stands in dcterms:created, for two reasons that speak against dc:date: the W3C validator warns of dc:date beside
pubDate, and widely used parsers take dc:date for the time of the last update, which in a Trending feed is another.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from feedgen.feed import FeedGenerator
from lxml import etree

if TYPE_CHECKING:
    from feedsvc.feeds.build import FeedDocument, FeedEntry, TrendNote
    from feedsvc.model import Enclosure, Image

    Element = etree._Element

# rank, score, entered_at and why of a Trending entry, as in _feedsvc of the JSON Feed; photo_description and photo_credit.
NAMESPACE = "urn:feedsvc:ns:1"
_DCTERMS = "http://purl.org/dc/terms/"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def rss(document: FeedDocument) -> bytes:
    generator = _generator(document)
    generator.link(href=document.self_url("rss"), rel="self", type="application/rss+xml")
    generator.link(href=document.home_url)  # the last link added becomes the channel's
    generator.ttl(document.ttl)
    # No setter empties it, and while it is set feedgen formats it with the locale switch.
    generator._FeedGenerator__rss_lastBuildDate = None
    for entry in document.entries:
        _add_rss(generator, entry)
    body: bytes = generator.rss_str(pretty=True)
    return body


def atom(document: FeedDocument) -> bytes:
    times = _distinct(document)
    generator = _generator(document)
    generator.id(document.id)
    generator.updated(max(times, default=document.updated))
    generator.author(name=document.site)
    generator.link(href=document.self_url("atom"), rel="self", type="application/atom+xml")
    generator.link(href=document.home_url, rel="alternate", type="text/html")
    for entry, updated in zip(document.entries, times, strict=True):
        _add_atom(generator, entry, updated)
    body: bytes = generator.atom_str(pretty=True)
    return body


def _generator(document: FeedDocument) -> Any:
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.load_extension("media")
    generator.register_extension("feedsvc", _FeedExtras, _EntryExtras)
    generator.feedsvc.document = document
    generator.title(document.title)
    generator.subtitle(document.subtitle)
    generator.language(document.language)
    generator.generator("feedsvc")
    return generator


def _add(generator: Any, entry: FeedEntry) -> Any:
    """What both formats say in the same way."""
    added = generator.add_entry(order="append")
    added.feedsvc.entry = entry
    added.title(entry.title)
    added.content(entry.content_html, type="html")  # as CDATA it would make the Atom invalid
    added.dc.dc_publisher(entry.publisher)
    for tag in entry.tags:
        added.category(term=tag)
    if entry.image is not None and entry.image.url:
        added.media.content(_media(entry.image), group=None)  # any other group nests it where readers do not look
    return added


def _add_rss(generator: Any, entry: FeedEntry) -> None:
    added = _add(generator, entry)
    added.guid(entry.id, permalink=False)
    added.link(href=entry.url)
    # RSS reads a description as HTML. feedgen writes content:encoded only beside one.
    if entry.summary:
        added.summary("<br/>".join(escape(line, quote=False) for line in entry.summary))
    added.dc.dc_creator(list(entry.authors))
    enclosure = next((item for item in entry.enclosures if item.type and item.length), None)
    if enclosure is not None:  # RSS has room for one, and for none without type and length
        added.enclosure(enclosure.url, enclosure.length, enclosure.type)


def _add_atom(generator: Any, entry: FeedEntry, updated: datetime) -> None:
    added = _add(generator, entry)
    added.id(entry.id)
    added.published(entry.published)
    added.updated(updated)
    if entry.summary:
        added.summary("\n".join(entry.summary), type="text")
    added.author([{"name": name} for name in entry.authors])


def _distinct(document: FeedDocument) -> list[datetime]:
    """The entries' atom:updated, each unlike the others, as the W3C validator wishes (its warning DuplicateUpdated).

    The fraction of the second, which no other format shows, comes from the entry's id: it stays the same wherever the entry appears.
    """
    taken: dict[datetime, None] = {}
    for entry in document.entries:
        moment = entry.updated + timedelta(microseconds=UUID(entry.id).int % 1_000_000)
        while moment in taken:
            moment += timedelta(microseconds=1)
        taken[moment] = None
    return list(taken)


def _media(image: Image) -> dict[str, str]:
    return {"url": image.url, "medium": "image", "type": image.type, "fileSize": str(image.length or "")}


class _FeedExtras:
    """feedgen makes it, without arguments, and calls its methods for the head of the feed."""

    def __init__(self) -> None:
        self.document: FeedDocument | None = None

    def extend_ns(self) -> dict[str, str]:
        """Namespaces that are declared only where they are used: validators mention every one that they do not know."""
        if self.document is None:
            return {}
        captions = any(entry.image is not None and not entry.image.url for entry in self.document.entries)
        trending = self.document.spec.list != "latest"
        return ({"dcterms": _DCTERMS} if trending else {}) | ({"feedsvc": NAMESPACE} if trending or captions else {})

    def extend_rss(self, root: Element) -> None:
        if self.document is not None:
            _text(root[0], "lastBuildDate", format_datetime(self.document.updated))

    def extend_atom(self, root: Element) -> None:
        """feedgen has said all there is to say about the feed."""


class _EntryExtras:
    """The same for one entry; it comes after feedgen's own extensions, whose elements are in the tree by then."""

    def __init__(self) -> None:
        self.entry: FeedEntry | None = None

    def extend_rss(self, item: Element) -> None:
        if self.entry is not None:
            _text(item, "pubDate", format_datetime(self.entry.published))
            _extend(item, self.entry)

    def extend_atom(self, element: Element) -> None:
        if self.entry is not None:
            if self.entry.language:
                element.set(_LANG, self.entry.language)
            etree.SubElement(element, "link", rel="alternate", type="text/html", href=self.entry.url)
            for enclosure in self.entry.enclosures:
                etree.SubElement(element, "link", _enclosure_link(enclosure))
            _extend(element, self.entry)


def _extend(element: Element, entry: FeedEntry) -> None:
    """Captions go into the media:content that feedgen has written; what makes an entry trend follows.

    Where there is no picture the caption stands in our namespace: widely used parsers take media:description of an entry for its summary.
    """
    if entry.image is not None:
        media = element.find(f"{_MEDIA}content")
        captions = {"description": entry.image.caption, "credit": entry.image.credit}
        for name in filter(captions.get, captions):
            if media is not None:
                _text(media, f"{_MEDIA}{name}", captions[name])
            else:
                _text(element, f"{{{NAMESPACE}}}photo_{name}", captions[name])
    if entry.note is not None:
        _trend(element, entry.note)


def _trend(element: Element, note: TrendNote) -> None:
    _text(element, f"{{{_DCTERMS}}}created", note.article_published.isoformat())
    rank = [] if note.rank is None else [("rank", str(note.rank))]
    told = [*rank, ("score", str(note.score)), ("entered_at", note.entered_at.isoformat()), *(("why", reason) for reason in note.why)]
    for name, value in told:
        _text(element, f"{{{NAMESPACE}}}{name}", value)


def _enclosure_link(enclosure: Enclosure) -> dict[str, str]:
    link = {"rel": "enclosure", "href": enclosure.url}
    link |= {"type": enclosure.type} if enclosure.type else {}
    return link | ({"length": str(enclosure.length)} if enclosure.length else {})


def _text(parent: Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
