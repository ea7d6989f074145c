"""What a publisher's list of popular articles will show: the replay of an hourly list and front page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

from feedsvc import trending
from tests.bench._scoring import HOUR, ndcg, report, rows

if TYPE_CHECKING:
    from pathlib import Path

HORIZONS = (1, 3, 6)  # hours
SAME_TIME = HOUR / 2  # a list this close to the wanted time is the list of that time
LATELY = 2 * HOUR  # a front page older than this says nothing

Ranks = Mapping[str, int]


@dataclass(slots=True)
class Seen:
    """What a method may know."""

    page: Ranks = field(default_factory=dict)
    page_at: float = 0.0
    now: Ranks = field(default_factory=dict)
    before: Ranks = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)

    def ages(self, at: float) -> dict[str, float]:
        return {article: (at - first) / HOUR for article, first in self.first.items()}


Record: TypeAlias = "tuple[Mapping[float, Ranks], Mapping[float, Ranks]]"  # popular lists and front pages by time
Tables: TypeAlias = "dict[str, dict[str, list[float]]]"  # "with" and "without" the present list: of each formula, by HORIZONS


def lists(folder: Path, step: int) -> None:
    for kind, table in averaged(read_lists(folder), step).items():
        report(f"lists, {kind} the present one", [f"{hours} h" for hours in HORIZONS], table)


def read_lists(folder: Path) -> Record:
    return _read(folder, "bbc_most_read.csv.gz"), _read(folder, "bbc_front_page.csv.gz")


def averaged(record: Record, step: int) -> Tables:
    popular, front = record
    times = sorted(popular)
    # Of two records of one second the front page comes first: it is part of what was recorded up to then.
    looks = sorted([(at, "list") for at in popular] + [(at, "page") for at in front], key=lambda look: (look[0], look[1] == "list"))
    with_list, without = Seen(), Seen()
    tables: dict[str, dict[str, list[list[float]]]] = {kind: defaultdict(lambda: [[] for _ in HORIZONS]) for kind in ("with", "without")}
    for number, (at, kind) in enumerate(looks):
        if kind == "page":
            for seen in (with_list, without):
                seen.page, seen.page_at = front[at], at
                _note(seen, front[at], at)
        else:
            with_list.before, with_list.now = with_list.now, popular[at]
            _note(with_list, popular[at], at)
        if number < 10 or number // 2 % step:
            continue
        seen, formulas = (with_list, _with_list(with_list, at)) if kind == "list" else (without, _without(without, at))
        table = tables["with" if kind == "list" else "without"]
        for place, hours in enumerate(HORIZONS):
            later = _at(popular, times, at + hours * HOUR)
            gains = {article: 11.0 - rank for article, rank in later.items() if article in seen.first}
            if gains:
                for name, scores in formulas.items():
                    table[name][place].append(ndcg(scores, gains))
    return {kind: {name: [fmean(column) for column in columns] for name, columns in table.items()} for kind, table in tables.items()}


def _read(folder: Path, name: str) -> dict[float, dict[str, int]]:
    found: dict[float, dict[str, int]] = defaultdict(dict)
    for at, rank, article in rows(folder, name):
        found[float(at)][article] = int(rank)
    return found


def _note(seen: Seen, ranks: Ranks, at: float) -> None:
    for article in ranks:
        seen.first.setdefault(article, at)


def _at(popular: Mapping[float, Ranks], times: list[float], wanted: float) -> Ranks:
    place = bisect_left(times, wanted)
    near = min(times[max(0, place - 1) : place + 1], key=lambda time: abs(time - wanted))
    return popular[near] if abs(near - wanted) <= SAME_TIME else {}


def _with_list(seen: Seen, at: float) -> dict[str, dict[str, float]]:
    ages, page = seen.ages(at), seen.page if at - seen.page_at < LATELY else {}
    shown = {*seen.now, *page}
    return {
        "ours": {a: trending.list_vote(seen.now.get(a), seen.before.get(a), page.get(a), ages[a]) for a in shown},
        "the list unchanged": {article: -float(rank) for article, rank in seen.now.items()},
        "newest": {article: -ages[article] for article in shown},
    }


def _without(seen: Seen, at: float) -> dict[str, dict[str, float]]:
    ages = seen.ages(at)
    return {
        "ours": {article: trending.front_vote(place, ages[article]) for article, place in seen.page.items()},
        "newest": {article: -ages[article] for article in seen.page},
        "the front page's order": {article: -float(place) for article, place in seen.page.items()},
    }
