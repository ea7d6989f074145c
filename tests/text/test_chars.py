from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feedsvc.text import chars

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_whitespace_of_every_kind_becomes_one_space() -> None:
    assert chars.clean("  Banjir\u00a0\u3000di\r\n\tkota\u2028tua ") == "Banjir di kota tua"


def test_controls_and_noncharacters_disappear() -> None:
    assert chars.clean("a\x00b\x08c\ufeffd\ufffee\x7ff") == "abcdef"


def test_controls_that_separate_words_still_separate_them() -> None:
    assert chars.clean("satu\x0bdua\x1ftiga") == "satu dua tiga"


def test_a_windows_apostrophe_read_as_latin_1_is_repaired() -> None:
    assert chars.clean("Don\x92t \x93panic\x94") == "Don’t “panic”"


def test_a_lone_surrogate_goes_and_a_split_pair_becomes_its_character() -> None:
    assert chars.clean("x\ud800y \ud83d\ude00") == "xy \U0001f600"


def test_letters_are_composed() -> None:
    assert chars.clean("Café") == "Café"


def test_blocks_keep_their_lines_and_indentation() -> None:
    assert chars.clean_block("a\r\n  b\rc\x00") == "a\n  b\nc"


def test_emoji_and_joiners_stay() -> None:
    assert chars.clean("👩\u200d🚒 نامه\u200cها") == "👩\u200d🚒 نامه\u200cها"


@settings(deadline=None)
@given(ANY_TEXT)
def test_anything_cleaned_is_xml_text_and_clean_already(text: str) -> None:
    cleaned = chars.clean(text)
    element = etree.Element("t")
    element.text = cleaned
    assert etree.fromstring(etree.tostring(element)).text == (cleaned or None)
    assert chars.clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_cleaned_block_is_clean_already(text: str) -> None:
    block = chars.clean_block(text)
    assert chars.clean_block(block) == block
    assert "\r" not in block


@settings(deadline=None)
@given(ANY_TEXT.filter(str.isprintable))
def test_visible_characters_are_never_lost(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    assert chars.clean(text).replace(" ", "") == "".join(normal.split())


@pytest.mark.parametrize("plane", range(17))
def test_what_is_no_character_in_the_first_plane_is_dropped(plane: int) -> None:
    last = chr(plane << 16 | 0xFFFF)
    assert chars.clean(last) == ("" if plane == 0 else last)


def test_marks_piled_on_one_letter_are_cut_and_signs_in_a_row_are_not() -> None:
    """Sorting a million marks of one letter would take hours, so that this test would never end."""
    assert len(chars.clean("a" + "\u0301\u0316" * 500_000)) <= 31
    assert len(chars.clean_block("a" + "\u0323" * 100)) <= 31
    stacked = "e" + "\u0316" * 30
    assert chars.clean(stacked) == stacked
    assert chars.clean("—" * 100 + "。" * 100) == "—" * 100 + "。" * 100


def _composes_with_what_stands_before() -> set[str]:
    """Every character that is the second of two that NFC makes one."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(sys.maxunicode + 1))
    return {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}


def test_characters_that_are_passed_over_at_a_glance_need_no_repair_beside_any_other() -> None:
    simple = [chr(code) for code in range(0x80, sys.maxunicode + 1) if not chars._NOT_SIMPLE.match(chr(code))]
    assert len(simple) > 30_000
    assert not {char for char in simple if unicodedata.normalize("NFC", char) != char or unicodedata.combining(char)}
    assert _composes_with_what_stands_before().isdisjoint(simple)
    text = "".join(simple)
    assert chars.valid(text) == text


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("e\u0301\u1100\u1161\u11a8\u0085\u2028\ud83d\ude00\x00\u00a0")), max_size=40
    )
)
def test_a_line_is_composed_and_valid_whatever_stands_in_it(text: str) -> None:
    line = chars.clean(text)
    assert unicodedata.is_normalized("NFC", line)
    assert chars.valid(line) == line
    assert line == " ".join(line.split())
