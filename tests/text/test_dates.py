from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.text import dates

NOW = datetime(2024, 11, 2, 12, 0, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("Fri, 01 Nov 2024 10:15:30 GMT", at(2024, 11, 1, 10, 15, 30)),
        ("Fri, 01 Nov 2024 10:15:00 +0700", at(2024, 11, 1, 3, 15)),
        ("Fri, 01 Nov 2024 10:15:00 WIB", at(2024, 11, 1, 3, 15)),
        ("Fri, 01 Nov 2024 10:15:00 +0700 (WIB)", at(2024, 11, 1, 3, 15)),
        ("1 Nov 24 10:15 EST", at(2024, 11, 1, 15, 15)),
        ("Fri, 1 Nov 2024 24:00:00 GMT", at(2024, 11, 2)),
        ("Sat, 31 Dec 2016 23:59:60 UTC", at(2016, 12, 31, 23, 59, 59)),
        ("Fri Nov  1 10:15:00 UTC 2024", at(2024, 11, 1, 10, 15)),
        ("Nov 1, 2024 5:15 PM EDT", at(2024, 11, 1, 21, 15)),
        ("November 1st, 2024 12:05 a.m.", at(2024, 11, 1, 0, 5)),
    ],
)
def test_the_forms_of_mail_and_rss_are_understood(printed: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW) == moment


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2024-11-01T10:15:00Z", at(2024, 11, 1, 10, 15)),
        ("2024-11-01T10:15:00.123456789+07:00", at(2024, 11, 1, 3, 15)),
        ("2024-11-01T10:15:00+0700", at(2024, 11, 1, 3, 15)),
        ("2024-11-01T10:15-05:00", at(2024, 11, 1, 15, 15)),
        ("2024-11-01 10:15:00", at(2024, 11, 1, 10, 15)),
        ("2024-11-01 10:15 WITA", at(2024, 11, 1, 2, 15)),
        ("2024-11-01", at(2024, 11, 1)),
        ("2024-11-1 5:15 PM", at(2024, 11, 1, 17, 15)),
        ("20241101T101500Z", at(2024, 11, 1, 10, 15)),
        ("2024/11/01 10:15", at(2024, 11, 1, 10, 15)),
        ("1730448000", at(2024, 11, 1, 8)),
        ("1730448000000", at(2024, 11, 1, 8)),
    ],
)
def test_the_forms_of_atom_and_of_programs_are_understood(printed: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW) == moment


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("Kamis, 31/10/2024 10:15 WIB", at(2024, 10, 31, 3, 15)),
        ("Jum'at, 1 November 2024 - 21:30 WIB", at(2024, 11, 1, 14, 30)),
        ("Jum’at, 1 November 2024 - 21:30 WIB", at(2024, 11, 1, 14, 30)),
        ("Senin 19/3/2018 | 00:04", at(2018, 3, 19, 0, 4)),
        ("Selasa, 5 Agustus 2024 pukul 10.15 WIT", at(2024, 8, 5, 1, 15)),
        ("Rabu 30 Okt 2024 09:00 WITA", at(2024, 10, 30, 1)),
        ("Diperbarui: 1 Mei 2024, 10:15 WIB", at(2024, 5, 1, 3, 15)),
        ("10:15 WIB, 1 Desember 2023", at(2023, 12, 1, 3, 15)),
        ("2 jam yang lalu", at(2024, 11, 2, 10)),
        ("45 menit lalu", at(2024, 11, 2, 11, 15)),
        ("sejam yang lalu", at(2024, 11, 2, 11)),
        ("baru saja", NOW),
        ("Kemarin, 10:15 WIB", at(2024, 11, 1, 3, 15)),
        ("Hari ini, 08.00 WIB", at(2024, 11, 2, 1)),
    ],
)
def test_the_forms_of_indonesian_sites_are_understood(printed: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW, language="id") == moment


