"""One source and its articles, put into a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from feedsvc.matching import State, Teller, settle
from feedsvc.model import ALL, Draft
from feedsvc.store.sources import Declared

if TYPE_CHECKING:
    from feedsvc.store import Store

NOW = datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
COURIER = Declared("courier", "feed", "https://courier.example/feed", "The Courier", "https://courier.example/", "en", ("world",))


def put(store: Store, source: int, *drafts: Draft, sections: frozenset[str] = frozenset({ALL}), now: datetime = NOW) -> list[State]:
    states = [settle(draft, None, Teller(source, "courier", place), now) for place, draft in enumerate(drafts)]
    with store.write() as unit:
        for state in states:
            unit.articles.save([state], {state.id: sections})
        unit.articles.mark_listed(source, {s.id for s in states}, {s.id: "" for s in states})
    return states


def draft(number: int, **more: object) -> Draft:
    return replace(Draft(title=f"Title {number}", url=f"https://courier.example/{number}"), **more)  # type: ignore[arg-type]
