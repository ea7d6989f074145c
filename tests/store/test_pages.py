"""The queue of article pages, the history and the memory of hosts, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from feedsvc.model import Draft, Exchange, Grade
from feedsvc.store.history import KEEP, Poll, Resource
from feedsvc.store.hosts import Robots
from feedsvc.store.pages import Page, PageRecord, Wanted
from tests.store.drafts import DAY, MINUTE, NOW, put

if TYPE_CHECKING:
    from feedsvc.store import Store

LEASE = timedelta(minutes=3)


def wanted(store: Store, courier: int, *urls: str) -> list[Wanted]:
    drafts = [Draft(title=f"Headline of {url}", url=url, grade=Grade.MENTION) for url in urls]
    states = put(store, courier, *drafts)
    return [Wanted(state.id, str(state.url), str(state.url).split("/")[2]) for state in states]


def enqueue(store: Store, courier: int, *urls: str, limit: int = 100) -> int:
    pages = wanted(store, courier, *urls)
    with store.write() as unit:
        return unit.pages.enqueue(courier, pages, NOW, limit)


def claim(store: Store, limit: int = 10, *, minutes: float = 0) -> list[Page]:
    with store.write() as unit:
        return unit.pages.claim(NOW + minutes * MINUTE, LEASE, limit)


def test_one_page_of_a_host_is_fetched_at_a_time(store: Store, courier: int) -> None:
    enqueue(store, courier, "https://a.example/1", "https://a.example/2", "https://b.example/1")
    assert sorted(page.host for page in claim(store)) == ["a.example", "b.example"]
    assert claim(store) == [], "both hosts are busy"


def test_a_host_is_asked_again_when_it_is_free_and_not_sooner(store: Store, courier: int) -> None:
    enqueue(store, courier, "https://a.example/1", "https://a.example/2")
    (first,) = claim(store)
    with store.write() as unit:
        unit.pages.record(first, PageRecord(None, reads=1), NOW + MINUTE)
    assert claim(store, minutes=0.5) == []
    (second,) = claim(store, minutes=1)
    assert second.url != first.url


def test_a_page_whose_node_died_is_taken_over_when_its_lease_ends(store: Store, courier: int) -> None:
    enqueue(store, courier, "https://a.example/1")
    (page,) = claim(store)
    assert claim(store, minutes=2) == []
    assert claim(store, minutes=3) == [page]


def test_a_page_is_waited_for_once_and_no_queue_grows_without_bound(store: Store, courier: int) -> None:
    assert enqueue(store, courier, *(f"https://a.example/{n}" for n in range(5)), limit=3) == 3
    assert enqueue(store, courier, "https://a.example/0", limit=100) == 0, "it is known"
    with store.read() as unit:
        assert unit.pages.due(NOW, [courier]) == 3


def test_a_page_that_was_read_is_looked_at_again_when_something_about_it_changed(store: Store, courier: int) -> None:
    enqueue(store, courier, "https://a.example/1")
    (page,) = claim(store)
    with store.write() as unit:
        unit.pages.record(page, PageRecord(None, reads=1, etag='"e"', body_hash="h"), NOW)
    assert claim(store, minutes=99) == []
    with store.write() as unit:
        unit.pages.revisit([page.article], NOW + 99 * MINUTE)
    assert claim(store, minutes=99) == [replace(page, reads=1, etag='"e"', body_hash="h")]


def test_only_the_pages_of_the_sources_asked_for_are_claimed(store: Store, courier: int) -> None:
    enqueue(store, courier, "https://a.example/1")
    with store.write() as unit:
        assert unit.pages.claim(NOW, LEASE, 9, sources=[courier + 1]) == []
        assert unit.pages.due(NOW, [courier + 1]) == 0
        assert unit.pages.due(NOW, [courier]) == 1
        assert len(unit.pages.claim(NOW, LEASE, 9, sources=[courier])) == 1


def test_the_history_tells_of_each_exchange_and_forgets_what_is_old(store: Store, courier: int) -> None:
    old = Poll(NOW - KEEP - MINUTE, "failed", Exchange(503, 12, 0.25), "busy")
    new = Poll(NOW, "new", Exchange(200, 3_000, 1.5), url="https://courier.example/1")
    with store.write() as unit:
        unit.history.add(courier, old)
        unit.history.add(courier, new)
    with store.write() as unit:
        assert unit.history.of(courier) == [new, old]
        assert unit.history.prune(NOW) == 1
    with store.read() as unit:
        assert unit.history.of(courier) == [new]


def test_what_the_sitemaps_of_an_index_said_is_remembered(store: Store, courier: int) -> None:
    resource = Resource("https://courier.example/news.xml", '"1"', "", "hash", NOW)
    with store.write() as unit:
        unit.history.keep_resources(courier, [Resource(resource.url)], NOW - MINUTE)
    with store.write() as unit:
        unit.history.keep_resources(courier, [resource], NOW)
    with store.read() as unit:
        assert unit.history.resources(courier) == {resource.url: resource}


def test_robots_txt_outlives_a_restart(store: Store) -> None:
    robots = Robots("https://courier.example", "User-agent: *\nDisallow: /x", 200, '"r"', "", NOW)
    with store.write() as unit:
        assert unit.hosts.robots(robots.origin) is None
        unit.hosts.keep_robots(robots)
    with store.write() as unit:
        unit.hosts.keep_robots(replace(robots, status=404, text=""))
    with store.read() as unit:
        assert unit.hosts.robots(robots.origin) == replace(robots, status=404, text="")


def test_a_time_that_only_a_wrong_clock_can_have_set_holds_nothing_up(store: Store, courier: int) -> None:
    enqueue(store, courier, "https://a.example/1")
    (page,) = claim(store)
    years = timedelta(days=3_000)
    with store.write() as unit:
        unit.pages.record(page, PageRecord(NOW + years), NOW + years)
    assert claim(store, minutes=5) == []
    with store.write() as unit:
        unit.pages.mend(NOW)
    assert [one.url for one in claim(store, minutes=5)] == [page.url]


def test_a_robots_txt_that_nobody_asked_for_in_a_month_is_forgotten_and_a_newer_one_stays(store: Store) -> None:
    old, new = (Robots(f"https://{name}.example", "", 404, "", "", at) for name, at in (("old", NOW - 40 * DAY), ("new", NOW - DAY)))
    with store.write() as unit:
        unit.hosts.keep_robots(old)
        unit.hosts.keep_robots(new)
    with store.write() as unit:
        unit.hosts.prune(NOW)
    with store.read() as unit:
        assert (unit.hosts.robots(old.origin), unit.hosts.robots(new.origin)) == (None, new)
