"""Which articles tell of one event, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from feedsvc.evidence import Telling
from feedsvc.matching import story_id
from feedsvc.model import ALL
from feedsvc.trending import Place
from tests.store.newsdesk import DAY, MINUTE, NOW, Newsdesk

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.matching import State
    from feedsvc.model import Trend
    from feedsvc.store import Store


@pytest.fixture
def desk(store: Store) -> Newsdesk:
    return Newsdesk(store)


class TestPlacing:
    def test_an_article_that_was_not_placed_is_a_story_of_its_own(self, desk: Newsdesk) -> None:
        alone = desk.tell("courier", "Ferry returns")
        assert desk.stories(alone) == [story_id(alone.id)]
        with desk.store.read() as unit:
            told = unit.stories.around(alone.id)
        assert told is not None
        assert (told.id, told.lead.id, [article.id for article in told.articles]) == (story_id(alone.id), alone.id, [alone.id])

    def test_what_waits_comes_in_the_order_of_its_arrival_until_it_has_its_place(self, desk: Newsdesk) -> None:
        second, first = desk.tell("courier", "Ferry returns", 5), desk.tell("herald", "Old ferry is back", 9)
        gone = desk.tell("post", "Ferry sinks", 3)
        desk.tell("post", "Bridge opens", 3 * 24 * 60)
        desk.withdraw(gone)
        with desk.store.read() as unit:
            assert [headline.article for headline in unit.stories.unplaced(NOW - DAY, 9)] == [first.id, second.id]
            assert [headline.article for headline in unit.stories.unplaced(NOW - DAY, 1)] == [first.id]
        desk.place(first)
        with desk.store.read() as unit:
            assert [headline.article for headline in unit.stories.unplaced(NOW - DAY, 9)] == [second.id]

    def test_a_headline_says_what_the_article_is_about_in_plain_text(self, desk: Newsdesk) -> None:
        desk.tell("courier", "Ferry returns", 2, summary="After 30 years.", content_html="<p>Much more</p>", language="en-GB")
        desk.tell("courier", "Bridge opens", 1, content_html="<p>People &amp; cars " + "x" * 9_000 + "</p>")
        with desk.store.read() as unit:
            ferry, bridge = unit.stories.unplaced(NOW - DAY, 9)
        assert (ferry.title, ferry.text, ferry.language, ferry.source) == ("Ferry returns", "After 30 years.", "en", "courier")
        assert bridge.text.startswith("People & cars xxx")
        assert len(bridge.text) <= 1_000, "however long the article is"

    def test_stories_run_as_long_as_somebody_tells_of_them(self, desk: Newsdesk) -> None:
        old, fresh = desk.tell("courier", "Ferry returns", 3 * 24 * 60), desk.tell("herald", "Ferry is back", 5)
        over = desk.tell("post", "Bridge opens", 3 * 24 * 60)
        ferry = desk.place(old, fresh)
        desk.place(over)
        with desk.store.read() as unit:
            running = [(headline.article, story) for headline, story in unit.stories.running(NOW - DAY)]
        assert running == [(old.id, ferry), (fresh.id, ferry)]

    def test_every_change_of_a_place_is_a_new_edition(self, desk: Newsdesk) -> None:
        def edition() -> str:
            with desk.store.read() as unit:
                return unit.stories.edition()

        one, two = desk.tell("courier", "Ferry returns"), desk.tell("herald", "Ferry is back")
        editions = [edition()]
        desk.place(one, two)
        editions.append(edition())
        with desk.store.write() as unit:
            unit.stories.split(two.id)
        editions.append(edition())
        assert len(set(editions)) == 3

    def test_an_article_that_went_away_meanwhile_is_left_out(self, desk: Newsdesk) -> None:
        one, two = desk.tell("courier", "Ferry returns"), desk.tell("courier", "Ferry is back")
        with desk.store.write() as unit:
            unit.articles.fold(two.id, one.id)
        story = desk.place(one, two)
        with desk.store.read() as unit:
            assert unit.stories.articles_of(story) == [one.id]

    def test_what_trended_alone_keeps_its_time_of_entry_when_it_joins_a_story(self, desk: Newsdesk) -> None:
        one, two = desk.tell("courier", "Ferry returns", 9), desk.tell("herald", "Ferry is back", 5)
        rank(desk, [alone(two)], NOW - 3 * MINUTE)
        story = desk.place(one, two)
        (entry,) = entries(desk)
        assert (entry.story, entry.article.id, entry.entered_at) == (story, two.id, NOW - 3 * MINUTE)


class TestTelling:
    def test_stories_of_enough_sources_are_told_with_all_that_was_said_in_order_of_time(self, desk: Newsdesk) -> None:
        courier, herald, again = desk.tell("courier", "Ferry", 9), desk.tell("herald", "The ferry", 30), desk.tell("courier", "Ferry!", 1)
        one, same = desk.tell("post", "Bridge", 8), desk.tell("post", "Bridge opens", 7)
        ferry = desk.place(herald, courier, again)
        desk.place(one, same)
        with desk.store.read() as unit:
            tellings = unit.stories.told(NOW - DAY, 2)
            assert [telling.article for telling in unit.stories.told(NOW - DAY, 1)][-2:] == [same.id, again.id]
        assert tellings == [
            Telling(ferry, herald.id, "herald", "The Herald", herald.sort_at, "herald.example"),
            Telling(ferry, courier.id, "courier", "The Courier", courier.sort_at, "courier.example"),
            Telling(ferry, again.id, "courier", "The Courier", again.sort_at, "courier.example"),
        ]

    def test_only_sources_that_told_of_it_lately_make_a_story_told(self, desk: Newsdesk) -> None:
        courier, herald = desk.tell("courier", "Ferry", 5), desk.tell("herald", "The ferry", 90)
        gone = desk.tell("post", "Ferry?", 2)
        desk.place(herald, courier, gone)
        desk.withdraw(gone)
        with desk.store.read() as unit:
            assert unit.stories.told(NOW - 60 * MINUTE, 2) == []
            assert [telling.article for telling in unit.stories.told(NOW - 100 * MINUTE, 2)] == [herald.id, courier.id]

    def test_a_page_of_a_story_leads_with_its_first_article_that_is_still_there(self, desk: Newsdesk) -> None:
        first, second, third = (desk.tell(slug, f"Ferry {n}", 9 - n) for n, slug in enumerate(("courier", "herald", "post")))
        story = desk.place(first, second, third)
        with desk.store.read() as unit:
            told = unit.stories.around(second.id)
        assert told is not None
        assert (told.id, told.lead.id) == (story, first.id)
        assert [article.id for article in told.articles] == [third.id, second.id, first.id]
        desk.withdraw(first)
        with desk.store.read() as unit:
            told = unit.stories.around(third.id)
        assert told is not None
        assert (told.id, told.lead.id) == (story, second.id)


class TestSplitting:
    def test_an_article_taken_out_is_a_story_of_its_own_and_apart_from_the_others(self, desk: Newsdesk) -> None:
        first, second, third = (desk.tell(slug, f"Ferry {n}", 9 - n) for n, slug in enumerate(("courier", "herald", "post")))
        story = desk.place(first, second, third)
        with desk.store.write() as unit:
            assert unit.stories.split(second.id) == 2
        assert desk.stories(first, second, third) == [story, story_id(second.id), story]
        with desk.store.read() as unit:
            assert set(unit.stories.apart(NOW - DAY)) == {frozenset({second.id, first.id}), frozenset({second.id, third.id})}
            assert unit.stories.apart(NOW + DAY) == []
        with desk.store.write() as unit:
            assert unit.stories.split(second.id) == 0, "it is alone already"

    def test_a_first_article_keeps_the_storys_id_and_the_others_go_on_under_that_of_their_own_first(self, desk: Newsdesk) -> None:
        first, second, third = (desk.tell(slug, f"Ferry {n}", 9 - n) for n, slug in enumerate(("courier", "herald", "post")))
        story = desk.place(first, second, third)
        with desk.store.write() as unit:
            assert unit.stories.split(first.id) == 2
        assert desk.stories(first, second, third) == [story, story_id(second.id), story_id(second.id)]

    def test_the_times_of_both_stories_are_those_of_their_own_articles(self, desk: Newsdesk) -> None:
        first, last = desk.tell("courier", "Ferry", 3 * 24 * 60), desk.tell("herald", "Ferry again", 5)
        desk.place(first, last)
        with desk.store.write() as unit:
            unit.stories.split(last.id)
        with desk.store.read() as unit:
            assert [headline.article for headline, _ in unit.stories.running(NOW - DAY)] == [last.id]


class TestFolding:
    """Two articles turn out to be one."""

    def fold(self, desk: Newsdesk, other: State, kept: State) -> None:
        with desk.store.write() as unit:
            unit.articles.fold(other.id, kept.id)

    def test_the_one_that_is_left_stays_in_its_story_or_takes_the_others_place(self, desk: Newsdesk) -> None:
        a, b, c = (desk.tell("courier", f"Ferry {n}", 9 - n) for n in range(3))
        loose, alone = desk.tell("herald", "Bridge", 4), desk.tell("herald", "The bridge", 3)
        ferry, bridge = desk.place(a, b, c), desk.place(alone)
        self.fold(desk, c, b)
        self.fold(desk, alone, loose)
        assert desk.stories(a, b, loose) == [ferry, ferry, bridge]
        with desk.store.read() as unit:
            assert unit.stories.articles_of(ferry) == [b.id, a.id]

    def test_the_entry_of_an_article_that_had_no_story_goes_on_in_the_one_it_takes(self, desk: Newsdesk) -> None:
        kept, other, third = desk.tell("courier", "Ferry", 9), desk.tell("herald", "The ferry", 5), desk.tell("post", "That ferry", 4)
        story = desk.place(third, other)
        rank(desk, [alone(kept)], NOW - 3 * MINUTE)
        self.fold(desk, other, kept)
        (entry,) = entries(desk)
        assert (entry.story, entry.article.id, entry.entered_at) == (story, kept.id, NOW - 3 * MINUTE)

    def test_of_two_entries_that_turn_out_to_be_one_that_of_the_kept_stays(self, desk: Newsdesk) -> None:
        kept, other = desk.tell("courier", "Ferry", 9), desk.tell("herald", "The ferry", 5)
        rank(desk, [alone(other)], NOW - 5 * MINUTE)
        rank(desk, [alone(kept), alone(other)], NOW - 3 * MINUTE)
        desk.place(kept)
        desk.place(other)
        self.fold(desk, other, kept)
        (entry,) = entries(desk)
        assert (entry.story, entry.article.id, entry.entered_at) == (story_id(kept.id), kept.id, NOW - 3 * MINUTE)

    def test_the_entry_of_a_story_that_others_still_tell_shows_one_of_them(self, desk: Newsdesk) -> None:
        kept, other, third = desk.tell("courier", "Bridge", 9), desk.tell("herald", "The ferry", 5), desk.tell("post", "Ferry", 4)
        bridge, ferry = desk.place(kept), desk.place(other, third)
        rank(desk, [alone(kept), Place(ferry, other.id, 2, 0.5, ("r",))], NOW)
        self.fold(desk, other, kept)
        assert [(entry.story, entry.article.id) for entry in entries(desk)] == [(bridge, kept.id), (ferry, third.id)]

    def test_what_the_operator_took_apart_stays_apart(self, desk: Newsdesk) -> None:
        first, second, third = (desk.tell("courier", f"Ferry {n}", 9 - n) for n in range(3))
        desk.place(first, second, third)
        with desk.store.write() as unit:
            unit.stories.split(third.id)
        kept = desk.tell("herald", "Ferry 2", 20)
        self.fold(desk, third, kept)
        with desk.store.read() as unit:
            assert set(unit.stories.apart(NOW - DAY)) == {frozenset({kept.id, first.id}), frozenset({kept.id, second.id})}
        self.fold(desk, second, kept)
        with desk.store.read() as unit:
            assert unit.stories.apart(NOW - DAY) == [frozenset({kept.id, first.id})], "nothing is apart from itself"


class TestEntries:
    """What a Trending entry of a story shows."""

    def test_an_entry_goes_on_showing_its_article_whichever_leads_the_story_now(self, desk: Newsdesk) -> None:
        one, two = desk.tell("courier", "Ferry", 9), desk.tell("herald", "The ferry", 5)
        story = desk.place(one, two)
        rank(desk, [Place(story, one.id, 1, 1.0, ("r",))], NOW)
        assert not rank(desk, [Place(story, two.id, 1, 1.0, ("r",))], NOW + MINUTE), "nobody sees a difference"
        assert [entry.article.id for entry in entries(desk)] == [one.id]
        rank(desk, [], NOW + 2 * MINUTE)
        rank(desk, [Place(story, two.id, 1, 1.0, ("r",))], NOW + 3 * MINUTE)
        assert [(entry.article.id, entry.entered_at) for entry in entries(desk)] == [(one.id, NOW)]

    @pytest.mark.parametrize("loss", ["withdrawn", "moved to another section", "split off"])
    def test_an_entry_shows_another_article_once_its_own_is_gone(self, desk: Newsdesk, loss: str) -> None:
        one, two = desk.tell("courier", "Ferry", 9), desk.tell("herald", "The ferry", 5)
        story = desk.place(two, one)
        rank(desk, [Place(story, one.id, 1, 1.0, ("r",))], NOW)
        with desk.store.write() as unit:
            if loss == "split off":
                unit.stories.split(one.id)
            elif loss == "moved to another section":
                unit.articles.file([one], {one.id: frozenset({"world"})})
        if loss == "withdrawn":
            desk.withdraw(one)
            assert entries(desk) == []
        assert rank(desk, [Place(story, two.id, 1, 1.0, ("r",))], NOW + MINUTE)
        assert [(entry.story, entry.article.id, entry.entered_at) for entry in entries(desk)] == [(story, two.id, NOW)]

    def test_the_lists_of_a_story_are_those_of_each_of_its_articles(self, desk: Newsdesk) -> None:
        one, two, three = desk.tell("courier", "Ferry", 9), desk.tell("herald", "The ferry", 5), desk.tell("post", "Bridge", 5)
        story = desk.place(one, two)
        rank(desk, [Place(story, one.id, 1, 1.0, ("r",))], NOW)
        with desk.store.read() as unit:
            lists = [[(section, trend.story) for section, trend in unit.trends.of_article(each.id, NOW)] for each in (one, two, three)]
            assert unit.trends.listed(ALL) == [story]
            assert unit.trends.sections_showing([one.id]) == {ALL}
            assert unit.trends.sections_showing([two.id]) == set(), "the feed does not show it"
        assert lists == [[(ALL, story)], [(ALL, story)], []]


def alone(state: State) -> Place:
    return Place(story_id(state.id), state.id, 1, 1.0, ("r",))


def rank(desk: Newsdesk, places: list[Place], at: datetime) -> bool:
    with desk.store.write() as unit:
        return unit.trends.replace(ALL, places, at, NOW - DAY, "passing")


def entries(desk: Newsdesk) -> list[Trend]:
    with desk.store.read() as unit:
        return unit.trends.entries(ALL, 9)


def test_of_an_unknown_article_there_is_no_story(desk: Newsdesk) -> None:
    with desk.store.read() as unit:
        assert unit.stories.around(UUID(int=7)) is None
        assert unit.stories.articles_of(UUID(int=7)) == []
