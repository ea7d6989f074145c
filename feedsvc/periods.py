"""What trended most in a day or a week? Pure: the courses of ranks in, a list out that is made once, at the period's end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

from feedsvc import reasons
from feedsvc.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from feedsvc.model import Trend

PERIODS: tuple[Period, ...] = get_args(Period)
SIZES: dict[Period, int] = {"day": 10, "week": 20}  # stories of an issue: what one can read of a day, and of a week
# Issues that are kept, which is also how long a story that was in one is not in another.
KEPT: dict[Period, timedelta] = {"day": timedelta(days=31), "week": timedelta(weeks=12)}


@dataclass(frozen=True, slots=True)
class Term:
    """One day or one week, from midnight to midnight of the site's zone; a week begins on Monday (ISO 8601). Times are aware UTC."""

    period: Period
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Top:
    """A story in an issue."""

    trend: Trend
    score: float  # hours in the list, weighed by rank (Course.stood)
    why: tuple[str, ...]


def last_term(period: Period, now: datetime, zone: tzinfo) -> Term:
    """The last one that is over."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    ends = today if period == "day" else today - timedelta(days=today.weekday())
    begins = ends - timedelta(days=1 if period == "day" else 7)  # by the clock on the wall, so that a day may have 23 or 25 hours
    return Term(period, begins.astimezone(UTC), ends.astimezone(UTC))


def tops(trends: Iterable[Trend], term: Term) -> list[Top]:
    """The stories that stood highest and longest in the term, best first; ties go to the smaller id."""
    found = [_top(trend, term) for trend in trends]
    ranked = sorted((top for top in found if top.score > 0), key=lambda top: (-top.score, str(top.trend.story)))
    return ranked[: SIZES[term.period]]


def _top(trend: Trend, term: Term) -> Top:
    if trend.course is None:
        return Top(trend, 0.0, ())
    why = [*reasons.of_course(trend.course, term.begins, term.ends), reasons.of_sources(trend.sources)]
    return Top(trend, round(trend.course.stood(term.begins, term.ends), 4), tuple(filter(None, why)))
