"""What is trending now? Pure: signals in, a ranked list of stories with reasons out. The same input gives the same list on any node.

Publishers' own lists of popular articles, how many sources tell of a story, and what readers do (``cascade``) each give out shares of
their total; ``score`` joins them, ``hold`` keeps the list calm. The formulas and their constants are measured by
``tests/bench/trending.py`` on records of what readers did afterwards.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import sqrt
from typing import TYPE_CHECKING, Literal

from feedsvc import reasons
from feedsvc.cascade import rate
from feedsvc.evidence import ceiling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from feedsvc.cascade import Counted
    from feedsvc.evidence import Standing, Telling

FRESH_HALF_LIFE = 1.0  # hours; what is to get into the list gets there soon
MOVED, LED, NEW = 0.05, 0.05, 0.1  # weights of a change of rank, of the front page and of being new, beside 1 for the first rank
EXPOSURE = 0.15
COVERED = 6.0  # hours; from 5 to 8 the score moves by .008
BEYOND_TEN = 0.05  # p of an item ranked 11th or lower: listed, but hardly
LEAST_SOURCES = 2  # that tell of a story, from which that is coverage
LEAST_VISITORS, LEAST_NETWORKS = 5, 3  # behind views that nothing else bears out: four clicks put a dead article into a small site's top 10
# A count that sources tell themselves is worth what they say, but none of them more than four fifths of it: the others' readers are
# heard beside one that claims a million. Not less, since most often a large paper simply has the most comments. Not measured.
MOST_OF_A_COUNT = 5 / 4
MOST_OF_THE_LIST = 1 / 2  # for stories that one and the same source alone speaks for, while others have any; an editor's measure
ENOUGH_A_DAY = 40.0  # articles: two for each place of a list of 20
WIDEST = 7.0  # what was news a week ago is none
WEIGHTS = {"boost": 2.0, "bury": 0.5}  # of the operator's verdicts: plain to see, and signals still count; not measured
SAID = {"pin": "pinned by the editors", "boost": "boosted by the editors", "bury": "buried by the editors"}
NO_SIGNALS = "new; no list, coverage or count of readers speaks for anything in this section yet"


Decision = Literal["pin", "boost", "bury", "block"]


@dataclass(frozen=True, slots=True)
class Signals:
    """All that is known of one section at one time."""

    stories: Mapping[UUID, UUID]  # article -> its story, of every article below
    standings: Sequence[Standing] = ()
    tellings: Sequence[Telling] = ()
    counted: Sequence[Counted] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    story: UUID
    article: UUID  # under which it is shown, unless it is shown already
    score: float
    why: tuple[str, ...]
    sources: int = 1  # that told of it
    voice: str = ""  # the only publisher that speaks for it; "" where there are several, or readers


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the list as it should be."""

    story: UUID
    article: UUID
    rank: int  # 1 is first
    score: float
    why: tuple[str, ...]
    sources: int = 1  # that told of it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the operator decided about one story, which stands above every signal."""

    story: UUID
    article: UUID  # that is shown for a pinned story that nothing else speaks for
    kind: Decision
    at: datetime


@dataclass(slots=True)
class _Case:
    """What speaks for one story."""

    standings: list[Standing] = field(default_factory=list)  # at most one of each publisher
    tellings: list[Telling] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)

    def article(self) -> UUID:
        """The first that was told of; of what is only listed or read the best placed, then the most read."""
        if self.tellings:
            return self.tellings[0].article
        if self.standings:
            return min(self.standings, key=lambda one: (one.front, one.rank, one.source, str(one.article))).article
        return min(self.counted, key=lambda one: (-one.total, str(one.article))).article

    def why(self, now: datetime) -> tuple[str, ...]:
        listed = [reasons.of_standing(one, now) for one in sorted(self.standings, key=lambda one: (one.voter, one.source, one.rank))]
        told = [reasons.of_telling(self.tellings)] if self.sources() >= LEAST_SOURCES else []
        views = [one for one in self.counted if one.kind == "views"]
        kinds = sorted({one.kind for one in self.counted} - {"views"})
        counts = [reasons.of_count(kind, sum(one.total for one in self.counted if one.kind == kind)) for kind in kinds]
        return tuple(filter(None, (*listed, *told, reasons.of_views(views), *counts)))

    def sources(self) -> int:
        return len({telling.voter for telling in self.tellings})

    def voice(self) -> str:
        """The only publisher behind all this; "" where there are several, or a crowd of readers that we counted ourselves."""
        if any(one.kind == "views" and _is_crowd(one) for one in self.counted):
            return ""
        told = {telling.voter for telling in self.tellings} | {one.publisher for one in self.counted if one.kind != "views"}
        voices = told | {standing.voter for standing in self.standings}
        return voices.pop() if len(voices) == 1 else ""


