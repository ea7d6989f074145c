"""Feeds that are not well-formed XML: feedparser reads what is there, closed or not, and loses no text."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import feedparser

from feedsvc.sources.entries import Channel, Entry, Media

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 500_000  # characters; feedparser is slow on what is broken, and a broken feed may well be cut short
MAX_MARKS = 50_000  # "<" and "&" in them; feedparser's time grows with the square of how many stand in one element

_MARK = re.compile("[<&]")
_ITEM_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s{0,20}>", re.IGNORECASE)

Found = dict[str, Any]


def read_loose(text: str, max_items: int) -> Channel | None:
    """The feed, with its first ``max_items`` items; None when feedparser recognises no feed in it."""
    headers = {"content-type": "application/xml; charset=utf-8"}
    body = BytesIO(_head(text, max_items).encode(errors="replace"))
    parsed = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        return None
    return Channel(
        title=_text(parsed.feed, "title"),
        homepage=_text(parsed.feed, "link"),
        language=_text(parsed.feed, "language"),
        entries=tuple(_entry(entry) for entry in parsed.entries[:max_items]),
    )


def _head(text: str, max_items: int) -> str:
    """The text up to the end of its last wanted item, or of the last that is whole within MAX_LENGTH characters and MAX_MARKS marks."""
    mark = next(islice(_MARK.finditer(text, 0, MAX_LENGTH), MAX_MARKS, None), None)
    head = text[: mark.start() if mark else MAX_LENGTH]
    ends = [match.end() for match in islice(_ITEM_END.finditer(head), max_items)]
    return head[: ends[-1]] if ends and (len(ends) == max_items or len(text) > len(head)) else head


def _entry(found: Found) -> Entry:
    media = list(_media(found))
    return Entry(
        title=_text(found, "title"),
        link=_text(found, "link"),
        first_link=_text(found, "feedburner_origlink"),
        guid=_text(found, "id"),
        guid_is_link=bool(found.get("guidislink")),
        summary=_text(found, "summary"),
        content=max((_text(content, "value") for content in _list(found, "content")), key=len, default=""),
        authors=tuple(_text(author, "name") for author in _list(found, "authors")),
        pictures=tuple(one for one in media if one.is_picture),
        enclosures=(*_files(found), *(one for one in media if one.type.startswith(("audio", "video")))),
        language=_text(found, "language"),
        published=_text(found, "published") or _text(found, "created"),
        modified=_text(found, "updated"),
        tags=tuple(_text(tag, "label") or _text(tag, "term") for tag in _list(found, "tags")),
        comments=_text(found, "slash_comments") or _text(found, "thr_total"),
    )


def _text(found: Found, name: str) -> str:
    """The value as feedparser stored it: its own look-up puts ``published`` for ``updated``, and what it stored may be None."""
    value = dict.get(found, name)
    return value if isinstance(value, str) else ""


def _list(found: Found, name: str) -> list[Found]:
    value = dict.get(found, name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _media(found: Found) -> Iterator[Media]:
    credit = next((_text(one, "content") for one in _list(found, "media_credit")), "")
    for one in sorted(_list(found, "media_content"), key=lambda one: -_number(_text(one, "width"))):
        yield Media(_text(one, "url"), _text(one, "type") or _text(one, "medium"), _text(one, "filesize"), credit=credit)
    for one in _list(found, "media_thumbnail"):
        yield Media(_text(one, "url"), "image", credit=credit)
    if isinstance(image := dict.get(found, "image"), dict):
        yield Media(_text(image, "href"), "image")


def _files(found: Found) -> Iterator[Media]:
    for one in _list(found, "enclosures"):
        yield Media(_text(one, "href"), _text(one, "type"), _text(one, "length"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
