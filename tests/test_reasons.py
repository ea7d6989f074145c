"""What a subscriber is told about why a story trends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc import reasons
from feedsvc.cascade import Cascade, Counted
from feedsvc.evidence import Standing, Telling

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def listed(rank: int, before: int | None = None, stayed: timedelta = timedelta(0)) -> str:
    return reasons.of_standing(Standing(UUID(int=1), "x", "Koran X", "Most read", rank, NOW - stayed, before, NOW), NOW)


def test_a_place_in_a_list_is_told_with_its_rise_or_how_long_it_stood_there() -> None:
    assert listed(2) == 'no. 2 in "Most read" at Koran X'
    assert listed(2, before=5, stayed=3 * HOUR) == 'no. 2 in "Most read" at Koran X, up from no. 5'
    assert listed(2, stayed=3.5 * HOUR) == 'no. 2 in "Most read" at Koran X for 3 h'
    assert listed(2, before=1) == 'no. 2 in "Most read" at Koran X', "a fall is no reason"


def told(*hours: float) -> str:
    return reasons.of_telling([Telling(UUID(int=1), UUID(int=n), f"s{n}", "", NOW - hour * HOUR) for n, hour in enumerate(hours)])


def test_coverage_is_told_as_sources_and_the_time_in_which_they_joined() -> None:
    assert told(1, 3, 6.5) == "3 sources in 4 h"
    assert told(0.2, 0.9) == "2 sources within the hour"


def views(last: float, usual: float) -> str:
    one = Counted(UUID(int=1), "views", Cascade(0, (0, 0, 0, 0)), 1000, 0, last_hour=last, usual=usual)
    return reasons.of_views([one])


def test_views_are_told_with_what_is_usual_when_they_are_not() -> None:
    assert views(344, 85) == "300 views in the last hour, 4 times its usual"
    assert views(344, 340) == "300 views in the last hour"
    assert views(1, 0) == "1 view in the last hour"
    assert views(40, 0.1) == "40 views in the last hour", "against next to nothing everything is unusual"
    assert views(0, 5) == ""


def test_counts_of_a_source_are_told_by_their_kind() -> None:
    assert reasons.of_count("comments", 158) == "150 comments"
    assert reasons.of_count("shares", 1) == "1 share"
    assert reasons.of_count("views told", 5400) == "5000 views"


@pytest.mark.parametrize(("number", "said"), [(0, 0), (9.9, 9), (10, 10), (11, 10), (139, 120), (999, 800), (1000, 1000), (45_000, 40_000)])
def test_numbers_are_told_in_steps(number: float, said: int) -> None:
    assert reasons.rounded(number) == said


@given(st.lists(st.integers(0, 10_000_000), min_size=2).map(sorted))
def test_a_larger_number_is_never_told_as_a_smaller_one(numbers: list[int]) -> None:
    assert all(reasons.rounded(a) <= reasons.rounded(b) for a, b in pairwise(numbers))
    assert all(number * 0.75 <= reasons.rounded(number) <= number for number in numbers)


@given(st.floats(0, 500), st.floats(0, 0.2))
def test_a_reason_changes_when_something_changed_and_not_with_every_minute(hours: float, later: float) -> None:
    """Each change of a reason is a new edition: over five minutes nearly all stay."""
    first = listed(1, stayed=hours * HOUR)
    assert listed(1, stayed=(hours + later) * HOUR) == first or any(
        hours < step <= hours + later for step in (1, 2, 3, 4, 6, 9, 12, 18, 24, 48, 72)
    )
