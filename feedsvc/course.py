"""How a story's rank went, in small form: what the story page draws, and what the lists of a day are made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MINUTE = timedelta(minutes=1)
SLOT = 10  # minutes: what a rank did within them, nobody can read off a drawing of days
COARSE_SLOT = 120  # minutes, for what is longer ago than COARSE_AFTER; but not of the first day, by which stories are compared
COARSE_AFTER = 2 * 24 * 60  # minutes
FIRST_DAY = 24 * 60  # minutes
KEPT = 30 * 24 * 60  # minutes
OUT = 0  # the rank of a story that is not in the list


@dataclass(frozen=True, slots=True)
class Course:
    """Ranks from ``began`` on: each step is (minutes since then, rank), 1 is first, OUT is not in the list; each holds until the next.

    At most 800 steps: one for each SLOT of the first day and the last two and COARSE_SLOT of the others, and the few that were its best
    so far.
    """

    began: datetime  # aware
    steps: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, began: datetime, numbers: Sequence[int]) -> Course:
        """From its stored form, ``numbers``."""
        return cls(began, tuple(zip(numbers[::2], numbers[1::2], strict=True)))

    def numbers(self) -> list[int]:
        return [number for step in self.steps for number in step]

    def then(self, now: datetime, rank: int) -> Course:
        """The course once the story has ``rank`` at ``now``; itself where it has that already. Time that ran back counts as none."""
        if (self.steps[-1][1] if self.steps else OUT) == rank:
            return self
        minute = max(int((now - self.began) / MINUTE), self.steps[-1][0] if self.steps else 0)
        return replace(self, steps=_thinned((*self.steps, (minute, rank)), minute))

    def spans(self, until: datetime) -> Iterator[tuple[datetime, datetime, int]]:
        """(from, to, rank) of each time in the list, up to ``until``."""
        last = int((until - self.began) / MINUTE)
        for (start, rank), (end, _) in pairwise((*self.steps, (last, OUT))):
            if rank != OUT and min(end, last) > start:
                yield self.began + start * MINUTE, self.began + min(end, last) * MINUTE, rank

    def stood(self, since: datetime, until: datetime) -> float:
        """Hours between these two times, each weighed by its rank's discount in NDCG, 1 / log2(1 + rank) (Järvelin and Kekäläinen 2002):
        an hour at the top is worth as much as three and a half at the tenth place."""
        total = 0.0
        for start, end, rank in self.spans(until):
            total += max(timedelta(0), end - max(start, since)) / timedelta(hours=1) / log2(1 + rank)
        return total

    def best(self) -> int | None:
        """The best rank that it ever had; None for none."""
        return min((rank for _, rank in self.steps if rank != OUT), default=None)

    def reached(self, rank: int, held: int, until: datetime) -> datetime | None:
        """When it had stood at ``rank`` or better for ``held`` minutes in all; None where it had not before ``until``."""
        left, last = held, int((until - self.began) / MINUTE)
        for (start, place), (end, _) in pairwise((*self.steps, (last, OUT))):
            if place == OUT or place > rank or start > last:
                continue
            lasted = max(0, min(end, last) - start)
            if lasted >= left:
                return self.began + (start + left) * MINUTE
            left -= lasted
        return None


def _thinned(steps: Sequence[tuple[int, int]], now: int) -> tuple[tuple[int, int], ...]:
    """One step for each slot, the last one; but what was the best so far stays, since others count from that moment."""
    kept: list[tuple[int, int]] = []
    best = 0  # none yet
    for slot, group in groupby(steps, key=lambda step: _slot(step[0], now)):
        within = list(group)
        for number, (minute, rank) in enumerate(within):
            record = rank != OUT and (best == 0 or rank < best)
            best = rank if record else best
            last = number == len(within) - 1
            at_top = minute < FIRST_DAY and 1 in (rank, kept[-1][1] if kept else OUT)  # how long a story was first is told by the minute
            if (record or last or at_top) and (slot is not None or last) and not (kept and kept[-1][1] == rank):
                kept.append((minute, rank))
    return tuple(kept)


def _slot(minute: int, now: int) -> tuple[int, int] | None:
    """None for all that is too long ago, of which only the last step counts. The first day stays, since feeds date their entries by it."""
    age = now - minute
    if age > KEPT and minute >= FIRST_DAY:
        return None
    coarse = age > COARSE_AFTER and minute >= FIRST_DAY
    return (COARSE_SLOT, minute // COARSE_SLOT) if coarse else (SLOT, minute // SLOT)
