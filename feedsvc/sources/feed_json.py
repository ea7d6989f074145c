"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read with the standard library; a value of the wrong type counts as absent."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from feedsvc.sources.entries import Channel, Entry, Media
from feedsvc.text.html import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINE = re.compile(r"\n\s*\n")

Json = dict[str, Any]


def read_json(text: str, max_items: int) -> Channel | None:
    """The feed, with its first ``max_items`` items; None when the text is no JSON or the JSON no feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):  # not JSON, or nested without end
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    items = [item for item in feed["items"][:max_items] if isinstance(item, dict)]
    return Channel(
        title=_plain(feed, "title"),
        homepage=_string(feed, "home_page_url"),
        language=_string(feed, "language"),
        entries=tuple(_entry(item, tuple(_authors(feed))) for item in items),
    )


def _entry(item: Json, feed_authors: tuple[str, ...]) -> Entry:
    pictures = (Media(_string(item, name), "image") for name in ("image", "banner_image"))
    guid = _string(item, "id")
    return Entry(
        title=_plain(item, "title"),
        link=_string(item, "url"),
        guid=guid,
        guid_is_link=guid.startswith(("http://", "https://")),
        summary=_plain(item, "summary"),
        content=_string(item, "content_html") or paragraphs(_BLANK_LINE.split(_string(item, "content_text"))),
        authors=tuple(_authors(item)) or feed_authors,
        pictures=tuple(picture for picture in pictures if picture.url),
        enclosures=tuple(_attachments(item)),
        language=_string(item, "language"),
        published=_string(item, "date_published"),
        modified=_string(item, "date_modified"),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
    )


def _string(holder: Json, name: str) -> str:
    """The value as text; numbers count, since ids and dates come as numbers too."""
    value = holder.get(name)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _plain(holder: Json, name: str) -> str:
    """A value that the format says is plain text: an element in it is meant to be read as one writes it."""
    return escape(_string(holder, name), quote=False)


def _list(holder: Json, name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []


def _authors(holder: Json) -> Iterator[str]:
    """1.1 has a list of authors, 1.0 one author."""
    for author in (*_list(holder, "authors"), holder.get("author")):
        if isinstance(author, dict) and (name := _plain(author, "name")):
            yield name


def _attachments(item: Json) -> Iterator[Media]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and (url := _string(attachment, "url")):
            yield Media(url, _string(attachment, "mime_type"), _string(attachment, "size_in_bytes"))
