"""Texts as terms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedsvc import wording


def test_words_are_runs_of_letters_marks_and_digits_in_any_script() -> None:
    assert wording.words("Trump’s “G20” visit: l'économie & बाढ़") == ["trump", "g20", "visit", "économie", "बाढ़"]


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert wording.words("東京2020大会") == ["東京", "2020", "大会"]
    assert wording.words("東京都") == ["東京", "京都"]


def test_affixes_and_endings_go() -> None:
    assert wording.stem("ditangkap", "id") == wording.stem("menangkap", "id").replace("angkap", "tangkap", 1)[-7:] == "tangkap"
    assert wording.stem("markets", "en") == wording.stem("market", "en")
    assert wording.stem("markets", "xx") == "markets"


def test_pairs_stand_beside_words_and_weigh_less() -> None:
    terms = wording.terms(["white", "house", "white"], "en")
    assert terms["white"] > terms["hous"] > terms["white hous"]


def test_common_words_of_a_language_are_known_from_the_start() -> None:
    assert wording.commonness("id")["yang"] > 0.01
    assert wording.commonness("en")["the"] > wording.commonness("en")["strike"]
    assert "lombok" not in wording.commonness("en")
    assert not wording.commonness("xx")


@given(st.text(max_size=200), st.sampled_from(["", "en", "id", "ja", "ar"]))
def test_any_text_gives_words_of_bounded_length_and_one_term_for_each(text: str, language: str) -> None:
    words = wording.words(text)
    assert all(0 < len(word) <= wording.LONGEST_WORD and " " not in word for word in words)
    assert len([term for term in wording.terms(words, language) if not wording.is_pair(term)]) <= len(words)