def score(signals: Signals, now: datetime, *, widened: float = 1.0) -> list[Scored]:
    """Every story with a signal, best first; ties go to the smaller id.

    Each publisher's list, coverage, and each kind of count gives out shares of its own total; a story's score is the sum of their square
    roots, so that no one signal and no one publisher decides alone. ``widened``, from 1 on, stretches the time within which coverage
    counts, for a section with little news (``widen``).
    """
    cases = _cases(signals)
    scores: dict[UUID, float] = defaultdict(float)
    for votes in _ballots(signals, cases, now, widened):
        total = math.fsum(votes.values())
        for story, vote in votes.items():
            scores[story] += sqrt(vote / total)
    ranked = sorted(scores, key=lambda story: (-round(scores[story], 9), str(story)))
    return [_scored(story, cases[story], scores[story], now) for story in ranked]


def _scored(story: UUID, case: _Case, score: float, now: datetime) -> Scored:
    return Scored(story, case.article(), round(score, 4), case.why(now), max(1, case.sources()), case.voice())


def widen(articles_a_day: float) -> float:
    """How much longer coverage counts in a section with few articles: a list of the busiest half day of a large one takes it a week."""
    return min(max(ENOUGH_A_DAY / max(articles_a_day, 0.1), 1.0), WIDEST)


def _cases(signals: Signals) -> dict[UUID, _Case]:
    cases: dict[UUID, _Case] = defaultdict(_Case)
    best: dict[tuple[UUID, str], Standing] = {}  # the best of its lists, or where it is in none its front page
    for standing in sorted(signals.standings, key=lambda s: (s.voter, s.front, s.rank, s.source, s.box, str(s.article)), reverse=True):
        best[signals.stories[standing.article], standing.voter] = standing
    for (story, _), standing in sorted(best.items(), key=lambda item: (str(item[0][0]), item[0][1])):
        cases[story].standings.append(standing)
    for telling in sorted(signals.tellings, key=lambda t: (t.at, t.source, str(t.article))):
        cases[telling.story].tellings.append(telling)
    for one in sorted(signals.counted, key=lambda c: (c.kind, str(c.article))):
        cases[signals.stories[one.article]].counted.append(one)
    for case in cases.values():
        if any(one.kind == "views" for one in case.counted):  # those that we count ourselves tell more
            case.counted = [one for one in case.counted if one.kind != "views told"]
    return dict(cases)


