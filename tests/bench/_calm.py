"""How calm the list is that subscribers see, and what it costs to make."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from feedsvc import cascade, trending
from tests.bench._clicks import ours, read_clicks, replay, thinned
from tests.bench._scoring import SHOWN, line, ndcg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.bench._scoring import Gains

Ranking: TypeAlias = "tuple[float, list[str], Gains]"
ENTER, LEAVE, SIZE = 10, 20, 20  # the defaults of the configuration
DEEPEST = 80  # ranks that are looked at: of the largest ``leave`` that is tried twice as many
DAY = 86_400.0


class Shown:
    """A list over time, and how often something came back to it."""

    def __init__(self) -> None:
        self.now: list[str] = []
        self.back = 0
        self.left: set[str] = set()

    def show(self, articles: list[str]) -> None:
        self.back += len(self.left & set(articles))
        self.left = (self.left | set(self.now)) - set(articles)
        self.now = articles


@dataclass(frozen=True, slots=True)
class Calm:
    back: float  # entries a day that came back, as the list is held
    raw: float  # the same of the first ten by score
    lost: float  # NDCG@10 that holding costs


def churn(folder: Path, step: int) -> None:
    """On the whole click log: the first ten by score, and the list as it is held."""
    found = calm(rankings(folder, step), ENTER, LEAVE)
    line("churn: entries that came back", found.back, "a day", "the first ten as they are", found.raw)
    line("churn: NDCG lost by it", found.lost, "NDCG@10", "goal: less than", 0.005)


def rankings(folder: Path, step: int) -> list[Ranking]:
    """Each tick: its time, the best DEEPEST by score, and what was clicked in the next hour."""
    log, found = read_clicks(folder), []
    for tick in replay(log, thinned(log, 1.0, 0), {"ours": ours()}, step):
        scores = tick.scores["ours"]
        found.append((tick.now, sorted(scores, key=lambda article: (-scores[article], article))[:DEEPEST], tick.hour))
    return found


def calm(ranked: Sequence[Ranking], enter: int, leave: int) -> Calm:
    raw, held = Shown(), Shown()
    lost: list[float] = []
    for _, best, gains in ranked:
        raw.show(best[:SHOWN])
        held.show(_held(best, held, enter, leave))
        lost.append(ndcg(_as_scores(best[:SHOWN]), gains) - ndcg(_as_scores(held.now), gains))
    days = (ranked[-1][0] - ranked[0][0]) / DAY
    return Calm(held.back / days, raw.back / days, sum(lost) / len(lost))


def _held(ranked: list[str], held: Shown, enter: int, leave: int) -> list[str]:
    ids = {article: UUID(int=int(article)) for article in {*ranked, *held.now, *held.left}}
    scored = [trending.Scored(ids[article], ids[article], 0.0, ()) for article in ranked]
    listed, left = ({ids[article] for article in some} for some in (held.now, held.left))
    places = trending.hold(scored, listed, left, enter=enter, leave=leave, size=SIZE)
    return [str(place.article.int) for place in places]


def _as_scores(ranked: list[str]) -> Mapping[str, float]:
    return {article: -float(place) for place, article in enumerate(ranked)}


def speed(folder: Path, step: int) -> None:
    """Events and scores a second on one core, on the whole click log."""
    log = read_clicks(folder)
    events = [(article, number * 300.0) for number, bin_ in enumerate(log.bins) for article, _ in bin_]
    known: dict[str, cascade.Cascade] = {}
    began = time.perf_counter()
    for article, at in events:
        known[article] = cascade.event(known.get(article), at)
    line("speed: events", len(events) / (time.perf_counter() - began), "events/s", "goal", 100_000)
    now = events[-1][1]
    began = time.perf_counter()
    for counters in known.values():
        cascade.rate(counters, 0.0, now)
    line("speed: scores", len(known) / (time.perf_counter() - began), "scores/s", "goal", 100_000)
    print(f"speed: {len(events):,} events of {len(known):,} articles", file=sys.stderr)
