"""Headings of boxes, as newsrooms print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.sources.headings import SURE_LATEST, SURE_POPULAR, classify, classify_names
from feedsvc.sources.ranks import unranked


@pytest.mark.parametrize(
    "heading",
    [
        "Berita Trending",
        "BERITA TERPOPULER MINGGU INI",
        "Most Read in Sport",
        "Most viewed in Bandung",
        "What’s trending now",
        "Trending on Kabar",
        "Am beliebtesten",
        "Meistgelesene Artikel",
        "Les plus lus",
        "Lo más visto y leído",
        "EN ÇOK OKUNANLAR",
        "ΔΗΜΟΦΙΛΗ",
        "Najczęściej czytane",
        "アクセスランキング",
        "الاكثر قراءة",
        "پربازدیدترین‌ها",
        "सबसे ज़्यादा पढ़ी गई",
        "ยอดนิยม",
        "많이 본 뉴스",
        "Trending terkini",
    ],
)
def test_lists_of_what_is_read_most_are_popular(heading: str) -> None:
    assert classify(heading) == "popular"


@pytest.mark.parametrize(
    "heading",
    [
        "Berita Terkini",
        "Terbaru",
        "The Latest",
        "Latest from Kabar",
        "Latest News & Updates",
        "Neueste Artikel",
        "Aktuell",
        "Dernières infos",
        "SON DAKİKA",
        "最新ニュース",
        "الأحدث",
        "Senaste nytt",
        "Последние новости",
        "ล่าสุด",
    ],
)
def test_lists_of_what_is_new_are_latest(heading: str) -> None:
    assert classify(heading) == "latest"


@pytest.mark.parametrize(
    "heading",
    [
        "Trending Topics",
        "Topik Terpopuler",
        "Editor’s Picks",
        "Pilihan Editor",
        "Top Stories",
        "Latest videos",
        "Popular Phone Brands",
        "Recent comments",
        "Get the latest news in your inbox",
        "iPhone terbaru",
        "Popular and current toy sets",
        "",
        "Aktuelle Anzeigen",
        "The most read books of the year and what they tell us about the reader",
    ],
)
def test_lists_of_other_things_are_no_boxes(heading: str) -> None:
    assert classify(heading) is None


@pytest.mark.parametrize("heading", ["Latest and most read", "Terpopuler & Terbaru", "Terkini/Terpopuler", "人気/最新"])
def test_a_name_over_two_lists_promises_neither(heading: str) -> None:
    assert classify(heading) is None


def test_every_phrase_of_the_lexicon_is_recognised_as_its_kind() -> None:
    for lexicon, kind in ((SURE_POPULAR, "popular"), (SURE_LATEST, "latest")):
        phrases = [phrase.rstrip("*") for line in lexicon.values() for phrase in line.split("/")]
        assert [phrase for phrase in phrases if classify(phrase.upper()) != kind] == []


def test_the_lexicon_speaks_at_least_twenty_languages() -> None:
    assert len(SURE_POPULAR.keys() & SURE_LATEST.keys()) >= 20


@given(st.text(max_size=80))
def test_any_text_can_be_asked(text: str) -> None:
    assert classify(text) in {"popular", "latest", None}


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("widget most-read-list", "popular"),
        ("berita-terpopuler", "popular"),
        ("sidebar recent-posts", "latest"),
        ("terkini", "latest"),
        ("most-read__item-title", None),
        ("latest", None),
        ("populated", None),
    ],
)
def test_class_names_tell_what_a_list_holds(names: str, kind: str | None) -> None:
    assert classify_names(names) == kind


def test_ranks_are_taken_off_only_where_the_whole_list_counts_up() -> None:
    assert unranked(["1. A", "2. B"]) == ["A", "B"]
    assert unranked(["6 Sixth thing", "7 Seventh thing"]) == ["Sixth thing", "Seventh thing"]
    assert unranked(["5 ways to cook rice", "Rain until Thursday"]) == ["5 ways to cook rice", "Rain until Thursday"]
    assert unranked(["1.000 people march", "2.000 people watch"]) == ["1.000 people march", "2.000 people watch"]
