"""Scores, reasons and hysteresis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from feedsvc.cascade import Counted, event
from feedsvc.evidence import Standing, Telling
from feedsvc.trending import (
    NO_SIGNALS,
    Decision,
    Scored,
    Signals,
    Verdict,
    coverage,
    front_vote,
    hold,
    judged,
    list_vote,
    score,
    score_newest,
    spread,
    widen,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORIES = {UUID(int=n): UUID(int=1000 + n) for n in range(100)}


def article(number: int) -> UUID:
    return UUID(int=number)


def story(number: int) -> UUID:
    return STORIES[article(number)]


def standing(
    number: int, rank: int, source: str = "courier", before: int | None = None, age_h: float = 5, box: str = "Most read"
) -> Standing:
    return Standing(article(number), source, source.title(), box, rank, NOW, before, NOW - age_h * HOUR)


def telling(of: int, source: str, hours_ago: float, number: int | None = None) -> Telling:
    return Telling(story(of), article(of if number is None else number), source, source.title(), NOW - hours_ago * HOUR)


def viewed(number: int, views: int, visitors: int, networks: int) -> Counted:
    known = None
    for minute in range(views):
        known = event(known, (NOW - timedelta(minutes=views - minute)).timestamp())
    assert known is not None
    born = (NOW - 5 * HOUR).timestamp()
    return Counted(article(number), "views", known, views, born, visitors, networks, last_hour=min(views, 60), usual=views / 5)


def ranked(standings: list[Standing] | None = None, **signals: list[Telling] | list[Counted]) -> list[Scored]:
    return score(replace(Signals(STORIES, standings or []), **signals), NOW)  # type: ignore[arg-type]


def test_one_list_comes_out_in_its_own_order() -> None:
    found = ranked([standing(n, n) for n in (3, 1, 5, 2, 4)])
    assert [s.story for s in found] == [story(n) for n in (1, 2, 3, 4, 5)]
    assert found[0].why == ('no. 1 in "Most read" at Courier',)


def test_what_two_publishers_list_beats_what_one_lists_first() -> None:
    found = ranked([standing(1, 1), standing(2, 2), standing(3, 1, "kabar"), standing(2, 2, "kabar")])
    assert found[0].story == story(2)
    assert len(found[0].why) == 2


def test_a_publisher_has_one_vote_however_many_boxes_repeat_an_article() -> None:
    once = ranked([standing(1, 1), standing(2, 2)])
    twice = ranked([standing(1, 1), standing(2, 2), standing(2, 2, box="Popular"), standing(2, 2, box="Top")])
    assert [s.story for s in twice] == [s.story for s in once]


def test_a_climber_beats_an_equal_that_fell_and_says_so() -> None:
    found = ranked([standing(1, 2, "a", before=1), standing(2, 2, "b", before=9)])
    assert found[0].score == found[1].score or found[0].story == story(2)
    assert "up from no. 9" in next(s for s in found if s.story == story(2)).why[0]


def test_two_articles_of_one_story_are_one_entry_with_both_reasons() -> None:
    stories = {**STORIES, article(2): story(1)}
    found = score(Signals(stories, [standing(1, 3), standing(2, 1, "kabar"), standing(3, 2)]), NOW)
    assert [s.story for s in found] == [story(1), story(3)]
    assert len(found[0].why) == 2


def test_a_story_that_more_sources_tell_of_stands_higher_and_says_so() -> None:
    found = ranked(tellings=[telling(1, "a", 5), telling(1, "b", 3), telling(1, "c", 0.5), telling(2, "a", 1), telling(2, "b", 0.5)])
    assert [s.story for s in found] == [story(1), story(2)]
    assert [s.why for s in found] == [("3 sources in 4 h",), ("2 sources within the hour",)]


def test_what_one_source_alone_tells_is_no_coverage_however_often() -> None:
    assert ranked(tellings=[telling(1, "a", hour, number=10 + hour) for hour in range(5)]) == []


def test_an_entry_shows_the_article_that_was_first() -> None:
    found = ranked(tellings=[telling(1, "b", 1, number=7), telling(1, "a", 4, number=5), telling(1, "c", 2, number=6)])
    assert found[0].article == article(5)


def test_each_source_counts_one_at_most_however_often_it_repeats_itself() -> None:
    now = NOW.timestamp()
    once, two = coverage([("a", now)], now), coverage([("a", now), ("b", now)], now)
    assert two == 2 * once
    assert once < coverage([("a", now)] * 2, now) < two
    assert coverage([("a", now)] * 100, now) <= 1.0
    assert coverage([("a", now - 86_400)], now) < once / 10


def test_views_count_where_enough_people_of_enough_networks_made_them() -> None:
    """A single network can send as many as it likes."""
    crowd, farm = viewed(1, 50, visitors=40, networks=30), viewed(2, 500, visitors=400, networks=1)
    found = ranked(counted=[crowd, farm])
    assert [s.story for s in found] == [story(1)]
    assert found[0].why == ("50 views in the last hour, 5 times its usual",)


def test_views_of_few_count_where_another_signal_speaks_for_the_story() -> None:
    few = viewed(1, 3, visitors=2, networks=2)
    assert ranked(counted=[few]) == []
    alone, both = ranked([standing(1, 1)]), ranked([standing(1, 1)], counted=[few])
    assert both[0].score > alone[0].score


def test_no_one_signal_decides_alone() -> None:
    """A thousand times the views of another story do not make up for that one's lists, coverage and fewer views."""
    found = ranked(
        [standing(2, 1), standing(2, 1, "kabar")],
        tellings=[telling(2, "a", 1), telling(2, "b", 1)],
        counted=[viewed(1, 1000, 500, 300), viewed(2, 10, 8, 6)],
    )
    assert found[0].story == story(2)


