"""Editions: made once for each change, kept while the store is away, never older than a second."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, get_args

import pytest

from feedsvc.errors import StoreUnavailable, UnknownFeed
from feedsvc.feeds import Edition, Editions, FeedSpec, Format
from feedsvc.feeds.edition import Shelf
from feedsvc.model import Revision
from feedsvc.store import Store

from .conftest import CountingStore, declare, publish, rank
from .samples import NOON, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

LATEST, TRENDING = FeedSpec("latest"), FeedSpec("trending")
SECOND = timedelta(seconds=1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def editions(counted: CountingStore) -> Editions:
    return Editions(counted, SETTINGS)


class Away:
    """The database file is gone and something else stands in its place, until it is put back."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._file, self._aside = store, folder / "feedsvc.db", folder / "aside.db"

    def __enter__(self) -> None:
        self._store.close()
        self._file.rename(self._aside)
        self._file.mkdir()

    def __exit__(self, *_: object) -> None:
        self._store.close()
        self._file.rmdir()
        self._aside.rename(self._file)


@pytest.fixture
def away(counted: CountingStore, tmp_path: Path) -> AbstractContextManager[None]:
    return Away(counted, tmp_path)


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    """On SQLite and on PostgreSQL: three articles, two of them trending."""
    declare(store)
    ids = [publish(store, title, NOON + timedelta(minutes=i)) for i, title in enumerate(("satu", "dua", "tiga"))]
    rank(store, [ids[2], ids[0]], NOON + timedelta(minutes=5))
    yield store


@pytest.mark.parametrize("form", get_args(Format))
def test_an_edition_holds_the_articles_of_the_store(filled: Store, form: Format) -> None:
    edition = Editions(filled, SETTINGS).get(LATEST, form, NOON + timedelta(hours=1))
    text = edition.body.decode()
    assert edition.entries == 3
    assert text.index("https://kabar.example/tiga") < text.index("https://kabar.example/dua") < text.index("https://kabar.example/satu")


def test_a_trending_edition_holds_the_list_of_the_store(filled: Store) -> None:
    editions = Editions(filled, SETTINGS)
    for spec in (TRENDING, FeedSpec("trending", sort="rank")):
        text = editions.get(spec, "rss", NOON + timedelta(hours=1)).body.decode()
        assert text.index("https://kabar.example/tiga") < text.index("https://kabar.example/satu")
        assert "https://kabar.example/dua" not in text


def test_two_workers_serve_the_same_edition(filled: Store) -> None:
    later = NOON + timedelta(hours=1)
    for form in get_args(Format):
        assert Editions(filled, SETTINGS).get(TRENDING, form, later) == Editions(filled, SETTINGS).get(TRENDING, form, later + 5 * SECOND)


def test_the_etag_changes_with_the_bytes_and_only_with_them(editions: Editions, counted: CountingStore) -> None:
    seen = [editions.get(LATEST, form, NOON) for form in get_args(Format)]
    assert len({edition.etag for edition in seen}) == 3
    assert all(edition.etag.isalnum() and len(edition.etag) == 32 for edition in seen)
    publish(counted, "baru", NOON)
    assert editions.get(LATEST, "rss", NOON + SECOND).etag not in {edition.etag for edition in seen}


def test_the_gzip_form_is_the_same_body_and_holds_no_time(editions: Editions) -> None:
    edition = editions.get(LATEST, "atom", NOON)
    assert gzip.decompress(edition.gzip) == edition.body
    assert edition.gzip[4:8] == bytes(4)


def test_media_types_name_format_and_encoding(editions: Editions) -> None:
    types = {form: editions.get(LATEST, form, NOON).content_type for form in get_args(Format)}
    assert types == {
        "rss": "application/rss+xml; charset=utf-8",
        "atom": "application/atom+xml; charset=utf-8",
        "json": "application/feed+json; charset=utf-8",
    }


def test_an_unchanged_list_is_not_built_again(editions: Editions, counted: CountingStore) -> None:
    first = editions.get(LATEST, "rss", NOON)
    before = counted.reads
    assert editions.get(LATEST, "rss", NOON + timedelta(days=1)) is first
    assert counted.reads == before + 1, "one look at the revisions, none at the articles"


def test_the_store_is_asked_at_most_once_a_second(editions: Editions, counted: CountingStore) -> None:
    editions.get(LATEST, "rss", NOON)
    before = counted.reads
    for millisecond in range(0, 1000, 50):
        editions.get(LATEST, "rss", NOON + timedelta(milliseconds=millisecond))
    assert counted.reads == before


