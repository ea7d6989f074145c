"""How many entries a day does a subscriber want? From that wish to the entries that are worth it. Pure.

A story is as notable as the best rank that it reached within a day of entering the list; those that were first, as the time that they stood
there. How notable one must be, so that there are as many a day as wished, is told from what entered in the weeks before. What is decided
about an entry stays decided: it depends on the days before its own only, so that nothing enters a feed with an old date or twice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from feedsvc.course import MINUTE, Course

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY = timedelta(days=1)
LOOKED_BACK = 14  # days: two of each day of the week
SETTLED = DAY  # after which the rank that a story is known by is known
EVERY_RANK = 1_000  # behind every place that a list has


@dataclass(frozen=True, slots=True)
class Bar:
    """What a story must reach: a rank or a better one, and how long it must have stood there in all."""

    rank: int
    minutes: int = 0

    def passed(self, course: Course, until: datetime) -> datetime | None:
        """When the story reached it; None where it had not before ``until``."""
        return course.reached(self.rank, self.minutes, min(until, course.began + SETTLED))


def day_of(moment: datetime) -> datetime:
    """The beginning of its day, UTC."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def looked_at(day: datetime) -> tuple[datetime, datetime]:
    """The time in which a story must have entered to count for the bar of a day."""
    return day - SETTLED - LOOKED_BACK * DAY, day - SETTLED


def bar(before: Iterable[Course], per_day: int, day: datetime) -> Bar:
    """The bar of a day's entries for ``per_day`` of them, from the courses ``before`` it.

    Where nothing is known yet, the first ``per_day`` ranks: a list's places change hands about once a day.
    """
    first, last = looked_at(day)
    entered = [course for course in before if first <= course.began < last and course.steps]  # older versions kept none
    if not entered:
        return Bar(per_day)
    days = ceil((last - min(course.began for course in entered)) / DAY)
    marks = Counter(_notable(course) for course in entered)
    missing = per_day * days
    for mark in sorted(marks, reverse=True):
        if marks[mark] > 2 * missing:  # with those who are as notable there would be too many by more than there are too few without them
            return _above(mark)
        missing -= marks[mark]
    return Bar(EVERY_RANK)


def _notable(course: Course) -> int:
    """Minus the best rank of its first day; for one that was first, the minutes that it was."""
    best, at_top = 0, timedelta(0)
    for start, end, rank in course.spans(course.began + SETTLED):
        best = rank if best == 0 else min(best, rank)
        at_top += end - start if rank == 1 else timedelta(0)
    if best == 1:
        return int(at_top / MINUTE)
    return -best if best else -EVERY_RANK


def _above(mark: int) -> Bar:
    """The lowest bar that whoever is so notable does not pass."""
    return Bar(1, mark + 1) if mark >= 0 else Bar(-mark - 1)


def passing(entered: Sequence[Course], before: Sequence[Course], per_day: int, until: datetime) -> list[datetime | None]:
    """When each of these was notable enough for a feed of ``per_day`` entries a day; None for those that were not before ``until``."""
    bars: dict[datetime, Bar] = {}
    for day in {day_of(course.began) for course in entered}:
        bars[day] = bar(before, per_day, day)
    return [bars[day_of(course.began)].passed(course, until) for course in entered]
