"""A small newsroom of our own writing, as values: what the store would hand to the feeds room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from feedsvc.config import Settings
from feedsvc.feeds import FeedSpec, build
from feedsvc.matching import story_id
from feedsvc.model import Article, Enclosure, Image, Revision, Section, SourceRef, Trend

if TYPE_CHECKING:
    from feedsvc.feeds.build import FeedDocument

NOON = datetime(2024, 10, 31, 12, 0, tzinfo=UTC)
CHANGED = Revision(7, NOON + timedelta(minutes=1))
_IDS = UUID("6f0d7e2a-52ab-5c0e-9b0a-0d6f3c1b2a49")
KABAR = SourceRef("kabar-rimba", "Kabar Rimba", "https://kabar.example/")
HERALD = SourceRef("harbour-herald", "Harbour Herald", "https://herald.example/")

SETTINGS = Settings.model_validate(
    {
        "site": {
            "title": "Pagi Ini",
            "description": "What the papers say, section by section.",
            "language": "id",
            "url": "https://pagi.example",
            "uid": "pagi.example",
        },
        "sections": [
            {"slug": "dunia", "title": "Dunia & Sekitar", "description": "Berita dari luar negeri."},
            {"slug": "sport", "title": "Sport", "language": "en-GB"},
        ],
    }
)
DUNIA = Section("dunia", "Dunia & Sekitar", description="Berita dari luar negeri.")


def article(name: str, minutes: int = 0, **changes: object) -> Article:
    """An article that was published so many minutes before noon."""
    published = NOON - timedelta(minutes=minutes)
    plain = Article(
        id=uuid5(_IDS, name),
        url=f"https://kabar.example/baca/{name}",
        title=f"Berita {name}",
        summary="",
        content_html="",
        authors=(),
        image=None,
        enclosures=(),
        language="id",
        published_at=published,
        first_seen_at=published,
        updated_at=published,
        dated=True,
        source=KABAR,
        sections=("dunia",),
        tags=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def newsroom() -> list[Article]:
    """Six articles, newest first: whole, foreign, with sound, without text, without address, and an old one that was edited."""
    return [
        article(
            "jembatan",
            5,
            title="Jembatan baru di Muara Enau dibuka, warga berpesta semalam suntuk",
            summary="Jembatan sepanjang 412 meter menghubungkan dua kampung & memangkas waktu ke < 10 menit.",
            content_html='<p>Jembatan <b>412 meter</b> itu dibuka.</p><p><a href="https://kabar.example/peta">Peta</a> &amp; foto.</p>',
            authors=("Sari Pratiwi", "Joko Umbara"),
            image=Image("https://kabar.example/foto/1.jpg", "Warga di atas jembatan.", "Foto: Rini A.", "image/jpeg", 48213),
            updated_at=NOON - timedelta(minutes=2, microseconds=250_000),
            tags=("Nusantara", "Infrastruktur", "Nusantara"),
        ),
        article(
            "ferry",
            12,
            url="https://herald.example/news/ferry?id=1&page=2",
            title="Night ferry returns to the “old quay” – after 30 years",
            summary="The first sailing left with 212 passengers aboard.",
            content_html='<p>The ferry left at dusk.</p><figure><img alt="" src="https://herald.example/q.png"/></figure>',
            authors=("Ada Whitlow",),
            language="en",
            source=HERALD,
            image=Image("", "A caption without a picture.", "Nobody"),
        ),
        article(
            "siaran",
            12,
            title="Siaran pagi: harga cabai",
            summary="Dengarkan selengkapnya.",
            enclosures=(
                Enclosure("https://kabar.example/suara/teaser", "", 0),
                Enclosure("https://kabar.example/suara/1.mp3", "audio/mpeg", 5_242_880),
                Enclosure("https://kabar.example/suara/1.ogg", "audio/ogg", 0),
            ),
        ),
        article("judul", 30, title="Hanya judulnya yang diketahui"),
        article("tanpa-alamat", 45, title="Berita dari halaman depan", url=None, summary="Tautannya belum diketahui."),
        article("lama", 600, title="Arsip dibuka kembali", summary="Diperbarui siang ini.", updated_at=NOON - timedelta(minutes=1)),
    ]


def trends() -> list[Trend]:
    """The same articles as a list: three that entered together, one earlier, and one that left."""
    bridge, ferry, broadcast, headline, nowhere, _ = newsroom()
    entered, earlier = NOON - timedelta(minutes=3), NOON - timedelta(hours=5)
    first = 'no. 1 in "Berita Trending" at Kabar Rimba'
    return [
        Trend(story_id(headline.id), headline, 4, 0.25, earlier, None, ("new; no list of popular articles covers this section yet",)),
        Trend(story_id(ferry.id), ferry, 2, 0.5, entered, None, ('no. 2 in "Most <read>" at Harbour Herald, up from no. 9',)),
        Trend(story_id(bridge.id), bridge, 1, 1.4142, entered, None, (first, 'no. 3 in "Most read" at Harbour Herald')),
        Trend(story_id(nowhere.id), nowhere, None, 0.1, earlier, NOON - timedelta(hours=1), ('no. 5 in "Terpopuler" at Kabar Rimba',)),
        Trend(story_id(broadcast.id), broadcast, 3, 0.3, entered, None, ()),
    ]


def latest_document(articles: list[Article] | None = None, spec: FeedSpec | None = None) -> FeedDocument:
    spec = spec or FeedSpec("latest")
    section = DUNIA if spec.section == "dunia" else build.everything(SETTINGS)
    return build.latest(SETTINGS, section, spec, newsroom() if articles is None else articles, CHANGED)


def trending_document(sort: str = "entered") -> FeedDocument:
    spec = FeedSpec("trending", "dunia", sort=sort)  # type: ignore[arg-type]
    return build.trending(SETTINGS, DUNIA, spec, trends(), CHANGED)
