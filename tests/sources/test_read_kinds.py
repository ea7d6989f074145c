"""The door knows sitemaps among all that arrives, and loads a reader only when it reads."""

from __future__ import annotations

import gzip
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched
from feedsvc.sources import read, sniff

NOW = datetime(2025, 3, 2, tzinfo=UTC)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLSET = f"<?xml version='1.0'?><urlset {SPACE}><url><loc>https://kabar.example/2025/03/01/pasar-terapung-dibuka</loc></url></urlset>"
INDEX = f"<sitemapindex {SPACE}><sitemap><loc>https://kabar.example/news.xml</loc></sitemap></sitemapindex>"
ADDRESSES = "".join(f"https://kabar.example/2025/03/0{number}/pasar-terapung-dibuka\n" for number in range(1, 5))


def fetched(body: str | bytes, content_type: str = "") -> Fetched:
    return Fetched("https://kabar.example/sitemap", body if isinstance(body, bytes) else body.encode(), content_type)


@pytest.mark.parametrize("body", [URLSET, INDEX, ADDRESSES, gzip.compress(URLSET.encode())])
@pytest.mark.parametrize("content_type", ["", "text/xml", "text/plain", "text/html"])
def test_sitemaps_of_all_forms_are_known_whatever_the_server_calls_them(body: str | bytes, content_type: str) -> None:
    assert sniff(fetched(body, content_type)) == "sitemap"
    assert read(fetched(body, content_type), "auto", now=NOW).kind == "sitemap"


def test_a_text_that_names_addresses_is_no_sitemap() -> None:
    assert sniff(fetched("https://kabar.example/1 is new\nhttps://kabar.example/2\nSee also our archive.\n")) == "document"


@pytest.mark.parametrize("kind", ["feed", "page", "document"])
def test_a_gzip_file_is_only_ever_a_sitemap(kind: str) -> None:
    with pytest.raises(SourceUnreadable, match="is not text"):
        read(fetched(gzip.compress(URLSET.encode())), kind, now=NOW)  # type: ignore[arg-type]


def test_to_import_the_room_loads_no_parser() -> None:
    """Processes that only fetch stay small."""
    script = "import sys, feedsvc.sources; print(sorted(set(sys.modules) & {'lxml', 'feedparser', 'trafilatura', 'nh3'}))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
