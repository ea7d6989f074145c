"""How flat the score is around each constant that was chosen on records: the constant moved, everything else as shipped."""

# A constant is moved by setting it in the shipped module (or in the shipped ``likeness.DEFAULT``) and put back afterwards; no formula is
# written here again. Scores are the benchmark's own, on every STEP-th tick or look, so that all of it takes minutes: compare the points of
# one curve with each other, and take the level from the full run.

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING

from feedsvc import cascade, copies, likeness, stories, trending, wording
from tests.bench import _calm, _clicks, _coverage, _lists, _votes
from tests.bench import stories as grouping
from tests.bench._scoring import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import ModuleType

FACTORS = (0.5, 0.7, 1.0, 1.4, 2.0)
EDGES = (0.5, 1.0, 2.0)
STEP = {"clicks": 5, "votes": 10, "lists": 4, "coverage": 4}  # every so many ticks
OUTLETS = 12_000  # addresses, three weeks: grouped anew for each point where a story's age is what is looked at
DRAWS = (0, 1)  # of the small stories
SMALL_CHANGE = 0.005  # NDCG or F1; days and seeds differ by more


@dataclass(frozen=True, slots=True)
class Knob:
    """One constant: its name as the code has it, the values that are tried, and how it is set."""

    name: str
    shipped: float
    values: Sequence[float]
    to: Callable[[float], AbstractContextManager[None]]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    name: str
    unit: str
    shipped: float
    points: tuple[tuple[float, float], ...]  # value, score
    peers: tuple[float, ...]  # the best other formula's score at each point: the same one, where the constant does not touch it


@dataclass(slots=True)
class Chart:
    """The curves of one benchmark, drawn to one scale."""

    case: str
    measure: str  # what the score is, and on how much of the record
    peer: str
    curves: list[Curve] = field(default_factory=list)
    less_is_better: bool = False


@contextmanager
def attribute(owner: ModuleType | object, name: str, value: float) -> Iterator[None]:
    before = getattr(owner, name)
    object.__setattr__(owner, name, value)  # DEFAULT of stories is frozen, for everybody else
    try:
        yield
    finally:
        object.__setattr__(owner, name, before)


def scaled(owner: ModuleType | object, name: str, unit: str = "", factors: Sequence[float] = FACTORS) -> Knob:
    shipped = getattr(owner, name)
    values = [shipped if factor == 1 else type(shipped)(round(shipped * factor, 6)) for factor in factors]
    owned = owner.__name__.removeprefix("feedsvc.") if hasattr(owner, "__name__") else "Likeness"
    return Knob(f"{owned}.{name}", shipped, values, partial(attribute, owner, name), unit)


def curve(knob: Knob, score: Callable[[float], tuple[float, float]]) -> Curve:
    """``score`` is given the value, which is set, and gives the score and the peer's."""
    found = []
    for value in knob.values:
        with knob.to(value):
            found.append((value, *score(value)))
        print(f"flat: {knob.name} {value:g}: {found[-1][1]:.4f}", file=sys.stderr, flush=True)
    return Curve(knob.name, knob.unit, knob.shipped, tuple((value, ours) for value, ours, _ in found), tuple(peer for *_, peer in found))


def flat(folder: Path, step: int) -> list[Chart]:
    """Every chart, each as JSON lines on standard output too."""
    charts = []
    for make in (clicks, votes, lists, coverage, churn, cost, small_stories, all_stories, near_copies):
        charts.append(make(folder, step))
        _tell(charts[-1])
    return charts


def _tell(chart: Chart) -> None:
    for each in chart.curves:
        for (value, ours), theirs in zip(each.points, each.peers, strict=True):
            shipped = ", as shipped" if value == each.shipped else ""
            line(f"flat, {chart.case}: {each.name} = {value:g}{shipped}", ours, chart.measure.split(",")[0], chart.peer, theirs)


