"""What a sitemap tells: news with headlines, addresses without, other sitemaps; whole, gzipped, broken or hostile."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched, Grade, Harvest
from feedsvc.sources import sitemap_xml
from feedsvc.sources.sitemap import read_sitemap
from tests.conftest import NOW

SITE = "https://kabar.example"
HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    " xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"
    " xmlns:xhtml='http://www.w3.org/1999/xhtml'>"
)


def read(body: str | bytes, **keywords: object) -> Harvest:
    body = body.encode() if isinstance(body, str) else body
    return read_sitemap(Fetched(f"{SITE}/sitemap.xml", body), now=NOW, **keywords)  # type: ignore[arg-type]


def urlset(*entries: str) -> str:
    return f"{HEAD}{''.join(entries)}</urlset>"


def news(path: str, title: str, at: str = "2026-11-22T08:00:00+07:00", extra: str = "") -> str:
    return (
        f"<url><loc>{SITE}{path}</loc>{extra}<news:news><news:publication><news:name>Kabar</news:name><news:language>id</news:language>"
        f"</news:publication><news:publication_date>{at}</news:publication_date><news:title>{title}</news:title>"
        "<news:keywords>beras, pasar, beras</news:keywords></news:news></url>"
    )


def plain(path: str, at: str = "") -> str:
    return f"<url><loc>{SITE}{path}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>"


class TestNews:
    def test_an_entry_is_an_article_with_its_headline_date_language_and_keywords(self) -> None:
        harvest = read(urlset(news("/ekonomi/harga-beras-turun-1", "Harga beras turun")))
        (draft,) = harvest.drafts
        assert (harvest.kind, harvest.language, harvest.homepage) == ("sitemap", "id", f"{SITE}/")
        assert (draft.title, draft.url) == ("Harga beras turun", f"{SITE}/ekonomi/harga-beras-turun-1")
        assert draft.published == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
        assert (draft.language, draft.tags, draft.grade) == ("id", ("beras", "pasar"), Grade.MENTION)

    def test_its_picture_and_its_amp_page_are_known(self) -> None:
        extra = (
            "<image:image><image:loc>https://img.example/a.jpg</image:loc><image:caption>Pasar</image:caption></image:image>"
            "<image:image><image:loc>https://img.example/b.jpg</image:loc></image:image>"
            f"<xhtml:link rel='amphtml' href='{SITE}/amp/a-b-c'/><xhtml:link rel='alternate' hreflang='en' href='{SITE}/en/a-b-c'/>"
        )
        (draft,) = read(urlset(news("/a-b-c", "Pasar baru", extra=extra))).drafts
        assert draft.image is not None
        assert (draft.image.url, draft.image.caption) == ("https://img.example/a.jpg", "Pasar")
        assert draft.aliases == (f"{SITE}/amp/a-b-c",)

    def test_a_change_after_the_publication_is_told(self) -> None:
        (edited,) = read(urlset(news("/a-b-c", "Satu", "2026-11-22T01:00:00Z", "<lastmod>2026-11-22T02:00:00Z</lastmod>"))).drafts
        assert edited.modified == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

    def test_a_date_a_little_ahead_is_now_and_one_far_ahead_is_none(self) -> None:
        soon = (NOW + timedelta(hours=7)).isoformat()
        found = read(urlset(news("/a-b-c", "Satu", soon), news("/d-e-f", "Dua", "2026-12-24T00:00:00Z"))).drafts
        assert {draft.title: draft.published for draft in found} == {"Satu": NOW, "Dua": None}

    def test_a_date_without_a_zone_is_of_the_zone_that_the_operator_named(self) -> None:
        (draft,) = read(urlset(news("/a-b-c", "Satu", "2026-11-22T08:00:00")), zone="Asia/Jakarta").drafts
        assert draft.published == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

    @pytest.mark.parametrize("at", ["2026-11-22T01:00:00.000+0000", "Sun, 22 Nov 2026 08:00:00 +0700", "22 November 2026 08:00 WIB"])
    def test_dates_in_other_forms_are_understood(self, at: str) -> None:
        assert read(urlset(news("/a-b-c", "Satu", at))).drafts[0].published == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

    def test_of_too_many_the_newest_are_kept_newest_first(self) -> None:
        minutes = [7, 3, 9, 1, 5]
        entries = [news(f"/a-b-{n}", f"Berita {n}", (NOW - timedelta(minutes=n)).isoformat()) for n in minutes]
        assert [draft.title for draft in read(urlset(*entries), max_items=3).drafts] == ["Berita 1", "Berita 3", "Berita 5"]

    def test_ampersands_that_nobody_escaped_lose_nothing(self) -> None:
        (draft,) = read(urlset(news("/read.php?id=12345&page=2", "Kopi & teh, AT&T &eacute; &amp; lain"))).drafts
        assert draft.url == f"{SITE}/read.php?id=12345&page=2"
        assert draft.title == "Kopi & teh, AT&T é & lain"

    def test_without_news_in_two_days_it_is_empty_and_sound(self) -> None:
        harvest = read(urlset())
        assert (harvest.kind, harvest.drafts, harvest.listing, harvest.skipped) == ("sitemap", (), (), ())


class TestPlain:
    def test_an_entry_is_listed_under_the_words_of_its_address_with_its_last_change(self) -> None:
        harvest = read(urlset(plain("/2026/11/banjir-besar-di-kota-71234.html", "2026-11-21")))
        (draft,) = harvest.listing
        assert not harvest.drafts
        assert draft.title == "Banjir besar di kota"
        assert (draft.published, draft.modified) == (None, datetime(2026, 11, 21, tzinfo=UTC))
        assert draft.grade is Grade.MENTION

    def test_sections_tags_authors_and_the_front_page_are_no_articles(self) -> None:
        paths = ("/", "/ekonomi", "/tag/banjir-besar-di-kota", "/author/ani-budi-candra", "/berita/banjir-besar-di-kota")
        assert [draft.url for draft in read(urlset(*map(plain, paths))).listing] == [f"{SITE}/berita/banjir-besar-di-kota"]

    def test_of_too_many_without_dates_both_ends_are_kept(self) -> None:
        entries = [plain(f"/berita/hujan-hari-ke-{n:04}") for n in range(1000)]
        titles = [draft.title[-4:] for draft in read(urlset(*entries), max_items=4).listing]
        assert len(titles) == 4
        assert [draft.url[-4:] for draft in read(urlset(*entries), max_items=4).listing if draft.url] == ["0000", "0001", "0998", "0999"]

    def test_a_text_file_of_addresses_is_one(self) -> None:
        harvest = read(f"\ufeff{SITE}/berita/banjir-besar-di-kota\r\n\r\n# no address\n{SITE}/berita/panen-raya-di-desa")
        assert [draft.title for draft in harvest.listing] == ["Banjir besar di kota", "Panen raya di desa"]


class TestIndex:
    def test_it_names_its_sitemaps_newest_first(self) -> None:
        entries = "".join(f"<sitemap><loc>/map-{day}.xml</loc><lastmod>2026-11-{day}</lastmod></sitemap>" for day in (19, 21, 20))
        undated = "<sitemap><loc>/other.xml</loc></sitemap>"
        harvest = read(f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{undated}{entries}</sitemapindex>")
        assert [child.url.rpartition("/")[2] for child in harvest.children] == ["map-21.xml", "map-20.xml", "map-19.xml", "other.xml"]
        assert harvest.children[0].modified == datetime(2026, 11, 21, tzinfo=UTC)


class TestForms:
    def test_a_gzip_file_is_unpacked_all_its_members(self) -> None:
        whole = urlset(news("/a-b-c", "Satu"), news("/d-e-f", "Dua")).encode()
        body = gzip.compress(whole[:400]) + gzip.compress(whole[400:])
        assert {draft.title for draft in read(body).drafts} == {"Satu", "Dua"}

    def test_another_encoding_counts_where_it_is_declared(self) -> None:
        text = urlset(news("/a-b-c", "Précis café")).replace("UTF-8", "ISO-8859-1")
        assert read(text.encode("latin-1")).drafts[0].title == "Précis café"
        assert read(urlset(news("/a-b-c", "Précis café")).encode("utf-16")).drafts[0].title == "Précis café"

    def test_a_feed_in_its_place_is_read_as_a_feed(self) -> None:
        rss = f"<rss version='2.0'><channel><title>K</title><item><title>Satu</title><link>{SITE}/1</link></item></channel></rss>"
        harvest = read(gzip.compress(rss.encode()))
        assert (harvest.kind, harvest.drafts[0].title) == ("feed", "Satu")

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ("<!doctype html><html><body>Not found</body></html>", "instead of a sitemap"),
            ("nothing to see here", "is a web address"),
            (gzip.compress(b"<urlset><url>", mtime=0)[:12], "ends early"),
            ("<urlset><url><loc>https://kabar.example/a-b", "no valid XML"),
        ],
    )
    def test_what_is_none_is_said_in_a_sentence(self, body: str | bytes, said: str) -> None:
        with pytest.raises(SourceUnreadable, match=said):
            read(body)


class TestFaults:
    def test_what_precedes_a_fault_is_kept_and_the_fault_is_told(self) -> None:
        whole = urlset(news("/a-b-c", "Satu"), news("/d-e-f", "Dua"))
        harvest = read(whole[: whole.index("Dua")])
        assert [draft.title for draft in harvest.drafts] == ["Satu"]
        assert len(harvest.skipped) == 1

    def test_half_an_address_at_the_end_is_none(self) -> None:
        body = gzip.compress("\n".join(f"{SITE}/berita/hujan-hari-ke-{n:04}" for n in range(3000)).encode())
        harvest = read(body[: len(body) // 2], max_items=10_000)
        assert harvest.listing
        assert all(draft.url and len(draft.url) == len(f"{SITE}/berita/hujan-hari-ke-0000") for draft in harvest.listing)
        assert "ends early" in harvest.skipped[0]

    def test_entities_of_a_document_type_expand_to_nothing(self) -> None:
        bomb = "<!DOCTYPE urlset [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        (draft,) = read(urlset(news("/a-b-c", "x &b; &f;")).replace("<urlset", f"{bomb}<urlset", 1)).drafts
        assert draft.title == "x &b; &f;"

    def test_a_body_that_unpacks_to_too_much_is_read_up_to_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap_xml, "MAX_UNPACKED", 200_000)
        body = gzip.compress(f"{HEAD}{news('/a-b-c', 'Satu')}{' ' * 3_000_000}{news('/d-e-f', 'Dua')}</urlset>".encode())
        harvest = read(body)
        assert [draft.title for draft in harvest.drafts] == ["Satu"]
        assert any("more than 200000 bytes" in sentence for sentence in harvest.skipped)

    def test_an_entry_without_an_end_ends_the_reading(self) -> None:
        harvest = read(f"{HEAD}{news('/a-b-c', 'Satu')}<url>{'<x/>' * 400_000}</url></urlset>")
        assert [draft.title for draft in harvest.drafts] == ["Satu"]
        assert "more than 1000000 bytes" in harvest.skipped[0]

    def test_more_entries_than_any_sitemap_has_are_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemap_xml, "MAX_ENTRIES", 1000)
        harvest = read(f"{HEAD}{news('/a-b-c', 'Satu')}{'<url/>' * 200_000}</urlset>")
        assert [draft.title for draft in harvest.drafts] == ["Satu"]
        assert "more than 1000 entries" in harvest.skipped[0]

    def test_dates_that_are_none_are_left_out(self) -> None:
        (draft,) = read(urlset(plain("/berita/banjir-besar-di-kota", "soon"))).listing
        assert draft.modified is None
