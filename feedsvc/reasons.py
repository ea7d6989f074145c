"""Why does it trend? Pure: evidence in, short phrases out.

Numbers and times are told in steps, so that a reason changes when something changed and not with every minute that passes: each change of a
reason is a new edition of the feed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from feedsvc.cascade import Counted
    from feedsvc.course import Course
    from feedsvc.evidence import Standing, Telling

_HOURS = (1, 2, 3, 4, 6, 9, 12, 18, 24, 48, 72)
_MANTISSAS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)  # a step is 20 to 33 percent
UNUSUAL = 2.0  # times its usual, from which that is worth saying
STAYED = timedelta(hours=1)  # at one rank, from which that is worth saying


def of_standing(standing: Standing, now: datetime) -> str:
    """'no. 2 in "Most read" at Koran X for 3 h', 'no. 1 in "Terpopuler" at Koran Y, up from no. 4'."""
    if standing.front:
        place = f"no. {standing.rank} on the front page of {standing.source_title}"
    else:
        place = f'no. {standing.rank} in "{standing.box}" at {standing.source_title}'
    if standing.rank_before is not None and standing.rank_before > standing.rank:
        return f"{place}, up from no. {standing.rank_before}"
    stayed = now - standing.since
    return f"{place} for {_duration(stayed)}" if stayed >= STAYED else place


def of_telling(told: Sequence[Telling]) -> str:
    """'7 sources in 5 h', '2 sources within the hour': how many told of a story and how long that took them, from the first to the last."""
    firsts: dict[str, datetime] = {}
    for telling in sorted(told, key=lambda one: one.at):
        firsts.setdefault(telling.voter, telling.at)
    took = max(firsts.values()) - min(firsts.values())
    within = "within the hour" if took < timedelta(hours=1) else f"in {_duration(took)}"
    return f"{len(firsts)} sources {within}"


def of_views(counted: Sequence[Counted]) -> str:
    """'300 views in the last hour, 4 times its usual'; "" for none."""
    last, usual = sum(one.last_hour for one in counted), sum(one.usual for one in counted)
    if last < 1:
        return ""
    said = f"{rounded(last)} {'view' if last < 2 else 'views'} in the last hour"
    times = last / usual if usual >= 1 else 0.0  # against next to nothing everything is unusual
    return f"{said}, {rounded(times)} times its usual" if times >= UNUSUAL else said


def of_count(kind: str, total: float) -> str:
    """'150 comments', '1 share'; '5000 views' for "views told"."""
    name = kind.removesuffix(" told")
    return f"{rounded(total)} {name if total >= 2 else name.removesuffix('s')}"


def of_course(course: Course, since: datetime, until: datetime) -> list[str]:
    """'no. 1 for 3 h', 'in the list for 9 h' within this time; 'best no. 4' for what was never first."""
    spans = [(max(start, since), end, rank) for start, end, rank in course.spans(until) if end > since]
    if not spans:
        return []
    best = min(rank for *_, rank in spans)
    there = sum((end - start for start, end, _ in spans), timedelta(0))
    at_best = sum((end - start for start, end, rank in spans if rank == best), timedelta(0))
    peak = f"no. 1 for {_duration(at_best)}" if best == 1 and at_best >= STAYED else f"best no. {best}"
    return [peak, f"in the list for {_duration(there)}"] if there >= STAYED else [peak]


def of_sources(count: int) -> str:
    """'7 sources'; "" for one."""
    return f"{count} sources" if count > 1 else ""


def rounded(number: float) -> int:
    """Down to a step: 1, 2, 3 ... 10, 12, 15, 20, 25, 30, 40 ... 340 is 300."""
    whole = int(number)
    if whole < 10:
        return whole
    scale = 10 ** (len(str(whole)) - 1)
    return int(max(step * scale for step in _MANTISSAS if step * scale <= whole))


def _duration(time: timedelta) -> str:
    hours = time / timedelta(hours=1)
    return f"{max((step for step in _HOURS if step <= hours), default=1)} h"