def clicks(folder: Path, step: int) -> Chart:
    """The half-lives are moved all together, by a clock that runs slower; what else is in hours is set against it."""
    log, every = _clicks.read_clicks(folder), step * STEP["clicks"]
    streams = [[_clicks.thinned(log, level, seed) for seed in seeds] for level, seeds in _clicks.LEVELS]

    def mean(method: _clicks.Method) -> float:
        return fmean(fmean(_clicks.averaged(log, level, {"": method}, every)[""]) for level in streams)

    @contextmanager
    def slower(factor: float) -> Iterator[None]:
        with ExitStack() as stack:
            for name in ("PRIOR_HOURS", "YOUNGEST"):
                stack.enter_context(attribute(cascade, name, getattr(cascade, name) / factor))
            yield

    theirs = mean(_clicks.peers()["decay 1 h"])
    shipped = mean(_clicks.ours())
    chart = Chart("clicks", f"NDCG@10, mean of four levels of traffic 1 and 3 hours ahead, every {every}th tick", "decay 1 h")
    clock = Knob("all of cascade.HALF_LIVES, times", 1.0, FACTORS, slower)
    chart.curves.append(curve(clock, lambda factor: (mean(_clicks.ours(factor)) if factor != 1 else shipped, theirs)))
    for name, unit in (("TRUST", "events"), ("PRIOR_EVENTS", "events"), ("PRIOR_HOURS", "hours"), ("AGEING", ""), ("YOUNGEST", "hours")):
        knob = scaled(cascade, name, unit)
        score = partial(_unless_shipped, knob.shipped, shipped, lambda: mean(_clicks.ours()))
        chart.curves.append(curve(knob, lambda value, score=score: (score(value), theirs)))  # type: ignore[misc]
    return chart


def _unless_shipped(shipped: float, known: float, score: Callable[[], float], value: float) -> float:
    return known if value == shipped else score()


def votes(folder: Path, step: int) -> Chart:
    record, every = _votes.read_votes(folder), step * STEP["votes"]

    def score(_: float) -> tuple[float, float]:
        table = _votes.averaged(record, every)
        return fmean(table["ours"]), fmean(table["gravity 1.8"])

    knobs = [scaled(trending, "EXPOSURE"), scaled(cascade, "TRUST", "events"), scaled(cascade, "AGEING")]
    chart = Chart("votes", f"NDCG@10, mean of 1 and 3 hours ahead, every {every}th look at the page", "gravity 1.8")
    chart.curves += [curve(knob, score) for knob in knobs]
    return chart


def lists(folder: Path, step: int) -> Chart:
    record, every = _lists.read_lists(folder), step * STEP["lists"]

    def score(_: float) -> tuple[float, float]:
        table = _lists.averaged(record, every)["with"]
        return fmean(table["ours"]), fmean(table["the list unchanged"])

    knobs = [scaled(trending, name, unit) for name, unit in (("MOVED", ""), ("LED", ""), ("NEW", ""), ("FRESH_HALF_LIFE", "hours"))]
    chart = Chart("lists", f"NDCG@10, mean of 1, 3 and 6 hours ahead, the present list known, every {every}th list", "the list unchanged")
    chart.curves += [curve(knob, score) for knob in knobs]
    return chart


def coverage(folder: Path, step: int) -> Chart:
    found, every = _coverage.grouped(folder), step * STEP["coverage"]
    peer = "decay 6 h"

    def score(told: list[_coverage.Told]) -> tuple[float, float]:
        table = _coverage.averaged(told, every)
        return table["ours"], table[peer]

    chart = Chart("coverage", f"NDCG@10, 6 hours ahead, every {every}th tick", peer)
    chart.curves.append(curve(scaled(trending, "COVERED", "hours"), lambda _: score(found)))
    ageing = scaled(likeness.DEFAULT, "ageing", "hours; each point groups anew")
    chart.curves.append(curve(ageing, lambda _: score(_coverage.grouped(folder, OUTLETS))))
    return chart


