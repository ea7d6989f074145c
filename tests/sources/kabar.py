"""Feeds of a newsroom that does not exist, and what is read from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from feedsvc.model import Draft, Fetched, Harvest
from feedsvc.sources.feed import read_feed

NOW = datetime(2024, 11, 2, 12, 0, tzinfo=UTC)
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
