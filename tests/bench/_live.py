"""What grouping costs where very many articles are live: memory, and headlines placed in a second."""

# The largest record at hand has 43,000 headlines of eleven outlets in ten weeks, so a crowd is made of it: all of them within two days,
# in their order, and again and again with other names. In each further round every word that is rarer in English than one in fifty
# thousand is another word (it gets the round's letters), and the others stay: other events told in the same language. With ``text`` each
# headline has TEXT_WORDS words of text below it, of which one in five is the headline's and the others are drawn as often as English has
# them: as much as the store hands over of an article.

from __future__ import annotations

import gc
import os
import random
import time
from itertools import accumulate, count, islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import wordfreq

from feedsvc.stories import WINDOW, Clusters, Headline
from feedsvc.wording import commonness, stem
from tests.bench._coverage import SHORTEST, headline
from tests.bench._scoring import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

STEPS = (0.1, 0.5, 1.0)  # of the live articles: where the cost is told
PROBE = 0.02  # of the live articles: so many are timed at each step
RARE = 2e-5  # share of a language's words: names and what only some news is about are rarer
TEXT_WORDS = 150  # about a thousand characters, which is what the store hands over


def crowd(folder: Path, size: int, end: datetime, *, text: bool) -> Iterator[Headline]:
    """So many headlines, evenly over one window that ends at ``end``."""
    dice = random.Random(0)  # noqa: S311 - the same crowd every time
    told = [
        (source, title) for _, source, url in rows(folder, "us_outlet_urls.csv.gz") if len((title := headline(url)).split()) >= SHORTEST
    ]
    common, spoken = commonness("en"), _Spoken(dice)
    every = ((letters, source, title) for letters in map(_letters, count()) for source, title in told)
    for number, (letters, source, title) in enumerate(islice(every, size)):
        listed = [word if not letters or common.get(stem(word, "en"), 0.0) >= RARE else word + letters for word in title.split()]
        body = " ".join(dice.choice(listed) if dice.random() < 0.2 else spoken.word() for _ in range(TEXT_WORDS)) if text else ""
        yield Headline(UUID(int=number), " ".join(listed), body, "en", source, end - WINDOW * (1 - number / size))


class _Spoken:
    """Words as often as English has them."""

    def __init__(self, dice: random.Random) -> None:
        shares = wordfreq.get_frequency_dict("en", "small")
        self._dice, self._words, self._sums = dice, list(shares), list(accumulate(shares.values()))

    def word(self) -> str:
        return self._dice.choices(self._words, cum_weights=self._sums)[0]


def _letters(number: int) -> str:
    return "" if number == 0 else "".join("qxzjkvwy"[int(digit)] for digit in f"{number:o}")


def resident() -> float:
    """Memory of this process, MB, without what waits to be collected."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def live(folder: Path, size: int, now: datetime, *, text: bool) -> Iterator[tuple[int, float, float, int]]:
    """At each step: live articles, headlines placed in a second of processor time, MB taken so far, stories."""
    told = list(crowd(folder, size, now, text=text))
    clusters = Clusters()
    clusters.put(Headline(UUID(int=size), "warm up the word lists", "", "en", "bench", now - WINDOW))
    before, placed = resident(), 0
    for step in STEPS:
        wanted = int(size * step)
        timed = max(wanted - int(size * PROBE), placed)
        for each in told[placed:timed]:
            clusters.put(each)
        begin = time.process_time()
        for each in told[timed:wanted]:
            clusters.put(each)
        placed = wanted
        yield placed, (wanted - timed) / (time.process_time() - begin), resident() - before, len(clusters)
