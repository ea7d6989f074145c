"""Articles or trends -> a feed document, independent of any format.

The one place that decides ids, dates, order, links and texts; the writers only write. The same values give the same document: there is
no "now" in it. Times are whole seconds, as RSS knows no others and the formats should agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from feedsvc.model import ALL, Article, Enclosure, Image, Section, Trend
from feedsvc.text.chars import clean, clean_block
from feedsvc.text.html import paragraphs, shorten, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.feeds.spec import FeedSpec, Format
    from feedsvc.model import Revision

# Never the process's locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TITLE_LIMIT = 300  # characters
SUMMARY_LIMIT = 600  # characters
NAME_LIMIT = 200  # characters of an author, tag, source or reason
NAMES_LIMIT = 20  # authors, tags or reasons of one entry
AVERAGE_BYTES = 5_000  # per entry; a feed of the default 50 entries stays under 250 kB
FEWEST_COUNTED = 50  # shorter feeds may use the room of this many entries
OVERHEAD = 1_100  # bytes of markup, ids, dates and addresses of an entry in the most verbose format

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # RFC 4287 atomLanguageTag, less what names no language


@dataclass(frozen=True, slots=True)
class TrendNote:
    """Why an entry is in a Trending feed."""

    rank: int | None  # 1 is first; None once it has left the list
    score: float
    entered_at: datetime
    why: tuple[str, ...]  # short phrases
    article_published: datetime  # the article's own time


@dataclass(frozen=True, slots=True)
class FeedEntry:
    id: str  # URN
    url: str  # the publisher's page, or ours when it has none
    title: str  # plain text, never empty
    summary: tuple[str, ...]  # lines of plain text, possibly none
    content_html: str  # never empty
    authors: tuple[str, ...]  # never empty
    publisher: str
    published: datetime
    updated: datetime  # >= published
    language: str  # "" is the feed's
    tags: tuple[str, ...]
    image: Image | None  # its URL is "" for a photo that is known by its caption only
    enclosures: tuple[Enclosure, ...]  # type and length only where they are real
    note: TrendNote | None  # None in Latest


@dataclass(frozen=True, slots=True)
class FeedDocument:
    id: str  # URN; the same for all formats, host and port
    spec: FeedSpec
    base_url: str  # without a trailing slash
    site: str  # the site's title
    title: str
    subtitle: str
    language: str
    updated: datetime  # the newest entry's; of an empty feed when its list last changed
    ttl: int  # minutes that a copy stays fresh
    entries: tuple[FeedEntry, ...]

    @property
    def home_url(self) -> str:
        """The HTML page that shows the same list."""
        return self.base_url + self.spec.page_path

    def self_url(self, format: Format) -> str:
        return self.base_url + self.spec.path(format)


def everything(settings: Settings) -> Section:
    """The implied section that every article is in."""
    site = settings.site
    return Section(slug=ALL, title=site.title, language=site.language, description=site.description)


def feed_title(settings: Settings, section: Section, spec: FeedSpec) -> str:
    """Such as "Kabar · Dunia · Trending": feed readers show it alone, so it names the site too."""
    parts = [settings.site.title, *([] if section.slug == ALL else [section.title]), spec.title]
    return " · ".join(clean(part) for part in parts)


def latest(settings: Settings, section: Section, spec: FeedSpec, articles: Iterable[Article], revision: Revision) -> FeedDocument:
    """Newest first; articles of the same moment stay in the order given."""
    ordered = sorted(articles, key=lambda article: article.published_at, reverse=True)
    return _document(settings, section, spec, [_entry(article, settings.base_url) for article in ordered], revision)


def trending(settings: Settings, section: Section, spec: FeedSpec, trends: Iterable[Trend], revision: Revision) -> FeedDocument:
    """By time of entry, newest first, and what entered together by rank; or by rank, then without those that left."""
    if spec.sort == "rank":
        ordered = sorted((trend for trend in trends if trend.rank is not None), key=_by_rank)
    else:
        ordered = sorted(sorted(trends, key=_by_rank), key=lambda trend: trend.entered_at, reverse=True)
    entries = [_trending_entry(trend, settings.base_url, _head(trend, spec, settings)) for trend in ordered]
    return _document(settings, section, spec, entries, revision)


def _by_rank(trend: Trend) -> tuple[bool, int, str]:
    return trend.rank is None, trend.rank or 0, str(trend.story)


def _document(settings: Settings, section: Section, spec: FeedSpec, entries: list[FeedEntry], revision: Revision) -> FeedDocument:
    language = spec.lang or section.language or settings.site.language
    first: dict[str, FeedEntry] = {}  # no id twice in a feed
    for entry in entries:
        first.setdefault(entry.id, _in_language(entry, language))
    bounded = _bounded(list(first.values())[: spec.limit])
    title = feed_title(settings, section, spec)
    return FeedDocument(
        id=uuid5(NAMESPACE_URL, f"feedsvc:{settings.uid}{spec.page_path}").urn,
        spec=spec,
        base_url=settings.base_url,
        site=clean(settings.site.title) or "feedsvc",
        title=title,
        subtitle=clean(section.description or settings.site.description) or title,
        language=language,
        updated=max((entry.updated for entry in bounded), default=_whole(revision.changed_at)),
        ttl=max(1, round(settings.server.max_age.total_seconds() / 60)),
        entries=tuple(bounded),
    )


def _entry(article: Article, base_url: str) -> FeedEntry:
    content = clean_block(article.content_html).strip()
    summary = shorten(clean(article.summary) or to_text(content), SUMMARY_LIMIT)
    url = clean(article.url or "") or f"{base_url}/story/{article.id}"
    title = shorten(clean(article.title) or summary, TITLE_LIMIT) or url
    publisher = shorten(clean(article.source.title), NAME_LIMIT) or article.source.slug
    lines = (summary,) if summary else ()
    published = _whole(article.published_at)
    return FeedEntry(
        id=article.id.urn,
        url=url,
        title=title,
        summary=lines,
        content_html=content or paragraphs(lines or (title,)),
        authors=_texts(article.authors) or (publisher,),
        publisher=publisher,
        published=published,
        updated=max(_whole(article.updated_at), published),
        language=article.language,
        tags=_texts(article.tags),
        image=_image(article.image),
        enclosures=tuple(_enclosure(item) for item in article.enclosures if clean(item.url)),
        note=None,
    )


def _trending_entry(trend: Trend, base_url: str, head: str) -> FeedEntry:
    """Published when it first entered the list, so that readers show it as new then, however old the article is."""
    entry = _entry(trend.article, base_url)
    entered = _whole(trend.entered_at)
    note = TrendNote(trend.rank, trend.score, entered, _texts(trend.why), entry.published)
    reason = f"{head}: {shorten('; '.join(note.why), SUMMARY_LIMIT)}" if note.why else f"{head}."
    summary = (*entry.summary, reason)
    own = bool(trend.article.content_html.strip())
    return replace(
        entry,
        id=trend.story.urn,
        summary=summary,
        content_html=entry.content_html if own else paragraphs(summary),
        published=entered,
        updated=max(entry.updated, entered),
        note=note,
    )


def _head(trend: Trend, spec: FeedSpec, settings: Settings) -> str:
    """What the line of reasons begins with."""
    if spec.list in {"day", "week"}:
        last = trend.entered_at.astimezone(ZoneInfo(settings.site.zone or "UTC")) - timedelta(hours=1)  # issued at midnight
        return f"No. {trend.rank} of {'' if spec.list == 'day' else 'the week to '}{last.day} {MONTHS[last.month - 1]} {last.year}"
    if trend.rank is not None:
        return f"Trending no. {trend.rank}"
    return f"Trending until {trend.left_at:%Y-%m-%d %H:%M} UTC" if trend.left_at else "No longer trending"


def _in_language(entry: FeedEntry, feed_language: str) -> FeedEntry:
    """Name an entry's language only where it is another than the feed's: "en" in a feed of "en-GB" is not."""
    tag = entry.language
    same = tag.partition("-")[0].lower() == feed_language.partition("-")[0].lower()
    return replace(entry, language="" if same or not _LANGUAGE.fullmatch(tag) else tag)


def _bounded(entries: list[FeedEntry]) -> list[FeedEntry]:
    """Keep the feed's size in bounds: when the room is used up, the summary stands in for an entry's text. No entry is ever left out."""
    briefs = [replace(entry, content_html=paragraphs(entry.summary or (entry.title,))) for entry in entries]
    room = AVERAGE_BYTES * max(len(entries), FEWEST_COUNTED) - sum(_size(brief) for brief in briefs)
    kept = []
    for entry, brief in zip(entries, briefs, strict=True):
        more = max(0, _weight(entry.content_html) - _weight(brief.content_html))
        fits = more <= max(0, room)
        room -= more if fits else 0
        kept.append(entry if fits else brief)
    return kept


def _size(entry: FeedEntry) -> int:
    """Bytes of an entry in the most verbose format, about."""
    image = entry.image or Image("")
    texts = (entry.title, entry.url, *entry.authors, *entry.tags, image.url, image.caption, image.credit, entry.content_html)
    more = (*entry.summary, *(entry.note.why if entry.note else ()), *(item.url for item in entry.enclosures))
    return OVERHEAD + sum(_weight(text) for text in (*texts, *more))


def _weight(text: str) -> int:
    """Bytes of a text once it is escaped for XML."""
    return len(text.encode()) + 3 * text.count("<") + 3 * text.count(">") + 4 * text.count("&")


def _image(image: Image | None) -> Image | None:
    if image is None:
        return None
    caption, credit = shorten(clean(image.caption), SUMMARY_LIMIT), shorten(clean(image.credit), NAME_LIMIT)
    told = Image(clean(image.url), caption, credit, _media_type(image.type), max(image.length, 0))
    return told if told.url or caption or credit else None


def _enclosure(enclosure: Enclosure) -> Enclosure:
    return Enclosure(clean(enclosure.url), _media_type(enclosure.type), max(enclosure.length, 0))


def _media_type(text: str) -> str:
    kind = text.partition(";")[0].strip().lower()
    return kind if _MEDIA_TYPE.fullmatch(kind) else ""


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Cleaned and bounded, without empty ones and repetitions."""
    cleaned = (shorten(clean(text), NAME_LIMIT) for text in texts)
    return tuple(dict.fromkeys(filter(None, cleaned)))[:NAMES_LIMIT]


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
