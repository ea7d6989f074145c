from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Draft, Enclosure, Fetched, Harvest, Image
from feedsvc.sources import entries, feed_loose, feed_xml
from feedsvc.sources.feed import read_feed
from feedsvc.text import chars, html

NOW = datetime(2024, 11, 2, 12, 0, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "feeds"
URL = "https://kabar.example/rss.xml"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
STORY = "<p>Warga mulai membersihkan rumah setelah air surut.</p><p>Bantuan datang pada sore hari, kata petugas di balai desa.</p>"


def read(body: str | bytes, content_type: str = "", **options: Any) -> Harvest:
    raw = body.encode() if isinstance(body, str) else body
    return read_feed(Fetched(URL, raw, content_type), now=NOW, **options)


def rss(*items: str, channel: str = "<title>Kabar</title><link>https://kabar.example/</link>") -> str:
    joined = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}><channel>{channel}{joined}</channel></rss>'


def atom(*entries: str, head: str = '<title>Kabar</title><link href="https://kabar.example/"/>') -> str:
    joined = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="id">{head}{joined}</feed>'


def jsonfeed(*items: dict[str, Any], **feed: Any) -> str:
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Kabar", "home_page_url": "https://kabar.example/"}
    return json.dumps({**head, **feed, "items": list(items)})


def only(body: str | bytes, content_type: str = "", **options: Any) -> Draft:
    (draft,) = read(body, content_type, **options).drafts
    return draft


def item(extra: str = "") -> Draft:
    return only(rss(f"<title>Air surut</title><link>https://kabar.example/1</link>{extra}"))


# --- the formats


def test_an_rss_item_comes_through_whole() -> None:
    harvest = read(
        rss(
            "<title>Air surut &amp;amp; warga pulang</title><link>https://kabar.example/1?utm_source=rss</link>"
            '<guid isPermaLink="false">kabar-1</guid><pubDate>Fri, 01 Nov 2024 10:15:00 WIB</pubDate>'
            "<dc:creator>Sri Lestari</dc:creator>"
            "<author>redaksi@kabar.example (Budi Santoso)</author>"
            "<category>Daerah</category><category>daerah</category><category>Banjir</category>"
            f"<description>Warga mulai pulang.</description><content:encoded><![CDATA[{STORY}]]></content:encoded>"
            '<enclosure url="https://kabar.example/a.mp3" type="audio/mpeg" length="1234"/>'
            '<media:content url="https://kabar.example/f.jpg" type="image/jpeg" width="800">'
            "<media:description>Balai desa</media:description><media:credit>Antara</media:credit></media:content>",
            channel="<title>Kabar &amp; Berita</title><link>https://Kabar.example</link><language>id-ID</language>",
        )
    )
    assert (harvest.kind, harvest.title, harvest.homepage, harvest.language) == ("feed", "Kabar & Berita", "https://kabar.example/", "id")
    assert harvest.drafts == (
        Draft(
            title="Air surut & warga pulang",
            url="https://kabar.example/1",
            summary="Warga mulai pulang.",
            content_html=STORY,
            authors=("Sri Lestari", "Budi Santoso"),
            image=Image("https://kabar.example/f.jpg", "Balai desa", "Antara", "image/jpeg"),
            enclosures=(Enclosure("https://kabar.example/a.mp3", "audio/mpeg", 1234),),
            language="id",
            published=datetime(2024, 11, 1, 3, 15, tzinfo=UTC),
            tags=("Daerah", "Banjir"),
            guid="kabar-1",
        ),
    )
    assert harvest.skipped == ()


def test_an_atom_entry_comes_through_whole() -> None:
    draft = only(
        atom(
            '<title type="html">Air &lt;b&gt;surut&lt;/b&gt;</title><link rel="self" href="https://kabar.example/1.atom"/>'
            '<link rel="alternate" type="text/html" href="https://kabar.example/1"/><id>tag:kabar.example,2024:1</id>'
            '<link rel="enclosure" href="https://kabar.example/a.mp3" type="audio/mpeg" length="9"/>'
            "<published>2024-11-01T10:15:00+07:00</published><updated>2024-11-01T12:00:00Z</updated>"
            "<author><name>Sri Lestari</name><email>sri@kabar.example</email></author><author><name>Budi</name></author>"
            '<category term="daerah" label="Daerah"/><category term="banjir"/><summary>Warga mulai pulang.</summary>'
            f'<content type="html">{escape(STORY)}</content>'
        )
    )
    assert draft == Draft(
        title="Air surut",
        url="https://kabar.example/1",
        summary="Warga mulai pulang.",
        content_html=STORY,
        authors=("Sri Lestari", "Budi"),
        enclosures=(Enclosure("https://kabar.example/a.mp3", "audio/mpeg", 9),),
        language="id",
        published=datetime(2024, 11, 1, 3, 15, tzinfo=UTC),
        modified=datetime(2024, 11, 1, 12, 0, tzinfo=UTC),
        tags=("Daerah", "banjir"),
        guid="tag:kabar.example,2024:1",
    )


