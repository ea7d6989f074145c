"""Group commit: while one transaction is written others come to wait, and the next one takes them all.

So many small writes cost little more than one, and yet each caller goes on only once its own is committed.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from feedsvc.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

MOST = 100  # writes in one transaction, so that it stays short whatever has come to wait


class _Waiting(Generic[T]):
    __slots__ = ("fault", "item", "settled", "turn")

    def __init__(self, item: T) -> None:
        self.item = item
        self.turn = threading.Event()  # it is settled, or it is to write
        self.settled = False
        self.fault: Exception | None = StoreUnavailable("the write was cut off")  # unless it ends


class GroupCommit(Generic[T]):
    """``write`` writes all that it is given in one transaction or raises. Thread-safe; there is no thread of its own."""

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._queue: deque[_Waiting[T]] = deque()
        self._writing = False

    def put(self, item: T) -> None:
        """Returns once the item is committed. Raises what ``write`` raised of it."""
        mine = _Waiting(item)
        with self._lock:
            self._queue.append(mine)
            mine_to_write, self._writing = not self._writing, True
        if not mine_to_write:
            self._wait(mine)
        if not mine.settled:  # the first in the queue writes for those that came behind it
            self._write_waiting()
        if mine.fault is not None:
            raise mine.fault

    def _wait(self, mine: _Waiting[T]) -> None:
        """Whoever is interrupted must not keep the others waiting."""
        try:
            mine.turn.wait()
        except BaseException:
            with self._lock:
                if mine in self._queue:
                    self._queue.remove(mine)
                to_write = mine.turn.is_set() and not mine.settled
            if to_write:
                self._pass_on(())
            raise

    def _write_waiting(self) -> None:
        with self._lock:
            batch = [self._queue.popleft() for _ in range(min(MOST, len(self._queue)))]
        try:
            self._write_batch(batch)
        finally:
            self._pass_on(batch)

    def _write_batch(self, batch: Sequence[_Waiting[T]]) -> None:
        """What is wrong with one must not cost the others their write; only a store that is away is away for all."""
        try:
            self._write([one.item for one in batch])
            for one in batch:
                one.fault = None
        except StoreUnavailable as error:
            for one in batch:
                one.fault = StoreUnavailable(str(error))
        except Exception as error:  # noqa: BLE001 - it is raised where it belongs, in put
            if len(batch) == 1:
                batch[0].fault = error
                return
            for one in batch:
                self._write_batch([one])

    def _pass_on(self, batch: Sequence[_Waiting[T]]) -> None:
        with self._lock:
            for one in batch:
                one.settled = True
                one.turn.set()
            self._writing = bool(self._queue)
            if self._queue:
                self._queue[0].turn.set()
