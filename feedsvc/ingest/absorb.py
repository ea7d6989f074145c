"""Settle what one poll found with what is stored, within the poll's transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from feedsvc import filing, matching
from feedsvc.ingest.front import front_page
from feedsvc.ingest.reach import Reach
from feedsvc.matching import Catalogue, State, Teller
from feedsvc.model import Box, BoxItem, Draft, Grade, Harvest, ListName
from feedsvc.store.signals import Listing
from feedsvc.text import titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from feedsvc.authority import Roster
    from feedsvc.model import Section, Source
    from feedsvc.store import Unit
    from feedsvc.store.pages import Wanted


@dataclass(frozen=True, slots=True)
class Counts:
    """What a poll changed in the store."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    moved: int = 0  # ranks in lists of popular articles


Change = tuple[str, ListName]  # the list of a section that changed visibly


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What a poll changed, and which pages it gives reason to look at."""

    counts: Counts
    changes: frozenset[Change]  # the lists that a subscriber will see changed
    headlines: tuple[Wanted, ...] = ()  # articles whose own page should be read
    retold: frozenset[UUID] = frozenset()  # articles of which the source told otherwise before
    added: tuple[datetime | None, ...] = ()  # when each article that the poll added came out; None where the source does not say

    def news(self, now: datetime, *, first: bool) -> tuple[datetime, ...]:
        """When the added articles came out, as far as can be told: what a ``first`` poll finds undated was there before.

        Ranks that moved are news once, at a time that nobody knows.
        """
        dated = tuple(at or now for at in self.added if at is not None or not first)
        return (*dated, now) if self.counts.moved and not first else dated


NOTHING = Counts()
PINNED_FROM = 3  # items; in a shorter feed nothing is taken for pinned


@dataclass(frozen=True, slots=True)
class _Telling:
    draft: Draft
    old: bool  # it may be, since it comes from a list of popular articles or from one without dates
    box: int | None = None  # which box of the harvest it stood in
    listed: bool = False  # it stands in the source's own list


@dataclass
class _Settled:
    """The poll's articles as they stood and as they are to stand."""

    roster: Roster
    before: dict[UUID, State | None] = field(default_factory=dict)
    after: dict[UUID, State] = field(default_factory=dict)
    listed: list[UUID] = field(default_factory=list)  # the source's own list, in its order
    boxes: dict[int, list[UUID]] = field(default_factory=dict)
    told: dict[UUID, str] = field(default_factory=dict)  # a digest of the best telling of each
    folded: dict[UUID, UUID] = field(default_factory=dict)  # what turned out to be another article -> that one
    counts: dict[UUID, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # what readers did, as it was told

    def is_new(self, state: State) -> bool:
        """Whether the article is known from this poll only."""
        return state.id in self.before and self.before[state.id] is None

    def may_fold(self, teller: int, known: State, twin: State) -> bool:
        return self.roster.at_home(teller, known.url) and self.roster.at_home(teller, twin.url)

    def heeds(self, teller: int, state: State) -> bool:
        """Whether what the teller says of the article is reason to look at its page: a stranger could make us ask for ever."""
        return self.roster.may_speak(teller, state.source, state.url)

    def fold(self, other: UUID, kept: UUID) -> None:
        self.folded = {one: kept if into == other else into for one, into in self.folded.items()} | {other: kept}
        self.after.pop(other, None)
        first = next((digest for article, digest in self.told.items() if article in {other, kept}), None)
        self.told.pop(other, None)
        if first is not None:  # the best telling of either is the best of both
            self.told[kept] = first
        self.listed = [kept if article == other else article for article in self.listed]
        if (counts := self.counts.pop(other, None)) is not None:
            self.counts.setdefault(kept, counts)
        self.boxes = {box: [kept if article == other else article for article in articles] for box, articles in self.boxes.items()}

    def differing(self) -> list[UUID]:
        return [article for article, state in self.after.items() if state != self.before[article]]


def absorb(unit: Unit, source: Source, harvest: Harvest, rules: Sequence[Section], now: datetime) -> Absorbed:
    """Write what the harvest changes; an unchanged harvest writes nothing."""
    pages = Reach.of(source)
    settled = _settle(unit, source, list(_tellings(harvest, pages)), now)
    withdrawn = _withdraw(unit, source, harvest, settled, now)
    changes = _save(unit, settled, rules)
    told = {article: settled.told.get(article, "") for article in settled.after.keys() - withdrawn}
    otherwise = unit.articles.mark_listed(source.id, set(settled.listed), told)
    retold = {article for article in otherwise if settled.heeds(source.id, settled.after[article])}
    moved = unit.signals.observe(source.id, list(_listings(source, harvest, settled)), now)
    _count_readers(unit, source, settled, now, page=False)
    headlines = tuple(pages.wanted(state) for state in settled.after.values() if state.id not in withdrawn and pages.wants(state))
    new = [settled.after[article] for article in settled.differing() if settled.before[article] is None]
    added = tuple(state.published_at if state.dated else None for state in new)
    return Absorbed(_count(settled, withdrawn, moved), frozenset(changes), headlines, frozenset(retold), added)


def absorb_page(
    unit: Unit, source: Source, draft: Draft, known: UUID, rules: Sequence[Section], now: datetime
) -> tuple[Counts, set[Change], UUID]:
    """Write what an article's own page says; also gives the article that it is now.

    ``known`` is the stored article whose page it is; what else the page says that it is becomes one with it.
    """
    (own,) = unit.articles.states_of([known])
    if not _believable(draft, own, _candidates(unit, source, [draft], now)):
        draft = replace(draft, url=own.url, aliases=())
    known_urls = sorted(url for url in own.urls if url.startswith("http"))  # without their keys
    told = replace(draft, aliases=tuple(dict.fromkeys((*draft.aliases, *known_urls))))
    settled = _settle(unit, source, [_Telling(told, old=False)], now)
    changes = _save(unit, settled, rules)
    _count_readers(unit, source, settled, now, page=True)
    return _count(settled, set(), 0), changes, next(iter(settled.after))


def _believable(draft: Draft, own: State, others: Sequence[State]) -> bool:
    """Whether the addresses that a page calls its own are: some sites call all their pages by one, and would be one article."""
    said = matching.urls_of(draft)
    claimed = (state for state in others if state.id != own.id and state.grade is Grade.PAGE and not said.isdisjoint(state.urls))
    return all(matching.alike(draft, state) for state in claimed)


def _count(settled: _Settled, withdrawn: set[UUID], moved: int) -> Counts:
    differing = settled.differing()
    added = sum(settled.before[article] is None for article in differing)
    edited = [
        article
        for article in differing
        if article not in withdrawn
        and (before := settled.before[article]) is not None
        and matching.visible(before) != matching.visible(settled.after[article])
    ]
    return Counts(added, len(edited), len(withdrawn), moved)


def _tellings(harvest: Harvest, pages: Reach) -> Iterator[_Telling]:
    """Everything the harvest tells of, best told first: articles, what is listed as new, as popular, and what a page merely lists.

    What may be old stays out of Latest until its page has given its date; where no page will be read it must do without.
    """
    for draft in harvest.drafts:
        yield _Telling(draft, old=False, listed=True)
    for kind in ("latest", "popular"):
        for number, box in enumerate(harvest.boxes):
            if box.kind == kind:
                yield from (_Telling(_mention(item, harvest), kind == "popular", number) for item in box.items)
    for draft in harvest.listing:
        yield _Telling(draft, old=draft.published is None and pages.reaches(draft.url), listed=True)


def _mention(item: BoxItem, harvest: Harvest) -> Draft:
    return Draft(title=item.title, url=item.url, language=harvest.language, grade=Grade.MENTION)


def _settle(unit: Unit, source: Source, tellings: list[_Telling], now: datetime) -> _Settled:
    candidates = _candidates(unit, source, [telling.draft for telling in tellings], now)
    roster = unit.sources.roster({source.id, *(teller for state in candidates for teller in state.told_by)})
    catalogue, settled = Catalogue(candidates), _Settled(roster)
    for place, telling in enumerate(tellings):
        teller = Teller(source.id, source.slug, place, telling.old, roster=roster)
        known = catalogue.find(telling.draft, teller, now)
        if known is not None:
            known = _fold(catalogue, settled, telling.draft, known, teller)
        again = known is not None and known.id in settled.told
        state = matching.settle(telling.draft, known, replace(teller, again=again), now)
        catalogue.put(state)
        settled.before.setdefault(state.id, known)
        settled.after[state.id] = state
        settled.told.setdefault(state.id, _digest(telling.draft))
        if telling.draft.counts:
            settled.counts.setdefault(state.id, telling.draft.counts)
        if telling.box is not None:
            settled.boxes.setdefault(telling.box, []).append(state.id)
        elif telling.listed:
            settled.listed.append(state.id)
    return settled


def _fold(catalogue: Catalogue, settled: _Settled, draft: Draft, known: State, teller: Teller) -> State:
    """Join the articles that the draft's URLs say are one, under the id known longest; only their own house may say so."""
    twins = [twin for twin in catalogue.twins(draft, known) if settled.may_fold(teller.source, known, twin)]
    if not twins:
        return known
    # What is stored stays, whatever the clock said when it was.
    kept, *others = sorted([known, *twins], key=lambda one: (settled.is_new(one), one.first_seen_at, one.id))
    joined = kept
    settled.before.setdefault(kept.id, kept)
    for other in others:
        joined = matching.fold(joined, other, newer=other.id in settled.told and kept.id not in settled.told)
        settled.fold(other.id, kept.id)
        catalogue.drop(other)
    catalogue.put(joined)
    settled.after[kept.id] = joined
    return joined


def _digest(draft: Draft) -> str:
    modified = draft.modified.isoformat() if draft.modified else ""
    told = "\0".join((draft.title, draft.summary, draft.content_html, modified))  # NUL stands in no text of ours
    return hashlib.blake2b(told.encode(errors="replace"), digest_size=8).hexdigest()


def _candidates(unit: Unit, source: Source, drafts: Sequence[Draft], now: datetime) -> list[State]:
    names = {name for draft in drafts for name in matching.names_of(draft, source.slug)}
    ids = {matching.article_id(draft, source.slug) for draft in drafts}
    return unit.articles.states(names, ids, {titles.key(draft.title) for draft in drafts}, now - matching.SAME_HEADLINE_WITHIN)


def _withdraw(unit: Unit, source: Source, harvest: Harvest, settled: _Settled, now: datetime) -> set[UUID]:
    """What a feed dropped while it still shows older items was taken back; what scrolled off its end was not.

    Told only of a feed that was read whole and is in order of time: in any other, an item's absence says nothing.
    """
    end = _end([settled.after[article] for article in settled.listed]) if harvest.kind == "feed" and not harvest.skipped else None
    if end is None:
        return set()
    dropped = unit.articles.listed(source.id) - set(settled.listed) - settled.folded.keys()
    elsewhere = unit.articles.listed_elsewhere(dropped, source.id)
    withdrawn: set[UUID] = set()
    for state in unit.articles.states_of(sorted(dropped)):
        its_own = state.source == source.id and (state.id not in elsewhere or settled.roster.at_home(source.id, state.url))
        if its_own and state.dated and state.published_at > end and state.withdrawn_at is None:
            settled.before[state.id], settled.after[state.id] = state, matching.withdraw(state, now)
            withdrawn.add(state.id)
    return withdrawn


def _end(shown: Sequence[State]) -> datetime | None:
    """The date at which a feed's list ends; None for a list in no order of time.

    Items at its foot that are set apart by more than the time that all above them span are pinned there, and are not its end.
    """
    dates = [state.published_at for state in shown if state.dated]
    if not dates or len(dates) < len(shown) or dates != sorted(dates, reverse=True):
        return None
    while len(dates) > PINNED_FROM and dates[-2] - dates[-1] > dates[0] - dates[-2]:
        dates.pop()
    return dates[-1]


def _save(unit: Unit, settled: _Settled, rules: Sequence[Section]) -> set[Change]:
    """Write every article that differs; returns the lists that a subscriber will see changed."""
    states = [settled.after[article] for article in settled.differing()]
    tellers = {teller for state in states for teller in (state.source, *state.told_by)}
    stored = [state.id for state in states if not settled.is_new(state)]  # nothing can be filed before it is there
    defaults = unit.sources.sections_by_id(tellers)
    filed = {state.id: frozenset[str]() for state in states} | unit.articles.sections_of(stored)
    sections = {state.id: filing.sections_of(state, defaults, rules, settled.roster) for state in states}
    changes = _fold_stored(unit, settled)
    unit.articles.save(states, sections, {state.id for state in states if settled.before[state.id] is None})
    seen, gone = set(), set()
    for state in states:
        before = settled.before[state.id]
        touched = _touched(before, state, filed[state.id], sections[state.id])
        if state.in_latest or (before is not None and before.in_latest):
            changes |= {(section, "latest") for section in touched}
        if touched and before is not None:
            seen.add(state.id)
            gone |= {state.id} if (before.withdrawn_at is None) != (state.withdrawn_at is None) else set()
    return changes | {(section, "trending") for section in unit.trends.sections_showing(seen)} | unit.issues.showing(gone)


def _fold_stored(unit: Unit, settled: _Settled) -> set[Change]:
    """Make stored articles one; the lists that showed the other one change."""
    if not settled.folded:
        return set()
    stored = {state.id: state for state in unit.articles.states_of(sorted(settled.folded))}
    seen = [state.id for state in stored.values() if state.in_latest and state.withdrawn_at is None]
    filed = unit.articles.sections_of(seen)
    shown = unit.trends.sections_showing(stored)
    issued = unit.issues.showing(stored)
    for other in sorted(stored):
        unit.counters.fold(other, settled.folded[other])
        unit.articles.fold(other, settled.folded[other])
    return {(section, "latest") for article in seen for section in filed[article]} | {(section, "trending") for section in shown} | issued


def _touched(before: State | None, state: State, filed: frozenset[str], sections: frozenset[str]) -> frozenset[str]:
    """The sections in which an article comes, goes or looks different."""
    same = before is not None and matching.visible(before) == matching.visible(state)
    return filed ^ sections if same else filed | sections


def _count_readers(unit: Unit, source: Source, settled: _Settled, now: datetime, *, page: bool) -> None:
    """A count alone changes no article. A stranger's is not believed: any feed can tell of a million comments on anybody's article."""
    told = {article: counts for article, counts in settled.counts.items() if settled.heeds(source.id, settled.after[article])}
    if told:
        unit.counters.observe(source.id, told, now, looked=None if page else source.last_ok_at, page=page)


def _listings(source: Source, harvest: Harvest, settled: _Settled) -> Iterator[Listing]:
    front = front_page(source, harvest, [settled.after[article] for article in settled.listed])
    if front is not None:
        yield front
    for number, box in enumerate(harvest.boxes):
        if box.kind == "popular":
            yield Listing(_label(box), tuple(settled.boxes.get(number, ())))


def _label(box: Box) -> str:
    return " – ".join(part for part in (box.heading, box.tab) if part) or "popular"