def test_a_json_feed_item_comes_through_whole() -> None:
    harvest = read(
        jsonfeed(
            {
                "id": "https://kabar.example/?p=1",
                "url": "https://kabar.example/1",
                "title": "Air surut, harga < pasar",
                "content_html": STORY,
                "summary": "Warga mulai pulang.",
                "image": "https://kabar.example/f.jpg",
                "date_published": "2024-11-01T10:15:00+07:00",
                "date_modified": "2024-11-01T12:00:00Z",
                "authors": [{"name": "Sri Lestari"}],
                "tags": ["Daerah", 7],
                "attachments": [{"url": "https://kabar.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}],
            },
            language="id",
        ),
        "application/feed+json",
    )
    assert harvest.homepage == "https://kabar.example/"
    assert harvest.drafts == (
        Draft(
            title="Air surut, harga < pasar",
            url="https://kabar.example/1",
            summary="Warga mulai pulang.",
            content_html=STORY,
            authors=("Sri Lestari",),
            image=Image("https://kabar.example/f.jpg"),
            enclosures=(Enclosure("https://kabar.example/a.mp3", "audio/mpeg", 9),),
            language="id",
            published=datetime(2024, 11, 1, 3, 15, tzinfo=UTC),
            modified=datetime(2024, 11, 1, 12, 0, tzinfo=UTC),
            tags=("Daerah",),
            guid="https://kabar.example/?p=1",
            aliases=("https://kabar.example/?p=1",),
        ),
    )


def test_json_feed_1_0_names_one_author_and_ids_may_be_numbers() -> None:
    draft = only(jsonfeed({"id": 12, "content_text": "Air & lumpur.\n\nWarga pulang."}, author={"name": "Budi"}))
    assert (draft.guid, draft.authors, draft.content_html) == ("12", ("Budi",), "<p>Air &amp; lumpur.</p><p>Warga pulang.</p>")


@pytest.mark.parametrize(
    "root",
    [
        'rss version="0.91"',
        'rss version="0.92"',
        'rss version="2.0" xmlns="http://backend.userland.com/rss2"',
        'rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"',
        'rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"',
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_every_rss_is_read_with_its_items_inside_the_channel_or_beside_it(root: str, inside: bool) -> None:
    items = "<item><title>Air surut</title><link>https://kabar.example/1</link><description>Warga pulang.</description></item>"
    channel = "<channel><title>Kabar</title><link>https://kabar.example/</link>" + (
        f"{items}</channel>" if inside else f"</channel>{items}"
    )
    harvest = read(f"<{root}>{channel}</{root.split()[0]}>")
    assert (harvest.title, harvest.drafts[0].title, harvest.drafts[0].url) == ("Kabar", "Air surut", "https://kabar.example/1")


def test_rss_1_0_has_its_own_ids_dates_and_authors() -> None:
    draft = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://kabar.example/1"><title>Air surut</title>'
        "<dc:date>2024-11-01T10:15+07:00</dc:date><dc:creator>Sri</dc:creator><dc:subject>Daerah</dc:subject></item></rdf:RDF>"
    )
    assert (draft.url, draft.guid, draft.authors, draft.tags) == (
        "https://kabar.example/1",
        "https://kabar.example/1",
        ("Sri",),
        ("Daerah",),
    )
    assert draft.published == datetime(2024, 11, 1, 3, 15, tzinfo=UTC)


def test_atom_0_3_has_other_names_for_dates() -> None:
    draft = only(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Air surut</title><link rel="alternate" type="text/html" '
        'href="https://kabar.example/1"/><issued>2024-11-01T10:15:00+07:00</issued><modified>2024-11-01T12:00:00Z</modified></entry></feed>'
    )
    assert draft.published == datetime(2024, 11, 1, 3, 15, tzinfo=UTC)
    assert draft.modified == datetime(2024, 11, 1, 12, 0, tzinfo=UTC)


def test_xhtml_in_atom_keeps_its_elements() -> None:
    content = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; <em>b</em><br/>c</p></div></content>'
    assert only(atom(f"<title>x</title>{content}")).content_html == "<div><p>a &lt; <em>b</em><br/>c</p></div>"
    prefixed = '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>a</h:p></h:div></content>'
    assert only(atom(f"<title>x</title>{prefixed}")).content_html == "<div><p>a</p></div>"


def test_html_left_unescaped_in_a_description_is_kept() -> None:
    assert item("<description>Warga <b>mulai</b> pulang</description>").summary == "Warga mulai pulang"


# --- titles and texts


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<![CDATA[Air &amp; <i>lumpur</i>]]>", "Air & lumpur"),
        ("Air &amp;amp;amp; lumpur", "Air & lumpur"),
        ("Air &amp;quot;surut&amp;quot;", 'Air "surut"'),
        ("3 &lt; 5 &amp;&amp; x&lt;y", "3 < 5 && x<y"),
        ("\n  Air\n surut  ", "Air surut"),
        ("Air &#x1F30A; surut", "Air 🌊 surut"),
    ],
)
def test_titles_are_plain_text_however_they_were_written(written: str, title: str) -> None:
    assert only(rss(f"<title>{written}</title>")).title == title


def test_an_item_without_title_is_known_by_its_first_words() -> None:
    draft = only(rss(f"<description>{'Warga mulai pulang setelah air surut. ' * 5}</description>"))
    assert draft.title == "Warga mulai pulang setelah air surut. Warga mulai pulang setelah air surut…"


def test_an_item_with_neither_is_skipped_with_a_sentence_and_the_others_stay() -> None:
    harvest = read(rss("<title>a</title>", "<link>https://kabar.example/2</link>", "<title>c</title>"))
    assert [draft.title for draft in harvest.drafts] == ["a", "c"]
    assert harvest.skipped == ("Item 2 has neither a title nor a text.",)


def test_a_summary_is_made_from_the_content_when_there_is_none() -> None:
    draft = item(f"<content:encoded><![CDATA[<p>{'kata ' * 300}</p>]]></content:encoded>")
    assert 450 < len(draft.summary) <= 500
    assert draft.summary.endswith("kata…")


def test_what_software_hangs_on_a_summary_is_left_out() -> None:
    assert item("<description>Warga pulang. The post Air surut appeared first on Kabar.</description>").summary == "Warga pulang."
    assert item(f"<description>Air surut</description><content:encoded>{escape(STORY)}</content:encoded>").summary.startswith("Warga mulai")


def test_a_description_with_a_whole_article_is_the_content_too() -> None:
    body = f"<p>{'Warga mulai pulang. ' * 20}</p><p>Selesai.</p>"
    draft = item(f"<description><![CDATA[{body}]]></description>")
    assert draft.content_html.endswith("<p>Selesai.</p>")
    assert len(draft.summary) < 410


def test_a_teaser_is_no_content() -> None:
    assert item("<description><![CDATA[<p>Warga mulai pulang.</p>]]></description>").content_html == ""


def test_the_longer_text_is_the_article_when_a_feed_swaps_them() -> None:
    long = "<p>Warga mulai pulang setelah air surut.</p>" * 10
    draft = item(f"<description><![CDATA[{long}]]></description><content:encoded><![CDATA[<p>Foto</p>]]></content:encoded>")
    assert draft.content_html == long


def test_content_cannot_run_anything_and_its_links_are_absolute() -> None:
    draft = item('<content:encoded><![CDATA[<p onclick="x()">a <a href="/2">b</a></p><script>x()</script>]]></content:encoded>')
    assert draft.content_html == '<p>a <a href="https://kabar.example/2">b</a></p>'


# --- addresses and identity


def test_a_permalink_guid_is_the_address_where_there_is_no_link() -> None:
    assert only(rss("<title>a</title><guid>https://kabar.example/1</guid>")).url == "https://kabar.example/1"
    assert only(rss('<title>a</title><guid isPermaLink="false">https://kabar.example/1</guid>')).url is None
    assert only(rss("<title>a</title><guid>kabar-1</guid>")).url != "https://kabar.example/1"


def test_an_item_without_any_address_is_known_by_its_headline() -> None:
    draft = only(rss("<title>Air surut</title>"))
    assert (draft.url, draft.aliases, draft.guid) == (None, (), "")


def test_the_address_before_feedburner_wins_and_a_foreign_one_is_not_remembered() -> None:
    draft = only(
        rss("<title>a</title><link>https://feeds.example/~r/1</link><feedburner:origLink>https://kabar.example/1</feedburner:origLink>")
    )
    assert (draft.url, draft.aliases) == ("https://kabar.example/1", ())


def test_a_guid_that_is_another_address_is_remembered() -> None:
    assert item('<guid isPermaLink="false">https://kabar.example/?p=1</guid>').aliases == ("https://kabar.example/?p=1",)


@pytest.mark.parametrize(
    ("guid", "kept"),
    [
        ("https://www.kabar.example/?p=1", True),
        ("https://amp.kabar.example/1", True),
        ("https://korban.example/berita-1", False),
        ("https://lain.kabar.example/1", False),
    ],
)
def test_a_feed_claims_no_article_of_another_host(guid: str, kept: bool) -> None:
    assert item(f"<guid>{guid}</guid>").aliases == ((guid,) if kept else ())
    entry = f'<title>a</title><link href="https://kabar.example/1"/><id>{guid}</id>'
    assert only(atom(entry)).aliases == ((guid,) if kept else ())
    assert only(jsonfeed({"id": guid, "title": "a", "url": "https://kabar.example/1"})).aliases == ((guid,) if kept else ())


def test_relative_addresses_are_relative_to_xml_base_then_to_the_homepage_then_to_the_feed() -> None:
    entry = '<entry xml:base="2024/"><title>a</title><link href="1"/></entry>'
    based = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lain.example/blog/">{entry}</feed>'
    assert only(based).url == "https://lain.example/blog/2024/1"
    home = "<title>Kabar</title><link>https://situs.example/</link>"
    assert only(rss("<title>a</title><link>/1</link>", channel=home)).url == "https://situs.example/1"
    assert only(rss("<title>a</title><link>/1</link>", channel="<title>Kabar</title>")).url == "https://kabar.example/1"


def test_the_homepage_is_the_page_and_not_the_feed() -> None:
    channel = '<title>K</title><atom:link rel="self" href="https://kabar.example/rss.xml"/><link>https://kabar.example/berita</link>'
    assert read(rss(channel=channel)).homepage == "https://kabar.example/berita"
    others = '<link rel="self" href="/a.xml"/><link rel="alternate" type="application/json" href="/a.json"/>'
    head = f'<title>K</title>{others}<link href="/berita"/>'
    assert read(atom(head=head)).homepage == "https://kabar.example/berita"


def test_an_item_that_comes_twice_stays_once_in_its_first_place() -> None:
    one = "<title>a</title><link>https://kabar.example/1</link><guid>https://kabar.example/1</guid>"
    other = "<title>b</title><link>https://kabar.example/2</link>"
    again = "<title>a, diperbarui</title><link>https://kabar.example/1?utm_source=x</link>"
    same_guid = '<title>a lagi</title><link>https://kabar.example/3</link><guid isPermaLink="false">x</guid>'
    twin = '<title>a lagi</title><link>https://kabar.example/4</link><guid isPermaLink="false">x</guid>'
    rest = [f"<title>c{number}</title>" for number in range(3)]
    titles = [draft.title for draft in read(rss(one, other, again, same_guid, twin, *rest)).drafts]
    assert titles == ["a", "b", "a lagi", "c0", "c1", "c2"]


def test_a_guid_that_all_items_share_names_none_of_them() -> None:
    items = [f'<title>{n}</title><link>https://kabar.example/{n}</link><guid isPermaLink="false">kabar</guid>' for n in range(4)]
    drafts = read(rss(*items)).drafts
    assert [draft.guid for draft in drafts] == ["", "", "", ""]


def test_items_that_share_one_page_stay_apart() -> None:
    items = [
        f"<title>Kabar {n}</title><link>https://kabar.example/langsung#{n}</link><guid isPermaLink='false'>{n}</guid>" for n in range(4)
    ]
    drafts = read(rss(*items)).drafts
    assert [draft.title for draft in drafts] == ["Kabar 0", "Kabar 1", "Kabar 2", "Kabar 3"]
    assert {draft.url for draft in drafts} == {None}


def test_the_front_page_is_no_articles_address() -> None:
    draft = only(rss("<title>a</title><link>https://kabar.example/</link>"))
    assert (draft.url, draft.title) == (None, "a")


def test_no_more_items_than_asked_are_read_in_the_feeds_own_order() -> None:
    items = [f"<title>{number}</title>" for number in range(9)]
    assert [draft.title for draft in read(rss(*items), max_items=3).drafts] == ["0", "1", "2"]
    assert [draft.title for draft in read(jsonfeed(*({"id": n, "title": f"{n}"} for n in range(9))), max_items=3).drafts] == ["0", "1", "2"]


# --- people, pictures, files, times, languages


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("redaksi@kabar.example (Sri Lestari)", ("Sri Lestari",)),
        ("Sri Lestari &lt;sri@kabar.example&gt;", ("Sri Lestari",)),
        ("Sri Lestari", ("Sri Lestari",)),
        ("redaksi@kabar.example", ()),
        ("", ()),
    ],
)
def test_authors_are_names_and_not_mail_addresses(author: str, names: tuple[str, ...]) -> None:
    assert item(f"<author>{author}</author>").authors == names


