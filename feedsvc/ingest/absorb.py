"""Settle what one poll found with what is stored, within the poll's transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feedsvc import filing, matching
from feedsvc.matching import Catalogue, State, Teller
from feedsvc.model import Box, BoxItem, Draft, Grade, Harvest
from feedsvc.store.signals import Listing
from feedsvc.text import titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from feedsvc.model import ListName, Section, Source
    from feedsvc.store import Unit


@dataclass(frozen=True, slots=True)
class Counts:
    """What a poll changed in the store."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    moved: int = 0  # ranks in lists of popular articles


NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class _Telling:
    draft: Draft
    popular: bool
    box: int | None  # which box of the harvest it stood in


@dataclass
class _Settled:
    """The poll's articles as they stood and as they are to stand."""

    before: dict[UUID, State | None] = field(default_factory=dict)
    after: dict[UUID, State] = field(default_factory=dict)
    listed: list[UUID] = field(default_factory=list)  # the source's own list, in its order
    boxes: dict[int, list[UUID]] = field(default_factory=dict)

    def differing(self) -> list[UUID]:
        return [article for article, state in self.after.items() if state != self.before[article]]


def absorb(unit: Unit, source: Source, harvest: Harvest, rules: Sequence[Section], now: datetime) -> Counts:
    """Write what the harvest changes; an unchanged harvest writes nothing."""
    settled = _settle(unit, source, list(_tellings(harvest)), now)
    withdrawn = _withdraw(unit, source, harvest, settled, now)
    defaults = unit.sources.sections_by_id()
    changes: set[tuple[str, ListName]] = set()
    added = changed = 0
    for article in settled.differing():
        state, before = settled.after[article], settled.before[article]
        changes |= _save(unit, state, before, filing.sections_of(state, defaults, rules))
        added += before is None
        changed += before is not None and article not in withdrawn and matching.visible(before) != matching.visible(state)
    unit.articles.mark_listed(source.id, set(settled.listed), set(settled.after) - withdrawn)
    moved = unit.signals.observe(source.id, list(_listings(harvest, settled)), now) if harvest.kind != "feed" else 0
    unit.revisions.bump(changes, now)
    return Counts(added, changed, len(withdrawn), moved)


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
    catalogue = Catalogue(_candidates(unit, source, [telling.draft for telling in tellings]))
    settled = _Settled()
    for place, telling in enumerate(tellings):
        known = catalogue.find(telling.draft, source.id, source.slug, now)
        again = known is not None and known.id in settled.after
        state = matching.settle(telling.draft, known, Teller(source.id, source.slug, place, telling.popular, again), now)
        catalogue.put(state)
        settled.before.setdefault(state.id, known)
        settled.after[state.id] = state
        (settled.listed if telling.box is None else settled.boxes.setdefault(telling.box, [])).append(state.id)
    return settled


def _candidates(unit: Unit, source: Source, drafts: Sequence[Draft]) -> list[State]:
    urls = {url for draft in drafts for url in (draft.url, *draft.aliases) if url is not None}
    ids = {matching.article_id(draft, source.slug) for draft in drafts}
    return unit.articles.states(urls, ids, {titles.key(draft.title) for draft in drafts})


def _withdraw(unit: Unit, source: Source, harvest: Harvest, settled: _Settled, now: datetime) -> set[UUID]:
    """What a feed dropped while it still shows older items was taken back; what scrolled off its end was not.

    Told only of a feed that is in order of time: in any other, an item's absence says nothing.
    """
    shown = [settled.after[article] for article in settled.listed]
    dates = [state.published_at for state in shown if state.dated]
    if harvest.kind != "feed" or len(dates) < len(shown) or not dates or dates != sorted(dates, reverse=True):
        return set()
    dropped = unit.articles.listed(source.id) - set(settled.listed)
    dropped -= unit.articles.listed_elsewhere(dropped, source.id)
    withdrawn: set[UUID] = set()
    for state in unit.articles.states_of(sorted(dropped)):
        if state.dated and state.published_at > dates[-1] and state.withdrawn_at is None:
            settled.before[state.id], settled.after[state.id] = state, matching.withdraw(state, now)
            withdrawn.add(state.id)
    return withdrawn


def _save(unit: Unit, state: State, before: State | None, sections: frozenset[str]) -> set[tuple[str, ListName]]:
    """Returns the lists that a subscriber will see changed."""
    filed = unit.articles.sections_of([state.id])[state.id] if before else frozenset()
    unit.articles.save(state, sections)
    if before is not None and matching.visible(before) == matching.visible(state):
        touched = filed ^ sections
    else:
        touched = filed | sections
    in_latest = state.in_latest or (before is not None and before.in_latest)
    changes: set[tuple[str, ListName]] = {(section, "latest") for section in touched if in_latest}
    return changes | {(section, "trending") for section in unit.trends.sections_showing([state.id]) if touched}


def _listings(harvest: Harvest, settled: _Settled) -> Iterator[Listing]:
    for number, box in enumerate(harvest.boxes):
        if box.kind == "popular":
            yield Listing(_label(box), tuple(settled.boxes.get(number, ())))


def _label(box: Box) -> str:
    return " – ".join(part for part in (box.heading, box.tab) if part) or "popular"
