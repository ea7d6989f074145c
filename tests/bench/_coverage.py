"""Which stories more outlets will take up: the replay of what eleven outlets published, grouped into stories by feedsvc.stories."""

from __future__ import annotations

import re
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from feedsvc import stories, trending
from tests.bench._scoring import HOUR, line, ndcg, report, rows

if TYPE_CHECKING:
    from pathlib import Path

TICK = 2 * HOUR  # as often as the outlets were looked at
WARM_UP = 48 * HOUR
AHEAD = 6 * HOUR
LATELY = 12 * HOUR
SHORTEST = 3  # words: what names a section or a person only is no headline
_CODE = re.compile(r"\d{5,}|[0-9a-f]{8,}|(?=\w*\d)[0-9a-f]{4}|[a-z]{3,5}\d{4,}")  # article numbers, digests and parts of UUIDs

Told: TypeAlias = list[tuple[str, float]]  # outlet and unix seconds, in order of time
Formula: TypeAlias = Callable[[Sequence[tuple[str, float]], float], float]


def counter(told: Sequence[tuple[str, float]], now: float) -> float:
    """The formula of the data's README: 12 h half-life, a repeat by the same source adds 1 - 2^(-hours since its last / 6)."""
    found, last = 0.0, dict[str, float]()
    for source, at in told:
        weight = 1.0 - 2.0 ** (-(at - last[source]) / (6 * HOUR)) if source in last else 1.0
        last[source] = at
        found += weight * 2.0 ** (-(now - at) / (12 * HOUR))
    return found


FORMULAS: Mapping[str, Formula] = {
    "ours": trending.coverage,
    "counter 12 h, repeats 6 h": counter,
    "distinct sources": lambda told, _: float(len({source for source, _ in told})),
    "newest": lambda told, _: told[-1][1],
    "articles of 12 h": lambda told, now: float(sum(at > now - LATELY for _, at in told)),
    "decay 6 h": lambda told, now: sum(2.0 ** (-(now - at) / (6 * HOUR)) for _, at in told),
}


def headline(url: str) -> str:
    """The words of the part of the address that has most of them."""
    pieces = [piece for part in urlsplit(url).path.split("/") for piece in part.split("~")]
    spelled = [
        [word for word in re.split(r"[-_+.]", re.sub(r"\.\w{2,5}$", "", piece)) if word and not _CODE.fullmatch(word)] for piece in pieces
    ]
    return " ".join(max(spelled, key=lambda words: sum(word.isalpha() for word in words), default=[]))


def grouped(folder: Path, most: int | None = None) -> list[Told]:
    """One pass in order of time, over the first ``most`` addresses; a headline too short to say anything is left out."""
    clusters, last = stories.Clusters(), 0.0
    told: dict[UUID, Told] = defaultdict(list)
    for number, (seen, source, url) in enumerate(rows(folder, "us_outlet_urls.csv.gz")[:most]):
        at, title = float(seen), headline(url)
        when = datetime.fromtimestamp(at, UTC)
        if at != last:
            clusters.forget(when - stories.WINDOW)
            last = at
        if len(title.split()) >= SHORTEST:
            told[clusters.put(stories.Headline(UUID(int=number), title, "", "en", source, when)).story].append((source, at))
    return list(told.values())


def ticks(found: Sequence[Told], step: int) -> Iterator[tuple[float, dict[str, Told], dict[str, float]]]:
    """Every two hours: now, what was told of each running story until now, and how many outlets will tell of it in the next six hours."""
    found = sorted(found, key=lambda told: told[0][1])
    begin, end = found[0][0][1], max(told[-1][1] for told in found)
    window = stories.WINDOW / timedelta(seconds=1)
    for number in range(int((end - AHEAD - begin - WARM_UP) // TICK) + 1):
        now = begin + WARM_UP + number * TICK
        if number % step:
            continue
        running: dict[str, Told] = {}
        gains: dict[str, float] = {}
        for name, told in enumerate(found):
            times = [at for _, at in told]
            known, later = bisect_right(times, now), bisect_right(times, now + AHEAD)
            if known and times[known - 1] >= now - window:
                running[f"{name:06}"] = told[:known]
                gains[f"{name:06}"] = float(len({source for source, _ in told[known:later]}))
        yield now, running, gains


def coverage(folder: Path, step: int) -> None:
    begin = time.process_time()
    found = grouped(folder)
    placed, seconds = sum(map(len, found)), time.process_time() - begin
    sizes = sorted(map(len, found), reverse=True)
    print(f"coverage: {placed} headlines in {len(found)} stories, the largest {sizes[:10]}", file=sys.stderr)
    report("coverage", ["6 h"], {name: [reached] for name, reached in averaged(found, step).items()})
    line("coverage: speed of grouping", placed / seconds, "headlines/s", "asked for", 500.0)


def averaged(found: Sequence[Told], step: int) -> dict[str, float]:
    """The NDCG of each formula over all ticks."""
    table: dict[str, list[float]] = defaultdict(list)
    for now, running, gains in ticks(found, step):
        if any(gains.values()):
            for name, formula in FORMULAS.items():
                table[name].append(ndcg({story: formula(told, now) for story, told in running.items()}, gains))
    return {name: fmean(reached) for name, reached in table.items()}
