from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.text import titles


def test_two_typographies_of_one_headline_are_equal() -> None:
    assert titles.key("“Kami Siap” – Wali Kota: PPN 12%!") == titles.key('"kami siap" - wali kota, PPN 12 %')


def test_letters_of_all_scripts_with_their_marks_stay() -> None:
    assert titles.key("हिन्दी, समाचार") == "हिन्दी समाचार"


def test_full_width_letters_and_ligatures_are_folded() -> None:
    assert titles.key("ＮＥＷＳ ﬁrst") == "news first"


def test_soft_hyphens_and_joiners_do_not_split_words() -> None:
    assert titles.key("Bundes\u00adtag") == "bundestag"


def test_a_headline_of_signs_only_keeps_them() -> None:
    assert titles.key("?!") == "?!"
    assert titles.key("?!") != titles.key("…")


def test_four_words_are_distinctive_and_three_are_not() -> None:
    assert titles.distinctive(titles.key("Harga beras naik lagi"))
    assert not titles.distinctive(titles.key("Cuaca hari ini"))


def test_ten_characters_of_a_script_without_spaces_are_distinctive() -> None:
    assert titles.distinctive(titles.key("首相が新しい政策を発表"))
    assert not titles.distinctive(titles.key("今日の天気"))


def test_a_long_single_word_of_a_spaced_script_is_not_distinctive() -> None:
    assert not titles.distinctive("donaudampfschifffahrtsgesellschaft")


@settings(deadline=None)
@given(st.text())
def test_a_key_of_a_key_is_the_key(title: str) -> None:
    key = titles.key(title)
    assert titles.key(key) == key


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N")), min_size=1))
def test_case_never_matters(title: str) -> None:
    assert titles.key(title.casefold()) == titles.key(title)


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_no_headline_is_without_a_key(title: str) -> None:
    assert titles.key(title)


def test_a_key_fits_into_an_index() -> None:
    assert len(titles.key("Kata " * 1_000)) <= 300
    assert len(titles.key("\U00020000" * 1_000).encode()) < 2_704


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    once = titles.key(text * 40)
    assert titles.key(once) == once
