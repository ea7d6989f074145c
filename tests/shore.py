"""A news site of the tests' own, in Indonesian and English, with everything that a site has and an access log that forgets nothing.

Its clock is the test's. What it shows is made of its stories anew at every request, so that a test edits a story and no page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIB = timezone(timedelta(hours=7))
SECTIONS = {"ekonomi": ("Ekonomi", "id"), "olahraga": ("Olahraga", "id"), "harbour": ("Harbour", "en")}
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
ROBOTS = "User-agent: *\nDisallow: /redaksi/\n\nSitemap: {base}/sitemap-news.xml\n"
TEXTS = {
    "id": (
        "TELUK OMBAK - {lead} Kabar itu disampaikan kepala pelabuhan di hadapan warga yang memenuhi balai kota sejak pagi hari.",
        "Menurut dia, pekerjaan yang dimulai pada awal tahun berjalan lebih cepat daripada rencana karena cuaca yang bersahabat.",
        '"Kami menunggu hari ini selama dua tahun," kata seorang pedagang yang kiosnya berada tepat di seberang dermaga lama.',
        "Pemerintah kota berjanji melanjutkan perbaikan jalan menuju pasar sebelum musim hujan datang, dan membuka data biayanya.",
    ),
    "en": (
        "PORT OMBAK - {lead} The harbour master gave the news to a crowd that had filled the town hall since the early morning.",
        "Work that began at the start of the year went faster than planned, he said, since the weather had been kind to everybody.",
        '"We have waited two years for this day," said a trader whose stall stands right across the street from the old pier.',
        "The town promised to go on with the road to the market before the rains come, and to publish what all of it has cost.",
    ),
}


@dataclass
class Story:
    section: str
    slug: str
    title: str
    lead: str  # the first sentence of the text
    at: datetime  # when it was published
    author: str
    edited: datetime | None = None

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.slug}"

    @property
    def language(self) -> str:
        return SECTIONS[self.section][1]

    @property
    def paragraphs(self) -> list[str]:
        return [text.format(lead=self.lead) for text in TEXTS[self.language]]


@dataclass(frozen=True)
class Visit:
    """A line of the access log."""

    path: str
    status: int
    began: float  # monotonic seconds
    ended: float
    clock: datetime
    agent: str
    headers: dict[str, str]

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass
class Site:
    now: Callable[[], datetime]
    stories: list[Story]  # in any order
    popular: list[str] = field(default_factory=list)  # slugs, most read first
    in_feed: int = 6  # stories that the feed holds
    base: str = ""
    log: list[Visit] = field(default_factory=list)
    busy: int = 0  # requests that are being answered
    busiest: int = 0

    def story(self, slug: str) -> Story:
        return next(story for story in self.stories if story.slug == slug)

    def newest(self, section: str = "") -> list[Story]:
        found = [story for story in self.stories if section in {"", story.section} and story.at <= self.now()]
        return sorted(found, key=lambda story: story.at, reverse=True)

    def render(self, path: str) -> tuple[str, str] | None:
        """(media type, text), None for what is not there."""
        fixed: dict[str, Callable[[], tuple[str, str]]] = {
            "/": lambda: ("text/html; charset=utf-8", self._home()),
            "/feed.xml": lambda: ("application/rss+xml; charset=utf-8", self._feed()),
            "/sitemap-news.xml": lambda: ("application/xml", self._sitemap()),
            "/robots.txt": lambda: ("text/plain", ROBOTS.format(base=self.base)),
        }
        if path in fixed:
            return fixed[path]()
        section = path.strip("/")
        if section in SECTIONS:
            return "text/html; charset=utf-8", self._front(section)
        story = next((story for story in self.stories if story.path == path), None)
        return ("text/html; charset=utf-8", self._article(story)) if story else None

    def _shell(self, title: str, language: str, body: str, head: str = "") -> str:
        menu = "".join(f'<li><a href="/{slug}/">{name}</a></li>' for slug, (name, _) in SECTIONS.items())
        return (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}'
            '<link rel="alternate" type="application/rss+xml" title="Kabar Ombak" href="/feed.xml"></head><body>'
            f'<header><a href="/">Kabar Ombak</a><nav><ul><li><a href="/">Beranda</a></li>{menu}</ul></nav></header>{body}'
            '<div class="cookie-consent"><p>Situs ini memakai kuki untuk kenyamanan Anda. Dengan melanjutkan Anda setuju.</p>'
            "<button>Setuju</button></div>"
            '<footer><a href="/redaksi/">Redaksi</a> <a href="/kontak">Kontak</a></footer></body></html>'
        )

    def _home(self) -> str:
        latest = "".join(_row(story) for story in self.newest()[:8])
        ranked = "".join(f'<li><a href="{s.path}?ref=populer">{escape(s.title)}</a></li>' for s in map(self.story, self.popular))
        desk = '<li><a href="/redaksi/catatan-harian-ruang-redaksi-20261122">Catatan harian ruang redaksi untuk para sahabat</a></li>'
        body = (
            f'<main><section class="news"><h2>Berita Terbaru</h2><ul>{latest}{desk}</ul></section></main>'
            f'<aside><h3>Terpopuler</h3><ol class="ranks">{ranked}</ol></aside>'
        )
        return self._shell("Kabar Ombak", "id", body)

    def _front(self, section: str) -> str:
        name, language = SECTIONS[section]
        rows = "".join(_card(story) for story in self.newest(section))
        return self._shell(f"{name} - Kabar Ombak", language, f"<main><h1>{name}</h1>{rows}</main>")

    def _article(self, story: Story) -> str:
        date = story.at.astimezone(WIB)
        printed = f"{date.day} {MONTHS[date.month - 1]} {date.year} {date:%H:%M} WIB"
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": story.at.isoformat(),
            "dateModified": (story.edited or story.at).isoformat(),
            "author": {"@type": "Person", "name": story.author},
            "articleSection": SECTIONS[story.section][0],
            "image": f"{self.base}/img/{story.slug}.jpg",
        }
        # The English desk prints its facts and declares none, as many a small newsroom does.
        declared = f'<script type="application/ld+json">{json.dumps(about)}</script>' if story.language == "id" else ""
        head = f'<link rel="canonical" href="{self.base}{story.path}"><meta property="og:type" content="article">{declared}'
        texts = "".join(f"<p>{escape(text, quote=False)}</p>" for text in story.paragraphs)
        more = '<p>Baca juga: <a href="/ekonomi/lain">Sepuluh hal lain yang perlu Anda tahu</a></p>' if story.language == "id" else ""
        body = (
            f'<main><article><h1>{escape(story.title)}</h1><p class="byline">{escape(story.author)}</p><time>{printed}</time>'
            f'<div class="share-bar"><a href="https://social.example/share">Bagikan</a></div>'
            f'<figure><img src="/img/{story.slug}.jpg" width="800" height="500">'
            "<figcaption>Dermaga baru. (Foto: Dewi Laras)</figcaption></figure>"
            f'<div class="text">{texts}{more}</div></article></main>'
        )
        return self._shell(f"{story.title} - Kabar Ombak", story.language, body, head)

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(s.title)}</title><link>{self.base}{s.path}?utm_source=rss</link>"
            f"<guid isPermaLink='false'>{s.slug}</guid>"
            f"<category>{SECTIONS[s.section][0]}</category><pubDate>{format_datetime(s.at)}</pubDate>"
            f"<description>{escape(s.lead)}</description></item>"
            for s in self.newest()[: self.in_feed]
        )
        return (
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Kabar Ombak</title><link>{self.base}/</link>{items}</channel></rss>"
        )

    def _sitemap(self) -> str:
        urls = "".join(
            f"<url><loc>{self.base}{s.path}</loc><news:news><news:publication><news:name>Kabar Ombak</news:name><news:language>{s.language}"
            f"</news:language></news:publication><news:publication_date>{s.at.isoformat()}</news:publication_date>"
            f"<news:title>{escape(s.title)}</news:title></news:news></url>"
            for s in self.newest()
            if self.now() - s.at < timedelta(days=2)
        )
        spaces = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
        return f"<?xml version='1.0' encoding='UTF-8'?><urlset {spaces}>{urls}</urlset>"


def _row(story: Story) -> str:
    return f'<li><a href="{story.path}">{escape(story.title)}</a></li>'


def _card(story: Story) -> str:
    return (
        f'<article class="card"><h3><a href="{story.path}">{escape(story.title)}</a></h3>'
        f'<time datetime="{story.at.isoformat()}">{story.at:%H:%M}</time><p>{escape(story.lead)}</p></article>'
    )


@contextmanager
def open_site(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            began = monotonic()
            site.busy += 1
            site.busiest = max(site.busiest, site.busy)
            found = site.render(self.path.partition("?")[0])
            body = gzip.compress(found[1].encode(), mtime=0) if found else b"tidak ada di sini"
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if found is None else 304 if self.headers.get("If-None-Match") == etag else 200
            sent = b"" if status == 304 else body
            self.send_response(status)
            if found:
                self.send_header("Content-Type", found[0])
                self.send_header("ETag", etag)
            if found and sent:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(sent)))
            site.busy -= 1  # before the guest has the whole answer and may ask again
            self.end_headers()
            self.wfile.write(sent)
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.log.append(Visit(self.path, status, began, monotonic(), site.now(), headers.get("user-agent", ""), headers))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def stories(now: datetime) -> list[Story]:
    """Ten of them, two hours apart, the newest an hour old; the last is three weeks old and still read by many."""
    told = (
        ("ekonomi", "harga-beras-turun-tiga-pekan-berturut-turut-1010", "Harga beras turun tiga pekan berturut-turut", "Sinta Maharani"),
        ("harbour", "new-ferry-pier-opens-to-first-passengers-1009", "New ferry pier opens to the first passengers", "Ada Lund"),
        ("olahraga", "tim-dayung-teluk-ombak-menang-di-kandang-1008", "Tim dayung Teluk Ombak menang di kandang", "Bayu Prakoso"),
        ("ekonomi", "koperasi-nelayan-membuka-gudang-pendingin-1007", "Koperasi nelayan membuka gudang pendingin", "Sinta Maharani"),
        ("harbour", "night-market-moves-back-to-customs-house-1006", "Night market moves back to the customs house", "Ada Lund"),
        ("olahraga", "pelari-muda-pecahkan-rekor-sepuluh-kilometer-1005", "Pelari muda pecahkan rekor sepuluh kilometer", "Bayu Prakoso"),
        ("ekonomi", "pasar-ikan-teluk-ombak-buka-sampai-malam-1004", "Pasar ikan Teluk Ombak buka sampai malam", "Sinta Maharani"),
        ("harbour", "lighthouse-keeper-retires-after-thirty-years-1003", "Lighthouse keeper retires after thirty years", "Ada Lund"),
        ("olahraga", "kejuaraan-renang-antarpulau-dimulai-besok-1002", "Kejuaraan renang antarpulau dimulai besok", "Bayu Prakoso"),
    )
    fresh = [
        Story(
            section,
            slug,
            title,
            f"{title}, {'kata' if section != 'harbour' else 'said'} Dewi Laras.",
            now - timedelta(hours=1 + 2 * n),
            author,
        )
        for n, (section, slug, title, author) in enumerate(told)
    ]
    old = Story(
        "ekonomi",
        "cara-mengurus-izin-kapal-kecil-201",
        "Cara mengurus izin kapal kecil",
        "Begini caranya.",
        now - timedelta(days=21),
        "Redaksi",
    )
    return [*fresh, old]


def morning() -> datetime:
    return datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