def test_in_a_section_with_little_news_coverage_counts_for_longer() -> None:
    assert widen(400) == 1.0
    assert 1.0 < widen(20) < widen(5) == 7.0 == widen(0)
    old, new = [telling(1, source, 38) for source in "abcd"], [telling(2, "a", 2), telling(2, "b", 1)]
    busy, quiet = (score(Signals(STORIES, tellings=[*old, *new]), NOW, widened=widened) for widened in (1.0, 7.0))
    assert busy[0].story == story(2)
    assert quiet[0].story == story(1)


SIGNALS = [standing(n % 7, n % 12 + 1, "abc"[n % 3], before=n % 4 or None, age_h=n) for n in range(20)]


@given(st.permutations(SIGNALS), st.permutations([telling(n % 5, "abcd"[n % 4], n) for n in range(12)]))
def test_the_order_in_which_signals_are_read_does_not_matter(shuffled: list[Standing], tellings: list[Telling]) -> None:
    counted = [viewed(n, 9, 9, 9) for n in (3, 9)]
    one = Signals(STORIES, shuffled, tellings, counted)
    other = Signals(STORIES, SIGNALS, sorted(tellings, key=str), counted[::-1])
    assert score(one, NOW) == score(other, NOW)


def test_the_front_page_speaks_where_there_is_no_list() -> None:
    assert front_vote(1, 1) > front_vote(5, 1) > front_vote(5, 10)
    assert list_vote(1, 1, None, 5) > list_vote(2, 2, None, 5) > list_vote(None, None, 1, 5) > list_vote(None, None, None, 5)


def test_a_section_without_signals_lists_the_newest_and_says_so() -> None:
    found = score_newest([(story(1), article(1), NOW), (story(2), article(2), NOW - 3 * HOUR), (story(1), article(3), NOW - 4 * HOUR)], NOW)
    assert [(s.story, s.article) for s in found] == [(story(1), article(1)), (story(2), article(2))]
    assert found[0].why == (NO_SIGNALS,)


def scored(*numbers: int) -> list[Scored]:
    return [Scored(story(n), article(n), 1 / (i + 1), ("r",)) for i, n in enumerate(numbers)]


def verdict(number: int, kind: Decision, minutes_ago: int = 0) -> Verdict:
    return Verdict(story(number), article(number), kind, NOW - timedelta(minutes=minutes_ago))


def test_the_operator_has_the_last_word_and_the_entry_says_so() -> None:
    found = [Scored(story(n), article(n), 1.0 - n / 10, ("r",)) for n in range(1, 7)]
    verdicts = [verdict(5, "boost"), verdict(1, "bury"), verdict(2, "block"), verdict(9, "pin", 5), verdict(6, "pin")]
    order = judged(found, verdicts)
    assert [s.story for s in order] == [story(n) for n in (6, 9, 5, 3, 4, 1)]
    assert [s.why for s in order[:3]] == [("pinned by the editors", "r"), ("pinned by the editors",), ("r", "boosted by the editors")]
    assert order[-1].why == ("r", "buried by the editors")


def test_a_later_verdict_replaces_an_earlier_one() -> None:
    found = [Scored(story(1), article(1), 1.0, ())]
    assert judged(found, [verdict(1, "block", 10), verdict(1, "boost")])[0].score == 2.0
    assert judged(found, [verdict(1, "boost", 10), verdict(1, "block")]) == []
    assert judged(found, []) == found


