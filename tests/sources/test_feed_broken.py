from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched
from feedsvc.sources.feed import read_feed
from feedsvc.text import chars
from tests.sources.kabar import NAMESPACES, URL, jsonfeed, only, read, rss

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "feeds"


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
        ("<rss version='2.0'><channel><title>x</title>" + "<a>" * 3000, "broken XML in which no item can be found"),
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
        drafts = read_feed(Fetched(URL, body), now=datetime(2026, 11, 22, tzinfo=UTC), max_items=50).drafts
        entries = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries[:50]
        links = {entry.get("link") for entry in entries}
        titled = [entry for entry in entries if entry.get("title") or entry.get("summary")]
        assert len(drafts) >= min(len(links), len(titled)), path.name
        dated = sum(1 for entry in entries if entry.get("published_parsed") and entry["published_parsed"].tm_year >= 1990)
        assert sum(draft.published is not None for draft in drafts) >= dated - (len(entries) - len(drafts)), path.name
