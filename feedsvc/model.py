"""The values that pass between rooms: frozen, typed, free of any library.

All times are aware UTC. All text is valid XML text without control characters. All URLs are absolute. ``text/`` makes it so at the
door; nothing behind the door checks again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from feedsvc.course import Course

Kind = Literal["auto", "feed", "page", "document", "sitemap"]
Pages = Literal["auto", "always", "never"]
Period = Literal["day", "week"]
ListName = Literal["latest", "trending", "day", "week"]  # the last two are what trended most in a day or a week, issued at its end
BoxKind = Literal["popular", "latest"]

ALL = "all"  # the implied section that every article is in
_LANGUAGE = "lang:"  # no declared section has a colon in its name


def in_language(tag: str) -> str:
    """The implied section of all articles in a language, given by its primary tag."""
    return _LANGUAGE + tag


def is_implied(section: str) -> bool:
    """Whether it is one of those that nobody declares: everything, or everything in one language."""
    return section == ALL or section.startswith(_LANGUAGE)


def language_of(section: str) -> str:
    """The primary tag of an implied section of one language; "" for any other section."""
    return section.removeprefix(_LANGUAGE) if section.startswith(_LANGUAGE) else ""


class Grade(IntEnum):
    """How much a source told about an article. A higher grade takes an article over; an equal one of another source fills gaps."""

    MENTION = 0  # a headline in a box
    ITEM = 1  # an entry of a feed
    PAGE = 2  # the article's own page


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    caption: str = ""  # what the picture shows, plain text
    credit: str = ""  # who made it, plain text
    type: str = ""  # media type when known, such as "image/jpeg"
    length: int = 0  # bytes; 0 is unknown


@dataclass(frozen=True, slots=True)
class Enclosure:
    url: str
    type: str = ""  # media type when known
    length: int = 0  # bytes; 0 is unknown


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as one source tells it, before it has an identity."""

    title: str  # plain text, never empty
    url: str | None = None  # canonical; None for an item known by its headline only
    summary: str = ""  # plain text
    content_html: str = ""  # sanitised HTML
    authors: tuple[str, ...] = ()
    image: Image | None = None
    enclosures: tuple[Enclosure, ...] = ()
    language: str = ""  # BCP 47, lower case primary tag such as "id"; "" is unknown
    published: datetime | None = None
    modified: datetime | None = None
    tags: tuple[str, ...] = ()  # the source's own categories
    section: str = ""  # the one section that the source itself puts it into, as printed
    guid: str = ""  # the source's own id, opaque
    aliases: tuple[str, ...] = ()  # other canonical URLs known to be this article (AMP, mobile, the URL before a redirect)
    grade: Grade = Grade.ITEM
    counts: tuple[tuple[str, int], ...] = ()  # what readers did, by kind: "comments", "likes", "shares", "views"