def _ballots(signals: Signals, cases: Mapping[UUID, _Case], now: datetime, widened: float) -> Iterator[dict[UUID, float]]:
    """The votes of each signal, none empty, every vote above 0; in an order that all nodes share."""
    by_publisher: dict[str, dict[UUID, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for standing in signals.standings:
        by_publisher[standing.voter][signals.stories[standing.article]].append(standing)
    for publisher in sorted(by_publisher):
        has_list = any(not standing.front for standings in by_publisher[publisher].values() for standing in standings)
        yield {story: _vote(standings, now, has_list=has_list) for story, standings in by_publisher[publisher].items()}
    told = {story: _coverage(case, now, widened) for story, case in cases.items() if case.sources() >= LEAST_SOURCES}
    if told:
        yield told
    for kind in sorted({one.kind for one in signals.counted}):
        if votes := _counts(cases, kind, now):
            yield votes


def _counts(cases: Mapping[UUID, _Case], kind: str, now: datetime) -> dict[UUID, float]:
    """Events an hour of each story; of a count that sources tell, none of them has more than MOST_OF_A_COUNT leaves it."""
    paces = {story: pace for story, case in cases.items() if (pace := _paces(case, kind, now))}
    told: dict[str, float] = defaultdict(float)
    for pace in paces.values():
        for publisher, events in pace.items():
            told[publisher] += events
    most = math.inf if kind == "views" or len(told) < 2 else ceiling(told.values(), MOST_OF_A_COUNT)
    parts = {publisher: min(1.0, most / events) for publisher, events in told.items()}
    return {story: math.fsum(events * parts[publisher] for publisher, events in pace.items()) for story, pace in paces.items()}


def _coverage(case: _Case, now: datetime, widened: float) -> float:
    end = now.timestamp()
    told = [(telling.voter, end - (end - telling.at.timestamp()) / widened) for telling in case.tellings]
    return max(coverage(told, end), 1e-9)


def _paces(case: _Case, kind: str, now: datetime) -> dict[str, float]:
    """Events an hour by the publisher whose article it is, all above 0. None for those of so few people that somebody could make them up,
    unless another signal speaks for the story too."""
    counted = [one for one in case.counted if one.kind == kind]
    paces: dict[str, float] = defaultdict(float)
    if case.standings or case.sources() >= LEAST_SOURCES or any(map(_is_crowd, counted)):
        for one in counted:
            paces[one.publisher] += rate(one.cascade, one.born, now.timestamp())
    return {publisher: pace for publisher, pace in paces.items() if pace > 0}


def _is_crowd(counted: Counted) -> bool:
    if counted.kind == "views":
        return counted.visitors >= LEAST_VISITORS and counted.networks >= LEAST_NETWORKS
    return counted.total >= LEAST_VISITORS  # a source's own word


def _vote(standings: Sequence[Standing], now: datetime, *, has_list: bool) -> float:
    """A publisher's one vote for a story, however many boxes and articles repeat it: the best of its lists and of its front page."""
    listed = min((one for one in standings if not one.front), key=lambda one: (one.rank, one.rank_before or math.inf), default=None)
    place = min((one.rank for one in standings if one.front), default=None)
    born = listed.published_at if listed else max(one.published_at for one in standings)
    age = max(timedelta(0), now - born) / timedelta(hours=1)
    if not has_list and place is not None:
        return max(front_vote(place, age), 1e-6)
    rank, before = (listed.rank, listed.rank_before) if listed else (None, None)
    return max(list_vote(rank, before, place, age), 1e-6)


def list_vote(rank: int | None, before: int | None, position: int | None, age: float) -> float:
    """How likely a publisher's list of popular articles will show an article at its top, from the newest list only.

    ``rank`` is its present one and ``before`` that of the list before, ``position`` its place on the front page, each from 1 on and None
    where it is not shown; ``age`` is in hours. What stands high stays, what rises goes on rising, and what is new may yet get there.
    """
    present, past = _weight(rank), _weight(before)
    moved = MOVED * (present - past) if rank is not None else 0.0
    return present + moved + LED * _share(position) * math.exp(-0.1 * age) + NEW * 2 ** -(age / FRESH_HALF_LIFE)


def front_vote(position: int, age: float) -> float:
    """The same where a publisher has no such list: from the place on its front page. ``age`` is in hours."""
    return _share(position) * math.exp(-0.1 * age) + 0.3 * 2 ** -(age / 4)


def coverage(told: Iterable[tuple[str, float]], now: float) -> float:
    """How many sources are to be expected to tell of a story again soon: (source, unix seconds) of each of its articles; 0 for none.

    A source's articles, each less half every COVERED hours, are its pace, at which it adds another one with a probability (Poisson's) of
    1 - e^(-pace / 2). So each source counts one at most, however often it repeats itself, and two that have just begun count nearly twice.
    Not divided by age: counts this small say nothing then (NDCG .14 to .32 instead of .56).
    """
    paces: dict[str, float] = defaultdict(float)
    for source, at in told:
        paces[source] += 2.0 ** (-max(0.0, now - at) / 3600 / COVERED)
    return math.fsum(1.0 - math.exp(-pace / 2) for pace in paces.values())


def exposed(pace: float, rank: int) -> float:
    """A rate of votes, less what the place in the list brought: who stands higher is seen more, by about rank^0.15 (measured; .1 to .2)."""
    return float(pace / rank**EXPOSURE)


def _weight(rank: int | None) -> float:
    return math.pow(_share(rank), 1.5)


def _share(rank: int | None) -> float:
    """1 for the first place down to .1 for the tenth."""
    return 0.0 if rank is None else max(BEYOND_TEN, (11 - rank) / 10)


def score_newest(newest: Sequence[tuple[UUID, UUID, datetime]], now: datetime) -> list[Scored]:
    """For a section with no signal at all, of (story, article, its time): newest first, each story once, and the reason says so."""
    firsts: dict[UUID, Scored] = {}
    for story, article, at in newest:
        fresh = round(2 ** -(max(timedelta(0), now - at) / timedelta(hours=12)), 4)
        firsts.setdefault(story, Scored(story, article, fresh, (NO_SIGNALS,)))
    return list(firsts.values())


def spread(ranked: Sequence[Scored], size: int, pinned: Collection[UUID] = ()) -> list[Scored]:
    """The ranking with what goes beyond one publisher's part of a list of ``size`` behind all others, in its order.

    Only stories count that nobody but this publisher speaks for, and no editor pinned; one that others tell of too is news, whoever was
    first. After ``judged``, which sorts.
    """
    room = max(1, int(size * MOST_OF_THE_LIST))
    taken: dict[str, int] = defaultdict(int)
    kept: list[Scored] = []
    behind: list[Scored] = []
    for item in ranked:
        taken[item.voice] += item.story not in pinned
        (behind if item.voice and item.story not in pinned and taken[item.voice] > room else kept).append(item)
    return [*kept, *behind]


def judged(scored: Sequence[Scored], verdicts: Iterable[Verdict]) -> list[Scored]:
    """The ranking as the operator wants it, which its reasons say: pinned first, the latest on top; boosted at twice its score and buried
    at half of it; blocked not at all. Of two verdicts on one story the later counts."""
    decided = {verdict.story: verdict for verdict in sorted(verdicts, key=lambda verdict: (verdict.at, str(verdict.story)))}
    known = {item.story: item for item in scored}
    pinned = [verdict for verdict in reversed(decided.values()) if verdict.kind == "pin"]
    first = [known.get(verdict.story) or Scored(verdict.story, verdict.article, 0.0, ()) for verdict in pinned]
    rest = [_weighed(item, decided.get(item.story)) for item in scored if item.story not in decided or decided[item.story].kind in WEIGHTS]
    rest.sort(key=lambda item: -item.score)  # stable: what nobody judged keeps its order
    return [*(replace(item, why=(SAID["pin"], *item.why)) for item in first), *rest]


def _weighed(item: Scored, verdict: Verdict | None) -> Scored:
    if verdict is None:
        return item
    return replace(item, score=round(item.score * WEIGHTS[verdict.kind], 4), why=(*item.why, SAID[verdict.kind]))


def hold(
    scored: Sequence[Scored], listed: Collection[UUID], left: Collection[UUID] = (), *, enter: int, leave: int, size: int
) -> list[Place]:
    """Hysteresis: a story enters at rank ``enter`` or better and stays until it falls below ``leave``; at most ``size`` are shown.

    ``listed`` are the stories shown now, ``left`` those that left lately: they come back only at four fifths of ``enter``, since what left
    and just reaches the list again is mostly noise. With 10, 20 and 20, .7 entries a day come back instead of 27 (1.6 if to come back were
    no harder), at no loss of NDCG worth telling.
    """
    again = max(1, enter * 4 // 5)
    kept = [
        item
        for rank, item in enumerate(scored, 1)
        if (rank <= leave and item.story in listed) or rank <= (again if item.story in left else enter)
    ]
    return [Place(item.story, item.article, rank, item.score, item.why, item.sources) for rank, item in enumerate(kept[:size], 1)]
