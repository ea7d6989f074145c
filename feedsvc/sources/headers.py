"""What the headers of an answer say about the next request. Pure: takes header values and ``now``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_VALIDATOR = 1_000  # characters
LONGEST_FRESH = timedelta(days=1)  # a longer max-age is meant for caches; news that changed would wait for it
_DIRECTIVE = re.compile(r'([a-z-]+)(?:="?([^",]*))?')


def validator(value: str) -> str:
    """A validator as it was sent, or none at all if it could not be sent back: one bad answer must not end all later requests."""
    return value if len(value) <= MAX_VALIDATOR and value.isascii() and value.isprintable() else ""


def validators(etag: str, last_modified: str) -> dict[str, str]:
    """The headers of a conditional request, opaque and with their quotes as they came."""
    headers = {"If-None-Match": etag} if etag else {}
    return headers | ({"If-Modified-Since": last_modified} if last_modified else {})


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Retry-After in both its forms (RFC 9110 section 10.2.3): seconds, at most 10^8 of them, or a date."""
    seconds = _seconds(value)
    if seconds is not None:
        return seconds
    at = http_date(value)
    return None if at is None else max(timedelta(0), at - now)


def fresh_for(cache_control: str, expires: str, date: str, age: str, now: datetime) -> timedelta | None:
    """How long the answer stays fresh (RFC 9111 section 4.2), at most a day; None when it may be asked for again at once.

    s-maxage is for shared caches, which feedsvc is not.
    """
    said = dict(_DIRECTIVE.findall(cache_control.lower()))
    if "no-store" in said or "no-cache" in said:
        return None
    lifetime = _seconds(said["max-age"]) if "max-age" in said else _until(expires, date, now)
    if lifetime is None:
        return None
    left = lifetime - (_seconds(age) or timedelta(0))
    return min(left, LONGEST_FRESH) if left > timedelta(0) else None


def http_date(value: str) -> datetime | None:
    """A date in any of the three forms of RFC 9110 section 5.6.7, and in most of those that servers send instead."""
    try:
        at = parsedate_to_datetime(value)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _until(expires: str, date: str, now: datetime) -> timedelta | None:
    """By the server's own clock where it tells it."""
    at = http_date(expires) if expires else None
    return None if at is None else at - (http_date(date) or now)


def _seconds(value: str) -> timedelta | None:
    text = value.strip()
    return timedelta(seconds=min(int(text[:9]), 10**8)) if text.isdecimal() else None
