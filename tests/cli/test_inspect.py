"""``feedsvc inspect`` shows what a page holds, and touches no store."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from feedsvc.cli import main
from tests.newsroom import open_newsroom, rss

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

URL = "https://kabar.example/ekonomi/2025/03/01/pasar-terapung-dibuka"
PARAGRAPHS = (
    "Pasar terapung yang lama dinanti warga akhirnya dibuka pada hari Sabtu pagi di tepi sungai.",
    "Puluhan pedagang menawarkan sayur, buah dan ikan dari perahu mereka sejak matahari terbit.",
    "Kepala pasar berharap pengunjung datang dari kota-kota tetangga setiap akhir pekan sepanjang tahun.",
    "Pemerintah kota menyediakan perahu gratis bagi anak sekolah yang ingin belajar berdagang di sana.",
)
PAGE = f"""<!doctype html><html lang="id"><head><title>Pasar terapung dibuka - Kabar</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Pasar terapung dibuka",
"datePublished": "2025-03-01T08:00:00+07:00", "author": {{"@type": "Person", "name": "Rina Wati"}}, "image": "https://kabar.example/p.jpg"}}</script>
</head><body><article><h1>Pasar terapung dibuka</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<aside><h2>Terpopuler</h2><ol>
<li><a href="/ekonomi/2025/02/28/harga-beras-turun-lagi">Harga beras turun lagi pekan ini</a></li>
<li><a href="/kota/2025/02/27/jembatan-lama-diperbaiki">Jembatan lama diperbaiki sampai Mei</a></li>
<li><a href="/kota/2025/02/26/kebun-raya-buka-malam">Kebun raya kini buka sampai malam</a></li>
</ol></aside></body></html>"""
KEYS = {"url", "article", "boxes", "listing", "feeds", "sitemaps"}
ARTICLE_KEYS = {"title", "authors", "published", "modified", "image", "caption", "language", "section", "text", "html"}


class Desk:
    """A folder, and the command line on it; its store is in a place where nothing can be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "config").mkdir()
        (folder / "config" / "feedsvc.toml").write_text('[ingest]\nreaders = 1\nhost_delay = "0s"\nmax_bytes = 1_000_000\n')

    def __call__(self, *arguments: str) -> Result:
        env = {"FEEDSVC_STORE__URL": "sqlite:////no/such/folder/feedsvc.db", "COLUMNS": "140"}
        return CliRunner(env=env).invoke(main, ["--config", str(self.folder / "config"), "inspect", *arguments])

    def file(self, name: str, content: str | bytes) -> str:
        body = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
        return str(self.folder / name)

    def found(self, *arguments: str) -> dict[str, Any]:
        result = self(*arguments, "--json")
        assert (result.exit_code, result.stderr) == (0, "")
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    def batch(self, *lines: dict[str, Any] | str) -> tuple[int, list[dict[str, Any]]]:
        name = self.file("batch.jsonl", "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
        result = self("--batch", name)
        return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_saved_page_is_told_as_json_with_its_address(desk: Desk) -> None:
    found = desk.found(desk.file("page.html.gz", PAGE), "--url", URL)
    article, (box,) = found["article"], found["boxes"]
    assert found.keys() == KEYS
    assert article.keys() == ARTICLE_KEYS
    assert found["url"] == URL
    assert article["title"] == "Pasar terapung dibuka"
    assert datetime.fromisoformat(article["published"]) == datetime(2025, 3, 1, 1, tzinfo=UTC)
    assert datetime.fromisoformat(article["published"]).utcoffset() == timedelta(0)
    assert (article["authors"], article["modified"], article["image"]) == (["Rina Wati"], None, "https://kabar.example/p.jpg")
    assert article["text"] == "\n".join(PARAGRAPHS)
    assert (box["kind"], box["heading"], box["tab"]) == ("popular", "Terpopuler", "")
    assert box["urls"][0] == "https://kabar.example/ekonomi/2025/02/28/harga-beras-turun-lagi"
    assert len(box["urls"]) == len(box["titles"]) == 3


def test_a_page_is_shown_for_the_eye_with_what_its_boxes_are_headed(desk: Desk) -> None:
    shown = desk(desk.file("page.html", PAGE), "--url", URL).output
    for words in ("read as a page", "Pasar terapung dibuka", "Rina Wati", "headed “Terpopuler”", "Jembatan lama diperbaiki", "3 items"):
        assert words in shown


def test_every_kind_of_file_has_the_same_form(desk: Desk) -> None:
    dump = "\n".join(("Pasar terapung dibuka", *PARAGRAPHS, "", "Berita Terpopuler", "1. Harga beras turun", "2. Jembatan diperbaiki"))
    files = {
        "feed.xml": rss("https://kabar.example", ((2, "Pasar dibuka"), (1, "Harga turun"))),
        "page.txt": dump,
        "index.xml": "<sitemapindex><sitemap><loc>https://kabar.example/news.xml</loc></sitemap></sitemapindex>",
        "sitemap.xml.gz": f"<urlset><url><loc>{URL}</loc></url></urlset>",
    }
    for name, content in files.items():
        desk.file(name, content)
    code, (feed, page, index, sitemap) = desk.batch(*({"id": name, "path": name} for name in files))
    assert code == 0
    assert feed["article"] is None
    assert [item["title"] for item in feed["listing"]] == ["Pasar dibuka", "Harga turun"]
    assert [item["url"] for item in feed["listing"]] == ["https://kabar.example/2", "https://kabar.example/1"]
    assert feed["listing"][0]["published"] == "2026-11-22T06:02:00+00:00"
    assert page["article"]["title"] == "Pasar terapung dibuka"
    assert [(box["urls"], box["titles"]) for box in page["boxes"]] == [([None, None], ["Harga beras turun", "Jembatan diperbaiki"])]
    assert index["sitemaps"] == ["https://kabar.example/news.xml"]
    assert [item["url"] for item in sitemap["listing"]] == [URL]


def test_an_address_is_fetched_and_the_store_is_left_alone(desk: Desk) -> None:
    with open_newsroom() as room:
        address = room.show("/2025/03/01/pasar-terapung-dibuka", PAGE, "text/html; charset=utf-8")
        found = desk.found(address)
    assert found["url"] == address
    assert found["article"]["title"] == "Pasar terapung dibuka"


def test_what_cannot_be_read_is_one_sentence_and_exit_code_one(desk: Desk) -> None:
    with open_newsroom() as room:
        missing = desk(room.base + "/nothing")
    for result, words in (
        (missing, "404"),
        (desk(str(desk.folder / "none.html")), "there is no such file"),
        (desk(desk.file("bomb.html.gz", b"<p>" + b" " * 1_000_000)), "is larger than 1000000 bytes (ingest.max_bytes)"),
    ):
        assert (result.exit_code, result.stdout) == (1, "")
        assert words in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_broken_gzip_file_is_told_as_such(desk: Desk) -> None:
    whole = gzip.compress(PAGE.encode())
    (desk.folder / "cut.html.gz").write_bytes(whole[: len(whole) // 2])
    assert "is a broken gzip file" in desk(str(desk.folder / "cut.html.gz")).stderr


@pytest.mark.parametrize("arguments", [(), ("page.html", "--batch", "."), ("--batch", "no-such-file")])
def test_a_page_or_a_batch_is_asked_for_and_not_both(desk: Desk, arguments: tuple[str, ...]) -> None:
    assert desk(*arguments).exit_code == 2


def test_a_batch_is_told_line_by_line_in_its_order(desk: Desk) -> None:
    desk.file("page.html.gz", PAGE)
    desk.file("feed.xml", rss("https://kabar.example", ((1, "Harga turun"),)))
    code, found = desk.batch(
        {"id": "a", "path": "page.html.gz", "url": URL},
        {"id": 2, "path": "feed.xml", "url": "https://kabar.example/feed.xml"},
        *({"id": f"again-{number}", "path": str(desk.folder / "page.html.gz"), "url": URL} for number in range(6)),
    )
    assert (code, [each["id"] for each in found]) == (0, ["a", 2, *(f"again-{number}" for number in range(6))])
    assert all(each.keys() == {"id", *KEYS} for each in found)
    assert found[0]["article"] == found[-1]["article"]
    assert found[1]["listing"][0]["title"] == "Harga turun"


def test_a_fault_in_a_batch_costs_one_line(desk: Desk) -> None:
    desk.file("page.html", PAGE)
    desk.file("empty.html", "")
    code, found = desk.batch(
        {"id": "missing", "path": "nowhere.html"}, {"id": "empty", "path": "empty.html", "url": URL}, "{no json", "[" * 100_000,
        {"id": "nothing"}, {"id": "good", "path": "page.html", "url": URL},
    )  # fmt: skip
    assert code == 1
    assert [each.get("id") for each in found] == ["missing", "empty", None, None, "nothing", "good"]
    assert ["error" in each for each in found] == [True] * 5 + [False]
    assert "there is no such file" in found[0]["error"]
    assert "line 3 of" in found[2]["error"]
    assert found[5]["article"]["title"] == "Pasar terapung dibuka"


def test_the_eye_is_told_why_a_box_was_taken_and_why_no_list_was_looked_for(desk: Desk) -> None:
    shown = desk(desk.file("page.html", PAGE), "--url", URL).output
    assert "taken as popular: under the heading “Terpopuler”, whose words “terpopuler” (id" in shown
    assert "3 items, in a numbered list" in shown
    assert "none was looked for, since the page is an article" in shown


def test_the_eye_is_told_why_a_page_is_taken_for_a_list_or_not(desk: Desk) -> None:
    rows = "".join(f"<li><h3><a href='/kota/2025/02/2{n}/jembatan-lama-diperbaiki'>Jembatan lama diperbaiki {n}</a></h3>" for n in range(4))
    listed = desk(desk.file("list.html", f"<html><body><ul>{rows}</ul></body></html>"), "--url", "https://kabar.example/").output
    empty = desk(desk.file("empty.html", "<html><body><p>Segera hadir</p></body></html>"), "--url", "https://kabar.example/").output
    assert "Listing: 4 links to articles of this site" in listed
    assert "Listing: none found; fewer than 3 links" in empty
