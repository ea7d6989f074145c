"""Which stories on a front page will gain most votes: the replay of a page that shows their counts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

from feedsvc import cascade, trending
from tests.bench._scoring import HOUR, ndcg, report, rows

if TYPE_CHECKING:
    from pathlib import Path

HORIZONS = (1, 3)  # hours
WARM_UP = 48  # looks


@dataclass(slots=True)
class Known:
    born: float  # the look before the one that showed it first
    votes: int
    counters: cascade.Cascade


Look = list[tuple[str, int, int]]  # id, rank, votes


Record: TypeAlias = "tuple[dict[float, Look], dict[str, list[tuple[float, int]]]]"  # looks by time; each story's counts over time
Table: TypeAlias = "dict[str, list[float]]"  # of each formula, by HORIZONS


def votes(folder: Path, step: int) -> None:
    report("votes", [f"{hours} h" for hours in HORIZONS], averaged(read_votes(folder), step))


def read_votes(folder: Path) -> Record:
    looks: dict[float, Look] = defaultdict(list)
    counts: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for at, rank, story_id, points, _ in rows(folder, "hn_frontpage.csv.gz"):
        looks[float(at)].append((story_id, int(rank), int(points or 0)))
        counts[story_id].append((float(at), int(points or 0)))
    return looks, counts


def averaged(record: Record, step: int) -> Table:
    looks, counts = record
    times = sorted(looks)
    known: dict[str, Known] = {}
    table: dict[str, list[list[float]]] = defaultdict(lambda: [[] for _ in HORIZONS])
    for number, now in enumerate(times):
        before = times[number - 1] if number else now - HOUR / 2
        for story, _, ups in looks[now]:
            known[story] = _seen(known.get(story), before, now, ups)
        if number < WARM_UP or number % step or now + HORIZONS[-1] * HOUR > times[-1]:
            continue
        gains = [{story: _later(counts[story], now + hours * HOUR) - float(ups) for story, _, ups in looks[now]} for hours in HORIZONS]
        if all(sum(gain.values()) > 0 for gain in gains):
            for name, scores in _scores(looks[now], known, now).items():
                for at_, gain in enumerate(gains):
                    table[name][at_].append(ndcg(scores, gain))
    return {name: [fmean(column) for column in columns] for name, columns in table.items()}


def _seen(known: Known | None, before: float, now: float, ups: int) -> Known:
    """A story not seen yet came since the last look, and so did its votes."""
    if known is None:
        return Known(before, ups, cascade.arrived(None, before, now, ups))
    counters = cascade.arrived(known.counters, known.counters.at, now, max(0, ups - known.votes))
    return Known(known.born, max(ups, known.votes), counters)


def _later(counts: list[tuple[float, int]], at: float) -> int:
    """The count at the first look from then on, or else the last known."""
    place = bisect_left(counts, (at, -1))
    return max(counts[min(place, len(counts) - 1)][1], 0)


def _scores(look: Look, known: dict[str, Known], now: float) -> dict[str, dict[str, float]]:
    rates = {story: cascade.rate(known[story].counters, known[story].born, now) for story, *_ in look}
    age = {story: (now - known[story].born) / HOUR for story, *_ in look}
    return {
        "ours": {story: trending.exposed(rates[story], rank) for story, rank, _ in look},
        "without rank": rates,
        "gravity 1.8": {story: (ups - 1) / (age[story] + 2) ** 1.8 for story, _, ups in look},
        "votes": {story: float(ups) for story, _, ups in look},
        "the page's own order": {story: -float(rank) for story, rank, _ in look},
    }
