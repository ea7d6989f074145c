"""The store on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, event, text

from feedsvc.errors import StoreConflict, StoreError, StoreUnavailable, UnknownSource
from feedsvc.matching import Teller, settle, withdraw
from feedsvc.model import ALL, Draft, Enclosure, Image
from feedsvc.store import Store
from feedsvc.store.base import Base
from feedsvc.store.sources import Record
from tests.store.drafts import COURIER, DAY, MINUTE, NOW, draft, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(store: Store, store_url: str) -> None:
    engine = create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_new_file_that_another_process_is_busy_with_is_waited_for(tmp_path: Path) -> None:
    """SQLite gives up at once where two turn the same new file into one that is read while it is written."""
    other = sqlite3.connect(tmp_path / "feedsvc.db", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE busy (n)")
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO busy VALUES (1)")
    release = threading.Timer(0.3, other.execute, ["COMMIT"])
    release.start()
    store = Store.open(f"sqlite:///{tmp_path / 'feedsvc.db'}")
    store.migrate()
    with store.read() as unit:
        assert unit.sources.all() == []
    release.join()
    other.close()
    store.close()


def test_many_processes_may_migrate_at_once(store_url: str) -> None:
    stores = [Store.open(store_url) for _ in range(4)]
    errors: list[Exception] = []

    def migrate(one: Store) -> None:
        try:
            one.migrate()
        except Exception as error:  # noqa: BLE001 - the test reports whatever it was
            errors.append(error)

    threads = [threading.Thread(target=migrate, args=(one,)) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with stores[0].read() as unit:
        assert unit.sources.all() == []
    for one in stores:
        one.close()


def test_a_store_made_by_a_newer_version_is_refused_in_one_sentence(store_url: str) -> None:
    store = Store.open(store_url)
    store.migrate()
    store.close()
    engine = create_engine(store_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    newer = Store.open(store_url)
    with pytest.raises(StoreError, match="newer feedsvc"):
        newer.migrate()
    newer.close()


def test_an_article_comes_back_as_it_was_saved(store: Store, courier: int) -> None:
    whole = Draft(
        title="Ω “Title” 😀",
        url="https://courier.example/1",
        summary="s",
        content_html="<p>c</p>",
        authors=("A", "B"),
        image=Image("https://courier.example/i.jpg", "caption", "credit", "image/jpeg", 7),
        enclosures=(Enclosure("https://courier.example/a.mp3", "audio/mpeg", 9),),
        language="en",
        published=NOW - MINUTE,
        tags=("b", "a"),
    )
    (state,) = put(store, courier, whole, sections=frozenset({ALL, "world"}))
    with store.read() as unit:
        article = unit.articles.get(state.id)
        assert unit.articles.states(["https://courier.example/1"], [], [], NOW) == [state]
    assert article is not None
    assert (article.title, article.summary, article.content_html) == (whole.title, whole.summary, whole.content_html)
    assert (article.authors, article.image, article.enclosures, article.tags) == (whole.authors, whole.image, whole.enclosures, whole.tags)
    assert (article.published_at, article.first_seen_at, article.sections) == (NOW - MINUTE, NOW, ("world",))
    assert (article.source.slug, article.source.title) == ("courier", "The Courier")


def test_latest_is_newest_first_and_keeps_the_sources_order_within_a_second(store: Store, courier: int) -> None:
    put(store, courier, *(draft(n) for n in range(5)), draft(9, published=NOW - MINUTE))
    with store.read() as unit:
        assert [a.title for a in unit.articles.latest(ALL, 10)] == [f"Title {n}" for n in (0, 1, 2, 3, 4, 9)]
        assert [a.title for a in unit.articles.latest(ALL, 2)] == ["Title 0", "Title 1"]
        assert unit.articles.latest("world", 10) == []


def test_a_withdrawn_article_is_in_no_list_and_not_found(store: Store, courier: int) -> None:
    first, second = put(store, courier, draft(1), draft(2))
    with store.write() as unit:
        unit.articles.save([withdraw(first, NOW)], {first.id: frozenset({ALL})})
    with store.read() as unit:
        assert [a.id for a in unit.articles.latest(ALL, 10)] == [second.id]
        assert unit.articles.get(first.id) is None


def test_a_url_that_means_one_article_goes_on_meaning_it(store: Store, courier: int) -> None:
    first, second = put(store, courier, draft(1), draft(2))
    with store.write() as unit:
        unit.articles.save([replace(second, urls=second.urls | first.urls)], {second.id: frozenset({ALL})})
    with store.read() as unit:
        assert [s.id for s in unit.articles.states(list(first.urls), [], [], NOW)] == [first.id]


def test_a_block_that_raises_leaves_nothing_behind(store: Store, courier: int) -> None:
    state = settle(draft(1), None, Teller(courier, "courier"), NOW)
    with pytest.raises(RuntimeError), store.write() as unit:
        unit.articles.save([state], {state.id: frozenset({ALL})})
        raise RuntimeError
    with store.read() as unit:
        assert unit.articles.get(state.id) is None


def test_due_sources_are_claimed_once_until_their_lease_ends(store: Store, courier: int) -> None:
    with store.write() as unit:
        assert [s.slug for s in unit.sources.claim_due(NOW, "a", MINUTE, 10)] == ["courier"]
    with store.write() as unit:
        assert unit.sources.claim_due(NOW, "b", MINUTE, 10) == []
    with store.write() as unit:
        assert [s.slug for s in unit.sources.claim_due(NOW + MINUTE, "b", MINUTE, 10)] == ["courier"]
    with store.write() as unit:
        unit.sources.record(courier, Record(next_at=NOW + 5 * MINUTE))
        assert unit.sources.claim_due(NOW + 4 * MINUTE, "a", MINUTE, 10) == []
        assert len(unit.sources.claim_due(NOW + 5 * MINUTE, "a", MINUTE, 10)) == 1


def test_two_nodes_never_claim_the_same_source(store: Store) -> None:
    with store.write() as unit:
        unit.sources.declare([replace(COURIER, slug=f"s{n}", url=f"https://courier.example/{n}") for n in range(60)], NOW, DAY)
    claimed: list[str] = []

    def claim(owner: str) -> None:
        for _ in range(30):
            with store.write() as unit:
                claimed.extend(s.slug for s in unit.sources.claim_due(NOW, owner, MINUTE, 3))

    threads = [threading.Thread(target=claim, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(f"s{n}" for n in range(60))


def test_a_source_no_longer_declared_is_polled_no_more_and_comes_back_when_it_is(store: Store, courier: int) -> None:
    with store.write() as unit:
        unit.sources.declare([], NOW, DAY)
        assert unit.sources.claim_due(NOW, "a", MINUTE, 10) == []
    with store.write() as unit:
        unit.sources.declare([COURIER], NOW, DAY)
        assert [s.id for s in unit.sources.claim_due(NOW, "a", MINUTE, 10)] == [courier]


def test_a_new_address_forgets_the_validators_of_the_old_one(store: Store, courier: int) -> None:
    with store.write() as unit:
        unit.sources.record(courier, Record(etag='"1"', body_hash="ab", failures=3, last_error="x"))
        unit.sources.declare([replace(COURIER, url="https://courier.example/new")], NOW, DAY)
    with store.read() as unit:
        assert (unit.sources.get("courier").etag, unit.sources.get("courier").failures) == ("", 0)


def test_a_source_that_is_gone_is_never_due_again(store: Store, courier: int) -> None:
    with store.write() as unit:
        unit.sources.record(courier, Record(gone=True, next_at=NOW))
        unit.sources.declare([COURIER], NOW, DAY)
        assert unit.sources.claim_due(NOW + 9 * MINUTE, "a", MINUTE, 10) == []


def test_the_operators_title_stands_above_the_sources_own(store: Store, courier: int) -> None:
    with store.write() as unit:
        assert not unit.sources.record(courier, Record(title="courier.example - home"))
        unit.sources.declare([COURIER, replace(COURIER, slug="kabar", url="https://kabar.example/", title="")], NOW, DAY)
        assert unit.sources.record(unit.sources.get("kabar").id, Record(title="Kabar"))
        assert [s.title for s in unit.sources.all()] == ["The Courier", "Kabar"]


def test_a_source_that_is_switched_on_again_after_it_was_gone_is_asked_again(store: Store, courier: int) -> None:
    with store.write() as unit:
        unit.sources.record(courier, Record(gone=True))
        unit.sources.declare([replace(COURIER, enabled=False)], NOW, DAY)
    with store.write() as unit:
        unit.sources.declare([COURIER], NOW, DAY)
        assert len(unit.sources.claim_due(NOW, "a", MINUTE, 10)) == 1


def test_a_source_switched_off_while_it_is_polled_stays_off(store: Store, courier: int) -> None:
    with store.write() as unit:
        unit.sources.claim_due(NOW, "a", MINUTE, 10)
        unit.sources.declare([replace(COURIER, enabled=False)], NOW, DAY)
    with store.write() as unit:
        unit.sources.record(courier, Record(next_at=NOW + MINUTE))
        assert unit.sources.claim_due(NOW + DAY, "a", MINUTE, 10) == []


def test_many_polls_recorded_at_once_leave_each_source_what_its_own_poll_said(store: Store, courier: int) -> None:
    others = [replace(COURIER, slug=name, url=f"https://{name}.example/feed") for name in ("kabar", "quiet", "closed")]
    with store.write() as unit:
        unit.sources.declare([COURIER, *others], NOW, DAY)
        kabar, quiet, closed = (unit.sources.get(other.slug).id for other in others)
        unit.sources.record(courier, Record(etag='"1"', last_modified="then", failures=2, pace=MINUTE, rhythm="r"))
        assert len(unit.sources.claim_due(NOW, "a", MINUTE, 10)) == 4
        unit.sources.declare([COURIER, *others[:2], replace(others[2], enabled=False)], NOW, DAY)
    with store.write() as unit:
        unit.sources.record_all(
            [
                (courier, Record(next_at=NOW + MINUTE, etag='"2"', failures=0, last_ok_at=NOW)),
                (kabar, Record(gone=True, next_at=NOW + MINUTE, failures=1, last_error="410", language="id")),
                (quiet, Record()),
                (closed, Record(next_at=NOW + MINUTE)),
            ]
        )
    with store.write() as unit:
        one, two, _, four = (unit.sources.get(slug) for slug in ("courier", "kabar", "quiet", "closed"))
        assert (one.etag, one.last_modified, one.failures, one.pace, one.rhythm) == ('"2"', "then", 0, MINUTE, "r")
        assert (one.last_ok_at, one.next_at) == (NOW, NOW + MINUTE)
        assert (two.gone, two.next_at, two.failures, two.last_error, two.language) == (True, None, 1, "410", "en")
        assert (four.next_at, four.scheduled) == (None, False)
        # Every lease has ended, also that of a poll that had nothing to say.
        assert [source.slug for source in unit.sources.claim_due(NOW + MINUTE / 2, "b", MINUTE, 10)] == ["quiet"]


def test_times_of_a_clock_that_was_far_ahead_do_not_stop_polling(store: Store, courier: int) -> None:
    with store.write() as unit:
        unit.sources.record(courier, Record(next_at=NOW + 1000 * DAY))
        unit.sources.declare([COURIER], NOW, DAY)
        assert len(unit.sources.claim_due(NOW, "a", MINUTE, 10)) == 1


def test_a_renamed_source_is_told_of(store: Store, courier: int) -> None:
    with store.write() as unit:
        assert not unit.sources.declare([COURIER], NOW, DAY)
        assert unit.sources.declare([replace(COURIER, title="The New Courier")], NOW, DAY)


def test_a_deadlock_is_a_conflict_and_not_an_outage(postgres_url: str) -> None:
    """PostgreSQL ends one of two transactions that wait for each other; that one has to be done again."""
    store = Store.open(postgres_url)
    store.migrate()
    with store.write() as unit:
        unit.revisions.declare([ALL, "x"], NOW)
    meet, outcomes = threading.Barrier(2), []

    def bump(*sections: str) -> None:
        try:
            with store.write() as unit:
                unit.revisions.bump({(sections[0], "latest")}, NOW)
                unit._session.flush()
                meet.wait(10)
                unit.revisions.bump({(sections[1], "latest")}, NOW)
            outcomes.append("done")
        except StoreConflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=bump, args=pair) for pair in ((ALL, "x"), ("x", ALL))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert sorted(outcomes) == ["conflict", "done"]


def test_an_unknown_source_is_named(store: Store) -> None:
    with pytest.raises(UnknownSource, match='"nobody"'), store.read() as unit:
        unit.sources.get("nobody")


def test_a_revision_grows_and_is_dated_up_to_the_whole_second(store: Store) -> None:
    with store.write() as unit:
        unit.revisions.declare([ALL], NOW)
        unit.revisions.declare([ALL], NOW + MINUTE)
    with store.write() as unit:
        unit.revisions.bump({(ALL, "latest")}, NOW)
    with store.read() as unit:
        revisions = unit.revisions.all()
    assert revisions[(ALL, "latest")].number == 2
    assert revisions[(ALL, "trending")].number == 1
    assert revisions[(ALL, "trending")].changed_at == NOW.replace(microsecond=0) + timedelta(seconds=1)
    assert revisions[(ALL, "latest")].changed_at == NOW.replace(microsecond=0) + timedelta(seconds=1)


def test_a_change_at_the_end_of_a_second_is_dated_with_the_next_so_that_its_commit_is_not_missed(store: Store) -> None:
    late = NOW.replace(microsecond=900_000)
    with store.write() as unit:
        unit.revisions.bump({(ALL, "latest")}, late)
    with store.read() as unit:
        assert unit.revisions.all()[(ALL, "latest")].changed_at == NOW.replace(microsecond=0) + timedelta(seconds=2)


def test_a_named_lease_has_one_holder_until_it_runs_out(store: Store) -> None:
    def acquire(owner: str, at: datetime) -> bool:
        with store.write() as unit:
            return unit.leases.acquire("rank", owner, at + MINUTE, at)

    assert acquire("a", NOW)
    assert not acquire("b", NOW)
    assert acquire("a", NOW), "its holder may renew it"
    assert acquire("b", NOW + 2 * MINUTE)
    with store.write() as unit:
        unit.leases.release("rank", "b")
    assert acquire("a", NOW + 2 * MINUTE)


def test_lists_are_read_by_index_whatever_the_number_of_articles(sqlite_store: Store) -> None:
    with sqlite_store.read() as unit:
        statements = list(_statements(unit))
    plans = [row for statement, parameters in statements for row in _plan(sqlite_store, statement, parameters)]
    assert plans
    assert not [row for row in plans if row.startswith("SCAN")], plans


def _statements(unit: object) -> Iterator[tuple[str, object]]:
    seen: list[tuple[str, object]] = []
    connection = unit._session.connection()  # type: ignore[attr-defined]

    def note(_conn: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    unit.articles.latest(ALL, 50)  # type: ignore[attr-defined]
    unit.articles.of([UUID(int=1)])  # type: ignore[attr-defined]
    unit.trends.current(ALL, 50)  # type: ignore[attr-defined]
    unit.trends.entries(ALL, 50)  # type: ignore[attr-defined]
    event.remove(connection, "before_cursor_execute", note)
    yield from seen


def _plan(store: Store, statement: str, parameters: object) -> list[str]:
    with store.read() as unit:
        rows = unit._session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        return [row[3] for row in rows]


def test_two_writers_of_one_article_conflict_by_name(store: Store, courier: int) -> None:
    state = settle(draft(1), None, Teller(courier, "courier"), NOW)
    put(store, courier, draft(1))
    with pytest.raises(StoreConflict), store.write() as unit:
        unit._session.execute(
            text("INSERT INTO article_url (url, article_id) VALUES ('https://courier.example/1', :id)"), {"id": state.id.hex}
        )


@pytest.mark.parametrize("url", ["postgresql://h:abc/x", "nonsense"])
def test_an_address_that_is_no_database_is_said_in_one_sentence(url: str) -> None:
    with pytest.raises(StoreError, match="is not a database URL"):
        Store.open(url)


def test_a_store_out_of_reach_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    for url in (f"sqlite:///{tmp_path / 'folder.db'}", "postgresql://nobody@127.0.0.1:1/none"):
        store = Store.open(url)
        with pytest.raises(StoreUnavailable, match="cannot be used now"):
            store.migrate()
        store.close()
