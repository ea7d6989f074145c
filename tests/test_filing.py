"""Which sections an article is in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from feedsvc.authority import Roster
from feedsvc.filing import fingerprint, sections_of
from feedsvc.matching import State, Teller, settle
from feedsvc.model import Draft, Section

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PLAIN = settle(Draft(title="Harbour bridge opens", url="https://courier.example/news/1"), None, Teller(1, "courier"), NOW)
WORLD = Section("world", "World", tags=("Dunia",), paths=("/world/*",), keywords=("foreign minister", "un"))


@pytest.mark.parametrize(
    "state",
    [
        replace(PLAIN, tags=("DUNIA",)),
        replace(PLAIN, url="https://courier.example/world/2026/bridge"),
        replace(PLAIN, url="https://courier.example/World"),
        replace(PLAIN, title="The Foreign Minister’s bridge"),
        replace(PLAIN, title="Bridge: UN agrees"),
    ],
)
def test_one_rule_that_holds_is_enough(state: State) -> None:
    assert sections_of(state, {}, [WORLD]) == {"all", "world"}


@pytest.mark.parametrize(
    "state",
    [
        PLAIN,
        replace(PLAIN, tags=("duniawi",)),
        replace(PLAIN, url="https://courier.example/worldwide/1"),
        replace(PLAIN, title="Bridge reopens under way"),
    ],
)
def test_words_tags_and_paths_match_whole(state: State) -> None:
    assert sections_of(state, {}, [WORLD]) == {"all"}


def test_a_sources_own_sections_count_if_they_are_declared() -> None:
    assert sections_of(PLAIN, {1: ("world", "gone"), 2: ("sport",)}, [WORLD, Section("sport", "Sport")]) == {"all", "world"}


def test_an_article_may_be_in_several_sections() -> None:
    state = replace(PLAIN, tags=("dunia", "bola"))
    assert sections_of(state, {}, [WORLD, Section("sport", "Sport", tags=("bola",))]) == {"all", "world", "sport"}


def test_globs_match_in_the_middle_of_a_path() -> None:
    rule = Section("blogs", "Blogs", paths=("/*/blog/*",))
    assert "blogs" in sections_of(replace(PLAIN, url="https://x.example/en/blog/1"), {}, [rule])
    assert "blogs" not in sections_of(replace(PLAIN, url="https://x.example/blog"), {}, [rule])


def test_words_of_scripts_without_spaces_match_anywhere() -> None:
    rule = Section("quakes", "Quakes", keywords=("地震", "แผ่นดินไหว"))
    assert "quakes" in sections_of(replace(PLAIN, title="北部で地震、けが人なし"), {}, [rule])
    assert "quakes" in sections_of(replace(PLAIN, title="เกิดแผ่นดินไหวทางเหนือ"), {}, [rule])


def test_paths_are_written_as_people_read_them() -> None:
    rule = Section("economy", "Economy", paths=("/économie/*",))
    assert "economy" in sections_of(replace(PLAIN, url="https://x.example/%C3%A9conomie/1"), {}, [rule])


def test_the_sections_of_a_source_that_is_a_stranger_to_the_article_do_not_count() -> None:
    roster = Roster({1: frozenset({"courier.example"}), 2: frozenset({"stranger.example"})})
    told = replace(PLAIN, told_by=frozenset({1, 2}))
    assert sections_of(told, {1: ("sport",), 2: ("world",)}, [WORLD, Section("sport", "Sport")], roster) == {"all", "sport"}


def test_the_fingerprint_moves_with_the_rules_and_with_the_sources_sections() -> None:
    before = fingerprint([WORLD], [("courier", ("world",))])
    assert fingerprint([WORLD], [("courier", ("world",))]) == before
    assert fingerprint([replace(WORLD, tags=())], [("courier", ("world",))]) != before
    assert fingerprint([WORLD], []) != before


@pytest.mark.parametrize(
    ("language", "section"), [("id", "lang:id"), ("id-ID", "lang:id"), ("in", "lang:id"), ("fil", "lang:tl"), ("PT_br", "lang:pt")]
)
def test_an_article_is_in_the_implied_section_of_its_language(language: str, section: str) -> None:
    assert sections_of(replace(PLAIN, language=language), {}, [WORLD]) == {"all", section}


@pytest.mark.parametrize("language", ["", "und", "xyz", "klingon", "!"])
def test_what_is_no_language_of_newspapers_makes_no_section(language: str) -> None:
    """A feed may call its language what it likes; each name would be a list of its own."""
    assert sections_of(replace(PLAIN, language=language), {}, [WORLD]) == {"all"}
