"""What a feed says, before it is written in any format."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from feedsvc.config import Settings
from feedsvc.feeds import FeedSpec, build, json, xml
from feedsvc.model import Enclosure, Image, Section

from .samples import CHANGED, DUNIA, NOON, SETTINGS, article, latest_document, newsroom, trending_document, trends

BODY = "<p>" + "Kata demi kata. " * 60 + "</p>"  # about 1 kB


def test_latest_is_newest_first_and_keeps_the_order_of_what_is_equally_new() -> None:
    first, second, third = article("satu", 5), article("dua", 5), article("tiga", 1)
    titles = [entry.title for entry in latest_document([first, second, third]).entries]
    assert titles == ["Berita tiga", "Berita satu", "Berita dua"]


def test_trending_is_ordered_by_entry_then_by_rank() -> None:
    notes = [entry.note for entry in trending_document().entries if entry.note]
    assert [note.rank for note in notes] == [1, 2, 3, 4, None]


def test_trending_by_rank_shows_only_what_trends_now() -> None:
    ranks = [entry.note.rank for entry in trending_document("rank").entries if entry.note]
    assert ranks == [1, 2, 3, 4]


def test_a_trending_entry_is_published_when_it_entered_and_tells_the_articles_own_time() -> None:
    old = next(entry for entry in trending_document().entries if entry.title.startswith("Jembatan"))
    assert old.published == NOON - timedelta(minutes=3)
    assert old.note is not None
    assert old.note.article_published == NOON - timedelta(minutes=5)


def test_a_trending_entry_is_updated_by_an_edit_and_never_before_it_entered() -> None:
    by_title = {entry.title[:5]: entry for entry in trending_document().entries}
    assert by_title["Jemba"].updated == NOON - timedelta(minutes=3) + timedelta(seconds=59)
    assert by_title["Night"].updated == by_title["Night"].published


def test_the_last_line_of_the_summary_says_why_it_trends() -> None:
    summaries = {entry.title[:5]: entry.summary for entry in trending_document().entries}
    why = 'Trending no. 1: no. 1 in "Berita Trending" at Kabar Rimba; no. 3 in "Most read" at Harbour Herald'
    assert summaries["Jemba"][-1] == why
    assert summaries["Siara"][-1] == "Trending no. 3."
    assert summaries["Beri"[:4] + "t"][-1].startswith("Trending until 2024-10-31 11:00 UTC: ")


def test_the_feed_was_updated_with_its_newest_entry() -> None:
    document = latest_document()
    assert document.updated == NOON - timedelta(minutes=1) == max(entry.updated for entry in document.entries)


def test_an_empty_feed_was_updated_when_its_list_changed() -> None:
    assert latest_document([]).updated == CHANGED.changed_at


def test_times_are_whole_seconds_and_updated_is_never_before_published() -> None:
    odd = article("ganjil", published_at=NOON.replace(microsecond=900_000), updated_at=NOON - timedelta(days=1))
    entry = latest_document([odd]).entries[0]
    assert (entry.published, entry.updated) == (NOON, NOON)


def test_ids_do_not_depend_on_host_port_title_or_format() -> None:
    moved = SETTINGS.model_copy(update={"site": SETTINGS.site.model_copy(update={"url": "https://other.example:81", "title": "Baru"})})
    there = build.latest(moved, DUNIA, FeedSpec("latest", "dunia"), newsroom(), CHANGED)
    here = build.latest(SETTINGS, DUNIA, FeedSpec("latest", "dunia"), newsroom(), CHANGED)
    assert there.id == here.id
    assert [entry.id for entry in there.entries] == [entry.id for entry in here.entries]
    assert here.id.encode() in xml.atom(here)
    assert here.id.encode() in json.json(here)


def test_feeds_that_differ_have_ids_that_differ() -> None:
    specs = [
        FeedSpec("latest"),
        FeedSpec("trending"),
        FeedSpec("latest", "dunia"),
        FeedSpec("latest", limit=9),
        FeedSpec("trending", sort="rank"),
    ]
    assert len({build.latest(SETTINGS, DUNIA, spec, [], CHANGED).id for spec in specs}) == len(specs)


def test_an_article_without_an_address_links_to_our_page_of_it() -> None:
    nowhere = article("tanpa", url=None)
    assert latest_document([nowhere]).entries[0].url == f"https://pagi.example/story/{nowhere.id}"


def test_the_home_of_a_feed_is_the_page_that_shows_the_same_list() -> None:
    document = trending_document("rank")
    assert document.home_url == "https://pagi.example/dunia/trending?sort=rank"
    assert document.self_url("atom") == "https://pagi.example/dunia/trending.atom?sort=rank"


def test_titles_name_site_section_and_list() -> None:
    assert latest_document().title == "Pagi Ini · Latest"
    assert trending_document().title == "Pagi Ini · Dunia & Sekitar · Trending"


def test_a_feed_without_any_description_still_has_one() -> None:
    bare = Settings.model_validate({"site": {"title": "Pagi", "description": ""}})
    document = build.latest(bare, Section("sport", "Sport"), FeedSpec("latest", "sport"), [], CHANGED)
    assert document.subtitle == "Pagi · Sport · Latest"


def test_an_article_told_twice_appears_once() -> None:
    document = latest_document([article("kembar"), article("lain", 1), article("kembar", 2, title="Lama")])
    assert [entry.title for entry in document.entries] == ["Berita kembar", "Berita lain"]


def test_the_caption_of_a_photo_is_kept_apart_from_the_text() -> None:
    ferry = next(entry for entry in latest_document().entries if entry.title.startswith("Night"))
    assert ferry.image is not None
    assert ferry.image.caption
    assert ferry.image.caption not in ferry.content_html


def test_an_entrys_language_is_named_only_where_it_is_another() -> None:
    english = build.everything(SETTINGS)
    sport = Section("sport", "Sport", language="en-GB")
    articles = [
        article("a", language="en"),
        article("b", 1, language="id"),
        article("c", 2, language=""),
        article("d", 3, language="klingon!"),
    ]
    assert [entry.language for entry in build.latest(SETTINGS, sport, FeedSpec("latest", "sport"), articles, CHANGED).entries] == [
        "",
        "id",
        "",
        "",
    ]
    assert [entry.language for entry in build.latest(SETTINGS, english, FeedSpec("latest"), articles, CHANGED).entries] == [
        "en",
        "",
        "",
        "",
    ]


def test_the_source_speaks_for_itself_where_no_author_is_known() -> None:
    assert latest_document([article("a")]).entries[0].authors == ("Kabar Rimba",)


@pytest.mark.parametrize(("told", "kept"), [("Image/JPEG; charset=x", "image/jpeg"), ("jpg", ""), ("", ""), ("a/b c", "")])
def test_a_media_type_that_is_none_is_left_out(told: str, kept: str) -> None:
    entry = latest_document([article("a", enclosures=(Enclosure("https://x.example/a", told, -3),))]).entries[0]
    assert entry.enclosures == (Enclosure("https://x.example/a", kept, 0),)


def test_a_headline_alone_is_still_an_entry_with_text() -> None:
    entry = latest_document([article("a", title="Hanya <judul> & tanda")]).entries[0]
    assert entry.summary == ()
    assert entry.content_html == "<p>Hanya &lt;judul&gt; &amp; tanda</p>"


def test_an_article_without_a_summary_is_summed_up_by_its_text() -> None:
    entry = latest_document([article("a", content_html=f"<h2>Pasar</h2>{BODY}")]).entries[0]
    assert entry.summary[0].startswith("Pasar Kata demi kata.")
    assert len(entry.summary[0]) <= build.SUMMARY_LIMIT


@pytest.mark.parametrize("count", [50, 200])
def test_a_feed_of_long_texts_stays_small_and_leaves_no_entry_out(count: int) -> None:
    """250 kB for the default 50 entries, and in proportion beyond."""
    image = Image("https://kabar.example/foto.jpg", "Keterangan foto. " * 10, "Foto: R", "image/jpeg", 5)
    long = [
        article(str(i), i, content_html=BODY * 12, summary="Ringkas & padat. " * 40, image=image, tags=("satu", "dua"))
        for i in range(count)
    ]
    document = latest_document(long, FeedSpec("latest", limit=count))
    assert len(document.entries) == count
    assert all(entry.content_html for entry in document.entries)
    assert document.entries[0].content_html == BODY * 12
    for write in (xml.rss, xml.atom, json.json):
        assert len(write(document)) < 5_000 * count


def test_a_small_feed_keeps_every_text_whole() -> None:
    document = latest_document([article(str(i), i, content_html=BODY * 10) for i in range(10)], FeedSpec("latest", limit=10))
    assert all(entry.content_html == BODY * 10 for entry in document.entries)


def test_no_more_entries_than_asked_for() -> None:
    assert len(latest_document([article(str(i), i) for i in range(9)], FeedSpec("latest", limit=4)).entries) == 4


def test_equal_ranks_and_times_still_have_one_order() -> None:
    both = [trends()[0], trends()[1]]
    tied = [type(trend)(uuid4(), article(str(uuid4())), 1, 0.5, NOON, None, ()) for trend in both]
    spec = FeedSpec("trending")
    there, back = (build.trending(SETTINGS, DUNIA, spec, order, CHANGED) for order in (tied, tied[::-1]))
    assert there == back
