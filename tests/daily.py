"""A small news site of the tests' own, half Indonesian and half English: what a site offers to those who come by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from tests.newsroom import Newsroom

SECTIONS = (("ekonomi", "Ekonomi"), ("olahraga", "Olahraga"), ("harbour", "Harbour"))
HEADLINES = (
    ("ekonomi", "Harga beras turun tiga pekan berturut-turut"),
    ("olahraga", "Tim dayung Teluk Ombak menang di kandang sendiri"),
    ("harbour", "New ferry pier opens to the first passengers"),
    ("ekonomi", "Koperasi nelayan membuka gudang pendingin baru"),
    ("olahraga", "Pelari muda pecahkan rekor lomba sepuluh kilometer"),
    ("harbour", "Night market moves back to the old customs house"),
    ("ekonomi", "Pasar ikan Teluk Ombak buka sampai malam"),
    ("olahraga", "Kejuaraan renang antarpulau dimulai pekan depan"),
    ("harbour", "Lighthouse keeper retires after thirty quiet years"),
)
PARAGRAPH = "Warga kota berkumpul sejak pagi untuk melihat hasil kerja yang ditunggu selama dua tahun, kata panitia kepada koran ini. "
RSS = "application/rss+xml; charset=utf-8"
HTML = "text/html; charset=utf-8"
XML = "application/xml"


@dataclass(frozen=True)
class Story:
    section: str
    title: str
    number: int  # 0 is the newest

    @property
    def path(self) -> str:
        words = "-".join(word for word in self.title.lower().replace(",", "").split())
        return f"/{self.section}/2026/11/{words}-{1000 - self.number}"

    @property
    def at(self) -> datetime:
        return NOW - timedelta(hours=1 + self.number)


STORIES = tuple(Story(section, title, number) for number, (section, title) in enumerate(HEADLINES))


def of(section: str) -> list[Story]:
    return [story for story in STORIES if story.section == section]


def rss(base: str, stories: Iterable[Story], *, full: bool = False, title: str = "Kabar Teluk") -> str:
    items = "".join(_item(base, story, full) for story in stories)
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>{escape(title)}</title><link>{base}/</link><language>id</language>{items}</channel></rss>"
    )


def _item(base: str, story: Story, full: bool) -> str:
    text = (
        f"<content:encoded><![CDATA[{'<p>' + PARAGRAPH * 3 + '</p>'}{'<p>' + PARAGRAPH * 4 + '</p>'}]]></content:encoded>" if full else ""
    )
    return (
        f"<item><title>{escape(story.title)}</title><link>{base}{story.path}</link><guid>{base}{story.path}</guid>"
        f"<description>{escape(story.title)}, dalam satu kalimat.</description>{text}<pubDate>{format_datetime(story.at)}</pubDate></item>"
    )


def atom(base: str, stories: Iterable[Story]) -> str:
    entries = "".join(
        f"<entry><title>{escape(story.title)}</title><id>{base}{story.path}</id><link href='{base}{story.path}'/>"
        f"<published>{story.at.isoformat()}</published><updated>{story.at.isoformat()}</updated></entry>"
        for story in stories
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Kabar Teluk</title><link href='{base}/'/>{entries}</feed>"


def news_sitemap(base: str, stories: Iterable[Story]) -> str:
    entries = "".join(
        f"<url><loc>{base}{story.path}</loc><news:news><news:publication><news:name>Kabar Teluk</news:name><news:language>id"
        f"</news:language></news:publication><news:publication_date>{story.at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>"
        for story in stories
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        f"xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{entries}</urlset>"
    )


def page(stories: Sequence[Story], *, head: str = "", popular: bool = True, title: str = "Kabar Teluk") -> str:
    menu = "".join(f"<li><a href='/{slug}/'>{label}</a></li>" for slug, label in SECTIONS)
    rows = "".join(
        f"<article><h2><a href='{story.path}'>{story.title}</a></h2><time datetime='{story.at.isoformat()}'>baru</time></article>"
        for story in stories
    )
    ranked = "".join(f"<li><a href='{story.path}'>{story.title}</a></li>" for story in stories[::-1][:5])
    box = f"<aside><h3>Terpopuler</h3><ol>{ranked}</ol></aside>" if popular else ""
    return (
        f"<!doctype html><html lang='id'><head><title>{title}</title>{head}</head><body><header><nav><ul><li><a href='/'>Beranda</a></li>"
        f"{menu}<li><a href='/tentang-kami'>Tentang Kami</a></li></ul></nav></header><main><h2>Berita Terbaru</h2>{rows}</main>{box}"
        "<footer><a href='/kontak'>Kontak</a></footer></body></html>"
    )


def article(story: Story) -> str:
    return (
        f"<!doctype html><html lang='id'><head><title>{story.title}</title><meta property='og:type' content='article'></head><body><main>"
        f"<article><h1>{story.title}</h1><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p><p>{PARAGRAPH * 2}</p></article></main></body></html>"
    )


def feed_link(path: str, kind: str = "rss", title: str = "Kabar Teluk") -> str:
    return f"<link rel='alternate' type='application/{kind}+xml' title='{title}' href='{path}'>"


def publish(room: Newsroom, *, head: str = "", popular: bool = True) -> None:
    """The pages; feeds and sitemaps are each test's own matter."""
    room.show("/", page(STORIES, head=head, popular=popular), HTML)
    for slug, label in SECTIONS:
        room.show(f"/{slug}/", page(of(slug), head=head, popular=False, title=f"{label} - Kabar Teluk"), HTML)
    for story in STORIES:
        room.show(story.path, article(story), HTML)
