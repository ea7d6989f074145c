"""The course of a rank."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedsvc.course import OUT, Course

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def walked(*steps: tuple[int, int]) -> Course:
    """After ``minutes`` since noon, it has ``rank``."""
    course = Course(NOON)
    for minutes, rank in steps:
        course = course.then(NOON + minutes * MINUTE, rank)
    return course


def test_a_rank_that_stays_adds_nothing() -> None:
    assert walked((0, 3), (60, 3), (120, 3)) == walked((0, 3))


def test_of_a_quick_to_and_fro_the_last_rank_stays_and_so_does_the_first_time_at_the_best_one() -> None:
    assert walked((0, 5), (21, 9), (23, 7), (25, 8)).steps == ((0, 5), (25, 8))
    assert walked((0, 5), (21, 2), (23, 4), (25, 3)).steps == ((0, 5), (21, 2), (25, 3))


def test_how_long_a_story_was_first_is_exact_on_its_first_day() -> None:
    """Else an entry would leave the feed of somebody who wants few of them, since it never was first for so long."""
    course = walked((0, 1), (58, 2), (203, 1), (208, 5), (209, 2))
    assert course.reached(1, 61, NOON + 300 * MINUTE) == NOON + 206 * MINUTE


def test_the_times_in_the_list_end_where_the_story_left() -> None:
    course = walked((0, 2), (30, 1), (60, OUT), (100, 4))
    spans = [((start - NOON) / MINUTE, (end - NOON) / MINUTE, rank) for start, end, rank in course.spans(NOON + 120 * MINUTE)]
    assert spans == [(0, 30, 2), (30, 60, 1), (100, 120, 4)]


def test_an_hour_at_the_top_weighs_more_than_one_below_and_only_time_within_the_period_counts() -> None:
    course = walked((0, 1), (60, 3), (180, OUT))
    assert course.stood(NOON, NOON + 240 * MINUTE) == 1 + 2 / 2
    assert course.stood(NOON + 30 * MINUTE, NOON + 120 * MINUTE) == 0.5 + 0.5
    assert course.stood(NOON + 240 * MINUTE, NOON + 300 * MINUTE) == 0


def test_a_rank_is_reached_once_it_was_held_long_enough_in_all() -> None:
    course = walked((0, 5), (30, 1), (50, 6), (80, 2), (200, OUT))
    late = NOON + 300 * MINUTE
    assert course.reached(2, 0, late) == NOON + 30 * MINUTE
    assert course.reached(2, 30, late) == NOON + 90 * MINUTE
    assert course.reached(1, 30, late) is None
    assert course.reached(1, 0, NOON + 30 * MINUTE) == NOON + 30 * MINUTE, "at once"
    assert course.reached(2, 30, NOON + 85 * MINUTE) is None, "it has not been there for so long yet"


def test_a_clock_that_was_set_back_loses_nothing() -> None:
    assert walked((60, 3), (30, 2)).steps == ((60, 3), (60, 2))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 20)), max_size=300))
def test_any_course_stays_small_in_order_and_true_to_its_end(moves: list[tuple[int, int]]) -> None:
    """Its last rank and the first time at its best one are exact for thirty days, however often the rank moved."""
    course, minute, shown = Course(NOON), 0, []
    for wait, rank in moves:
        minute += wait
        course = course.then(NOON + minute * MINUTE, rank)
        shown.append((minute, rank))
    assert [step[0] for step in course.steps] == sorted(step[0] for step in course.steps)
    assert all(one[1] != two[1] for one, two in zip(course.steps, course.steps[1:], strict=False))
    assert (course.steps[-1][1] if course.steps else OUT) == (shown[-1][1] if shown else OUT)
    listed = [(at, rank) for at, rank in shown if rank != OUT]
    if listed and minute <= 30 * 24 * 60:
        best = min(rank for _, rank in listed)
        assert course.best() == best
        first = next(at for at, rank in listed if rank == best)
        held = next((at for at, rank in course.steps if rank == best), None)
        assert held == first
    assert Course.of(course.began, course.numbers()) == course


def test_a_month_of_restless_ranks_stays_below_its_bound() -> None:
    course = Course(NOON)
    for minute in range(0, 40 * 24 * 60, 5):
        course = course.then(NOON + minute * MINUTE, minute // 5 % 19 + 1)
    assert len(course.steps) <= 800
    between = [minute for minute, _ in course.steps if 24 * 60 < minute < 9 * 24 * 60]
    assert len(between) <= 1, "what is older than thirty days is forgotten, but not the first day, by which feeds date their entries"
    assert sum(minute < 24 * 60 for minute, _ in course.steps) > 100
