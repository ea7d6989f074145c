"""How long articles wait to be found against how often their sources are polled, on real publishing times."""

# Replayed: the first time each address was seen (CSV, t in unix seconds, src, url), as a stream of articles for each source. A recorder
# that looks once an hour knows only that an article came since its last look, so it came at some even random time between the two. Where
# the recorder stopped for half a day, the record is cut, and each stretch of at least five days is a replay of its own in which everybody
# starts with nothing but what a feed would show: the articles of the first day. Most feeds are rare, so beside the whole sources stand
# their sections (the first step of the address's path) and even samples of a tenth and a hundredth of their articles.
#
# Peers, with the same bounds: a fixed interval; 7 days divided by the week's articles (as Miniflux's entry_frequency does); half the
# average gap between the last articles. Each runs at several settings (intervals, or multiples of what the rule says), which gives it
# a curve of delay over polls; figures compare with the curve at exactly as many polls as ours took. The policy learns as it goes.
#   all sources      mean delay of an article, when all sources together are polled as often
#   each source      median over sources of the mean delay, when each is polled as often
# A ratio below 1 is a shorter wait.
#
#   python tests/bench/policy.py [FILE]

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import random
import statistics
import sys
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from feedsvc.policy import Bounds, plan  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Rule = Callable[[float, Sequence[float], int], float]  # now, the articles and how many of them are known -> seconds to wait

DEFAULT = ROOT.parent / "shared" / "data" / "trending" / "us_outlet_urls.csv.gz"
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=12))
SHORTEST, LONGEST = BOUNDS.shortest.total_seconds(), BOUNDS.longest.total_seconds()
STOPPED, STRETCH = DAY / 2, 5 * DAY  # a silence that cuts the record, and the shortest piece that is replayed
SAME_LOOK = 20 * MINUTE  # one look at all sources takes some minutes
FEWEST = 10  # articles that a stream must have
INTERVALS = tuple(minutes * MINUTE for minutes in (5, 10, 15, 30, 60, 120, 240, 480, 720))
MULTIPLES = tuple(2.0**power for power in range(-7, 3))
NO_RULE = HOUR  # what the peers' rules wait while they know fewer than two articles
LISTED = 20  # articles that the average gap is taken from, as a feed shows them
KINDS = ("whole sources", "sections", "a tenth", "a hundredth")


@dataclass(frozen=True, slots=True)
class Stream:
    kind: str
    begin: float
    end: float
    shown: tuple[float, ...]  # articles of the first day, before the polls begin
    coming: tuple[float, ...]

    @property
    def days(self) -> float:
        return (self.end - self.begin) / DAY


@dataclass(frozen=True, slots=True)
class Cost:
    waited: float  # seconds, summed over all articles
    polls: int


def streams(path: Path) -> list[Stream]:
    with gzip.open(path, "rt", newline="") as file:
        rows = [(float(row["t"]), row["src"], row["url"]) for row in csv.DictReader(file)]
    chance = random.Random(0)  # noqa: S311 - the same replay every time
    found = []
    for looks in _stretches(sorted({at for at, _, _ in rows})):
        articles: dict[tuple[str, str], list[float]] = defaultdict(list)
        for at, source, url in rows:
            before = looks[max(bisect_left(looks, at - SAME_LOOK) - 1, 0)]
            if looks[0] < before and at <= looks[-1]:
                came = before + chance.random() * (at - before)
                for key in _keys(source, url):
                    articles[key].append(came)
        found += [_stream(kind, sorted(came), looks) for (kind, _), came in articles.items()]
    return [stream for stream in found if len(stream.coming) >= FEWEST]


def _stretches(looks: list[float]) -> Iterator[list[float]]:
    cuts = [0, *(n for n in range(1, len(looks)) if looks[n] - looks[n - 1] > STOPPED), len(looks)]
    for first, last in pairwise(cuts):
        if last > first and looks[last - 1] - looks[first] >= STRETCH:
            yield looks[first:last]


def _keys(source: str, url: str) -> Iterator[tuple[str, str]]:
    yield KINDS[0], source
    steps = [step for step in urlsplit(url).path.split("/") if step]
    if len(steps) > 1 and steps[0].replace("-", "").isalpha():
        yield KINDS[1], f"{source}/{steps[0]}"
    lot = zlib.crc32(url.encode())
    if lot % 10 == 0:
        yield KINDS[2], source
    if lot % 100 == 1:
        yield KINDS[3], source


def _stream(kind: str, came: list[float], looks: list[float]) -> Stream:
    begin = looks[0] + DAY
    first = bisect_right(came, begin)
    return Stream(kind, begin, looks[-1], tuple(came[:first]), tuple(came[first:]))


def ours(stream: Stream) -> Cost:
    chance = random.Random(len(stream.coming))  # noqa: S311 - the same replay every time
    came = [datetime.fromtimestamp(each, UTC) for each in (*stream.shown, *stream.coming)]
    known, now, polls, rhythm, pace = 0, stream.begin, 0, "", None
    waited = 0.0
    while now < stream.end:
        at = datetime.fromtimestamp(now, UTC)
        fresh = bisect_right(came, at, known)
        waited += sum(now - each.timestamp() for each in came[max(known, len(stream.shown)) : fresh])
        found = plan(
            "new" if fresh > known else "unchanged",
            bounds=BOUNDS,
            now=at,
            rhythm=rhythm,
            news=came[known:fresh],
            pace=pace,
            interval=None,
            failures=0,
            retry_after=None,
            chance=chance.random(),
        )
        known, rhythm, pace, polls = fresh, found.rhythm, found.pace, polls + 1
        now += found.wait.total_seconds()
    return Cost(waited + sum(now - each.timestamp() for each in came[known:]), polls)


