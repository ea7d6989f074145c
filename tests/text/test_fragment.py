from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.text import html
from feedsvc.text.html import Fragment

BASE = "https://kabar.example/dunia/berita.html"
STORY = "<p>Warga mulai pulang.</p><p>Air surut <b>pada</b> sore hari.</p>"


def test_one_fragment_gives_text_markup_and_picture() -> None:
    fragment = Fragment(f'{STORY}<img src="/f.jpg">')
    assert fragment.head(1_000) == "Warga mulai pulang. Air surut pada sore hari."
    assert fragment.sanitised(BASE) == f'{STORY}<img src="https://kabar.example/f.jpg"/>'
    assert fragment.picture(BASE) == ("https://kabar.example/f.jpg", "")


def test_a_head_ends_with_the_block_in_which_it_is_long_enough() -> None:
    fragment = Fragment("<p>Warga mulai pulang.</p>" * 1_000)
    assert 100 <= len(fragment.head(100)) < 200
    assert fragment.head(100).startswith("Warga mulai pulang. Warga")


@pytest.mark.parametrize(
    "markup",
    [
        f"{STORY}</body></html>{STORY}",
        f"<html><body>{STORY}</body></HTML >{STORY}",
        f"{STORY}</Html>{STORY}",
    ],
)
def test_the_end_of_a_page_in_the_middle_ends_nothing(markup: str) -> None:
    assert html.sanitise(markup, BASE) == STORY * 2
    assert html.to_text(markup).count("Warga") == 2


def test_a_picture_by_its_old_name_is_judged_like_any_other() -> None:
    assert html.sanitise('<p>a</p><image src="https://stats.example/p.gif" width="1">', BASE) == "<p>a</p>"


def test_elements_that_nobody_knows_leave_their_words() -> None:
    assert html.sanitise("<p>a <kabar-box>b</kabar-box> <blink>c</blink></p><o:p></o:p>", BASE) == "<p>a b c</p>"


def test_signs_are_text_where_there_are_few_tags() -> None:
    assert Fragment("1 < 2 dan x<y serta <b>tebal</b>").head(100) == "1 < 2 dan x<y serta tebal"


def test_what_is_empty_behind_a_sign_in_an_attribute_is_dropped_too() -> None:
    assert html.sanitise('<p>a<a href="https://kabar.example/?a>b"></a></p>', BASE) == "<p>a</p>"


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"ab <>&", "<p>", "</p>", "<b>", "</b>", "<br>", "&amp;", "<td>", "<x>", "<!-- -->"]), max_size=40))
def test_a_head_is_the_beginning_of_the_text(pieces: list[str]) -> None:
    markup = "".join(pieces)
    whole = html.to_text(markup)
    assert whole.startswith(Fragment(markup).head(5))
    assert len(Fragment(markup).head(5)) >= min(5, len(whole))


def test_the_line_and_paragraph_separators_of_unicode_part_words() -> None:
    assert html.to_paragraphs("<p>satu\u2028dua\u2029tiga</p>") == ["satu dua", "tiga"]


def test_a_character_made_of_two_references_is_one() -> None:
    assert Fragment("<p>kafe&#x301; &#146;Don</p>").head(100) == "kaf\u00e9 \u2019Don"


@pytest.mark.parametrize("depth", [100, 120, 127, 128, 200, 254, 255, 300])
def test_what_is_nested_keeps_its_words_at_any_depth(depth: int) -> None:
    assert Fragment("<div>kata " * depth + "akhir").head(10_000).split() == ["kata"] * depth + ["akhir"]


@pytest.mark.parametrize("depth", [1, 2, 5, 6, 7, 40])
def test_elements_with_nothing_in_them_vanish_however_deep_they_stand(depth: int) -> None:
    empty = "<div><b>" * depth + " " + "</b></div>" * depth
    assert html.sanitise(f"<p>a</p>{empty}<p>b</p>", BASE).replace(" ", "") == "<p>a</p><p>b</p>"


def test_empty_cells_stay_where_empty_paragraphs_go() -> None:
    markup = "<table><tbody><tr><td>a</td><td></td></tr></tbody></table><p><br></p><p> </p>"
    assert html.sanitise(markup, BASE) == "<table><tbody><tr><td>a</td><td></td></tr></tbody></table><p><br/></p>"


def test_an_empty_item_whose_end_is_left_out_vanishes_too() -> None:
    assert html.sanitise("<ul><li></li><li><b> </b></li><li>a</li></ul>", BASE).replace(" ", "") == "<ul><li>a</li></ul>"


def test_void_elements_with_and_without_attributes_are_closed_as_in_xml() -> None:
    assert html.sanitise('a<br>b<wbr>c<hr><br dir="ltr"><img src="/f.jpg">', BASE).count("/>") == 5