@dataclass(frozen=True, slots=True)
class BoxItem:
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A list in which the publisher itself says what is popular or what is new, in its order."""

    kind: BoxKind
    heading: str  # as printed, such as "Berita Trending"
    items: tuple[BoxItem, ...]
    tab: str = ""  # the tab's own label where one box holds several lists
    why: str = field(default="", compare=False)  # why it was taken for one, in plain words for an operator; no part of what it is


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a page shows or declares."""

    url: str  # canonical
    title: str = ""  # as printed or declared, plain text
    type: str = ""  # media type as declared, such as "application/rss+xml"


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index of sitemaps names."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What an operator says of a stubborn page: CSS selectors, or XPath that begins with "/", "./" or "("; "" leaves it to detection."""

    popular: str = ""  # the elements that each hold one list of popular articles
    latest: str = ""  # the elements that each hold one list of new articles
    listing: str = ""  # the elements that each hold one article of a section page
    title: str = ""  # of an article page
    text: str = ""  # the elements that hold the article's text
    published: str = ""
    authors: str = ""
    remove: str = ""  # taken out before anything is read


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the bytes of one poll said."""

    kind: Kind  # what they turned out to be, never "auto"
    title: str = ""  # the source's own name for itself
    homepage: str | None = None  # the HTML page that the source belongs to
    language: str = ""
    drafts: tuple[Draft, ...] = ()  # in the source's order
    boxes: tuple[Box, ...] = ()
    listing: tuple[Draft, ...] = ()  # of a home or section page: its articles outside the boxes, in its order, of grade MENTION
    feeds: tuple[Link, ...] = ()  # feeds that a page declares
    sitemaps: tuple[str, ...] = ()  # sitemaps that a page declares
    sections: tuple[Link, ...] = ()  # section pages that a page's navigation leads to
    children: tuple[Child, ...] = ()  # of an index of sitemaps
    skipped: tuple[str, ...] = ()  # one sentence for each item that could not be used


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one poll cost and what the server said about the next one."""

    status: int = 0  # of the last answer; 0 when there was none, as with a file
    received: int = 0  # bytes of the body as they came over the wire
    seconds: float = 0.0
    moved: str = ""  # where nothing but permanent redirects (301, 308) led; "" when there was none, or another kind among them
    fresh_for: timedelta | None = None  # max-age or Expires: not to be asked again sooner


@dataclass(frozen=True, slots=True)
class Fetched:
    """A poll that brought bytes."""

    url: str  # where they came from after redirects; a file: URL for files
    body: bytes
    content_type: str = ""  # the header as sent, with its charset
    etag: str = ""  # opaque, quotes kept
    last_modified: str = ""  # opaque
    exchange: Exchange = Exchange()


@dataclass(frozen=True, slots=True)
class NotModified:
    """A poll that found nothing new (304, or the same bytes as last time)."""

    reason: str = "nothing new"
    etag: str = ""  # "" keeps what is stored
    last_modified: str = ""
    exchange: Exchange = Exchange()


@dataclass(frozen=True, slots=True)
class Failed:
    """A poll that found nothing usable; everything known is kept."""

    reason: str  # one sentence for the operator
    retry_after: timedelta | None = None  # what the server asked for
    gone: bool = False  # 410: do not come back
    held: bool = False  # it says nothing of the source: too many wait for the host, it wants to be left alone for now, or we were stopped
    exchange: Exchange = Exchange()


Outcome = Fetched | NotModified | Failed


@dataclass(frozen=True, slots=True)
class Source:
    """A source as stored."""

    id: int
    slug: str
    kind: Kind
    found: Kind  # what it turned out to be when it was last read; "auto" before
    url: str  # http(s) URL or file: URL, as declared
    location: str  # where it is polled: the URL, or where it moved to for good
    title: str
    homepage: str | None
    language: str
    sections: tuple[str, ...]  # the sections that all its articles are in
    interval: timedelta | None  # the operator's wish; None lets policy decide
    scheduled: bool  # False for a file or URL given once on the command line
    etag: str
    last_modified: str
    body_hash: str  # of the last body that was read whole, hex
    pace: timedelta | None  # the interval that policy chose last
    rhythm: str  # what policy learnt of when it publishes, opaque to all but policy; "" is nothing yet
    moved: str  # the permanent redirect that the last polls saw; "" is none
    moves: int  # polls in a row that saw it
    zone: str  # IANA time zone of dates that name none; "" is unknown
    pages: Pages  # which article pages are fetched
    rules: Rules
    failures: int  # in a row
    last_ok_at: datetime | None
    next_at: datetime | None  # None is never
    gone: bool
    last_error: str


@dataclass(frozen=True, slots=True)
class SourceRef:
    """What readers are told about a source."""

    slug: str
    title: str
    homepage: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article as stored and served."""

    id: UUID  # never changes
    url: str | None
    title: str
    summary: str
    content_html: str
    authors: tuple[str, ...]
    image: Image | None
    enclosures: tuple[Enclosure, ...]
    language: str
    published_at: datetime  # the source's date, or when we first saw it
    dated: bool  # whether it is the source's date
    first_seen_at: datetime
    updated_at: datetime  # >= published_at
    source: SourceRef
    sections: tuple[str, ...]  # sorted, without those that are implied
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that tell of one event."""

    id: UUID  # made from the id of its first article; never changes
    lead: Article  # its first that is still there
    articles: tuple[Article, ...]  # all of them or the newest, the newest first; the lead may be among them


@dataclass(frozen=True, slots=True)
class Trend:
    """One entry of a section's Trending list."""

    story: UUID  # what the entry is known by
    article: Article  # of the story, that the entry shows
    rank: int | None  # 1 is first; None once it has left
    score: float
    entered_at: datetime  # when it FIRST entered this list; never re-minted
    left_at: datetime | None
    why: tuple[str, ...]  # reasons, one short phrase each
    sources: int = 1  # the most that told of the story at one time
    course: Course | None = None  # how its rank went in the last thirty days; None where that is not kept


@dataclass(frozen=True, slots=True)
class Revision:
    """How often, and when last, a list changed visibly."""

    number: int
    changed_at: datetime  # whole seconds, rounded up, so that two editions never share a Last-Modified


@dataclass(frozen=True, slots=True)
class Section:
    """A section as declared in the configuration; the rules are an or."""

    slug: str
    title: str
    language: str = ""  # "" is the site's
    description: str = ""
    tags: tuple[str, ...] = ()  # a source's category or tag, case-insensitive
    paths: tuple[str, ...] = ()  # glob patterns on the URL's path, such as "/dunia/*"
    keywords: tuple[str, ...] = ()  # words or phrases in the title, case-insensitive, whole words