def test_a_story_enters_at_ten_and_stays_down_to_twenty() -> None:
    places = hold(scored(*range(1, 31)), {story(15), story(25)}, enter=10, leave=20, size=20)
    assert [p.story for p in places] == [story(n) for n in (*range(1, 11), 15)]
    assert [p.rank for p in places] == list(range(1, 12))


def test_a_story_that_left_comes_back_only_well_within_the_list() -> None:
    """What just reaches it again would come and go with every tick."""
    places = hold(scored(*range(1, 31)), set(), {story(8), story(9)}, enter=10, leave=20, size=20)
    assert [p.story for p in places] == [story(n) for n in (*range(1, 9), 10)]


def test_never_more_than_size_are_shown() -> None:
    assert len(hold(scored(*range(1, 31)), {story(n) for n in range(31)}, enter=10, leave=20, size=5)) == 5


def commented(number: int, source: str, comments: int) -> Counted:
    known = event(None, (NOW - HOUR).timestamp(), comments)
    return Counted(article(number), "comments", known, comments, (NOW - 5 * HOUR).timestamp(), publisher=source)


def test_a_source_that_claims_a_million_comments_does_not_silence_the_comments_of_others() -> None:
    """Four fifths of a count are the most that one source has of it, however much it says."""
    papers = [telling(number, source, 1) for number in (2, 3) for source in ("courier", "kabar")]
    alone = {item.story: item.score for item in ranked(tellings=papers)}

    def gained(claimed: int) -> list[float]:
        counts = [commented(1, "spam", claimed), commented(2, "courier", 30), commented(3, "kabar", 10)]
        found = {item.story: item.score for item in ranked(tellings=papers, counted=counts)}
        return [round(found[story(number)] - alone[story(number)], 4) for number in (2, 3)]

    modest, huge = gained(40_000), gained(1_000_000)
    assert modest == huge
    assert huge[0] > huge[1] > 0.1


def test_the_comments_of_a_source_that_is_alone_count_in_full() -> None:
    found = ranked(counted=[commented(1, "courier", 300), commented(2, "courier", 30)])
    assert [item.story for item in found] == [story(1), story(2)]


def test_one_source_alone_fills_half_of_the_list_at_most_while_others_have_news() -> None:
    flood = [Scored(story(number), article(number), 2.0, (), 1, "courier") for number in range(30)]
    others = [Scored(story(number), article(number), 1.0, (), 2) for number in range(30, 50)]
    found = spread([*flood, *others], 20)
    assert found == [*flood[:10], *others, *flood[10:]], "none is lost"


def test_a_source_that_is_alone_has_the_whole_list() -> None:
    found = ranked([standing(number, number) for number in range(1, 21)])
    assert spread(found, 20) == found


def test_a_story_that_others_tell_of_too_is_nobodys_own() -> None:
    both = ranked([standing(1, 1)], tellings=[telling(1, "courier", 1), telling(1, "kabar", 2)])
    crowd = ranked([standing(1, 1)], counted=[viewed(1, 30, 20, 9)])
    few = ranked([standing(1, 1)], counted=[viewed(1, 30, 2, 1)])
    assert [found[0].voice for found in (both, crowd, few)] == ["", "", "courier"]
    assert [found[0].sources for found in (both, crowd)] == [2, 1]


def on_front(number: int, place: int, source: str = "courier", publisher: str = "", age_h: float = 5) -> Standing:
    return replace(standing(number, place, source, age_h=age_h, box=""), front=True, publisher=publisher)


def test_where_a_publisher_has_no_list_its_front_page_speaks() -> None:
    found = ranked([on_front(number, number) for number in (3, 1, 2)])
    assert [item.story for item in found] == [story(1), story(2), story(3)]
    assert found[0].why == ("no. 1 on the front page of Courier",)


def test_beside_a_list_the_front_page_tells_a_little_and_is_not_a_second_vote() -> None:
    plain = [standing(1, 1), standing(2, 2)]
    together = [replace(one, publisher="news.example") for one in [*plain, on_front(2, 1, "home"), on_front(3, 2, "home")]]
    found = ranked(together)
    assert [item.story for item in found] == [story(1), story(2), story(3)]
    assert sum(item.score**2 for item in found) <= 1.001, "all of them together are one publisher's vote"
    assert found[2].why == ("no. 2 on the front page of Home",)


def test_sources_of_one_publisher_are_one_source_of_coverage() -> None:
    def told(publisher: str) -> list[Telling]:
        return [replace(telling(1, source, 1, number), publisher=publisher) for number, source in ((1, "home"), (2, "sport"))]

    assert ranked(tellings=told("news.example")) == []
    assert [item.story for item in ranked(tellings=told(""))] == [story(1)]
