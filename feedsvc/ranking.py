"""Signals -> Trending lists: the doing half of ``trending``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from feedsvc import trending
from feedsvc.model import ALL, language_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from feedsvc.config import Settings
    from feedsvc.store import Store, Unit
    from feedsvc.trending import Scored, Signals, Verdict

RISE_WITHIN = timedelta(hours=2)  # a change of rank counts as a rise or fall for so long
# Articles older than this speak for nothing: a source's word has lost 98 % by then. Where there is so little news that time runs slower,
# a week's articles are few enough to be read at every tick.
REACH, FAR_REACH, FEW = timedelta(days=3), timedelta(days=7), 2_000
WEEK = timedelta(days=7)
# Languages with lists of their own: from as many articles a week as a list has places on, and the largest ones, since whoever writes a feed
# may call its languages what they like.
LEAST_A_WEEK, MOST_LANGUAGES = 20, 40


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everything that the lists of one tick are made of."""

    signals: Signals
    sections: Mapping[UUID, frozenset[str]]  # of every article in the signals
    weekly: Mapping[str, int]  # articles of a week by section
    verdicts: Sequence[Verdict]

    def of(self, section: str) -> Signals:
        """What speaks for the articles of a section; where that is all of them, the very same value."""
        if all(section in filed for filed in self.sections.values()):
            return self.signals

        def here(article: UUID) -> bool:
            return section in self.sections[article]

        return trending.Signals(
            self.signals.stories,
            [standing for standing in self.signals.standings if here(standing.article)],
            [telling for telling in self.signals.tellings if here(telling.article)],
            [counted for counted in self.signals.counted if here(counted.article)],
        )

    def judged(self, section: str) -> list[Verdict]:
        """The verdicts that count in a section: one pins nothing where it does not belong."""
        return [one for one in self.verdicts if one.kind != "pin" or section in self.sections[one.article]]

    def widened(self, section: str) -> float:
        return trending.widen(self.weekly.get(section, 0) / 7)


def rank_all(store: Store, settings: Settings, now: datetime) -> int:
    """Recompute the Trending list of everything, of each section and language; returns how many lists changed visibly."""
    with store.read() as unit:
        scene = _scene(unit, settings, now)
        sections = _scopes(unit, settings, scene.weekly)
        begun = {section for section, name in unit.revisions.all() if name == "trending"}
    changed, started = 0, time.monotonic()
    everything = trending.score(scene.signals, now, widened=scene.widened(ALL))
    for section in sections:
        signals, widened = scene.of(section), scene.widened(section)
        same = signals is scene.signals and widened == scene.widened(ALL)  # of one language, or of one section
        scored = everything if same else trending.score(signals, now, widened=widened)
        with store.write(alone=True) as unit:
            begins = bool(language_of(section)) and section not in begun
            if begins:
                unit.trends.inherit(section, ALL)
            if _rank(unit, section, scored, scene.judged(section), settings, now) or begins:
                unit.revisions.bump({(section, "trending")}, now + timedelta(seconds=time.monotonic() - started))
                changed += 1
    _unissue(store, scene.verdicts, now + timedelta(seconds=time.monotonic() - started))
    return changed


def scopes(unit: Unit, settings: Settings, now: datetime) -> list[str]:
    """The sections that have Trending lists: everything, those declared, and the languages that are written in."""
    return _scopes(unit, settings, unit.signals.arrived(now - WEEK))


def _scopes(unit: Unit, settings: Settings, weekly: Mapping[str, int]) -> list[str]:
    """A language that has a list goes on having it, since somebody may be subscribed, unless there are too many busier ones."""
    begun = {section for section, name in unit.revisions.all() if name == "trending" and language_of(section)}
    busy = {section for section, count in weekly.items() if language_of(section) and count >= LEAST_A_WEEK}
    languages = sorted(begun | busy, key=lambda section: (-weekly.get(section, 0), section))[:MOST_LANGUAGES]
    return [ALL, *(section.slug for section in settings.sections), *sorted(languages)]


def _unissue(store: Store, verdicts: Sequence[Verdict], now: datetime) -> None:
    """What the operator blocks leaves the lists of past days too, which nothing else changes."""
    blocked = [verdict for verdict in verdicts if verdict.kind == "block"]
    if not blocked:
        return
    with store.write(alone=True) as unit:
        lists = unit.issues.remove({verdict.story for verdict in blocked}, {verdict.article for verdict in blocked})
        unit.revisions.bump(lists, now)


def _scene(unit: Unit, settings: Settings, now: datetime) -> _Scene:
    standings = unit.signals.standings(now - settings.trending.list_expiry, now - RISE_WITHIN)
    weekly = unit.signals.arrived(now - WEEK)
    reach = FAR_REACH if weekly.get(ALL, 0) <= FEW else REACH
    tellings = unit.stories.told(now - reach, trending.LEAST_SOURCES)
    counted = unit.counters.live(now - REACH, now)
    verdicts = unit.verdicts.current(now)
    loose = {standing.article for standing in standings} | {one.article for one in counted} | {verdict.article for verdict in verdicts}
    stories = {**unit.stories.of(loose), **{telling.article: telling.story for telling in tellings}}
    signals = trending.Signals(stories, standings, tellings, counted)
    return _Scene(signals, unit.articles.sections_of(stories.keys()), weekly, verdicts)


def _rank(unit: Unit, section: str, scored: list[Scored], verdicts: Sequence[Verdict], settings: Settings, now: datetime) -> bool:
    wish = settings.trending
    if not scored:
        newest = unit.signals.newest(section, wish.leave)
        stories = unit.stories.of([article for article, _ in newest])
        scored = trending.score_newest([(stories[article], article, at) for article, at in newest], now)
    pinned = {verdict.story for verdict in verdicts if verdict.kind == "pin"}
    ranked = trending.spread(trending.judged(scored, verdicts), wish.size, pinned)
    listed, left = set(unit.trends.listed(section)), set(unit.trends.left(section))
    places = trending.hold(ranked, listed, left, enter=wish.enter, leave=wish.leave, size=wish.size)
    blocked = {verdict.story for verdict in verdicts if verdict.kind == "block"}
    return unit.trends.replace(section, places, now, now - wish.linger, trending.NO_SIGNALS, blocked)
