from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.text import language

INDONESIAN = (
    "Warga di kampung nelayan itu mulai membersihkan rumah mereka setelah air laut yang meluap sejak kemarin surut perlahan. "
    "Petugas mengatakan bantuan makanan dan air bersih akan datang pada sore hari, sedangkan anak-anak belum dapat kembali ke sekolah "
    "karena jalan masih tertutup lumpur dan beberapa jembatan kecil rusak."
)
ENGLISH = (
    "Residents of the fishing village began to clean their houses after the sea that had flooded the streets since yesterday slowly "
    "went back. Officials said that food and clean water would arrive in the afternoon, while children cannot return to school yet "
    "because the road is still covered with mud and several small bridges are broken."
)


@pytest.mark.parametrize(
    ("tag", "primary"),
    [("id-ID", "id"), ("en_US", "en"), ("IN", "id"), (" de ", "de"), ("fil-PH", "fil"), ("zh-Hans-CN", "zh"), ("pt-br, en", "pt")],
)
def test_a_tag_is_known_by_its_first_part(tag: str, primary: str) -> None:
    assert language.primary(tag) == primary


@pytest.mark.parametrize("tag", ["", "und", "x-default", "english", "1", "-", "mul"])
def test_what_names_no_language_is_unknown(tag: str) -> None:
    assert language.primary(tag) == ""


def test_without_a_hint_the_text_is_asked() -> None:
    assert language.detect(INDONESIAN) == "id"
    assert language.detect(ENGLISH) == "en"


def test_a_few_words_tell_nothing() -> None:
    assert language.detect("Pasar pagi") == ""


def test_the_hint_stands_for_short_texts() -> None:
    assert language.detect("Officials said that food would arrive", "id-ID") == "id"


def test_a_long_text_overrules_a_wrong_hint() -> None:
    assert language.detect(ENGLISH, "id") == "en"
    assert language.detect(INDONESIAN, "en-US") == "id"


def test_between_neighbouring_languages_the_hint_stands() -> None:
    assert language.detect(INDONESIAN, "ms") == "ms"


def test_numbers_and_signs_have_no_language() -> None:
    assert language.detect("1234 5678 !? " * 50) == ""


@settings(deadline=None)
@given(st.text(), st.text(max_size=12))
def test_the_answer_is_always_a_tag_or_nothing(text: str, hint: str) -> None:
    found = language.detect(text, hint)
    assert found == language.primary(found)
