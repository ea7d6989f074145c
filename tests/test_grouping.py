"""New articles get their stories, whichever machine does it, and a restart changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc import grouping
from feedsvc.errors import StoreConflict
from feedsvc.grouping import Grouping
from feedsvc.matching import story_id
from tests.store.newsdesk import MINUTE, NOW, Newsdesk

if TYPE_CHECKING:
    from feedsvc.store import Store

HOUR = timedelta(hours=1)
FERRY = "Night ferry to Harrow Island returns after thirty years"
SAME = "Thirty years on, the night ferry returns to Harrow Island"
AGAIN = "Harrow Island greets its first night ferry in thirty years"
OTHER = "Parliament rejects the new budget for rural schools"


@pytest.fixture
def desk(store: Store) -> Newsdesk:
    return Newsdesk(store)


def test_articles_on_one_event_become_one_story_and_others_stay_alone(desk: Newsdesk) -> None:
    first, other, same = desk.tell("courier", FERRY, 9), desk.tell("courier", OTHER, 8), desk.tell("herald", SAME, 7)
    assert Grouping(desk.store).place_new(NOW) == 3
    assert desk.stories(first, other, same) == [story_id(first.id), story_id(other.id), story_id(first.id)]


def test_what_has_its_place_is_not_placed_again(desk: Newsdesk) -> None:
    desk.tell("courier", FERRY, 9)
    room = Grouping(desk.store)
    assert [room.place_new(NOW), room.place_new(NOW)] == [1, 0]
    with desk.store.read() as unit:
        edition = unit.stories.edition()
    assert room.place_new(NOW + MINUTE) == 0
    with desk.store.read() as unit:
        assert unit.stories.edition() == edition, "nothing new writes nothing"


def test_later_articles_join_the_story_that_is_held_and_that_is_loaded(desk: Newsdesk) -> None:
    first = desk.tell("courier", FERRY, 9)
    room = Grouping(desk.store)
    room.place_new(NOW)
    second = desk.tell("herald", SAME, 7)
    room.place_new(NOW)
    third = desk.tell("post", AGAIN, 5)
    assert Grouping(desk.store).place_new(NOW) == 1, "after a restart"
    assert desk.stories(second, third) == [story_id(first.id)] * 2


def test_what_another_machine_placed_is_known_at_the_next_turn(desk: Newsdesk) -> None:
    here, there = Grouping(desk.store), Grouping(desk.store)
    here.place_new(NOW)
    first = desk.tell("courier", FERRY, 9)
    there.place_new(NOW)
    second = desk.tell("herald", SAME, 7)
    here.place_new(NOW)
    assert desk.stories(second) == [story_id(first.id)]


def test_two_machines_that_place_at_once_give_an_article_one_story(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.tell("courier", FERRY, 9), desk.tell("herald", SAME, 7)
    here, there = Grouping(desk.store), Grouping(desk.store)
    write = Grouping._write

    def overtaken(self: Grouping, placed: list, edition: str) -> str:  # type: ignore[type-arg]
        if self is here:
            there.place_new(NOW)
        return write(self, placed, edition)

    monkeypatch.setattr(Grouping, "_write", overtaken)
    with pytest.raises(StoreConflict):
        here.place_new(NOW)
    assert desk.stories(first, second) == [story_id(first.id)] * 2
    third = desk.tell("post", AGAIN, 5)
    assert there.place_new(NOW) == 1
    assert here.place_new(NOW) == 0
    assert desk.stories(third) == [story_id(first.id)]


def test_many_articles_are_placed_in_batches(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "BATCH", 2)
    told = [desk.tell("courier", FERRY, 9), desk.tell("courier", OTHER, 8), desk.tell("herald", SAME, 7), desk.tell("post", AGAIN, 6)]
    assert Grouping(desk.store).place_new(NOW) == 4
    assert desk.stories(*told) == [story_id(told[0].id), story_id(told[1].id), story_id(told[0].id), story_id(told[0].id)]


def test_a_turn_ends_when_it_took_long_enough_and_the_next_goes_on(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "BATCH", 1)
    monkeypatch.setattr(grouping, "PATIENCE", 0.0)
    desk.tell("courier", FERRY, 40 * 60)
    second = desk.tell("herald", OTHER, 39 * 60)
    room = Grouping(desk.store)
    assert [room.place_new(NOW), room.place_new(NOW), room.place_new(NOW)] == [1, 1, 0]
    with desk.store.read() as unit:
        assert unit.stories.articles_of(story_id(second.id)) == [second.id]


def test_an_article_whose_poll_took_its_time_is_placed_all_the_same(desk: Newsdesk) -> None:
    room = Grouping(desk.store)
    room.place_new(NOW)
    late = desk.tell("courier", FERRY, 40)
    assert room.place_new(NOW + MINUTE) == 1
    with desk.store.read() as unit:
        assert unit.stories.articles_of(story_id(late.id)) == [late.id]


def test_the_same_words_days_later_are_another_event(desk: Newsdesk) -> None:
    first = desk.tell("courier", FERRY, 3 * 24 * 60)
    room = Grouping(desk.store)
    room.place_new(NOW - 72 * HOUR)
    second = desk.tell("herald", SAME, 1)
    room.place_new(NOW)
    assert desk.stories(first, second) == [story_id(first.id), story_id(second.id)]


def test_what_the_operator_split_stays_apart_and_the_next_article_joins_one_of_them(desk: Newsdesk) -> None:
    first, second = desk.tell("courier", FERRY, 9), desk.tell("herald", SAME, 7)
    room = Grouping(desk.store)
    room.place_new(NOW)
    with desk.store.write() as unit:
        unit.stories.split(second.id)
    third = desk.tell("post", AGAIN, 5)
    room.place_new(NOW)
    assert desk.stories(first, second) == [story_id(first.id), story_id(second.id)]
    assert desk.stories(third)[0] in {story_id(first.id), story_id(second.id)}


def test_an_article_taken_back_has_no_place_until_it_returns(desk: Newsdesk) -> None:
    gone = desk.tell("courier", FERRY, 9)
    desk.withdraw(gone)
    room = Grouping(desk.store)
    assert room.place_new(NOW) == 0
    desk.tell("courier", FERRY, 9)
    assert room.place_new(NOW) == 1


@pytest.mark.parametrize("language", ["", "english", "-"])
def test_articles_whose_language_nobody_knows_have_stories_too(desk: Newsdesk, language: str) -> None:
    first, same = desk.tell("courier", FERRY, 9, language=language), desk.tell("herald", SAME, 7, language=language)
    Grouping(desk.store).place_new(NOW)
    assert desk.stories(first, same) == [story_id(first.id)] * 2
