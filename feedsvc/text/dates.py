"""Dates as publishers print them -> aware UTC.

In this order: epoch seconds; ISO 8601 and RFC 3339; day, month and year in numbers; with the month's name (RFC 822 and 2822 among them);
in characters of East Asia; "2 jam yang lalu"; "yesterday, 14:05"; dates without a year; and dateparser, for languages whose months are
not here. months, clocks, elapsed and zones hold the words. A day is read as in the text's language, and its year tells the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from feedsvc.text import clocks, elapsed, months, zones
from feedsvc.text.chars import clean
from feedsvc.text.language import primary

if TYPE_CHECKING:
    from collections.abc import Iterator

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MAX_LENGTH = 120  # a date with its weekday, zone and a label before it; anything longer is prose
MAX_AHEAD = timedelta(days=1)  # clocks that are wrong, zones that were left out; what lies further ahead is another date than a publisher's
_SHORT = 48  # characters of a text whose date may do without a year
_YEARLESS = 9  # the rank of a reading without a year
_MAX_WORDS = 24
_OTHER_WORDS = 2  # of three letters and more, beside such a date: its weekday and a label

_DAY_NAMES = (
    "monday mon senin isnin sen", "tuesday tue tues selasa sel", "wednesday wed rabu rab", "thursday thu thur thurs kamis khamis kam",
    "friday fri jumat jumaat jum", "saturday sat sabtu sab", "sunday sun minggu ahad min",
)  # fmt: skip
_DAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}
# Where 3/4/2024 is the 4th of March: by language and country, and in English by the page's own zone.
_MONTH_FIRST = frozenset({"en", "en-US", "en-PH", "en-PR", "en-GU", "es-PA", "es-PR", "fil", "tl"})
_MONTH_FIRST_ZONES = ("America/", "US/", "Pacific/Honolulu", "Pacific/Guam", "Asia/Manila")
_YEAR_FIRST_LANGUAGES = frozenset({"ja", "zh", "ko", "hu", "lt", "mn"})  # where 24/10/01 is the 1st of October 2024

_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3},? )?(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3}) (?P<year>\d{4}) (?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))? "
    r"(?P<zone>[+-]\d{4}|GMT|UTC|Z)"
)
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:(?!60)\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?!\d)")
_NUMBER = re.compile(r"\d+")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})(?!\d)")
_SHORT_NUMERIC = re.compile(r"(?<![\d:/.-])(?P<a>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<c>\d{2})(?![\d:]|[/.-]\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?!\d)")
_IDEOGRAPHIC = re.compile(
    r"(?:(?P<era>令和|平成|民[國国])?\s?(?P<year>\d{1,4}|元)\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]?"
)
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_VIETNAMESE = re.compile(
    r"(?P<day>\d{1,2})\s(?:tháng|thg)\s?(?P<month>\d{1,2}|[^\W\d_]+(?: (?:một|hai))?)(?:[\s,/]{1,2}(?:năm\s)?(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_DAY_LEFT = re.compile(r"(?<!\d)(\d{1,2})[^\d:]{0,12}$")
_YEAR_LEFT = re.compile(r"(?<!\d)(\d{4})[^\d:]{0,12}$")
_YEAR_RIGHT = re.compile(r"[^\d:]{0,16}?(?<![\d+-])(\d{4})(?![\d:])")
_SHORT_YEAR_RIGHT = re.compile(r"[\s.,/-]{0,3}['’]?(\d{2})(?![\d:.]|\s?%)")
_DAY_RIGHT = re.compile(r"[\s.,/-]{0,4}(\d{1,2})(?!\d)")
_DAY_AND_MONTH = re.compile(r"\D{0,12}?(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})\.?(?=[\s,|]|$)")


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is known beside the text."""

    now: datetime
    language: str  # primary tag
    tag: str  # with its country, "en-GB"
    zone: tzinfo

    @property
    def month_first(self) -> bool:
        zone = str(getattr(self.zone, "key", ""))
        named = self.tag == "en" and "/" in zone
        return zone.startswith(_MONTH_FIRST_ZONES) if named else self.tag in _MONTH_FIRST


