"""Which article is this one a copy of? Pure: words in, near copies out.

Agency copy is printed by many papers with another headline, a word changed here and there and a sentence cut. Two texts are copies where
two fifths of all their pairs of neighbouring words are in both (Broder 1997, "On the resemblance and containment of documents", who takes
runs of any length). One word changed in the middle of a text breaks two pairs. Runs of three, which break three, lose an eighth of the
rewritten headlines and are no surer at that; single words are less sure ("the", "of", "said" are in all texts).
"""

from __future__ import annotations

from heapq import nsmallest
from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

Sketch: TypeAlias = tuple[int, ...]  # the smallest hashes of a text's pairs of words, rising

ALIKE = 0.4  # Jaccard similarity of copies, 0 to 1: above, precision hardly grows and recall falls; below, it is the other way about
SKETCH = 64  # hashes kept of a text: the similarity is known to .06 (one standard error at .4), and exactly for texts up to 64 pairs
FEWEST = 5  # pairs, six words: shorter headlines ("What we know so far") come again over other news
BANDS = 8  # of 1 row each: of pairs at .4, 1 - .6^8 = 98 % are looked at
MOST_WORDS = 600  # of a text: copies agree from their beginning, and are cut from their end
MOST_NAMESAKES = 50  # articles of one band: a paper's boilerplate is shared by many, and the newest are the likeliest

_SPREAD = (
    0x9E3779B1  # odd, 2^32 over the golden ratio (Knuth's multiplicative hash): crc32 is linear, its smallest values are no fair sample
)
_MASK = 0xFFFFFFFF


def sketch(words: Sequence[str]) -> Sketch:
    """The SKETCH smallest hashes of the pairs of neighbouring words; empty for a text too short to tell."""
    words = words[:MOST_WORDS]
    hashes = {crc32(f"{a} {b}".encode("utf-8", "surrogatepass")) * _SPREAD & _MASK for a, b in pairwise(words)}
    return tuple(nsmallest(SKETCH, hashes)) if len(hashes) >= FEWEST else ()


def resemblance(one: Sketch, other: Sketch) -> float:
    """The Jaccard similarity, 0 to 1, estimated from the smallest hashes of both together."""
    if not one or not other:
        return 0.0
    both = set(one) & set(other)
    together = nsmallest(SKETCH, set(one) | set(other))
    return sum(value in both for value in together) / len(together)


def _bands(made: Sketch) -> list[tuple[int, int]]:
    """The smallest hash of each eighth of all hashes: two texts agree in one of them as often as they resemble each other."""
    smallest: dict[int, int] = {}
    for value in made:
        smallest.setdefault(value % BANDS, value)
    return sorted(smallest.items())


class Copies:
    """The sketches of articles, findable by resemblance."""

    def __init__(self) -> None:
        self._sketches: dict[UUID, Sketch] = {}
        self._bands: dict[tuple[int, int], dict[UUID, None]] = {}  # oldest first

    def put(self, article: UUID, made: Sketch) -> None:
        if not made or article in self._sketches:
            return
        self._sketches[article] = made
        for band in _bands(made):
            self._bands.setdefault(band, {})[article] = None

    def drop(self, article: UUID) -> None:
        for band in _bands(self._sketches.pop(article, ())):
            articles = self._bands[band]
            del articles[article]
            if not articles:
                del self._bands[band]

    def like(self, made: Sketch) -> list[tuple[float, UUID]]:
        """The articles that are copies of the text with this sketch, and how like they are; the likest first, then the smaller id."""
        near: set[UUID] = set()
        for band in _bands(made):
            near.update(islice(reversed(self._bands.get(band, {})), MOST_NAMESAKES))
        found = [(resemblance(made, self._sketches[article]), article) for article in near]
        return sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1]))
