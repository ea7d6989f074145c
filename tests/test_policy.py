"""When a source is polled next."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from feedsvc.policy import Bounds, plan

BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=12))
HOUR = timedelta(hours=1)
Found = Literal["new", "unchanged", "failed"]
founds = st.sampled_from(["new", "unchanged", "failed"])
spans = st.timedeltas(timedelta(seconds=1), timedelta(days=2))


def test_news_shortens_the_pace_and_silence_lengthens_it() -> None:
    assert plan("new", bounds=BOUNDS, pace=HOUR).pace < HOUR < plan("unchanged", bounds=BOUNDS, pace=HOUR).pace


def test_the_operators_interval_stands_above_the_pace() -> None:
    assert plan("new", bounds=BOUNDS, pace=HOUR, interval=timedelta(minutes=1)).wait == timedelta(minutes=1)


def test_failures_wait_longer_each_time_up_to_the_bound() -> None:
    waits = [plan("failed", bounds=BOUNDS, pace=HOUR, failures=n).wait for n in range(1, 12)]
    assert waits[:3] == [HOUR, 2 * HOUR, 4 * HOUR]
    assert waits[-1] == BOUNDS.longest


def test_a_servers_wish_to_be_left_alone_is_kept_within_a_day() -> None:
    assert plan("failed", bounds=BOUNDS, failures=1, retry_after=timedelta(hours=20)).wait == timedelta(hours=20)
    assert plan("failed", bounds=BOUNDS, failures=1, retry_after=timedelta(days=900)).wait == timedelta(days=1)


@given(founds, st.none() | spans, st.integers(0, 99), st.floats(0, 1, exclude_max=True))
def test_the_wait_stays_within_the_bounds_and_a_tenth(found: Found, pace: timedelta | None, failures: int, chance: float) -> None:
    wait = plan(found, bounds=BOUNDS, pace=pace, failures=failures, chance=chance).wait
    assert BOUNDS.shortest * 0.89 <= wait <= BOUNDS.longest * 1.11