def churn(folder: Path, step: int) -> Chart:
    chart = Chart("churn", "entries a day that came back, whole click log", "the first ten as they are", less_is_better=True)
    chart.curves += _held(folder, step, lambda found: (found.back, found.raw))
    return chart


def cost(folder: Path, step: int) -> Chart:
    chart = Chart("cost of calm", "NDCG@10 lost by holding the list, whole click log", "goal: less than", less_is_better=True)
    chart.curves += _held(folder, step, lambda found: (found.lost, 0.005))
    return chart


def _held(folder: Path, step: int, told: Callable[[_calm.Calm], tuple[float, float]]) -> list[Curve]:
    """Of the two ranks, which are settings: the replay takes them as the configuration gives them."""
    ranked = _calm.rankings(folder, step)
    enter = Knob("trending.enter", _calm.ENTER, (5, 7, 10, 14, 20), lambda _: nullcontext())
    leave = Knob("trending.leave", _calm.LEAVE, (10, 14, 20, 28, 40), lambda _: nullcontext())
    return [
        curve(enter, lambda rank: told(_calm.calm(ranked, int(rank), _calm.LEAVE))),
        curve(leave, lambda rank: told(_calm.calm(ranked, _calm.ENTER, int(rank)))),
    ]


def small_stories(folder: Path, step: int) -> Chart:
    files = _headlines(folder)
    chart = Chart("small stories", f"B-cubed F1, stories of 1 to 6 headlines, three files, {len(DRAWS)} draws", "centroids .10")
    knobs = [scaled(likeness.DEFAULT, name) for name in ("threshold", "loudest", "background", "length", "unseen")]
    knobs.append(scaled(wording, "PAIR"))
    chart.curves += _grouped(knobs, [grouping.small(rows, seed) for rows in files for seed in DRAWS])
    return chart


def all_stories(folder: Path, step: int) -> Chart:
    """What large stories depend on. A point takes long, so there are three of each."""
    files = _headlines(folder)
    chart = Chart("all stories", "B-cubed F1, all stories, three files", "centroids .10")
    knobs = [scaled(likeness.DEFAULT, name, "", EDGES) for name in ("threshold", "loudest", "growth")]
    knobs += [scaled(stories, "CORE", "articles", EDGES), scaled(stories, "CROWD", "articles", EDGES)]
    chart.curves += _grouped(knobs, files)
    return chart


def _headlines(folder: Path) -> list[list[grouping.Row]]:
    return [grouping.load(path) for path in sorted(folder.glob("cluster_*.csv.gz"))]


def _grouped(knobs: Sequence[Knob], chosen: Sequence[list[grouping.Row]]) -> Iterator[Curve]:
    def mean(method: grouping.Method) -> float:
        return fmean(grouping.b_cubed(rows, method([row.title for row in rows])) for rows in chosen)

    theirs, shipped = mean(grouping.centroids), mean(grouping.ours)
    for knob in knobs:
        score = partial(_unless_shipped, knob.shipped, shipped, lambda: mean(grouping.ours))
        yield curve(knob, lambda value, score=score: (score(value), theirs))  # type: ignore[misc]


def near_copies(folder: Path, step: int) -> Chart:
    files = [rows for rows in _headlines(folder) if grouping.is_long(rows)]

    def score(_: float) -> tuple[float, float]:
        found = [grouping.copies(rows) for rows in files]
        ours = [2 * precision * recall / (precision + recall) for precision, recall, _ in found]
        return fmean(ours), fmean(2 * equal / (1 + equal) for *_, equal in found)

    chart = Chart("copies", "F1 of rewritten headlines and first sentences, mean of the files", "equal titles")
    chart.curves += [curve(scaled(copies, "ALIKE"), score), curve(scaled(copies, "SKETCH", "hashes", (0.25, *FACTORS)), score)]
    return chart
