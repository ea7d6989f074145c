"""One door for all bytes: what is a feed goes to the feed reader, a page to the page reader, text to the document reader."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched
from feedsvc.sources import read, sniff
from feedsvc.sources.charset import decode

NOW = datetime(2025, 3, 2, tzinfo=UTC)
RSS = '<rss version="2.0"><channel><title>Kabar</title><item><title>Pasar dibuka</title><link>https://kabar.example/1</link></item></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar</title><id>urn:x</id><updated>2025-03-01T00:00:00Z</updated></feed>'
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Kabar", "items": [{"id": "1", "title": "Pasar dibuka"}]})
HTML = "<!doctype html><html><head><title>Kabar</title></head><body><h1>Kabar</h1><p>Teks.</p></body></html>"
TEXT = "Pasar Terapung Dibuka\nPasar yang lama dinanti warga akhirnya dibuka pada hari Senin.\n"


def fetched(body: str | bytes, content_type: str = "") -> Fetched:
    return Fetched("https://kabar.example/x", body if isinstance(body, bytes) else body.encode(), content_type)


@pytest.mark.parametrize("content_type", ["", "text/plain", "text/html; charset=utf-8", "application/xml", "application/octet-stream"])
@pytest.mark.parametrize(("body", "kind"), [(RSS, "feed"), (ATOM, "feed"), (HTML, "page")])
def test_markup_is_known_by_its_root_whatever_the_server_calls_it(body: str, kind: str, content_type: str) -> None:
    assert sniff(fetched(body, content_type)) == kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f'\ufeff<?xml version="1.0"?>\n<!-- made by hand -->\n<?xml-stylesheet href="a.css"?>\n{RSS}', "feed"),
        (f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x "y">]>{RSS}', "feed"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', "feed"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html></html>', "page"),
        ("<!-- saved --><HTML><BODY>x</BODY></HTML>", "page"),
        ("<div><p>A fragment</p></div>", "page"),
        (JSON_FEED, "feed"),
        (TEXT, "document"),
        ("3 < 4 and 5 > 2: numbers in a text", "document"),
        ("[Gambas] A line that begins with a bracket", "document"),
    ],
)
def test_what_bytes_begin_with_tells_what_they_are(body: str, kind: str) -> None:
    assert sniff(fetched(body)) == kind


def test_utf16_markup_is_recognised() -> None:
    assert sniff(fetched(RSS.encode("utf-16"))) == "feed"
    assert sniff(fetched(HTML.encode("utf-16"))) == "page"


def test_an_html_page_served_as_a_feed_is_a_page() -> None:
    assert sniff(fetched(HTML, "application/rss+xml")) == "page"


@pytest.mark.parametrize(("body", "kind"), [(RSS, "feed"), (JSON_FEED, "feed"), (HTML, "page"), (TEXT, "document")])
def test_auto_reads_each_kind_with_its_own_reader(body: str, kind: str) -> None:
    assert read(fetched(body), "auto", now=NOW).kind == kind


def test_a_forced_kind_is_taken_at_its_word() -> None:
    assert read(fetched(HTML), "document", now=NOW).kind == "document"
    with pytest.raises(SourceUnreadable, match=r"https://kabar\.example/x"):
        read(fetched(HTML), "feed", now=NOW)
    with pytest.raises(SourceUnreadable, match="is not an HTML page"):
        read(fetched(TEXT), "page", now=NOW)


@pytest.mark.parametrize("kind", ["auto", "feed", "page", "document"])
def test_nothing_at_all_is_refused_whatever_it_should_be(kind: str) -> None:
    with pytest.raises(SourceUnreadable, match="is empty"):
        read(fetched(b"\xef\xbb\xbf \r\n\0"), kind, now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n....", b"PK\x03\x04....", b"\xff\xd8\xff\xe0...."])
def test_pictures_and_archives_are_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="is not text"):
        read(fetched(body), "auto", now=NOW)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=300), st.text(alphabet='<>/!?-[]{}":, \naphtmldivrs', max_size=200).map(str.encode)),
    st.sampled_from(["", "text/html", "application/rss+xml"]),
)
def test_any_bytes_are_read_or_refused_with_a_sentence(body: bytes, content_type: str) -> None:
    try:
        harvest = read(fetched(body, content_type), "auto", now=NOW)
    except SourceUnreadable as refusal:
        assert "https://kabar.example/x" in str(refusal)
    else:
        assert harvest.kind in {"feed", "page", "document"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Grüße aus Köln, “schöne” Tage – für alle", "cp1252"),
        ("Президент подписал новый закон о поддержке местных газет и журналов. " * 4, "cp1251"),
        ("Prezydent podpisał nową ustawę o wsparciu lokalnych gazet, która wchodzi w życie. " * 4, "iso8859-2"),
        ("東京で新しいニュースの配信が始まりました。" * 8, "cp932"),
        ("Grüße aus Köln", "utf-16-be"),
    ],
)
def test_an_undeclared_encoding_is_found_from_the_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_wrong_declaration_does_not_spoil_utf8() -> None:
    text = "Grüße aus Köln – “schön”"
    assert decode(text.encode(), "text/html; charset=iso-8859-1") == text
    assert decode(f'<meta charset="windows-1252">{text}'.encode()).endswith(text)


def test_declarations_are_believed_header_first_then_document() -> None:
    body = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Новости'.encode("cp1251")
    assert decode(body).endswith("Новости")
    assert decode("Новости".encode("koi8-r"), "text/html; charset=KOI8-R") == "Новости"


def test_latin1_means_windows_1252_as_in_browsers() -> None:
    assert decode(b"Don\x92t \x93stop\x94", "text/html; charset=ISO-8859-1") == "Don’t “stop”"


def test_a_declared_encoding_that_is_none_is_ignored() -> None:
    assert decode("schön".encode(), "text/html; charset=base64") == "schön"
    assert decode("schön".encode(), "text/html; charset=no-such-thing") == "schön"
