"""What a text dump of a page holds beside its article: menus, the site's name, breadcrumbs above it, a footer below it; and which line
above the text is the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedsvc.sources.asides import is_aside
from feedsvc.sources.dateline import has_dateline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_TITLE = 300  # characters of a line that is a headline
_PROSE = 60  # characters of a line that is a sentence, in a script with spaces
_DENSE_PROSE = 22  # the same in characters that are a syllable or a word each
_LONG = 130  # characters without a full stop at their end that are text nevertheless, as in Thai
_HEAD = 40  # lines above the text that are looked at
_NEAR = 3  # lines below a headline among which its byline, date or text begins
_SHORT = 4  # words of a line that is the name of a section, a button, a link of a footer
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_ENDS = tuple(".!?…。！？؟।॥۔።։\"”“»」』)）'’")
_BETWEEN = re.compile(r"\s*[|›»>→»•·]\s*|\s+/\s+|\s{2,}|\t")
_LAWYERS = re.compile(
    r"©|\(c\)|\bcopyright\b|all rights reserved|hak cipta|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti|"
    r"wszelkie prawa|minden jog|tüm hakları|все права|всі права|جميع الحقوق|版权所有|版權所有|無断転載|無断複写|무단|bản quyền|สงวนลิขสิทธิ์",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b|\bjavascript\b|browser anda|kuki\b", re.IGNORECASE)
_NAME_ENDS = re.compile(r"\s+[-–—|:·]\s+")
_LISTED = re.compile(r"(?:[-–—•*▪‣●»]|\d{1,2}[.)])\s")


def is_prose(line: str) -> bool:
    """Whether the line is a paragraph and no headline, label or menu."""
    if has_dateline(line):
        return True
    least = _DENSE_PROSE if len(_DENSE.findall(line)) > len(line) // 3 else _PROSE
    long_enough = len(line) >= least and line.endswith(_ENDS)
    return (long_enough or len(line) >= _LONG) and not is_menu(line) and not _LAWYERS.search(line)


def is_menu(line: str) -> bool:
    """Whether the line is a row of short names: "Home | Kota | Dunia", "Beranda › Kota › Pasar"."""
    parts = [part for part in _BETWEEN.split(line) if part]
    return len(parts) >= 3 and sum(len(part.split()) <= _SHORT and not part.endswith(_ENDS) for part in parts) >= len(parts) - 1


def words(line: str) -> int:
    """Words of the line; in scripts without spaces about as many as a reader would count."""
    return len(line.split()) + len(_IDEOGRAPHS.findall(line)) // 3 + len(_UNSPACED.findall(line)) // 5


def body_start(lines: Sequence[str]) -> int:
    """The first line of text: of a run of paragraphs if there is one, since a lone one may be a notice; len(lines) for none."""
    prose = [is_prose(line) and not _COOKIES.search(line) for line in lines]
    runs = (place for place, said in enumerate(prose) if said and sum(prose[place : place + 4]) >= 2)
    return next(runs, next((place for place, said in enumerate(prose) if said), len(lines)))


def headline_at(lines: Sequence[str], start: int, is_meta: Callable[[str], bool]) -> int:
    """Which of the lines above the text at ``start`` is the headline.

    It is long for a line there, near the byline, date or text, and often printed twice (a tab's name, a breadcrumb); it is no menu and not
    the site's name, which the copyright line repeats. A standfirst below it is longer, but follows another line that could be a headline.
    ``is_meta`` tells bylines, dates and credits.
    """
    top = range(max(0, start - _HEAD), start)
    if len(top) <= 1:
        return 0
    meta = {place for place in top if is_meta(lines[place])}
    owner = " ".join(line.casefold() for line in lines if len(line) <= MAX_TITLE and _LAWYERS.search(line))
    usable = [place for place in top if place not in meta and _could_be(lines[place], owner)]
    near = {place for place in usable if start - place <= _NEAR or meta & set(range(place + 1, place + 1 + _NEAR))}
    scored = {place: _score(lines, place, usable) + (4 if place in near else 0) - 5 * _is_owned(lines[place], owner) for place in usable}
    return max(usable, key=lambda place: (scored[place], -place), default=0)


def _could_be(line: str, owner: str) -> bool:
    return len(line) <= MAX_TITLE and words(line) >= 2 and not is_menu(line) and not is_aside(line) and line.casefold() not in owner


def _is_owned(line: str, owner: str) -> bool:
    """Whether the line is the site's name with a motto or a headline: "The River Post - News from the banks"."""
    parts = _NAME_ENDS.split(line)
    return len(parts) > 1 and any(len(part) > 2 and part.casefold() in owner for part in (parts[0], parts[-1]))


def _score(lines: Sequence[str], place: int, usable: Sequence[int]) -> float:
    line = lines[place]
    twice = sum(_opens_with(other, line) for other in lines[: place + _HEAD]) > 1
    named = len(_NAME_ENDS.split(line)) > 1 and not twice
    above = words(lines[place - 1]) if place - 1 in usable else 0
    follows = 6 if above >= 4 else 2 if above == 3 else 0
    written = min(len(line), 90) * (2.5 if len(_DENSE.findall(line)) > len(line) // 3 else 1.0) / 10
    twin = twice and place - 1 in usable and _opens_with(lines[place - 1], line)
    return min(written, 9.0) + 6 * twice - 3 * named - (0 if twin else follows) - 3 * line.endswith((".", "。", "।"))


def _opens_with(line: str, title: str) -> bool:
    """Whether the line is the title, or the title and the site's name behind it."""
    return line == title or (len(line) <= MAX_TITLE and line.startswith(title) and bool(_NAME_ENDS.match(line[len(title) :])))


def without_law(lines: Sequence[str]) -> list[str]:
    """The lines but for copyright notices and rows of links."""
    return [line for line in lines if not _LAWYERS.search(line) and not is_menu(line)]


def without_footer(lines: list[str]) -> tuple[list[str], list[str]]:
    """(the lines of the text, what stands below it): the copyright, names of sections, links, the line of tags."""
    last = next((place for place in range(len(lines) - 1, -1, -1) if is_prose(lines[place])), None)
    if last is None:
        return lines, []
    end = next((place for place in range(last + 1, len(lines)) if _LAWYERS.search(lines[place])), len(lines))
    while end > last + 1 and _is_below(lines[end - 1]):
        end -= 1
    return lines[:end], lines[end:]


def _is_below(line: str) -> bool:
    if is_menu(line) or is_aside(line):
        return True
    return words(line) <= _SHORT and not line.endswith(_ENDS) and not _LISTED.match(line)
