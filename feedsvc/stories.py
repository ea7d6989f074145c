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
from math import fsum, log2, sqrt
from typing import TYPE_CHECKING

from feedsvc import wording
from feedsvc.copies import Copies, sketch
from feedsvc.likeness import DEFAULT, Likeness
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
EFFORT = 20_000  # postings looked at for one article, rarest words first: it bounds the cost, and what is left has little weight
ENOUGH = 1_000  # postings after which no further word is looked up: by then the stories that share a telling word are found
RAREST = 8  # words that are looked up in any case: as many as a headline has, so that only texts are cut short
SHORTLIST = 48  # stories found so that are weighed by all words; with 24, three in ten thousand articles with text missed their story
CANDIDATES = 6  # of them that are compared exactly: the best is nearly always among the first three of the rough comparison
SLACK = 2.0  # times that a story may be shorter by the weights of now than by the language's: the day's words tell hardly less than half
CORE = 64  # articles, the first of a story, that say what it is: with 16 large stories lose .02 of F1, beyond 64 nothing is gained
CROWD = 32  # articles: what one event gets from a dozen publishers in two days; few events grow beyond, and all topics do
MOST_TERMS = 120  # of a centroid: the words that make a story are among the first few dozen
MOST_PLAIN = 50_000  # weights that are kept for the next article: some 5 MB, and most words of an article are among them
MOST_STORIES = 200_000  # live at once, of all languages; the least recently told go first
BORNE_OUT = 2.0  # times what terms of a headline give that all shared terms may count: headline and text say the same things about equally
TEXT = 60  # words from which a text is an article's own and no teaser with a house's standing words behind it
TELLING = 5  # shared words that are given as the reason


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
    stems: tuple[str, ...]  # the terms that are words and no pairs
    titled: frozenset[str]  # the terms of the title


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    number: int
    shared: tuple[str, ...] = ()  # stems or COPY, the strongest first


