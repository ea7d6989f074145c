"""Headings of boxes, as newsrooms print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.sources.headings import Texts, classify, evidence, fold, says_more, says_sponsored
from feedsvc.sources.lexicon import BARE_LATEST, BARE_POPULAR, SURE_LATEST, SURE_POPULAR
from feedsvc.sources.naming import classify_names
from feedsvc.sources.ranks import unranked, untimed


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
        "Les + lus",
        "Lo +leído",
        "This week’s top posts",
        "Trending videos",
        "Top 10",
        "많이본뉴스",
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
        "Latest national stories",
        "Aktuelle Videos aus Bremen",
        "Motorsport aktuell",
        "Berita Bola Terbaru",
        "Latest videos",
        "تازه‌ترین خبرها",
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
        "Latest podcasts",
        "Popular Phone Brands",
        "10 most popular U.S. water parks",
        "Aktuelle Nachrichten zum Sturm",
        "热门话题",
        "최신 댓글",
        "編集部おすすめ",
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


def test_every_bare_word_alone_is_recognised_as_its_kind() -> None:
    for words, kind in ((BARE_POPULAR, "popular"), (BARE_LATEST, "latest")):
        assert [word for word in words.split("/") if classify(word) != kind] == []


@pytest.mark.parametrize("text", ["See all", "More news", "Lihat semua berita", "Alle Meldungen", "もっと見る", "더보기"])
def test_links_to_the_whole_list_say_more(text: str) -> None:
    assert says_more(text)


@pytest.mark.parametrize("text", ["Advertisement", "ANZEIGE", "Iklan", "إعلان"])
def test_paid_rows_say_so(text: str) -> None:
    assert says_sponsored(text)
    assert not says_sponsored(f"{text} rules change next week")


def test_the_lexicon_speaks_at_least_forty_five_languages() -> None:
    assert len(SURE_POPULAR.keys() & SURE_LATEST.keys()) >= 45


def test_every_stem_is_long_enough_to_be_looked_up() -> None:
    lines = (line for lexicon in (SURE_POPULAR, SURE_LATEST) for line in lexicon.values())
    assert [phrase for line in lines for phrase in line.split("/") if phrase.endswith("*") and len(fold(phrase)) < 3] == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Most comments", "popular"),
        ("Meiste Kommentare", "popular"),
        ("コメントランキング", "popular"),
        ("评论排行", "popular"),
        ("Nhiều bình luận", "popular"),
        ("Najviše komentara", "popular"),
        ("Latest comments", None),
        ("Najnowsze komentarze", None),
        ("Τελευταία σχόλια", None),
        ("最新コメント", None),
        ("Bình luận mới nhất", None),
    ],
)
def test_lists_of_articles_by_comments_are_popular_and_lists_of_comments_are_nothing(heading: str, kind: str | None) -> None:
    assert classify(heading) == kind


@pytest.mark.parametrize(
    "heading",
    [
        "Çok Okunan Yazarlar",
        "Autores más leídos",
        "Meest gelezen auteurs",
        "Najčitaniji autori",
        "Najnowsze ogłoszenia",
        "Les annonces les plus vues",
        "Nieuwste vacatures",
        "Legnépszerűbb receptek",
        "Популярные рецепты",
        "Mest populære opskrifter",
        "ดวงรายวันล่าสุด",
        "急上昇ワード",
        "인기 기자",
        "الكتاب الأكثر قراءة",
        "Cele mai citite rețete",
    ],
)
def test_lists_of_people_notices_and_recipes_are_no_boxes_in_any_language(heading: str) -> None:
    assert classify(heading) is None


@pytest.mark.parametrize(
    "headline", ["国家统计局公布最新一批城市经济数据", "อัปเดตสถานการณ์น้ำท่วมภาคใต้ล่าสุดวันนี้", "会社が最新の技術で作った橋が完成した"]
)
def test_headlines_without_spaces_that_speak_of_something_new_are_no_headings(headline: str) -> None:
    assert classify(headline) is None


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Populært i Aarhus", "popular"),
        ("Mest lest siste døgn", "popular"),
        ("Najčitanije u poslednja 24 sata", "popular"),
        ("Juuri nyt luetuimmat", "popular"),
        ("El + llegit", "popular"),
        ("Najczesciej czytane", "popular"),
        ("SON DAKIKA HABERLERI", "latest"),
        ("Siste innen Sport", "latest"),
        ("Lo más reciente", "latest"),
    ],
)
def test_places_times_and_missing_accents_leave_a_heading_what_it_is(heading: str, kind: str) -> None:
    assert classify(heading) == kind


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
        ("MostRead_list__x1YzQ", "popular"),
        ("js-mostPopular-container", "popular"),
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


def test_hours_are_taken_off_only_where_each_headline_has_one_before_it() -> None:
    assert untimed(["10:21 Bridge opens", "9.05 | Rain until Thursday"]) == ["Bridge opens", "Rain until Thursday"]
    assert untimed(["10:21 Bridge opens", "Rain until Thursday"]) == ["10:21 Bridge opens", "Rain until Thursday"]
    assert untimed(["10:21", "11:40"]) == ["10:21", "11:40"]


@given(st.text(max_size=60))
def test_a_text_that_is_ascii_folds_as_any_other(text: str) -> None:
    """What is added is no letter and leaves ASCII, so that the long way is taken."""
    plain = text.encode("ascii", "ignore").decode()
    assert fold(plain) == fold(plain + " \u2013")


def test_of_a_page_of_endless_texts_only_so_many_are_judged_and_those_known_stay_known() -> None:
    texts = Texts(most=2)
    assert [texts.classify(text) for text in ("Most read", "Harbour", "Latest news", "Most read")] == ["popular", None, None, "popular"]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Most read in Sport", ("most read", "en")),
        ("Terpopuler", ("terpopuler", "id")),
        ("Meistgelesene Artikel", ("meistgelesen", "de")),
        ("Les + lus", ("plus lus", "fr")),
        ("Trending", ("trending", "")),
        ("Harbour opens again", ("", "")),
    ],
)
def test_the_words_that_decide_a_heading_are_told_with_their_language(heading: str, said: tuple[str, str]) -> None:
    words, languages = evidence(heading)
    assert words == said[0]
    assert said[1] in languages.split(", ")