def parse(text: str, *, now: datetime, language: str = "", zone: tzinfo | None = None) -> datetime | None:
    """The moment that ``text`` names, aware UTC, never after ``now``; None when nothing is understood or it lies before 1990.

    What lies ahead by up to a day is ``now``, what lies further ahead is None. ``zone`` is what a time without a zone means (UTC if None);
    ``language`` (BCP 47, its country counts) decides 3/4/2024 (month first in American English), names of months and zones.
    """
    text = clean(text[: 4 * MAX_LENGTH])
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        found = _as_programs_write(text, zone or UTC) or _understood(_in_ascii_digits(text), _setting(now, language, zone))
        moment = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):  # the 31st of June, the year 0
        return None
    return None if moment is None or moment < EARLIEST or moment - now > MAX_AHEAD else min(moment, now.astimezone(UTC))


def _as_programs_write(text: str, zone: tzinfo) -> datetime | None:
    """RFC 3339 and RFC 822, in which nearly all dates of feeds are; None for any other form."""
    if match := _RFC_822.fullmatch(text):
        month = months.month(match["month"].lower(), "en")
        hours, minutes = (int(match["zone"][1:3]), int(match["zone"][3:])) if match["zone"][0] in "+-" else (0, 0)
        offset = timedelta(hours=hours, minutes=minutes)
        east = timezone(-offset if match["zone"][0] == "-" else offset) if offset else UTC
        day = date(int(match["year"]), month, int(match["day"])) if month else None
        return _moment(day, int(match["hour"]), int(match["minute"]), int(match["second"] or 0), east) if day else None
    if not _RFC_3339.fullmatch(text):
        return None
    found = datetime.fromisoformat(text).replace(microsecond=0)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _setting(now: datetime, language: str, zone: tzinfo | None) -> _Setting:
    return _Setting(now, primary(language), _tag(language), zone or UTC)


def _tag(language: str) -> str:
    country = next((part for part in re.split("[-_]", language[:20])[1:] if len(part) == 2), "")
    return f"{primary(language)}-{country.upper()}" if country else primary(language)


def _in_ascii_digits(text: str) -> str:
    """Arabic, Persian, Devanagari, Bengali, Thai and fullwidth digits as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(int(char)) if char.isdecimal() and not char.isascii() else char for char in text).translate(_FULL_WIDTH)


_FULL_WIDTH = str.maketrans("：／．－，’\u2010\u2011\u2012", ":/.-,'---")


def _understood(text: str, setting: _Setting) -> datetime | None:
    if not any(char.isdigit() for char in text):
        return _relative(text, setting)
    found = _epoch(text) or _iso(text, setting) or _numeric(text, setting)
    found = found or _ideographic(text, setting) or _vietnamese(text, setting) or _named(text, setting)
    found = found or _relative(text, setting) or _short_numeric(text, setting)
    return found or _without_year(text, setting) or _other_language(text, setting)


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)


def _iso(text: str, setting: _Setting) -> datetime | None:
    if match := _ISO.match(text):
        return _at(_day(match), text[match.end() :], setting)
    if not (match := _COMPACT.match(text)):
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    return _moment(_day(match), hour, minute, second, zones.named_in(text[match.end() :], setting.zone, setting.tag))


def _day(match: re.Match[str]) -> date:
    return months.day_of(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric(text: str, setting: _Setting) -> datetime | None:
    if match := _YEAR_FIRST.search(text):
        return _at(_day(match), _without(text, match), setting)
    if not (match := _NUMERIC.search(text)):
        return None
    rest = _without(text, match)
    return _at(_of_two_orders(int(match["year"]), int(match["a"]), int(match["b"]), rest, setting), rest, setting)


def _short_numeric(text: str, setting: _Setting) -> datetime | None:
    if not (match := _SHORT_NUMERIC.search(text)):
        return None
    rest = _without(text, match)
    a, b, c = (int(match[part]) for part in ("a", "b", "c"))
    if setting.language in _YEAR_FIRST_LANGUAGES and c <= 31:
        return _at(date(2000 + a, b, c), rest, setting)
    return _at(_of_two_orders(_year(match["c"], setting), a, b, rest, setting), rest, setting)


def _of_two_orders(year: int, a: int, b: int, rest: str, setting: _Setting) -> date:
    """Of two readings of 3/4/2024, the one that fits the printed weekday, then the one that is not in the future, then the usual one."""
    orders = ((b, a), (a, b)) if setting.month_first else ((a, b), (b, a))
    days = [months.day_of(year, month, day) for day, month in orders if month <= 12]
    weekdays = {_DAYS[word] for word in map(months.fold, months.WORD.findall(rest)) if word in _DAYS}
    tomorrow = setting.now.date() + timedelta(days=1)
    ranked = sorted(days, key=lambda day: (bool(weekdays) and day.weekday() not in weekdays, day > tomorrow))
    if not ranked:
        raise ValueError("no month in it")
    return ranked[0]


def _vietnamese(text: str, setting: _Setting) -> datetime | None:
    match = _VIETNAMESE.search(text)
    if match is None:
        return None
    named = match["month"].lower().replace(" ", "_")
    month = int(named) if named.isdigit() else months.vietnamese_month(months.fold(named))
    year = int(match["year"]) if match["year"] else _latest_year(month, int(match["day"]), setting)
    return _at(date(year, month, int(match["day"])), _without(text, match), setting) if month else None


def _named(text: str, setting: _Setting) -> datetime | None:
    """With the month's name: the clock is taken out first, so that the numbers left over are day and year."""
    clock = clocks.find(text, setting.language)
    rest = f"{text[: clock.start]} {text[clock.zoned :]}" if clock else text
    reading = min(_readings(rest, setting), default=None)
    if reading is None or reading.rank == _YEARLESS:
        return None
    day = months.day_of(_year(reading.year, setting), reading.month, reading.day)
    return _timed(day, clock, text[clock.end :] if clock else rest, setting)


