"""A small newsroom of two files, read by the real ingest into a real store, behind the real application."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc import ranking
from feedsvc.config import Settings
from feedsvc.ingest import Ingester
from feedsvc.store import Store
from feedsvc.web import create_app
from tests.conftest import NOW
from tests.ingest.desk import Here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Pier Gazette</title><link>https://gazette.example/</link><description>News from the pier</description><language>en</language>
<item><title>Lighthouse lamp lit again after nine winters</title><link>https://gazette.example/lamp</link>
<guid>https://gazette.example/lamp</guid><category>Harbour</category><dc:creator>Ada Lund</dc:creator>
<pubDate>Sun, 22 Nov 2026 10:15:00 GMT</pubDate><description>Keepers lit the lamp at dusk.</description>
<content:encoded><![CDATA[<p>Keepers climbed 212 steps.</p><p><img src="https://pictures.example/lamp.jpg" alt="The lamp"></p>
<script>alert(1)</script><p>Ships answered with their horns.</p>]]></content:encoded></item>
<item><title>Tide tables printed wrong, harbour office says</title>
<link>https://gazette.example/tides?a=1&amp;b=2</link><category>Harbour</category>
<pubDate>Sun, 22 Nov 2026 09:00:00 GMT</pubDate><description>A misprint of one hour.</description></item>
<item><title>Pasar ikan pagi dibuka kembali sesudah perbaikan dermaga</title><link>https://gazette.example/pasar</link>
<dc:language>id</dc:language><pubDate>Sat, 21 Nov 2026 23:30:00 GMT</pubDate>
<description>Para pedagang ikan di dermaga menyambut pembukaan kembali pasar pagi yang sudah lama mereka nantikan sejak perbaikan dimulai
pada awal tahun ini, dan mereka berharap pembeli akan segera datang lagi seperti dahulu.</description></item>
</channel></rss>
"""
DUMP = """Kapal Penyeberangan Malam Mulai Beroperasi di Teluk Ombak
Kapal penyeberangan malam pertama bertolak dari dermaga timur, 20 November 2026.
Foto: Suara Ombak/Dewi LarasOMBAK - Kapal penyeberangan malam mulai beroperasi pada hari Jumat dan akan berlayar setiap hari.
Menurut kepala pelabuhan, kapal itu mengangkut dua ratus penumpang dalam satu pelayaran.
"Kami sudah menunggu lama," kata seorang penumpang yang bekerja di seberang teluk.
Berita Trending
- 1 Mercusuar Tua Menyala Lagi Setelah Sembilan Musim Dingin
- 2 Nelayan Muda Belajar Membaca Arus dari Kakek Mereka
- 3 Jembatan Gantung Baru Dibuka untuk Pejalan Kaki
Berita Terkini
- Sekolah Terapung Menerima Murid Angkatan Kedua
- Harga Garam <b>&amp;</b> Ikan "Naik" Menjelang Akhir Tahun
"""


def settings_for(folder: Path, **site: str) -> Settings:
    """Two sections: Harbour by tag, Ombak by source."""
    tables = {
        "site": {"title": "Both Shores", "description": "What both shores read.", "url": "http://feeds.example"} | site,
        "store": {"url": f"sqlite:///{folder / 'feedsvc.db'}"},
        "sections": [
            {"slug": "harbour", "title": "Harbour", "description": "Ships and tides.", "tags": ["harbour"]},
            {"slug": "ombak", "title": "Ombak", "language": "id"},
            {"slug": "quiet", "title": "Quiet"},
        ],
        "sources": [
            {"slug": "gazette", "kind": "feed", "url": "gazette.xml"},
            {"slug": "suara", "kind": "document", "url": "suara.txt", "title": "Suara Ombak", "language": "id", "sections": ["ombak"]},
        ],
        "folder": folder,
    }
    return Settings.model_validate(tables)


def write_sources(folder: Path) -> None:
    (folder / "gazette.xml").write_text(RSS, encoding="utf-8")
    (folder / "suara.txt").write_text(DUMP, encoding="utf-8")


def ingest_all(store: Store, settings: Settings, now: datetime = NOW) -> None:
    ingester = Ingester(store, settings, Here())
    try:
        with store.read() as unit:
            sources = unit.sources.all()
        for source in sources:
            assert ingester.poll(source, now).outcome != "failed"
    finally:
        ingester.close()
    ranking.rank_all(store, settings, now)


class Newsroom:
    """An application on a folder of its own, at a clock that stands still until it is moved."""

    def __init__(self, folder: Path, **site: str) -> None:
        self.folder = folder
        self.now = NOW
        write_sources(folder)
        self.settings = settings_for(folder, **site)
        self.store = Store.open(self.settings.store.url)
        self.app: Flask = create_app(self.settings, self.store, clock=lambda: self.now)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def ingest(self) -> None:
        ingest_all(self.store, self.settings, self.now)
        self.now += timedelta(minutes=1)

    def break_store(self) -> None:
        """The database is gone: in its place stands a folder, which SQLite cannot open."""
        self.store.close()
        for file in self.folder.glob("feedsvc.db*"):
            file.unlink()
        (self.folder / "feedsvc.db").mkdir()
        self.now += timedelta(minutes=1)


@pytest.fixture(scope="session")
def shared_newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path_factory.mktemp("newsroom"))
    newsroom.ingest()
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def client(shared_newsroom: Newsroom) -> FlaskClient:
    """Of a filled application that many tests share: look, do not touch."""
    return shared_newsroom.client


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A filled application of the test's own."""
    newsroom = Newsroom(tmp_path)
    newsroom.ingest()
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def empty_newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path)
    yield newsroom
    newsroom.store.close()