@pytest.mark.parametrize(
    ("printed", "language", "moment"),
    [
        ("1. Oktober 2024, 10:15 Uhr", "de", at(2024, 10, 1, 10, 15)),
        ("vor 3 Stunden", "de", at(2024, 11, 2, 9)),
        ("il y a 2 heures", "fr", at(2024, 11, 2, 10)),
        ("1 de octubre de 2024 10:15", "es", at(2024, 10, 1, 10, 15)),
        ("1 октября 2024 в 10:15", "ru", at(2024, 10, 1, 10, 15)),
        ("2024年10月1日 10:15", "ja", at(2024, 10, 1, 10, 15)),
        ("1 de octubre de 2024 10:15", "", at(2024, 10, 1, 10, 15)),
        ("1 de octubre de 2024 10:15", "xx", at(2024, 10, 1, 10, 15)),
    ],
)
def test_other_languages_are_understood(printed: str, language: str, moment: datetime) -> None:
    assert dates.parse(printed, now=NOW, language=language) == moment


def test_a_day_without_month_name_is_read_as_its_language_reads_it() -> None:
    assert dates.parse("3/4/2024", now=NOW) == at(2024, 4, 3)
    assert dates.parse("3/4/2024", now=NOW, language="en-US") == at(2024, 3, 4)


def test_the_printed_weekday_tells_day_from_month() -> None:
    assert dates.parse("Monday 3/4/2024", now=NOW, language="id") == at(2024, 3, 4)


def test_a_reading_that_lies_in_the_future_is_not_meant() -> None:
    assert dates.parse("2/11/2024", now=NOW, language="en") == at(2024, 2, 11)
    assert dates.parse("10/12/2024", now=NOW, language="id") == at(2024, 10, 12)


def test_a_time_without_zone_is_local_to_the_source() -> None:
    jakarta = ZoneInfo("Asia/Jakarta")
    assert dates.parse("2024-11-01 10:15", now=NOW, zone=jakarta) == at(2024, 11, 1, 3, 15)
    assert dates.parse("1 November 2024 10:15 GMT", now=NOW, zone=jakarta) == at(2024, 11, 1, 10, 15)
    assert dates.parse("1 de octubre de 2024 10:15", now=NOW, zone=jakarta, language="es") == at(2024, 10, 1, 3, 15)


def test_nothing_is_published_in_the_future() -> None:
    assert dates.parse("Sun, 03 Nov 2024 00:00:00 GMT", now=NOW) == NOW


@pytest.mark.parametrize("printed", ["2099-01-01", "Mon, 04 Nov 2024 00:00:00 GMT", "4 November 2024"])
def test_a_day_further_ahead_is_not_when_it_was_published(printed: str) -> None:
    assert dates.parse(printed, now=NOW) is None


@pytest.mark.parametrize(
    "printed",
    ["", "   ", "-", "hello", "31/06/2024", "30 Februari 2024", "0001-01-01T00:00:00Z", "1989-12-31", "0", "99/99/9999", "12", "Mei"],
)
def test_what_is_no_date_of_news_is_none(printed: str) -> None:
    assert dates.parse(printed, now=NOW) is None


def test_prose_is_not_searched_for_dates() -> None:
    assert dates.parse("Pada 1 November 2024 " + "pemerintah kota mengumumkan sesuatu " * 10, now=NOW) is None


@settings(deadline=None)
@given(st.datetimes(datetime(1990, 1, 2), datetime(2024, 11, 1)), st.integers(-14 * 4, 14 * 4))  # noqa: DTZ001
def test_what_programs_write_comes_back_exactly(moment: datetime, quarters: int) -> None:
    written = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    assert dates.parse(format_datetime(written), now=NOW) == written
    assert dates.parse(written.isoformat(), now=NOW) == written


@settings(deadline=None)
@given(st.text(max_size=150), st.sampled_from(["", "id", "en", "de", "zz"]))
def test_no_text_is_too_strange(text: str, language: str) -> None:
    found = dates.parse(text, now=NOW, language=language)
    assert found is None or (found.utcoffset() == timedelta(0) and dates.EARLIEST <= found <= NOW)


@settings(deadline=None)
@given(st.text("0123456789/-.:, +TZWIBjamlunovhri'", max_size=30))
def test_nothing_that_looks_like_a_date_is_too_strange(text: str) -> None:
    found = dates.parse(text, now=NOW)
    assert found is None or dates.EARLIEST <= found <= NOW