class _Shelf:
    """The running stories of one language, by their words."""

    def __init__(self, language: str, likeness: Likeness) -> None:
        self.language = language
        self.postings: dict[str, dict[int, float]] = {}  # word -> story number -> weight; pairs of words are not indexed
        self.size = 0  # stories
        self._likeness = likeness
        self._common = wording.commonness(language)
        self._plain = self._weigh({}, 0)

    def weights(self) -> wording.Weights:
        """How telling each term is now."""
        return self._weigh(self.postings, self.size)

    def _weigh(self, postings: Mapping[str, Mapping[int, float]], stories: int) -> wording.Weights:
        known = self._likeness.background
        return wording.Weights(postings, stories + known, self._common, known * self._likeness.length, self._likeness.unseen)

    def plain(self) -> wording.Weights:
        """How telling each term is by the language's word list alone, which does not change."""
        if len(self._plain) > MOST_PLAIN:
            self._plain.clear()
        return self._plain

    def rough(self, read: _Read, weights: Mapping[str, float], stories: Mapping[int, _Story]) -> list[int]:
        """The CANDIDATES likest to an article by their words alone, the likest first.

        The rarest words find them. The many postings of a text's common words would cost more than all else and find nothing new, so
        these are looked up only for the stories that are best by then.
        """
        held = [(len(postings), stem, postings) for stem in read.stems if (postings := self.postings.get(stem))]
        held.sort(key=lambda each: each[:2])
        ranked = [(count, read.terms[stem] * weights[stem] ** 2, postings) for count, stem, postings in held]
        found: dict[int, float] = defaultdict(float)
        looked = seen = 0
        for count, strength, postings in ranked:
            if seen + count > EFFORT or (looked >= RAREST and seen + count > ENOUGH):
                break
            looked, seen = looked + 1, seen + count
            for number, weight in postings.items():
                found[number] += strength * weight
        best = nlargest(SHORTLIST, [(product / stories[number].length, -number) for number, product in found.items()])
        for _, negative in best if looked < len(ranked) else ():
            found[-negative] += sum(strength * postings.get(-negative, 0.0) for _, strength, postings in ranked[looked:])
        return [-negative for _, negative in nlargest(CANDIDATES, [(found[-each] / stories[-each].length, each) for _, each in best])]


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
        stems = tuple(term for term in terms if not wording.is_pair(term))
        titled = terms if len(title) == len(listed) else wording.terms(title[: wording.LEAD_WORDS], headline.language)
        return _Read(listed, sketch(listed), terms, stems, frozenset(titled))

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
        """The story most like the article, if one is like enough; of equals the older.

        A story's length by the weights of now takes a look at all its terms. So the stories are compared by their known lengths first, and
        only those exactly that may still be the likest.
        """
        shelf = self._shelf(headline.language)
        weights = shelf.weights()
        own = sqrt(_squares(read.terms, weights))
        rough = [number for number in shelf.rough(read, weights, self._stories) if number not in columns and self._open(number, headline)]
        common = [self._aged(self._compare(number, headline.source, read, weights), headline.at) for number in rough]
        known = [replace(match, score=match.score / (own * self._stories[match.number].length or 1.0)) for match in common]
        likest: _Match | None = None
        for match in sorted(known, key=lambda match: (-match.score, match.number)):
            if match.score * SLACK < (likest.score if likest else self._likeness.threshold):
                break
            found = self._exact(match, weights)
            if found.score >= self._needed(found.number, headline.source, read) and (
                not likest or (found.score, -found.number) > (likest.score, -likest.number)
            ):
                likest = found
        return likest

    def _needed(self, number: int, source: str, read: _Read) -> float:
        """The score that makes an article part of a story: more for a long text, and much more where nobody but its own source tells of
        the story, since a paper's articles are of one town and one field and seldom of one event."""
        alone = all(teller == source for teller, _ in self._stories[number].members.values())
        long = sqrt(min(len(read.words), wording.LEAD_WORDS) / self._likeness.short)
        return self._likeness.threshold * max(long, self._likeness.alone if alone else 1.0)

    def _exact(self, match: _Match, weights: wording.Weights) -> _Match:
        story = self._stories[match.number]
        return replace(match, score=match.score * story.length / (sqrt(_squares(story.terms, weights)) or 1.0))

    def _aged(self, match: _Match, at: datetime) -> _Match:
        age = abs(at - self._stories[match.number].first) / timedelta(hours=self._likeness.ageing)
        return replace(match, score=match.score / (1 + age))

    def _compare(self, number: int, source: str, read: _Read, weights: wording.Weights) -> _Match:
        """What the article has in common with the story, not yet divided by their lengths. What texts have in common counts as far as a
        headline bears it out, and both headlines where the source tells of the story already: else what a paper writes under all its
        articles would be an event."""
        story, terms = self._stories[number], read.terms
        shares = {term: weight * story.terms[term] * weights[term] ** 2 for term, weight in terms.items() if term in story.terms}
        words = sorted((term for term in shares if not wording.is_pair(term)), key=lambda term: (-shares[term], term))
        loudest = max((shares[word] for word in words), default=0.0)
        quieted = min(self._likeness.loudest + self._likeness.growth * log2(max(len(story.members) / CROWD, 1.0)), 1.0)
        repeats = any(teller == source for teller, _ in story.members.values())
        headlined = read.titled & story.titled if repeats else read.titled | story.titled
        titled = fsum(share for term, share in shares.items() if term in headlined)
        common = min(fsum(shares.values()), BORNE_OUT * titled)
        return _Match(common - quieted * loudest, number, tuple(words[:TELLING]))

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
            self._add(number, story, read)

    def _add(self, number: int, story: _Story, read: _Read) -> None:
        """Each article counts the same in its story, however long."""
        shelf, terms = self._shelf(story.language), read.terms
        plain = shelf.plain()
        length = sqrt(_squares(terms, plain)) or 1.0
        shares = {weight: weight / length for weight in set(terms.values())}  # a number that many terms share is held once
        for term, weight in terms.items():
            known = story.terms.get(term)
            story.terms[term] = shares[weight] if known is None else known + shares[weight]
        if len(story.terms) > MOST_TERMS:
            self._prune(number, story, plain)
        for stem in read.stems:
            if stem in story.terms:
                shelf.postings.setdefault(stem, {})[number] = story.terms[stem]
        story.length = sqrt(_squares(story.terms, plain)) or 1.0

    def _prune(self, number: int, story: _Story, plain: Mapping[str, float]) -> None:
        """Keep the heaviest terms by the language's own weights, so that what is kept follows from the story's articles alone."""
        ranked = sorted([(-weight * plain[term], term) for term, weight in story.terms.items()])
        for _, term in ranked[MOST_TERMS:]:
            del story.terms[term]
            self._unlist(story.language, term, number)

    def _unlist(self, language: str, term: str, number: int) -> None:
        if wording.is_pair(term):
            return
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