@pytest.mark.parametrize(
    "markup",
    [
        '<media:content url="https://kabar.example/f.jpg" medium="image"/>',
        '<media:group><media:content url="https://kabar.example/f.jpg" type="image/jpeg"/></media:group>',
        '<media:thumbnail url="https://kabar.example/f.jpg"/>',
        '<enclosure url="https://kabar.example/f.jpg" type="image/jpeg" length="9"/>',
        '<itunes:image href="https://kabar.example/f.jpg"/>',
        '<description><![CDATA[<img src="/f.jpg">Warga pulang]]></description>',
        '<content:encoded><![CDATA[<p>x</p><img src="/f.jpg">]]></content:encoded>',
        '<content:encoded><![CDATA[<img src="/t.gif" width="1" height="1"><img src="/f.jpg">]]></content:encoded>',
    ],
)
def test_the_lead_picture_is_found_wherever_it_stands(markup: str) -> None:
    draft = item(markup)
    assert draft.image is not None
    assert draft.image.url == "https://kabar.example/f.jpg"
    assert draft.enclosures == ()


def test_the_authors_portrait_is_not_the_lead_picture() -> None:
    portrait = '<media:content url="https://0.gravatar.com/avatar/ab?s=96" medium="image"/>'
    assert item(portrait).image is None
    assert item(f'{portrait}<media:content url="/f.jpg" medium="image"/>').image == Image("https://kabar.example/f.jpg")


