"""Boxes of headlines on HTML pages: found where a reader sees one, and nowhere else."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from feedsvc.sources import headings, heads
from feedsvc.sources import outline as outline_room
from feedsvc.sources.charset import decode
from feedsvc.sources.listing import MAX_ITEMS, find_boxes
from feedsvc.sources.rows import text_of
from feedsvc.text.urls import canonical

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from feedsvc.model import Box, BoxKind

BASE = "https://kabar.example/kota/pasar-terapung-dibuka-101"
TITLES = ("Harga Cabai Turun Tajam di Pasar", "Kereta Malam Kembali Beroperasi", "Tim Voli Kota Menang Lagi")
OTHERS = ("Hujan Deras Sampai Hari Kamis", "Perpustakaan Buka Sampai Malam", "Jembatan Lama Selesai Diperbaiki")


def boxes(body: str, base: str = BASE) -> tuple[Box, ...]:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return find_boxes(lxml_html.document_fromstring(f"<html><body>{body}</body></html>".encode(), parser=parser), base)


def one(body: str) -> Box:
    (box,) = boxes(body)
    return box


def titles(box: Box) -> tuple[str, ...]:
    return tuple(item.title for item in box.items)


def slug(title: str) -> str:
    return f"/kota/{title.lower().replace(' ', '-')}-2001"


def link(title: str) -> str:
    return f'<a href="{slug(title)}">{title}</a>'


def items(names: tuple[str, ...] = TITLES, before: str = "", after: str = "") -> str:
    return "".join(f"<li>{before}{link(name)}{after}</li>" for name in names)


def test_a_list_under_a_popular_heading_is_a_popular_box_with_absolute_urls() -> None:
    box = one(f"<aside><h3>Berita Trending</h3><ol>{items()}</ol></aside>")
    assert (box.kind, box.heading, titles(box)) == ("popular", "Berita Trending", TITLES)
    assert [item.url for item in box.items] == [f"https://kabar.example{slug(title)}" for title in TITLES]


def test_two_boxes_in_one_column_do_not_run_into_each_other() -> None:
    first, second = boxes(f"<aside><h3>Most read</h3><ul>{items()}</ul><h3>Latest news</h3><ul>{items(OTHERS)}</ul></aside>")
    assert (first.kind, titles(first)) == ("popular", TITLES)
    assert (second.kind, titles(second)) == ("latest", OTHERS)


def test_a_box_ends_at_the_next_heading_of_something_else() -> None:
    box = one(f"<aside><h3>Most read</h3><ul>{items()}</ul><h3>From our partners</h3><ul>{items(OTHERS)}</ul></aside>")
    assert titles(box) == TITLES


def test_headings_without_h_elements_end_each_other_by_their_class() -> None:
    body = f'<div><div class="cap">Terpopuler</div><ul>{items()}</ul><div class="cap">Iklan Mitra</div><ul>{items(OTHERS)}</ul></div>'
    assert titles(one(body)) == TITLES


@pytest.mark.parametrize("heading", ["Most read in Sport", "Terpopuler di Kota", "Trending on Kabar"])
def test_a_heading_qualified_by_section_or_place_still_names_a_box(heading: str) -> None:
    assert one(f"<section><header><h2>{heading}</h2></header><div><ul>{items()}</ul></div></section>").heading == heading


def test_ranks_printed_in_the_headline_are_taken_off() -> None:
    rows = "".join(f'<li><a href="{slug(title)}"><span>{rank}</span>{title}</a></li>' for rank, title in enumerate(TITLES, 1))
    assert titles(one(f"<div><h3>Terpopuler</h3><ul>{rows}</ul></div>")) == TITLES


def test_printed_ranks_decide_the_order() -> None:
    ranked = [(3, TITLES[2]), (1, TITLES[0]), (2, TITLES[1])]
    rows = "".join(f"<li><b>{rank}</b> {link(title)}</li>" for rank, title in ranked)
    assert titles(one(f"<div><h3>Terpopuler</h3><ul>{rows}</ul></div>")) == TITLES


def test_the_headline_is_the_heading_or_title_of_a_row_not_its_section_time_or_teaser() -> None:
    rows = "".join(
        f'<article><a href="/kota/">Kabar Kota</a><a href="{slug(title)}"><img src="/p.jpg" alt="Foto"></a><time>2 jam lalu</time>'
        f'<h4><a href="{slug(title)}">{title}</a></h4>'
        f'<a href="{slug(title)}">Sebuah ringkasan yang jauh lebih panjang daripada judulnya.</a></article>'
        for title in TITLES
    )
    assert titles(one(f"<div><h3>Terpopuler</h3>{rows}</div>")) == TITLES


def test_a_row_that_is_one_link_gives_the_part_called_title() -> None:
    rows = "".join(
        f'<li><a href="{slug(title)}"><span class="kicker">Ekonomi Kota</span>'
        f'<span class="item-title">{title}</span><p>Ringkasan.</p></a></li>'
        for title in TITLES
    )
    assert titles(one(f"<div><h3>Terpopuler</h3><ul>{rows}</ul></div>")) == TITLES


def test_a_picture_alone_gives_its_description_as_headline() -> None:
    rows = "".join(f'<li><a href="{slug(title)}"><img src="/p.jpg" alt="{title}"></a></li>' for title in TITLES)
    assert titles(one(f"<div><h3>Terpopuler</h3><ul>{rows}</ul></div>")) == TITLES


def test_headlines_without_links_are_items_without_url() -> None:
    rows = "".join(f"<li>{title}</li>" for title in TITLES)
    box = one(f"<div><h3>Berita Trending</h3><ol>{rows}</ol></div>")
    assert titles(box) == TITLES
    assert {item.url for item in box.items} == {None}


def test_one_headline_without_link_among_linked_ones_is_not_lost() -> None:
    box = one(f"<div><h3>Berita Trending</h3><ol>{items(TITLES)}<li>{OTHERS[0]}</li></ol></div>")
    assert titles(box) == (*TITLES, OTHERS[0])
    assert box.items[-1].url is None


def test_tags_authors_and_sections_beside_the_headlines_are_no_items() -> None:
    extra = '<a href="/tag/pasar-induk-kota">Pasar Induk Kota Baru</a><a href="/penulis/rina-wati-2">Rina Wati</a><a href="/kota/">Kota</a>'
    assert titles(one(f"<div><h3>Terpopuler</h3><ul>{items(after=extra)}</ul></div>")) == TITLES


def test_trending_topics_are_no_box() -> None:
    tags = "".join(f'<li><a href="/tag/{name}">{name}</a></li>' for name in ("banjir", "pilkada", "timnas", "cabai", "kereta"))
    assert boxes(f"<div><h3>Trending Topics</h3><ul>{tags}</ul></div>") == ()
    assert boxes(f"<div><h3>Trending</h3><ul>{tags}</ul><div><h3>Pilihan Editor</h3><ul>{items()}</ul></div></div>") == ()


def test_links_called_latest_in_navigation_and_footer_are_no_boxes() -> None:
    menu = '<ul><li><a href="/terbaru">Terbaru</a></li><li><a href="/kota">Kota</a></li><li><a href="/dunia">Dunia</a></li></ul>'
    bar = '<div><a href="/terbaru">Terbaru</a><a href="/kota">Kota</a></div>'
    foot = (
        '<footer><h4>Latest</h4><a href="/info-dan-kontak">Kontak</a><a href="/iklan-di-sini">Iklan</a><a href="/a-b-c">Karir</a></footer>'
    )
    assert boxes(f"<nav>{menu}</nav><div>{menu}</div>{bar}<main><ul>{items()}</ul></main>{foot}") == ()


def test_editors_picks_are_no_box() -> None:
    assert boxes(f"<div><h3>Editor's Picks</h3><ul>{items()}</ul></div>") == ()


def test_a_headline_that_sounds_like_a_heading_makes_no_box() -> None:
    named = '<h3><a href="/buku/the-most-read-books-of-the-year-2024">The most read books of 2024</a></h3>'
    assert boxes(f"<div>{named}<ul>{items()}</ul></div>") == ()


def test_two_links_are_no_list() -> None:
    assert boxes(f"<div><h3>Terpopuler</h3><ul>{items(TITLES[:2])}</ul></div>") == ()


def test_tabs_with_names_of_their_own_are_boxes_of_their_own() -> None:
    body = (
        '<div><ul><li><button aria-controls="a">Terpopuler</button></li><li><button aria-controls="b">Terbaru</button></li></ul>'
        f'<div id="b"><ul>{items(OTHERS)}</ul></div><div id="a"><ul>{items()}</ul></div></div>'
    )
    popular, latest = boxes(body)
    assert (popular.kind, titles(popular)) == ("popular", TITLES)
    assert (latest.kind, titles(latest)) == ("latest", OTHERS)


def test_tabs_without_ids_belong_to_their_lists_in_order() -> None:
    body = (
        '<div><div class="tabs"><a href="#">Most Read</a><a href="#">Most Recent</a></div>'
        f"<div><div><ul>{items()}</ul></div><div><ul>{items(OTHERS)}</ul></div></div></div>"
    )
    assert [(box.kind, titles(box)) for box in boxes(body)] == [("popular", TITLES), ("latest", OTHERS)]


def test_tabs_under_one_heading_are_lists_named_by_heading_and_tab() -> None:
    body = (
        '<section><h2>Terpopuler</h2><div role="tablist"><button role="tab" aria-controls="d">24 Jam</button>'
        f'<button role="tab" aria-controls="w">Minggu Ini</button></div><div id="d"><ol>{items()}</ol></div>'
        f'<div id="w"><ol>{items(OTHERS)}</ol></div></section>'
    )
    assert [(box.heading, box.tab, titles(box)) for box in boxes(body)] == [
        ("Terpopuler", "24 Jam", TITLES),
        ("Terpopuler", "Minggu Ini", OTHERS),
    ]


def test_a_list_whose_tab_is_unknown_is_not_given_to_the_wrong_tab() -> None:
    body = f"<div><ul><li><button>Terpopuler</button></li><li><button>Terbaru</button></li></ul><div><ul>{items()}</ul></div></div>"
    assert [(box.kind, titles(box)) for box in boxes(body)] == [("popular", TITLES)]


def test_a_box_for_phones_and_one_for_screens_are_one_box() -> None:
    box = f"<div><h3>Terpopuler</h3><ul>{items()}</ul></div>"
    assert len(boxes(f"{box}<main></main>{box}")) == 1


def test_a_box_without_heading_is_known_by_its_class() -> None:
    box = one(f'<div class="widget most-read-list"><ol>{items()}</ol></div>')
    assert (box.kind, box.heading, titles(box)) == ("popular", "", TITLES)


def test_a_printed_heading_beats_the_class() -> None:
    assert boxes(f'<div class="most-read"><h3>Pilihan Editor</h3><ul>{items()}</ul></div>') == ()


def test_a_box_is_bounded() -> None:
    many = tuple(f"Judul Berita Panjang Nomor {number}" for number in range(200))
    assert len(one(f"<div><h3>Terbaru</h3><ul>{items(many)}</ul></div>").items) == MAX_ITEMS


def test_thousands_of_headings_and_deep_nesting_end() -> None:
    assert boxes("<h2>Most read</h2><p>x</p>" * 5_000) == ()
    assert boxes("<div>" * 100_000 + f"<h3>Terpopuler</h3><ul>{items()}</ul>") == ()


def test_the_annotated_boxes_of_real_pages_are_found_and_nothing_else(shared: Path) -> None:
    folder = shared / "data" / "news-pages"
    if not folder.is_dir():
        pytest.skip("shared/data/news-pages is not here")
    annotated = json.loads((Path(__file__).parents[1] / "data" / "boxes.json").read_text(encoding="utf-8"))
    pages = [page for page, lists in annotated.items() if lists["popular"] or lists["latest"]][::8] + list(annotated)[::40]
    wanted, got = set(), set()
    for page in pages:
        base = json.loads((folder / page).with_name("meta.info").read_text(encoding="utf-8"))[Path(page).name]["url"]
        lists = annotated[page]
        wanted |= {(page, kind, canonical(url, base)) for kind in lists for one in lists[kind] for url in one["urls"]}
        got |= {(page, box.kind, item.url) for box in boxes_of(folder / page, base) for item in box.items}
    assert len(wanted & got) >= 0.95 * len(wanted)
    assert len(wanted & got) >= 0.97 * len(got)


def boxes_of(file: Path, base: str) -> tuple[Box, ...]:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml_html.document_fromstring(decode(gzip.decompress(file.read_bytes())).encode(), parser=parser)
    return find_boxes(tree, base)


def test_endless_class_names_and_endless_texts_are_no_headlines() -> None:
    rows = "".join(
        f'<li class="{"-subheading" * 200}"><a href="/kota/berita-nomor-{n}-hari-ini">Berita nomor {n} hari ini</a></li>' for n in range(4)
    )
    endless = f'<li><a href="/kota/berita-tanpa-akhir-99">{"kata " * 5_000}</a></li>'
    page = lxml_html.document_fromstring(f"<body><h2>Terpopuler</h2><ul>{rows}{endless}</ul></body>")
    (box,) = find_boxes(page, "https://kabar.example/")
    assert [item.title for item in box.items] == [f"Berita nomor {n} hari ini" for n in range(4)]


def test_of_many_links_only_so_many_are_judged_and_the_heading_behind_them_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def count(text: str) -> BoxKind | None:
        judged.append(text)
        return classify(text)

    classify = headings.classify
    monkeypatch.setattr(headings, "classify", count)
    links = "".join(f"<a href='/s{number}'>Word{number} two</a>" for number in range(4_900))
    box = one(f"<div>{links}</div><section><h2>Most read</h2><ul>{items()}</ul></section>")
    assert box.heading == "Most read"
    assert len({text for text in judged if text.startswith("Word")}) <= headings.MAX_TEXTS


def test_of_a_vast_page_a_bounded_number_of_elements_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []

    def count(element: HtmlElement, *, minor: bool = False) -> str:
        read.append(element)
        return text_of(element, minor=minor)

    monkeypatch.setattr(heads, "text_of", count)
    boxes("<div>" + "<b>word</b>" * 30_000 + "</div>")
    assert len(read) <= heads.MAX_READ


def test_an_article_that_a_vast_page_links_everywhere_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk breaks off before the body ends; the body still holds the links that were seen."""
    monkeypatch.setattr(outline_room, "MAX_ELEMENTS", 1_000)
    tree = lxml_html.document_fromstring("<body>" + "<li><a href='/one-two-three-four'>Harbour opens again</a>" * 2_000)
    seen = outline_room.outline(tree, BASE)
    assert len(seen.links_in(next(tree.iter("body")))) == len(seen.links) > 400


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"<h2>Most read in sport</h2><ol>{items()}</ol>", ("“most read” (", "items, in a numbered list")),
        (f"<div class='widget latest-news'>{items()}</div>", ("no heading is printed", "its class “latest-news”", "not numbered")),
        (f"<ol id='most-read'>{items()}</ol>", ("its id “most-read”", "in a numbered list")),
    ],
)
def test_a_box_tells_why_it_was_taken(body: str, why: tuple[str, ...]) -> None:
    box = one(body)
    for words in why:
        assert words in box.why
    assert "\n" not in box.why
