"""The newest of many, one by one, in bounded memory."""

from __future__ import annotations

from collections import deque
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

T = TypeVar("T")


class Newest(Generic[T]):
    """Keeps at most ``limit`` things: the dated ones, newest first, before those without a date.

    A list without dates grows at one end and nobody says at which: of too many, the first and the last ones are kept, in their order.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._dated: list[tuple[datetime, int, T]] = []  # a heap; the number tells equal dates apart, the first is the greatest
        self._first: list[T] = []
        self._last: deque[T] = deque(maxlen=limit // 2)
        self._count = 0

    def wants(self, moment: datetime | None) -> bool:
        """Whether a thing of this date would be kept as of now."""
        return moment is None or len(self._dated) < self._limit or (self._limit > 0 and moment > self._dated[0][0])

    def add(self, thing: T, moment: datetime | None) -> None:
        self._count += 1
        if moment is None:
            (self._first if len(self._first) < self._limit - self._limit // 2 else self._last).append(thing)
        elif len(self._dated) < self._limit:
            heappush(self._dated, (moment, -self._count, thing))
        else:
            heappushpop(self._dated, (moment, -self._count, thing))

    def __iter__(self) -> Iterator[T]:
        dated = [thing for _, _, thing in sorted(self._dated, key=lambda kept: kept[:2], reverse=True)]
        yield from [*dated, *self._first, *self._last][: self._limit]
