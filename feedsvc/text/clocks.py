"""Times of day as they are printed: "10:15", "10.15 Uhr", "10h15", "5:15 p.m.", "오후 3:05", "3時5分", "10:15 SA"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedsvc.text.months import WORD, fold

# The halves of the day, folded; those that are words of other languages too count in their own only.
_BEFORE_NOON = "am pagi ص صباحا ق.ظ πμ पूर्वाह्न सुबह সকাল এএম 午前 上午 凌晨 早上 오전 sáng"
_AFTER_NOON = (
    "pm sore petang malam ptg tghari م مساء ب.ظ بعدازظهر بعدالظهر μμ अपराह्न शाम रात বিকেল বিকাল সন্ধ্যা রাত পিএম "
    "午後 下午 晚上 傍晚 오후 chiều tối"
)
_BEFORE_NOON_IN = {"vi": "sa", "hu": "de", "tr": "öö", "ms": "pg", "he": "לפנה״צ"}
_AFTER_NOON_IN = {"vi": "ch", "hu": "du", "tr": "ös", "ms": "ptg", "he": "אחה״צ"}
_MORNING = frozenset(fold(word) for word in _BEFORE_NOON.split())
_EVENING = frozenset(fold(word) for word in _AFTER_NOON.split())

_CLOCK = re.compile(
    r"(?<![\d:.+-])(?P<hour>\d{1,2})"
    r"(?:[:.٫](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?(?:\s?[hH]\b)?(?![\d:]|\.\d)"
    r"|\s?(?:[hH](?![^\W\d_])|[时時點点시])\s?(?:(?P<past>\d{1,2})(?!\d)\s?[分분]?)?"
    r"|(?=\s?[aApP]\.?\s?[mM]\b)|(?=\s[Uu]hr\b))"
    rf"(?:\s?(?P<half>[aApP]\.\s?[mM]\b|{WORD.pattern}))?"
)
_AHEAD = re.compile(r"(午前|午後|上午|下午|凌晨|早上|晚上|傍晚|오전|오후)\s?$")
_OFFSET = re.compile(r"\s?(?:Z\b|(?:GMT|UTC)?\s?[+\u2212-]\d{2}:?\d{2}(?!\d))")


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int  # 0 to 24; out of range where it was printed so
    minute: int
    second: int
    start: int  # where it stands in the text
    end: int
    zoned: int  # where the offset that follows it at once ends


def find(text: str, language: str) -> Clock | None:
    """The first time of day in the text."""
    match = _CLOCK.search(text)
    if match is None:
        return None
    ahead = None if text.isascii() else _AHEAD.search(text, 0, match.start())
    start = ahead.start() if ahead else match.start()
    behind = _half(match["half"], language) if match["half"] else ""
    half = _half(ahead[1], language) if ahead else behind
    hour = int(match["hour"])
    hour = hour if not half or hour > 12 else hour % 12 + (12 if half == "pm" else 0)
    end = match.start("half") if match["half"] and not behind else match.end()
    offset = _OFFSET.match(text, end)
    minute, second = int(match["minute"] or match["past"] or 0), int(match["second"] or 0)
    return Clock(hour, minute, second, start, end, offset.end() if offset else end)


def _half(word: str, language: str) -> str:
    """Which half of the day the word behind a clock tells, "am" or "pm"; "" for another word."""
    folded = fold(word).replace(" ", "")
    if folded in _MORNING or folded == fold(_BEFORE_NOON_IN.get(language, "-")):
        return "am"
    return "pm" if folded in _EVENING or folded == fold(_AFTER_NOON_IN.get(language, "-")) else ""
