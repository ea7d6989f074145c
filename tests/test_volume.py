"""A wanted number of entries a day."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from feedsvc.course import OUT, Course
from feedsvc.volume import Bar, bar, day_of, looked_at, passing

TODAY = datetime(2026, 11, 22, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def course(began: datetime, *ranks: int, hours: float = 1) -> Course:
    """So many hours at each rank, then out."""
    made = Course(began)
    for number, rank in enumerate((*ranks, OUT)):
        made = made.then(began + number * hours * HOUR, rank)
    return made


def fortnight(a_day: int, seed: int = 1) -> list[Course]:
    """Stories that entered in the days before today, with best ranks from 1 to 20 and up to five hours at each."""
    chance = random.Random(seed)  # noqa: S311
    made = []
    for day in range(16):
        for _ in range(a_day):
            began = TODAY - (day + 1) * DAY + chance.random() * DAY
            best = chance.randint(1, 20)
            made.append(course(began, min(20, best + 3), best, hours=chance.uniform(0.3, 5)))
    return made


@pytest.mark.parametrize("per_day", [1, 3, 8, 20])
def test_the_bar_lets_about_as_many_of_the_days_before_pass_as_are_wanted(per_day: int) -> None:
    first, last = looked_at(TODAY)
    before = [each for each in fortnight(60) if first <= each.began < last]
    level = bar(before, per_day, TODAY)
    passed = sum(level.passed(each, TODAY) is not None for each in before) / 14
    assert 0.6 * per_day <= passed <= 1.6 * per_day


def test_where_fewer_come_than_are_wanted_all_pass() -> None:
    first, last = looked_at(TODAY)
    before = [each for each in fortnight(4) if first <= each.began < last]
    assert all(bar(before, 10, TODAY).passed(each, TODAY) for each in before)


def test_before_anything_is_known_the_first_ranks_pass() -> None:
    assert bar([], 5, TODAY) == Bar(5)


def test_entries_of_which_nothing_was_kept_say_nothing() -> None:
    assert bar([Course(TODAY - 3 * DAY + number * HOUR) for number in range(40)], 5, TODAY) == Bar(5)


def test_an_entry_is_dated_when_it_passed_and_not_when_it_entered_the_list() -> None:
    began = TODAY + 9 * HOUR
    assert passing([course(began, 12, 3, 2)], [], 3, TODAY + DAY) == [began + HOUR]
    assert passing([course(began, 12, 3, 2)], [], 1, TODAY + DAY) == [None]
    assert passing([course(began, 12, 3, 2)], [], 3, began + HOUR / 2) == [None]


def test_what_comes_later_changes_nothing_about_the_entries_of_a_day() -> None:
    """Neither what enters on that day or later, nor what moves then."""
    before = fortnight(30)
    entry = course(TODAY + 2 * HOUR, 9, 4, 2, 1, 1, 3)
    found = passing([entry], before, 4, TODAY + DAY)
    later = [course(TODAY + number * HOUR, 1, hours=2) for number in range(24)]
    assert passing([entry], [*before, *later], 4, TODAY + 3 * DAY) == found


def test_whoever_was_first_longest_passes_where_one_a_day_is_wanted_and_many_are_first() -> None:
    before = [course(TODAY - day * DAY + number * HOUR, 1, hours=number + 1) for day in range(2, 16) for number in range(6)]
    level = bar(before, 1, TODAY)
    assert level == Bar(1, 301)


def test_days_are_those_of_utc() -> None:
    assert day_of(datetime.fromisoformat("2026-11-23T05:00:00+07:00")) == TODAY
