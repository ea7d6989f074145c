"""Writes that come while another is written go together, and each caller goes on once its own is committed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from feedsvc.errors import StoreConflict, StoreError, StoreUnavailable
from feedsvc.store.group import MOST, GroupCommit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

PATIENCE = 30  # seconds until a test that hangs is given up


class Book:
    """What was written, batch by batch. The write of item 0 lasts until all others have come."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.bad: dict[int, BaseException] = {}
        self.began, self.go_on = threading.Event(), threading.Event()
        self.group = GroupCommit(self.write)

    def write(self, items: Sequence[int]) -> None:
        if 0 in items:
            self.began.set()
            assert self.go_on.wait(PATIENCE)
        for item in items:
            if item in self.bad:
                raise self.bad[item]
        self.batches.append([*items])

    def put(self, pool: ThreadPoolExecutor, count: int) -> list[Future[None]]:
        """Item 0 is being written while the others come; gives how each put ended."""
        futures = [pool.submit(self.group.put, 0)]
        assert self.began.wait(PATIENCE)
        for item in range(1, count):
            futures.append(pool.submit(self.group.put, item))
            while len(self.group._queue) < item:
                pass
        self.go_on.set()
        return futures


def settle(book: Book, count: int) -> list[BaseException | None]:
    with ThreadPoolExecutor(count) as pool:
        return [future.exception(PATIENCE) for future in book.put(pool, count)]


def test_a_write_alone_does_not_wait_for_others() -> None:
    book = Book()
    book.group.put(7)
    book.group.put(8)
    assert book.batches == [[7], [8]]


def test_all_that_came_while_one_was_written_goes_in_the_next_transaction() -> None:
    book = Book()
    assert settle(book, 6) == [None] * 6
    assert book.batches == [[0], [1, 2, 3, 4, 5]]


def test_a_transaction_takes_no_more_than_it_can_carry() -> None:
    book = Book()
    assert settle(book, MOST + 12) == [None] * (MOST + 12)
    assert [len(batch) for batch in book.batches] == [1, MOST, 11]


def test_what_is_wrong_with_one_costs_the_others_nothing() -> None:
    book = Book()
    book.bad = {2: StoreConflict("overtaken"), 4: ValueError("a bug")}
    ended = settle(book, 6)
    assert [type(fault) for fault in ended] == [type(None), type(None), StoreConflict, type(None), ValueError, type(None)]
    assert sorted(item for batch in book.batches for item in batch) == [0, 1, 3, 5]


def test_a_store_that_is_away_is_asked_once_for_all_that_wait() -> None:
    book = Book()
    book.bad = {1: StoreUnavailable("no answer")}
    assert [type(fault) for fault in settle(book, 4)] == [type(None)] + [StoreUnavailable] * 3
    assert book.batches == [[0]]
    book.group.put(9)
    assert book.batches[-1] == [9]


def test_a_write_that_was_interrupted_leaves_nobody_waiting_or_believing_that_it_was_kept() -> None:
    book = Book()
    book.bad = {1: KeyboardInterrupt()}
    ended = settle(book, 4)
    assert isinstance(ended[1], KeyboardInterrupt)
    assert [type(fault) for fault in ended[2:]] == [StoreUnavailable] * 2
    book.group.put(9)
    assert book.batches[-1] == [9]


def test_whoever_is_interrupted_while_he_waits_keeps_nobody_from_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book()

    class Turn:
        """Taken once by whoever makes it; to wait for it is to be interrupted."""

        taken = False

        def acquire(self) -> None:
            if self.taken:
                raise KeyboardInterrupt
            self.taken = True

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(book.group.put, 0)
        assert book.began.wait(PATIENCE)
        with monkeypatch.context() as patch:
            patch.setattr("feedsvc.store.group.threading.Lock", Turn)
            with pytest.raises(KeyboardInterrupt):
                book.group.put(1)
        book.go_on.set()
        assert first.exception(PATIENCE) is None
    book.group.put(2)
    assert book.batches == [[0], [2]]


def test_a_write_waits_for_half_of_those_that_are_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedsvc.store.group.LINGER", PATIENCE)
    book = Book()
    group = GroupCommit(book.write, lambda: 6)
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(group.put, [1, 2, 3])) == [None] * 3
    assert [sorted(batch) for batch in book.batches] == [[1, 2, 3]]


def test_a_write_does_not_wait_for_ever_for_those_that_do_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedsvc.store.group.LINGER", 0.001)
    book = Book()
    group = GroupCommit(book.write, lambda: 100)
    group.put(1)
    group.put(2)
    assert book.batches == [[1], [2]]


def test_whoever_is_interrupted_while_he_lingers_leaves_the_writing_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book()
    group = GroupCommit(book.write, lambda: 100)

    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("feedsvc.store.group.threading.Event.wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            group.put(1)
    group.put(2)
    assert book.batches == [[2]]


@pytest.mark.parametrize("error", [StoreError("full"), StoreConflict("overtaken")])
def test_the_caller_hears_why_its_write_failed(error: StoreError) -> None:
    book = Book()
    book.bad = {3: error}
    with pytest.raises(type(error), match=str(error)):
        book.group.put(3)