def test_of_several_sizes_the_widest_is_taken() -> None:
    sizes = "".join(
        f'<media:content url="https://kabar.example/{width}.jpg" medium="image" width="{width}"/>' for width in (140, 1200, 460)
    )
    image = item(sizes).image
    assert image is not None
    assert image.url == "https://kabar.example/1200.jpg"


def test_caption_and_credit_may_stand_beside_the_picture() -> None:
    markup = '<media:group><media:content url="/f.jpg" medium="image"/><media:description>Balai desa</media:description></media:group>'
    assert item(f"{markup}<media:credit>Antara</media:credit>").image == Image("https://kabar.example/f.jpg", "Balai desa", "Antara")


def test_the_caption_of_a_picture_in_the_text_is_its_figcaption() -> None:
    figure = '<figure><img src="/f.jpg"><figcaption>Balai desa</figcaption></figure><p>x</p>'
    assert item(f"<content:encoded><![CDATA[{figure}]]></content:encoded>").image == Image("https://kabar.example/f.jpg", "Balai desa")


def test_a_film_is_an_enclosure_and_no_picture() -> None:
    draft = item('<media:content url="https://kabar.example/v.mp4" type="video/mp4" fileSize="99"/>')
    assert (draft.image, draft.enclosures) == (None, (Enclosure("https://kabar.example/v.mp4", "video/mp4", 99),))


