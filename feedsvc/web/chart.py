"""A course of ranks as a drawing: numbers and paths for an inline SVG, which the template writes. No script, no picture from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.course import Course

WIDTH, HEIGHT = 600, 130
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 14, 26  # room for the ranks on the left and the times below
SHOWN = timedelta(days=30)
LEAST_RANKS = 5  # that the drawing is high, so that a step from 1 to 2 does not look like a fall


@dataclass(frozen=True, slots=True)
class Drawing:
    """Units are those of a view box of WIDTH by HEIGHT."""

    path: str  # of the line; "M" where it begins anew after the story was out of the list
    lowest: int  # rank at the bottom
    begins: datetime
    ends: datetime
    best: int
    best_at: datetime  # for the first time
    end: tuple[float, float] | None  # where the line is now; None where the story is out of the list

    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def draw(course: Course | None, until: datetime, *, listed: bool) -> Drawing | None:
    """The ranks from the first that is kept to ``until``, no. 1 on top; None where there is nothing to draw. ``listed``: it is in now."""
    since = until - SHOWN
    spans = [(max(start, since), end, rank) for start, end, rank in course.spans(until) if end > since] if course else []
    if not spans:
        return None
    begins = spans[0][0]
    ends = until if listed else spans[-1][1]
    lowest = max(LEAST_RANKS, *(rank for *_, rank in spans))
    best = min(rank for *_, rank in spans)

    def x(moment: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((moment - begins) / (ends - begins)), 1)

    def y(rank: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (rank - 1) / (lowest - 1), 1)

    path, last = [], None
    for start, end, rank in spans:
        path.append(f"V{y(rank)}" if start == last else f"M{x(start)} {y(rank)}")
        path.append(f"H{x(end)}")
        last = end
    best_at = next(start for start, _, rank in spans if rank == best)
    now = (x(ends), y(spans[-1][2])) if listed and spans[-1][1] == ends else None
    return Drawing("".join(path), lowest, begins, ends, best, best_at, now)