def test_a_new_article_is_in_the_feed_a_second_later(editions: Editions, counted: CountingStore) -> None:
    assert editions.get(LATEST, "json", NOON).entries == 0
    publish(counted, "baru", NOON)
    assert editions.get(LATEST, "json", NOON + SECOND).entries == 1


def test_a_change_of_one_list_leaves_the_others_alone(editions: Editions, counted: CountingStore) -> None:
    sport, everything = FeedSpec("latest", "sport"), editions.get(LATEST, "rss", NOON)
    kept = editions.get(sport, "rss", NOON)
    publish(counted, "baru", NOON)
    assert editions.get(sport, "rss", NOON + SECOND) is kept
    assert editions.get(LATEST, "rss", NOON + SECOND) is not everything


def test_a_clock_that_was_set_back_does_not_stop_the_feeds(editions: Editions, counted: CountingStore) -> None:
    editions.get(LATEST, "rss", NOON + timedelta(days=1))
    publish(counted, "baru", NOON)
    assert editions.get(LATEST, "rss", NOON).entries == 1


def test_last_modified_is_when_the_list_changed_in_whole_seconds(editions: Editions, counted: CountingStore) -> None:
    publish(counted, "baru", NOON + timedelta(seconds=9, milliseconds=300))
    assert editions.get(LATEST, "rss", NOON + timedelta(minutes=1)).last_modified == NOON + timedelta(seconds=10)


def test_last_modified_is_never_in_the_future_and_the_stand_in_does_not_stick(editions: Editions, counted: CountingStore) -> None:
    """Else whoever fetched by date just before the change would be told "not modified" for ever after."""
    publish(counted, "baru", NOON + timedelta(seconds=9, milliseconds=300))
    within = editions.get(LATEST, "rss", NOON + timedelta(seconds=9, milliseconds=700))
    after = editions.get(LATEST, "rss", NOON + timedelta(seconds=10))
    assert within.last_modified == NOON + timedelta(seconds=9)
    assert after.last_modified == NOON + timedelta(seconds=10)
    assert within.body == after.body


def test_an_undeclared_section_has_no_feed(editions: Editions, counted: CountingStore) -> None:
    with pytest.raises(UnknownFeed, match='no section "luar"'):
        editions.get(FeedSpec("latest", "luar"), "rss", NOON)
    assert counted.reads == 0


def test_a_stampede_builds_each_edition_once(editions: Editions, counted: CountingStore) -> None:
    publish(counted, "baru", NOON)
    start = Barrier(50)

    def ask(_: int) -> Edition:
        start.wait(30)
        return editions.get(LATEST, "rss", NOON)

    with ThreadPoolExecutor(50) as pool:
        served = list(pool.map(ask, range(50)))
    assert len({id(edition.body) for edition in served}) == 1
    assert counted.reads == 2, "one look at the revisions, one at the articles"


def test_a_stampede_on_a_dead_store_fails_for_everybody_and_ends(
    editions: Editions, counted: CountingStore, away: AbstractContextManager[None]
) -> None:
    start = Barrier(20)

    def ask(_: int) -> str:
        start.wait(30)
        with pytest.raises(StoreUnavailable) as caught:
            editions.get(LATEST, "rss", NOON)
        return str(caught.value)

    with away, ThreadPoolExecutor(20) as pool:
        assert all("the store cannot be used now" in sentence for sentence in pool.map(ask, range(20)))
    assert counted.reads == 1
    assert editions.get(LATEST, "rss", NOON + SECOND).entries == 0


def test_without_the_store_the_last_good_edition_is_served_and_the_log_says_how_old_it_is(
    editions: Editions, counted: CountingStore, away: AbstractContextManager[None], caplog: pytest.LogCaptureFixture
) -> None:
    publish(counted, "baru", NOON)
    good = editions.get(LATEST, "rss", NOON + SECOND)
    with away:
        for minute in (1, 2):
            assert editions.get(LATEST, "rss", NOON + timedelta(minutes=minute)) is good
            assert editions.get(LATEST, "rss", NOON + timedelta(minutes=minute, seconds=30)) is good
        with pytest.raises(StoreUnavailable):
            editions.get(LATEST, "atom", NOON + timedelta(minutes=2))
    lines = [record.message for record in caplog.records]
    assert len(lines) == 2, "at most one line a minute"
    assert "as they were 59 s ago" in lines[0]
    assert "as they were 119 s ago" in lines[1]
    publish(counted, "lagi", NOON)
    assert editions.get(LATEST, "rss", NOON + timedelta(minutes=3)).entries == 2


