"""An event loop in a thread of its own, and the errands that other threads have for it."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

CLOSING = 5.0  # seconds that the last things may take
T = TypeVar("T")


class Stopped(Exception):
    """The loop was closed before the errand was done."""


class Errand(Generic[T]):
    """A coroutine to run in the loop, and its caller's wait for what comes of it.

    asyncio.run_coroutine_threadsafe does the same at several times the cost: it wakes the loop for each, and passes the result on twice.
    """

    __slots__ = ("_answered", "_asking", "_task")

    def __init__(self, asking: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._asking = asking
        self._task: asyncio.Task[T] | None = None
        self._answered = threading.Lock()
        self._answered.acquire()

    def begin(self) -> None:
        """In the loop's thread."""
        self._task = asyncio.get_running_loop().create_task(self._asking())
        self._task.add_done_callback(lambda _: self._answered.release())

    def wait(self) -> T:
        """In the caller's thread. Raises Stopped, or whatever the coroutine raised."""
        with self._answered:
            if self._task is None or self._task.cancelled():
                raise Stopped
            return self._task.result()


class LoopThread:
    """Starts at once. ``submit`` and ``close`` are for one thread at a time."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._errands: deque[Errand[Any]] = deque()
        self._woken = False  # the loop is told once for all errands that are waiting
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def submit(self, errand: Errand[Any]) -> None:
        """Not after ``close``."""
        self._errands.append(errand)
        if not self._woken:
            self._woken = True
            self._loop.call_soon_threadsafe(self._begin)

    def close(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Stop all errands, so that nobody is left waiting for an answer that no loop will bring; then do the ``last`` one."""
        asyncio.run_coroutine_threadsafe(self._end(last), self._loop).result(timeout=CLOSING)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _begin(self) -> None:
        self._woken = False  # before the queue is looked at: who comes later wakes the loop again
        while self._errands:
            self._errands.popleft().begin()

    async def _end(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._begin()
        pending = asyncio.all_tasks() - {asyncio.current_task()}
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        await last()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