@dataclass(frozen=True, slots=True, order=True)
class _Reading:
    """One way to read the numbers around a month's name; the lowest rank is the likeliest."""

    rank: int
    year: str
    month: int
    day: int


def _readings(text: str, setting: _Setting) -> Iterator[_Reading]:
    words = list(months.WORD.finditer(text))
    for place, word in enumerate(words[:_MAX_WORDS]):
        month, end = _month(words, place, setting.language)
        if month:
            left, right = text[max(0, word.start() - 32) : word.start()], text[end : end + 32]
            yield from (_Reading(rank, year, month, int(day)) for rank, year, day in _numbers(left, right))


def _month(words: list[re.Match[str]], place: int, language: str) -> tuple[int, int]:
    """(the month that the word names, by itself or with the next one; where its name ends); (0, 0) for none."""
    name = months.fold(words[place][0])
    if month := months.month(name, language):
        return month, words[place].end()
    following = words[place + 1] if place + 1 < len(words) else None
    month = months.month(f"{name}_{months.fold(following[0])}", language) if following and not name.isascii() else 0
    return (month, following.end()) if month and following else (0, 0)


def _numbers(left: str, right: str) -> Iterator[tuple[int, str, str]]:
    """(rank, year, day) of the orders in which newsrooms put them around the month's name: D M Y, M D Y, Y M D, Y D M, and without year."""
    before, after = _DAY_LEFT.search(left), _DAY_RIGHT.match(right)
    if before and (year := _YEAR_RIGHT.match(right)):
        yield 1, year[1], before[1]
    if after and (year := _YEAR_RIGHT.match(right, after.end())):
        yield 2, year[1], after[1]
    if after and (year := _YEAR_LEFT.search(left)):
        yield 3, year[1], after[1]
    if before and (year := _YEAR_LEFT.search(left[: before.start()])):
        yield 4, year[1], before[1]
    if before and (year := _SHORT_YEAR_RIGHT.match(right)):
        yield 5, year[1], before[1]
    if day := before or after:
        yield _YEARLESS, "", day[1]


def _ideographic(text: str, setting: _Setting) -> datetime | None:
    """2024年10月1日, and with the year of an era or none; 2024년 10월 1일."""
    match = _IDEOGRAPHIC.search(text)
    if match is None:
        return None
    month, day = int(match["month"]), int(match["day"])
    year = int((match["year"] or "0").replace("元", "1")) + _ERAS.get(match["era"] or "", 0)
    rest = _without(text, match)
    return _at(date(year + 2000 if 0 < year < 100 else year or _latest_year(month, day, setting), month, day), rest, setting)


