"""A page dumped as plain text -> at most one article, and the boxes of headlines around it.

Expected from top to bottom, each part but the headline optional: headline, byline, date, the photograph's caption, its credit (often
glued to the paragraph behind it), the body. Boxes ("Berita Trending", "Most read" and below it the headlines) may stand anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Box, BoxItem, Draft, Grade, Harvest, Image
from feedsvc.sources.asides import is_aside
from feedsvc.sources.charset import decode
from feedsvc.sources.credit import read_credit, split_caption
from feedsvc.sources.dateline import has_dateline, home_zone, without_dateline
from feedsvc.sources.headings import classify
from feedsvc.sources.ranks import rank_alone, unranked
from feedsvc.text import chars, dates, html
from feedsvc.text import language as languages

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.model import BoxKind, Fetched

MAX_LINES = 20_000
MAX_BOXES = 20
MAX_TITLE = 300  # characters of a first line that is a headline
MAX_ITEM = 500  # characters of a headline in a box
_MAX_CAPTION = 1_000  # characters of a photograph's caption
_SUMMARY = 300  # characters
_TOP = 6  # lines below the headline among which byline, date, caption and credit stand
_DATE_WORDS = 5  # weekday, month, "at", half of the day, zone; a line with more words is prose that names a date
_HEADLINE = 180  # characters of an item that carries no bullet

_BULLET = re.compile(r"[-–—•·*▪◦‣●○■□»›➤▶>]\s*(?=\S)")
_NUMBER = re.compile(r"(?:#|[Nn]o\.?\s*)?\d{1,2}\s*[.):\]|](?!\d)\s*(?=\S)|#\d{1,2}\s+(?=\S)")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"#{1,6}\s+|\*\*|__")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}|\b\d{4}\b|\b(?:lalu|ago|kemarin|yesterday|hari ini|today)\b", re.IGNORECASE)
_DATE_LABEL = re.compile(r"[^\W\d_][^\d:]{2,24}:\s+(?=\S)")
_BYLINE = re.compile(
    r"(?:oleh|by|penulis|reporter|laporan|pewarta|jurnalis|author|von|autor|autora|redactor)(?:\s*:\s*|\s+)(?P<names>\S.*)", re.IGNORECASE
)
_CAPTION_LABEL = re.compile(
    r"(?:keterangan (?:foto|gambar)|ket\.? ?foto|caption|teks foto|photo caption|bildunterschrift)\s*:\s*", re.IGNORECASE
)


def read_document(fetched: Fetched, *, now: datetime, language: str = "", max_items: int = 500) -> Harvest:
    """The article and the boxes of a text dump; a dump of boxes alone gives no draft.

    ``max_items`` bounds the headlines of each box. Raises SourceUnreadable when there is no text in it.
    """
    lines = _lines(fetched)
    body, boxes = _without_boxes(lines, max_items)
    skipped: tuple[str, ...] = ()
    if len(body) == bool(boxes):  # nothing, or boxes and a stray line
        left = f'the line "{html.shorten(body[0], 80)}" is' if body else "there is"
        skipped, body = (f"{fetched.url}: {left} no article beside the boxes.",), []
    draft = _draft(body, now, language) if body else None
    spoken = draft.language if draft else languages.detect(" ".join(item.title for box in boxes for item in box.items), language)
    return Harvest(kind="document", language=spoken, drafts=(draft,) if draft else (), boxes=boxes, skipped=skipped)


def _lines(fetched: Fetched) -> list[str]:
    """Cleaned lines, "" for blank ones."""
    if not fetched.body.strip():
        raise SourceUnreadable(f"{fetched.url} is empty; check that the export writes the page's text into it.")
    text = decode(fetched.body, fetched.content_type)
    if text.count("\ufffd") > len(text) // 10 or len(_CONTROL.findall(text[:4000])) > len(text[:4000]) // 20:
        raise SourceUnreadable(f"{fetched.url} is not text; give feedsvc a text dump, an HTML page or a feed.")
    lines = [chars.clean(line) for line in islice(re.split(r"\r\n|[\n\r\u2028\u2029]", text), MAX_LINES)]
    if not any(lines):
        raise SourceUnreadable(f"{fetched.url} is empty but for spaces; check that the export writes the page's text into it.")
    return lines


def _without_boxes(lines: list[str], max_items: int) -> tuple[list[str], tuple[Box, ...]]:
    """(the lines that are in no box, without blank ones; the boxes)."""
    body: list[str] = []
    boxes: list[Box] = []
    position = 0
    while position < len(lines):
        kind = _kind(lines[position]) if len(boxes) < MAX_BOXES else None
        titles, end = _items(lines, position + 1) if kind else ([], position)
        if kind and titles:
            boxes.append(_box(kind, lines[position], titles[:max_items]))
        elif not (kind and _is_label(lines[position])):
            body.append(lines[position])
        position = end if titles else position + 1
    return [line for line in body if line], tuple(boxes)


def _is_label(line: str) -> bool:
    """A heading of a few words without a list below it is the name of a tab or of an empty box, and no headline."""
    return len(line.split()) <= 3


def _kind(line: str) -> BoxKind | None:
    return classify(_plain(line)) if line else None


def _plain(line: str) -> str:
    """A heading without the signs of Markdown and a colon at its end."""
    return _MARKUP.sub("", line).strip().rstrip(":：").strip()


def _box(kind: BoxKind, heading: str, titles: list[str]) -> Box:
    return Box(kind=kind, heading=_plain(heading), items=tuple(BoxItem(html.shorten(title, MAX_ITEM)) for title in unranked(titles)))


def _items(lines: list[str], start: int) -> tuple[list[str], int]:
    """(the headlines below a box's heading, where they end): bulleted or numbered ones, else a block of at least three bare ones."""
    marked, end = _marked_items(lines, start)
    return (marked, end) if marked else _bare_items(lines, start)


def _marked_items(lines: list[str], start: int) -> tuple[list[str], int]:
    titles: list[str] = []
    end = position = start
    while position < len(lines):
        line = lines[position]
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if rank_alone(line) == len(titles) + 1 and following and not _kind(following):
            titles.append(following)
            position += 1
        elif title := _marked(line, len(titles) + 1):
            titles.append(title)
        elif line:
            break
        position += 1
        end = position if line else end
    return titles, end


def _marked(line: str, rank: int) -> str:
    """The item on a line with a bullet or a number before it, its number kept; "" for other lines."""
    bullet = _BULLET.match(line)
    if bullet:
        return line[bullet.end() :]
    return line if _NUMBER.match(line) or line.startswith(f"{rank} ") else ""


def _bare_items(lines: list[str], start: int) -> tuple[list[str], int]:
    """Headlines without bullets: lines that end in no full stop, up to a blank line, the next heading or the end."""
    while start < len(lines) and not lines[start]:
        start += 1
    end = start
    while end < len(lines) and lines[end] and not _kind(lines[end]):
        end += 1
    block = lines[start:end]
    headlines = len(block) >= 3 and all(len(line) <= _HEADLINE and len(line.split()) >= 3 and line[-1] not in '.:;,"”' for line in block)
    return (block, end) if headlines else ([], start)


@dataclass(slots=True)
class _Top:
    """What stands between the headline and the body."""

    published: datetime | None = None
    authors: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""

    def image(self) -> Image | None:
        """A photograph known by its caption only has no URL."""
        return Image(url="", caption=html.shorten(self.caption, _MAX_CAPTION), credit=self.credit) if self.caption or self.credit else None


def _draft(lines: list[str], now: datetime, language: str) -> Draft:
    title, rest = _headline(lines)
    spoken = languages.detect(" ".join(lines), language)
    top, body = _read_top(rest, now, spoken)
    body = _undated([line for line in body if not is_aside(line)])
    return Draft(
        title=title,
        summary=html.shorten(body[0], _SUMMARY) if body else "",
        content_html=html.at_most(html.paragraphs(body)),
        authors=top.authors,
        image=top.image(),
        language=spoken,
        published=top.published,
        grade=Grade.PAGE,
    )


def _headline(lines: list[str]) -> tuple[str, list[str]]:
    """(headline, the other lines); a first line too long for a headline is a paragraph as well."""
    first = re.sub(r"^#{1,6}\s+", "", lines[0])
    return (first, lines[1:]) if len(first) <= MAX_TITLE else (html.shorten(first, MAX_TITLE // 2), [first, *lines[1:]])


def _read_top(lines: list[str], now: datetime, language: str) -> tuple[_Top, list[str]]:
    """(byline, date, caption and credit of the first lines; the other lines, what was glued to the credit among them)."""
    top = _Top()
    body: list[str] = []
    for place, line in enumerate(lines[:_TOP], 1):
        credit = read_credit(line) if not top.credit and len(body) <= 2 else None
        if credit:
            top.credit, opening = credit
            top.caption = _CAPTION_LABEL.sub("", body.pop()) if body else ""
            body += [opening] if opening else []
        elif not _take(line, top, now, language):
            body.append(line)
        if has_dateline(line) or (credit and credit[1]):  # the body has begun
            return top, body + lines[place:]
    return top, body + lines[_TOP:]


def _take(line: str, top: _Top, now: datetime, language: str) -> bool:
    """Whether the line is a caption that says so, a byline or a date; then ``top`` holds it."""
    caption, credit = split_caption(line, bracketed=False)
    label = _CAPTION_LABEL.match(line)
    if not top.caption and (label or credit) and not has_dateline(line):
        top.caption, top.credit = caption[label.end() :] if label else caption, top.credit or credit
        return True
    if len(line) > dates.MAX_LENGTH or line[-1] in '.!?"”':
        return False
    return _take_byline(line, top) or _take_date(line, top, now, language)


def _take_byline(line: str, top: _Top) -> bool:
    match = _BYLINE.fullmatch(line)
    names = re.split(r",\s*|\s+(?:&|and|dan|und|y|et)\s+", match["names"]) if match else []
    if top.authors or not names or not all(_is_name(name) for name in names):
        return False
    top.authors = tuple(names)
    return True


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 5 and not any(char.isdigit() for char in text) and words[0][0].isupper() and words[-1][0].isupper()


def _take_date(line: str, top: _Top, now: datetime, language: str) -> bool:
    bare = _DATE_LABEL.sub("", line)
    words = [word for word in bare.split() if word[0].isalpha()]
    if top.published or not _TIME.search(bare) or len(words) > _DATE_WORDS:
        return False
    top.published = dates.parse(bare, now=now, language=language, zone=home_zone(language))
    return top.published is not None


def _undated(body: list[str]) -> list[str]:
    """The body without its dateline, which opens the first paragraph, or the second where the first introduces the article."""
    place = next((place for place, line in enumerate(body[:2]) if has_dateline(line)), None)
    return body if place is None else [*body[:place], without_dateline(body[place]), *body[place + 1 :]]
