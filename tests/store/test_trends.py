"""Signals, and the lists that are made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from feedsvc.matching import story_id
from feedsvc.model import ALL
from feedsvc.store.signals import Listing
from feedsvc.store.sources import Record
from feedsvc.trending import Place
from tests.store.drafts import DAY, MINUTE, NOW, draft, put

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from feedsvc.store import Store


def test_an_entry_whose_article_left_the_section_leaves_its_feed_at_once(store: Store, courier: int) -> None:
    (one,) = put(store, courier, draft(1))
    with store.write() as unit:
        unit.trends.replace(ALL, [place(one.id, 1)], NOW, NOW - MINUTE, "passing")
    with store.write() as unit:
        unit.articles.file([one], {one.id: frozenset({"world"})})
        assert unit.trends.replace(ALL, [], NOW, NOW - MINUTE, "passing")
    with store.read() as unit:
        assert unit.trends.entries(ALL, 9) == []


def test_the_lists_of_a_section_that_is_no_longer_declared_end(store: Store, courier: int) -> None:
    (one,) = put(store, courier, draft(1), sections=frozenset({ALL, "world"}))
    with store.write() as unit:
        unit.trends.replace("world", [place(one.id, 1)], NOW, NOW - MINUTE, "passing")
        unit.trends.close_others([ALL], NOW)
    with store.read() as unit:
        assert unit.trends.current("world", 9) == []
        assert unit.trends.entries("world", 9) == []


def test_ranks_are_written_when_they_move_and_not_when_they_stay(store: Store, courier: int) -> None:
    one, two = (state.id for state in put(store, courier, draft(1), draft(2)))
    with store.write() as unit:
        assert unit.signals.observe(courier, [Listing("Most read", (one, two))], NOW) == 2
        unit.sources.record(courier, Record(last_ok_at=NOW))
    with store.write() as unit:
        assert unit.signals.observe(courier, [Listing("Most read", (one, two))], NOW + MINUTE) == 0
    with store.write() as unit:
        assert unit.signals.observe(courier, [Listing("Most read", (two, one))], NOW + 2 * MINUTE) == 4
    with store.read() as unit:
        standings = {s.article: s for s in unit.signals.standings(NOW - MINUTE, NOW)}
    assert (standings[two].rank, standings[two].rank_before) == (1, 2)
    assert (standings[one].rank, standings[one].source_title, standings[one].box) == (2, "The Courier", "Most read")


def test_a_list_that_no_poll_confirmed_lately_counts_no_more(store: Store, courier: int) -> None:
    (one,) = (state.id for state in put(store, courier, draft(1)))
    with store.write() as unit:
        unit.signals.observe(courier, [Listing("Most read", (one,))], NOW)
        unit.sources.record(courier, Record(last_ok_at=NOW))
    with store.read() as unit:
        assert unit.signals.standings(NOW - MINUTE, NOW) != []
        assert unit.signals.standings(NOW + MINUTE, NOW) == []


def place(article: UUID, rank: int, why: str = "r") -> Place:
    return Place(story_id(article), article, rank, 1 / rank, (why,))


def test_an_entry_keeps_its_time_of_entry_for_ever_and_stays_in_the_feed_a_while(store: Store, courier: int) -> None:
    one, two = (state.id for state in put(store, courier, draft(1), draft(2)))

    def replace_with(places: list[Place], at: datetime) -> bool:
        with store.write() as unit:
            return unit.trends.replace(ALL, places, at, at - 3 * MINUTE, "passing")

    def shown() -> list[tuple[UUID, int | None, datetime]]:
        with store.read() as unit:
            return [(t.article.id, t.rank, t.entered_at) for t in unit.trends.entries(ALL, 10)]

    assert replace_with([place(one, 1), place(two, 2)], NOW)
    assert not replace_with([place(one, 1), place(two, 2)], NOW + MINUTE), "the same list is no change"
    assert replace_with([place(two, 1)], NOW + 2 * MINUTE)
    assert shown() == [(two, 1, NOW), (one, None, NOW)]
    assert replace_with([place(two, 1)], NOW + 6 * MINUTE), "what left long enough ago leaves the feed"
    assert shown() == [(two, 1, NOW)]
    assert replace_with([place(one, 1), place(two, 2)], NOW + 7 * MINUTE)
    assert shown() == [(one, 1, NOW), (two, 2, NOW)]
    with store.read() as unit:
        assert [t.article.id for t in unit.trends.current(ALL, 1)] == [one]
        assert [section for section, _ in unit.trends.of_article(one, NOW)] == [ALL]


def test_what_was_listed_only_for_want_of_signals_leaves_at_once(store: Store, courier: int) -> None:
    one, two = (state.id for state in put(store, courier, draft(1), draft(2)))
    with store.write() as unit:
        unit.trends.replace(ALL, [place(one, 1, "passing")], NOW, NOW - MINUTE, "passing")
    with store.write() as unit:
        unit.trends.replace(ALL, [place(two, 1)], NOW, NOW - MINUTE, "passing")
    with store.read() as unit:
        assert [t.article.id for t in unit.trends.entries(ALL, 9)] == [two]


def test_how_the_rank_went_is_kept_and_forgotten_thirty_days_after_the_story_left(store: Store, courier: int) -> None:
    (one,) = put(store, courier, draft(1))

    def at(minutes: int, *places: Place) -> None:
        with store.write() as unit:
            unit.trends.replace(ALL, places, NOW + minutes * MINUTE, NOW, "passing")

    at(0, place(one.id, 4))
    at(30, place(one.id, 2))
    at(90)
    at(200, place(one.id, 7))
    at(300)
    with store.read() as unit:
        ((_, trend),) = unit.trends.of_article(one.id, NOW)
        assert unit.trends.of_article(one.id, NOW + 301 * MINUTE) == [], "it left before that"
        assert [course.steps for course in unit.trends.courses(ALL, NOW, NOW + MINUTE)] == [trend.course.steps if trend.course else ()]
    assert trend.course is not None
    assert trend.course.steps == ((0, 4), (30, 2), (90, 0), (200, 7), (300, 0))
    for days, kept in ((29, 5), (31, 0)):
        with store.write() as unit:
            unit.trends.prune(NOW + days * DAY)
        with store.read() as unit:
            ((_, trend),) = unit.trends.of_article(one.id, NOW)
            assert trend.course is not None
            assert len(trend.course.steps) == kept
    assert trend.entered_at == NOW, "it stays, so that an entry is never minted anew"


def test_the_most_sources_that_ever_told_of_a_story_are_remembered(store: Store, courier: int) -> None:
    (one,) = put(store, courier, draft(1))
    for number in (3, 2):
        with store.write() as unit:
            unit.trends.replace(ALL, [replace(place(one.id, 1), sources=number)], NOW, NOW, "passing")
    with store.read() as unit:
        assert [trend.sources for trend in unit.trends.current(ALL)] == [3]


def test_a_list_is_not_believed_to_stand_once_its_source_was_missed_twice(store: Store, courier: int) -> None:
    (one,) = (state.id for state in put(store, courier, draft(1)))
    with store.write() as unit:
        unit.signals.observe(courier, [Listing("Most read", (one,))], NOW)
    for failures, stands in ((1, True), (2, False)):
        with store.write() as unit:
            unit.sources.record(courier, Record(last_ok_at=NOW, failures=failures))
        with store.read() as unit:
            assert bool(unit.signals.standings(NOW - MINUTE, NOW)) is stands


def test_ranks_that_ended_long_ago_are_forgotten_and_those_that_stand_are_not(store: Store, courier: int) -> None:
    one, two = (state.id for state in put(store, courier, draft(1), draft(2)))
    with store.write() as unit:
        unit.signals.observe(courier, [Listing("Most read", (one, two))], NOW)
        unit.signals.observe(courier, [Listing("Most read", (two, one)), Listing("", (one,), "place")], NOW + MINUTE)
        unit.sources.record(courier, Record(last_ok_at=NOW))
    with store.write() as unit:
        unit.signals.prune(NOW + 15 * DAY)
    with store.read() as unit:
        standings = unit.signals.standings(NOW, NOW - DAY)
    assert {(s.article, s.rank, s.rank_before, s.front) for s in standings} == {
        (two, 1, None, False),
        (one, 2, None, False),
        (one, 1, None, True),
    }


def test_an_entry_is_forgotten_a_year_after_it_left(store: Store, courier: int) -> None:
    one, two = (state.id for state in put(store, courier, draft(1), draft(2)))
    with store.write() as unit:
        unit.trends.replace(ALL, [place(one, 1), place(two, 2)], NOW, NOW, "passing")
        unit.trends.replace(ALL, [place(two, 1)], NOW + MINUTE, NOW + DAY, "passing")
        unit.trends.replace(ALL, [place(two, 1)], NOW + DAY, NOW + DAY, "passing")
    for days, known in ((365, 1), (368, 0)):
        with store.write() as unit:
            unit.trends.prune(NOW + days * DAY)
        with store.read() as unit:
            assert len(unit.trends.of_article(one, NOW)) == known
            assert unit.trends.listed(ALL) == [story_id(two)]
