"""Datelines and credits, which newsrooms print without a fixed form."""

from __future__ import annotations

import pytest

from feedsvc.sources.asides import is_aside
from feedsvc.sources.credit import credit_name, read_credit, split_caption
from feedsvc.sources.dateline import has_dateline, without_dateline

BODY = "Warga mengatakan bahwa pasar akan dibuka kembali pekan depan."


@pytest.mark.parametrize(
    "place",
    [
        "MEDAN - ",
        "JAKARTA, KABAR.com - ",
        "LONDON, Feb 3 (Reuters) — ",
        "Jakarta (ANTARA) - ",
        "Jakarta, CNN Indonesia -- ",
        "BERLIN dpa | ",
        "KABAR.com - ",
        "Kabar6.com, Jakarta - ",
        "MEDAN- ",
        "NEW YORK (AP) — ",
        "WASHINGTON, D.C. – ",
        "SÃO PAULO - ",
        "МОСКВА – ",
    ],
)
def test_the_place_a_report_comes_from_is_no_part_of_its_text(place: str) -> None:
    assert without_dateline(place + BODY) == BODY


@pytest.mark.parametrize(
    "text",
    [
        "Wali kota - yang baru dilantik - hadir di pasar itu.",
        "UPDATE - Pasar dibuka kembali pada Senin pagi.",
        "Kami, rakyat - Semua hadir di alun-alun itu.",
        "NASA - the space agency - said it would launch a rocket.",
        "Covid-19 menyebar lagi di beberapa kota besar.",
        BODY,
    ],
)
def test_a_dash_in_a_sentence_is_no_dateline(text: str) -> None:
    assert not has_dateline(text)
    assert without_dateline(text) == text


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Foto: ANTARA/RADIO/@Pasar/AFPMEDAN - ", "ANTARA/RADIO/@Pasar/AFP"),
        ("Foto: AFP/Kim Min-JunSEOUL - ", "AFP/Kim Min-Jun"),
        ("Foto: ANTARAJAKARTA - ", "ANTARA"),
        ("Foto: REUTERSNEW YORK – ", "REUTERS"),
        ("Foto: Getty ImagesLONDON — ", "Getty Images"),
        ("Foto: dpaBERLIN - ", "dpa"),
        ("Foto: AFP MEDAN - ", "AFP"),
        ("Photo: AFP/John Roe MEDAN - ", "AFP/John Roe"),
        ("Foto: REUTERS/JANE DOE NEW YORK - ", "REUTERS/JANE DOE"),
        ("Foto: AFPMEDAN, Sumatra - ", "AFP"),
        ("Foto: AFPMedan - ", "AFP"),
        ("Foto: APPARIS - ", "AP"),
        ("Foto: Xinhua/Li MingKUALA LUMPUR - ", "Xinhua/Li Ming"),
        ("Foto: Jane Doe/AFPMEDAN (ANTARA) - ", "Jane Doe/AFP"),
    ],
)
def test_a_credit_glued_to_a_dateline_ends_where_the_agency_does(line: str, credit: str) -> None:
    assert read_credit(line + BODY) == (credit, BODY)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Foto: AFP", "AFP"),
        ("(Foto: ANTARA/Jane Doe)", "ANTARA/Jane Doe"),
        ("Photo by Jane Doe/AFP", "Jane Doe/AFP"),
        ("© Jane Doe", "Jane Doe"),
        ("AFP/Getty Images", "AFP/Getty Images"),
        ("Foto: AFP - Jane Doe", "AFP - Jane Doe"),
    ],
)
def test_a_credit_that_stands_alone_has_no_text_behind_it(line: str, credit: str) -> None:
    assert read_credit(line) == (credit, "")


def test_a_credit_glued_to_a_paragraph_without_dateline_ends_behind_the_agency() -> None:
    assert read_credit(f"Foto: AFP{BODY} {BODY}") == ("AFP", f"{BODY} {BODY}")


def test_an_ordinary_line_is_no_credit() -> None:
    assert read_credit(BODY) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Petani di sawah. (Foto: ANTARA/Jane Doe)", ("Petani di sawah.", "ANTARA/Jane Doe")),
        ("Petani di sawah (ANTARA FOTO/Jane Doe)", ("Petani di sawah", "ANTARA FOTO/Jane Doe")),
        ("Petani di sawah (kiri)", ("Petani di sawah (kiri)", "")),
        ("Foto: AFP", ("", "AFP")),
        ("Farmers. Photograph: Jane Doe/Reuters", ("Farmers.", "Jane Doe/Reuters")),
    ],
)
def test_a_caption_gives_up_the_credit_at_its_end(text: str, parts: tuple[str, str]) -> None:
    assert split_caption(text) == parts


def test_a_credit_is_a_name_without_its_label() -> None:
    assert [credit_name(text) for text in ("(Image: Jane Doe)", "Foto: AFP", "Copyright", "Jane Doe / AP")] == [
        "Jane Doe",
        "AFP",
        "",
        "Jane Doe / AP",
    ]


@pytest.mark.parametrize(
    "line", ["Baca juga: Harga beras turun", "[Gambas:Video Kabar]", "ADVERTISEMENT", "Facebook Twitter WhatsApp", "Lire aussi : la suite"]
)
def test_lines_between_paragraphs_that_lead_elsewhere_are_asides(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize("line", [BODY, "Related to this, the mayor said nothing.", "Komentar itu singkat saja.", ""])
def test_sentences_are_no_asides(line: str) -> None:
    assert not is_aside(line)