def _relative(text: str, setting: _Setting) -> datetime | None:
    ago = elapsed.elapsed(text, setting.language)
    if ago is not None:
        return setting.now - ago
    if not (found := elapsed.day(text, setting.language)):
        return None
    today = setting.now.astimezone(zones.named_in(found.rest, setting.zone, setting.tag)).date()
    return _at(today - timedelta(days=found.back), found.rest, setting)


def _without_year(text: str, setting: _Setting) -> datetime | None:
    """The latest day of that name; only in a text that says little else, since prose and headlines have such days too."""
    if len(text) > _SHORT:
        return None
    clock = clocks.find(text, setting.language)
    rest = f"{text[: clock.start]} {text[clock.zoned :]}" if clock else text
    month, day = _month_and_day(rest, setting) if clock else (0, 0)
    reading = min(_readings(rest, setting), default=None) if len(_NUMBER.findall(rest)) == 1 else None
    if reading and len([word for word in months.WORD.findall(rest) if len(word) > 2]) <= 1 + _OTHER_WORDS:
        month, day = reading.month, reading.day
    return (
        _timed(date(_latest_year(month, day, setting), month, day), clock, text[clock.end :] if clock else "", setting) if month else None
    )


def _month_and_day(rest: str, setting: _Setting) -> tuple[int, int]:
    """Of "1/10" or "10-01" beside a clock, in the order of the language; (0, 0) where it says anything else."""
    match = _DAY_AND_MONTH.match(rest)
    if match is None or any(char.isdigit() for char in rest[match.end() :]) or len(months.WORD.findall(rest)) > _OTHER_WORDS:
        return 0, 0
    a, b = int(match["a"]), int(match["b"])
    first = setting.month_first or setting.language in _YEAR_FIRST_LANGUAGES
    return (a, b) if (first and a <= 12) or b > 12 else (b, a)


def _latest_year(month: int, day: int, setting: _Setting) -> int:
    """The last year in which the day was, or is by tomorrow."""
    tomorrow = (setting.now.astimezone(setting.zone) + MAX_AHEAD).date()
    return tomorrow.year if (month, day) <= (tomorrow.month, tomorrow.day) else tomorrow.year - 1


def _other_language(text: str, setting: _Setting) -> datetime | None:
    """dateparser, for a language whose months are not here; it must be told the language: a call that lets it guess takes 252 ms."""
    if not setting.language or months.known(setting.language):
        return None
    from dateparser import parse as parse_any  # 0.2 s to import, and most feeds never need it

    settings = {
        "RELATIVE_BASE": setting.now.astimezone(setting.zone).replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found: datetime | None
    try:
        found = parse_any(text, languages=[setting.language], settings=settings)
    except ValueError:  # a language it does not have
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=zones.named_in(text, setting.zone, setting.tag))


def _at(day: date, rest: str, setting: _Setting) -> datetime:
    """The day at the clock time and zone that the rest of the text names; midnight when it names none."""
    clock = clocks.find(rest, setting.language)
    return _timed(day, clock, rest[clock.end :] if clock else rest, setting)


def _timed(day: date, clock: clocks.Clock | None, zoned: str, setting: _Setting) -> datetime:
    zone = zones.named_in(zoned, setting.zone, setting.tag)
    return _moment(day, clock.hour, clock.minute, clock.second, zone) if clock else _moment(day, 0, 0, 0, zone)


def _moment(day: date, hour: int, minute: int, second: int, zone: tzinfo) -> datetime:
    """24:00 is the next day's midnight; a leap second is the second before it."""
    days, hour = (1, 0) if hour == 24 else (0, hour)
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone) + timedelta(days=days)


def _year(digits: str, setting: _Setting) -> int:
    """RFC 2822 section 4.3: two digits from 00 to 49 are 20xx, others 19xx; in Thai they are of the Buddhist era."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + 2500 - 543 if setting.language == "th" and year > 43 else year + (2000 if year < 50 else 1900)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
