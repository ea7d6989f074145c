"""What a feed says of itself and its items, as raw strings, and how an item becomes a draft.

The three readers (feed_xml, feed_loose, feed_json) only find things; every decision that does not depend on the format is made here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html import escape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.model import Draft, Enclosure, Image
from feedsvc.sources.tongue import Tongue
from feedsvc.text import chars, dates, html, teasers, urls
from feedsvc.text.tidying import is_ornament

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

MAX_BODIES = 5_000_000  # characters of all texts of one feed; sanitising them takes seconds, and beyond this items keep a summary only
SUMMARY_LENGTH = 500  # characters
TITLE_LENGTH = 500
MADE_UP_TITLE_LENGTH = 80  # of the text of an item without a title
BODY_LENGTH = 200  # characters from which a description with paragraphs is an article's text and not a teaser
MAX_VALUES = 50  # authors, tags and enclosures of one item
_VALUE_LENGTH = 200
_TYPE_LENGTH = 100
_PER_TAG = 40  # characters that a tag counts for; of 112 real feeds the one with the largest texts then takes 3.1 million
_MAX_LABEL = 20_000  # characters of a title's or name's markup that are read
_MAX_TEASER = 10_000  # characters of an item's markup from which its summary is made where there is no room for its text
_GUID_LENGTH = 2000
_HEAD = 1_000  # characters of a text that are read for its summary, its language and which of two is the longer one
MAX_COUNT = 10**9  # views of one article, and more than any has ever had
_MAX_BYTES = 2**53  # an enclosure's length beyond this is a mistake

_BLANK_LINE = re.compile(r"\n\s*\n")
_PARAGRAPH = re.compile(r"<(?:p|br|div|ul|ol|h[1-6]|blockquote|figure|table)\b", re.IGNORECASE)
_MAIL_AND_NAME = re.compile(r"(?:mailto:)?[^\s@]+@[^\s@]+\s*\((?P<name>[^)]+)\)|(?P<before>[^<]+?)\s*<[^<>\s@]+@[^<>\s@]+>")
_MAIL = re.compile(r"(?:mailto:)?\S+@\S+\.\S+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or an attached file, its URL as written."""

    url: str
    type: str = ""
    length: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def is_picture(self) -> bool:
        return self.type.lower().startswith("image") or (not self.type and bool(_PICTURE_NAME.search(self.url)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as written. Texts are HTML, or plain text where no element or entity says otherwise."""

    title: str = ""
    link: str = ""
    first_link: str = ""  # the link before a feed proxy replaced it (feedburner:origLink); it wins
    guid: str = ""
    guid_is_link: bool = False
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    pictures: tuple[Media, ...] = ()  # the likeliest lead picture first
    enclosures: tuple[Media, ...] = ()
    language: str = ""
    published: str = ""
    modified: str = ""
    tags: tuple[str, ...] = ()
    base: str = ""  # what its relative URLs are relative to; "" is the feed's
    comments: str = ""  # how many there are


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed as written."""

    title: str = ""
    homepage: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What all items of one feed share."""

    base: str  # for relative URLs
    now: datetime
    language: str  # what the feed, or else the operator, says
    tag: str = ""  # the same with its country, which decides how dates are written
    zone: tzinfo | None = None  # of dates that name none; None is UTC
    tongue: Tongue = field(default_factory=Tongue)

    def moment(self, text: str) -> datetime | None:
        return dates.parse(text, now=self.now, language=self.tag or self.language, zone=self.zone) if text else None


def bounded(entry: Entry, room: int) -> Entry:
    """The entry with at most html.MAX_HTML characters of summary and content each, or with a summary only where ``room`` is too small."""
    summary, content = html.cut(entry.summary, html.MAX_HTML), html.cut(entry.content, html.MAX_HTML)
    if size(summary) + size(content) <= room:
        is_whole = summary is entry.summary and content is entry.content
        return entry if is_whole else replace(entry, summary=summary, content=content)
    teaser = html.shorten(html.to_text(html.cut(summary or content, _MAX_TEASER)), SUMMARY_LENGTH)
    return replace(entry, summary=escape(teaser, quote=False), content="")


def size(markup: str) -> int:
    """What the markup takes of a feed's room: its characters, or _PER_TAG for each tag in a text of hardly anything else."""
    return max(len(markup), _PER_TAG * markup.count("<"))


def draft(entry: Entry, setting: Setting) -> Draft | None:
    """The item as a draft; None when it has neither a title nor a text."""
    base = entry.base or setting.base
    texts = _Texts(entry)
    title = headline(entry.title) or html.shorten(f"{texts.summary} {texts.content}".strip(), MADE_UP_TITLE_LENGTH)
    if not title:
        return None
    url, aliases = _addresses(entry, base)
    body = texts.body(base)
    published, modified = setting.moment(entry.published), setting.moment(entry.modified)
    return Draft(
        title=title,
        url=url,
        aliases=aliases,
        guid=chars.clean(entry.guid)[:_GUID_LENGTH],
        summary=html.shorten(teasers.tidy(texts.summary, title) or teasers.tidy(texts.content, title), SUMMARY_LENGTH),
        content_html=body,
        authors=_distinct(map(person, entry.authors)),
        image=_image(entry, texts, body, base),
        enclosures=_enclosures(entry, base),
        language=setting.tongue.of(f"{title} {texts.longer}", entry.language or setting.language),
        published=published or modified,
        modified=modified,
        tags=_distinct(map(headline, entry.tags)),
        counts=(("comments", count),) if (count := number(entry.comments)) is not None else (),
    )


class _Texts:
    """Summary and content of one item, each parsed once: how they begin, and which of the two is the article's text."""

    def __init__(self, entry: Entry) -> None:
        summary = html.Fragment(entry.summary)
        self._markup = summary, summary if entry.content == entry.summary else html.Fragment(entry.content)
        self.summary = summary.head(_HEAD)
        self.content = self.summary if self._markup[1] is summary else self._markup[1].head(_HEAD)

    @property
    def longer(self) -> str:
        return self.content if len(self.content) > len(self.summary) else self.summary

    def body(self, base: str) -> str:
        """The article's text: the content, unless the description holds more; a short teaser is none."""
        body = self._body()
        if html.is_markup(body.markup):
            return html.at_most(body.sanitised(base))
        return html.at_most(html.paragraphs(_BLANK_LINE.split(body.markup)))

    def picture(self, body: str, base: str) -> tuple[str, str]:
        """URL and caption of the first picture, of the article's text or else of the description."""
        return (self._body() if "<img" in body else self._markup[0]).picture(base)

    def _body(self) -> html.Fragment:
        summary, content = self._markup
        if self.content and not self._is_summary_longer():
            return content
        is_body = len(self.summary) > SUMMARY_LENGTH or (len(self.summary) >= BODY_LENGTH and _PARAGRAPH.search(summary.markup))
        return summary if is_body or self.content else content

    def _is_summary_longer(self) -> bool:
        """Only of two texts that both go on beyond what is known of them all must be counted."""
        if min(len(self.summary), len(self.content)) > _HEAD:
            return self._markup[0].length() > self._markup[1].length()
        return len(self.summary) > len(self.content)


def headline(markup: str) -> str:
    """A title, name or label as plain text; what was escaped twice is unescaped twice, since no headline means "&amp;"."""
    if "<" not in markup and "&" not in markup:
        return html.shorten(chars.clean(markup[:_MAX_LABEL]), TITLE_LENGTH)
    text = html.to_text(html.cut(markup, _MAX_LABEL))
    if _ENTITY.search(text):
        text = html.to_text(text)
    return html.shorten(text, TITLE_LENGTH)


def settled(drafts: Iterable[Draft], homepage: str | None) -> tuple[Draft, ...]:
    """Drafts of one feed, told apart: an item that comes twice stays once, and what several items share is no item's identity."""
    found = [_without_front(draft, homepage) for draft in drafts]
    found = _without_shared(found)
    kept: list[Draft] = []
    seen: set[str] = set()
    for draft in found:
        marks = {f"{name} {value}" for name, value in (("url", draft.url), ("guid", draft.guid)) if value}
        if not marks & seen:
            kept.append(draft)
        seen |= marks
    return tuple(kept)


def _without_shared(drafts: list[Draft]) -> list[Draft]:
    """A constant guid names nobody; nor does one page that holds many items, each with a guid and a title of its own.

    Two such items may still be one article under a new headline, so a page is shared from three on.
    """
    guids = Counter(draft.guid for draft in drafts if draft.guid)
    pages: dict[str, set[tuple[str, str]]] = {}
    for draft in drafts:
        for url in {draft.url, *draft.aliases} - {None}:
            pages.setdefault(str(url), set()).add((draft.guid, draft.title))
    shared = {url for url, items in pages.items() if min(len(set(column)) for column in zip(*items, strict=True)) > 2}
    constant = {guid for guid, count in guids.items() if count > 2 and 2 * count > len(drafts)}
    return [
        _identified(
            draft,
            "" if draft.guid in constant else draft.guid,
            None if draft.url in shared else draft.url,
            tuple(url for url in draft.aliases if len(pages[url]) == 1),
        )
        for draft in drafts
    ]


def _identified(draft: Draft, guid: str, url: str | None, aliases: tuple[str, ...]) -> Draft:
    """The draft with this identity: nearly always its own, and a copy of a draft takes longer than all else that is asked here."""
    if (guid, url, aliases) == (draft.guid, draft.url, draft.aliases):
        return draft
    return replace(draft, guid=guid, url=url, aliases=aliases)


def _without_front(draft: Draft, homepage: str | None) -> Draft:
    """The site's front page is no article's address."""
    fronts = {homepage} if homepage and _is_front(homepage) else set()
    aliases = tuple(url for url in draft.aliases if url not in fronts and not _is_front(url))
    return _identified(draft, draft.guid, None if draft.url in fronts else draft.url, aliases)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _addresses(entry: Entry, base: str) -> tuple[str | None, tuple[str, ...]]:
    """The item's URL, and its others on the same host: an alias elsewhere would let any feed claim a foreign site's article."""
    guid = entry.guid if entry.guid.lower().startswith(("http://", "https://")) or entry.guid_is_link else ""
    said = (entry.first_link, entry.link, guid)
    read = {address: urls.canonical(chars.clean(address), base) for address in dict.fromkeys(said) if address}
    known = [read.get(address) for address in said]
    if not entry.guid_is_link and not (known[0] or known[1]):
        return None, ()
    url, *others = dict.fromkeys(url for url in known if url) or (None,)
    return url, tuple(other for other in others if url and other and urls.same_host(other, url))


def _image(entry: Entry, texts: _Texts, body: str, base: str) -> Image | None:
    pictures = (*entry.pictures[:MAX_VALUES], *(media for media in entry.enclosures[:MAX_VALUES] if media.is_picture))
    for media in pictures:
        url = urls.absolute(chars.clean(media.url), base)
        if url and not is_ornament(url):
            caption, credit = headline(media.caption), headline(media.credit)
            return Image(url, caption, credit, _type(media) if "/" in media.type else "", _length(media.length))
    url, caption = texts.picture(body, base)
    return Image(url, html.shorten(caption, TITLE_LENGTH)) if url else None


def _enclosures(entry: Entry, base: str) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for media in entry.enclosures[:MAX_VALUES]:
        url = urls.absolute(chars.clean(media.url), base)
        if url and not media.is_picture:
            found.setdefault(url, Enclosure(url, _type(media), _length(media.length)))
    return tuple(found.values())


def _type(media: Media) -> str:
    return chars.clean(media.type[:_TYPE_LENGTH]).lower()


def number(text: str) -> int | None:
    """How many of something readers did; None for what is no number, or one that no article on earth has."""
    digits = text.strip()
    found = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else MAX_COUNT + 1
    return found if found <= MAX_COUNT else None


def _length(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    return number if number <= _MAX_BYTES else 0


def person(author: str) -> str:
    """A person's name; RSS 2.0 wants "mail (Name)", and a mail address alone names nobody."""
    text = headline(author)
    if match := _MAIL_AND_NAME.fullmatch(text):
        return (match["name"] or match["before"]).strip()
    return "" if _MAIL.fullmatch(text) else text


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    """In order, without repetitions in another case."""
    found: dict[str, str] = {}
    for value in islice(values, 4 * MAX_VALUES):
        if value and len(value) <= _VALUE_LENGTH:
            found.setdefault(value.casefold(), value)
    return tuple(found.values())[:MAX_VALUES]