def test_a_store_that_dies_between_the_news_and_the_building_leaves_the_last_good_edition(
    editions: Editions, counted: CountingStore, away: AbstractContextManager[None], caplog: pytest.LogCaptureFixture
) -> None:
    good = editions.get(LATEST, "rss", NOON)
    publish(counted, "baru", NOON)
    editions.get(FeedSpec("latest", "sport"), "rss", NOON + SECOND)  # brings the news
    with away:
        assert editions.get(LATEST, "rss", NOON + 1.5 * SECOND) is good
    assert "serving /latest.rss as of 2 s ago" in caplog.text
    assert editions.get(LATEST, "rss", NOON + 3 * SECOND).entries == 1


def test_a_store_without_tables_is_unavailable_and_not_an_empty_feed(tmp_path: Path) -> None:
    bare = Store.open(f"sqlite:///{tmp_path / 'bare.db'}")
    with pytest.raises(StoreUnavailable):
        Editions(bare, SETTINGS).get(LATEST, "rss", NOON)
    bare.close()


def test_a_section_that_the_store_has_not_heard_of_is_unavailable(tmp_path: Path) -> None:
    bare = Store.open(f"sqlite:///{tmp_path / 'bare.db'}")
    bare.migrate()
    with pytest.raises(StoreUnavailable, match='does not know the section "dunia"'):
        Editions(bare, SETTINGS).get(FeedSpec("latest", "dunia"), "rss", NOON)
    bare.close()


def test_the_least_recently_used_edition_gives_way(editions: Editions) -> None:
    plain = editions.get(LATEST, "rss", NOON)
    shelf = Shelf(3 * plain.size)
    keys: list[tuple[FeedSpec, str, Format]] = [(FeedSpec("latest", limit=number), "all", "rss") for number in (1, 2, 3, 4)]
    for spec, *_ in keys[:3]:
        shelf.put((spec, "all", "rss"), plain)
    shelf.get(keys[0])
    shelf.put(keys[3], plain)
    assert [shelf.get((spec, "all", "rss")) is not None for spec, *_ in keys] == [True, False, True, True]


def test_no_number_of_wishes_pushes_the_plain_feeds_out(counted: CountingStore) -> None:
    settings = SETTINGS.model_copy(update={"server": SETTINGS.server.model_copy(update={"cache_bytes": 1_000_000})})
    editions = Editions(counted, settings)
    editions.get(LATEST, "rss", NOON)
    for number in range(1, 200):
        for form in get_args(Format):
            editions.get(FeedSpec("trending", min_sources=number % 100 + 1, limit=number), form, NOON)
    before = counted.reads
    editions.get(LATEST, "rss", NOON)
    assert counted.reads == before


def test_an_edition_that_takes_another_ones_place_is_counted_once(editions: Editions) -> None:
    plain = editions.get(LATEST, "rss", NOON)
    shelf = Shelf(2 * plain.size)
    shelf.put((LATEST, "all", "atom"), plain)
    for number in range(5):
        shelf.put((LATEST, "all", "rss"), replace(plain, revision=Revision(number, NOON)))
    assert shelf.get((LATEST, "all", "atom")) is plain


def test_an_edition_larger_than_the_cache_is_kept_alone(editions: Editions) -> None:
    plain = editions.get(LATEST, "rss", NOON)
    shelf = Shelf(1)
    shelf.put((LATEST, "all", "rss"), plain)
    shelf.put((LATEST, "all", "atom"), plain)
    assert (shelf.get((LATEST, "all", "rss")), shelf.get((LATEST, "all", "atom"))) == (None, plain)


FORKING = """
import os, sys
sys.path.insert(0, "tests")
from feeds.conftest import declare, publish
from feeds.samples import NOON, SETTINGS
from datetime import timedelta
from feedsvc.feeds import Editions, FeedSpec
from feedsvc.store import Store
store = Store.open(sys.argv[1]); store.migrate(); declare(store)
editions = Editions(store, SETTINGS)
assert editions.get(FeedSpec("latest"), "rss", NOON).entries == 0
if (child := os.fork()) == 0:
    publish(store, "baru", NOON)
    os._exit(0 if editions.get(FeedSpec("latest"), "rss", NOON + timedelta(seconds=1)).entries == 1 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_worker_forked_from_a_loaded_master_goes_on_noticing_changes(tmp_path: Path) -> None:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", FORKING, f"sqlite:///{tmp_path / 'feedsvc.db'}"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
