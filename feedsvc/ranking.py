"""Signals -> Trending lists: the doing half of ``trending``."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from feedsvc import trending
from feedsvc.model import ALL

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.store import Store, Unit
    from feedsvc.trending import Standing

RISE_WITHIN = timedelta(hours=2)  # a change of rank counts as a rise or fall for so long


def rank_all(store: Store, settings: Settings, now: datetime) -> int:
    """Recompute the Trending list of everything and of each section; returns how many lists changed visibly."""
    with store.read() as unit:
        standings = unit.signals.standings(now - settings.trending.list_expiry, now - RISE_WITHIN)
        sections = unit.articles.sections_of({standing.article for standing in standings})
    changed, started = 0, time.monotonic()
    for section in (ALL, *(section.slug for section in settings.sections)):
        here = [standing for standing in standings if section in sections[standing.article]]
        with store.write(alone=True) as unit:
            if _rank(unit, section, here, settings, now):
                unit.revisions.bump({(section, "trending")}, now + timedelta(seconds=time.monotonic() - started))
                changed += 1
    return changed


def _rank(unit: Unit, section: str, standings: list[Standing], settings: Settings, now: datetime) -> bool:
    wish = settings.trending
    if standings:
        scored = trending.score_standings(standings, now)
    else:
        scored = trending.score_newest(unit.signals.newest(section, wish.leave), now)
    places = trending.hold(scored, unit.trends.listed(section), enter=wish.enter, leave=wish.leave, size=wish.size)
    return unit.trends.replace(section, places, now, now - wish.linger, trending.NO_SIGNALS)
