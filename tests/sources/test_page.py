"""HTML pages: an article comes out with all that the page says of it, a section page gives its boxes and no article."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Draft, Fetched, Grade, Harvest
from feedsvc.sources.page import read_page
from feedsvc.text import html

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://www.kabar.example/kota/pasar-terapung-dibuka-101"
HEADLINE = "Pasar Terapung Baru Dibuka di Tepi Sungai Kota"
LEAD = "Pasar terapung yang lama dinanti warga akhirnya dibuka pada Senin pagi, kata wali kota di hadapan ratusan pengunjung yang hadir."
BODY = (
    LEAD,
    "Sebanyak delapan ribu orang diperkirakan datang pada pekan pertama, sebagian besar dari kampung di seberang sungai yang lebar itu.",
    "Para pedagang menjual sayur, ikan, dan kue dari perahu yang dicat warna-warni oleh murid sekolah dasar di kampung sekitar sungai.",
    "Pemerintah kota berencana membuka dua pasar lagi tahun depan apabila pengunjung tetap ramai dan sungai tetap bersih sepanjang musim.",
)
NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "url": URL,
    "datePublished": "2025-03-01T08:30:00+07:00",
    "dateModified": "2025-03-01T09:45:00+07:00",
    "author": [{"@type": "Person", "name": "Rina Wati"}, {"@type": "Person", "name": "Budi Hartono"}],
    "publisher": {"@type": "Organization", "name": "Kabar Kota"},
    "image": {"@type": "ImageObject", "url": "/foto/pasar-terapung.jpg", "caption": "Perahu sayur", "creditText": "Dewi Lestari"},
    "articleSection": "Kota",
    "keywords": ["pasar", "sungai", "kota"],
    "description": "Wali kota membuka pasar di atas air.",
}


def read(page: str | bytes, url: str = URL, content_type: str = "text/html; charset=utf-8", language: str = "") -> Harvest:
    body = page if isinstance(page, bytes) else page.encode()
    return read_page(Fetched(url, body, content_type), now=NOW, language=language)


def article(page: str | bytes, **options: str) -> Draft:
    (draft,) = read(page, **options).drafts
    return draft


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def document(head: str = "", body: str | None = None, node: object = None, lang: str = ' lang="id"') -> str:
    data = f'<script type="application/ld+json">{json.dumps(node)}</script>' if node is not None else ""
    main = f"<main><article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article></main>" if body is None else body
    return f"<!doctype html><html{lang}><head><meta charset=utf-8>{head}{data}</head><body>{main}</body></html>"


def meta(**values: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in values.items())


def text(draft: Draft) -> tuple[str, ...]:
    return tuple(html.to_paragraphs(draft.content_html))


def test_json_ld_tells_everything_of_an_article() -> None:
    draft = article(document(node=NODE))
    assert (draft.title, draft.url, draft.grade, draft.language) == (HEADLINE, URL, Grade.PAGE, "id")
    assert draft.authors == ("Rina Wati", "Budi Hartono")
    assert draft.published == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)
    assert draft.modified == datetime(2025, 3, 1, 2, 45, tzinfo=UTC)
    assert draft.tags == ("Kota", "pasar", "sungai")
    assert draft.summary == "Wali kota membuka pasar di atas air."
    assert draft.image is not None
    assert (draft.image.url, draft.image.caption, draft.image.credit) == (
        "https://www.kabar.example/foto/pasar-terapung.jpg",
        "Perahu sayur",
        "Dewi Lestari",
    )
    assert text(draft) == BODY


def test_meta_elements_tell_what_json_ld_does_not() -> None:
    head = meta(
        og__type="article",
        og__title=f"{HEADLINE} - Kabar Kota",
        og__site_name="Kabar Kota",
        og__image="https://img.kabar.example/p.jpg",
        og__description="Ringkas.",
        article__published_time="2025-03-01T08:30:00+07:00",
        article__section="Kota",
        article__tag="pasar",
    )
    harvest = read(document(head + '<meta name="author" content="Oleh: Rina Wati">'))
    (draft,) = harvest.drafts
    assert (draft.title, draft.summary, draft.authors, draft.tags) == (HEADLINE, "Ringkas.", ("Rina Wati",), ("Kota", "pasar"))
    assert draft.published == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)
    assert draft.image is not None
    assert draft.image.url == "https://img.kabar.example/p.jpg"
    assert (harvest.title, harvest.homepage, harvest.language) == ("Kabar Kota", "https://www.kabar.example/", "id")


def test_a_page_that_only_prints_its_article_is_read_too() -> None:
    draft = article(document(body=f'<article><h1>{HEADLINE}</h1><time datetime="2025-03-01">1 Maret</time>{paragraphs(*BODY)}</article>'))
    assert (draft.title, draft.url, draft.published) == (HEADLINE, URL, datetime(2025, 2, 28, 17, tzinfo=UTC))  # Jakarta's midnight
    assert draft.summary.startswith("Pasar terapung yang lama")


@pytest.mark.parametrize(
    "packed",
    [
        [NODE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Kabar"}, NODE]},
        {"@type": "WebPage", "mainEntity": NODE},
        NODE | {"@type": ["Thing", "https://schema.org/ReportageNewsArticle"]},
        NODE | {"@type": "BlogPosting"},
    ],
)
def test_json_ld_is_found_however_it_is_packed(packed: object) -> None:
    assert article(document(node=packed)).authors == ("Rina Wati", "Budi Hartono")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace('"headline"', '\n"headline"').replace("}", ",}", 1),
        lambda data: f"<!--\n{data}\n-->",
        lambda data: f"//<![CDATA[\n{data}\n//]]>",
        lambda data: f'{{"@type": "WebSite"}}{data};',
        lambda data: data.replace("Wali kota membuka", "Wali\nkota\tmembuka"),
    ],
)
def test_json_ld_with_usual_faults_is_still_read(spoil: Any) -> None:
    head = f'<script type="application/ld+json">{spoil(json.dumps(NODE))}</script>'
    assert article(document(head)).authors == ("Rina Wati", "Budi Hartono")


def test_json_ld_broken_beyond_repair_leaves_the_rest_of_the_page() -> None:
    draft = article(document('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x</script>'))
    assert (draft.title, draft.authors) == (HEADLINE, ())


def test_authors_named_by_reference_are_looked_up() -> None:
    graph = {"@graph": [NODE | {"author": {"@id": "#rina"}}, {"@type": "Person", "@id": "#rina", "name": "Rina Wati"}]}
    assert article(document(node=graph)).authors == ("Rina Wati",)


def test_names_in_one_string_are_told_apart_and_profile_links_are_no_names() -> None:
    assert article(document(node=NODE | {"author": "By Rina Wati and Budi Hartono"})).authors == ("Rina Wati", "Budi Hartono")
    assert article(document(node=NODE | {"author": [{"name": "https://kabar.example/rina"}, "Wati, Rina"]})).authors == ("Wati, Rina",)


def test_entities_and_tags_in_a_headline_become_plain_text() -> None:
    assert (
        article(document(node=NODE | {"headline": "Pasar &amp; Sungai: <i>Dibuka</i> &#8220;Lagi&#8221;"})).title
        == "Pasar & Sungai: Dibuka “Lagi”"
    )


def test_a_headline_cut_short_for_search_engines_is_completed_from_the_page() -> None:
    assert article(document(node=NODE | {"headline": f"{HEADLINE[:36]}…"})).title == HEADLINE


def test_a_headline_with_a_dash_of_its_own_keeps_it() -> None:
    title = "Sungai dan Pasar - Sebuah Cerita"
    assert (
        article(document(meta(og__title=f"{title} | Kabar Kota", og__site_name="Kabar Kota", og__type="article"), body="<p>x</p>")).title
        == title
    )


def test_a_date_without_zone_means_the_zone_that_the_page_writes_elsewhere() -> None:
    node = NODE | {"datePublished": "2025-03-01 08:30:00", "dateModified": "2025-03-01T09:45:00+08:00"}
    assert article(document(node=node)).published == datetime(2025, 3, 1, 0, 30, tzinfo=UTC)


def test_a_date_without_any_zone_on_an_indonesian_page_is_jakarta_time() -> None:
    node = NODE | {"datePublished": "2025-03-01 08:30:00", "dateModified": None}
    assert article(document(node=node)).published == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)


def test_no_date_lies_in_the_future() -> None:
    assert article(document(node=NODE | {"datePublished": "2025-03-02T19:30:00Z"})).published == NOW
    assert article(document(node=NODE | {"datePublished": "2031-01-01T00:00:00Z"})).published is None


def test_the_language_that_a_page_declares_is_checked_against_its_text() -> None:
    assert article(document(node=NODE, lang=' lang="en-US"')).language == "id"
    assert article(document(node=NODE, lang=""), language="id").language == "id"


def test_the_caption_beside_the_picture_wins_and_is_no_paragraph() -> None:
    figure = (
        '<figure><img src="/foto/pasar-terapung.jpg?w=400"><figcaption>'
        "Pedagang menata sayur di atas perahu kayu pada hari pertama pasar itu. (Foto: ANTARA/Rina Wati)</figcaption></figure>"
    )
    draft = article(document(node=NODE, body=f"<article><h1>{HEADLINE}</h1>{figure}{paragraphs(*BODY)}</article>"))
    assert draft.image is not None
    assert draft.image.caption == "Pedagang menata sayur di atas perahu kayu pada hari pertama pasar itu."
    assert draft.image.credit == "ANTARA/Rina Wati"
    assert text(draft) == BODY


def test_a_site_that_only_shows_its_logo_has_no_picture() -> None:
    assert article(document(meta(og__image="https://kabar.example/assets/logo.png"), node=NODE | {"image": None})).image is None


def test_dateline_pointers_and_players_are_kept_out_of_the_text() -> None:
    inside = paragraphs(f"BANJARMASIN, KABAR.com - {LEAD}", BODY[1], "Baca juga: Harga Cabai Turun", "[Gambas:Video Kabar]", *BODY[2:])
    assert text(article(document(node=NODE, body=f"<article><h1>{HEADLINE}</h1>{inside}</article>"))) == BODY


def test_a_shortened_article_body_in_json_ld_does_not_replace_the_printed_text() -> None:
    assert text(article(document(node=NODE | {"articleBody": LEAD}))) == BODY


def test_article_body_is_taken_where_the_page_prints_little() -> None:
    draft = article(document(node=NODE | {"articleBody": "\n\n".join(BODY)}, body=f"<article><h1>{HEADLINE}</h1><p>{LEAD}</p></article>"))
    assert text(draft) == BODY


def test_the_text_is_sanitised() -> None:
    evil = f'<p onclick="x()">{LEAD}<script>alert(1)</script></p>{paragraphs(*BODY[1:])}'
    content = article(document(node=NODE, body=f"<article><h1>{HEADLINE}</h1>{evil}</article>")).content_html
    assert "onclick" not in content
    assert "alert" not in content


def test_the_canonical_url_wins_and_where_it_was_fetched_is_an_alias() -> None:
    head = f'<link rel="canonical" href="{URL}?utm_source=x"><link rel="amphtml" href="/amp/pasar-101">'
    draft = article(document(head, node=NODE), url="https://m.kabar.example/kota/101?page=all")
    assert draft.url == URL
    assert draft.aliases == ("https://m.kabar.example/kota/101?page=all", "https://m.kabar.example/amp/pasar-101")


@pytest.mark.parametrize("stated", ["https://lain.example/kota/pasar-101", "https://www.kabar.example/", "javascript:void(0)", "http://"])
def test_a_canonical_url_of_another_site_or_of_the_front_page_is_not_believed(stated: str) -> None:
    node = NODE | {"url": None}
    assert article(document(f'<link rel="canonical" href="{stated}"><meta property="og:url" content="{stated}">', node=node)).url == URL


def test_sites_under_one_registry_are_different_sites() -> None:
    head = '<link rel="canonical" href="https://lain.co.id/kota/pasar-101">'
    assert (
        article(document(head, node=NODE | {"url": None}), url="https://kabar.co.id/kota/pasar-101").url
        == "https://kabar.co.id/kota/pasar-101"
    )


@pytest.mark.parametrize(
    ("url", "stated"),
    [
        ("https://jahat.github.io/kota/pasar-101", "https://korban.github.io/kota/pasar-101"),
        ("https://berita.kabar.example/kota/pasar-101", "https://kabar.example/kota/pasar-101"),
        ("http://127.0.0.1:8001/kota/pasar-101", "http://127.0.0.1:8002/kota/pasar-101"),
        ("http://localhost:8001/kota/pasar-101", "http://localhost/kota/pasar-101"),
    ],
)
def test_a_page_speaks_for_no_other_host(url: str, stated: str) -> None:
    head = f'<link rel="canonical" href="{stated}"><meta property="og:url" content="{stated}"><link rel="amphtml" href="{stated}/amp">'
    draft = article(document(head, node=NODE | {"url": stated}), url=url)
    assert (draft.url, draft.aliases) == (url, ())


def test_a_page_on_a_numbered_host_speaks_for_that_host_and_port() -> None:
    stated = "http://127.0.0.1:8001/kota/pasar-101"
    draft = article(document(f'<link rel="canonical" href="{stated}">', node=NODE | {"url": None}), url=f"{stated}?halaman=1")
    assert (draft.url, draft.aliases) == (stated, (f"{stated}?halaman=1",))


def test_a_page_of_a_thousand_amp_links_has_few_aliases() -> None:
    head = "".join(f'<link rel="amphtml" href="/amp/{number}">' for number in range(1_000))
    assert len(article(document(head, node=NODE)).aliases) <= 20


def test_a_text_of_unusual_length_is_cut() -> None:
    body = f"<article><h1>{HEADLINE}</h1>{paragraphs(*(f'{number}. {LEAD}' for number in range(2_400)))}</article>"
    long = "\n".join(f"{number}. {LEAD}" for number in range(3_000))
    content = article(document(node=NODE | {"articleBody": long}, body=body)).content_html
    assert 100_000 < len(content) <= html.MAX_HTML


def test_json_ld_of_hostile_size_and_depth_says_little_and_breaks_nothing() -> None:
    nested = '{"name": [' * 400 + '"x"' + "]}" * 400
    node = json.dumps(NODE | {"headline": "Judul - " * 20_000, "publisher": {"name": "K" * 50_000}, "author": "A"})
    hostile = node.replace('"A"', nested)
    page = document().replace("</head>", f'<script type="application/ld+json">{hostile}</script></head>')
    harvest = read(page)
    assert len(harvest.title) <= 300
    assert all(len(draft.title) <= 300 and draft.authors == () for draft in harvest.drafts)


def test_a_saved_page_takes_its_url_from_itself() -> None:
    assert article(document(f'<link rel="canonical" href="{URL}">', node=NODE), url="file:///saved/page.html").url == URL
    assert article(document(node=NODE | {"url": None}), url="file:///saved/page.html").url is None


BOX = "".join(f'<li><a href="/kota/berita-nomor-{n}-hari-ini">Berita nomor {n} dari kota hari ini</a></li>' for n in range(1, 5))


def test_an_article_page_gives_its_boxes_too_and_they_are_not_in_its_text() -> None:
    body = f"<main><article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article></main><aside><h3>Terpopuler</h3><ol>{BOX}</ol></aside>"
    harvest = read(document(node=NODE, body=body))
    assert [(box.kind, len(box.items)) for box in harvest.boxes] == [("popular", 4)]
    assert text(harvest.drafts[0]) == BODY


def test_a_section_page_gives_only_boxes() -> None:
    teasers = "".join(f'<article><h2><a href="/kota/{n}-a-b">Judul {n}</a></h2><p>Teras.</p></article>' for n in range(6))
    nodes = [{"@type": "NewsArticle", "headline": f"Judul {n}", "url": f"https://www.kabar.example/kota/{n}-a-b"} for n in range(6)]
    body = f"<h1>Kota</h1>{teasers}<h3>Terpopuler</h3><ol>{BOX}</ol>"
    harvest = read(document(meta(og__type="article", og__title="Kota"), body=body, node=nodes), url="https://www.kabar.example/kota/")
    assert harvest.drafts == ()
    assert [box.kind for box in harvest.boxes] == ["popular"]


def test_the_front_page_is_never_an_article() -> None:
    page = document(meta(og__type="article", og__title="Kabar Kota"), node=NODE | {"url": None})
    assert read(page, url="https://www.kabar.example/").drafts == ()


def test_an_item_list_of_other_articles_makes_no_article() -> None:
    node = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": NODE}]}
    assert read(document(node=node, body="<h1>Kota</h1><p>Singkat.</p>"), url="https://www.kabar.example/kota").drafts == ()


def test_a_page_with_nothing_on_it_tells_the_operator_so() -> None:
    harvest = read(document(body="<p>Halo.</p>"))
    assert (harvest.drafts, harvest.boxes) == ((), ())
    assert "neither an article nor a box" in harvest.skipped[0]


def test_encodings_declared_in_the_page_are_believed() -> None:
    page = document(node=NODE | {"headline": "Grüße vom Fluß"}).replace("charset=utf-8", "charset=windows-1252")
    raw = page.replace("Gr\\u00fc\\u00dfe vom Flu\\u00df", "Grüße vom Fluß").encode("cp1252")
    assert article(raw, content_type="text/html").title == "Grüße vom Fluß"


@pytest.mark.parametrize(
    ("body", "sentence"), [(b" \n", "is empty"), (b"only words", "is not an HTML page"), (b"<!-- nothing -->", "holds no HTML")]
)
def test_what_is_no_page_is_refused_with_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(SourceUnreadable, match=sentence):
        read(body)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + LEAD,
        "<b><p>" * 20_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>x</p>",
        '<script type="application/ld+json">' + "{}" * 100_000 + "</script><p>x</p>",
        "<a href='/a/b-c-d-1'>Sebuah judul yang panjang</a>" * 3_000,
    ],
)
def test_pages_made_to_hang_their_reader_end(page: str) -> None:
    assert read(f"<html><body><h1>{HEADLINE}</h1>{page}").drafts == ()


def test_real_article_pages_give_title_text_and_date(shared: Path) -> None:
    folder = shared / "data" / "news-pages"
    if not folder.is_dir():
        pytest.skip("shared/data/news-pages is not here")
    for country in ("ca", "za"):
        stored = json.loads((folder / country / "meta.info").read_text())
        for name in sorted(stored)[:4]:
            body = gzip.decompress((folder / country / name).read_bytes())
            (draft,) = read_page(Fetched(stored[name]["url"], body), now=datetime(2026, 11, 1, tzinfo=UTC)).drafts
            assert len(draft.title) > 10, name
            assert len(draft.content_html) > 300, name
            assert draft.published is not None, name


@pytest.mark.parametrize(
    ("title", "url", "name"),
    [
        ("Lighthouse Post", "https://news.example/", "Lighthouse Post"),
        ("Lighthouse Post – News from the coast", "https://news.example/", "Lighthouse Post"),
        ("News from the coast | Lighthouse Post", "https://www.lighthousepost.example/", "Lighthouse Post"),
        ("", "https://news.example/", ""),
    ],
)
def test_a_home_page_that_names_no_site_is_named_by_its_title(title: str, url: str, name: str) -> None:
    assert read(f"<!doctype html><html><head><title>{title}</title></head><body><p>Welcome.</p></body></html>", url).title == name


def test_who_wants_the_article_only_gets_it_and_no_list_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("find_boxes", "boxes_in", "listing_in", "section_links", "outline"):
        monkeypatch.setattr(f"feedsvc.sources.page.{name}", lambda *_, **__: asked.append("looked"))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    article = f"<html lang='id'><script type='application/ld+json'>{json.dumps(NODE)}</script><article><h1>{HEADLINE}</h1>{text}</article>"
    found = read_page(Fetched(URL, article.encode(), "text/html"), now=NOW, max_items=0)
    assert [draft.title for draft in found.drafts] == [HEADLINE]
    front = read_page(Fetched("https://www.kabar.example/", b"<h2>Terpopuler</h2>", "text/html"), now=NOW, max_items=0)
    assert (front.drafts, front.boxes, front.listing) == ((), (), ())
    assert asked == []
