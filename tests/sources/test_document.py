"""A page dumped as text: the article comes out whole, the boxes come out as lists, and nothing of one is left in the other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Box, Draft, Fetched, Grade, Harvest
from feedsvc.sources.document import read_document
from feedsvc.text import html

NOW = datetime(2025, 3, 2, 12, 0, tzinfo=UTC)
SEED = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds" / "news-page.txt"

HEADLINE = "Wali Kota Resmikan Pasar Terapung Baru di Tepi Sungai"
CAPTION = "Para pedagang menata sayur di atas perahu pada hari pertama pasar, 3 Februari 2025, disaksikan warga dari jembatan."
LEAD = "Pasar terapung yang lama dinanti warga akhirnya dibuka pada Senin pagi, kata wali kota di hadapan ratusan pengunjung."
SECOND = "Sebanyak 8.000 orang diperkirakan datang pada pekan pertama."
THIRD = '"Kami menunggu sepuluh tahun," kata seorang pedagang.'
POPULAR = ["Harga Cabai Turun Tajam di Pasar Induk", "Kereta Malam Kembali Beroperasi", "Tim Voli Kota Menang Lagi"]
LATEST = ["Hujan Deras Diperkirakan Sampai Kamis", "5 Cara Menyimpan Beras, Menurut Petani", "Perpustakaan Buka Sampai Malam"]


def read(text: str | bytes, content_type: str = "", max_items: int = 500) -> Harvest:
    body = text if isinstance(text, bytes) else text.encode()
    return read_document(Fetched("file:///dump.txt", body, content_type), now=NOW, max_items=max_items)


def article(text: str | bytes) -> Draft:
    (draft,) = read(text).drafts
    return draft


def body_of(draft: Draft) -> list[str]:
    return html.to_paragraphs(draft.content_html)


def titles(box: Box) -> list[str]:
    return [item.title for item in box.items]


def dump(*lines: str) -> str:
    return "\n".join(lines)


RANKED = ["Berita Trending", *(f"- {rank} {title}" for rank, title in enumerate(POPULAR, 1))]
BULLETED = ["Berita Terkini", *(f"- {title}" for title in LATEST)]
WHOLE = dump(HEADLINE, CAPTION, f"Foto: ANTARA/RADIO/@pasarterapung/AFPBANJARMASIN - {LEAD}", SECOND, THIRD, *RANKED, *BULLETED)


def test_headline_body_caption_and_credit_of_a_dump_are_told_apart() -> None:
    draft = article(WHOLE)
    assert draft.title == HEADLINE
    assert body_of(draft) == [LEAD, SECOND, THIRD]
    assert draft.image is not None
    assert (draft.image.url, draft.image.caption, draft.image.credit) == ("", CAPTION, "ANTARA/RADIO/@pasarterapung/AFP")


def test_a_draft_of_a_dump_is_a_page_without_url_in_its_language_with_a_summary() -> None:
    draft = article(WHOLE)
    assert (draft.grade, draft.url, draft.language, draft.published) == (Grade.PAGE, None, "id", None)
    assert draft.summary == LEAD


def test_numbered_box_is_popular_in_its_order_without_its_numbers_and_bulleted_box_is_latest() -> None:
    popular, latest = read(WHOLE).boxes
    assert (popular.kind, popular.heading, titles(popular)) == ("popular", "Berita Trending", POPULAR)
    assert (latest.kind, latest.heading, titles(latest)) == ("latest", "Berita Terkini", LATEST)
    assert all(item.url is None for item in popular.items)


def test_a_headline_that_begins_with_a_number_of_its_own_keeps_it() -> None:
    _, latest = read(WHOLE).boxes
    assert "5 Cara Menyimpan Beras, Menurut Petani" in titles(latest)


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "#{} ", "{} ", "- {}. ", "• {} ", "0{}. "])
def test_every_usual_way_of_numbering_is_read_as_ranks(mark: str) -> None:
    items = [mark.format(rank) + title for rank, title in enumerate(POPULAR, 1)]
    (box,) = read(dump(HEADLINE, LEAD, SECOND, "Terpopuler", *items)).boxes
    assert titles(box) == POPULAR


def test_ranks_on_lines_of_their_own_belong_to_the_headline_below() -> None:
    lines = [line for rank, title in enumerate(POPULAR, 1) for line in (str(rank), title)]
    (box,) = read(dump(HEADLINE, LEAD, SECOND, "Terpopuler", *lines)).boxes
    assert titles(box) == POPULAR


@pytest.mark.parametrize("heading", ["Most Read", "Meistgelesen", "Les plus lus", "Más leídas", "## Berita Populer:", "En çok okunanlar"])
def test_boxes_are_known_by_their_names_in_other_languages(heading: str) -> None:
    (box,) = read(dump(HEADLINE, LEAD, SECOND, heading, "* One headline of a box", "* Another headline of it")).boxes
    assert box.kind == "popular"


def test_boxes_may_stand_before_the_article_and_in_any_order() -> None:
    harvest = read(dump(*BULLETED, "", *RANKED, "", HEADLINE, LEAD, SECOND))
    assert [box.kind for box in harvest.boxes] == ["latest", "popular"]
    assert harvest.drafts[0].title == HEADLINE
    assert body_of(harvest.drafts[0]) == [LEAD, SECOND]


def test_an_article_goes_on_after_a_box_in_its_middle() -> None:
    harvest = read(dump(HEADLINE, LEAD, *RANKED, SECOND, THIRD))
    assert body_of(harvest.drafts[0]) == [LEAD, SECOND, THIRD]
    assert titles(harvest.boxes[0]) == POPULAR


def test_a_box_without_bullets_is_a_block_of_headlines() -> None:
    harvest = read(dump(HEADLINE, LEAD, SECOND, "", "Berita Terkini", *LATEST, "", THIRD))
    assert titles(harvest.boxes[0]) == LATEST
    assert body_of(harvest.drafts[0]) == [LEAD, SECOND, THIRD]


def test_a_list_in_the_body_stays_in_the_body() -> None:
    lines = [LEAD, "Syarat pendaftaran:", "- Kartu identitas yang berlaku", "- Surat dari kelurahan setempat", SECOND]
    harvest = read(dump(HEADLINE, *lines))
    assert harvest.boxes == ()
    assert body_of(harvest.drafts[0]) == lines


def test_names_of_tabs_without_a_list_are_neither_headline_nor_body() -> None:
    draft = article(dump("Terbaru", "Terpopuler", HEADLINE, LEAD, SECOND))
    assert draft.title == HEADLINE
    assert body_of(draft) == [LEAD, SECOND]


def test_a_dump_of_boxes_alone_gives_no_article() -> None:
    harvest = read(dump(*RANKED, *BULLETED))
    assert harvest.drafts == ()
    assert [len(box.items) for box in harvest.boxes] == [3, 3]
    assert harvest.language == "id"


def test_a_single_line_beside_boxes_is_no_article_and_the_operator_is_told() -> None:
    harvest = read(dump("Kabar Tepi Sungai", *RANKED))
    assert harvest.drafts == ()
    assert "Kabar Tepi Sungai" in harvest.skipped[0]


def test_an_article_without_caption_credit_dateline_and_boxes_is_read() -> None:
    draft = article(dump(HEADLINE, LEAD, SECOND))
    assert (draft.image, body_of(draft)) == (None, [LEAD, SECOND])


def test_a_credit_on_its_own_line_leaves_the_dateline_to_the_body() -> None:
    draft = article(dump(HEADLINE, CAPTION, "Foto: ANTARA/Rina Wati", f"BANJARMASIN, KABAR.com - {LEAD}", SECOND))
    assert draft.image is not None
    assert (draft.image.caption, draft.image.credit) == (CAPTION, "ANTARA/Rina Wati")
    assert body_of(draft) == [LEAD, SECOND]


def test_a_caption_with_its_credit_in_brackets_is_no_paragraph() -> None:
    draft = article(dump(HEADLINE, "Perahu sayur di tepi sungai. (Foto: ANTARA/Rina Wati)", LEAD, SECOND))
    assert draft.image is not None
    assert (draft.image.caption, draft.image.credit) == ("Perahu sayur di tepi sungai.", "ANTARA/Rina Wati")
    assert body_of(draft) == [LEAD, SECOND]


def test_date_and_byline_near_the_top_are_read_and_kept_out_of_the_body() -> None:
    draft = article(dump(HEADLINE, "Penulis: Rina Wati, Budi Hartono", "Senin, 3/2/2025 10:15 WIB", LEAD, SECOND))
    assert draft.published == datetime(2025, 2, 3, 3, 15, tzinfo=UTC)
    assert draft.authors == ("Rina Wati", "Budi Hartono")
    assert body_of(draft) == [LEAD, SECOND]


def test_a_time_without_zone_in_an_indonesian_dump_is_jakarta_time() -> None:
    assert article(dump(HEADLINE, "Senin, 3 Februari 2025 10:15", LEAD, SECOND)).published == datetime(2025, 2, 3, 3, 15, tzinfo=UTC)


def test_a_sentence_that_names_a_date_is_no_date_line() -> None:
    line = "Warga mengingat banjir besar 3 Februari 2020 lalu"
    draft = article(dump(HEADLINE, line, LEAD))
    assert (draft.published, body_of(draft)) == (None, [line, LEAD])


def test_pointers_to_other_articles_are_not_part_of_the_body() -> None:
    draft = article(dump(HEADLINE, LEAD, "Baca juga: Harga Cabai Turun", "[Gambas:Video Kabar]", "ADVERTISEMENT", SECOND))
    assert body_of(draft) == [LEAD, SECOND]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_change_what_is_read(encoding: str, line_end: str) -> None:
    text = line_end.join(
        ["Café “Äpfel & Öl” eröffnet", "Ein Satz über süße Früchte und große Körbe.", "Noch ein Satz über Bücher, Fähren und Züge."]
    )
    draft = article(text.encode(encoding))
    assert draft.title == "Café “Äpfel & Öl” eröffnet"
    assert body_of(draft)[0] == "Ein Satz über süße Früchte und große Körbe."


def test_the_http_charset_is_believed_where_it_fits() -> None:
    body = "Новый рынок открыт\nЖители города пришли на рынок.".encode("koi8-r")
    assert read(body, "text/plain; charset=koi8-r").drafts[0].title == "Новый рынок открыт"


def test_nul_bytes_are_dropped_from_the_text() -> None:
    assert article(f"Pasar\0 Baru Dibuka\n{LEAD}\n{SECOND}").title == "Pasar Baru Dibuka"


@pytest.mark.parametrize("body", [b"", b" \r\n\t \n", b"\xef\xbb\xbf\n"])
def test_an_empty_dump_is_refused_with_a_sentence_that_names_it(body: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"file:///dump\.txt is empty"):
        read(body)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SourceUnreadable, match="is not text"):
        read(bytes(range(256)) * 40)


def test_boxes_hold_no_more_headlines_than_asked_for() -> None:
    assert [len(box.items) for box in read(WHOLE, max_items=2).boxes] == [2, 2]


def test_a_first_line_as_long_as_a_paragraph_stays_in_the_body_too() -> None:
    long_line = " ".join([LEAD] * 4)
    draft = article(dump(long_line, SECOND))
    assert len(draft.title) <= 150
    assert body_of(draft) == [long_line, SECOND]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(st.sampled_from([HEADLINE, LEAD, "", "-", "1.", *RANKED, "Foto: AFP", "\x00", "…"])).map("\n".join),
    )
)
def test_no_dump_breaks_the_reader(text: str | bytes) -> None:
    try:
        harvest = read(text)
    except SourceUnreadable:
        return
    assert all(draft.title for draft in harvest.drafts)
    assert all(item.title for box in harvest.boxes for item in box.items)


def test_the_seed_page_comes_out_exactly() -> None:
    if not SEED.exists():
        pytest.skip("the folder shared/seeds is not beside this repository")
    body = SEED.read_bytes()
    lines = body.decode().splitlines()
    first_box = next(place for place, line in enumerate(lines) if lines[place + 1].startswith("- 1 "))
    second_box = next(place for place, line in enumerate(lines) if place > first_box and not line.startswith("- "))
    harvest = read(body)
    (draft,) = harvest.drafts
    paragraphs = body_of(draft)
    assert draft.title == lines[0]
    assert draft.image is not None
    assert draft.image.caption == lines[1]
    assert lines[2].startswith(f"Foto: {draft.image.credit}")
    assert draft.image.credit.endswith("AFP")
    assert lines[2].endswith(f" - {paragraphs[0]}")
    assert paragraphs[1:] == lines[3:first_box]
    assert [(box.kind, box.heading) for box in harvest.boxes] == [("popular", lines[first_box]), ("latest", lines[second_box])]
    assert titles(harvest.boxes[0]) == [line[4:] for line in lines[first_box + 1 : second_box]]
    assert titles(harvest.boxes[1]) == [line[2:] for line in lines[second_box + 1 :]]
    assert (draft.language, draft.summary) == ("id", paragraphs[0])


def test_no_headline_of_a_box_and_no_caption_is_of_endless_length() -> None:
    endless = "kata " * 20_000
    lines = [
        "Judul berita hari ini",
        f"Keterangan foto: {endless}",
        "",
        "Berita Trending",
        f"- {endless}",
        "- Dua kata lagi",
        "- Tiga kata lagi",
    ]
    harvest = read("\n".join(lines))
    assert max(len(item.title) for box in harvest.boxes for item in box.items) <= 500
    (draft,) = harvest.drafts
    assert draft.image is not None
    assert len(draft.image.caption) <= 1_000


def test_a_dump_of_one_endless_line_is_cut() -> None:
    (draft,) = read("kata " * 200_000).drafts
    assert len(draft.title) <= 300
    assert 30_000 < len(draft.content_html) <= 200_000
