"""What of an article page becomes the article: its text whole and nothing beside it; headline, byline, time and picture as printed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched, Harvest, Link, Rules
from feedsvc.sources.page import read_page
from tests.sources.test_page import BODY, BOX, HEADLINE, LEAD, NODE, NOW, URL, article, document, meta, paragraphs, read, text

if TYPE_CHECKING:
    from collections.abc import Callable

STANDFIRST = "Setelah sepuluh tahun menunggu, warga kota akhirnya punya pasar di atas air yang dapat dicapai tanpa jembatan."


def page(inside: str, *, head: str = "", node: object = NODE) -> str:
    return document(head, body=f"<main><article><h1>{HEADLINE}</h1>{inside}</article></main>", node=node)


def under(rules: Rules, html: str, url: str = URL) -> Harvest:
    return read_page(Fetched(url, html.encode(), "text/html"), now=NOW, rules=rules)


# Text


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        ("", f'<p class="article-standfirst">{STANDFIRST}</p>'),
        ("", f'<div class="sub-title"><h2>{STANDFIRST}</h2></div>'),
        (f'<meta name="description" content="{STANDFIRST[:70]}…">', f"<header><div>{STANDFIRST}</div></header>"),
    ],
)
def test_the_standfirst_opens_the_text_once(head: str, printed: str) -> None:
    inside = f'{printed}<div class="meta">Rina</div><div class="article-body">{paragraphs(*BODY)}</div>'
    assert text(article(page(inside, head=head, node=NODE | {"description": ""}))) == (STANDFIRST, *BODY)


def test_a_caption_or_a_teaser_is_no_standfirst() -> None:
    inside = f'<figure><img src="/a.jpg"><p class="summary">{STANDFIRST}</p></figure>{paragraphs(*BODY)}'
    assert text(article(page(inside))) == BODY


def test_an_article_in_two_parts_comes_out_whole() -> None:
    more = tuple(f"{number}. {sentence}" for number in range(3) for sentence in BODY)
    halves = f'<div class="body-text">{paragraphs(*BODY)}</div><figure><img src="/iklan.jpg"></figure><div class="body-text">'
    assert text(article(page(f"{halves}{paragraphs(*more)}</div>"))) == (*BODY, *more)


def test_what_leads_to_other_articles_is_not_in_the_text() -> None:
    link = '<a href="/kota/harga-cabai-turun-77">Harga cabai turun di semua pasar kota pekan ini</a>'
    between = f"<p>{link}</p><p><strong>FUNDA OLUNYE UDABA LAPHA | {link}</strong></p><p>Iba pa: {link}</p>"
    below = f"<ul>{BOX}</ul><section><h3>Terpopuler</h3><ol>{BOX}</ol></section>"
    assert text(article(page(f"{paragraphs(*BODY[:2])}{between}{paragraphs(*BODY[2:])}{below}"))) == BODY


def test_a_sentence_that_ends_in_a_link_stays_and_keeps_it() -> None:
    sentence = 'Rencana itu tercantum dalam <a href="/kota/rencana-induk-kota-2030">rencana induk kota yang terbit tahun lalu</a>.'
    draft = article(page(paragraphs(*BODY, sentence)))
    assert text(draft)[-1] == "Rencana itu tercantum dalam rencana induk kota yang terbit tahun lalu."
    assert 'href="https://www.kabar.example/kota/rencana-induk-kota-2030"' in draft.content_html


@pytest.mark.parametrize(
    "around",
    [
        f'<div class="newsletter-signup"><p>{STANDFIRST}</p></div>',
        f'<section id="comments"><p>{STANDFIRST}</p><p>Setuju sekali dengan semua yang ditulis di sini.</p></section>',
        '<video><p class="vjs-no-js">To view this video please enable JavaScript and consider upgrading your browser today.</p></video>',
        f"<script>var teks = '{STANDFIRST}'</script>",
    ],
)
def test_comments_newsletters_players_and_scripts_are_not_in_the_text(around: str) -> None:
    assert text(article(page(f"{paragraphs(*BODY[:3])}{around}{paragraphs(*BODY[3:])}"))) == BODY


def test_a_page_whose_text_stands_in_an_element_called_like_a_widget_is_read_all_the_same() -> None:
    inside = f'<div class="article-widget related-content"><div class="wrap">{paragraphs(*BODY)}</div></div>'
    assert text(article(page(inside, node=None), url=URL)) == BODY


def test_byline_and_time_above_the_text_are_no_paragraphs() -> None:
    above = "<p>Oleh Rina Wati</p><p>Diperbarui 1 Maret 2025, 08:30 WIB</p>"
    assert text(article(page(f"{above}{paragraphs(*BODY)}"))) == BODY


def test_the_questions_of_an_interview_may_come_again() -> None:
    asked = "Apa yang membuat Anda tertarik pada pasar ini?"
    told = [line for sentence in BODY for line in (asked, sentence)]
    assert text(article(page(paragraphs(*told)))).count(asked) == len(BODY)


def test_a_page_of_many_megabytes_still_gives_its_paragraphs() -> None:
    lines = [f"{number}. {LEAD}" for number in range(6_000)]
    content = article(page(paragraphs(*lines))).content_html
    assert content.startswith(f"<p>0. {LEAD}</p><p>1. ")


# Headline


def test_the_printed_headline_beats_the_one_for_search_engines() -> None:
    head = meta(og__title=HEADLINE) + "<title>Pasar Terapung: Jam Buka dan Lokasi | Kabar Kota</title>"
    assert article(page(paragraphs(*BODY), head=head, node=NODE | {"headline": "Pasar Terapung: Jam Buka dan Lokasi"})).title == HEADLINE


def test_a_section_joined_to_the_headline_goes() -> None:
    node = NODE | {"headline": f"{HEADLINE} | Kota"}
    assert article(document(meta(og__title=HEADLINE), body=paragraphs(*BODY), node=node)).title == HEADLINE


def test_a_page_without_h1_has_the_headline_that_it_states() -> None:
    lines = '<p class="info">Minggu 02.03.25 | 09:07 Uhr | Von <span class="authorname">Rina Wati</span></p>'
    body = f"<article><h3><span>Kota: </span><span>{HEADLINE}</span></h3>{lines}{paragraphs(*BODY)}</article>"
    draft = article(document(meta(og__title=HEADLINE, og__type="website"), body=body))
    assert (draft.title, draft.authors, text(draft)) == (HEADLINE, ("Rina Wati",), BODY)
    assert draft.published == datetime(2025, 3, 2, 2, 7, tzinfo=UTC)


# Authors


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ('<div class="byline">Oleh <a href="/penulis/rina-wati">Rina Wati</a></div>', ("Rina Wati",)),
        ('<ul class="author-list"><li><a href="/author/7">Rina Wati</a></li><li><a href="/author/8">Budi Hartono</a></li></ul>', None),
        ("<p>By Rina Wati and Budi Hartono</p>", None),
        ('<span class="article__author">Von Rina Wati, Lille</span>', ("Rina Wati",)),
        ('<p class="author">von <a href="mailto:rw@kabar.example">Rina Wati, Kabar KOTA</a></p>', ("Rina Wati",)),
    ],
)
def test_where_only_the_house_is_stated_the_printed_byline_names_the_authors(printed: str, names: tuple[str, ...] | None) -> None:
    node = NODE | {"author": {"@type": "Organization", "name": "Kabar Kota"}}
    assert article(page(f"{printed}{paragraphs(*BODY)}", node=node)).authors == (names or ("Rina Wati", "Budi Hartono"))


def test_the_house_is_the_author_where_nobody_else_is_named() -> None:
    node = NODE | {"author": {"@type": "Organization", "name": "Kabar Kota"}}
    assert article(page(f'<p class="author">Ikuti kami di mana saja!</p>{paragraphs(*BODY)}', node=node)).authors == ("Kabar Kota",)
    assert article(page(paragraphs(*BODY), node=NODE | {"author": [{"name": "Kabar Kota"}, {"name": "dpa"}]})).authors == ("dpa",)


def test_what_a_plugin_labels_as_the_writer_is_the_author() -> None:
    head = meta(twitter__label1="Ditulis oleh", twitter__data1="Rina Wati", twitter__label2="Waktu baca", twitter__data2="3 menit")
    assert article(page(paragraphs(*BODY), head=head, node=NODE | {"author": None})).authors == ("Rina Wati",)


# Dates


def test_a_day_is_completed_by_the_hour_that_is_printed_of_it() -> None:
    inside = f'<li class="date">Terbit pada 1 Maret 2025 pukul 08:30 WIB</li>{paragraphs(*BODY)}'
    node = NODE | {"datePublished": "2025-03-01", "dateModified": None}
    assert article(page(inside, node=node)).published == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)


def test_meta_names_are_the_same_with_colons_dots_and_underscores() -> None:
    head = meta(og__type="article") + '<meta name="article:published:time" content="2025-03-01T01:30:00+00:00">'
    assert article(page(paragraphs(*BODY), head=head, node=None)).published == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)


def test_a_date_behind_the_title_counts_where_the_page_has_no_other() -> None:
    head = meta(og__type="article", og__title=f"{HEADLINE} | Kabar | 28.02.2025")
    draft = article(document(head, body=f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article>"))
    assert draft.published == datetime(2025, 2, 27, 17, tzinfo=UTC)


def test_the_operators_zone_stands_where_the_page_writes_none() -> None:
    node = NODE | {"datePublished": "2025-03-01 08:30:00", "dateModified": None}
    found = read_page(Fetched(URL, document(node=node).encode()), now=NOW, zone="Asia/Makassar").drafts[0]
    assert found.published == datetime(2025, 3, 1, 0, 30, tzinfo=UTC)


# Picture


def test_the_picture_at_the_headline_beats_the_one_with_a_banner_for_social_networks() -> None:
    sizes = "/foto/perahu-480.jpg 480w,/foto/perahu-1200.jpg 1200w, /foto/perahu-4000.jpg 4000w"
    inside = f'<figure><img src="/foto/perahu-480.jpg" srcset="{sizes}">'
    inside += f"<figcaption>Perahu di tepi sungai</figcaption></figure>{paragraphs(*BODY)}"
    draft = article(page(inside, node=NODE | {"image": "https://www.kabar.example/sosial/spanduk-merek.jpg"}))
    assert draft.image is not None
    assert (draft.image.url, draft.image.caption) == ("https://www.kabar.example/foto/perahu-1200.jpg", "Perahu di tepi sungai")


@pytest.mark.parametrize(
    "small",
    [
        '<img src="/foto/perahu.jpg" srcset="/foto/perahu.jpg 300w">',
        '<a href="/penulis/rina-wati"><img src="/orang/rina-800.jpg"></a>',
        '<img src="/orang/potret-8.jpg" alt="Foto Rina Wati">',
        '<div class="author-card"><img src="/orang/rina-800.jpg"></div>',
        '<img src="/ikon/panah.svg">',
        '<img src="/a/placeholder.png" width="900">',
        '<aside><img src="/iklan/mobil-baru.jpg"></aside>',
    ],
)
def test_portraits_icons_and_thumbnails_are_not_the_articles_picture(small: str) -> None:
    node = NODE | {"image": "https://www.kabar.example/foto/perahu-pasar.jpg"}
    draft = article(page(f"{small}{paragraphs(*BODY)}", node=node))
    assert draft.image is not None
    assert draft.image.url == "https://www.kabar.example/foto/perahu-pasar.jpg"


# Section, feeds, what is listed


@pytest.mark.parametrize(
    ("node", "head"),
    [
        (NODE | {"articleSection": ["Kota", "Pasar"]}, ""),
        (NODE | {"articleSection": None}, meta(article__section="Kota")),
        (
            [
                NODE | {"articleSection": None},
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {"@type": "ListItem", "position": 3, "name": HEADLINE},
                        {"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "Beranda"}},
                        {"@type": "ListItem", "position": 2, "item": {"@id": "/kota", "name": "Kota"}},
                    ],
                },
            ],
            "",
        ),
    ],
)
def test_the_section_is_what_the_page_says(node: object, head: str) -> None:
    assert article(document(head, node=node)).section == "Kota"


def test_the_section_is_the_last_crumb_printed_above_the_article() -> None:
    crumbs = '<nav aria-label="Breadcrumb"><a href="/">Beranda</a> <a href="/kota">Kota</a></nav>'
    body = f"{crumbs}<main><article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article></main>"
    assert article(document(body=body, node=NODE | {"articleSection": None})).section == "Kota"


def test_feeds_and_sitemaps_that_a_page_declares_are_told() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" title="Terbaru" href="/feed/"><link rel="alternate" hreflang="en" href="/en/">'
        '<link rel="alternate" type="application/json" href="/wp-json/7"><link rel="sitemap" href="/sitemap.xml">'
    )
    harvest = read(document(head, node=NODE))
    assert harvest.feeds == (Link("https://www.kabar.example/feed/", "Terbaru", "application/rss+xml"),)
    assert harvest.sitemaps == ("https://www.kabar.example/sitemap.xml",)


def test_feeds_that_are_only_linked_are_told_where_none_is_declared() -> None:
    links = '<a href="/kota/rss">Kota</a><a href="https://lain.example/feed">Lain</a><a href="/kota/feed-me">x</a><a href="/rss.txt">y</a>'
    found = read(document(body=links), url="https://www.kabar.example/").feeds
    assert [link.url for link in found] == ["https://www.kabar.example/kota/rss"]


def test_an_article_lists_nothing_and_a_section_page_lists_its_articles() -> None:
    teasers = "".join(
        f'<div class="item"><h2><a href="/kota/2025/03/0{n}/kabar-baru-dari-kota-{n}">Kabar baru nomor {n} dari pasar kota</a></h2></div>'
        for n in range(1, 8)
    )
    body = f"<main><article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article></main><div>{teasers}</div>"
    assert read(document(body=body, node=NODE)).listing == ()
    section = read(document(meta(og__type="article"), body=f"<h1>Kota</h1><main>{teasers}</main>"), url="https://www.kabar.example/kota/")
    assert (len(section.listing), section.drafts, section.skipped) == (7, (), ())


# The operator's rules


def test_rules_say_where_headline_text_date_and_authors_stand() -> None:
    inside = (
        f'<div class="x1">Judul Asli dari Redaksi</div><b class="x2">Rina Wati</b><i class="x3" datetime="2025-02-27T10:00:00+07:00"></i>'
        f'<div class="x4">{paragraphs(*BODY[:2])}<p class="iklan">Beli sekarang juga!</p></div>{paragraphs(*BODY[2:])}'
    )
    rules = Rules(title=".x1", authors="//b[@class='x2']", published=".x3", text=".x4", remove=".iklan")
    (draft,) = under(rules, page(inside)).drafts
    assert (draft.title, draft.authors, text(draft)) == ("Judul Asli dari Redaksi", ("Rina Wati",), BODY[:2])
    assert draft.published == datetime(2025, 2, 27, 3, tzinfo=UTC)


def test_a_rule_that_finds_nothing_leaves_it_to_detection() -> None:
    (draft,) = under(Rules(title=".none", authors=".none", published=".none", remove=".none"), page(paragraphs(*BODY))).drafts
    assert (draft.title, draft.authors, text(draft)) == (HEADLINE, ("Rina Wati", "Budi Hartono"), BODY)


def test_a_rule_that_is_no_selector_is_refused_with_its_text() -> None:
    with pytest.raises(SourceUnreadable, match=r"div\["):
        under(Rules(remove="div["), page(paragraphs(*BODY)))


# Bytes


@pytest.mark.parametrize(
    "spoil",
    [lambda raw: raw.replace(b"<p>", b"<p>\0\x01", 1), lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw + "é".encode() * 20 + b"\xff"],
)
def test_nuls_controls_marks_and_a_stray_byte_do_not_end_the_page(spoil: Callable[[bytes], bytes]) -> None:
    assert text(article(spoil(page(paragraphs(*BODY)).encode()), content_type="text/html")) == BODY


def test_a_page_in_utf_16_is_read() -> None:
    assert text(article(page(paragraphs(*BODY)).encode("utf-16"), content_type="text/html")) == BODY
