"""The doing half of Trending: which lists there are, and what each is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.config import Settings
from feedsvc.model import ALL, in_language
from feedsvc.ranking import LEAST_A_WEEK, rank_all, scopes
from feedsvc.store.signals import Listing
from feedsvc.store.sources import Record
from feedsvc.trending import NO_SIGNALS
from tests.store.newsdesk import NOW, Newsdesk

if TYPE_CHECKING:
    from feedsvc.store import Store

SETTINGS = Settings.model_validate({"sections": [{"slug": "world", "title": "World"}]})
_TAGS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj
fo fr fy ga gd gl gn gu gv ha he hi ho hr
"""
TAGS = _TAGS.split()
INDONESIAN, ENGLISH = in_language("id"), in_language("en")


@pytest.fixture
def desk(store: Store) -> Newsdesk:
    desk = Newsdesk(store)
    with store.write() as unit:
        unit.revisions.declare([ALL, "world"], NOW)
    return desk


def publish(desk: Newsdesk, language: str, count: int, **more: object) -> None:
    """So many stories, each told of by two sources."""
    filed = frozenset({ALL, in_language(language)})
    for number in range(count):
        told = [
            desk.tell(slug, f"Story {number} in {language} by {slug}", 10 + number, language=language, sections=filed, **more)
            for slug in ("courier", "herald")
        ]
        desk.place(*told)


def listed(desk: Newsdesk, scope: str) -> list[str]:
    with desk.store.read() as unit:
        return [trend.article.language for trend in unit.trends.current(scope)]


def test_a_language_that_is_written_in_has_a_list_of_its_own(desk: Newsdesk) -> None:
    publish(desk, "en", LEAST_A_WEEK)
    publish(desk, "id", LEAST_A_WEEK // 2)
    publish(desk, "fr", 3)
    rank_all(desk.store, SETTINGS, NOW)
    with desk.store.read() as unit:
        assert scopes(unit, SETTINGS, NOW) == [ALL, "world", ENGLISH, INDONESIAN]
    assert set(listed(desk, INDONESIAN)) == {"id"}
    assert len(listed(desk, INDONESIAN)) == 10
    assert listed(desk, in_language("fr")) == []


def test_a_language_goes_on_having_its_list_when_less_is_written_in_it(desk: Newsdesk) -> None:
    publish(desk, "id", LEAST_A_WEEK)
    rank_all(desk.store, SETTINGS, NOW)
    later = NOW + timedelta(days=20)
    with desk.store.read() as unit:
        assert INDONESIAN in scopes(unit, SETTINGS, later)
    rank_all(desk.store, SETTINGS, later)
    with desk.store.read() as unit:
        assert {trend.why for trend in unit.trends.current(INDONESIAN)} == {(NO_SIGNALS,)}, "and it says how little is behind it"


def test_however_many_languages_a_source_makes_up_the_lists_are_bounded(desk: Newsdesk) -> None:
    for number in range(60):
        tag = TAGS[number]
        for each in range(LEAST_A_WEEK):
            desk.tell("courier", f"{tag} {each}", language=tag, sections=frozenset({ALL, in_language(tag)}))
    with desk.store.read() as unit:
        assert len(scopes(unit, SETTINGS, NOW)) == 2 + 40


def test_the_list_of_the_only_language_is_that_of_everything(desk: Newsdesk) -> None:
    publish(desk, "id", LEAST_A_WEEK)
    rank_all(desk.store, SETTINGS, NOW)
    with desk.store.read() as unit:
        everything, language = unit.trends.current(ALL), unit.trends.current(INDONESIAN)
    assert [(one.story, one.rank, one.score, one.why) for one in everything] == [
        (one.story, one.rank, one.score, one.why) for one in language
    ]


def test_a_busy_language_gets_its_list_whatever_others_were_there_first(desk: Newsdesk) -> None:
    for tag in TAGS[:40]:
        with desk.store.write() as unit:
            unit.revisions.bump({(in_language(tag), "trending")}, NOW)
    publish(desk, "id", LEAST_A_WEEK)
    with desk.store.read() as unit:
        assert INDONESIAN in scopes(unit, SETTINGS, NOW)


def test_a_list_that_a_language_begins_mints_no_entry_anew(desk: Newsdesk) -> None:
    """Its feed was made of the list of everything until then."""
    publish(desk, "id", 3)
    publish(desk, "en", 2)
    rank_all(desk.store, SETTINGS, NOW)
    for number in range(LEAST_A_WEEK):
        desk.tell("post", f"Nothing {number}", language="id", sections=frozenset({ALL, INDONESIAN}))
    rank_all(desk.store, SETTINGS, NOW + timedelta(hours=1))
    with desk.store.read() as unit:
        begun = {trend.story: trend.entered_at for trend in unit.trends.entries(INDONESIAN)}
        everything = {trend.story: trend.entered_at for trend in unit.trends.entries(ALL) if trend.article.language == "id"}
    assert begun == everything
    assert set(begun.values()) == {NOW}


def test_one_publisher_alone_does_not_fill_the_list_with_or_without_an_editors_word(desk: Newsdesk) -> None:
    """Its list of twenty is ranked before all that two other papers tell of, and takes half of the places."""
    mine = [desk.tell("courier", f"Own story number {number}", 60 + number) for number in range(20)]
    with desk.store.write() as unit:
        for box in ("Most read", "Most shared"):
            unit.signals.observe(desk.ids["courier"], [Listing(box, tuple(state.id for state in mine))], NOW)
        unit.counters.add("comments", {state.id: [(NOW.timestamp(), 50.0)] for state in mine})
        unit.sources.record(desk.ids["courier"], Record(last_ok_at=NOW))
    for number in range(12):
        desk.place(*(desk.tell(slug, f"Shared {number} by {slug}", 200 + number) for slug in ("herald", "post")))
    every = Settings.model_validate({"trending": {"enter": 20, "leave": 20, "size": 20}})
    rank_all(desk.store, every, NOW)
    with desk.store.read() as unit:
        first = unit.trends.current(ALL)
    assert sum(trend.article.source.slug == "courier" for trend in first) == 10
    with desk.store.write() as unit:
        unit.verdicts.add(first[-1].story, first[-1].article.id, "boost", NOW, None)
    rank_all(desk.store, every, NOW + timedelta(minutes=1))
    with desk.store.read() as unit:
        assert sum(trend.article.source.slug == "courier" for trend in unit.trends.current(ALL)) == 10
