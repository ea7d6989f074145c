"""Feed addresses: every spelling of one wish is one feed, and a bad wish is told in one sentence."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.errors import BadParameter
from feedsvc.feeds import FeedSpec, Format, Sort, parse


def test_the_plain_feed_has_the_plain_address() -> None:
    assert FeedSpec("latest").path("rss") == "/latest.rss"
    assert FeedSpec("trending", "dunia").path("atom") == "/dunia/trending.atom"
    assert FeedSpec("trending", "dunia").page_path == "/dunia/trending"


def test_parameters_stand_in_a_fixed_order_and_defaults_are_left_out() -> None:
    spec = parse("trending", "all", {"sort": "rank", "limit": "10"})
    assert spec.path("json") == "/trending.json?limit=10&sort=rank"
    assert spec.page_path == "/trending?limit=10&sort=rank"
    assert parse("trending", "all", {"limit": "50", "sort": "entered"}).path("rss") == "/trending.rss"


def test_unknown_parameters_and_other_spellings_share_one_feed() -> None:
    assert parse("latest", "all", {"utm_source": "x", "limit": "007"}) == parse("latest", "all", {"limit": "7"})
    assert len({parse("latest", "all", {}), parse("latest", "all", {"v": "2"}), FeedSpec("latest")}) == 1


def test_latest_has_one_order_only_and_ignores_sort() -> None:
    assert parse("latest", "all", {"sort": "rank"}) == FeedSpec("latest") == FeedSpec("latest", sort="rank")
    assert parse("latest", "all", {"sort": "nonsense"}) == FeedSpec("latest")


@pytest.mark.parametrize("value", ["x", "", "0", "201", "-1", "1.5", "٣", " 5", "5 ", "1e2", "9" * 5000])
def test_a_bad_limit_is_refused_with_one_sentence(value: str) -> None:
    with pytest.raises(BadParameter) as caught:
        parse("latest", "all", {"limit": value})
    assert str(caught.value).startswith("limit must be a whole number from 1 to 200, not")
    assert len(str(caught.value)) < 120


def test_the_sentence_repeats_the_bad_value() -> None:
    with pytest.raises(BadParameter, match=r'^limit must be a whole number from 1 to 200, not "x"\.$'):
        parse("latest", "all", {"limit": "x"})


def test_a_bad_sort_is_refused_and_the_sentence_names_the_choices() -> None:
    with pytest.raises(BadParameter, match=r'"entered".*"rank".*not "score"'):
        parse("trending", "all", {"sort": "score"})


@given(
    st.sampled_from(["latest", "trending"]),
    st.sampled_from(["all", "dunia"]),
    st.integers(1, 200),
    st.sampled_from(get_args(Sort)),
    st.sampled_from(get_args(Format)),
)
def test_reading_back_a_canonical_address_gives_the_same_feed(name: str, section: str, limit: int, sort: str, form: Format) -> None:
    spec = FeedSpec(name, section, limit, sort)  # type: ignore[arg-type]
    query = spec.path(form).partition("?")[2]
    args = dict(item.split("=") for item in query.split("&") if item)
    assert parse(spec.list, section, args) == spec


def test_a_feed_of_one_language_of_many_sources_or_of_few_entries_a_day_has_an_address_of_its_own() -> None:
    spec = parse("trending", "all", {"per_day": "5", "min_sources": "3", "lang": "ID-id"})
    assert spec.path("atom") == "/trending.atom?lang=id&min_sources=3&per_day=5"
    assert spec.scope == "lang:id"
    assert parse("trending", "dunia", {"lang": "id"}).scope == "dunia", "a section's list is not made anew for each language"
    assert parse("trending", "all", {"per_day": "0", "min_sources": "1", "lang": ""}) == FeedSpec("trending")


def test_what_is_issued_for_a_day_or_a_week_stands_below_trending() -> None:
    assert FeedSpec("day").path("atom") == "/trending/day.atom"
    assert FeedSpec("week", "dunia").path("rss") == "/dunia/trending/week.rss"
    assert parse("day", "all", {"sort": "rank", "per_day": "3", "min_sources": "x"}) == FeedSpec("day"), "there is no choice of these"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("per_day", "x", "per_day must be a whole number from 0 to 200"),
        ("per_day", "201", "per_day must be a whole number from 0 to 200"),
        ("min_sources", "0", "min_sources must be a whole number from 1 to 100"),
        ("min_sources", "", "min_sources must be a whole number from 1 to 100"),
        ("lang", "!", 'lang must be a language tag such as "en" or "id", not "!"'),
        ("lang", "zz", 'lang must be a language tag such as "en" or "id", not "zz"'),
        ("lang", "x" * 500, "lang must be a language tag"),
    ],
)
def test_a_bad_wish_is_refused_with_one_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(BadParameter) as caught:
        parse("trending", "all", {name: value})
    assert str(caught.value).startswith(said)
    assert len(str(caught.value)) < 150
