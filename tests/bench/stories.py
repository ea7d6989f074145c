"""How well headlines fall into stories (B-cubed F1), how surely copies are found, and how many headlines a second are placed."""

# Gold: files cluster_*.csv.gz of DATA_DIR with the columns t (title), g (story) and m (False: a headline added as noise, which does not
# count but must not be pulled in). One pass in the file's order; B-cubed F1 over the headlines that count; once on all, once on stories
# of 1 to 6 headlines: random.Random(0) draws a number for each story in order of appearance, then so many of its headlines.
#   all, small      B-cubed F1 for each file, and the mean; "5 draws" is the mean of small with seeds 0 to 4: seed 0 is a lucky one
#   noise           share of the noise headlines in a story with one that counts (small stories; less is better)
#   copies          each headline of ten words or more is rewritten: words dropped, replaced, and swapped with their neighbours, each at a
#                   rate drawn from 0 to one word in eighteen, and three in ten get another lead of one to three words. Negatives are as
#                   many pairs of different headlines of one story. "ours" is precision and recall at ALIKE. The peer: equal titles.
#                   The fair pair is a headline with its first sentences, as articles have them: gnewsTS. Headlines alone are the hard case
#                   (in ten words each change is a tenth), and many negatives of gnewsT are one headline in two spellings.
#   speed           headlines placed in a second of processor time
#   live            with --live N: headlines a second, and memory, at a tenth, half and all of N live articles; headlines alone, and with a
#                   thousand characters of text (``_live.py`` says what they are made of). Half an hour for 100,000
# Peers: the centroid method at its known setting (TF-IDF of words and pairs, cosine .10, no language knowledge), and equal titles.
# --sweep prints the means around each constant to standard error, to show how flat they are; it takes half an hour. The files have no
# times: what a story's age does (``ageing``) shows in the coverage case of trending.py.
#
#   python tests/bench/stories.py [DATA_DIR] [--sweep | --live N]

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from feedsvc import copies as near  # noqa: E402
from feedsvc.likeness import DEFAULT  # noqa: E402
from feedsvc.stories import Clusters, Headline  # noqa: E402
from feedsvc.wording import words  # noqa: E402
from tests.bench._live import live  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    Method = Callable[[Sequence[str]], Sequence[Hashable]]  # headlines in order -> a label for each

DEFAULT_DATA = ROOT.parent / "shared" / "data" / "trending"
NOW = datetime(2026, 1, 1, tzinfo=UTC)  # the files have no times: all headlines are of one window
KNOWN = 0.10  # the centroid method's threshold at its best
DRAWS = range(5)  # seeds of the small stories
SWEPT = (0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5)  # times the constant
DAMAGE = 1 / 18  # of the words at most: of each kind
LEAD = 3  # words of another lead
NEGATIVES = 20_000  # pairs


@dataclass(frozen=True, slots=True)
class Row:
    story: str
    title: str
    counts: bool


def load(path: Path) -> list[Row]:
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        return [Row(row["g"], row["t"], row["m"] == "True") for row in csv.DictReader(file)]


def small(rows: Sequence[Row], seed: int = 0) -> list[Row]:
    chance = random.Random(seed)  # noqa: S311 - the same draw every time
    by_story: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.counts:
            by_story[row.story].append(place)
    drawn = {place for place, row in enumerate(rows) if not row.counts}
    for places in by_story.values():
        drawn.update(chance.sample(places, min(chance.randint(1, 6), len(places))))
    return [rows[place] for place in sorted(drawn)]


def ours(titles: Sequence[str], likeness: object = DEFAULT) -> list[Hashable]:
    clusters = Clusters(likeness=likeness)  # type: ignore[arg-type]
    return [clusters.put(Headline(UUID(int=n), title, "", "en", f"source {n}", NOW)).story for n, title in enumerate(titles)]


def equal_titles(titles: Sequence[str]) -> list[Hashable]:
    return [" ".join(title.lower().split()) for title in titles]