@pytest.mark.parametrize("length", ["", "-1", "12.5", "1,234", "besar", "9" * 30, "²"])
def test_a_length_that_is_none_is_unknown(length: str) -> None:
    draft = item(f'<enclosure url="https://kabar.example/a.mp3" type="audio/mpeg" length="{length}"/>')
    assert draft.enclosures == (Enclosure("https://kabar.example/a.mp3", "audio/mpeg", 0),)


def test_a_date_in_the_future_is_now_and_one_not_understood_is_none() -> None:
    assert item("<pubDate>Fri, 01 Nov 2030 10:15:00 GMT</pubDate>").published == NOW
    assert item("<pubDate>segera</pubDate>").published is None


def test_indonesian_dates_are_understood() -> None:
    assert item("<pubDate>Jum'at, 01 November 2024 - 10:15 WIB</pubDate>").published == datetime(2024, 11, 1, 3, 15, tzinfo=UTC)


def test_an_entry_with_an_update_only_was_published_then() -> None:
    draft = only(atom("<title>a</title><updated>2024-11-01T12:00:00Z</updated>"))
    assert draft.published == draft.modified == datetime(2024, 11, 1, 12, 0, tzinfo=UTC)


def test_the_nearest_word_on_the_language_counts() -> None:
    harvest = read(atom("<title>a</title>", '<title xml:lang="en">b</title>').replace("<entry><title>a", '<entry xml:lang="jv"><title>a'))
    assert [draft.language for draft in harvest.drafts] == ["jv", "id"]
    assert only(rss("<title>a</title>"), language="id").language == "id"
    assert read(rss("<title>a</title>"), language="id").language == "id"


# --- broken feeds


