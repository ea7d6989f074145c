"""The alarm clock: what is due is polled once, a fault of one source stays its own, a stop is prompt and clean."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc import ingest, schedule
from feedsvc.grouping import Grouping
from feedsvc.ingest import Ingester, Report
from feedsvc.ingest.absorb import Counts
from feedsvc.schedule import RANK_EVERY, SETTLE, Scheduler, rank_due
from feedsvc.store import Store
from tests.conftest import NOW, make_settings
from tests.ingest.desk import Desk as HeadlineDesk
from tests.ingest.desk import Here
from tests.ingest.test_articles import publish
from tests.newsroom import open_newsroom
from tests.processes import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedsvc.config import Settings
    from feedsvc.model import Source

SECOND = timedelta(seconds=1)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


class TestWhenToRank:
    def test_news_is_ranked_as_soon_as_no_poll_is_in_flight(self) -> None:
        assert rank_due(NOW, NOW - SECOND, NOW - SECOND, busy=False)
        assert not rank_due(NOW, NOW - SECOND, NOW - SECOND, busy=True)

    def test_polls_without_end_do_not_hold_the_news_up(self) -> None:
        assert rank_due(NOW, NOW - SECOND, NOW - SETTLE, busy=True)

    def test_without_news_lists_are_ranked_at_intervals_since_scores_decay(self) -> None:
        assert not rank_due(NOW, NOW - RANK_EVERY + SECOND, None, busy=False)
        assert rank_due(NOW, NOW - RANK_EVERY, None, busy=True)

    @given(moments, moments)
    def test_a_clock_that_was_set_back_does_not_stop_ranking(self, now: datetime, ranked: datetime) -> None:
        if ranked > now:
            assert rank_due(now, ranked, None, busy=True)


def test_the_log_line_of_a_poll_names_the_source_and_what_came() -> None:
    new = Report("pasar", "new", Counts(3, 2, 1, 4), seconds=1.25)
    assert schedule.describe(new) == "pasar: new, 3 added, 2 changed, 1 withdrawn, 4 ranks moved in 1.2 s"
    failed = Report("pasar", "failed", reason="https://pasar.example/: answered 404 Not Found", seconds=0.5)
    assert schedule.describe(failed) == "pasar: failed in 0.5 s: https://pasar.example/: answered 404 Not Found"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def write_feed(folder: Path, name: str, title: str) -> dict[str, object]:
    """A feed of one article in a file, and its declaration."""
    link = f"https://{name}.example/{title.replace(' ', '-').lower()}"
    item = f"<item><title>{title}</title><link>{link}</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>"
    (folder / f"{name}.xml").write_text(f'<rss version="2.0"><channel><title>{name}</title>{item}</channel></rss>')
    return {"slug": name, "url": f"{name}.xml", "kind": "feed"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two sources in files."""
    sources = [write_feed(tmp_path, "harbour", "Ferry returns after repairs"), write_feed(tmp_path, "valley", "Bridge opens early")]
    return make_settings(tmp_path, sources=sources)


