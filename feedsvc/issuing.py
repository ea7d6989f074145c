"""Trending lists -> what trended most in a day or a week, issued once at its end: the doing half of ``periods``."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feedsvc import periods, trending
from feedsvc.model import is_implied
from feedsvc.ranking import scopes

if TYPE_CHECKING:
    from uuid import UUID

    from feedsvc.config import Settings
    from feedsvc.model import ListName, Period, Trend
    from feedsvc.periods import Term
    from feedsvc.store import Store, Unit


def issue_due(store: Store, settings: Settings, now: datetime) -> int:
    """Issue the day and the week that ended since the last time; how many lists got an issue. One transaction for each of the two."""
    zone = ZoneInfo(settings.site.zone) if settings.site.zone else UTC
    terms = [periods.last_term(period, now, zone) for period in periods.PERIODS]
    with store.read() as unit:
        due = [term for term in terms if _issued_until(unit, term.period, now) < term.ends]
    return sum(_issue(store, settings, term, now) for term in due)


def _issue(store: Store, settings: Settings, term: Term, now: datetime) -> int:
    started, changed = time.monotonic(), set[tuple[str, "ListName"]]()
    with store.write(alone=True) as unit:
        if _issued_until(unit, term.period, now) >= term.ends:  # by another node
            return 0
        verdicts = [verdict for verdict in unit.verdicts.current(now) if verdict.kind == "block"]
        blocked = {one for verdict in verdicts for one in (verdict.story, verdict.article)}
        for section in scopes(unit, settings, now):
            earlier = unit.issues.issued(section, term.period, term.ends - periods.KEPT[term.period])
            tops = periods.tops(_candidates(unit, section, term, earlier | blocked), term)
            unit.issues.add(section, term, tops)
            changed |= {(section, term.period)} if tops else set()
        unit.issues.prune(term.period, term.ends - periods.KEPT[term.period])
        unit.facts.put(_fact(term.period), term.ends.isoformat())
        unit.revisions.bump(changed, now + timedelta(seconds=time.monotonic() - started))
    return len(changed)


def _candidates(unit: Unit, section: str, term: Term, without: set[UUID]) -> list[Trend]:
    """What was in the section's list and belongs there still; not what was only new where nothing else was known."""
    return [
        trend
        for trend in unit.trends.lately(section, term.begins)
        if without.isdisjoint({trend.story, trend.article.id})
        and trending.NO_SIGNALS not in trend.why
        and (is_implied(section) or section in trend.article.sections)
    ]


def _issued_until(unit: Unit, period: Period, now: datetime) -> datetime:
    """The end of the last term that was dealt with. A mark of a clock that was ahead counts as none: what was issued stays as it is."""
    mark = unit.facts.get(_fact(period))
    until = datetime.fromisoformat(mark) if mark else datetime.min.replace(tzinfo=UTC)
    return until if until <= now else datetime.min.replace(tzinfo=UTC)


def _fact(period: Period) -> str:
    return f"issued_{period}"
