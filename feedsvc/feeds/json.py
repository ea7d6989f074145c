"""A feed document as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json as stdlib_json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedsvc.feeds.build import FeedDocument, FeedEntry, TrendNote
    from feedsvc.model import Enclosure, Image

Object = dict[str, Any]

VERSION = "https://jsonfeed.org/version/1.1"


def json(document: FeedDocument) -> bytes:
    """UTF-8, members in a fixed order. What JSON Feed has no member for stands in ``_feedsvc``."""
    feed = {
        "version": VERSION,
        "title": document.title,
        "home_page_url": document.home_url,
        "feed_url": document.self_url("json"),
        "description": document.subtitle,
        "language": document.language,
        "authors": [{"name": document.site}],
        "_feedsvc": {"id": document.id, "updated": document.updated.isoformat()},
        "items": [_item(entry) for entry in document.entries],
    }
    return (stdlib_json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: FeedEntry) -> Object:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content_html,
        **_present("summary", "\n".join(entry.summary)),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        **_present("language", entry.language),
        **_present("image", entry.image.url if entry.image else ""),
        **_present("tags", list(entry.tags)),
        **_present("attachments", [_attachment(item) for item in entry.enclosures if item.type]),
        "_feedsvc": {"publisher": entry.publisher, **_photo(entry.image), **(_note(entry.note) if entry.note else {})},
    }


def _attachment(enclosure: Enclosure) -> Object:
    return {"url": enclosure.url, "mime_type": enclosure.type, **_present("size_in_bytes", enclosure.length)}


def _photo(image: Image | None) -> Object:
    return {**_present("caption", image.caption), **_present("credit", image.credit)} if image else {}


def _note(note: TrendNote) -> Object:
    return {
        "rank": note.rank,
        "score": note.score,
        "entered_at": note.entered_at.isoformat(),
        "why": list(note.why),
        "article_published": note.article_published.isoformat(),
    }


def _present(name: str, value: object) -> Object:
    return {name: value} if value else {}
