"""What a feed of trends holds: the entries of its list that its parameters let pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from feedsvc import volume
from feedsvc.text.language import registered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from feedsvc.feeds.spec import FeedSpec
    from feedsvc.model import Trend
    from feedsvc.store import Unit


def select(unit: Unit, spec: FeedSpec, scope: str, until: datetime) -> list[Trend]:
    """The entries of the feed ``spec`` of trends, read from the list of ``scope``, at most ``spec.limit``.

    ``until`` is when the list changed last: what time alone has changed since then is in the next edition, so that one revision is one
    edition on every node.
    """
    foreign = bool(spec.lang) and scope == spec.section  # the list is not of that language alone
    chosen = foreign or spec.min_sources > 1 or spec.per_day > 0
    trends = _read(unit, spec, scope, None if chosen else spec.limit)
    if foreign:
        trends = [trend for trend in trends if registered(trend.article.language) == spec.lang]
    if spec.min_sources > 1:
        trends = [trend for trend in trends if trend.sources >= spec.min_sources]
    if spec.per_day:
        trends = _notable(unit, spec, scope, trends, until)
    return trends[: spec.limit]


def _read(unit: Unit, spec: FeedSpec, scope: str, limit: int | None) -> list[Trend]:
    if spec.list == "day" or spec.list == "week":
        return unit.issues.entries(scope, spec.list, limit)
    return unit.trends.current(scope, limit) if spec.sort == "rank" else unit.trends.entries(scope, limit)


def _notable(unit: Unit, spec: FeedSpec, scope: str, trends: Sequence[Trend], until: datetime) -> list[Trend]:
    """Those that reached the bar of their day, as entered when they did."""
    courses = [trend.course for trend in trends if trend.course]
    if not courses:
        return []
    days = [volume.day_of(course.began) for course in courses]
    before = unit.trends.courses(scope, volume.looked_at(min(days))[0], volume.looked_at(max(days))[1])
    passed = volume.passing(courses, before, spec.per_day, until)
    kept = [replace(trend, entered_at=at) for trend, at in zip(trends, passed, strict=True) if at is not None]
    return kept if spec.sort == "rank" else sorted(kept, key=lambda trend: trend.entered_at, reverse=True)