@pytest.mark.parametrize(
    "break_it",
    [
        lambda feed: feed.replace("Air surut", "Air & lumpur surut").replace("&amp;", "&"),
        lambda feed: feed.replace("Air surut", "Air\x02 surut"),
        lambda feed: feed.replace("Air surut", "Air&nbsp;surut &eacute;"),
        lambda feed: "\n\n<b>Warning</b>: mysql\n" + feed,
        lambda feed: "\ufeff  " + feed,
        lambda feed: feed.replace(NAMESPACES, ""),
        lambda feed: feed.replace("Warga", "Warga <br> mulai <b>"),
        lambda feed: feed[: feed.rindex("</item>")],
        lambda feed: feed.replace("UTF-8", "utf-16"),
        lambda feed: feed.replace('version="2.0"', "version=2.0"),
    ],
)
def test_a_broken_feed_still_gives_its_items(break_it: Any) -> None:
    items = [
        f"<title>Air surut {n}</title><link>https://kabar.example/{n}</link><description>Warga {n} pulang</description>" for n in range(3)
    ]
    drafts = read(break_it(rss(*items))).drafts
    assert [draft.url for draft in drafts] == [f"https://kabar.example/{n}" for n in range(3)]
    for number, draft in enumerate(drafts):
        assert draft.title.startswith("Air")
        assert draft.title.endswith(("surut é", f" {number}"))


def test_ampersands_lose_no_text() -> None:
    draft = only(rss("<title>AT&T dan R&D; serta Q&A</title><description>a &b; c &copy; d</description>"))
    assert (draft.title, draft.summary) == ("AT&T dan R&D; serta Q&A", "a &b; c © d")


def test_text_in_cdata_of_a_mended_feed_is_left_alone() -> None:
    assert only(rss("<title>x&y</title><description><![CDATA[a & b &lt;p&gt;]]></description>")).summary == "a & b <p>"


def test_a_missing_end_tag_costs_one_item_at_most() -> None:
    items = [f"<title>Judul {n}</title><description>Warga {n} pulang</description>" for n in range(4)]
    titles = [draft.title for draft in read(rss(*items).replace("</description>", "", 1)).drafts]
    assert titles in (["Judul 0", "Judul 2", "Judul 3"], ["Judul 0", "Judul 1", "Judul 2", "Judul 3"])


def test_a_feed_cut_off_in_the_middle_keeps_what_arrived() -> None:
    feed = rss(*(f"<title>Judul {n}</title><link>https://kabar.example/{n}</link>" for n in range(4)))
    drafts = read(feed[: feed.index("Judul 3") - 20]).drafts
    assert [draft.title for draft in drafts] == ["Judul 0", "Judul 1", "Judul 2"]


@pytest.mark.parametrize(
    ("declared", "content_type", "codec"),
    [
        ("ISO-8859-1", "", "latin-1"),
        ("", "application/rss+xml; charset=iso-8859-1", "latin-1"),
        ("ISO-8859-1", "", "utf-8"),
        ("", "text/xml; charset=latin1", "utf-8"),
        ("", "", "utf-8-sig"),
        ("UTF-16", "", "utf-16"),
        ("windows-1252", "", "cp1252"),
    ],
)
def test_no_letter_is_lost_to_a_wrong_or_missing_encoding(declared: str, content_type: str, codec: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    feed = rss("<title>À São Tomé où l'été a déjà passé</title>").partition("?>")[2]
    assert only((declaration + feed).encode(codec), content_type).title == "À São Tomé où l'été a déjà passé"


def test_bytes_that_contradict_their_declaration_are_read_as_what_they_look_like() -> None:
    text = "Жители посёлка начали убирать дома после того, как вода ушла. Помощь прибудет вечером, сообщили в администрации. " * 5
    feed = rss(f"<title>Вода ушла из посёлка</title><description>{text}</description>")
    assert only(feed.encode("cp1251")).title == "Вода ушла из посёлка"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "an empty body"),
        (" \n ", "an empty body"),
        ("<!DOCTYPE html><html><head><title>x</title></head></html>", "an HTML page"),
        ("<html><body>x</body></html>", "an HTML page"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "an HTML page"),
        ("<!-- cache --><!doctype HTML><p>x", "an HTML page"),
        ('{"error": 404}', "JSON that is no JSON Feed"),
        ("[1, 2", "JSON that is no JSON Feed"),
        ('{"items": ' + "[" * 100_000, "JSON that is no JSON Feed"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "a sitemap"),
        ("<note><to>x</to></note>", "an XML document (<note>)"),
        ("Not found", "text in which no feed can be recognised"),
    ],
)
def test_what_is_no_feed_is_named_with_the_way_out(body: str, what: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        read(body)
    sentence = str(caught.value)
    assert sentence.startswith(f"{URL} answered with {what} instead of a feed; ")
    assert sentence.endswith(".")


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss()).drafts == ()
    assert read(jsonfeed()).drafts == ()


