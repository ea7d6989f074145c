from __future__ import annotations

import pytest

from tests.sources.kabar import atom, item, jsonfeed, only, read, rss


def test_a_permalink_guid_is_the_address_where_there_is_no_link() -> None:
    assert only(rss("<title>a</title><guid>https://kabar.example/1</guid>")).url == "https://kabar.example/1"
    assert only(rss('<title>a</title><guid isPermaLink="false">https://kabar.example/1</guid>')).url is None
    assert only(rss("<title>a</title><guid>kabar-1</guid>")).url != "https://kabar.example/1"


def test_an_item_without_any_address_is_known_by_its_headline() -> None:
    draft = only(rss("<title>Air surut</title>"))
    assert (draft.url, draft.aliases, draft.guid) == (None, (), "")


def test_the_address_before_feedburner_wins_and_a_foreign_one_is_not_remembered() -> None:
    draft = only(
        rss("<title>a</title><link>https://feeds.example/~r/1</link><feedburner:origLink>https://kabar.example/1</feedburner:origLink>")
    )
    assert (draft.url, draft.aliases) == ("https://kabar.example/1", ())


def test_a_guid_that_is_another_address_is_remembered() -> None:
    assert item('<guid isPermaLink="false">https://kabar.example/?p=1</guid>').aliases == ("https://kabar.example/?p=1",)


@pytest.mark.parametrize(
    ("guid", "kept"),
    [
        ("https://www.kabar.example/?p=1", True),
        ("https://amp.kabar.example/1", True),
        ("https://korban.example/berita-1", False),
        ("https://lain.kabar.example/1", False),
    ],
)
def test_a_feed_claims_no_article_of_another_host(guid: str, kept: bool) -> None:
    assert item(f"<guid>{guid}</guid>").aliases == ((guid,) if kept else ())
    entry = f'<title>a</title><link href="https://kabar.example/1"/><id>{guid}</id>'
    assert only(atom(entry)).aliases == ((guid,) if kept else ())
    assert only(jsonfeed({"id": guid, "title": "a", "url": "https://kabar.example/1"})).aliases == ((guid,) if kept else ())


def test_relative_addresses_are_relative_to_xml_base_then_to_the_homepage_then_to_the_feed() -> None:
    entry = '<entry xml:base="2024/"><title>a</title><link href="1"/></entry>'
    based = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lain.example/blog/">{entry}</feed>'
    assert only(based).url == "https://lain.example/blog/2024/1"
    home = "<title>Kabar</title><link>https://situs.example/</link>"
    assert only(rss("<title>a</title><link>/1</link>", channel=home)).url == "https://situs.example/1"
    assert only(rss("<title>a</title><link>/1</link>", channel="<title>Kabar</title>")).url == "https://kabar.example/1"


def test_the_homepage_is_the_page_and_not_the_feed() -> None:
    channel = '<title>K</title><atom:link rel="self" href="https://kabar.example/rss.xml"/><link>https://kabar.example/berita</link>'
    assert read(rss(channel=channel)).homepage == "https://kabar.example/berita"
    others = '<link rel="self" href="/a.xml"/><link rel="alternate" type="application/json" href="/a.json"/>'
    head = f'<title>K</title>{others}<link href="/berita"/>'
    assert read(atom(head=head)).homepage == "https://kabar.example/berita"


def test_an_item_that_comes_twice_stays_once_in_its_first_place() -> None:
    one = "<title>a</title><link>https://kabar.example/1</link><guid>https://kabar.example/1</guid>"
    other = "<title>b</title><link>https://kabar.example/2</link>"
    again = "<title>a, diperbarui</title><link>https://kabar.example/1?utm_source=x</link>"
    same_guid = '<title>a lagi</title><link>https://kabar.example/3</link><guid isPermaLink="false">x</guid>'
    twin = '<title>a lagi</title><link>https://kabar.example/4</link><guid isPermaLink="false">x</guid>'
    rest = [f"<title>c{number}</title>" for number in range(3)]
    titles = [draft.title for draft in read(rss(one, other, again, same_guid, twin, *rest)).drafts]
    assert titles == ["a", "b", "a lagi", "c0", "c1", "c2"]


def test_a_guid_that_all_items_share_names_none_of_them() -> None:
    items = [f'<title>{n}</title><link>https://kabar.example/{n}</link><guid isPermaLink="false">kabar</guid>' for n in range(4)]
    drafts = read(rss(*items)).drafts
    assert [draft.guid for draft in drafts] == ["", "", "", ""]


def test_items_that_share_one_page_stay_apart() -> None:
    items = [
        f"<title>Kabar {n}</title><link>https://kabar.example/langsung#{n}</link><guid isPermaLink='false'>{n}</guid>" for n in range(4)
    ]
    drafts = read(rss(*items)).drafts
    assert [draft.title for draft in drafts] == ["Kabar 0", "Kabar 1", "Kabar 2", "Kabar 3"]
    assert {draft.url for draft in drafts} == {None}


def test_the_front_page_is_no_articles_address() -> None:
    draft = only(rss("<title>a</title><link>https://kabar.example/</link>"))
    assert (draft.url, draft.title) == (None, "a")


def test_no_more_items_than_asked_are_read_in_the_feeds_own_order() -> None:
    items = [f"<title>{number}</title>" for number in range(9)]
    assert [draft.title for draft in read(rss(*items), max_items=3).drafts] == ["0", "1", "2"]
    assert [draft.title for draft in read(jsonfeed(*({"id": n, "title": f"{n}"} for n in range(9))), max_items=3).drafts] == ["0", "1", "2"]
