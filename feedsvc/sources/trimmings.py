"""What stands around a headline in a row of a list: the time, a teaser, a picture."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feedsvc.model import Image
from feedsvc.sources.rows import text_of
from feedsvc.text import chars, dates, html, titles, urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

MAX_SUMMARY = 300  # characters
_MAX_PARTS = 80  # elements of a row that are looked at
_MAX_TIMES = 3  # texts of a row that may be its time
_MAX_CLASS = 500  # characters of an element's class names that are looked at
_MIN_TEASER = 40  # characters
_MAX_TIME = 60  # characters of a printed time
_MIN_SIDE = 60  # pixels of a picture that is no icon
_TIME_NAMES = ("datetime", "data-datetime", "data-date", "data-timestamp", "data-time", "data-published", "data-utc-time")
_TIME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:time|date|datum|datetime|timestamp|timeago|ago|published|pubdate|tanggal|waktu|fecha|hora|heure|data|zeit|tid|czas)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEASER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:summary|teaser-?text|excerpt|description|desc|deck|dek|standfirst|lead|lede|intro|abstract|snippet|sapo|"
    r"ringkasan|entradilla|bajada|chapo|chapeau|anriss|resumo|sommario|perex|zajawka)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-srcset", "src", "srcset")


def has_time(row: HtmlElement) -> bool:
    return next(_times(row), None) is not None


def has_teaser(row: HtmlElement) -> bool:
    return next(_teasers(row), None) is not None


def published(row: HtmlElement, *, now: datetime, language: str, zone: str) -> datetime | None:
    """The first time in the row that can be read; ``zone`` is the IANA name of those that name none, "" is UTC."""
    clock = ZoneInfo(zone) if zone else None
    moments = (dates.parse(text, now=now, language=language, zone=clock) for text in islice(_times(row), _MAX_TIMES))
    return next((moment for moment in moments if moment), None)


def teaser(row: HtmlElement, title: str) -> str:
    """The row's summary, "" when it plainly has none; a text that holds the headline is the row and no summary."""
    key = titles.key(title)
    return next((html.shorten(text, MAX_SUMMARY) for text in _teasers(row) if key not in titles.key(text)), "")


def picture(row: HtmlElement, base: str) -> Image | None:
    """The row's first picture that is no icon and no placeholder."""
    for image in islice(row.iter("img"), _MAX_TIMES):
        values = (value.split(",")[0].split()[:1] for name in _SOURCES if (value := image.get(name, "").strip()))
        found = (urls.absolute(value[0], base) for value in values if value and not value[0].startswith("data:"))
        if not _is_icon(image) and (url := next((url for url in found if url and not url.endswith((".svg", ".gif"))), None)):
            return Image(url)
    return None


def _is_icon(image: HtmlElement) -> bool:
    sides = (image.get("width", ""), image.get("height", ""))
    return any(side.isdigit() and len(side) < 6 and int(side) < _MIN_SIDE for side in sides)


def _times(row: HtmlElement) -> Iterator[str]:
    """The texts that may be the row's time: of attributes first, then as printed."""
    for part in islice(row.iter(), _MAX_PARTS):
        stated = next((value for name in _TIME_NAMES if (value := part.get(name, "").strip())), "")
        if stated and len(stated) <= _MAX_TIME:
            yield stated
        if part.tag == "time" or _TIME_CLASS.search(part.get("class", "")[:_MAX_CLASS]):
            printed = chars.clean(" ".join(part.itertext())) if len(part) <= _MAX_TIMES else ""
            if printed and len(printed) <= _MAX_TIME and (any(char.isdigit() for char in printed) or part.tag == "time"):
                yield printed


def _teasers(row: HtmlElement) -> Iterator[str]:
    for part in islice(row.iter(), _MAX_PARTS):
        if part.tag == "p" or _TEASER_CLASS.search(part.get("class", "")[:_MAX_CLASS]):
            text = text_of(part)
            if len(text) >= _MIN_TEASER:
                yield text