def test_an_entity_bomb_does_not_expand() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = rss("<title>a&l9;</title>").replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]><rss', 1)
    assert only(bomb).title == "a&l9;"


def test_no_file_of_this_machine_is_read_into_a_feed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    feed = rss("<title>a &x;</title>").replace("<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss', 1)
    assert "rahasia" not in only(feed).title


def test_the_document_type_of_old_rss_is_no_hindrance() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    assert only(rss("<title>Caf&eacute;</title>").replace("<rss", f"{doctype}<rss", 1)).title == "Café"


def test_values_of_the_wrong_type_in_json_count_as_absent() -> None:
    odd = {
        "id": None,
        "url": ["x"],
        "title": {"a": 1},
        "content_text": "Air surut",
        "authors": "Sri",
        "tags": 3,
        "attachments": [1],
        "image": 5,
    }
    draft = only(jsonfeed(odd, "x", None))  # type: ignore[arg-type]
    assert (draft.title, draft.url, draft.authors, draft.tags, draft.enclosures) == ("Air surut", None, (), (), ())


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_title_comes_back_as_clean_text(title: str) -> None:
    harvest = read(jsonfeed({"id": 1, "title": title, "content_text": "isi"}))
    (draft,) = harvest.drafts
    assert draft.title == chars.clean(draft.title)
    assert draft.title


FRAGMENTS = """<rss version="2.0"><channel>|</channel></rss>|<item>|</item>|<title>|</title>|<![CDATA[|]]>|<description>
|</description>|&amp;|&x;|&|<|<feed xmlns="http://www.w3.org/2005/Atom">|</feed>|<entry>|</entry>|<link href="/1"/>|<link>|</link>
|<!--|-->|<?xml version="1.0"?>|<!DOCTYPE rss [|]>|teks|<enclosure url="a" length="x"/>|<guid isPermaLink="false">|</guid>
|<pubDate>|</pubDate>|{"items": [|{"id": 1}|]}|<media:content url="x"/>"""
NEARLY_FEEDS = st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=25).map(lambda parts: "".join(parts).encode())


@settings(deadline=None)
@given(st.binary(max_size=200) | NEARLY_FEEDS)
def test_bytes_of_any_kind_are_a_feed_or_named_as_none(body: bytes) -> None:
    try:
        harvest = read(body)
    except SourceUnreadable as error:
        assert str(error).startswith(URL)
    else:
        assert all(draft.title for draft in harvest.drafts)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real feeds beside the repository are not here")
def test_real_feeds_lose_no_item_title_or_date_that_feedparser_finds() -> None:
    for path in sorted(SHARED.iterdir())[::8]:
        body = path.read_bytes()
        drafts = read(body, max_items=50).drafts
        entries = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries[:50]
        links = {entry.get("link") for entry in entries}
        titled = [entry for entry in entries if entry.get("title") or entry.get("summary")]
        assert len(drafts) >= min(len(links), len(titled)), path.name
        dated = sum(1 for entry in entries if entry.get("published_parsed") and entry["published_parsed"].tm_year >= 1990)
        assert sum(draft.published is not None for draft in drafts) >= dated - (len(entries) - len(drafts)), path.name


# --- bounded work


def test_only_so_many_pictures_of_one_item_are_read_and_a_shared_caption_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_texts: list[object] = []
    markup = feed_xml.markup

    def counted(element: Any) -> str:
        read_texts.append(element)
        return markup(element)

    monkeypatch.setattr(feed_xml, "markup", counted)
    media = '<media:content url="/f.jpg" type="image/jpeg" width="{}"/>'
    caption = "<media:description>Balai desa</media:description><media:credit>Antara</media:credit>"
    many = "".join(media.format(number) for number in range(2_000))
    draft = item(f"<media:group>{many}{caption}</media:group>")
    assert draft.image == Image("https://kabar.example/f.jpg", "Balai desa", "Antara", "image/jpeg")
    assert len(read_texts) < 20


def test_an_endless_list_of_pictures_is_cut() -> None:
    pictures = '<media:content url="/f.jpg"/>' * 300 + '<media:thumbnail url="/t.jpg"/>' * 300
    xml = etree.fromstring(rss(f"<title>a</title>{pictures}").encode())
    channel = feed_xml.read_tree(xml, 10)
    assert channel is not None
    assert len(channel.entries[0].pictures) == 2 * feed_xml.MAX_MEDIA


