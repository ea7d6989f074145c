from __future__ import annotations

from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import etree

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Enclosure, Image
from feedsvc.sources import entries, feed_loose, feed_xml
from feedsvc.text import html
from tests.sources.kabar import STORY, atom, item, jsonfeed, only, read, rss

if TYPE_CHECKING:
    import io


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
