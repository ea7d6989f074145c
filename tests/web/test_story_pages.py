"""The pages of stories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from feedsvc.stories import Headline, Membership
from feedsvc.trending import Place
from tests.web.test_pages import LAMP, PASAR, page, story_path, texts

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.conftest import Newsroom


def test_a_story_has_its_text_without_pictures_and_scripts(client: FlaskClient) -> None:
    tree = page(client, story_path(client, LAMP))
    assert texts(tree, "//h1") == [LAMP]
    assert texts(tree, "//div[@class='text']/p")[-2:] == ["Keepers climbed 212 steps.", "Ships answered with their horns."]
    (facts,) = texts(tree, "//dl")
    assert "The Pier Gazette" in facts
    assert "Ada Lund" in facts
    assert "Harbour" in facts
    (read,) = tree.xpath("//p[@class='read']/a")
    assert (read.get("href"), read.get("rel")) == ("https://gazette.example/lamp", "noopener noreferrer")


def test_a_summary_that_the_text_repeats_is_shown_once(client: FlaskClient) -> None:
    path = story_path(client, "Kapal Penyeberangan Malam Mulai Beroperasi di Teluk Ombak")
    text = texts(page(client, path), "//div[@class='text']")[0]
    assert text.count("akan berlayar setiap hari") == 1


def test_a_story_known_by_its_headline_only_offers_no_way_out(client: FlaskClient) -> None:
    tree = page(client, story_path(client, "Sekolah Terapung Menerima Murid Angkatan Kedua"))
    assert not tree.xpath("//p[@class='read']")
    assert "Only the headline is known so far." in texts(tree, "//p[@class='empty']")


def test_a_trending_story_says_where_and_why(client: FlaskClient) -> None:
    tree = page(client, story_path(client, "Nelayan Muda Belajar Membaca Arus dari Kakek Mereka"))
    places = texts(tree, "//aside//li")
    assert [place.split(",")[0] for place in places] == ["No. 2 in everything", "No. 2 in Ombak"]
    assert all("Berita Trending" in place for place in places)


def test_a_story_shows_how_its_rank_went(newsroom: Newsroom) -> None:
    """As a drawing that is part of the page, and in words for those who do not see it."""
    dump = newsroom.folder / "suara.txt"
    first, second = (
        "- 1 Mercusuar Tua Menyala Lagi Setelah Sembilan Musim Dingin",
        "- 2 Nelayan Muda Belajar Membaca Arus dari Kakek Mereka",
    )
    newsroom.now += timedelta(hours=2)
    dump.write_text(dump.read_text().replace(first, "- 1" + second[3:]).replace(second + "\n- 3", "- 2" + first[3:] + "\n- 3"))
    newsroom.ingest()
    newsroom.now += timedelta(hours=1)
    tree = page(newsroom.client, story_path(newsroom.client, "Nelayan Muda Belajar Membaca Arus dari Kakek Mereka"))
    drawings = tree.xpath("//aside//svg[@role='img']")
    assert len(drawings) == 2, "one of everything and one of its section"
    title = drawings[0].xpath("string(title)")
    assert (
        title == "How the rank went from 22 Nov 2026, 12:00 UTC to 22 Nov 2026, 15:00 UTC: best no. 1, at 22 Nov 2026, 14:01 UTC; now no. 1"
    )
    assert drawings[0].xpath("string(path[@class='line']/@d)").startswith("M34.0 ")
    assert not drawings[0].xpath(".//@style"), "the page forbids styles of its own"


def test_a_story_that_left_a_list_says_so_for_a_month(newsroom: Newsroom) -> None:
    path = story_path(newsroom.client, "Nelayan Muda Belajar Membaca Arus dari Kakek Mereka")
    story = UUID(path.rpartition("/")[2])
    with newsroom.store.write() as unit:
        kept = unit.stories.of([story])[story]
        for section in ("all", "ombak"):
            places = [Place(kept, story, 1, 1.0, ("why",))] if section == "all" else []
            unit.trends.replace(section, places, newsroom.now, newsroom.now, "")
    newsroom.now += timedelta(days=1)
    assert [place.split(",")[0] for place in texts(page(newsroom.client, path), "//aside//li/p[1]")] == [
        "No. 1 in everything",
        "No longer in Ombak",
    ]
    newsroom.now += timedelta(days=40)
    assert [place.split(",")[0] for place in texts(page(newsroom.client, path), "//aside//li/p[1]")] == ["No. 1 in everything"]


def test_a_story_says_who_else_reports_it_and_where(newsroom: Newsroom) -> None:
    lamp, pasar = story_path(newsroom.client, LAMP), story_path(newsroom.client, PASAR)
    assert not page(newsroom.client, lamp).xpath("//section[@aria-labelledby='others']")
    join(newsroom, lamp, pasar)
    tree = page(newsroom.client, lamp)
    (other,) = tree.xpath("//section[@aria-labelledby='others']//li")
    assert texts(tree, "//h2[@id='others']") == ["Also reported by"]
    assert other.xpath(".//h3/a/@href") == [pasar]
    assert other.xpath(".//h3/@lang") == ["id"]
    assert other.xpath(".//a[@class='out']/@href") == ["https://gazette.example/pasar"]
    assert "The Pier Gazette" in other.text_content()
    assert other.xpath(".//time/@datetime") == ["2026-11-21T23:30:00Z"]


def join(newsroom: Newsroom, *paths: str) -> None:
    """Make these pages' articles one story."""
    ids = [UUID(path.rpartition("/")[2]) for path in paths]
    with newsroom.store.write() as unit:
        story = unit.stories.of(ids)[ids[0]]
        headlines = [Headline(one, "", "", "", "gazette", newsroom.now) for one in ids]
        unit.stories.place([(each, Membership(each.article, story, ids[0], each.article == ids[0], 1.0, ())) for each in headlines])


@pytest.mark.parametrize("story", ["00000000-0000-5000-8000-000000000000", "x", "../etc/passwd"])
def test_an_unknown_story_is_a_404(client: FlaskClient, story: str) -> None:
    assert client.get(f"/story/{story}").status_code == 404


# --- caching
