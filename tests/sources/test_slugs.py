"""Headlines made from addresses."""

from __future__ import annotations

import pytest

from feedsvc.sources import slugs


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/2026/11/22/banjir-besar-di-kota", "Banjir besar di kota"),
        ("/ekonomi/d-7654321/harga-beras-turun", "Harga beras turun"),
        ("/read/harga-beras-turun/99812345", "Harga beras turun"),
        ("/harga_beras_turun-12345678.html", "Harga beras turun"),
        ("/news/g20-summit-ends-in-2026", "G20 summit ends in 2026"),
        ("/%D1%81%D0%BD%D0%B5%D0%B3-%D0%B2-%D0%B3%D0%BE%D1%80%D0%BE%D0%B4%D0%B5", "Снег в городе"),
        ("/12345678", "12345678"),
        ("/", "Https://x.example/"),
    ],
)
def test_the_words_of_an_address_are_a_headline_without_its_numbers(path: str, title: str) -> None:
    assert slugs.title(f"https://x.example{path}") == title
