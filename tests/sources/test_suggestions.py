"""Sections that a site would fill."""

from __future__ import annotations

from feedsvc.model import Draft, Link, Section
from feedsvc.sources.suggestions import goes_into, suggest

SITE = "https://kabar.example"


def drafts(*paths: str, tags: tuple[str, ...] = ()) -> list[Draft]:
    return [Draft("x", f"{SITE}{path}/berita-{n}", tags=tags) for path in paths for n in range(4)]


def links(**labels: str) -> tuple[Link, ...]:
    return tuple(Link(f"{SITE}/{path}/", label) for path, label in labels.items())


def test_an_entry_of_the_navigation_counts_its_articles_by_path_or_by_tag() -> None:
    by_path, by_tag = suggest(links(ekonomi="Ekonomi", bola="Bola"), [*drafts("/ekonomi"), *drafts("/news", tags=("Bola",))], ())
    assert (by_path.slug, by_path.paths, by_path.tags, by_path.count) == ("ekonomi", ("/ekonomi/*",), ("ekonomi",), 4)
    assert (by_tag.slug, by_tag.paths, by_tag.count) == ("bola", (), 4)


def test_a_quiet_section_is_suggested_where_addresses_name_sections_and_only_there() -> None:
    quiet = links(ekonomi="Ekonomi", bola="Bola")
    assert [idea.slug for idea in suggest(quiet, drafts("/ekonomi", "/ekonomi/pasar"), ())] == ["ekonomi", "bola"]
    assert suggest(quiet, drafts("", "/2026"), ()) == ()


def test_without_a_navigation_folders_of_several_articles_are_sections_but_not_years_or_containers() -> None:
    found = suggest((), drafts("/news/ekonomi", "/2026/11", "/tag/bola", "/olahraga"), ())
    assert [(idea.slug, idea.title, idea.paths) for idea in found] == [
        ("ekonomi", "Ekonomi", ("/news/ekonomi/*",)),
        ("olahraga", "Olahraga", ("/olahraga/*",)),
    ]


def test_slugs_are_valid_free_and_readable_in_any_script() -> None:
    named = (
        Link(f"{SITE}/latest/", "Kabar Kota"),
        Link(f"{SITE}/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/", "سياسة"),
        Link(f"{SITE}/kultur%20%26%20kunst/", "Kültür"),
    )
    assert [idea.slug for idea in suggest(named, (), ())] == ["kabar-kota", "section-2", "kultur-kunst"]


def test_declared_sections_take_their_own_by_slug_title_tag_or_path() -> None:
    economy = Section("economy", "Economy & Trade", tags=("Ekonomi",), paths=("/bisnis/*",))
    for label, path in (("Ekonomi", "/x/"), ("Economy & trade", "/y/"), ("Uang", "/bisnis/"), ("Uang", "/economy/")):
        assert goes_into(label, SITE + path, (economy,)) == economy
    assert goes_into("Olahraga", f"{SITE}/olahraga/", (economy,)) is None
