from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest

from feedsvc.model import Draft, Enclosure, Image
from tests.sources.kabar import NOW, STORY, atom, item, jsonfeed, only, read, rss

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


def test_a_text_that_is_summary_and_content_is_both() -> None:
    draft = item(f"<description>{escape(STORY)}</description><content:encoded>{escape(STORY)}</content:encoded>")
    assert (draft.content_html, draft.summary) == (STORY, item(f"<content:encoded>{escape(STORY)}</content:encoded>").summary)


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


def test_a_whole_page_pasted_into_an_item_loses_nothing_behind_its_end() -> None:
    page = f"<html><head><title>x</title></head><body>{STORY}</body></html><p>Air surut pada malam hari.</p>"
    assert item(f"<content:encoded><![CDATA[{page}]]></content:encoded>").content_html == f"{STORY}<p>Air surut pada malam hari.</p>"


def test_content_cannot_run_anything_and_its_links_are_absolute() -> None:
    draft = item('<content:encoded><![CDATA[<p onclick="x()">a <a href="/2">b</a></p><script>x()</script>]]></content:encoded>')
    assert draft.content_html == '<p>a <a href="https://kabar.example/2">b</a></p>'


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


def test_a_date_a_little_ahead_is_now_and_one_far_ahead_or_not_understood_is_none() -> None:
    assert item("<pubDate>Sat, 02 Nov 2024 18:00:00 GMT</pubDate>").published == NOW
    assert item("<pubDate>Fri, 01 Nov 2030 10:15:00 GMT</pubDate>").published is None
    assert item("<pubDate>segera</pubDate>").published is None


def test_a_date_without_a_zone_is_of_the_sources_own() -> None:
    feed = rss("<title>a</title><pubDate>01 Nov 2024 10:15:00</pubDate>", "<title>b</title><pubDate>01 Nov 2024 10:15:00 +0900</pubDate>")
    assert [draft.published for draft in read(feed, zone="Asia/Jakarta").drafts] == [
        datetime(2024, 11, 1, 3, 15, tzinfo=UTC),
        datetime(2024, 11, 1, 1, 15, tzinfo=UTC),
    ]
    assert read(feed).drafts[0].published == datetime(2024, 11, 1, 10, 15, tzinfo=UTC)


def test_the_country_of_a_feeds_language_decides_how_its_dates_are_read() -> None:
    for tag, month in (("en-US", 3), ("en-GB", 4)):
        feed = rss("<title>a</title><pubDate>03/04/2024 10:15</pubDate>", channel=f"<title>Kabar</title><language>{tag}</language>")
        assert only(feed).published == datetime(2024, month, 7 - month, 10, 15, tzinfo=UTC)


def test_keywords_are_tags() -> None:
    draft = item("<category>Daerah</category><media:keywords>banjir, air surut,daerah</media:keywords>")
    assert draft.tags == ("Daerah", "banjir", "air surut")
    assert item("<itunes:keywords>banjir,</itunes:keywords>").tags == ("banjir",)


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
