"""Which article is this one a copy of? Pure: words in, near copies out.

Agency copy is printed by many papers with another headline, a word changed here and there and a sentence cut. Two texts are copies where
two fifths of all their pairs of neighbouring words are in both (Broder 1997, "On the resemblance and containment of documents", who takes
runs of any length). One word changed in the middle of a text breaks two pairs. Runs of three, which break three, lose an eighth of the
rewritten headlines and are no surer at that; single words are less sure ("the", "of", "said" are in all texts).
"""

from __future__ import annotations

from array import array
from heapq import nsmallest
from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    coded = [word.encode("utf-8", "surrogatepass") for word in words[:MOST_WORDS]]
    hashes = {crc32(a + b" " + b) * _SPREAD & _MASK for a, b in pairwise(coded)}
    return tuple(nsmallest(SKETCH, hashes)) if len(hashes) >= FEWEST else ()


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """The Jaccard similarity, 0 to 1, estimated from the smallest hashes of both together."""
    if not one or not other:
        return 0.0
    both = set(one) & set(other)
    together = sorted(set(one) | set(other))[:SKETCH]
    return sum(value in both for value in together) / len(together)


def _bands(made: Iterable[int]) -> list[int]:
    """The smallest hash of each eighth of all hashes: two texts agree in one of them as often as they resemble each other."""
    smallest: dict[int, int] = {}
    for value in made:
        smallest.setdefault(value % BANDS, value)
    return list(smallest.values())


class Copies:
    """The sketches of articles, findable by resemblance. With a hundred thousand articles it matters what one of them takes: 1.5 kB."""

    def __init__(self) -> None:
        self._sketches: dict[UUID, array[int]] = {}
        # Hash -> the articles that have it as the smallest of its band, oldest first. Most hashes are one article's, which needs no dict.
        self._bands: dict[int, UUID | dict[UUID, None]] = {}

    def put(self, article: UUID, made: Sketch) -> None:
        if not made or article in self._sketches:
            return
        self._sketches[article] = array("I", made)
        for band in _bands(made):
            held = self._bands.setdefault(band, article)
            if isinstance(held, dict):
                held[article] = None
            elif held != article:
                self._bands[band] = {held: None, article: None}

    def drop(self, article: UUID) -> None:
        for band in _bands(self._sketches.pop(article, ())):
            held = self._bands[band]
            if isinstance(held, dict):
                del held[article]
            if held in ({}, article):
                del self._bands[band]

    def like(self, made: Sketch) -> list[tuple[float, UUID]]:
        """The articles that are copies of the text with this sketch, and how like they are; the likest first, then the smaller id."""
        near: set[UUID] = set()
        for band in _bands(made):
            held = self._bands.get(band, {})
            near.update(islice(reversed(held), MOST_NAMESAKES) if isinstance(held, dict) else (held,))
        hashes = set(made)
        found = [(resemblance(made, other), article) for article in near if may_be_alike(hashes, other := self._sketches[article])]
        return sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1]))


def may_be_alike(hashes: set[int], other: Sequence[int]) -> bool:
    """Whether enough hashes are in both for a resemblance of ALIKE, which is never greater than this and takes ten times as long."""
    both = len(hashes.intersection(other))
    return both > 0 and both / min(SKETCH, len(hashes) + len(other) - both) >= ALIKE
