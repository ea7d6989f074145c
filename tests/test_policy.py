"""When a source is polled next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.policy import MOST_TEXT, Bounds, Plan, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=12))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
Found = Literal["new", "unchanged", "failed"]
founds: st.SearchStrategy[Found] = st.sampled_from(["new", "unchanged", "failed"])
chances = st.floats(0, 1, exclude_max=True)
times = st.integers(631_152_000, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC))  # 1990 to 2039
spans = st.timedeltas(timedelta(seconds=1), timedelta(days=400))


def ask(
    found: Found = "unchanged",
    *,
    now: datetime = MONDAY,
    rhythm: str = "",
    news: Sequence[datetime] = (),
    pace: timedelta | None = None,
    interval: timedelta | None = None,
    failures: int = 0,
    retry_after: timedelta | None = None,
    fresh_for: timedelta | None = None,
    chance: float = 0.5,
) -> Plan:
    return plan(
        found,
        bounds=BOUNDS,
        now=now,
        rhythm=rhythm,
        news=news,
        pace=pace,
        interval=interval,
        failures=failures,
        retry_after=retry_after,
        fresh_for=fresh_for,
        chance=chance,
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """A source after it was polled for a while."""

    last: Plan
    at: datetime  # the time of the last poll
    polls: int


def follow(came: Sequence[datetime], begin: datetime, end: datetime, rhythm: str = "", dated: bool = True) -> Followed:
    """Poll a source on which articles come out at these times, as planned."""
    now, known, polls, last = begin, bisect_right(came, begin), 0, None
    while True:
        fresh = bisect_right(came, now)
        news = came[known:fresh] if dated else [now] * (fresh - known)
        last = ask("new" if news else "unchanged", now=now, rhythm=last.rhythm if last else rhythm, news=news)
        known, polls = fresh, polls + 1
        if now + last.wait > end:
            return Followed(last, now, polls)
        now += last.wait


def steady(gap: timedelta, begin: datetime, end: datetime) -> list[datetime]:
    return [begin + n * gap for n in range(1, (end - begin) // gap + 1)]


def later(source: Followed, when: datetime) -> timedelta:
    """What a poll at that time would plan if it found nothing new."""
    return ask(now=when, rhythm=source.last.rhythm).pace


def test_a_source_that_nothing_is_known_of_is_polled_again_within_the_hour() -> None:
    assert 10 * MINUTE <= ask().wait <= HOUR


def test_a_silent_newcomer_is_asked_a_dozen_times_at_most_on_its_first_day() -> None:
    assert 4 <= follow([], MONDAY, MONDAY + DAY).polls <= 12


def test_the_first_list_already_tells_a_busy_source_from_a_rare_one() -> None:
    busy = ask("new", news=[MONDAY - n * 20 * MINUTE for n in range(1, 21)])
    rare = ask("new", news=[MONDAY - n * 20 * DAY for n in range(1, 21)])
    assert busy.pace < HOUR
    assert rare.pace > 8 * HOUR


def test_a_few_old_entries_at_the_foot_of_the_first_list_do_not_make_a_busy_source_rare() -> None:
    listed = [MONDAY - n * 20 * MINUTE for n in range(1, 21)]
    pinned = [MONDAY - n * 100 * DAY for n in range(1, 5)]
    assert ask("new", news=listed + pinned).pace < HOUR


def test_a_first_list_without_dates_tells_nothing() -> None:
    assert ask("new", news=[MONDAY] * 30).pace == ask().pace


@settings(deadline=None, max_examples=10)
@given(st.integers(20, 2000), st.integers(20, 2000))
def test_a_source_that_publishes_more_often_is_not_polled_less(one: int, other: int) -> None:
    often, seldom = sorted((one * MINUTE, other * MINUTE))
    end = MONDAY + 4 * DAY
    polls = [follow(steady(gap, MONDAY, end), MONDAY, end).polls for gap in (often, seldom)]
    assert polls[0] >= polls[1] * 0.95 - 2  # which of two alike comes out ahead is a matter of where their articles fall


@pytest.mark.parametrize("dated", [True, False])
def test_a_hundred_articles_a_day_are_polled_every_quarter_of_an_hour_or_so_and_one_a_day_every_few_hours(dated: bool) -> None:
    end = MONDAY + 10 * DAY
    for gap, expected in ((DAY / 100, 17 * MINUTE), (DAY, 170 * MINUTE)):
        source = follow(steady(gap, MONDAY, end), MONDAY, end, dated=dated)
        assert expected / 2 < source.last.pace < expected * 2


def test_a_source_that_publishes_all_the_time_is_polled_as_often_as_allowed() -> None:
    end = MONDAY + DAY / 2
    assert follow(steady(MINUTE / 2, MONDAY, end), MONDAY, end).last.pace == BOUNDS.shortest


def test_office_hours_and_weekends_are_learnt() -> None:
    friday = MONDAY + 25 * DAY + 18 * HOUR
    came = [at for at in steady(20 * MINUTE, MONDAY, friday) if 8 <= at.hour < 18 and at.weekday() < 5]
    source = follow(came, MONDAY, friday)
    sunday, monday = (later(source, friday.replace(hour=11) + n * DAY) for n in (2, 3))
    assert monday < sunday / 1.5
    assert later(source, friday + 2 * HOUR) > 3 * source.last.pace


def test_an_hour_of_a_quiet_night_is_polled_a_third_as_often_as_one_of_a_busy_day_at_most() -> None:
    day = MONDAY + 21 * DAY
    came = [at for at in steady(15 * MINUTE, MONDAY, day + DAY) if 6 <= at.hour < 22]
    night = follow(came, MONDAY, day - 2 * HOUR)
    morning = follow(came, night.at, day + 6 * HOUR, night.last.rhythm)
    evening = follow(came, morning.at, day + 22 * HOUR, morning.last.rhythm)
    assert morning.polls / 8 < evening.polls / 16 / 3


def test_a_source_that_falls_silent_is_left_in_peace_and_welcomed_back_with_its_first_article() -> None:
    fell = MONDAY + 14 * DAY
    active = follow(steady(30 * MINUTE, MONDAY, fell), MONDAY, fell)
    silent = follow([], active.at, fell + 90 * DAY, active.last.rhythm)
    assert silent.last.pace > 11 * HOUR
    back = ask("new", now=silent.at + HOUR, rhythm=silent.last.rhythm, news=[silent.at + HOUR / 2])
    assert back.pace < 4 * HOUR


def test_a_site_that_changes_all_its_addresses_is_not_polled_twice_as_often_in_the_week_after() -> None:
    moved, end = MONDAY + 14 * DAY + 7 * HOUR, MONDAY + 21 * DAY
    before = follow(steady(6 * HOUR, MONDAY, moved), MONDAY, moved).last.rhythm
    flood = ask("new", now=moved, rhythm=before, news=[moved] * 2000).rhythm
    flooded, undisturbed = (follow(steady(6 * HOUR, moved, end), moved + HOUR, end, rhythm).polls for rhythm in (flood, before))
    assert flooded < 2 * undisturbed


def test_an_article_with_a_date_from_before_the_last_poll_counts_as_one_that_came_since() -> None:
    known = follow(steady(HOUR, MONDAY, MONDAY + 2 * DAY), MONDAY, MONDAY + 2 * DAY)
    now = known.at + HOUR
    dates = [now - 300 * DAY, known.at - MINUTE, now, now + 900 * DAY]
    assert len({ask("new", now=now, rhythm=known.last.rhythm, news=[each]).rhythm for each in dates}) == 1


def test_a_failure_keeps_what_was_learnt_and_learns_nothing() -> None:
    known = follow(steady(HOUR, MONDAY, MONDAY + 2 * DAY), MONDAY, MONDAY + 2 * DAY)
    assert ask("failed", now=known.at + DAY, rhythm=known.last.rhythm, failures=1).rhythm == known.last.rhythm


def test_failures_wait_longer_each_time_up_to_the_bound() -> None:
    waits = [ask("failed", pace=HOUR, failures=n).wait for n in range(1, 12)]
    assert waits[:3] == [HOUR, 2 * HOUR, 4 * HOUR]
    assert waits[-1] == BOUNDS.longest


@given(st.lists(times, max_size=20), times, chances, st.integers(1, 10**9))
def test_one_more_failure_never_brings_the_next_poll_nearer(news: list[datetime], now: datetime, chance: float, failures: int) -> None:
    rhythm = ask("new", now=now, news=news).rhythm
    waits = [ask("failed", now=now, rhythm=rhythm, failures=n, chance=chance).wait for n in (failures, failures + 1)]
    assert waits[0] <= waits[1]


def test_the_operators_interval_stands_above_rhythm_and_bounds() -> None:
    busy = [MONDAY - n * MINUTE for n in range(1, 100)]
    for wish in (MINUTE, HOUR, 3 * DAY):
        assert ask("new", news=busy, interval=wish).wait == wish
        assert ask("new", news=busy, interval=wish).pace == wish


def test_with_an_interval_failures_still_back_off() -> None:
    assert ask("failed", interval=10 * MINUTE, failures=3).wait == 40 * MINUTE
    assert ask("failed", interval=2 * DAY, failures=3).wait == 2 * DAY


def test_a_servers_wish_to_be_left_alone_is_kept_within_a_day() -> None:
    assert ask("failed", failures=1, retry_after=20 * HOUR).wait == 20 * HOUR
    assert ask("failed", failures=1, retry_after=900 * DAY).wait == DAY
    assert ask("failed", failures=1, retry_after=HOUR, interval=MINUTE).wait == HOUR


def test_what_the_server_calls_fresh_is_not_asked_for_again_within_the_longest_wait() -> None:
    assert ask("new", fresh_for=3 * HOUR, interval=MINUTE).wait == 3 * HOUR
    assert ask("new", fresh_for=3 * HOUR).wait == 3 * HOUR
    assert ask("new", fresh_for=365 * DAY).wait == BOUNDS.longest
    assert ask("new", fresh_for=MINUTE).wait == ask("new").wait


def test_sources_added_together_drift_apart() -> None:
    assert len({ask(chance=chance).wait for chance in (0.0, 0.3, 0.6, 0.9)}) == 4


def _numbers(change: Callable[[list[str]], list[str]]) -> str:
    rhythm = ask("new", news=[MONDAY - n * HOUR for n in range(9)]).rhythm
    return f"[{','.join(change(rhythm.strip('[]').split(',')))}]"


GARBAGE = [
    "{", "null", "7", "[]", "{}", '"x"', "[" * 50_000, "[1]", "x" * 5000, "[1,2,[3]]", "\x00", "1e999",
    _numbers(lambda old: ["99", *old[1:]]),
    _numbers(lambda old: [*old[:-1], "NaN"]),
    _numbers(lambda old: [*old[:-1], "1e400"]),
    _numbers(lambda old: [*old[:-1], "-1"]),
    _numbers(lambda old: [*old[:-1], "null"]),
    _numbers(lambda old: [*old[:-1], "9" * 400]),
    _numbers(lambda old: old[:-1]),
]  # fmt: skip


@pytest.mark.parametrize("rhythm", GARBAGE, ids=lambda text: text[:20])
def test_an_unreadable_rhythm_counts_as_none(rhythm: str) -> None:
    news = [MONDAY - HOUR, MONDAY - 2 * HOUR]
    assert ask("new", rhythm=rhythm, news=news) == ask("new", news=news)
    assert ask("failed", rhythm=rhythm, failures=1) == ask("failed", failures=1)


@given(founds, st.text() | st.lists(st.floats(0, 1e7), min_size=67, max_size=67).map(lambda numbers: str([1, *numbers[1:]])),
       st.lists(times, max_size=30), times, st.none() | spans, st.integers(0, 99), chances, st.none() | spans)  # fmt: skip
def test_the_wait_stays_within_the_bounds_whatever_is_stored_or_dated(
    found: Found,
    rhythm: str,
    news: list[datetime],
    now: datetime,
    pace: timedelta | None,
    failures: int,
    chance: float,
    fresh: timedelta | None,
) -> None:
    planned = ask(found, now=now, rhythm=rhythm, news=news, pace=pace, failures=failures, chance=chance, fresh_for=fresh)
    again = ask(found, now=now, rhythm=rhythm, news=news[::-1], pace=pace, failures=failures, chance=chance, fresh_for=fresh)
    assert planned == again
    assert BOUNDS.shortest <= planned.wait <= BOUNDS.longest
    assert BOUNDS.shortest <= planned.pace <= BOUNDS.longest
    assert len(planned.rhythm) < MOST_TEXT


def test_a_clock_set_back_is_no_evidence_and_learning_goes_on() -> None:
    known = follow(steady(HOUR, MONDAY, MONDAY + 7 * DAY), MONDAY, MONDAY + 7 * DAY)
    back = known.at - 3 * DAY
    first = ask("new", now=back, rhythm=known.last.rhythm, news=[back - HOUR] * 9)
    assert known.last.pace / 2 < first.pace < known.last.pace * 2
    busy = follow(steady(5 * MINUTE, back, back + 4 * DAY), back, back + 4 * DAY, first.rhythm)
    assert busy.last.pace < known.last.pace / 2


def test_a_rhythm_is_worth_as_much_after_a_long_time_without_a_poll() -> None:
    known = follow(steady(HOUR, MONDAY, MONDAY + 7 * DAY), MONDAY, MONDAY + 7 * DAY)
    now = known.at + 30 * DAY
    back = ask("new", now=now, rhythm=known.last.rhythm, news=[now - n * HOUR for n in range(1, 21)])
    assert known.last.pace / 2 < back.pace < known.last.pace * 2
    assert ask(now=now, rhythm=known.last.rhythm).pace > 2 * known.last.pace


def test_what_is_kept_stays_small_after_months_of_many_articles() -> None:
    rhythm, now = "", MONDAY
    for _ in range(300):
        now += 12 * HOUR
        rhythm = ask("new", now=now, rhythm=rhythm, news=[now - MINUTE * n for n in range(700)]).rhythm
    assert len(rhythm) < MOST_TEXT
    assert ask(now=now + HOUR, rhythm=rhythm).pace == ask(now=now + HOUR, rhythm=rhythm).pace < HOUR
