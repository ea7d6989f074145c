"""Settle what one poll found with what is stored, within the poll's transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from feedsvc import filing, matching
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


@dataclass(frozen=True, slots=True)
class Counts:
    """What a poll changed in the store."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    moved: int = 0  # ranks in lists of popular articles


Change = tuple[str, ListName]  # the list of a section that changed visibly

NOTHING = Counts()
PINNED_FROM = 3  # items; in a shorter feed nothing is taken for pinned


@dataclass(frozen=True, slots=True)
class _Telling:
    draft: Draft
    popular: bool
    box: int | None  # which box of the harvest it stood in


@dataclass
class _Settled:
    """The poll's articles as they stood and as they are to stand."""

    roster: Roster
    before: dict[UUID, State | None] = field(default_factory=dict)
    after: dict[UUID, State] = field(default_factory=dict)
    listed: list[UUID] = field(default_factory=list)  # the source's own list, in its order
    boxes: dict[int, list[UUID]] = field(default_factory=dict)

    def differing(self) -> list[UUID]:
        return [article for article, state in self.after.items() if state != self.before[article]]


def absorb(unit: Unit, source: Source, harvest: Harvest, rules: Sequence[Section], now: datetime) -> tuple[Counts, set[Change]]:
    """Write what the harvest changes; an unchanged harvest writes nothing. Gives also the lists that a subscriber will see changed."""
    settled = _settle(unit, source, list(_tellings(harvest)), now)
    withdrawn = _withdraw(unit, source, harvest, settled, now)
    changes = _save(unit, settled, rules)
    unit.articles.mark_listed(source.id, set(settled.listed), set(settled.after) - withdrawn)
    moved = unit.signals.observe(source.id, list(_listings(harvest, settled)), now)
    return _count(settled, withdrawn, moved), changes


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


def _tellings(harvest: Harvest) -> Iterator[_Telling]:
    """Everything the harvest tells of, best told first: articles, then what is listed as new, then what is listed as popular."""
    for draft in harvest.drafts:
        yield _Telling(draft, popular=False, box=None)
    for kind in ("latest", "popular"):
        for number, box in enumerate(harvest.boxes):
            if box.kind == kind:
                yield from (_Telling(_mention(item, harvest), kind == "popular", number) for item in box.items)


def _mention(item: BoxItem, harvest: Harvest) -> Draft:
    return Draft(title=item.title, url=item.url, language=harvest.language, grade=Grade.MENTION)


def _settle(unit: Unit, source: Source, tellings: list[_Telling], now: datetime) -> _Settled:
    candidates = _candidates(unit, source, [telling.draft for telling in tellings], now)
    roster = unit.sources.roster({source.id, *(teller for state in candidates for teller in state.told_by)})
    catalogue, settled = Catalogue(candidates), _Settled(roster)
    for place, telling in enumerate(tellings):
        teller = Teller(source.id, source.slug, place, telling.popular, roster=roster)
        known = catalogue.find(telling.draft, teller, now)
        again = known is not None and known.id in settled.after
        state = matching.settle(telling.draft, known, replace(teller, again=again), now)
        catalogue.put(state)
        settled.before.setdefault(state.id, known)
        settled.after[state.id] = state
        (settled.listed if telling.box is None else settled.boxes.setdefault(telling.box, [])).append(state.id)
    return settled


def _candidates(unit: Unit, source: Source, drafts: Sequence[Draft], now: datetime) -> list[State]:
    urls = {url for draft in drafts for url in (draft.url, *draft.aliases) if url is not None}
    ids = {matching.article_id(draft, source.slug) for draft in drafts}
    return unit.articles.states(urls, ids, {titles.key(draft.title) for draft in drafts}, now - matching.SAME_HEADLINE_WITHIN)


def _withdraw(unit: Unit, source: Source, harvest: Harvest, settled: _Settled, now: datetime) -> set[UUID]:
    """What a feed dropped while it still shows older items was taken back; what scrolled off its end was not.

    Told only of a feed that was read whole and is in order of time: in any other, an item's absence says nothing.
    """
    end = _end([settled.after[article] for article in settled.listed]) if harvest.kind == "feed" and not harvest.skipped else None
    if end is None:
        return set()
    dropped = unit.articles.listed(source.id) - set(settled.listed)
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
    ids = [state.id for state in states]
    defaults, filed = unit.sources.sections_by_id(), unit.articles.sections_of(ids)
    sections = {state.id: filing.sections_of(state, defaults, rules, settled.roster) for state in states}
    unit.articles.save(states, sections)
    changes: set[Change] = set()
    seen = set()
    for state in states:
        before = settled.before[state.id]
        touched = _touched(before, state, filed[state.id], sections[state.id])
        if state.in_latest or (before is not None and before.in_latest):
            changes |= {(section, "latest") for section in touched}
        seen |= {state.id} if touched else set()
    return changes | {(section, "trending") for section in unit.trends.sections_showing(seen)}


def _touched(before: State | None, state: State, filed: frozenset[str], sections: frozenset[str]) -> frozenset[str]:
    """The sections in which an article comes, goes or looks different."""
    same = before is not None and matching.visible(before) == matching.visible(state)
    return filed ^ sections if same else filed | sections


def _listings(harvest: Harvest, settled: _Settled) -> Iterator[Listing]:
    for number, box in enumerate(harvest.boxes):
        if box.kind == "popular":
            yield Listing(_label(box), tuple(settled.boxes.get(number, ())))


def _label(box: Box) -> str:
    return " – ".join(part for part in (box.heading, box.tab) if part) or "popular"
