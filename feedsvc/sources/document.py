"""A page dumped as plain text -> at most one article, and the boxes of headlines around it.

The article may have the site's menus above it and a footer below; chrome tells them from it and finds the headline. Between headline and
text may stand byline, date, the photograph's caption and its credit (often glued to the paragraph behind it); the date may stand above
the headline, the caption below the text. Boxes ("Berita Trending", "Most read" and below it the headlines) may stand anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Box, BoxItem, Draft, Grade, Harvest, Image, Rules
from feedsvc.sources import chrome
from feedsvc.sources.asides import is_aside
from feedsvc.sources.charset import decode
from feedsvc.sources.credit import read_credit, split_caption
from feedsvc.sources.dateline import has_dateline, home_zone, without_dateline
from feedsvc.sources.headings import classify
from feedsvc.sources.ranks import rank_alone, unranked
from feedsvc.text import chars, dates, elapsed, html, zones
from feedsvc.text import language as languages

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from feedsvc.model import BoxKind, Fetched

_NO_RULES = Rules()
MAX_LINES = 20_000
MAX_BOXES = 20
MAX_ITEM = 500  # characters of a headline in a box
_MAX_CAPTION = 1_000  # characters of a photograph's caption
_SUMMARY = 300  # characters
_LABEL = 2  # words of a line between headline and text that is no part of either
_TOP = 6  # lines below the headline among which byline, date, caption and credit stand
_DATE_WORDS = 5  # weekday, month, "at", half of the day, zone; a line with more words is prose that names a date
_HEADLINE = 180  # characters of an item that carries no bullet

_BULLET = re.compile(r"[-–—•·*▪◦‣●○■□»›➤▶>]\s*(?=\S)")
_NUMBER = re.compile(r"(?:#|[Nn]o\.?\s*)?\d{1,2}\s*[.):\]|](?!\d)\s*(?=\S)|#\d{1,2}\s+(?=\S)")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"#{1,6}\s+|\*\*|__")
_TIME = re.compile(r"\d{1,2}[:.hH]\d{2}|\b\d{4}\b|\d\s?[年月년월時시]|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_STAMP = 40  # characters of a line that tells the time of the headline above it
_DATE_LABEL = re.compile(r"[^\W\d_][^\d:]{2,24}:\s+(?=\S)")
_AUTHOR = (
    "oleh|by|written by|penulis|reporter|laporan|pewarta|jurnalis|wartawan|author|authors|autor|autora|autoren|auteur|autore|redactor|"
    "redator|"
    "redactie|redaktion|redaktör|text|tekst|teksti|texte|texto|testo|journalist|toimittaja|skribent|opracowanie|szerző|írta|yazan|muhabir|"
    "автор|текст|журналист|συντάκτης|κείμενο|الكاتب|كتب|بقلم|نویسنده|خبرنگار|מאת|कातब|लेखक|रिपोर्टर|প্রতিবেদক|লেখক|tác giả|theo|ผู้เขียน|โดย|"
    "作者|文|撰文|记者|記者|執筆|기자|글"
)
_BY = {
    "id": "oleh", "ms": "oleh", "en": "by", "de": "von", "fr": "par", "es": "por", "pt": "por", "it": "di|a cura di", "nl": "door",
    "sv": "av", "no": "av", "da": "af", "ca": "per", "he": "מאת", "ar": "بقلم",
}  # fmt: skip
_ANY_BY = "|".join(sorted(set(_BY.values())))
_LABELLED = re.compile(rf"(?:{_AUTHOR})\s*[:：]\s*(?P<names>\S.*)", re.IGNORECASE)
_UNLABELLED = re.compile(
    r"(?:oleh|by|penulis|reporter|laporan|pewarta|jurnalis|author|von|autor|autora|redactor)\s+(?P<names>\S.*)", re.IGNORECASE
)
_AND = re.compile(r",\s*|、|\s+(?:&|and|dan|und|y|et|e|en|i|og|och|ja|ve|și|и|та|και)\s+")
_PARTS = re.compile(r"\s+[|•·–—-]\s+")
_CAPTION_LABEL = re.compile(
    r"(?:keterangan (?:foto|gambar)|ket\.? ?foto|caption|teks foto|photo caption|bildunterschrift|légende|pie de foto|legenda|didascalia|"
    r"bijschrift|bildtext|billedtekst|bildetekst|kuvateksti|podpis zdjęcia|popisek|képaláírás|подпись|підпис|λεζάντα|chú thích ảnh|"
    r"图说|圖說|図説|写真説明|사진 설명|คำบรรยายภาพ)\s*[:：]\s*",
    re.IGNORECASE,
)


def read_document(
    fetched: Fetched,
    *,
    now: datetime,
    language: str = "",
    max_items: int = 500,
    zone: str = "",
    rules: Rules = _NO_RULES,  # noqa: ARG001 - all readers are called alike
) -> Harvest:
    """The article and the boxes of a text dump; a dump of boxes alone gives no draft.

    ``max_items`` bounds the headlines of each box; ``zone`` is the IANA zone of a date that names none. Raises SourceUnreadable when there
    is no text in it.
    """
    lines = _lines(fetched)
    body, boxes = _without_boxes(lines, max_items, now)
    skipped: tuple[str, ...] = ()
    if len(body) <= bool(boxes) or (boxes and chrome.body_start(body) == len(body) and not _is_brief(body)):
        left = f'the line "{html.shorten(body[0], 80)}" is' if body else "there is"
        skipped, body = (f"{fetched.url}: {left} no article beside the boxes.",), []
    draft = _draft(body, now, language, zones.home(zone)) if body else None
    spoken = draft.language if draft else languages.detect(" ".join(item.title for box in boxes for item in box.items), language)
    return Harvest(kind="document", language=spoken, drafts=(draft,) if draft else (), boxes=boxes, skipped=skipped)


def _is_brief(lines: list[str]) -> bool:
    """Whether lines without a paragraph among them may be an article nevertheless: one of them is a sentence of its own."""
    sentences = (line for line in chrome.without_law(lines)[1:] if line.endswith((".", "。", "!", "?", '"', "”")))
    return any(chrome.words(line) > _DATE_WORDS for line in sentences)


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


def _without_boxes(lines: list[str], max_items: int, now: datetime) -> tuple[list[str], tuple[Box, ...]]:
    """(the lines that are in no box, without blank ones; the boxes)."""
    body: list[str] = []
    boxes: list[Box] = []
    position = 0
    while position < len(lines):
        kind = _kind(lines[position]) if len(boxes) < MAX_BOXES else None
        begun = kind is not None and any(map(chrome.is_prose, body[-3:]))
        titles, end = _items(lines, position + 1, now, begun=begun) if kind else ([], position)
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


def _items(lines: list[str], start: int, now: datetime, *, begun: bool) -> tuple[list[str], int]:
    """(the headlines below a box's heading, where they end): bulleted or numbered ones, else a block of at least three bare ones.

    ``begun`` says that the article's text has begun above.
    """
    marked, end = _marked_items(lines, start)
    return (marked, end) if marked else _bare_items(lines, start, now, begun=begun)


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
        elif line and not (titles and _is_stamp(line) and _marked(following, len(titles) + 1)):
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


def _is_stamp(line: str) -> bool:
    """The time of the headline above, as "2 jam lalu" or "10:15"."""
    return len(line) <= _STAMP and bool(_TIME.search(line) or elapsed.elapsed(line, "") or elapsed.day(line, ""))


def _bare_items(lines: list[str], start: int, now: datetime, *, begun: bool) -> tuple[list[str], int]:
    """Headlines without bullets: lines that end in no full stop, up to a blank line, the next heading, a paragraph or the end.

    Where a paragraph ends them and the article has not begun, the last one is its headline.
    """
    while start < len(lines) and not lines[start]:
        start += 1
    end = start
    anywhere = _Moment(now, "", None)
    while end < len(lines) and _is_headline(lines[end]) and not _kind(lines[end]) and not _take_byline(lines[end], _Top(), ""):
        if _take_date(lines[end], _Top(), anywhere):
            break
        end += 1
    if end < len(lines) and lines[end] and not _kind(lines[end]):
        end = end if begun else end - 1
    block = lines[start:end]
    return (block, end) if len(block) >= 3 else ([], start)


def _is_headline(line: str) -> bool:
    return 0 < len(line) <= _HEADLINE and chrome.words(line) >= 3 and line[-1] not in '.:;,"”。'


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


def _draft(lines: list[str], now: datetime, language: str, zone: tzinfo | None) -> Draft:
    spoken = languages.detect(" ".join(lines), language)
    moment = _Moment(now, spoken, zone or home_zone(spoken))
    title, rest = _headline(lines, moment)
    top, body = _read_top(rest, moment)
    body = _read_bottom([line for line in body if not is_aside(line)], top, moment)
    body = _undated(body)
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


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a date of the dump is read by."""

    now: datetime
    language: str
    zone: tzinfo | None


def _headline(lines: list[str], moment: _Moment) -> tuple[str, list[str]]:
    """(headline, the article's other lines, those that date and sign it first); a headline as long as a paragraph is one as well."""
    start = chrome.body_start(lines)
    at = chrome.headline_at(lines, start, lambda line: _is_meta(line, moment)) if 0 < start < len(lines) else 0
    above = [line for line in lines[:at] if _is_meta(line, moment)]
    below = [line for line in lines[at + 1 : start] if not _is_label_below(line, lines[at], moment)] + lines[max(at + 1, start) :]
    first = re.sub(r"^#{1,6}\s+", "", lines[at])
    if len(first) <= chrome.MAX_TITLE:
        return first, above + below
    return html.shorten(first, chrome.MAX_TITLE // 2), [first, *above, *below]


def _is_meta(line: str, moment: _Moment) -> bool:
    """Whether the line is a byline, a date, a credit or a caption that says so."""
    return read_credit(line) is not None or _take(line, _Top(), moment)


def _is_label_below(line: str, title: str, moment: _Moment) -> bool:
    """Between headline and text: the headline again, a row of links, the name of a section."""
    again = line == title or chrome.is_menu(line)
    return again or (chrome.words(line) <= _LABEL and line[-1] not in '.!?:"”。' and not _is_meta(line, moment))


def _read_top(lines: list[str], moment: _Moment) -> tuple[_Top, list[str]]:
    """(byline, date, caption and credit of the first lines; the other lines, what was glued to the credit among them)."""
    top = _Top()
    body: list[str] = []
    for place, line in enumerate(lines[:_TOP], 1):
        credit = read_credit(line) if not top.credit and len(body) <= 2 else None
        if credit:
            top.credit, opening = credit
            top.caption = _CAPTION_LABEL.sub("", body.pop()) if body else ""
            body += [opening] if opening else []
        elif not _take(line, top, moment):
            body.append(line)
        if has_dateline(line) or (credit and credit[1]):  # the body has begun
            return top, body + lines[place:]
    return top, body + lines[_TOP:]


def _read_bottom(body: list[str], top: _Top, moment: _Moment) -> list[str]:
    """The text without the footer, the byline and the caption below it."""
    text, footer = chrome.without_footer(body)
    for line in chrome.without_law(footer):
        _take(line, top, moment)
    while len(text) > 1 and not chrome.is_prose(text[-1]) and _take(text[-1], top, moment):
        text = text[:-1]
    if len(text) > 2 and _CAPTION_LABEL.match(text[-1]) and _take(text[-1], top, moment):
        text = text[:-1]
    return text


def _take(line: str, top: _Top, moment: _Moment) -> bool:
    """Whether the line is a caption that says so, a byline or a date; then ``top`` holds it."""
    label = _CAPTION_LABEL.match(line)
    caption, credit = split_caption(line[label.end() :] if label else line, bracketed=False)
    if not top.caption and (label or credit) and not has_dateline(line):
        top.caption, top.credit = caption, top.credit or credit
        return True
    if len(line) > dates.MAX_LENGTH or line[-1] in '!?"”。':
        return False
    return _take_byline(line, top, moment.language) or _take_both(line, top, moment) or _take_date(line, top, moment)


def _take_both(line: str, top: _Top, moment: _Moment) -> bool:
    """Byline and date on one line: "Oleh Rina Wati | Senin, 3/2/2025 | 10:15"."""
    parts = _PARTS.split(line)
    if len(parts) < 2 or top.authors or top.published:
        return False
    for place, part in enumerate(parts):
        found = _Top()
        rest = " | ".join(parts[:place] + parts[place + 1 :])
        if _take_byline(part, found, moment.language) and _take_date(rest, found, moment):
            top.authors, top.published = found.authors, found.published
            return True
    return False


def _take_byline(line: str, top: _Top, language: str) -> bool:
    by = re.match(rf"(?:{_BY.get(language, _ANY_BY)})\s+(?P<names>\S.*)", line, re.IGNORECASE)
    labelled = _LABELLED.fullmatch(line)
    match = labelled or by or _UNLABELLED.fullmatch(line)
    names = _AND.split(match["names"].strip()) if match else []
    if top.authors or not names or not all(_is_name(name, cased=not labelled) for name in names):
        return False
    top.authors = tuple(names)
    return True


def _is_name(text: str, *, cased: bool) -> bool:
    """A few words that begin and end with a capital; behind a label in a script without capitals, a few words."""
    words = text.split()
    if not 1 <= len(words) <= 5 or any(char.isdigit() for char in text) or text[-1] in ".!?":
        return False
    capitals = words[0][0].isupper() and words[-1][0].isupper()
    return capitals or (not cased and text.lower() == text.upper() and len(text) <= 30)


def _take_date(line: str, top: _Top, moment: _Moment) -> bool:
    bare = _DATE_LABEL.sub("", line)
    words = [word for word in bare.split() if word[0].isalpha()]
    said = _TIME.search(bare) or elapsed.elapsed(bare, moment.language) is not None or elapsed.day(bare, moment.language)
    if top.published or not said or len(words) > _DATE_WORDS:
        return False
    top.published = dates.parse(bare, now=moment.now, language=moment.language, zone=moment.zone)
    return top.published is not None


def _undated(body: list[str]) -> list[str]:
    """The body without its dateline, which opens the first paragraph, or the second where the first introduces the article."""
    place = next((place for place, line in enumerate(body[:2]) if has_dateline(line)), None)
    return body if place is None else [*body[:place], without_dateline(body[place]), *body[place + 1 :]]
