"""How the heading of a box is recognised: what newsrooms print over the lists in which they say what is popular and what is new.

The words are in ``lexicon``. A *sure* phrase makes a heading wherever it stands ("most read in sport"); a *bare* word does so only alone,
with neutral companions ("latest today"), before a place or section ("trending on Example"), or with a word for news ("latest football
news"), because "popular phone brands" is no list of articles.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from feedsvc.sources import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedsvc.model import BoxKind

MAX_HEADING = 60  # characters; anything longer is a sentence
MAX_TEXTS = 4_000  # different short texts of one page that are judged; a large news page, of 20,000 elements, has some 3,000
_MAX_WORDS = 9
_MAX_BETWEEN = 3  # words of a section's name between "latest" and "news"
_KEY = 3  # characters by which stems are looked up; none has fewer
_UNSPACED_SLACK = 9  # characters beside a phrase, or as many as it has: "最新" in a text of 20 characters is a word of a headline

_LATIN_WORD = re.compile("[a-z0-9]+")  # of what is ASCII and lower case: all that folding leaves there
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u093c\u09bc\u0a3c]")  # accents, Arabic vowel signs, the nukta: often not typed
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ALIKE = str.maketrans("ıłđøيىكة", "ildoییکه", "\u0640")  # letters that newsrooms type in two ways, and the Arabic filler
_SPAN = re.compile(r"\d+(?:[hdtwmjuчдс]|時間|小时|小時|시간|日|日間|天|週|週間|周|주|주일|か月|月)?")  # "24", "24h", "24時間"
_PLUS = re.compile(r"\+ ?(?=[^\W\d_])")  # "Les + lus", "Lo +leído"
_PLUS_WORDS = ("plus ", "más ", "mais ", "più ", "més ", "máis ")
_SIDES = re.compile("[&/|+,·•]")


def fold(text: str) -> str:
    """The text without case, accents and punctuation; combining vowels of Indic and Thai scripts stay, since they are letters there."""
    if text.isascii():
        return " ".join(_LATIN_WORD.findall(text.lower()))
    bare = unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in bare.casefold().translate(_ALIKE))
    return " ".join(_MARKS.sub("", kept).split())


def classify(heading: str) -> BoxKind | None:
    """What a list under this heading holds: "popular", "latest", or None when the heading promises neither, or both."""
    if not 1 < len(heading) <= MAX_HEADING:
        return None
    if _PLUS.search(heading):
        said = {_classify(_PLUS.sub(word, heading)) for word in _PLUS_WORDS} - {None}
        if len(said) == 1:
            return said.pop()
    return _classify(heading)


def evidence(heading: str) -> tuple[str, str]:
    """(the words that decide what a heading promises, whose languages: "en", or "en, nl", or "" where the lexicon does not tell).

    Both are "" when it promises nothing. Words are folded; of several phrases it is the longest.
    """
    kind = classify(heading)
    readings = [heading, *(_PLUS.sub(word, heading) for word in _PLUS_WORDS if _PLUS.search(heading))]
    texts = [fold(_SIDES.sub(" and ", text)) for text in readings]
    sure = [phrase for phrase in _tongues(kind) if any(_holds(text, phrase) for text in texts)] if kind else []
    if sure:
        longest = max(sure, key=len)
        return longest.rstrip("*"), ", ".join(_tongues(kind)[longest]) if kind else ""
    bare = [phrase for phrase, said in _bare_words().items() if said == kind and any(_holds(text, phrase) for text in texts)]
    trailing = [phrase for phrase in _phrases(lexicon.TRAILING_LATEST) if kind == "latest" and any(_holds(text, phrase) for text in texts)]
    return max(bare or trailing, key=lambda phrase: (len(phrase), phrase), default=""), ""


def _holds(text: str, phrase: str) -> bool:
    if _UNSPACED.search(phrase):
        return phrase.replace(" ", "") in text.replace(" ", "")
    return f" {phrase[:-1]}" in f" {text}" if phrase.endswith("*") else f" {phrase} " in f" {text} "


@cache
def _tongues(kind: BoxKind) -> dict[str, list[str]]:
    """The languages of each sure phrase; "*" stays at the end of a stem."""
    found: dict[str, list[str]] = {}
    for language, line in (lexicon.SURE_POPULAR if kind == "popular" else lexicon.SURE_LATEST).items():
        for phrase in line.split("/"):
            known = found.setdefault(fold(phrase) + "*" * phrase.endswith("*"), [])
            known.extend({language}.difference(known))
    return found


class Texts:
    """The short texts of one page: each is judged once, and at most ``most`` different ones are; any further text says nothing.

    Without a bound a page of 80,000 links, each with a text of its own, takes tens of seconds.
    """

    def __init__(self, most: int = MAX_TEXTS) -> None:
        self._left = most
        self._known: dict[str, BoxKind | None] = {}

    def classify(self, text: str) -> BoxKind | None:
        """As ``classify``."""
        if text not in self._known and self._left > 0:
            self._left -= 1
            self._known[text] = classify(text)
        return self._known.get(text)


def says_more(text: str) -> bool:
    """Whether a link's text leads to more of the same, as "See all" and "More news" do."""
    words = fold(text[:MAX_HEADING]).split()
    if _UNSPACED.search(text[:1]):
        return "".join(words).startswith(_unspaced_more())
    return any(" ".join(words[:count]) in _phrases(lexicon.MORE) for count in range(1, min(4, len(words) + 1)))


