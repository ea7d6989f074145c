"""The language of each item of a feed, asked of the classifier only where the feed's earlier items do not answer already.

A feed is nearly always in one language, and the classifier takes longer for an item than all else does. So the words that two classified
items of one language share, mostly its small ones, are remembered: of a later text in that language they make up half, of one in its
nearest relative a quarter. A text of which they make up less than ENOUGH is classified like the first; languages whose words change
their form much or that are written without spaces always are.
"""

from __future__ import annotations

import re

from feedsvc.text import language

ENOUGH = 0.35  # share of a text's words
MOST = 2_000  # words that are remembered of one language
_READ = 800  # characters, as many as the classifier reads
_WORD = re.compile(r"[^\W\d_]+")


class Tongue:
    """What one feed's items are written in; good for one reading of it."""

    def __init__(self) -> None:
        self._once: dict[tuple[str, str], set[str]] = {}  # hint and language -> words of its classified items
        self._often: dict[tuple[str, str], set[str]] = {}  # those of more than one item

    def of(self, text: str, hint: str) -> str:
        """As ``language.detect``."""
        words = _WORD.findall(text[:_READ].lower())
        declared = language.primary(hint)
        if sum(map(len, words)) < (language.LONG if declared else language.SHORT):
            return language.detect(text, hint)
        for (spoken, found), known in self._often.items():
            if spoken == declared and sum(map(known.__contains__, words)) >= ENOUGH * len(words):
                return found
        found = language.detect(text, hint)
        self._learn((declared, found), set(words))
        return found

    def _learn(self, key: tuple[str, str], words: set[str]) -> None:
        once, often = self._once.setdefault(key, set()), self._often.setdefault(key, set())
        often |= once & words
        if len(once) < MOST:
            once |= words
