"""The headline without the names of section and site, in the ways in which sites join them."""

from __future__ import annotations

import pytest

from feedsvc.model import Fetched
from feedsvc.sources.page import read_page
from tests.sources.test_page import BODY, NOW, paragraphs


def headline(title: str, host: str, printed: str = "", head: str = "") -> str:
    """What is made of the window's title of a page of the host; the page prints another heading or none."""
    markup = f'<title>{title}</title><meta property="og:type" content="article">{head}</head><body>{printed}{paragraphs(*BODY)}'
    harvest = read_page(Fetched(f"https://{host}/2024/satu-dua-tiga-empat-1234.html", markup.encode(), "text/html; charset=utf-8"), now=NOW)
    return harvest.drafts[0].title


@pytest.mark.parametrize(
    ("title", "host", "expected"),
    [
        ("Pasar terapung dibuka lagi - Kabar Kita", "kabarkita.example", "Pasar terapung dibuka lagi"),
        ("Pasar terapung dibuka lagi - Kabar.co", "news.kabar.co", "Pasar terapung dibuka lagi"),
        ("Kabar | Pasar terapung dibuka lagi", "kabar.example", "Pasar terapung dibuka lagi"),
        ("Pasar terapung dibuka - warga bersuka ria", "kabar.example", "Pasar terapung dibuka - warga bersuka ria"),
        ("水上市場重新開放迎接旅客_地方新聞網", "news.example", "水上市場重新開放迎接旅客"),
        ("水上市場重新開放迎接旅客-新聞網", "news.example", "水上市場重新開放迎接旅客"),
        ("速報：水上市場が再開、観光客でにぎわう", "news.example", "速報：水上市場が再開、観光客でにぎわう"),
    ],
)
def test_only_what_names_the_site_is_taken_off(title: str, host: str, expected: str) -> None:
    assert headline(title, host) == expected


def test_the_heading_that_the_title_begins_with_is_the_headline_though_another_stands_above_it() -> None:
    printed = "<h1>Berita warga kota</h1><h2>Pasar terapung dibuka lagi</h2>"
    assert headline("Pasar terapung dibuka lagi » Kota » Suara Warga", "x.example", printed) == "Pasar terapung dibuka lagi"