def centroids(titles: Sequence[str]) -> list[Hashable]:
    """One pass over TF-IDF centroids of words and pairs; frequencies as far as they are known by then."""
    seen: Counter[str] = Counter()
    sums: list[dict[str, float]] = []
    squares: list[float] = []
    by_term: dict[str, set[int]] = defaultdict(set)
    labels: list[Hashable] = []
    for count, title in enumerate(titles, 1):
        spoken = words(title)
        terms = Counter(spoken) + Counter(f"{a} {b}" for a, b in pairwise(spoken))
        seen.update(terms.keys())
        raw = {term: (1 + math.log(times)) * math.log((count + 1) / seen[term]) for term, times in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        dots: dict[int, float] = defaultdict(float)
        for term, weight in raw.items():
            for label in by_term[term]:
                dots[label] += weight / length * sums[label][term]
        likest = max(dots, key=lambda label: (dots[label] / math.sqrt(squares[label] or 1.0), -label), default=-1)
        if likest < 0 or dots[likest] / math.sqrt(squares[likest] or 1.0) < KNOWN:
            likest = len(sums)
            sums.append({})
            squares.append(0.0)
        for term, weight in raw.items():
            before = sums[likest].get(term, 0.0)
            sums[likest][term] = before + weight / length
            squares[likest] += (before + weight / length) ** 2 - before**2
            by_term[term].add(likest)
        labels.append(likest)
    return labels


def b_cubed(rows: Sequence[Row], labels: Sequence[Hashable]) -> float:
    pairs = [(row.story, label) for row, label in zip(rows, labels, strict=True) if row.counts]
    both, gold, got = Counter(pairs), Counter(story for story, _ in pairs), Counter(label for _, label in pairs)
    precision = sum(n * n / got[label] for (_, label), n in both.items()) / len(pairs)
    recall = sum(n * n / gold[story] for (story, _), n in both.items()) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def pulled(rows: Sequence[Row], labels: Sequence[Hashable]) -> float:
    counting = {label for row, label in zip(rows, labels, strict=True) if row.counts}
    noise = [label in counting for row, label in zip(rows, labels, strict=True) if not row.counts]
    return mean(noise) if noise else 0.0


def rewritten(title: str, vocabulary: Sequence[str], chance: random.Random) -> str:
    kept: list[str] = []
    drop, change, swap = (chance.random() * DAMAGE for _ in range(3))
    for word in title.split():
        lot = chance.random()
        if lot < drop:
            continue
        kept.append(chance.choice(vocabulary) if lot < drop + change else word)
        if len(kept) > 1 and chance.random() < swap:
            kept[-2], kept[-1] = kept[-1], kept[-2]
    if chance.random() < 0.3:
        kept[:LEAD] = [chance.choice(vocabulary) for _ in range(chance.randint(1, LEAD))]
    return " ".join(kept)


def copies(rows: Sequence[Row]) -> tuple[float, float, float]:
    """Precision and recall of copies at ALIKE, and the recall of equal titles."""
    chance = random.Random(0)  # noqa: S311 - the same pairs every time
    vocabulary = sorted({word for row in rows for word in row.title.split()})
    long = [row for row in rows if row.counts and len(row.title.split()) >= 10]
    pairs = [(row.title, rewritten(row.title, vocabulary, chance)) for row in long]
    by_story: dict[str, list[str]] = defaultdict(list)
    for row in long:
        by_story[row.story].append(row.title)
    others = [pair for titles in by_story.values() for pair in combinations(sorted(set(titles)), 2)]
    others = chance.sample(others, min(NEGATIVES, len(others), len(pairs)))
    found = [_alike(*pair) for pair in pairs]
    wrong = sum(_alike(*pair) for pair in others)
    equal = mean(one == other for one, other in pairs)
    return sum(found) / max(sum(found) + wrong, 1), mean(found), equal


def is_long(rows: Sequence[Row]) -> bool:
    """Whether there are enough headlines to look for copies among."""
    return sum(len(row.title.split()) >= 10 for row in rows) >= 100


def _alike(one: str, other: str) -> bool:
    return near.resemblance(near.sketch(words(one)), near.sketch(words(other))) >= near.ALIKE


def report(case: str, value: float, unit: str, peer: str, theirs: float) -> None:
    line = {
        "bench": "stories",
        "case": case,
        "ours": round(value, 4),
        "unit": unit,
        "peer": peer,
        "theirs": round(theirs, 4),
        "ratio": round(value / theirs, 3) if theirs else None,
    }
    print(json.dumps(line), flush=True)
    print(f"  {case:28} {value:9.3f} {unit:12} {peer:16} {theirs:9.3f}", file=sys.stderr)


def compare(files: dict[str, list[Row]]) -> None:
    peers: dict[str, Method] = {"centroids .10": centroids, "equal titles": equal_titles}
    for case, cut in (("small", small), ("all", list)):
        scores: dict[str, list[float]] = defaultdict(list)
        for name, rows in files.items():
            chosen: list[Row] = cut(rows)
            found, seconds = timed(ours, chosen)
            scores[""].append(b_cubed(chosen, found))
            for peer, method in peers.items():
                labels, theirs = timed(method, chosen)
                scores[peer].append(b_cubed(chosen, labels))
                report(f"{case}: {name}", scores[""][-1], "F1", peer, scores[peer][-1])
                if case == "small" and not all(row.counts for row in chosen):
                    report(f"noise: {name}", pulled(chosen, found), "share", peer, pulled(chosen, labels))
                if case == "all":
                    report(f"speed: {name}", len(chosen) / seconds, "headlines/s", peer, len(chosen) / theirs)
        for peer in peers:
            report(f"{case}: mean", mean(scores[""]), "F1", peer, mean(scores[peer]))
    report("small: mean of 5 draws", drawn(files, ours), "F1", "centroids .10", drawn(files, centroids))


def drawn(files: dict[str, list[Row]], method: Method) -> float:
    """The mean F1 of small stories over the files and all draws."""
    chosen = [small(rows, seed) for rows in files.values() for seed in DRAWS]
    return mean(b_cubed(rows, method([row.title for row in rows])) for rows in chosen)


def timed(method: Method, rows: Sequence[Row]) -> tuple[Sequence[Hashable], float]:
    method(["warm up the word lists"])
    begin = time.process_time()
    labels = method([row.title for row in rows])
    return labels, max(time.process_time() - begin, 1e-6)


def compare_copies(files: dict[str, list[Row]]) -> None:
    for name, rows in files.items():
        if not is_long(rows):
            continue
        precision, recall, equal = copies(rows)
        report(f"copies, precision: {name}", precision, "precision", "equal titles", 1.0)
        report(f"copies, recall: {name}", recall, "recall", "equal titles", equal)


def sweep(files: dict[str, list[Row]]) -> None:
    for constant in ("threshold", "loudest", "growth", "background", "length", "unseen"):
        for times in SWEPT:
            value = getattr(DEFAULT, constant) * times
            method = partial(ours, likeness=replace(DEFAULT, **{constant: value}))
            means = drawn(files, method), mean(b_cubed(rows, method([row.title for row in rows])) for rows in files.values())
            print(f"  {constant:12} {value:10.4g}   small {means[0]:.3f}   all {means[1]:.3f}", file=sys.stderr, flush=True)


def crowded(folder: Path, size: int) -> None:
    for kind, text in (("headlines", False), ("with text", True)):
        for count, speed, taken, running in live(folder, size, NOW, text=text):
            report(f"live, {kind}: speed at {count:,}", speed, "headlines/s", "asked for", 500.0)
            report(f"live, {kind}: memory at {count:,}", taken, "MB", "goal: less than", 600.0)
            print(f"  {count:,} articles in {running:,} stories", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA, help="folder of cluster_*.csv.gz")
    parser.add_argument("--sweep", action="store_true", help="the score around each constant")
    parser.add_argument("--live", type=int, metavar="N", help="the cost of grouping where N articles are live")
    asked = parser.parse_args()
    if asked.live:
        crowded(asked.data, asked.live)
        return 0
    paths = sorted(asked.data.glob("cluster_*.csv.gz"))
    if not paths:
        print(f"There are no files cluster_*.csv.gz in {asked.data}", file=sys.stderr)
        return 3
    files = {path.name.removeprefix("cluster_").removesuffix(".csv.gz"): load(path) for path in paths}
    if asked.sweep:
        sweep(files)
        return 0
    compare(files)
    compare_copies(files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