def says_sponsored(text: str) -> bool:
    """Whether a label marks its row as paid for: "Advertisement", "Sponsored"."""
    return 1 < len(text) <= MAX_HEADING and fold(text) in _phrases(lexicon.SPONSORED)


def is_neutral(text: str) -> bool:
    """Whether a text says nothing of what a list holds, as "Today" and "This week"."""
    return _neutral(fold(text[:MAX_HEADING]).split())


@lru_cache(maxsize=5_000)
def _classify(heading: str) -> BoxKind | None:
    words = fold(_SIDES.sub(" and ", heading)).split()
    if not words or len(words) > _MAX_WORDS or not _hints(words) or _is_of_other_things(words):
        return None
    if len(set(_sure(words))) > 1 or _is_about(words):  # the names of two tabs run together
        return None
    said = _kinds(list(_parts(words)))
    kinds = {_one(kinds) for kinds in (said if any(said) else [set(_sure(words)) or set(_bare(words))]) if kinds}
    return kinds.pop() if len(kinds) == 1 else None


def _is_of_other_things(words: list[str]) -> bool:
    """Whether a word speaks against a list of articles that is no part of a sure phrase, as "comments" is in "most comments"."""
    return _is_vetoed(words) and _is_vetoed(_beside_sure(words))


def _is_vetoed(words: list[str]) -> bool:
    whole, stems = _vetoes()
    joined, spaced = "".join(words), f" {' '.join(words)} "
    if any(word in whole or word.startswith(stems) for word in words) or any(part in joined for part in _unspaced_veto()):
        return True
    return any(f" {phrase} " in spaced for phrase in _phrases(lexicon.VETO_PHRASES))


def _beside_sure(words: list[str]) -> list[str]:
    known = _lexicon()
    inside: set[int] = set()
    for start, end in combinations(range(len(words) + 1), 2):
        phrase = " ".join(words[start:end])
        if phrase in known.whole or any(stem.count(" ") == end - start - 1 for stem, _ in known.stems_of(phrase)):
            inside.update(range(start, end))
    left = "".join(word for place, word in enumerate(words) if place not in inside)
    if not _UNSPACED.search(left):
        return [word for place, word in enumerate(words) if place not in inside]
    for part, _ in known.unspaced:
        left = left.replace(part, "")
    return [left]


def _is_about(words: list[str]) -> bool:
    """Whether what follows "latest" is a matter and not a section or place: such a list is more on one topic."""
    about = _words(lexicon.ABOUT)
    place = next((place for place, word in enumerate(words) if place and word in about), len(words))
    return place < len(words) - 1 and "latest" in {*_sure(words[:place]), *_bare(words[:place])}


def _hints(words: list[str]) -> bool:
    """Whether any phrase could begin at one of the words: most of the short texts of a page are refused here."""
    return any(map(_is_start, words)) or any(map(_UNSPACED.search, words))


def _is_start(word: str) -> bool:
    return word in _starts() or next(_lexicon().stems_of(word), None) is not None


@cache
def _starts() -> frozenset[str]:
    """The first words of all phrases, and of stems of several words."""
    known = _lexicon()
    stems = (stem for found in known.stems.values() for stem, _ in found if " " in stem)
    return frozenset(phrase.split()[0] for phrase in (*known.whole, *stems, *_bare_words(), *_phrases(lexicon.TRAILING_LATEST)))


def _parts(words: list[str]) -> Iterator[list[str]]:
    """Each side of an "and" by itself: "Latest and most read" is the name of two lists."""
    joints = [-1, *(place for place, word in enumerate(words) if word in _words(lexicon.AND)), len(words)]
    return (words[start + 1 : end] for start, end in pairwise(joints) if end > start + 1)


def _one(kinds: set[BoxKind]) -> BoxKind:
    """A heading that says both without an "and", such as "Trending terkini", is over a list of what is popular."""
    return "popular" if "popular" in kinds else "latest"


def _kinds(parts: list[list[str]]) -> list[set[BoxKind]]:
    """What each part says; bare words count where every part could stand alone, as "popular" in "popular and current toys" could not."""
    sure = [set(_sure(part)) for part in parts]
    all_said = [said or set(_bare(part)) for part, said in zip(parts, sure, strict=True)]
    stand_alone = all(said or _neutral(part) for part, said in zip(parts, all_said, strict=True))
    return all_said if stand_alone else sure


