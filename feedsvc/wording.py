"""Headlines as weighted terms: what a text is about, in any language. Pure: the word lists that are read on first use never change.

Words are runs of letters, marks and digits, case folded and stemmed (Snowball); of scripts written without spaces they are the pairs of
neighbouring characters. How common a word is in its language at large (the lists of wordfreq) stands in for a list of stop words: it knows
degrees, has some 40 languages, and weighs a first headline rightly when nothing else has been seen yet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

import snowballstemmer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

READ = 4000  # characters of a text that are looked at: more than any lead, and copies of an article agree from their beginning
LONGEST_WORD = 40  # characters; what is longer is an address or a code
LEAD_WORDS = 60  # words of headline and text that say what an article is about; further down it tells of other things too
PAIR = 0.5  # what a pair of words weighs against a word: it is surer evidence, but most of it is the evidence of its words again
LEAST_TELLING = 0.01  # weight of a word that every story has: it decides nothing, and nothing is divided by zero
COUNTED = 5e-6  # share of a language's words below which a word is as good as unheard of: once in 200 thousand words

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_JOINT = " "  # stands in a pair and in no word

# BCP 47 primary tags to Snowball's algorithms. Malay has Indonesian's affixes.
_ALGORITHMS = MappingProxyType({
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ms": "indonesian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
})  # fmt: skip
_LISTS = MappingProxyType({"no": "nb", "nn": "nb", "hr": "sh", "sr": "sh", "bs": "sh", "tl": "fil"})


class _Kept(dict[int, str]):
    """Translation table, filled as characters are met: letters, marks and digits stay, invisible ones go, the rest become spaces."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        kept = chr(code) if category[0] in "LMN" else "" if category == "Cf" else " "
        self[code] = kept
        return kept


_KEPT = _Kept()


def words(text: str) -> list[str]:
    """The words of the text's beginning, case folded; of a script without spaces the pairs of neighbouring characters."""
    folded = unicodedata.normalize("NFKC", text[:READ]).casefold().translate(_KEPT)
    found: list[str] = []
    for run in folded.split():
        if run.isascii() or not _UNSPACED.search(run):
            found.append(run)
        else:
            found.extend(_pieces(run))
    return [word for word in found if (len(word) > 1 or not word.isascii() or word.isdigit()) and len(word) <= LONGEST_WORD]


def _pieces(run: str) -> Iterator[str]:
    end = 0
    for unspaced in _UNSPACED.finditer(run):
        if run[end : unspaced.start()]:
            yield run[end : unspaced.start()]
        letters = unspaced[0]
        yield from (a + b for a, b in pairwise(letters)) if len(letters) > 1 else letters
        end = unspaced.end()
    if run[end:]:
        yield run[end:]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The word less its endings (and in Indonesian its beginnings); as it is in a language without a stemmer.

    A stemmer holds its place in the word, so each word gets its own and threads do not meet.
    """
    algorithm = _ALGORITHMS.get(language)
    return str(snowballstemmer.stemmer(algorithm).stemWord(word)) if algorithm and not word.isdigit() else word


def terms(listed: Iterable[str], language: str) -> dict[str, float]:
    """The terms of an article from its words: stems by the root of their count, pairs of neighbours by PAIR, in the order they appear.

    A word said twice is not twice the evidence. Characters of scripts without spaces are pairs already and are not paired again.
    """
    stems = [stem(word, language) for word in listed]
    found = {term: sqrt(count) for term, count in Counter(stems).items()}
    pairs = Counter(first + _JOINT + second for first, second in pairwise(stems) if not _UNSPACED.match(first + second))
    return found | {pair: PAIR * sqrt(count) for pair, count in pairs.items()}


def is_pair(term: str) -> bool:
    return _JOINT in term


@lru_cache(maxsize=64)
def commonness(language: str) -> Mapping[str, float]:
    """The share of a language's running words that each stem has, 0 to 1; stems below COUNTED and unknown languages are left out.

    Robyn Speer's wordfreq 3.1: books, news, subtitles, encyclopedias and the web up to 2021. Names that became known later are rare in it,
    as they should be. Read on first use, in half a second.
    """
    import wordfreq  # with its readers it takes a while, and web processes weigh no words

    try:
        listed = wordfreq.get_frequency_dict(_LISTS.get(language, language), "small")
    except (LookupError, ValueError):  # no list for it, or no language tag at all
        return MappingProxyType({})
    shares: dict[str, float] = {}
    for word, share in listed.items():
        if share >= COUNTED:
            key = stem(word, language)
            shares[key] = shares.get(key, 0.0) + share
    return MappingProxyType(shares)


class Weights(dict[str, float]):
    """How telling a term is: the logarithm of how rare, worked out when it is asked for and good until the next article is placed.

    A pair is as telling as its less telling word: "of the" says nothing, and "white house" no more than "house".
    """

    def __init__(
        self, postings: Mapping[str, Mapping[int, float]], stories: float, common: Mapping[str, float], expected: float, unseen: float
    ) -> None:
        """``postings``: word -> the stories that have it; ``stories`` are those of the news and of the language's list together,
        ``expected`` the words of that list's, and ``unseen`` the stories that an unseen word is taken to be in."""
        super().__init__()
        self._postings = postings
        self._log_total = log(stories + 1)
        self._common = common
        self._expected = expected
        self._unseen = unseen

    def __missing__(self, term: str) -> float:
        first, pair, second = term.partition(_JOINT)
        if pair:
            found = min(self[first], self[second])
        else:
            stories = len(self._postings.get(term, ())) + self._unseen + self._expected * self._common.get(term, 0.0)
            found = max(self._log_total - log(stories), LEAST_TELLING)
        self[term] = found
        return found
