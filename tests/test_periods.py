"""The lists of a day and a week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from feedsvc.course import OUT, Course
from feedsvc.model import Article, SourceRef, Trend
from feedsvc.periods import Term, last_term, tops

BEGINS = datetime(2026, 11, 21, tzinfo=UTC)
ENDS = datetime(2026, 11, 22, tzinfo=UTC)
DAY = Term("day", BEGINS, ENDS)
HOUR = timedelta(hours=1)


def trend(number: int, *steps: tuple[float, int], began: datetime = BEGINS, sources: int = 1) -> Trend:
    """At each of so many hours after ``began``, its rank."""
    course = Course(began)
    for hours, rank in steps:
        course = course.then(began + hours * HOUR, rank)
    article = Article(
        UUID(int=number), None, f"Story {number}", "", "", (), None, (), "", BEGINS, True, BEGINS, BEGINS, SourceRef("a", "A", None), (), ()
    )
    return Trend(UUID(int=number), article, 1, 1.0, began, None, ("why",), sources, course)


@pytest.mark.parametrize(
    ("period", "zone", "begins", "ends"),
    [
        ("day", "UTC", "2026-11-21T00:00+00:00", "2026-11-22T00:00+00:00"),
        ("day", "Asia/Jakarta", "2026-11-21T00:00+07:00", "2026-11-22T00:00+07:00"),
        ("day", "America/New_York", "2026-11-20T00:00-05:00", "2026-11-21T00:00-05:00"),
        ("week", "UTC", "2026-11-09T00:00+00:00", "2026-11-16T00:00+00:00"),
        ("week", "Europe/Berlin", "2026-11-09T00:00+01:00", "2026-11-16T00:00+01:00"),
    ],
)
def test_a_term_is_the_last_whole_day_or_week_of_the_sites_zone(period: str, zone: str, begins: str, ends: str) -> None:
    """At two in the morning of Sunday, UTC."""
    term = last_term(period, datetime(2026, 11, 22, 2, tzinfo=UTC), ZoneInfo(zone))  # type: ignore[arg-type]
    assert (term.begins, term.ends) == (datetime.fromisoformat(begins), datetime.fromisoformat(ends))


def test_a_day_on_which_the_clocks_are_set_back_has_25_hours() -> None:
    term = last_term("day", datetime(2026, 10, 26, 6, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    assert term.ends - term.begins == 25 * HOUR


def test_whoever_stood_highest_and_longest_is_first() -> None:
    long, high, short = trend(1, (0, 8), (20, OUT)), trend(2, (3, 1), (13, 4), (16, OUT)), trend(3, (5, 1), (6, OUT))
    assert [top.trend.story.int for top in tops([short, long, high], DAY)] == [2, 1, 3]


def test_only_the_time_within_the_term_counts() -> None:
    before, after = trend(1, (0, 1), (23, OUT), began=BEGINS - 24 * HOUR), trend(2, (0, 1), began=ENDS + HOUR)
    through = trend(3, (0, 5), began=BEGINS - 24 * HOUR)
    assert [top.trend.story.int for top in tops([before, after, through], DAY)] == [3]
    assert tops([through], DAY)[0].why == ("best no. 5", "in the list for 24 h")


def test_reasons_say_how_high_how_long_and_who_told_of_it() -> None:
    (top,) = tops([trend(1, (2, 3), (4, 1), (8.5, 2), (14, OUT), sources=7)], DAY)
    assert top.why == ("no. 1 for 4 h", "in the list for 12 h", "7 sources")


def test_a_day_has_ten_stories_at_most() -> None:
    assert len(tops([trend(number, (0, number)) for number in range(1, 15)], DAY)) == 10
