"""How the benches of the ranking score a list and report it."""

from __future__ import annotations

import csv
import gzip
import json
import math
import sys
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600.0  # seconds
SHOWN = 10
DISCOUNT = tuple(1 / math.log2(place + 2) for place in range(SHOWN))

Gains = Mapping[str, float]


def rows(folder: Path, name: str) -> list[list[str]]:
    with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def ndcg(scores: Mapping[str, float], gains: Gains) -> float:
    """Of the ten best by score; ``gains`` are those of everything known at the time. 1 where nothing could be gained."""
    ranked = sorted(scores, key=lambda item: (-scores[item], item))[:SHOWN]
    best = sum(gain * weight for gain, weight in zip(sorted(gains.values(), reverse=True), DISCOUNT, strict=False))
    return sum(gains.get(item, 0.0) * weight for item, weight in zip(ranked, DISCOUNT, strict=False)) / best if best else 1.0


def report(case: str, columns: Sequence[str], table: Mapping[str, Sequence[float]], mean: str = "") -> None:
    """A table on standard error, and a JSON line for each column with the best peer."""
    names, width = list(columns), max(map(len, table))
    values = {name: list(found) for name, found in table.items()}
    if mean:
        names.append(mean)
        values = {name: [*found, fmean(found)] for name, found in values.items()}
    print(f"\n{case}: " + " | ".join(names), file=sys.stderr)
    for name, found in values.items():
        print(f"  {name:{width}} " + " ".join(f"{value:.4f}" for value in found), file=sys.stderr)
    for at, column in enumerate(names):
        peer = max((name for name in values if name != "ours"), key=lambda name: values[name][at])
        line(f"{case}: {column}", values["ours"][at], "NDCG@10", peer, values[peer][at])


PRINTED: list[Mapping[str, object]] = []  # every line of this run


def line(case: str, ours: float, unit: str, peer: str, theirs: float | None) -> None:
    ratio = round(ours / theirs, 3) if theirs else None
    found: dict[str, object] = {"bench": "trending", "case": case, "ours": round(ours, 4), "unit": unit, "peer": peer}
    found |= {"theirs": None if theirs is None else round(theirs, 4), "ratio": ratio}
    PRINTED.append(found)
    print(json.dumps(found), flush=True)
