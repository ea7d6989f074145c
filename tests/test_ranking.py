"""The doing half of Trending: which lists there are, and what each is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.config import Settings
from feedsvc.model import ALL, in_language
from feedsvc.ranking import LEAST_A_WEEK, rank_all, scopes
from feedsvc.trending import NO_SIGNALS
from tests.store.newsdesk import NOW, Newsdesk

if TYPE_CHECKING:
    from feedsvc.store import Store

SETTINGS = Settings.model_validate({"sections": [{"slug": "world", "title": "World"}]})
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
        tag = chr(97 + number // 26) + chr(97 + number % 26)
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
