"""Scores, reasons and hysteresis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from feedsvc.trending import NO_SIGNALS, Scored, Standing, hold, score_newest, score_standings

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def article(number: int) -> UUID:
    return UUID(int=number)


def standing(
    number: int, rank: int, source: str = "courier", before: int | None = None, age_h: float = 5, box: str = "Most read"
) -> Standing:
    return Standing(article(number), source, source.title(), box, rank, NOW, before, NOW - timedelta(hours=age_h))


def test_one_list_comes_out_in_its_own_order() -> None:
    ranked = score_standings([standing(n, n) for n in (3, 1, 5, 2, 4)], NOW)
    assert [s.article for s in ranked] == [article(n) for n in (1, 2, 3, 4, 5)]
    assert ranked[0].why == ('no. 1 in "Most read" at Courier',)


def test_what_two_publishers_list_beats_what_one_lists_first() -> None:
    ranked = score_standings([standing(1, 1), standing(2, 2), standing(3, 1, "kabar"), standing(2, 2, "kabar")], NOW)
    assert ranked[0].article == article(2)
    assert len(ranked[0].why) == 2


def test_a_publisher_has_one_vote_however_many_boxes_repeat_an_article() -> None:
    once = score_standings([standing(1, 1), standing(2, 2)], NOW)
    twice = score_standings([standing(1, 1), standing(2, 2), standing(2, 2, box="Popular"), standing(2, 2, box="Top")], NOW)
    assert [s.article for s in twice] == [s.article for s in once]


def test_a_climber_beats_an_equal_that_fell_and_says_so() -> None:
    ranked = score_standings([standing(1, 2, "a", before=1), standing(2, 2, "b", before=9)], NOW)
    assert ranked[0].score == ranked[1].score or ranked[0].article == article(2)
    assert "up from no. 9" in next(s for s in ranked if s.article == article(2)).why[0]


@given(st.permutations([standing(n % 7, n % 12 + 1, "abc"[n % 3], before=n % 4 or None, age_h=n) for n in range(20)]))
def test_the_order_in_which_signals_are_read_does_not_matter(shuffled: list[Standing]) -> None:
    assert score_standings(shuffled, NOW) == score_standings(sorted(shuffled, key=str), NOW)


def test_a_section_without_signals_lists_the_newest_and_says_so() -> None:
    ranked = score_newest([(article(1), NOW), (article(2), NOW - timedelta(hours=3))], NOW)
    assert [s.article for s in ranked] == [article(1), article(2)]
    assert ranked[0].why == (NO_SIGNALS,)


def scored(*numbers: int) -> list[Scored]:
    return [Scored(article(n), 1 / (i + 1), ("r",)) for i, n in enumerate(numbers)]


def test_an_article_enters_at_ten_and_stays_down_to_twenty() -> None:
    ranking = scored(*range(1, 31))
    places = hold(ranking, [article(15), article(25)], enter=10, leave=20, size=20)
    assert [p.article for p in places] == [article(n) for n in (*range(1, 11), 15)]
    assert [p.rank for p in places] == list(range(1, 12))


def test_never_more_than_size_are_shown() -> None:
    assert len(hold(scored(*range(1, 31)), [article(n) for n in range(31)], enter=10, leave=20, size=5)) == 5
