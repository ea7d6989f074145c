"""Decayed counters and the rate they foresee."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.cascade import HALF_LIVES, Cascade, arrived, event, order, rate

HOUR = 3600.0
START = 1_790_000_000.0
TIMES = st.lists(st.floats(0, 72), min_size=1, max_size=20).map(sorted)


def read(*hours: float, weight: float = 1.0) -> Cascade:
    known: Cascade | None = None
    for hour in hours:
        known = event(known, START + hour * HOUR, weight)
    assert known is not None
    return known


@pytest.mark.parametrize(("place", "half_life"), list(enumerate(HALF_LIVES)))
def test_each_counter_loses_half_in_its_own_time(place: int, half_life: float) -> None:
    later = event(read(0, weight=8.0), START + half_life * HOUR, 0.0)
    assert later.sums[place] == pytest.approx(4.0)


def test_a_steady_stream_is_foreseen_at_its_own_pace_at_every_scale() -> None:
    """60 an hour for half a day; age takes off what it always does, and what was known before the first event a little."""
    known = read(*(minute / 60 for minute in range(720)))
    assert rate(known, START, START + 12 * HOUR) == pytest.approx(60 * 13**-0.1, rel=0.05)


def test_a_burst_is_seen_within_minutes_and_forgotten_within_hours() -> None:
    calm = [minute / 60 for minute in range(0, 600, 6)]
    burst = [10 + second / 3600 for second in range(0, 600, 2)]
    before, after = read(*calm), read(*calm, *burst)
    now = START + (10 + 1 / 6) * HOUR
    assert rate(after, START, now) > 20 * rate(before, START, now)
    assert rate(after, START, now + 6 * HOUR) < 0.05 * rate(after, START, now)


def test_few_events_make_no_flood() -> None:
    """Two clicks within a minute on a new article are no 120 an hour."""
    assert rate(read(0.01, 0.02), START, START + 0.02 * HOUR) < 5


@given(TIMES, st.lists(st.floats(0, 100), min_size=2, max_size=10).map(sorted))
def test_without_a_new_event_the_rate_only_falls(events: list[float], looks: list[float]) -> None:
    """So a rate worked out earlier bounds the one of now, and a list need not be worked out anew for what nobody touched."""
    known = read(*events)
    rates = [rate(known, START, known.at + look * HOUR) for look in looks]
    assert all(later <= earlier * (1 + 1e-9) for earlier, later in pairwise(rates))


@given(TIMES)
def test_more_events_never_lower_the_rate(events: list[float]) -> None:
    now = START + 80 * HOUR
    assert rate(read(*events, weight=2.0), START, now) >= rate(read(*events), START, now)


def test_an_event_that_comes_late_counts_and_turns_no_clock_back() -> None:
    known = event(read(0, 5), START + 2 * HOUR)
    assert known.at == START + 5 * HOUR
    assert known.sums == pytest.approx(tuple(each + 1 for each in read(0, 5).sums))


def test_a_count_that_jumped_between_two_looks_came_evenly_in_between() -> None:
    """60 in an hour, seen at once, are as good as 60 seen one by one."""
    jumped = arrived(None, START, START + HOUR, 60)
    one_by_one = event(read(*(minute / 60 + 1 / 120 for minute in range(60))), START + HOUR, 0.0)
    assert jumped.sums == pytest.approx(one_by_one.sums, rel=0.01)


def test_nothing_new_between_two_looks_only_lets_time_pass() -> None:
    assert arrived(read(0), START, START + HOUR, 0).sums == pytest.approx(event(read(0), START + HOUR, 0.0).sums)
    assert arrived(read(0), START, START, 3).sums == read(0, 0, 0, 0).sums


@given(TIMES, TIMES, st.floats(0, 200))
def test_the_order_of_two_articles_counters_is_the_same_at_any_later_time(one: list[float], other: list[float], later: float) -> None:
    first, second = read(*one), read(*other)
    now = max(first.at, second.at) + later * HOUR
    for scale in (1, 3):
        counts = [event(known, now, 0.0).sums[scale] for known in (first, second)]
        ahead = order(first, scale) - order(second, scale)
        assert abs(ahead) < 1e-6 or min(counts) < 1e-200 or (ahead > 0) == (counts[0] > counts[1])
