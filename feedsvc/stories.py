"""Which story is this article part of? Pure: articles in, memberships out, one pass in the order of their arrival.

A near copy of a known article joins its story (``copies``). Any other is compared with the stories of its language that are still running:
cosine of TF-IDF vectors of words and pairs of words between the article and the story's centroid, less a part of what the strongest single
word gives, since one word in common ("strike", "calls") is not an event in common. The rarity of a word is counted in stories, not in
articles: so the words of the day's biggest story stay its mark however many articles repeat them. It starts from how common the word is in
the language at large.

A story stays what it was when it broke: its centroid is that of its first articles, and the longer ago it began, the more like it an
article must be. Otherwise a running story takes in whatever has its loudest words, and ends as a topic ("abortion", "Ukraine") that no
event can leave any more. What a source says again a day later in nearly the same words is its daily column, and no copy.

What is kept of a story is a sum of term counts, weighed only when it is compared. So the state follows from the live stories and the
articles they hold, and nothing that has gone: loading the articles with the stories the store knows them in (``known``) gives the state
that placing them gave, and what comes next is placed as if there had been no restart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from heapq import nlargest
from math import fsum, log, log2, sqrt
from typing import TYPE_CHECKING

from feedsvc import wording
from feedsvc.copies import Copies, sketch
from feedsvc.matching import story_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from feedsvc.copies import Sketch

WINDOW = timedelta(hours=48)  # an event is told again within two days, or it is another event with the same words
SPAN = timedelta(days=7)  # from a story's first article to its last: what runs longer is a topic, and its next turn is news again
COPY = "near copy"  # the reason of what joined as a copy
INSTALMENT = timedelta(hours=16)  # from it on, nine of ten near copies within one source are columns, live blogs and tables, not updates
CANDIDATES = 6  # stories that are compared exactly: the best is nearly always among the first three of the rough comparison
EFFORT = 20_000  # postings looked at for one article, rarest words first: it bounds the cost, and what is left has little weight
CORE = 64  # articles, the first of a story, that say what it is: with 16 large stories lose .02 of F1, beyond 64 nothing is gained
CROWD = 32  # articles: what one event gets from a dozen publishers in two days; few events grow beyond, and all topics do
MOST_TERMS = 120  # of a centroid: the words that make a story are among the first few dozen
MOST_PLAIN = 50_000  # weights that are kept for the next article: some 5 MB, and most words of an article are among them
MOST_STORIES = 200_000  # live at once, of all languages; the least recently told go first
LEAST_TELLING = 0.01  # weight of a word that every story has: it decides nothing, and nothing is divided by zero
BORNE_OUT = 2.0  # times what terms of a headline give that all shared terms may count: headline and text say the same things about equally
TEXT = 60  # words from which a text is an article's own and no teaser with a house's standing words behind it
TELLING = 5  # shared words that are given as the reason


@dataclass(frozen=True, slots=True)
class Likeness:
    """The constants of the comparison; ``tests/bench/stories.py --sweep`` shows the score around each."""

    threshold: float = 0.10  # cosine, 0 to 1, less the part of the loudest word: what the reference method is best at
    loudest: float = 0.4  # part of the strongest word's share that does not count, 0 to 1: more would ask for two words where one does
    growth: float = 0.05  # what is added to it for each doubling beyond CROWD: the word that a hundred articles share is a topic, no event
    background: float = 3000.0  # articles that the language's word list stands for: a few days of news, after which the news itself decides
    length: float = 20.0  # words of such an article: a headline and the first sentence
    ageing: float = 120.0  # hours after a story's first article at which likeness counts half: most of what is told comes in two days
    unseen: float = 0.5  # stories that an unseen word is taken to be in: Krichevsky and Trofimov's half


DEFAULT = Likeness()


@dataclass(frozen=True, slots=True)
class Headline:
    """An article as far as it says what it is about."""

    article: UUID
    title: str
    text: str  # plain text of its beginning or all of it; may be ""
    language: str  # BCP 47 primary tag; "" is unknown, and a language of its own
    source: str  # slug
    at: datetime  # when it was published, or first seen


@dataclass(frozen=True, slots=True)
class Membership:
    """The story that an article is part of."""

    article: UUID
    story: UUID  # made from the id of the story's first article, and never another
    lead: UUID  # the article that the story is shown under: its first
    is_new: bool  # the article began the story
    score: float  # 0 to 1: cosine above the threshold, or resemblance to the copied article; 1 where nothing was compared
    why: tuple[str, ...]  # COPY, or the shared words that told most, as the article writes them


@dataclass(slots=True)
class _Story:
    id: UUID
    lead: UUID
    language: str
    first: datetime
    last: datetime
    members: dict[UUID, tuple[str, datetime]] = field(default_factory=dict)  # source and time, in order of arrival
    terms: dict[str, float] = field(default_factory=dict)  # of the first CORE of them
    titled: set[str] = field(default_factory=set)  # those that stand in their titles
    length: float = 1.0  # of ``terms`` by the language's own weights, for the rough comparison


@dataclass(frozen=True, slots=True)
class _Read:
    words: list[str]  # of title and text
    sketch: Sketch
    terms: Mapping[str, float]
    titled: frozenset[str]  # the terms of the title


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    number: int
    shared: tuple[str, ...] = ()  # stems or COPY, the strongest first


class _Weights(dict[str, float]):
    """How telling a term is: the logarithm of how rare, worked out when it is asked for and good until the next article is placed.

    A pair is as telling as its less telling word: "of the" says nothing, and "white house" no more than "house".
    """

    def __init__(self, postings: Mapping[str, Mapping[int, float]], stories: int, common: Mapping[str, float], likeness: Likeness) -> None:
        super().__init__()
        self._postings = postings
        self._log_total = log(stories + likeness.background + 1)
        self._common = common
        self._unseen = likeness.unseen
        self._expected = likeness.background * likeness.length

    def __missing__(self, term: str) -> float:
        first, _, second = term.partition(" ")
        self[term] = found = min(self[first], self[second]) if second else self._rarity(term)
        return found

    def _rarity(self, word: str) -> float:
        stories = len(self._postings.get(word, ())) + self._unseen + self._expected * self._common.get(word, 0.0)
        return max(self._log_total - log(stories), LEAST_TELLING)


class _Shelf:
    """The running stories of one language, by their words."""

    def __init__(self, language: str, likeness: Likeness) -> None:
        self.language = language
        self.postings: dict[str, dict[int, float]] = {}  # word -> story number -> weight; pairs of words are not indexed
        self.size = 0  # stories
        self._likeness = likeness
        self._common = wording.commonness(language)
        self._plain = _Weights({}, 0, self._common, likeness)

    def weights(self) -> _Weights:
        """How telling each term is now."""
        return _Weights(self.postings, self.size, self._common, self._likeness)

    def plain(self) -> _Weights:
        """How telling each term is by the language's word list alone, which does not change."""
        if len(self._plain) > MOST_PLAIN:
            self._plain.clear()
        return self._plain

    def rough(self, terms: Mapping[str, float], weights: Mapping[str, float]) -> dict[int, float]:
        """The dot product of an article with each story that shares a word with it, over at most EFFORT postings."""
        found: dict[int, float] = defaultdict(float)
        left = EFFORT
        indexed = [(len(postings), term, postings) for term in terms if (postings := self.postings.get(term))]
        for count, term, postings in sorted(indexed, key=lambda each: each[:2]):
            left -= count
            if left < 0:
                break
            strength = terms[term] * weights[term] ** 2
            for number, weight in postings.items():
                found[number] += strength * weight
        return found