def theirs(stream: Stream, rule: Rule) -> Cost:
    came = (*stream.shown, *stream.coming)
    known, now, polls, waited = 0, stream.begin, 0, 0.0
    while now < stream.end:
        fresh = bisect_right(came, now, known)
        waited += sum(now - each for each in came[max(known, len(stream.shown)) : fresh])
        known, polls = fresh, polls + 1
        now += min(max(rule(now, came, known), SHORTEST), LONGEST)
    return Cost(waited + sum(now - each for each in came[known:]), polls)


def _every(interval: float) -> Callable[[Stream], Cost]:
    """The mean over all phases of the interval: an article waits for half of it."""
    return lambda stream: Cost(len(stream.coming) * interval / 2, round((stream.end - stream.begin) / interval))


def _by_week(now: float, came: Sequence[float], known: int) -> float:
    if known < 2:
        return NO_RULE
    since = max(came[0], now - 7 * DAY)
    count = known - bisect_left(came, since, 0, known)
    return (now - since) / count if count else LONGEST


def _by_gap(_now: float, came: Sequence[float], known: int) -> float:
    first = max(known - LISTED, 0)
    return (came[known - 1] - came[first]) / (known - first - 1) / 2 if known - first > 1 else NO_RULE


def _times(rule: Rule, multiple: float) -> Callable[[Stream], Cost]:
    return lambda stream: theirs(stream, lambda now, came, known: multiple * rule(now, came, known))


def peers() -> dict[str, list[Callable[[Stream], Cost]]]:
    return {
        "fixed interval": [_every(interval) for interval in INTERVALS],
        "7 days / weekly count": [_times(_by_week, multiple) for multiple in MULTIPLES],
        "half the average gap": [_times(_by_gap, multiple) for multiple in MULTIPLES],
    }


def on_curve(curve: Iterable[Cost], polls: float) -> float:
    """The wait at so many polls, between the curve's points along straight lines of logarithms; beyond its ends as 1 / polls."""
    points = sorted({cost.polls: cost.waited for cost in curve if cost.polls and cost.waited}.items())
    at = bisect_left([count for count, _ in points], polls)
    if at in {0, len(points)}:
        count, waited = points[min(at, len(points) - 1)]
        return waited * count / polls
    (few, long), (many, short) = points[at - 1], points[at]
    part = math.log(polls / few) / math.log(many / few)
    return math.exp((1 - part) * math.log(long) + part * math.log(short))


def _sum(costs: Iterable[Cost]) -> Cost:
    listed = list(costs)
    return Cost(sum(cost.waited for cost in listed), sum(cost.polls for cost in listed))


def report(case: str, peer: str, minutes: float, other: float) -> None:
    ratio = round(minutes / other, 3)
    line = {
        "bench": "policy",
        "case": case,
        "ours": round(minutes, 2),
        "unit": "min",
        "peer": peer,
        "theirs": round(other, 2),
        "ratio": ratio,
    }
    print(json.dumps(line), flush=True)
    print(f"  {case:52} {minutes:8.1f} min   {peer:22} {other:8.1f} min   {ratio:.3f}", file=sys.stderr)


def compare(kind: str, chosen: list[Stream], own: dict[Stream, Cost], curves: dict[str, dict[Stream, list[Cost]]]) -> None:
    total, articles = _sum(own[stream] for stream in chosen), sum(len(stream.coming) for stream in chosen)
    per_day = total.polls / sum(stream.days for stream in chosen)
    print(f"{kind}: {len(chosen)} streams, {articles} articles, {per_day:.1f} polls a day for each stream", file=sys.stderr)
    for peer, of in curves.items():
        together = [_sum(costs) for costs in zip(*(of[stream] for stream in chosen), strict=True)]
        waits = total.waited / articles / MINUTE, on_curve(together, total.polls) / articles / MINUTE
        report(f"{kind}: delay, all sources {per_day:.1f} polls/day", peer, *waits)
        each = [(own[s].waited / len(s.coming) / MINUTE, on_curve(of[s], own[s].polls) / len(s.coming) / MINUTE) for s in chosen]
        report(f"{kind}: delay, each source", peer, statistics.median(a for a, _ in each), statistics.median(b for _, b in each))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT, help="CSV.GZ with the columns t, src, url")
    path = parser.parse_args().file
    if not path.is_file():
        print(f"The publishing times are not there: {path}", file=sys.stderr)
        return 3
    replayed = streams(path)
    if not replayed:
        print(f"No source in {path} was watched for {STRETCH / DAY:.0f} days on end.", file=sys.stderr)
        return 3
    own = {}
    for number, stream in enumerate(replayed, 1):
        own[stream] = ours(stream)
        if number % 20 == 0 or number == len(replayed):
            print(f"{number} of {len(replayed)} streams replayed", file=sys.stderr)
    curves = {peer: {stream: [run(stream) for run in runs] for stream in replayed} for peer, runs in peers().items()}
    for kind in ("everything", *KINDS):
        chosen = [stream for stream in replayed if kind in {"everything", stream.kind}]
        if chosen:
            compare(kind, chosen, own, curves)
    return 0


if __name__ == "__main__":
    sys.exit(main())
