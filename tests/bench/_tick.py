"""How long a ranking takes where a hundred thousand articles are read."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

from feedsvc import ranking
from feedsvc.config import Settings
from feedsvc.matching import Teller, settle
from feedsvc.model import ALL, Draft
from feedsvc.store import Store
from feedsvc.store.sources import Declared
from tests.bench._scoring import line

if TYPE_CHECKING:
    from uuid import UUID

LIVE = 100_000  # articles
TOUCHED = LIVE // 100  # between two ticks
BATCH = 5_000
TICKS = 7


def tick(folder: Path, step: int) -> None:  # every case takes the same; this one makes its own data
    """One turn of the ranking on SQLite: signals read, all lists worked out and compared with what is shown."""
    dice, now = random.Random(0), datetime.now(UTC).replace(microsecond=0)  # noqa: S311 - a replay, no secret
    with tempfile.TemporaryDirectory() as place, closing(Store.open(f"sqlite:///{place}/bench.db")) as store:
        store.migrate()
        articles = _fill(store, now, dice)
        settings = Settings.model_validate({"folder": Path(place)})
        took = []
        for number in range(TICKS):
            at = now + number * timedelta(seconds=30)
            with store.write(alone=True) as unit:
                unit.counters.add("views", {one: [(at.timestamp(), 1.0)] for one in dice.sample(articles, TOUCHED)})
            began = time.perf_counter()
            ranking.rank_all(store, settings, at)
            took.append(time.perf_counter() - began)
    print(f"tick: {', '.join(f'{one:.3f}' for one in took)} s", file=sys.stderr)
    line("tick: 100,000 live articles, 1 % touched", 1000 * median(took), "ms", "goal: less than", 200.0)


def _fill(store: Store, now: datetime, dice: random.Random) -> list[UUID]:
    """Articles of two days, read by as many as articles are: a few by thousands, most by a handful."""
    with store.write() as unit:
        unit.sources.declare([Declared("post", "feed", "https://post.example/feed", "Post")], now, timedelta(days=1))
        source = unit.sources.get("post").id
    articles: list[UUID] = []
    for first in range(0, LIVE, BATCH):
        births = [now - timedelta(hours=48 * dice.random()) for _ in range(BATCH)]
        drafts = [Draft(f"Article {first + n}", f"https://post.example/{first + n}", published=at) for n, at in enumerate(births)]
        states = [settle(draft, None, Teller(source, "post"), cast("datetime", draft.published)) for draft in drafts]
        views = {
            state.id: [((state.published_at + (now - state.published_at) * dice.random()).timestamp(), dice.paretovariate(1.0))]
            for state in states
        }
        with store.write(alone=True) as unit:
            unit.articles.save(states, {state.id: frozenset({ALL}) for state in states})
            unit.counters.add("views", views)
        articles += views
        print(f"tick: {len(articles):,} articles", file=sys.stderr)
    return articles