class Clusters:
    """Stories that are running now. Grow it with ``put`` or ``known``, in the order of arrival; shrink it with ``forget``."""

    def __init__(
        self, window: timedelta = WINDOW, apart: Iterable[frozenset[UUID]] = (), *, span: timedelta = SPAN, likeness: Likeness = DEFAULT
    ) -> None:
        """``apart``: sets of articles that an operator split, no two of which share a story again."""
        self._window = window
        self._span = span
        self._likeness = likeness
        self._apart: dict[UUID, set[UUID]] = defaultdict(set)
        for group in apart:
            for article in group:
                self._apart[article] |= group - {article}
        self._copies = Copies()
        self._shelves: dict[str, _Shelf] = {}
        self._stories: dict[int, _Story] = {}  # by number, in order of their beginning
        self._numbers: dict[UUID, int] = {}  # of stories
        self._places: dict[UUID, int] = {}  # article -> number of its story
        self._next = 0

    def __len__(self) -> int:
        return len(self._stories)

    def put(self, headline: Headline) -> Membership:
        """Place an article. One that has its place keeps it, whatever its headline says by now."""
        placed = self._places.get(headline.article)
        if placed is not None:
            return self._membership(headline.article, placed, 1.0, ())
        read = self._read(headline)
        alike = self._copies.like(read.sketch)
        match = self._copied(headline, read, alike) or self._told(headline, read, self._columns(headline, alike))
        number = match.number if match else self._begin(headline, story_id(headline.article))
        self._join(number, headline, read)
        if match is None:
            return Membership(headline.article, self._stories[number].id, headline.article, True, 1.0, ())
        return self._membership(headline.article, number, match.score, _spelled(match.shared, read.words, headline.language))

    def known(self, headline: Headline, story: UUID) -> None:
        """Load an article whose story is known already. Nothing is compared, and it stays where it is."""
        if headline.article in self._places:
            return
        number = self._numbers.get(story)
        read = self._read(headline)
        if number is None:
            number = self._begin(headline, story)
        self._join(number, headline, read)
        if story_id(headline.article) == story:
            self._stories[number].lead = headline.article

    def forget(self, before: datetime) -> None:
        """Drop the stories whose last article is older."""
        for number in [number for number, story in self._stories.items() if story.last < before]:
            self._drop(number)

    def _read(self, headline: Headline) -> _Read:
        title = wording.words(headline.title)
        listed = title + wording.words(headline.text)
        terms = wording.terms(listed[: wording.LEAD_WORDS], headline.language)
        return _Read(listed, sketch(listed), terms, frozenset(wording.terms(title[: wording.LEAD_WORDS], headline.language)))

    def _membership(self, article: UUID, number: int, score: float, why: tuple[str, ...]) -> Membership:
        story = self._stories[number]
        return Membership(article, story.id, story.lead, False, round(score, 4), why)

    def _open(self, number: int, headline: Headline) -> bool:
        """Whether the article's time is the story's, and no operator took it away from there."""
        story = self._stories[number]
        first, last = min(story.first, headline.at), max(story.last, headline.at)
        if headline.at - story.last > self._window or story.first - headline.at > self._window or last - first > self._span:
            return False
        return all(self._places.get(other) != number for other in self._apart.get(headline.article, ()))

    def _copied(self, headline: Headline, read: _Read, alike: Sequence[tuple[float, UUID]]) -> _Match | None:
        """The story of what the article is a copy of. What two short texts of one source have in common may be what it writes under all."""
        for likeness, article in alike:
            story = self._stories[self._places[article]]
            is_told = len(read.words) >= TEXT or story.members[article][0] != headline.source
            if not is_told and 2 * len(read.titled & story.titled) < len(read.titled):
                continue
            if self._open(self._places[article], headline) and not self._is_instalment(headline, article):
                return _Match(likeness, self._places[article], (COPY,))
        return None

    def _columns(self, headline: Headline, alike: Sequence[tuple[float, UUID]]) -> set[int]:
        """Stories that are nothing but earlier instalments of what the article is the next of."""
        numbers = {self._places[article] for _, article in alike if self._is_instalment(headline, article)}
        return {number for number in numbers if all(source == headline.source for source, _ in self._stories[number].members.values())}

    def _is_instalment(self, headline: Headline, earlier: UUID) -> bool:
        source, at = self._stories[self._places[earlier]].members[earlier]
        return source == headline.source and abs(headline.at - at) >= INSTALMENT

    def _told(self, headline: Headline, read: _Read, columns: set[int]) -> _Match | None:
        """The story most like the article, if one is like enough; of equals the older."""
        shelf = self._shelf(headline.language)
        weights = shelf.weights()
        rough = shelf.rough(read.terms, weights)
        best = nlargest(CANDIDATES, [(product / self._stories[number].length, -number) for number, product in rough.items()])
        ranked = [-negative for _, negative in best if -negative not in columns and self._open(-negative, headline)]
        found = [self._aged(self._compare(number, headline.source, read, weights), headline.at) for number in ranked]
        likest = max(found, key=lambda match: (match.score, -match.number), default=None)
        return likest if likest and likest.score >= self._likeness.threshold else None

    def _aged(self, match: _Match, at: datetime) -> _Match:
        age = abs(at - self._stories[match.number].first) / timedelta(hours=self._likeness.ageing)
        return replace(match, score=match.score / (1 + age))

    def _compare(self, number: int, source: str, read: _Read, weights: _Weights) -> _Match:
        """How like the story the article is. What texts have in common counts as far as a headline bears it out, and both headlines where
        the source tells of the story already: else what a paper writes under all its articles would be an event."""
        story, terms = self._stories[number], read.terms
        shares = {term: terms[term] * story.terms[term] * weights[term] ** 2 for term in terms if term in story.terms}
        words = sorted((term for term in shares if not wording.is_pair(term)), key=lambda term: (-shares[term], term))
        loudest = max((shares[word] for word in words), default=0.0)
        quieted = min(self._likeness.loudest + self._likeness.growth * log2(max(len(story.members) / CROWD, 1.0)), 1.0)
        length = sqrt(_squares(terms, weights) * _squares(story.terms, weights))
        repeats = any(teller == source for teller, _ in story.members.values())
        headlined = read.titled & story.titled if repeats else read.titled | story.titled
        titled = fsum(share for term, share in shares.items() if term in headlined)
        common = min(fsum(shares.values()), BORNE_OUT * titled)
        score = (common - quieted * loudest) / length if length else 0.0
        return _Match(score, number, tuple(words[:TELLING]))

    def _shelf(self, language: str) -> _Shelf:
        if language not in self._shelves:
            self._shelves[language] = _Shelf(language, self._likeness)
        return self._shelves[language]

    def _begin(self, headline: Headline, story: UUID) -> int:
        if len(self._stories) >= MOST_STORIES:
            self._drop(min(self._stories, key=lambda number: (self._stories[number].last, number)))
        number, self._next = self._next, self._next + 1
        self._stories[number] = _Story(story, headline.article, headline.language, headline.at, headline.at)
        self._numbers[story] = number
        self._shelf(headline.language).size += 1
        return number

    def _join(self, number: int, headline: Headline, read: _Read) -> None:
        story = self._stories[number]
        story.members[headline.article] = headline.source, headline.at
        story.first, story.last = min(story.first, headline.at), max(story.last, headline.at)
        self._places[headline.article] = number
        self._copies.put(headline.article, read.sketch)
        if story.language == headline.language and len(story.members) <= CORE:  # the words of a copy in another language tell nothing here
            story.titled |= read.titled
            self._add(number, story, read.terms)

    def _add(self, number: int, story: _Story, terms: Mapping[str, float]) -> None:
        """Each article counts the same in its story, however long."""
        shelf = self._shelf(story.language)
        plain = shelf.plain()
        length = sqrt(_squares(terms, plain)) or 1.0
        shares = {weight: weight / length for weight in set(terms.values())}  # a number that many terms share is held once
        for term, weight in terms.items():
            known = story.terms.get(term)
            story.terms[term] = shares[weight] if known is None else known + shares[weight]
        if len(story.terms) > MOST_TERMS:
            self._prune(number, story, plain)
        for term in terms:
            if term in story.terms and not wording.is_pair(term):
                shelf.postings.setdefault(term, {})[number] = story.terms[term]
        story.length = sqrt(_squares(story.terms, plain)) or 1.0

    def _prune(self, number: int, story: _Story, plain: Mapping[str, float]) -> None:
        """Keep the heaviest terms by the language's own weights, so that what is kept follows from the story's articles alone."""
        ranked = sorted(story.terms, key=lambda term: (-story.terms[term] * plain[term], term))
        for term in ranked[MOST_TERMS:]:
            del story.terms[term]
            self._unlist(story.language, term, number)

    def _unlist(self, language: str, term: str, number: int) -> None:
        postings = self._shelf(language).postings
        held = postings.get(term, {})
        held.pop(number, None)
        if not held:
            postings.pop(term, None)

    def _drop(self, number: int) -> None:
        story = self._stories.pop(number)
        del self._numbers[story.id]
        for article in story.members:
            del self._places[article]
            self._copies.drop(article)
        for term in story.terms:
            self._unlist(story.language, term, number)
        shelf = self._shelf(story.language)
        shelf.size -= 1
        if not shelf.size:
            del self._shelves[story.language]


def _squares(terms: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = 0.0
    for term, weight in terms.items():  # twice as fast as a sum over a generator, and half of all time is spent here
        share = weight * weights[term]
        total += share * share
    return total


def _spelled(stems: tuple[str, ...], listed: list[str], language: str) -> tuple[str, ...]:
    """The stems as the article has them, so that a reader knows them again."""
    if stems == (COPY,):
        return stems
    spellings: dict[str, str] = {}
    for word in listed[: wording.LEAD_WORDS]:
        spellings.setdefault(wording.stem(word, language), word)
    return tuple(spellings[each] for each in stems)
