"""Whatever gets past the door: one bad item never breaks a feed, and nothing it holds becomes markup."""

from __future__ import annotations

import json as stdlib_json
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feedsvc.config import Settings
from feedsvc.feeds import FeedSpec, build, json, opml, xml
from feedsvc.matching import story_id
from feedsvc.model import Enclosure, Image, Section, SourceRef, Trend

from .samples import CHANGED, NOON, SETTINGS, article, latest_document

WRITERS = [xml.rss, xml.atom, json.json]
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)  # surrogates and controls too
TEXTS = {
    "CDATA end": "a ]]> b",
    "NUL": "a\x00b",
    "lone surrogate": "a\ud83d b \udc00",
    "noncharacters": "a\ufffe\uffff b",
    "escape": "\x1b[31mred\x08",
    "astral": "𝔽𝕖𝕖𝕕 🗞️ 👩‍🚒",
    "right to left": "\u202eعاجل: خبر اليوم\u202c",
    "markup": '<script>alert("x")</script> & <b>bold</b> &amp; &#60;',
    "XML": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'x'>]>&e;",
    "line separators": "a\u2028b\u2029c\x85d",
    "only controls": "\x01\x02",
    "long": "kata " * 8_000,
    "long without spaces": "語" * 40_000,
}


def parsed_titles(body: bytes) -> list[str]:
    if body.startswith(b"{"):
        return [item["title"] for item in stdlib_json.loads(body)["items"]]
    return [str(title.text) for title in etree.fromstring(body).iter("{*}title") if title.getparent().tag != "channel"][-2:]  # type: ignore[union-attr]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_breaks_a_feed_or_its_neighbour(text: str, write: Any) -> None:
    source = SourceRef("x", text, None)
    image = Image(f"https://x.example/{text[:99]}", text[:999], text[:999])
    bad = article("buruk", 1, title=text, summary=text, authors=(text,), tags=(text,), image=image, source=source)
    document = latest_document([bad, article("baik", 2, title="Yang baik")])
    body = write(document)
    titles = parsed_titles(body)
    assert titles[-1] == "Yang baik"
    assert titles[-2].strip()
    assert body.decode("utf-8")
    assert len(body) < 40_000


@pytest.mark.parametrize("text", ["1 < 2 & 3 > 2", "<b>bold</b> & \"quoted\" 'text'", "]]>", "𝔽 🗞️", "عاجل"])
def test_a_title_is_the_same_plain_text_in_every_format(text: str) -> None:
    document = latest_document([article("a", 1, title=text), article("b", 2, title=text)])
    assert [parsed_titles(write(document)) for write in WRITERS] == [[text, text]] * 3


def test_markup_in_a_summary_is_text_in_every_format() -> None:
    document = latest_document([article("a", summary="<img src=x onerror=alert(1)> & co")])
    rss = etree.fromstring(xml.rss(document)).findtext("channel/item/description")
    assert rss == "&lt;img src=x onerror=alert(1)&gt; &amp; co"  # RSS readers read it as HTML
    atom = etree.fromstring(xml.atom(document)).find("{*}entry/{*}summary")
    assert atom is not None
    assert (atom.get("type"), atom.text) == ("text", "<img src=x onerror=alert(1)> & co")


def test_a_long_title_is_cut_at_a_word() -> None:
    title = latest_document([article("a", title="kata " * 8_000)]).entries[0].title
    assert title.endswith("kata…")
    assert len(title) <= build.TITLE_LIMIT


def test_a_cdata_end_in_a_text_survives() -> None:
    html = "<p>x ]]&gt; y ]]> z</p>"
    document = latest_document([article("a", content_html=html, summary="s")])
    assert feedparser.parse(xml.atom(document)).entries[0].content[0].value
    item = etree.fromstring(xml.rss(document)).find("channel/item")
    assert item is not None
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == html


@settings(deadline=None, max_examples=150)
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, st.lists(ANYTHING, max_size=3))
def test_any_values_at_all_make_well_formed_feeds(title: str, summary: str, html: str, url: str, words: list[str]) -> None:
    texts = {"title": title, "summary": summary, "content_html": html, "language": title, "url": url or None}
    lists = {"authors": tuple(words), "tags": tuple(words), "enclosures": (Enclosure(url, html, 5), Enclosure(title, "a/b", 1))}
    image = Image(url, title, html, summary, -1)
    first = article("apa-saja", 1, image=image, source=SourceRef("s", html, url), **texts, **lists)
    trend = Trend(story_id(first.id), first, 1, 0.5, NOON, None, tuple(words))
    documents = [latest_document([first]), build.trending(SETTINGS, build.everything(SETTINGS), FeedSpec("trending"), [trend], CHANGED)]
    for document in documents:
        assert len(list(etree.fromstring(xml.rss(document)).iter("item"))) == 1
        assert len(list(etree.fromstring(xml.atom(document)).iter("{http://www.w3.org/2005/Atom}entry"))) == 1
        assert len(stdlib_json.loads(json.json(document).decode("utf-8"))["items"]) == 1


@settings(deadline=None, max_examples=50)
@given(ANYTHING, ANYTHING)
def test_any_names_of_site_and_section_make_well_formed_feeds(name: str, description: str) -> None:
    strange = Settings.model_construct(**dict(SETTINGS))
    object.__setattr__(strange, "site", SETTINGS.site.model_copy(update={"title": name, "description": description}))
    section = Section("dunia", name, description=description)
    document = build.latest(strange, section, FeedSpec("latest", "dunia"), [article("a")], CHANGED)
    root = etree.fromstring(xml.rss(document))
    assert all(root.findtext(f"channel/{part}", "").strip() for part in ("title", "description"))
    assert etree.fromstring(xml.atom(document)).findtext("{*}author/{*}name", "").strip()
    assert etree.fromstring(opml(strange)).tag == "opml"