def _sure(words: list[str]) -> Iterator[BoxKind]:
    known = _lexicon()
    for phrase in _promising_runs(words):
        if kind := known.whole.get(phrase):
            yield kind
        yield from (kind for _, kind in islice(known.stems_of(phrase), 1))
    joined = "".join(words)
    if _UNSPACED.search(joined):
        yield from (kind for part, kind in known.unspaced if part in joined and len(joined) <= len(part) + max(len(part), _UNSPACED_SLACK))


def _bare(words: list[str]) -> Iterator[BoxKind]:
    bare = _bare_words()
    for start, end in combinations(range(len(words) + 1), 2):
        kind = bare.get(" ".join(words[start:end]))
        if kind and (_stands_alone(words[:start], words[end:]) or _is_of_news(words[:start], words[end:])):
            yield kind
    if any(" ".join(words[start:]) in _phrases(lexicon.TRAILING_LATEST) for start in range(1, min(3, len(words)))):
        yield "latest"


def _stands_alone(before: list[str], after: list[str]) -> bool:
    return _neutral(before) and (_neutral(after) or after[0] in _words(lexicon.JOINING))


def _is_of_news(before: list[str], after: list[str]) -> bool:
    """Whether the bare word speaks of a section's news: "Latest national stories", "Aktuelle Videos aus Bremen", "Berita bola terbaru"."""
    news = _words(lexicon.NEWS)
    if _neutral(before):
        place = next((place for place, word in enumerate(after) if word in news), _MAX_BETWEEN + 1)
        return place <= _MAX_BETWEEN and (_neutral(after[place + 1 :]) or after[place + 1] in _words(lexicon.JOINING))
    return before[0] in news and len(before) <= _MAX_BETWEEN + 1 and _neutral(after)


def _neutral(words: list[str]) -> bool:
    neutral = _neutral_words()
    return all(word in neutral or _SPAN.fullmatch(word) for word in words)


def _promising_runs(words: list[str]) -> Iterator[str]:
    """The runs of words that begin as some phrase does."""
    for start, word in enumerate(words):
        if _is_start(word):
            yield from (" ".join(words[start:end]) for end in range(start + 1, len(words) + 1))


class _Lexicon(NamedTuple):
    whole: dict[str, BoxKind]
    stems: dict[str, list[tuple[str, BoxKind]]]  # of phrases written with "*", by their first characters
    unspaced: tuple[tuple[str, BoxKind], ...]  # phrases of scripts without spaces, which are found inside a word

    def stems_of(self, text: str) -> Iterator[tuple[str, BoxKind]]:
        """The stems that a text begins with."""
        return ((stem, kind) for stem, kind in self.stems.get(text[:_KEY], ()) if text.startswith(stem))


@cache
def _lexicon() -> _Lexicon:
    pairs = [*_pairs(lexicon.SURE_POPULAR, "popular"), *_pairs(lexicon.SURE_LATEST, "latest")]
    whole = {fold(phrase): kind for phrase, kind in pairs if not phrase.endswith("*")}
    stems: dict[str, list[tuple[str, BoxKind]]] = {}
    for stem, kind in ((fold(phrase), kind) for phrase, kind in pairs if phrase.endswith("*")):
        stems.setdefault(stem[:_KEY], []).append((stem, kind))
    unspaced = tuple((phrase.replace(" ", ""), kind) for phrase, kind in whole.items() if _UNSPACED.search(phrase))
    return _Lexicon(whole, stems, unspaced)


def _pairs(phrases: dict[str, str], kind: BoxKind) -> Iterator[tuple[str, BoxKind]]:
    return ((phrase, kind) for line in phrases.values() for phrase in line.split("/"))


@cache
def _bare_words() -> dict[str, BoxKind]:
    popular: dict[str, BoxKind] = {fold(word): "popular" for word in lexicon.BARE_POPULAR.split("/")}
    return popular | {fold(word): "latest" for word in lexicon.BARE_LATEST.split("/")}


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


@cache
def _neutral_words() -> frozenset[str]:
    return _words(lexicon.NEUTRAL) | _words(lexicon.NEWS) | _bare_words().keys()


@cache
def _phrases(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split("/")))


@cache
def _vetoes() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that veto, and the beginnings of such words."""
    words = lexicon.VETO.split()
    stems = tuple(fold(word) for word in words if word.endswith("*"))
    return frozenset(part for word in words if not word.endswith("*") for part in fold(word).split()), stems


@cache
def _unspaced_veto() -> tuple[str, ...]:
    return tuple(fold(part).replace(" ", "") for part in lexicon.UNSPACED_VETO.split("/"))


@cache
def _unspaced_more() -> tuple[str, ...]:
    return tuple(phrase.replace(" ", "") for phrase in _phrases(lexicon.MORE) if _UNSPACED.search(phrase))
