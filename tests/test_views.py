"""Which requests are views, and how many of them count."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc import views
from feedsvc.accesslog import Request
from feedsvc.evidence import ceiling
from feedsvc.views import ALWAYS, SHARE, Ballot, Vote, told_apart

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
HOUR = 3600.0 * 500_000
REQUEST = Request(HOUR, "203.0.113.7", "GET", "/sea/storm", 200, "", BROWSER)
STORM, CALM = UUID(int=1), UUID(int=2)


def vote(network: str, *, at: float = HOUR, weight: float = 1.0, visitor: int = 0, article: UUID = STORM) -> Vote:
    return Vote(article, at, weight, visitor, network)


def test_a_page_that_a_browser_got_is_a_view() -> None:
    assert views.verdict(REQUEST) == "view"
    assert views.verdict(replace(REQUEST, status=304)) == "view"


@pytest.mark.parametrize(
    "change",
    [
        {"method": "POST"}, {"method": "HEAD"}, {"status": 404}, {"status": 301}, {"status": 206}, {"prefetch": True},
        {"target": "/app.js?v=3"}, {"target": "/img/storm.JPG"}, {"target": "/latest.rss"}, {"target": "/favicon.ico"},
    ],
)  # fmt: skip
def test_what_opens_no_page_is_no_view(change: dict[str, object]) -> None:
    assert views.verdict(replace(REQUEST, **change)) == "other"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "agent",
    [
        "", "-", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", "python-requests/2.32",
        "Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/131.0", "Harbour Crawler 1", "Miniflux/2.2 (+https://miniflux.app)",
        "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    ],
)  # fmt: skip
def test_a_program_is_no_reader(agent: str) -> None:
    assert views.verdict(replace(REQUEST, agent=agent)) == "bot"


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E1 [FBAN/FBIOS;FBAV/490]",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1/191.308; U; id) Presto/2.12.423 Version/12.16",
    ],
)
def test_browsers_on_all_sorts_of_telephones_are_readers(agent: str) -> None:
    assert views.verdict(replace(REQUEST, agent=agent)) == "view"


@pytest.mark.parametrize(
    ("one", "other"),
    [("203.0.113.7", "203.0.113.200"), ("2001:db8:7::1", "2001:db8:7:ffff::2"), ("::ffff:203.0.113.7", "203.0.113.9"), ("a.example", "b")],
)
def test_neighbours_are_of_one_network(one: str, other: str) -> None:
    assert views.network(one) == views.network(other)


def test_strangers_are_of_two_networks() -> None:
    assert views.network("203.0.113.7") != views.network("203.0.112.7")
    assert views.network("2001:db8:7::1") != views.network("2001:db8:8::1")


def test_a_reader_has_one_vote_an_hour_for_each_article() -> None:
    ballot = Ballot(b"salt")
    assert ballot.first(REQUEST, STORM)
    assert not ballot.first(replace(REQUEST, at=HOUR + 3599), STORM)
    assert ballot.first(REQUEST, CALM)
    assert ballot.first(replace(REQUEST, address="203.0.113.8"), STORM)
    assert ballot.first(replace(REQUEST, agent="Opera"), STORM)
    assert ballot.first(replace(REQUEST, at=HOUR + 3600), STORM)


def test_lines_out_of_order_are_told_from_repeated_ones() -> None:
    ballot = Ballot(b"salt")
    for hours in range(views.HOURS):
        assert ballot.first(replace(REQUEST, at=HOUR + 3600 * hours), STORM)
    assert not ballot.first(REQUEST, STORM)


def test_hours_that_are_over_are_forgotten() -> None:
    ballot = Ballot(b"salt")
    assert all(ballot.first(replace(REQUEST, at=HOUR + 3600 * hours), STORM) for hours in range(3 * views.HOURS))
    assert len(ballot._hours) == views.HOURS


def test_of_many_readers_hardly_any_is_taken_for_another() -> None:
    ballot = Ballot(b"salt")
    taken = sum(not ballot.first(replace(REQUEST, address=str(number)), STORM) for number in range(20_000))
    assert taken <= 2


def test_a_flood_from_one_network_counts_for_three() -> None:
    flood = [vote("a", visitor=number % 63) for number in range(1_000)]
    assert sum(weight for _, weight in views.counted(flood)[STORM]) == pytest.approx(3)


def test_a_network_counts_for_a_fifth_of_all_that_counts() -> None:
    crowd = [vote(f"net {number}") for number in range(100)] + [vote("flood") for _ in range(500)]
    assert sum(weight for _, weight in views.counted(crowd)[STORM]) == pytest.approx(125)


def test_readers_of_many_networks_count_in_full() -> None:
    crowd = [vote(f"net {number % 40}", at=HOUR + number) for number in range(200)]
    assert views.counted(crowd)[STORM] == [(HOUR + number, 1.0) for number in range(200)]


def test_networks_are_weighed_within_five_minutes_and_for_each_article() -> None:
    several = [vote("a", at=HOUR + 300 * (number // 3)) for number in range(9)] + [vote("a", article=CALM) for _ in range(3)]
    assert {article: len(events) for article, events in views.counted(several).items()} == {STORM: 9, CALM: 3}
    assert all(weight == 1 for events in views.counted(several).values() for _, weight in events)


@given(st.lists(st.floats(0.25, 1e6), max_size=30))
def test_no_network_counts_for_more_than_its_share(said: list[float]) -> None:
    most = max(ALWAYS, ceiling(said, SHARE))
    counts = [min(weight, most) for weight in said]
    assert most >= views.ALWAYS
    assert all(count <= max(views.ALWAYS, sum(counts) / views.SHARE) * (1 + 1e-9) for count in counts)
    if most > views.ALWAYS and max(said) > most:
        assert most == pytest.approx(sum(counts) / views.SHARE), "and not for less than it may"


@given(st.sets(st.integers(0, 10**9), max_size=30))
def test_a_few_are_told_apart_by_their_marks(readers: set[int]) -> None:
    marked = views.marks(views.mark(str(reader)) for reader in readers)
    assert told_apart(marked) <= 1.6 * len(readers) + 2
    assert (told_apart(marked) == 0) == (not readers)


def test_many_are_told_apart_about_as_many_as_they_are() -> None:
    for count in (5, 10, 20, 40, 80):
        found = [told_apart(views.marks(views.mark(str(trial), str(one)) for one in range(count))) for trial in range(50)]
        assert sum(found) / 50 == pytest.approx(count, rel=0.1)


def test_all_marks_stand_for_more_than_can_be_told() -> None:
    assert told_apart(2**views.MARKS - 1) > 200


def test_an_audience_tells_visitors_and_networks_of_its_hour() -> None:
    votes = [vote("a", visitor=1), vote("a", visitor=2), vote("b", visitor=3, at=HOUR + 60), vote("c", visitor=4, at=HOUR + 3600)]
    found = views.audiences(votes, views.counted(votes))
    first, second = found[STORM, 500_000], found[STORM, 500_001]
    assert (first.views, first.visitors, first.networks) == (3, 3, 2)
    assert (second.views, second.visitors, second.networks) == (1, 1, 1)
