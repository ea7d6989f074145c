"""What readers will click in the next hours: the replay of a click log."""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from feedsvc import cascade
from tests.bench._scoring import HOUR, Gains, ndcg, report, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

BIN = 300.0  # seconds
Averages: TypeAlias = "Mapping[str, tuple[float, float]]"  # of each method, 1 and 3 hours ahead
LEVELS: tuple[tuple[float, tuple[int, ...]], ...] = ((1.0, (0,)), (0.1, (0, 1, 2)), (0.01, (0, 1, 2)), (0.002, (0, 1, 2)))


@dataclass(slots=True)
class Method:
    """A formula as the replay drives it: what an event does to an article's state, and what the state is worth at a time."""

    add: Callable[[object, float, float], object]  # state or None, unix seconds, events
    worth: Callable[[object, float, float], float]  # state or None, born, now


def ours(slower: float = 1.0, *, ages: bool = True) -> Method:
    """The shipped cascade. On a clock that runs ``slower`` times as slow each half-life is so many times as long; what an article's age
    takes off is put back by the true clock, or left out. (The prior's hours and the youngest age are the caller's to set.)"""
    nothing = cascade.Cascade(0.0, (0.0, 0.0, 0.0, 0.0))

    def worth(state: cascade.Cascade | None, born: float, now: float) -> float:
        found = cascade.rate(state or nothing, born / slower, now / slower)
        if ages and slower == 1.0:
            return found
        age = (now - born) / HOUR
        aged = max(1 + age, 1 + cascade.YOUNGEST * slower) ** -cascade.AGEING if ages else 1.0
        return float(found * max(1 + age / slower, 1 + cascade.YOUNGEST) ** cascade.AGEING * aged)

    return Method(lambda state, at, count: cascade.event(state, at / slower, count), worth)  # type: ignore[arg-type]


def _counting(worth: Callable[[float, float], float]) -> Method:
    """A formula of the count of all events and the age in hours."""
    return Method(
        lambda state, _, count: (state or 0.0) + count,  # type: ignore[operator]
        lambda state, born, now: worth(state or 0.0, (now - born) / HOUR),  # type: ignore[arg-type]
    )


def _decaying(half_life: float) -> Method:
    def add(state: tuple[float, float] | None, at: float, count: float) -> tuple[float, float]:
        return (at, count + (state[1] * 2 ** (-(at - state[0]) / half_life) if state else 0.0))

    def worth(state: tuple[float, float] | None, _: float, now: float) -> float:
        return state[1] * 2 ** (-(now - state[0]) / half_life) if state else 0.0

    return Method(add, worth)  # type: ignore[arg-type]


def peers() -> dict[str, Method]:
    return {
        "newest": _counting(lambda _, age: -age),
        "all-time count": _counting(lambda count, _: count),
        "gravity 1.8": _counting(lambda count, age: (count - 1) / (age + 2) ** 1.8),
        "Reddit hot": _counting(lambda count, age: math.log10(max(count, 1)) - age * HOUR / 45_000),
        "decay 1 h": _decaying(HOUR),
        "cascade of the README": ours(ages=False),
    }


@dataclass(frozen=True, slots=True)
class ClickLog:
    bins: tuple[tuple[tuple[str, int], ...], ...]  # from the file's first bin on
    births: Mapping[str, tuple[int, int]]  # bin of birth, bin in which it is known

    def gains(self, begin: int, length: int, known: Iterable[str]) -> dict[str, float]:
        """Clicks in the bins from ``begin`` on of what is known."""
        found = dict.fromkeys(known, 0.0)
        for bin_ in self.bins[begin : begin + length]:
            for article, clicks in bin_:
                if article in found:
                    found[article] += clicks
        return found


