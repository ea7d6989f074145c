"""Every feed is valid by its format's own rules, and says the same in all formats."""

from __future__ import annotations

import json as stdlib_json
import re
import shutil
import subprocess
from calendar import timegm
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import feedparser
import pytest
from lxml import etree

from feedsvc.feeds import json, opml, xml

from .samples import SETTINGS, article, latest_document, trending_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from feedsvc.feeds.build import FeedDocument

DOCUMENTS: dict[str, Callable[[], FeedDocument]] = {
    "latest": latest_document,
    "trending": trending_document,
    "ranked": lambda: trending_document("rank"),
    "empty": lambda: latest_document([]),
}
ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d \+0000")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")


@pytest.fixture(params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> FeedDocument:
    return DOCUMENTS[request.param]()


def children(element: etree._Element, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(name)]


def one(element: etree._Element, name: str) -> str:
    (text,) = children(element, name)
    return text


def test_atom_fits_the_grammar_of_rfc_4287(document: FeedDocument, shared: Path, tmp_path: Path) -> None:
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed")
    file = tmp_path / "feed.atom"
    file.write_bytes(xml.atom(document))
    done = subprocess.run(
        ["jing", "-c", str(shared / "probes" / "rfc4287-atom.rnc"), str(file)], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_atom_keeps_the_rules_that_no_grammar_says(document: FeedDocument) -> None:
    feed = etree.fromstring(xml.atom(document))
    links = {link.get("rel"): (link.get("type"), link.get("href")) for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == ("application/atom+xml", document.self_url("atom"))
    assert links["alternate"] == ("text/html", document.home_url)
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        assert one(entry, f"{ATOM}updated") >= one(entry, f"{ATOM}published")
        assert [link.get("type") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"] == ["text/html"]
        assert all(children(entry.find(f"{ATOM}author"), f"{ATOM}name"))  # type: ignore[arg-type]
        assert entry.find(f"{ATOM}content").get("type") == "html"  # type: ignore[union-attr]
        assert [summary.get("type") for summary in entry.findall(f"{ATOM}summary")] in (["text"], [])
    updated = [one(entry, f"{ATOM}updated") for entry in entries]
    assert len(set(updated)) == len(updated), "the W3C validator warns of equal atom:updated"
    assert one(feed, f"{ATOM}updated") == max(updated, default=document.updated.isoformat())
    ids = [one(entry, f"{ATOM}id") for entry in entries]
    assert len({one(feed, f"{ATOM}id"), *ids}) == len(ids) + 1


def test_atom_links_carry_what_is_known_of_a_file() -> None:
    feed = etree.fromstring(xml.atom(latest_document()))
    found = [dict(link.attrib) for link in feed.iter(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert found == [
        {"rel": "enclosure", "href": "https://kabar.example/suara/teaser"},
        {"rel": "enclosure", "href": "https://kabar.example/suara/1.mp3", "type": "audio/mpeg", "length": "5242880"},
        {"rel": "enclosure", "href": "https://kabar.example/suara/1.ogg", "type": "audio/ogg"},
    ]


def test_atom_names_the_language_of_a_foreign_entry() -> None:
    feed = etree.fromstring(xml.atom(latest_document()))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(lang) == "id"
    assert [entry.get(lang) for entry in feed.findall(f"{ATOM}entry")] == [None, "en", None, None, None, None]


def test_rss_keeps_the_rules_of_its_specification_and_of_the_w3c_validator(document: FeedDocument) -> None:
    root = etree.fromstring(xml.rss(document))
    (channel,) = root
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert all(one(channel, name) for name in ("title", "link", "description", "language", "lastBuildDate", "ttl", "generator"))
    (self_link,) = channel.findall(f"{ATOM}link")
    assert dict(self_link.attrib) == {"href": document.self_url("rss"), "rel": "self", "type": "application/rss+xml"}
    assert one(channel, "link") == document.home_url
    assert parsedate_to_datetime(one(channel, "lastBuildDate")) == document.updated
    assert [child.tag for child in channel][-len(document.entries) :] == ["item"] * len(document.entries) or not document.entries
    for item in channel.findall("item"):
        assert_item(item)
    guids = [one(item, "guid") for item in channel.findall("item")]
    assert len(set(guids)) == len(guids)


def assert_item(item: etree._Element) -> None:
    names = [child.tag for child in item if child.tag in {"description", ENCODED}]
    assert names in (["description", ENCODED], ["description"]), "the W3C validator wants the description first"
    assert RFC_822.fullmatch(one(item, "pubDate"))
    assert item.find("author") is None
    assert item.find(f"{DC}creator") is not None
    assert item.find(f"{DC}date") is None, "the W3C validator warns of dc:date beside pubDate"
    assert [guid.get("isPermaLink") for guid in item.findall("guid")] == ["false"]
    assert len(item.findall("enclosure")) <= 1
    for enclosure in item.findall("enclosure"):
        assert int(enclosure.attrib["length"]) > 0
        assert "/" in str(enclosure.attrib["type"])


def test_rss_tells_of_the_first_file_whose_type_and_length_are_known() -> None:
    item = etree.fromstring(xml.rss(latest_document())).findall("channel/item")[2]
    (enclosure,) = item.findall("enclosure")
    assert dict(enclosure.attrib) == {"url": "https://kabar.example/suara/1.mp3", "length": "5242880", "type": "audio/mpeg"}


@pytest.mark.parametrize("write", [xml.rss, xml.atom])
def test_a_picture_comes_with_its_caption_and_credit(write: Any) -> None:
    root = etree.fromstring(write(latest_document()))
    (media,) = root.iter("{http://search.yahoo.com/mrss/}content")
    assert dict(media.attrib) == {"url": "https://kabar.example/foto/1.jpg", "fileSize": "48213", "type": "image/jpeg", "medium": "image"}
    assert [child.text for child in media] == ["Warga di atas jembatan.", "Foto: Rini A."]


@pytest.mark.parametrize("write", [xml.rss, xml.atom])
def test_a_photo_known_by_its_caption_only_is_told_beside_the_text(write: Any) -> None:
    body = write(latest_document())
    ferry = next(entry for entry in etree.fromstring(body).iter("item", f"{ATOM}entry") if "Night" in "".join(entry.itertext()))
    (caption,) = [child.text for child in ferry if child.tag == f"{{{xml.NAMESPACE}}}photo_description"]
    read = next(entry for entry in feedparser.parse(body).entries if entry.title.startswith("Night"))
    assert caption
    assert caption not in read.content[0].value
    assert caption not in read.summary


@pytest.mark.parametrize("write", [xml.rss, xml.atom])
def test_what_makes_an_entry_trend_stands_in_our_namespace_in_trending_feeds_only(write: Any) -> None:
    assert b"rank" not in write(latest_document())
    entry = next(etree.fromstring(write(trending_document())).iter("item", f"{ATOM}entry"))
    ours = [(etree.QName(child).localname, child.text) for child in entry if etree.QName(child).namespace == xml.NAMESPACE]
    assert ours == [
        ("rank", "1"),
        ("score", "1.4142"),
        ("entered_at", "2024-10-31T11:57:00+00:00"),
        ("why", 'no. 1 in "Berita Trending" at Kabar Rimba'),
        ("why", 'no. 3 in "Most read" at Harbour Herald'),
    ]
    assert children(entry, "{http://purl.org/dc/terms/}created") == ["2024-10-31T11:55:00+00:00"]


def test_json_has_the_shape_of_json_feed_1_1(document: FeedDocument) -> None:
    feed = stdlib_json.loads(json.json(document))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (document.home_url, document.self_url("json"))
    assert feed["title"]
    assert feed["language"]
    assert all(author["name"] for author in feed["authors"])
    for item in feed["items"]:
        assert_json_item(item)
    assert len({item["id"] for item in feed["items"]}) == len(document.entries)


def assert_json_item(item: dict[str, Any]) -> None:
    assert all(isinstance(item[name], str) and item[name] for name in ("id", "url", "title", "content_html"))
    assert all(RFC_3339.fullmatch(item[name]) for name in ("date_published", "date_modified"))
    assert item["date_modified"] >= item["date_published"]
    assert all(author["name"] for author in item["authors"])
    assert all(isinstance(tag, str) and tag for tag in item.get("tags", []))
    for attachment in item.get("attachments", []):
        assert attachment["url"]
        assert attachment["mime_type"]
        assert isinstance(attachment.get("size_in_bytes", 1), int)
    assert item.get("image", "https://").startswith("https://")


def test_json_tells_why_an_entry_trends() -> None:
    items = stdlib_json.loads(json.json(trending_document()))["items"]
    assert items[0]["_feedsvc"] == {
        "publisher": "Kabar Rimba",
        "caption": "Warga di atas jembatan.",
        "credit": "Foto: Rini A.",
        "rank": 1,
        "score": 1.4142,
        "entered_at": "2024-10-31T11:57:00+00:00",
        "why": ['no. 1 in "Berita Trending" at Kabar Rimba', 'no. 3 in "Most read" at Harbour Herald'],
        "article_published": "2024-10-31T11:55:00+00:00",
    }
    assert items[-1]["_feedsvc"]["rank"] is None


@pytest.mark.parametrize("write", [xml.rss, xml.atom])
def test_a_feed_reader_finds_nothing_to_complain_of(document: FeedDocument, write: Any) -> None:
    parsed = feedparser.parse(write(document))
    assert not parsed.bozo
    assert parsed.feed.title == document.title
    assert parsed.feed.link == document.home_url
    assert len(parsed.entries) == len(document.entries)


def as_read(parsed: Any) -> Iterator[tuple[str, str, str, int]]:
    for entry in parsed.entries:
        yield entry.id, entry.link, entry.title, timegm(entry.published_parsed)


def test_ids_links_titles_order_and_dates_are_the_same_in_all_formats(document: FeedDocument) -> None:
    items = stdlib_json.loads(json.json(document))["items"]
    told = [(i["id"], i["url"], i["title"], int(datetime.fromisoformat(i["date_published"]).timestamp())) for i in items]
    assert list(as_read(feedparser.parse(xml.rss(document)))) == told
    atom = feedparser.parse(xml.atom(document))
    assert list(as_read(atom)) == told
    updated = [int(datetime.fromisoformat(item["date_modified"]).timestamp()) for item in items]
    assert [timegm(entry.updated_parsed) for entry in atom.entries] == updated


def test_the_texts_are_the_same_in_all_formats(document: FeedDocument) -> None:
    items = stdlib_json.loads(json.json(document))["items"]
    items_of_rss = etree.fromstring(xml.rss(document)).iter("item")
    rss = [one(item, ENCODED if item.find(ENCODED) is not None else "description") for item in items_of_rss]
    atom = [content.text for content in etree.fromstring(xml.atom(document)).iter(f"{ATOM}content")]
    assert rss == atom == [item["content_html"] for item in items]


def test_a_command_line_reader_reads_titles_links_and_times(tmp_path: Path) -> None:
    if shutil.which("sfeed") is None:
        pytest.skip("sfeed is not installed")
    document = trending_document()
    for write in (xml.rss, xml.atom):
        done = subprocess.run(["sfeed"], input=write(document), capture_output=True, timeout=60, check=True)
        lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
        assert [(line[1], line[2], line[5]) for line in lines] == [(entry.title, entry.url, entry.id) for entry in document.entries]
        seconds = {int(line[0]) for line in lines}
        assert seconds <= {int(entry.published.timestamp()) for entry in document.entries} | {
            int(entry.updated.timestamp()) for entry in document.entries
        }


def updates(document: FeedDocument) -> dict[str, str]:
    """atom:updated by entry id."""
    entries = etree.fromstring(xml.atom(document)).iter(f"{ATOM}entry")
    return {one(entry, f"{ATOM}id"): one(entry, f"{ATOM}updated") for entry in entries}


def test_an_entry_keeps_its_time_of_update_wherever_it_appears() -> None:
    alone, among = updates(latest_document([article("a")])), updates(latest_document([article("b"), article("c"), article("a")]))
    assert alone.items() <= among.items()


def test_even_ids_that_end_alike_get_times_of_update_of_their_own() -> None:
    alike = [article(str(number), id=UUID(int=number * 1_000_000)) for number in range(1, 5)]
    assert len(set(updates(latest_document(alike)).values())) == 4


def test_opml_lists_every_feed_of_everything_and_of_each_section() -> None:
    root = etree.fromstring(opml(SETTINGS))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [outline.get("title") for outline in root.findall("body/outline")] == ["Pagi Ini", "Dunia & Sekitar", "Sport"]
    feeds = root.findall("body/outline/outline")
    assert [feed.get("type") for feed in feeds] == ["rss"] * 12
    assert [feed.get("xmlUrl") for feed in feeds[:6]] == [
        "https://pagi.example/latest.rss",
        "https://pagi.example/trending.rss",
        "https://pagi.example/trending/day.rss",
        "https://pagi.example/trending/week.rss",
        "https://pagi.example/dunia/latest.rss",
        "https://pagi.example/dunia/trending.rss",
    ]
    assert all(feed.get("text") == feed.get("title") and feed.get("htmlUrl") for feed in feeds)
