"""What the headers of an answer say about the next request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedsvc.sources.headers import fresh_for, retry_after

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60),
        ("Sunday, 22-Nov-26 12:01:00 GMT", 60),
        ("Sun Nov 22 12:01:00 2026", 60),
        ("Sun, 22 Nov 2026 19:01:00 +0700", 60),
        ("Sun, 22 Nov 2020 12:01:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 40, 10**8),
        ("1 Jan 99999999999999999999 00:00:00", None),
    ],
)
def test_retry_after_is_understood_in_both_forms(value: str, wait: int | None) -> None:
    assert retry_after(value, NOW) == (None if wait is None else timedelta(seconds=wait))


@pytest.mark.parametrize(
    ("control", "expires", "seconds"),
    [
        ("max-age=300", "", 300),
        ("public, Max-Age=300, s-maxage=9000", "", 300),
        ('max-age="300"', "", 300),
        ("max-age=300", "Sun, 22 Nov 2026 20:00:00 GMT", 300),
        ("", "Sun, 22 Nov 2026 12:10:00 GMT", 600),
        ("private", "Sun, 22 Nov 2026 12:10:00 GMT", 600),
        ("max-age=99999999", "", 86_400),
        ("max-age=0", "Sun, 22 Nov 2026 12:10:00 GMT", None),
        ("no-cache, max-age=300", "", None),
        ("no-store", "Sun, 22 Nov 2026 12:10:00 GMT", None),
        ("max-age", "Sun, 22 Nov 2026 12:10:00 GMT", None),
        ("max-age=soon", "", None),
        ("", "0", None),
        ("", "Sun, 22 Nov 2020 12:10:00 GMT", None),
        ("", "", None),
    ],
)
def test_an_answer_is_fresh_as_long_as_the_server_says_and_a_day_at_most(control: str, expires: str, seconds: int | None) -> None:
    assert fresh_for(control, expires, "", "", NOW) == (None if seconds is None else timedelta(seconds=seconds))


def test_the_time_in_caches_before_us_counts() -> None:
    assert fresh_for("max-age=300", "", "", "240", NOW) == timedelta(seconds=60)
    assert fresh_for("max-age=300", "", "", "400", NOW) is None


def test_a_server_whose_clock_is_wrong_is_taken_by_its_own_clock() -> None:
    assert fresh_for("", "Sun, 22 Nov 2026 15:05:00 GMT", "Sun, 22 Nov 2026 15:00:00 GMT", "", NOW) == timedelta(minutes=5)
