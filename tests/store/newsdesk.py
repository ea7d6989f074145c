"""Articles of several sources in a store, put there through its own doors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from feedsvc.matching import State, Teller, settle, story_id, withdraw
from feedsvc.model import ALL, Draft
from feedsvc.store.sources import Declared
from feedsvc.stories import Headline, Membership

if TYPE_CHECKING:
    from uuid import UUID

    from feedsvc.store import Store

NOW = datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SLUGS = ("courier", "herald", "post")


class Newsdesk:
    """Three sources, and what they tell."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.write() as unit:
            unit.sources.declare(
                [Declared(slug, "feed", f"https://{slug}.example/feed", f"The {slug.title()}") for slug in SLUGS], NOW, DAY
            )
            self.ids = {slug: unit.sources.get(slug).id for slug in SLUGS}

    def tell(self, slug: str, title: str, ago: float = 0, **more: object) -> State:
        """An article that the source published, and that we saw, so many minutes before NOW."""
        at = NOW - ago * MINUTE
        sections = more.pop("sections", frozenset({ALL}))
        assert isinstance(sections, frozenset)
        draft = Draft(title, f"https://{slug}.example/{title.replace(' ', '-').lower()}", published=at, **{"language": "en", **more})  # type: ignore[arg-type]
        state = settle(draft, None, Teller(self.ids[slug], slug), at)
        with self.store.write() as unit:
            unit.articles.save([state], {state.id: sections})
        return state

    def withdraw(self, state: State) -> None:
        with self.store.write() as unit:
            unit.articles.save([withdraw(state, NOW)], {state.id: frozenset({ALL})})

    def place(self, first: State, *others: State) -> UUID:
        """Make them one story."""
        story = story_id(first.id)
        slugs = {number: slug for slug, number in self.ids.items()}
        placed = [
            (
                Headline(state.id, state.title, state.summary, "en", slugs[state.source], state.sort_at),
                Membership(state.id, story, first.id, state is first, 1.0, ()),
            )
            for state in (first, *others)
        ]
        with self.store.write() as unit:
            unit.stories.place(placed)
        return story

    def stories(self, *states: State) -> list[UUID]:
        with self.store.read() as unit:
            found = unit.stories.of([state.id for state in states])
        return [found[state.id] for state in states]
