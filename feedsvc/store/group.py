"""Group commit: while one transaction is written others come to wait, and the next one takes them all.

So many small writes cost little more than one, and yet each caller goes on only once its own is committed. A write that comes first waits a
moment for the others when it is known that some are on their way (PostgreSQL's ``commit_delay`` and ``commit_siblings`` are the same): a
transaction costs as much as five writes of a poll in it, and without that moment nearly every second one carried a single poll.
"""

from __future__ import annotations

import threading
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from feedsvc.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

MOST = 100  # writes in one transaction, so that it stays short whatever has come to wait
LINGER = 0.02  # seconds that a write waits for others: so there are 50 transactions a second at most, which take a tenth of a core


class _Waiting(Generic[T]):
    __slots__ = ("called", "fault", "item", "settled", "turn")

    def __init__(self, item: T) -> None:
        self.item = item
        self.turn = threading.Lock()  # a lock and no Event, which is three of them: held until it is settled, or it is to write
        self.turn.acquire()
        self.called = self.settled = False  # ``called``: its turn has come, and comes once only
        self.fault: Exception | None = StoreUnavailable("the write was cut off")  # unless it ends


class GroupCommit(Generic[T]):
    """``write`` writes all that it is given in one transaction or raises. Thread-safe; there is no thread of its own."""

    def __init__(self, write: Callable[[Sequence[T]], None], busy: Callable[[], int] = lambda: 0) -> None:
        """``busy`` says how many are at work on what they will put, with those that wait for its commit; with 0 nobody lingers."""
        self._write, self._busy = write, busy
        self._lock = threading.Lock()
        self._queue: deque[_Waiting[T]] = deque()
        self._writing = False
        self._enough = threading.Event()  # have come; the one that is to write waits for it

    def put(self, item: T) -> None:
        """Returns once the item is committed. Raises what ``write`` raised of it."""
        mine = _Waiting(item)
        try:
            self._wait(mine)
            if not mine.settled:  # the first in the queue writes for those that came behind it
                self._linger()
        except BaseException:  # whoever is interrupted must not keep the others waiting
            self._leave(mine)
            raise
        if not mine.settled:
            self._write_waiting()
        if mine.fault is not None:
            raise mine.fault

    def _wait(self, mine: _Waiting[T]) -> None:
        with self._lock:
            self._queue.append(mine)
            mine.called, self._writing = not self._writing, True
            if self._is_enough():
                self._enough.set()
        if not mine.called:
            mine.turn.acquire()

    def _leave(self, mine: _Waiting[T]) -> None:
        with self._lock:
            if mine in self._queue:
                self._queue.remove(mine)
            to_write = mine.called and not mine.settled
        if to_write:
            self._pass_on(())

    def _linger(self) -> None:
        with self._lock:
            if self._is_enough():
                return
            self._enough.clear()
        self._enough.wait(LINGER)

    def _is_enough(self) -> bool:
        """Half of those that are at work: to wait for all would leave the network idle meanwhile."""
        return len(self._queue) >= min(MOST, self._busy() // 2)

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
        """Wake those whose write is done, and whoever is to write next; without the lock, which those that come need meanwhile."""
        with self._lock:
            for one in batch:
                one.settled = True
            self._writing = bool(self._queue)
            woken = [one for one in (*batch, *islice(self._queue, 1)) if not one.called]
            for one in woken:
                one.called = True
        for one in woken:
            one.turn.release()