def test_a_text_of_unusual_length_is_cut_at_a_tag() -> None:
    sentence = f"<p>{'Warga mulai membersihkan rumah. ' * 5}</p>"
    content = item(f"<description><![CDATA[{sentence * 3_000}]]></description>").content_html
    assert 100_000 < len(content) <= html.MAX_HTML
    assert content.startswith("<p>Warga mulai")
    assert content.endswith("</p>")


def test_no_stored_text_outgrows_its_bound_by_being_made_absolute() -> None:
    links = '<a href="x">warga</a> ' * 8_000
    base = f"https://kabar.example/{'a' * 400}/"
    feed = atom(f'<title>a</title><link href="1"/><content type="html"><![CDATA[{links}]]></content>').replace(
        "<entry>", f'<entry xml:base="{base}">'
    )
    content = only(feed).content_html
    assert content.startswith("<p>warga warga")
    assert len(content) <= html.MAX_HTML


def test_a_feed_of_too_much_text_keeps_the_summaries_of_its_later_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedsvc.sources.feed.MAX_BODIES", 5 * entries.size(STORY) // 2)
    story = f"<content:encoded><![CDATA[{STORY}]]></content:encoded>"
    harvest = read(rss(*(f"<title>Kabar {number}</title><link>https://kabar.example/{number}</link>{story}" for number in range(4))))
    assert [bool(draft.content_html) for draft in harvest.drafts] == [True, True, False, False]
    assert len({draft.summary for draft in harvest.drafts}) == 1
    assert harvest.skipped == ()


def test_a_text_of_tags_only_takes_more_room_than_its_length() -> None:
    entry = entries.bounded(entries.Entry(title="a", content="<b>a" * 1_000), 10_000)
    assert (entry.content, len(entry.summary)) == ("", 500)
    text = "<p>Warga mulai membersihkan rumah setelah air surut, dan bantuan datang pada sore hari, kata petugas di balai desa.</p>"
    assert entries.bounded(entries.Entry(content=text), len(text)).content == text


def test_what_an_item_holds_is_no_item_of_its_own() -> None:
    nested = "<title>luar</title><link>https://kabar.example/1</link><item><title>dalam</title></item>"
    harvest = read(rss(nested, "<title>kedua</title>"))
    assert [draft.title for draft in harvest.drafts] == ["luar", "kedua"]


@pytest.mark.parametrize(("count", "limit", "kept"), [(30, 10, 10), (30_000, 100_000, 500_000 // 60)])
def test_no_more_of_a_broken_feed_is_read_than_is_wanted(count: int, limit: int, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    parse = feedparser.parse

    def measured(body: io.BytesIO, **options: Any) -> Any:
        lengths.append(len(body.getvalue()))
        return parse(body, **options)

    monkeypatch.setattr(feedparser, "parse", measured)
    items = "".join(f"<item><title>Kabar nomor {number:08} & <b>lain</title></item>" for number in range(count))
    harvest = read(f"<rss version='2.0'><channel><title>Kabar</title>{items}", max_items=limit)
    assert max(lengths) <= feed_loose.MAX_LENGTH
    assert lengths[0] < 100 + 70 * kept
    assert harvest.drafts[-1].title.startswith("Kabar nomor")
    assert all(len(draft.title) > 20 for draft in harvest.drafts)


def test_an_endless_base_or_language_counts_as_none() -> None:
    entry = f'<entry xml:base="{"a/" * 1_000}" xml:lang="{"a" * 1_000}"><title>a</title><link href="1"/></entry>'
    draft = only(f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id" xml:base="https://kabar.example/">{entry}</feed>')
    assert (draft.url, draft.language) == ("https://kabar.example/1", "id")


def test_a_files_type_is_clean_text_of_some_length() -> None:
    files = [{"url": "/a.mp3", "mime_type": "audio/\ud800mpeg"}, {"url": "/b.jpg", "mime_type": "image/" + "x" * 1_000}]
    draft = only(jsonfeed({"id": "1", "title": "a", "attachments": files}))
    assert draft.enclosures == (Enclosure("https://kabar.example/a.mp3", "audio/mpeg"),)
    assert draft.image is not None
    assert len(draft.image.type) <= 100


def test_json_nested_without_end_is_refused() -> None:
    for body in ("[" * 100_000, '{"a":' * 100_000, '{"items":' + "[" * 100_000):
        with pytest.raises(SourceUnreadable):
            read(body)


def test_a_broken_feed_with_an_endless_gap_is_read() -> None:
    """Looking for a declaration in the gap used to take an hour, so that this test would never end."""
    gap = " " * 1_000_000
    draft = only(f"<rss version='2.0'><channel>{gap}<item><title>Air & surut</title></item></channel></rss>")
    assert draft.title == "Air & surut"