def read_clicks(folder: Path) -> ClickLog:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for bin_number, article_id, count in rows(folder, "globo_clicks.csv.gz"):
        found[int(bin_number)].append((article_id, int(count)))
    first = min(found)
    bins = tuple(tuple(found.get(number, ())) for number in range(first, max(found) + 1))
    lately: dict[str, list[int]] = defaultdict(list)
    births: dict[str, tuple[int, int]] = {}
    for number, bin_ in enumerate(bins):
        for article, clicks in bin_:
            if article not in births:
                five = lately[article] = (lately[article] + [number] * min(clicks, 5))[-8:]
                begin = next((five[at] for at in range(len(five)) if _is_born(five, at)), None)
                if begin is not None:
                    births[article] = (begin, number)
    return ClickLog(bins, births)


def _is_born(clicks: Sequence[int], at: int) -> bool:
    return at + 4 < len(clicks) and clicks[at + 4] - clicks[at] < 12


def thinned(log: ClickLog, level: float, seed: int) -> list[list[tuple[str, int]]]:
    """The stream of a site with only a share of the readers."""
    if level == 1:
        return [list(bin_) for bin_ in log.bins]
    dice = np.random.default_rng(seed)
    drawn = dice.binomial([clicks for bin_ in log.bins for _, clicks in bin_], level)
    left = iter(drawn.tolist())
    return [[(article, clicks) for article, _ in bin_ if (clicks := next(left))] for bin_ in log.bins]


def replay(log: ClickLog, stream: Sequence[Sequence[tuple[str, int]]], methods: Mapping[str, Method], step: int) -> Iterator[Tick]:
    """Every tick with what each method makes of it."""
    states: dict[str, dict[str, object]] = {name: {} for name in methods}
    seen: dict[str, int] = {}
    for number in range(len(log.bins) - 35):
        if number >= 288 and number % 6 == 0 and (number // 6) % step == 0:
            candidates = [a for a, birth in log.births.items() if birth[1] < number and number - max(birth[0], seen.get(a, 0)) <= 576]
            hour, three = log.gains(number, 12, candidates), log.gains(number, 36, candidates)
            now = number * BIN
            if sum(hour.values()) > 50 and sum(three.values()) > 50:
                born = {article: log.births[article][0] * BIN for article in candidates}
                scores = {
                    name: {article: method.worth(states[name].get(article), born[article], now) for article in candidates}
                    for name, method in methods.items()
                }
                yield Tick(now, scores, hour, three)
        for article, clicks in stream[number]:
            seen[article] = number
            for name, method in methods.items():
                states[name][article] = method.add(states[name].get(article), (number + 0.5) * BIN, clicks)


@dataclass(frozen=True, slots=True)
class Tick:
    now: float
    scores: Mapping[str, Mapping[str, float]]
    hour: Gains
    three: Gains


def averaged(log: ClickLog, streams: Iterable[Sequence[Sequence[tuple[str, int]]]], methods: Mapping[str, Method], step: int) -> Averages:
    """The NDCG of each method one and three hours ahead, over all ticks of the streams."""
    reached: dict[str, list[tuple[float, float]]] = {name: [] for name in methods}
    for stream in streams:
        for tick in replay(log, stream, methods, step):
            for name, scores in tick.scores.items():
                reached[name].append((ndcg(scores, tick.hour), ndcg(scores, tick.three)))
    return {name: (fmean(hour for hour, _ in pairs), fmean(three for _, three in pairs)) for name, pairs in reached.items()}


def clicks(folder: Path, step: int) -> None:
    log = read_clicks(folder)
    methods = {"ours": ours(), **peers()}
    table: dict[str, list[float]] = {name: [] for name in methods}
    cases = []
    for level, seeds in LEVELS:
        for name, both in averaged(log, (thinned(log, level, seed) for seed in seeds), methods, step).items():
            table[name] += both
        cases += [f"{level:.1%} of clicks, {horizon}" for horizon in ("1 h", "3 h")]
        print(f"clicks: {level:.1%} done", file=sys.stderr)
    report("clicks", cases, table, mean="average of 8")
