"""Feeds of trends that their parameters choose from."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.feeds import Editions, FeedSpec
from feedsvc.matching import story_id
from feedsvc.model import ALL, in_language
from feedsvc.trending import Place
from tests.store.newsdesk import Newsdesk

from .samples import SETTINGS

if TYPE_CHECKING:
    from feedsvc.matching import State
    from feedsvc.store import Store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Room:
    """A newsroom with lists made by hand."""

    def __init__(self, store: Store) -> None:
        self.store, self.desk = store, Newsdesk(store)
        with store.write() as unit:
            unit.revisions.declare([ALL, "dunia", "sport"], NOON - 48 * HOUR)

    def rank(self, now: datetime, *places: tuple[State, int], scope: str = ALL, lingers: bool = True) -> None:
        """These stories, in order, each with the number of its sources."""
        made = [Place(story_id(state.id), state.id, rank, 1.0, ("why",), sources) for rank, (state, sources) in enumerate(places, 1)]
        with self.store.write() as unit:
            if unit.trends.replace(scope, made, now, now - 48 * HOUR if lingers else now, "passing"):
                unit.revisions.bump({(scope, "trending")}, now)

    def feed(self, now: datetime = NOON + HOUR, **wishes: object) -> list[tuple[str, datetime]]:
        """Title and date of each entry as a reader sees them."""
        edition = Editions(self.store, SETTINGS).get(FeedSpec("trending", **wishes), "json", now)  # type: ignore[arg-type]
        items = json.loads(edition.body)["items"]
        return [(item["title"], datetime.fromisoformat(item["date_published"])) for item in items]

    def titles(self, now: datetime = NOON + HOUR, **wishes: object) -> list[str]:
        return [title for title, _ in self.feed(now, **wishes)]


@pytest.fixture
def room(store: Store) -> Room:
    return Room(store)


def test_only_stories_that_enough_sources_tell_of(room: Room) -> None:
    one, two, three = (room.desk.tell("courier", title) for title in ("One", "Two", "Three"))
    room.rank(NOON, (one, 1), (two, 3), (three, 5))
    assert room.titles(min_sources=3) == ["Two", "Three"]
    assert room.titles(min_sources=6) == []
    room.rank(NOON + HOUR / 2, (one, 4), (two, 1), (three, 1))
    assert room.titles(min_sources=3, now=NOON + HOUR) == ["One", "Two", "Three"], "an entry does not go as its sources grow old"


def test_a_language_without_a_list_of_its_own_is_what_there_is_of_it_in_that_of_everything(room: Room) -> None:
    one, two = room.desk.tell("courier", "One"), room.desk.tell("herald", "Dua", language="id-ID")
    room.rank(NOON, (one, 1), (two, 1))
    assert room.titles(lang="id") == ["Dua"]
    assert room.titles(lang="fr") == []
    assert room.titles(lang="id", section="dunia") == []


def test_a_language_with_a_list_of_its_own_has_its_own_order(room: Room) -> None:
    two, three = (room.desk.tell("herald", title, language="id") for title in ("Dua", "Tiga"))
    room.rank(NOON, (two, 1))
    assert room.titles(lang="id", sort="rank") == ["Dua"]
    room.rank(NOON + HOUR / 2, (three, 1), (two, 1), scope=in_language("id"))
    assert room.titles(lang="id", sort="rank") == ["Tiga", "Dua"]
    assert room.titles(lang="en") == []


def test_a_subscriber_who_wants_few_entries_a_day_gets_the_most_notable_ones_dated_when_they_became_it(room: Room) -> None:
    """Two weeks in which each day ten stories entered and two of them came to the top three."""
    for day in range(16, 1, -1):
        stories = [(room.desk.tell("courier", f"Story {number} of day {day}"), 1) for number in range(10)]
        morning = NOON - day * 24 * HOUR
        room.rank(morning, *stories, lingers=False)
        room.rank(morning + 5 * HOUR, lingers=False)
    late, first, third = (room.desk.tell("courier", title) for title in ("Late", "First", "Third"))
    others = [(room.desk.tell("courier", f"Other {number}"), 1) for number in range(5)]
    room.rank(NOON, (first, 1), *others[:2], (late, 1), *others[2:], (third, 1), lingers=False)
    room.rank(NOON + HOUR / 2, (first, 1), (late, 1), *others, (third, 1))
    now = NOON + HOUR
    assert len(room.feed(now=now)) == 8
    assert room.feed(now=now, per_day=2) == [("Late", NOON + HOUR / 2), ("First", NOON), ("Other 0", NOON)]
    assert room.feed(now=now, per_day=1) == [("First", NOON)]
    assert room.titles(now=now, per_day=1, sort="rank") == ["First"]
    assert len(room.feed(now=now, per_day=200)) == 8
