"""What readers do, as the store keeps it, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc import cascade
from feedsvc.matching import withdraw
from feedsvc.model import ALL, Draft
from feedsvc.store import counters
from feedsvc.store.counters import KEEP, KEEP_LOGS
from feedsvc.text import urls
from feedsvc.views import Audience, mark, marks
from tests.store.drafts import DAY, MINUTE, NOW, draft, put

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.cascade import Counted
    from feedsvc.store import Store

HOUR = timedelta(hours=1)
O_CLOCK = NOW.replace(minute=0, second=0, microsecond=0)
Counts = tuple[tuple[str, int], ...]


@pytest.fixture
def storm(store: Store, courier: int) -> UUID:
    """An article of ten hours ago."""
    (state,) = put(store, courier, draft(1, published=NOW - 10 * HOUR))
    return state.id


def live(store: Store, since: datetime = NOW - 10 * DAY, now: datetime = NOW) -> list[Counted]:
    with store.read() as unit:
        return unit.counters.live(since, now)


def add(store: Store, article: UUID, *ages: timedelta, weight: float = 1.0) -> None:
    with store.write(alone=True) as unit:
        unit.counters.add("views", {article: [((NOW - age).timestamp(), weight) for age in ages]})


def seen(store: Store, article: UUID, readers: dict[str, str], *, hour: datetime = O_CLOCK, views: float | None = None) -> None:
    """Readers by name, with their networks."""
    visitors, networks = marks(map(mark, readers)), marks(map(mark, set(readers.values())))
    told = Audience(len(readers) if views is None else views, len(readers), len(set(readers.values())), visitors, networks)
    with store.write(alone=True) as unit:
        unit.counters.audience({(article, hour): told})


def observe(store: Store, source: int, told: dict[UUID, Counts], now: datetime, **more: object) -> None:
    with store.write(alone=True) as unit:
        unit.counters.observe(source, told, now, **more)  # type: ignore[arg-type]


def test_counted_events_come_back_with_the_birth_of_their_article(store: Store, storm: UUID) -> None:
    add(store, storm, 2 * MINUTE, MINUTE)
    (found,) = live(store)
    assert (found.article, found.kind, found.total) == (storm, "views", 2)
    assert found.born == (NOW - 10 * HOUR).timestamp()
    assert found.cascade.at == pytest.approx((NOW - MINUTE).timestamp())
    assert found.cascade.sums[3] == pytest.approx(1 + 2 ** (-1 / 180))


def test_events_that_come_late_count_for_when_they_were(store: Store, storm: UUID) -> None:
    add(store, storm, MINUTE)
    add(store, storm, 3 * HOUR, 2 * HOUR)
    (found,) = live(store)
    assert found.total == 3
    assert found.cascade.at == pytest.approx((NOW - MINUTE).timestamp())
    assert found.cascade.sums[0] == pytest.approx(1, abs=1e-4), "what is hours old does not come in now"


EVENTS = st.lists(st.tuples(st.floats(0, 1e5), st.floats(0.1, 100)), min_size=1, max_size=20)


@given(EVENTS, EVENTS)
def test_two_counters_joined_are_one_that_saw_all_events(some: list[tuple[float, float]], others: list[tuple[float, float]]) -> None:
    def of(events: list[tuple[float, float]]) -> cascade.Cascade:
        found = None
        for at, weight in sorted(events):
            found = cascade.event(found, at, weight)
        assert found is not None
        return found

    joined, whole = cascade.joined(of(some), of(others)), of(some + others)
    assert joined.at == whole.at
    assert joined.sums == pytest.approx(whole.sums)
    assert cascade.joined(of(others), of(some)).sums == pytest.approx(whole.sums)


def test_what_has_had_no_event_lately_or_was_withdrawn_is_not_live(store: Store, courier: int) -> None:
    old, gone, fresh = put(store, courier, draft(1), draft(2), draft(3))
    add(store, old.id, 3 * HOUR)
    add(store, gone.id, MINUTE)
    add(store, fresh.id, MINUTE)
    with store.write() as unit:
        unit.articles.save([withdraw(gone, NOW)], {gone.id: frozenset({ALL})})
    assert [found.article for found in live(store, NOW - HOUR)] == [fresh.id]


def test_readers_of_the_last_hour_are_told_from_the_usual(store: Store, storm: UUID) -> None:
    now = O_CLOCK + 30 * MINUTE
    for hours, views in ((0, 20.0), (1, 40.0), (2, 10.0), (9, 70.0)):
        seen(store, storm, {"ann": "a"}, hour=O_CLOCK - hours * HOUR, views=views)
    with store.write(alone=True) as unit:
        unit.counters.add("views", {storm: [(O_CLOCK.timestamp(), 140.0)]})
    (found,) = live(store, now=now)
    age = (now - (NOW - 10 * HOUR)) / HOUR
    assert found.last_hour == 20 + 40 / 2
    assert found.usual == pytest.approx((140 - 40) / (age - 1))


def test_an_old_article_is_usually_read_as_in_the_last_week(store: Store, courier: int) -> None:
    (state,) = put(store, courier, draft(1, published=NOW - 100 * DAY))
    seen(store, state.id, {"ann": "a"}, hour=O_CLOCK - 5 * HOUR, views=334.0)
    with store.write(alone=True) as unit:
        unit.counters.add("views", {state.id: [(NOW.timestamp(), 1_000_000.0)]})
    (found,) = live(store)
    assert found.usual == pytest.approx(2.0)


def test_one_reader_told_of_twice_is_one(store: Store, storm: UUID) -> None:
    add(store, storm, MINUTE)
    for readers in ({"ann": "a", "bob": "a"}, {"ann": "a"}, {"ann": "a", "cid": "b"}):
        seen(store, storm, readers)
    seen(store, storm, {"ann": "a", "dee": "c"}, hour=O_CLOCK - HOUR)
    (found,) = live(store)
    assert (found.visitors, found.networks) == (4, 3)


def test_readers_of_long_ago_are_none_of_now(store: Store, storm: UUID) -> None:
    add(store, storm, MINUTE)
    seen(store, storm, {"ann": "a"}, hour=O_CLOCK - 5 * HOUR)
    (found,) = live(store)
    assert (found.visitors, found.networks, found.last_hour) == (0, 0, 0)


def test_audiences_and_logs_are_forgotten_in_time(store: Store, storm: UUID) -> None:
    add(store, storm, MINUTE)
    seen(store, storm, {"ann": "a"})
    with store.write() as unit:
        unit.counters.keep_position("log", 77, NOW)
        unit.counters.prune(NOW + KEEP / 2)
        assert unit.counters.position("log") == 77
    (found,) = live(store)
    assert found.visitors == 1
    with store.write() as unit:
        unit.counters.prune(NOW + KEEP_LOGS + DAY)
        assert unit.counters.position("log") == 0
    (found,) = live(store)
    assert (found.visitors, found.total) == (0, 1), "the counter itself stays"


def test_articles_are_found_by_any_spelling_of_their_address(store: Store, storm: UUID) -> None:
    with store.read() as unit:
        key = urls.key("http://www.courier.example/1?utm_source=x")
        assert unit.counters.articles_at([key, urls.key("https://courier.example/9")]) == {key: storm}
        assert unit.counters.existing([storm, UUID(int=7)]) == {storm}


def test_comments_told_first_came_evenly_since_the_article_was_published(store: Store, courier: int, storm: UUID) -> None:
    observe(store, courier, {storm: (("comments", 50),)}, NOW)
    (found,) = live(store)
    assert (found.kind, found.total) == ("comments", 50)
    assert found.cascade == cascade.arrived(None, (NOW - 10 * HOUR).timestamp(), NOW.timestamp(), 50)


def test_comments_of_an_article_without_a_date_did_not_all_come_now(store: Store, courier: int) -> None:
    (state,) = put(store, courier, draft(1))
    observe(store, courier, {state.id: (("comments", 240),)}, NOW)
    (found,) = live(store)
    assert found.cascade.sums[2] == pytest.approx(10 / 0.6931, rel=0.01), "ten an hour"


def test_what_a_count_grew_by_came_since_the_source_was_read_last(store: Store, courier: int, storm: UUID) -> None:
    observe(store, courier, {storm: (("comments", 0),)}, NOW)
    observe(store, courier, {storm: (("comments", 0),)}, NOW + HOUR, looked=NOW + 30 * MINUTE)
    observe(store, courier, {storm: (("comments", 6),)}, NOW + 2 * HOUR, looked=NOW + 110 * MINUTE)
    (found,) = live(store)
    assert found.cascade == cascade.arrived(None, (NOW + 110 * MINUTE).timestamp(), (NOW + 2 * HOUR).timestamp(), 6)


def test_a_count_that_falls_adds_nothing_and_grows_from_there(store: Store, courier: int, storm: UUID) -> None:
    for minutes, count, total in ((0, 10, 10), (10, 4, 10), (20, 4, 10), (30, 5, 11)):
        observe(store, courier, {storm: (("likes", count),)}, NOW + minutes * MINUTE)
        assert live(store)[0].total == total


def test_a_page_ahead_of_its_feed_is_no_new_comment_every_time(store: Store, courier: int, storm: UUID) -> None:
    for minutes in range(0, 60, 10):
        observe(store, courier, {storm: (("comments", 12),)}, NOW + minutes * MINUTE, page=True)
        observe(store, courier, {storm: (("comments", 10),)}, NOW + (minutes + 5) * MINUTE)
    assert live(store)[0].total == 12


def test_what_the_publisher_calls_views_is_not_added_to_those_of_the_log(store: Store, courier: int, storm: UUID) -> None:
    add(store, storm, MINUTE)
    observe(store, courier, {storm: (("views", 500), ("shares", 3))}, NOW)
    assert [(found.kind, found.total) for found in live(store)] == [("shares", 3), ("views", 1), ("views told", 500)]


def test_folded_articles_share_their_readers(store: Store, courier: int) -> None:
    kept, other = (state.id for state in put(store, courier, draft(1), draft(2)))
    for article, name in ((kept, "ann"), (other, "bob")):
        add(store, article, MINUTE)
        seen(store, article, {name: name})
        observe(store, courier, {article: (("comments", 5),)}, NOW)
    with store.write(alone=True) as unit:
        unit.counters.fold(other, kept)
        unit.articles.fold(other, kept)
    comments, views = live(store)
    assert (views.article, views.total, views.visitors, views.networks) == (kept, 2, 2, 2)
    assert comments.total == 10
    observe(store, courier, {kept: (("comments", 6),)}, NOW + HOUR)
    assert live(store)[0].total == 11


def test_a_thousand_articles_are_counted_at_once(store: Store, courier: int) -> None:
    states = put(store, courier, *(Draft(title=f"Title {number}", url=f"https://courier.example/{number}") for number in range(1_000)))
    hours = {(state.id, O_CLOCK): Audience(1.0, 1, 1, 1, 1) for state in states}
    for _ in range(2):
        with store.write(alone=True) as unit:
            unit.counters.add("views", {state.id: [(NOW.timestamp(), 1.0)] for state in states})
            unit.counters.audience(hours)
    found = live(store)
    assert len(found) == 1_000
    assert {(one.total, one.visitors) for one in found} == {(2.0, 1)}


def test_of_very_many_articles_the_ranking_looks_at_those_read_most_lately(
    store: Store, courier: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the last minutes as of the last hours, whenever each was read last."""
    monkeypatch.setattr(counters, "MOST", 2)
    articles = [state.id for state in put(store, courier, *(draft(number, published=NOW - 20 * HOUR) for number in range(6)))]
    for article, hours in enumerate((9, 8, 0.2, 0.1, 2, 2.5)):
        add(store, articles[article], hours * HOUR, weight=(1, 1, 20, 10, 60, 90)[article])
    assert {one.article for one in live(store)} == set(articles[2:])