class Desk:
    """Schedulers on one store, as if on several machines."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        ingest.prepare(store, settings, clock())
        self.store, self.settings, self.clock = store, settings, clock
        self.made: list[tuple[Scheduler, Ingester]] = []

    def scheduler(self, kind: type[Ingester] = Ingester) -> Scheduler:
        ingester = kind(self.store, self.settings, Here())
        self.made.append((Scheduler(self.store, ingester, self.settings, self.clock), ingester))
        return self.made[-1][0]

    def titles(self) -> list[str]:
        with self.store.read() as unit:
            return sorted(article.title for article in unit.articles.latest("all", 50))

    def trending(self) -> list[str]:
        with self.store.read() as unit:
            return sorted(trend.article.title for trend in unit.trends.current("all", 50))

    def source(self, slug: str) -> Source:
        with self.store.read() as unit:
            return unit.sources.get(slug)

    def close(self) -> None:
        for scheduler, ingester in self.made:
            scheduler.stop(30)
            ingester.close()


@pytest.fixture
def desk(store: Store, settings: Settings, clock: Clock) -> Iterator[Desk]:
    made = Desk(store, settings, clock)
    yield made
    made.close()


BOTH = ["Bridge opens early", "Ferry returns after repairs"]


class TestPolling:
    def test_due_sources_are_polled_and_their_articles_appear(self, desk: Desk) -> None:
        scheduler = desk.scheduler()
        scheduler.claim()
        assert scheduler.stop(30)
        assert desk.titles() == BOTH

    def test_what_is_not_due_is_not_polled(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG, "feedsvc.schedule")
        scheduler = desk.scheduler()
        for _ in range(2):
            scheduler.claim()
            eventually(lambda: len(desk.titles()) == 2, "both polls")
        assert scheduler.stop(30)
        assert len([record for record in caplog.messages if "1 added" in record]) == 2
        assert not [record for record in caplog.messages if "unchanged" in record]

    def test_two_machines_never_poll_the_same_source_at_once(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG, "feedsvc.schedule")
        machines = [desk.scheduler() for _ in range(4)]
        threads = [threading.Thread(target=machine.claim) for machine in machines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(machine.stop(30) for machine in machines)
        assert sorted(line.split(":")[0] for line in caplog.messages if "in 0." in line) == ["harbour", "valley"]

    def test_a_source_whose_machine_died_is_polled_by_another_once_the_lease_has_ended(self, desk: Desk) -> None:
        lease = schedule.lease_of(desk.settings)
        with desk.store.write() as unit:
            assert len(unit.sources.claim_due(desk.clock(), "a machine that died", lease, 10)) == 2
        other = desk.scheduler()
        other.claim()
        assert desk.titles() == []
        desk.clock.now += lease
        other.claim()
        assert other.stop(30)
        assert desk.titles() == BOTH

    def test_a_source_that_fails_is_logged_and_the_other_one_is_read(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        (desk.settings.folder / "valley.xml").unlink()
        scheduler = desk.scheduler()
        scheduler.claim()
        assert scheduler.stop(30)
        assert desk.titles() == ["Ferry returns after repairs"]
        assert any(record.levelname == "WARNING" and "valley: failed in" in record.getMessage() for record in caplog.records)


class Stumbling(Ingester):
    """An ingester with a bug that one source brings out."""

    def poll(self, source: Source, now: datetime, **how: Any) -> Report:
        if source.slug == "valley":
            raise RuntimeError("nobody thought of this")
        return super().poll(source, now, **how)


def test_a_bug_that_one_source_brings_out_is_logged_whole_and_puts_only_that_source_off(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    scheduler = desk.scheduler(Stumbling)
    scheduler.claim()
    assert scheduler.stop(30)
    assert desk.titles() == ["Ferry returns after repairs"]
    assert "nobody thought of this" in caplog.text
    assert "Traceback" in caplog.text
    put_off = desk.source("valley")
    assert put_off.next_at == NOW + schedule.AFTER_BUG
    assert put_off.last_error
    assert put_off.failures == 1


def test_while_the_store_is_away_the_log_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "feedsvc.schedule")
    store, settings = Store.open("postgresql://nobody@127.0.0.1:1/nothing"), make_settings(tmp_path)
    ingester = Ingester(store, settings, Here())
    scheduler = Scheduler(store, ingester, settings)
    scheduler.claim()
    scheduler.claim()
    assert scheduler.stop()
    assert len(caplog.records) == 1
    assert "the store cannot be used now" in caplog.text
    assert "Traceback" not in caplog.text
    ingester.close()
    store.close()


class TestRanking:
    def test_trending_follows_the_news_without_waiting_for_the_next_interval(self, desk: Desk) -> None:
        scheduler = desk.scheduler()
        scheduler.rank_when_due()  # the first ranking, of nothing
        scheduler.claim()
        eventually(lambda: desk.titles() == BOTH, "both polls")
        desk.clock.now += SETTLE

        def ranked() -> bool:
            scheduler.rank_when_due()
            return desk.trending() == BOTH

        eventually(ranked, "the ranking")
        assert desk.clock.now - NOW < RANK_EVERY

    def test_while_another_machine_ranks_this_one_leaves_it_alone(self, desk: Desk) -> None:
        scheduler = desk.scheduler()
        scheduler.claim()
        eventually(lambda: desk.titles() == BOTH, "both polls")
        with desk.store.write() as unit:
            unit.leases.acquire("rank", "another machine", NOW + timedelta(minutes=1), NOW)
        scheduler.rank_when_due()
        assert scheduler.stop(30)
        assert desk.trending() == []

    def test_a_ranking_leaves_the_way_free_for_the_next_machine(self, desk: Desk) -> None:
        first, second = desk.scheduler(), desk.scheduler()
        first.rank_when_due()
        assert first.stop(30)
        second.claim()
        eventually(lambda: desk.titles() == BOTH, "both polls")
        second.rank_when_due()
        assert second.stop(30)
        assert desk.trending() == BOTH


class TestStories:
    """What several sources tell of one event is one story before it is ranked."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        titles = {"harbour": "Night ferry to Harrow Island returns", "valley": "Harrow Island night ferry returns at last"}
        return make_settings(tmp_path, sources=[write_feed(tmp_path, name, title) | {"language": "en"} for name, title in titles.items()])

    def rank(self, desk: Desk) -> None:
        scheduler = desk.scheduler()
        scheduler.claim()
        eventually(lambda: len(desk.titles()) == 2, "both polls")
        desk.clock.now += SETTLE
        scheduler.rank_when_due()
        assert scheduler.stop(30)

    def test_articles_on_one_event_are_one_story(self, desk: Desk) -> None:
        self.rank(desk)
        with desk.store.read() as unit:
            stories = unit.stories.of([article.id for article in unit.articles.latest("all", 9)])
        assert (len(stories), len(set(stories.values()))) == (2, 1)

    def test_a_bug_in_the_grouping_is_logged_and_the_ranking_goes_on(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def stumble(*_: object) -> int:
            raise RuntimeError("nobody thought of this")

        monkeypatch.setattr(Grouping, "place_new", stumble)
        self.rank(desk)
        assert "nobody thought of this" in caplog.text
        assert desk.trending() == desk.titles()


class Slow(ThreadingHTTPServer):
    """Serves a feed, but only once ``go`` is set."""

    def __init__(self) -> None:
        self.go, self.asked = threading.Event(), threading.Event()
        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/feed"


class Answer(BaseHTTPRequestHandler):
    server: Slow

    def do_GET(self) -> None:
        self.server.asked.set()
        self.server.go.wait(60)
        item = "<item><title>At last</title><link>https://slow.example/1</link></item>"
        body = f'<rss version="2.0"><channel><title>Slow</title>{item}</channel></rss>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def slow() -> Iterator[Slow]:
    with Slow() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.go.set()
        server.shutdown()
        thread.join()


class TestStopping:
    @pytest.fixture
    def settings(self, slow: Slow, tmp_path: Path) -> Settings:
        return make_settings(tmp_path, sources=[{"slug": "slow", "url": slow.url, "kind": "feed"}])

    def test_a_poll_in_flight_may_finish_and_what_it_brings_is_stored(self, desk: Desk, slow: Slow) -> None:
        scheduler = desk.scheduler()
        scheduler.claim()
        assert slow.asked.wait(30)
        slow.go.set()
        assert scheduler.stop(30)
        assert desk.titles() == ["At last"]

    def test_a_poll_that_takes_too_long_is_given_up_and_nothing_of_it_is_stored(self, desk: Desk, slow: Slow) -> None:
        scheduler = desk.scheduler()
        scheduler.claim()
        assert slow.asked.wait(30)
        assert not scheduler.stop(0.1)
        assert desk.titles() == []
        slow.go.set()  # so that the test may end

    def test_nothing_is_claimed_after_a_stop(self, desk: Desk, slow: Slow) -> None:
        scheduler = desk.scheduler()
        scheduler.stop()
        scheduler.claim()
        scheduler.rank_when_due()
        assert not slow.asked.is_set()


def test_a_scheduler_polls_and_ranks_by_itself_until_it_is_told_to_stop(tmp_path: Path, settings: Settings) -> None:
    settings = settings.model_copy(update={"store": settings.store.model_copy(update={"url": f"sqlite:///{tmp_path / 'own.db'}"})})
    store = Store.open(settings.store.url)

    def done() -> bool:
        with store.read() as unit:
            return len(unit.trends.current("all", 10)) == 2

    store.migrate()
    deadline = threading.Event()
    timer = threading.Timer(60, deadline.set)
    timer.start()
    assert schedule.run(settings, lambda: deadline.is_set() or done())
    timer.cancel()
    assert done()
    store.close()


def test_the_articles_behind_headlines_are_read_between_the_polls(store: Store, store_url: str, tmp_path: Path) -> None:
    with open_newsroom() as room:
        publish(room)
        desk = HeadlineDesk(store, store_url, tmp_path, [{"slug": "home", "url": room.base + "/"}])
        desk.poll("home")
        scheduler = Scheduler(store, desk.ingester, desk.settings, lambda: desk.now)
        desk.now += timedelta(minutes=1)
        scheduler.claim_pages()
        assert scheduler.stop(30)
        desk.ingester.close()
        assert len([path for path, _ in room.requests if path.strip("/").isdigit()]) == 1, "one page of a host at a time"
        assert len([article for article in desk.latest() if article.content_html]) == 1
