"""Dates as publishers print them -> aware UTC.

In this order: epoch seconds; ISO 8601 and RFC 3339; RFC 822 and 2822; day, month name and year in English, Indonesian or Malay;
numeric day, month and year; "2 jam yang lalu"; and dateparser, with its languages given, for every other language. Zone names are our
own table, since the parsers at hand read "WIB" as UTC, seven hours late.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from feedsvc.text.chars import clean
from feedsvc.text.language import primary

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MAX_LENGTH = 120  # a date with its weekday, zone and a label before it; anything longer is prose

_OFFSETS = {  # hours east of UTC; of two zones with one name, that of the larger press
    "WIB": 7, "WITA": 8, "WIT": 9, "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "MSK": 3, "TRT": 3, "AST": -4, "ADT": -3, "GST": 4, "PKT": 5,
    "IST": 5.5, "NPT": 5.75, "ICT": 7, "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6,
    "CDT": -5, "EST": -5, "EDT": -4, "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5, "BRT": -3, "ART": -3, "CLT": -4,
    "COT": -5, "PET": -5, "JST": 9, "KST": 9, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_MONTH_NAMES = (
    "january jan januari", "february feb februari pebruari", "march mar maret mac", "april apr", "may mei", "june jun juni",
    "july jul juli julai", "august aug agustus agu agt ogos ags", "september sep sept", "october oct oktober okt",
    "november nov nopember nop", "december dec desember des disember dis",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAY_NAMES = (
    "monday mon senin isnin sen", "tuesday tue tues selasa sel", "wednesday wed rabu rab", "thursday thu thur thurs kamis khamis kam",
    "friday fri jumat jum'at jum", "saturday sat sabtu sab", "sunday sun minggu ahad min",
)  # fmt: skip
_DAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names.split()}
_UNITS = {
    "second": 1, "seconds": 1, "sec": 1, "secs": 1, "detik": 1, "saat": 1, "minute": 60, "minutes": 60, "min": 60, "mins": 60, "menit": 60,
    "minit": 60, "hour": 3600, "hours": 3600, "hr": 3600, "hrs": 3600, "h": 3600, "jam": 3600, "day": 86400, "days": 86400, "hari": 86400,
    "week": 604800, "weeks": 604800, "minggu": 604800, "pekan": 604800, "month": 2592000, "months": 2592000, "bulan": 2592000,
    "year": 31536000, "years": 31536000, "tahun": 31536000,
}  # fmt: skip
_DAYS_AGO = {"today": 0, "hari ini": 0, "yesterday": 1, "kemarin": 1, "semalam": 1, "kemarin lusa": 2}
_JUST_NOW = frozenset({"just now", "now", "baru saja", "baru", "barusan", "sebentar tadi"})
# What dateparser tries when the language is unknown; each further one costs time on every text that is no date.
_USUAL_LANGUAGES = ("en", "id", "ms", "de", "fr", "es", "pt", "it", "nl", "ru", "tr", "pl", "ja", "zh", "ko", "vi", "th", "ar")

_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
_TIME = re.compile(rf"(?<![\d:.+-]){_CLOCK}(?![\d:])", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?!\d)")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_NAMED = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.,/-]+(?P<name>[a-z]{3,10})\b[\s.,/-]+'?(?P<year>\d{4}|\d{2})\b", re.IGNORECASE)
_NAMED_US = re.compile(r"\b(?P<name>[a-z]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})\b", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})\s?[/.-]\s?(?P<b>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)")
_AGO = re.compile(r"\b(?P<count>\d{1,4}|an?|se)\s*(?P<unit>[a-z]+)\s+(?:yang\s+|yg\s+)?(?:lalu|ago|lepas|tadi)\b", re.IGNORECASE)
_DAYS_AGO_FORM = re.compile(rf"\b({'|'.join(sorted(_DAYS_AGO, key=len, reverse=True))})\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s*)?(?P<sign>[+\u2212-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)")
_ZONE_NAME = re.compile(r"(?<![A-Za-z])([A-Z]{1,4})(?![A-Za-z])")
_WORD = re.compile(r"[a-z']+")


def parse(text: str, *, now: datetime, language: str = "", zone: tzinfo | None = None) -> datetime | None:
    """The moment that ``text`` names, aware UTC, never after ``now``; None when nothing is understood or it lies before 1990.

    ``zone`` is what a time without a zone means (UTC if None); ``language`` decides 3/4/2024 (month first in English) and month names.
    """
    text = clean(text[: 4 * MAX_LENGTH]).replace("’", "'")
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        found = _understood(text, now, primary(language), zone or UTC)
        moment = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):  # the 31st of June, the year 0
        return None
    return None if moment is None or moment < EARLIEST else min(moment, now.astimezone(UTC))


def _understood(text: str, now: datetime, language: str, zone: tzinfo) -> datetime | None:
    found = _epoch(text) or _iso(text, zone) or _named(text, zone) or _numeric(text, now, language, zone) or _relative(text, now, zone)
    return found or _other_language(text, now, language, zone)


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)


def _iso(text: str, zone: tzinfo) -> datetime | None:
    if match := _ISO.match(text):
        return _at(_day(match), text[match.end() :], zone)
    if not (match := _COMPACT.match(text)):
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    return _moment(_day(match), hour, minute, second, _zone(text[match.end() :], zone))


def _day(match: re.Match[str]) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _named(text: str, zone: tzinfo) -> datetime | None:
    for pattern in (_NAMED, _NAMED_US):
        for match in pattern.finditer(text):
            month = _MONTHS.get(match["name"].lower())
            if month:
                day = date(_year(match["year"]), month, int(match["day"]))
                return _at(day, _without(text, match), zone)
    return None


def _numeric(text: str, now: datetime, language: str, zone: tzinfo) -> datetime | None:
    if match := _YEAR_FIRST.search(text):
        return _at(_day(match), _without(text, match), zone)
    if not (match := _NUMERIC.search(text)):
        return None
    year, a, b = _year(match["year"]), int(match["a"]), int(match["b"])
    orders = ((b, a), (a, b)) if language == "en" else ((a, b), (b, a))
    days = [date(year, month, day) for day, month in orders if month <= 12]
    rest = _without(text, match)
    return _at(_likeliest(days, rest, now), rest, zone)


def _likeliest(days: list[date], rest: str, now: datetime) -> date:
    """Of two readings of 3/4/2024, the one that fits the printed weekday, then the one that is not in the future, then the usual one."""
    weekdays = {_DAYS[word] for word in _WORD.findall(rest.lower()) if word in _DAYS}
    tomorrow = now.date() + timedelta(days=1)
    ranked = sorted(days, key=lambda day: (bool(weekdays) and day.weekday() not in weekdays, day > tomorrow))
    if not ranked:
        raise ValueError("no month in it")
    return ranked[0]


def _relative(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    if text.lower().strip(" .") in _JUST_NOW:
        return now
    if (match := _AGO.search(text)) and (unit := _UNITS.get(match["unit"].lower())):
        count = int(match["count"]) if match["count"].isdigit() else 1
        return now - timedelta(seconds=count * unit)
    if match := _DAYS_AGO_FORM.search(text):
        rest = _without(text, match)
        today = now.astimezone(_zone(rest, zone)).date()
        return _at(today - timedelta(days=_DAYS_AGO[match[1].lower()]), rest, zone)
    return None


def _other_language(text: str, now: datetime, language: str, zone: tzinfo) -> datetime | None:
    """dateparser, which must be told the languages: a call that lets it guess takes 252 ms."""
    from dateparser import parse as parse_any  # 0.2 s to import, and most feeds never need it

    settings = {
        "RELATIVE_BASE": now.astimezone(zone).replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found: datetime | None
    try:
        found = parse_any(text, languages=[language] if language else list(_USUAL_LANGUAGES), settings=settings)
    except ValueError:  # a language it does not have
        found = parse_any(text, languages=list(_USUAL_LANGUAGES), settings=settings)
    if found is None or found.tzinfo:
        return found
    return found.replace(tzinfo=_zone(text, zone))


def _at(day: date, rest: str, zone: tzinfo) -> datetime:
    """The day at the clock time and zone that the rest of the text names; midnight when it names none."""
    match = _TIME.search(rest)
    if not match:
        return _moment(day, 0, 0, 0, _zone(rest, zone))
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return _moment(day, hour, int(match["minute"]), int(match["second"] or 0), _zone(rest[match.end() :], zone))


def _moment(day: date, hour: int, minute: int, second: int, zone: tzinfo) -> datetime:
    """24:00 is the next day's midnight; a leap second is the second before it."""
    days, hour = (1, 0) if hour == 24 else (0, hour)
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone) + timedelta(days=days)


def _zone(rest: str, default: tzinfo) -> tzinfo:
    """The zone named in the rest of the text: an offset before a name, since "+0700 (WIB)" says both."""
    if match := _OFFSET.search(rest):
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
    for name in _ZONE_NAME.findall(rest):
        if name in _OFFSETS:
            return timezone(timedelta(hours=_OFFSETS[name]))
    return default


def _year(digits: str) -> int:
    """RFC 2822 section 4.3: two digits from 00 to 49 are 20xx, others 19xx."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
