"""Which pages are articles, where neither JSON-LD nor og:type says so: those whose text runs on, in any script and any markup."""

from __future__ import annotations

import pytest

from feedsvc.model import Fetched, Harvest
from feedsvc.sources.page import read_page
from tests.sources.test_page import NOW

INDONESIAN = (
    "Dinas Perhubungan menutup jembatan gantung di hulu sungai selama dua pekan untuk mengganti papan lantai yang lapuk dimakan usia.",
    "Warga dua desa diminta memakai perahu penyeberangan yang disediakan cuma-cuma pada pagi dan sore hari selama pekerjaan berlangsung.",
    "Kepala dinas menyebut biaya perbaikan diambil dari anggaran pemeliharaan tahun ini dan tidak mengurangi jatah jalan kabupaten lain.",
    "Seorang pedagang sayur berharap pekerjaan selesai lebih cepat, sebab ongkos angkut ke pasar naik hampir dua kali lipat sejak Senin.",
)
CHINESE = (
    "记者12月3日从市交通局获悉，位于城东的老木桥将于下周一起封闭维修，预计工期为四十天，其间行人和非机动车须绕行新桥。",
    "交通局有关负责人介绍，这座桥建成已有六十余年，桥面木板多处腐朽，去年夏天的一场洪水又冲走了两根护栏。",
    "附近居民表示支持维修，但希望施工方在早晚高峰增设摆渡船，方便学生上学和老人买菜。",
    "据了解，维修费用约三百万元，由市财政承担，完工后桥面将改铺防滑复合板，并加装夜间照明。",
    "该桥是本市保存最完整的木结构桥梁之一，文物部门已派人现场指导，确保原有构件能够继续使用。",
)
URL = "https://kabar.example/2024/12/jembatan-gantung-ditutup-dua-pekan-41877.html"


def read(body: str, url: str = URL, head: str = "<title>Jembatan gantung ditutup dua pekan</title>") -> Harvest:
    markup = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_page(Fetched(url, markup.encode(), "text/html; charset=utf-8"), now=NOW)


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def cards(count: int) -> str:
    teaser = "Ringkasan berita yang cukup panjang untuk dikira sebuah paragraf, sebab laman ini menulis dua kalimat di bawah judulnya."
    return "".join(
        f'<div class="kartu"><h3><a href="/2024/12/judul-berita-{number}-41{number:03}.html">Judul berita nomor {number} hari ini</a></h3>'
        f"<p>{teaser}</p></div>"
        for number in range(count)
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Kabar</h1><h1>Jembatan gantung ditutup dua pekan</h1><div>{p}</div>",
        "<h2>Jembatan gantung ditutup dua pekan</h2><div>{p}</div>",
        "<form><table><tr><td><h1>Jembatan gantung ditutup dua pekan</h1>{br}</td></tr></table></form>",
        "<h1>Jembatan gantung ditutup dua pekan</h1>" + "<section class='a'><div>{p}</div></section>",
    ],
    ids=["two h1", "no h1", "line breaks in a table", "nested"],
)
def test_a_page_whose_text_runs_on_is_an_article_without_saying_so(markup: str) -> None:
    filled = markup.format(p=paragraphs(INDONESIAN), br="<br><br>".join(INDONESIAN))
    (draft,) = read(filled + cards(4)).drafts
    assert draft.title == "Jembatan gantung ditutup dua pekan"
    assert all(text in draft.content_html for text in INDONESIAN)


def test_a_page_in_a_script_without_spaces_is_an_article_and_keeps_each_paragraph() -> None:
    (draft,) = read(
        f"<h1>城东老木桥下周起封闭维修</h1><div>{paragraphs(CHINESE)}</div>", head="<title>城东老木桥下周起封闭维修_本地新闻网</title>"
    ).drafts
    assert draft.title == "城东老木桥下周起封闭维修"
    assert [draft.content_html.count(text) for text in CHINESE] == [1] * len(CHINESE)


def test_a_short_page_in_which_one_element_holds_all_text_says_it_once() -> None:
    body = f'<h1>城东老木桥下周起封闭维修</h1><div class="summary">{paragraphs(CHINESE[:3])}</div>'
    (draft,) = read(body, head='<meta property="og:type" content="article"><title>城东老木桥下周起封闭维修</title>').drafts
    assert [draft.content_html.count(text) for text in CHINESE[:3]] == [1, 1, 1]


@pytest.mark.parametrize("kind", ["", '<meta property="og:type" content="article">'])
def test_a_page_of_teasers_is_no_article_whatever_it_calls_itself(kind: str) -> None:
    harvest = read(f"<h1>Berita dari daerah</h1>{cards(12)}", "https://kabar.example/berita-dari-daerah", f"<title>Berita</title>{kind}")
    assert not harvest.drafts
    assert len(harvest.listing) == 12


def test_an_authors_page_is_no_article_though_it_tells_a_life() -> None:
    head = '<title>Rina Wati</title><meta property="og:type" content="profile">'
    assert not read(f"<main><article><h1>Rina Wati</h1>{paragraphs(INDONESIAN)}</article></main>{cards(5)}", head=head).drafts


def test_sections_called_after_their_advertisements_stay_in_the_text() -> None:
    parts = "".join(f'<section class="part part--ads"><div><p>{text}</p></div></section>' for text in INDONESIAN)
    (draft,) = read(f"<h1>Jembatan gantung ditutup dua pekan</h1><article>{parts}</article>").drafts
    assert all(text in draft.content_html for text in INDONESIAN)


def test_an_article_whose_second_half_lies_deeper_comes_out_whole() -> None:
    second = tuple(f"{text} Demikian bagian kedua nomor {number}." for number, text in enumerate(INDONESIAN * 2))
    body = f'<div class="isi">{paragraphs(INDONESIAN)}<div class="lanjutan">{paragraphs(second)}</div></div>'
    (draft,) = read(f"<h1>Jembatan gantung ditutup dua pekan</h1>{body}").drafts
    assert all(text in draft.content_html for text in (*INDONESIAN, *second))
