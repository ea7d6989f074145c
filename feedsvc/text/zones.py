"""Time zones as they are printed behind a clock: "WIB", "GMT+7", "+0700 (WIB)", "EST", "MSK"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HOURS = {  # east of UTC; of two zones with one name, that of the larger press
    "WIB": 7, "WITA": 8, "WIT": 9, "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "MSK": 3, "TRT": 3, "AST": -4, "ADT": -3, "GST": 4, "PKT": 5,
    "IST": 5.5, "NPT": 5.75, "ICT": 7, "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6,
    "CDT": -5, "EST": -5, "EDT": -4, "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5, "BRT": -3, "BRST": -2, "ART": -3,
    "CLT": -4, "CLST": -3, "COT": -5, "PET": -5, "VET": -4, "UYT": -3, "BOT": -4, "ECT": -5, "JST": 9, "KST": 9, "AWST": 8, "ACST": 9.5,
    "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "IDT": 3, "IRST": 3.5, "AZT": 4, "GET": 4, "UZT": 5, "SLST": 5.5,
    "BDT": 6, "MMT": 6.5, "МСК": 3, "MYST": 8,
}  # fmt: skip
# What a name means in a language or a country ("en-IE") whose press means another zone by it than most.
_ELSEWHERE: dict[str, dict[str, float]] = {
    "IST": {"en-IE": 1, "ga": 1, "he": 2, "en-IL": 2}, "BST": {"bn": 6, "en-BD": 6}, "EST": {"en-AU": 10}, "EDT": {"en-AU": 11},
    "CST": {"zh": 8, "en-CN": 8, "en-AU": 9.5}, "PST": {"fil": 8, "tl": 8, "en-PH": 8}, "AST": {"ar": 3, "en-SA": 3},
    "MST": {"ms": 8, "en-MY": 8, "my": 6.5}, "AMT": {"pt": -4, "hy": 4}, "WST": {"en-AU": 8}, "ADT": {"ar": 4}, "SST": {"en-SG": 8},
}  # fmt: skip
# Letters that leave summer time open.
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_SEASONS = (datetime(2024, 1, 1), datetime(2024, 7, 1))  # noqa: DTZ001  # asked of a zone, which adds itself
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s*)?(?P<sign>[+\u2212-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\d.:/])")
_NAME = re.compile(r"(?<![^\W\d_])([A-ZМСК]{1,4})(?![^\W\d_])")


def named_in(rest: str, default: tzinfo, language: str = "") -> tzinfo:
    """The zone that the text behind a clock names: an offset before a name, since "+0700 (WIB)" says both."""
    if (match := _OFFSET.search(rest)) and int(match["hours"]) <= 14:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
    for name in _NAME.findall(rest):
        zone = default if name in _ELSEWHERE and name in _names_of(default) else _zone(name, language)
        if zone is not None:
            return zone
    return default


def home(name: str) -> tzinfo | None:
    """The zone with an IANA name, such as "Asia/Jakarta"; None for "" and for a name that is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _names_of(zone: tzinfo) -> set[str | None]:
    """Its own names in winter and summer: IST is Irish time on a page of Dublin."""
    return {zone.tzname(moment) for moment in _SEASONS}


@lru_cache(maxsize=2_048)
def _zone(name: str, language: str) -> tzinfo | None:
    here = _ELSEWHERE.get(name, {})
    hours = here.get(language, here.get(language.partition("-")[0], _HOURS.get(name)))
    if hours is not None:
        return timezone(timedelta(hours=hours))
    return ZoneInfo(_PLACES[name]) if name in _PLACES and language.partition("-")[0] in {"", "en", "es"} else None
