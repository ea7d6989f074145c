"""The articles that a home or section page lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from lxml import html as lxml_html

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Draft, Grade, Image, Rules
from feedsvc.sources.listing import find_boxes
from feedsvc.sources.sections import MAX_DRAFTS, find_listing

BASE = "https://www.kabar.example/ekonomi/"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TITLES = ("Harga Cabai Turun Tajam di Pasar Induk", "Kereta Malam Kembali Beroperasi Mulai Juni", "Petani Garam Menunggu Musim Kemarau",
          "Bank Daerah Membuka Cabang di Pulau Kecil")  # fmt: skip
OTHERS = ("Tim Voli Kota Menang Lagi di Kandang", "Perpustakaan Buka Sampai Tengah Malam", "Jembatan Lama Selesai Diperbaiki Pekan Ini")


def listing(body: str, rules: Rules | None = None, zone: str = "Asia/Jakarta") -> tuple[Draft, ...]:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml_html.document_fromstring(f"<html><body>{body}</body></html>".encode(), parser=parser)
    given = rules or Rules()
    return find_listing(tree, BASE, find_boxes(tree, BASE, given), given, now=NOW, language="id", zone=zone)


def titles(body: str) -> list[str]:
    return [draft.title for draft in listing(body)]


def slug(title: str) -> str:
    return f"/ekonomi/{title.lower().replace(' ', '-')}"


def link(title: str) -> str:
    return f'<a href="{slug(title)}">{title}</a>'


def card(title: str, rest: str = "") -> str:
    return f'<article class="card"><a href="{slug(title)}"><img src="/{len(title)}.jpg"></a><h2>{link(title)}</h2>{rest}</article>'


def ul(names: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{link(name)}</li>' for name in names)}</ul>"


def test_the_cards_of_a_section_page_are_its_articles_in_page_order() -> None:
    drafts = listing(f"<main><h1>Ekonomi</h1>{''.join(map(card, TITLES))}</main>")
    assert [draft.title for draft in drafts] == list(TITLES)
    assert [draft.url for draft in drafts] == [f"https://www.kabar.example{slug(title)}" for title in TITLES]
    assert {(draft.grade, draft.language) for draft in drafts} == {(Grade.MENTION, "id")}


def test_time_teaser_and_picture_of_a_card_are_the_drafts() -> None:
    rest = '<time datetime="2026-11-22T09:30:00+07:00">2 jam lalu</time><p>Pedagang berharap harga tetap rendah sampai akhir tahun ini.</p>'
    (draft, *_) = listing("".join(card(title, rest) for title in TITLES))
    assert draft.published == datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    assert draft.summary == "Pedagang berharap harga tetap rendah sampai akhir tahun ini."
    assert draft.image == Image(f"https://www.kabar.example/{len(TITLES[0])}.jpg")


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar"])
def test_a_printed_time_without_a_zone_is_of_the_pages_own(zone: str) -> None:
    (draft, *_) = listing("".join(card(title, '<span class="tanggal">Sabtu, 21/11/2026 10:15</span>') for title in TITLES), zone=zone)
    hours = {"Asia/Jakarta": 7, "Asia/Makassar": 8}[zone]
    assert draft.published == datetime(2026, 11, 21, 10, 15, tzinfo=UTC) - timedelta(hours=hours)


def test_a_row_without_time_teaser_and_picture_has_none() -> None:
    (draft, *_) = listing(ul(TITLES))
    assert (draft.published, draft.summary, draft.image) == (None, "", None)


def test_a_lead_story_is_listed_before_the_plain_list() -> None:
    lead = f'<div class="hero"><h1>{link(OTHERS[0])}</h1><p>Pertandingan berlangsung sampai larut malam di depan penonton.</p></div>'
    assert titles(f"<main>{lead}<div>{ul(TITLES)}</div></main>") == [OTHERS[0], *TITLES]


def test_popular_boxes_and_their_copies_for_phones_are_no_part_of_the_listing() -> None:
    box = f"<div><h3>Terpopuler</h3><ol>{''.join(f'<li>{link(name)}</li>' for name in OTHERS)}</ol></div>"
    assert titles(f"<main>{''.join(map(card, TITLES))}</main>{box}<p>iklan</p>{box}") == list(TITLES)


def test_an_article_of_a_popular_box_that_the_page_lists_too_stays_in_the_listing() -> None:
    box = f"<div><h3>Terpopuler</h3>{ul((TITLES[1], *OTHERS))}</div>"
    assert titles(f"<main>{''.join(map(card, TITLES))}</main>{box}") == list(TITLES)


def test_articles_of_a_latest_box_are_listed() -> None:
    assert titles(f"<main>{''.join(map(card, TITLES))}</main><div><h3>Terbaru</h3>{ul(OTHERS)}</div>") == [*TITLES, *OTHERS]


def test_menus_footers_sections_tags_and_other_sites_are_not_listed() -> None:
    menu = '<nav><ul><li><a href="/ekonomi/berita-ekonomi-hari-ini-lengkap">Berita ekonomi hari ini lengkap</a></li></ul></nav>'
    bar = (
        '<div><a href="/olahraga/">Olahraga</a><a href="/tag/harga-cabai-hari-ini">Harga cabai hari ini'
        '</a><a href="/tentang-kami">Tentang</a></div>'
    )
    away = '<div><a href="https://toko.example/promo-besar-akhir-tahun-12345"><h2>Promo besar akhir tahun di toko kami</h2></a></div>'
    foot = f"<footer>{ul(OTHERS)}</footer>"
    assert titles(f"{menu}{bar}<main>{''.join(map(card, TITLES))}</main>{away}{foot}") == list(TITLES)


def test_parts_of_the_site_on_their_own_hosts_are_of_the_site() -> None:
    rows = "".join(f'<h2><a href="https://sport.kabar.example{slug(title)}">{title}</a></h2>' for title in TITLES)
    assert len(listing(f"<main>{rows}</main>")) == len(TITLES)


def test_rows_marked_as_paid_for_are_not_listed() -> None:
    paid = f'<article class="card"><span class="label">Advertorial</span><h2>{link(OTHERS[0])}</h2></article>'
    assert titles(f"<main>{card(TITLES[0])}{paid}{''.join(map(card, TITLES[1:]))}</main>") == list(TITLES)


def test_promotions_in_an_aside_need_more_than_a_link() -> None:
    assert titles(f"<main>{''.join(map(card, TITLES))}</main><aside>{ul(OTHERS)}</aside>") == list(TITLES)


def test_two_links_are_no_listing() -> None:
    assert listing("".join(map(card, TITLES[:2]))) == ()


def test_headlines_without_spaces_are_listed() -> None:
    names = ("市议会表决通过新图书馆预算案", "渡轮停运九个月后终于恢复通航", "农民预计今年收成将创历史新高")
    rows = "".join(f'<li><a href="/2026/11/22/{number}.html">{name}</a></li>' for number, name in enumerate(names, 4001))
    assert titles(f"<ul>{rows}</ul>") == list(names)


def test_a_rule_names_the_elements_that_each_hold_an_article() -> None:
    rows = "".join(f'<tr class="row"><td>{link(name)}</td></tr>' for name in (*OTHERS, "Pasar Buka"))
    drafts = listing(f"<main>{''.join(map(card, TITLES))}</main><table>{rows}</table>", Rules(listing="tr.row"))
    assert [draft.title for draft in drafts] == [*OTHERS, "Pasar Buka"]


def test_rules_for_boxes_replace_the_search_for_their_kind_only() -> None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    body = (
        f"<div><h3>Terpopuler</h3>{ul(OTHERS)}</div><div><h3>Terbaru</h3>{ul(TITLES)}"
        f'</div><div class="mine"><h4>Ramai</h4>{ul(TITLES[:2])}</div>'
    )
    tree = lxml_html.document_fromstring(f"<html><body>{body}</body></html>".encode(), parser=parser)
    boxes = find_boxes(tree, BASE, Rules(popular="//div[@class='mine']"))
    assert [(box.kind, box.heading, [item.title for item in box.items]) for box in boxes] == [
        ("popular", "Ramai", list(TITLES[:2])),
        ("latest", "Terbaru", list(TITLES)),
    ]


def test_a_rule_that_is_no_selector_makes_the_page_unreadable_with_a_reason() -> None:
    with pytest.raises(SourceUnreadable, match="is no selector"):
        listing(ul(TITLES), Rules(listing="li["))


def test_a_page_of_hundreds_of_links_ends_in_a_bounded_listing() -> None:
    rows = "".join(
        f'<div><h3><a href="/ekonomi/berita-nomor-{n}-hari-ini">Berita nomor {n} hari ini di kota</a></h3></div>' for n in range(3_000)
    )
    assert len(listing(f"<main>{rows}</main>")) == MAX_DRAFTS
