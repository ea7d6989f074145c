"""The pages that people read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from tests.web.conftest import Newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from lxml.html import HtmlElement

LAMP = "Lighthouse lamp lit again after nine winters"
PASAR = "Pasar ikan pagi dibuka kembali sesudah perbaikan dermaga"
LAMP_IN_LATEST = f"//section[@aria-labelledby='harbour-latest']//li[.//h3/a[text()='{LAMP}']]"
OWN = "http://feeds.example/"
PAGES = [
    "/",
    "/harbour/",
    "/ombak/",
    "/quiet/",
    "/latest",
    "/trending",
    "/harbour/latest",
    "/ombak/trending?sort=rank&limit=5",
    "/trending/day",
    "/ombak/trending/week",
]


def page(client: FlaskClient, path: str, status: int = 200) -> HtmlElement:
    reply = client.get(path)
    assert reply.status_code == status
    return lxml_html.fromstring(reply.data.decode())


def texts(tree: HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree.xpath(path)]


def story_path(client: FlaskClient, title: str) -> str:
    (found,) = {path for path, headline in stories(client) if headline == title}
    return found


def stories(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Address and headline of every story that a preview leads to."""
    for path in ("/latest?limit=200", "/trending?limit=200"):
        for link in page(client, path).xpath("//ol//h3/a"):
            yield link.get("href"), link.text_content()


def all_paths(client: FlaskClient) -> Iterator[str]:
    """Every page there is: the fixed ones and all stories."""
    yield from PAGES
    yield from {path for path, _ in stories(client)}


def test_the_front_page_shows_both_lists_and_every_section(client: FlaskClient) -> None:
    tree = page(client, "/")
    assert texts(tree, "//h1") == ["Both Shores"]
    assert texts(tree, "//h2")[:2] == ["Trending now", "Latest"]
    assert LAMP in texts(tree, "//section[@aria-labelledby='all-latest']//h3")
    trending = texts(tree, "//section[@aria-labelledby='all-trending']//h3")
    assert trending[0] == "Mercusuar Tua Menyala Lagi Setelah Sembilan Musim Dingin"
    assert texts(tree, "//section[@class='shelf']/h3") == ["Harbour", "Ombak", "Quiet"]


def test_what_trends_says_why(client: FlaskClient) -> None:
    assert "Berita Trending" in texts(page(client, "/"), "//p[@class='why']")[0]


def test_a_headline_leads_to_our_page_of_the_story_and_the_source_is_beside_it(client: FlaskClient) -> None:
    (item,) = page(client, "/harbour/").xpath(LAMP_IN_LATEST)
    assert item.xpath(".//h3/a/@href") == [story_path(client, LAMP)]
    (out,) = item.xpath(".//a[@class='out']")
    assert out.get("href") == "https://gazette.example/lamp"
    assert out.get("rel") == "noopener noreferrer"


def test_every_feed_can_be_found_from_the_front_page(client: FlaskClient) -> None:
    tree = page(client, "/")
    announced = tree.xpath("//link[@rel='alternate']/@href")
    assert announced[0] == f"{OWN}latest.rss"
    assert {urlsplit(url).path for url in announced} == {
        f"{folder}/{name}.{form}"
        for folder in ("", "/harbour", "/ombak", "/quiet")
        for name in ("latest", "trending")
        for form in ("rss", "atom", "json")
    }
    buttons = tree.xpath("//p[@class='subscribe']/a/@href")
    assert {urlsplit(url).path for url in announced} <= set(buttons)
    assert "/feeds.opml" in buttons


def test_a_section_page_announces_its_own_feeds_first(client: FlaskClient) -> None:
    announced = page(client, "/harbour/").xpath("//link[@rel='alternate']/@href")
    assert announced[0] == f"{OWN}harbour/latest.rss"
    assert f"{OWN}latest.rss" in announced


def test_no_link_between_our_pages_is_broken(client: FlaskClient) -> None:
    links = {urljoin(OWN + path[1:], link) for path in all_paths(client) for link in page(client, path).xpath("//@href | //@src")}
    own = sorted(link for link in links if link.startswith(OWN))
    assert len(own) > 40
    for link in own:
        assert client.get(link.removeprefix(OWN.rstrip("/"))).status_code == 200, link


def test_pages_run_no_script_and_ask_nobody_else_for_anything(client: FlaskClient) -> None:
    for path in all_paths(client):
        tree = page(client, path)
        assert not tree.xpath("//script | //iframe | //img | //video | //audio | //object | //style | //@style"), path
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), path
        for link in tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"):
            assert link.startswith("/static/"), path


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/latest?limit=x"])
def test_pages_forbid_everything_they_do_not_need(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_every_id_on_a_page_is_unique_and_every_reference_has_its_target(client: FlaskClient) -> None:
    for path in all_paths(client):
        tree = page(client, path)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        targets = tree.xpath("//@aria-labelledby | //label/@for") + [link[1:] for link in tree.xpath("//@href") if link.startswith("#")]
        assert set(targets) <= set(ids), path
        assert len(tree.xpath("//h1")) == 1, path
        assert len(tree.xpath("//main")) == 1, path


def test_words_in_another_language_are_marked_and_find_their_own_direction(client: FlaskClient) -> None:
    tree = page(client, "/")
    assert tree.get("lang") == "en"
    (headline,) = tree.xpath("//section[@aria-labelledby='all-latest']//h3[contains(., 'Pasar ikan')]")
    assert (headline.get("lang"), headline.get("dir")) == ("id", "auto")
    (english,) = tree.xpath(f"//section[@aria-labelledby='all-latest']//h3[contains(., '{LAMP}')]")
    assert english.get("lang") is None


def test_markup_in_a_headline_is_only_text(client: FlaskClient) -> None:
    title = 'Harga Garam <b>&amp;</b> Ikan "Naik" Menjelang Akhir Tahun'
    assert title in texts(page(client, "/ombak/"), "//h3[@class='headline']")
    assert texts(page(client, story_path(client, title)), "//h1") == [title]


def test_a_section_address_without_its_slash_leads_to_the_one_with(client: FlaskClient) -> None:
    reply = client.get("/harbour")
    assert (reply.status_code, reply.headers["Location"]) == (308, "/harbour/")


@pytest.mark.parametrize(("path", "canonical"), [("/", ""), ("/harbour/", "harbour/"), ("/latest?x=1&limit=050", "latest")])
def test_a_page_names_its_one_address(client: FlaskClient, path: str, canonical: str) -> None:
    assert page(client, path).xpath("//link[@rel='canonical']/@href") == [OWN + canonical]


def test_times_are_absolute_and_in_utc(client: FlaskClient) -> None:
    (item,) = page(client, "/harbour/").xpath(LAMP_IN_LATEST)
    (time,) = item.xpath(".//time")
    assert (time.get("datetime"), time.text) == ("2026-11-22T10:15:00Z", "22 Nov 2026, 10:15 UTC")


# --- previews of feeds


@pytest.mark.parametrize("path", ["/latest", "/trending", "/ombak/latest", "/harbour/trending"])
def test_a_preview_shows_the_entries_of_its_feed(client: FlaskClient, path: str) -> None:
    titles = [item["title"] for item in json.loads(client.get(f"{path}.json").data)["items"]]
    assert texts(page(client, path), "//ol//h3") == titles


def test_a_preview_offers_the_address_of_exactly_what_it_shows(client: FlaskClient) -> None:
    tree = page(client, "/ombak/trending?sort=rank&limit=2")
    addresses = tree.xpath("//input[@readonly]/@value")
    assert addresses == [f"{OWN}ombak/trending.{form}?limit=2&sort=rank" for form in ("rss", "atom", "json")]
    shown = [item["title"] for item in json.loads(client.get(addresses[2].removeprefix(OWN)).data)["items"]]
    assert texts(tree, "//ol//h3") == shown
    assert tree.xpath("//input[@name='limit']/@value") == ["2"]
    assert tree.xpath("//select[@name='sort']/option[@selected]/@value") == ["rank"]


def test_a_parameter_that_does_not_fit_is_explained_on_a_page(client: FlaskClient) -> None:
    (sentence,) = texts(page(client, "/latest?limit=many", 400), "//main//header/p[2]")
    assert sentence == 'limit must be a whole number from 1 to 200, not "many".'


# --- stories


def test_the_preview_of_trending_leads_to_the_lists_of_the_day_and_the_week(client: FlaskClient) -> None:
    tree = page(client, "/harbour/trending")
    assert tree.xpath("//p[@class='others']/a/@href") == ["/harbour/trending/day", "/harbour/trending/week"]
    day = page(client, "/harbour/trending/day")
    assert texts(day, "//h1") == ["Top of the day in Harbour"]
    assert day.xpath("//input[@id='address-rss']/@value") == ["http://feeds.example/harbour/trending/day.rss"]
    assert texts(day, "//p[@class='empty']") == ["Nothing yet: what trends most in a day is listed once the day is over."]


def test_the_choices_of_a_trending_feed_are_explained_and_kept(client: FlaskClient) -> None:
    tree = page(client, "/trending?per_day=3&min_sources=2&lang=id")
    assert tree.xpath("//input[@id='address-atom']/@value") == ["http://feeds.example/trending.atom?lang=id&min_sources=2&per_day=3"]
    assert [tree.xpath(f"string(//input[@name='{name}']/@value)") for name in ("per_day", "min_sources", "lang")] == ["3", "2", "id"]
    assert texts(tree, "//p[@class='empty']") == ["Nothing that trends now passes these choices."]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["Vary"] == "Accept-Encoding"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_new_headline_is_on_the_page_at_once(newsroom: Newsroom) -> None:
    before = newsroom.client.get("/")
    source = newsroom.folder / "gazette.xml"
    source.write_text(source.read_text(encoding="utf-8").replace("Lighthouse lamp", "Old lighthouse lamp"), encoding="utf-8")
    newsroom.ingest()
    after = newsroom.client.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Old lighthouse lamp" in after.text


def test_while_the_store_is_gone_the_last_good_page_is_served(newsroom: Newsroom) -> None:
    before = newsroom.client.get("/")
    newsroom.break_store()
    after = newsroom.client.get("/")
    assert (after.status_code, after.data) == (200, before.data)


def test_a_page_that_cannot_be_made_says_come_back(newsroom: Newsroom) -> None:
    newsroom.break_store()
    reply = newsroom.client.get("/harbour/")
    assert (reply.status_code, reply.headers["Retry-After"], reply.headers["Cache-Control"]) == (503, "30", "no-store")
    assert "feedsvc.db" not in reply.text


def test_an_empty_newsroom_tells_the_operator_what_to_do(empty_newsroom: Newsroom) -> None:
    reply = empty_newsroom.client.get("/")
    assert "config/sources.toml" in reply.text
    assert reply.headers["Cache-Control"] == "no-cache"
    for path in PAGES:
        page(empty_newsroom.client, path)


# --- the rest


def test_errors_have_the_look_of_the_site_and_show_nothing_of_the_inside(newsroom: Newsroom) -> None:
    def broken() -> str:
        raise ZeroDivisionError("a detail of ours")

    newsroom.app.add_url_rule("/broken/page/here", "broken", broken)
    reply = newsroom.client.get("/broken/page/here")
    assert reply.status_code == 500
    assert "a detail of ours" not in reply.text
    for tree in (lxml_html.fromstring(reply.text), page(newsroom.client, "/no/such/page", 404)):
        assert tree.xpath("//link[@rel='stylesheet']")
        assert tree.xpath("//nav//a[@href='/harbour/']")


def test_a_page_can_only_be_read(client: FlaskClient) -> None:
    reply = client.post("/harbour/")
    assert (reply.status_code, reply.headers["Allow"]) == (405, "GET, HEAD")


def test_published_under_a_path_every_link_carries_it(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path, url="https://news.example/feeds")
    newsroom.ingest()
    tree = page(newsroom.client, "/")
    for link in tree.xpath("//nav//a/@href | //h3/a/@href | //p[@class='subscribe']/a/@href | //link[@rel='stylesheet']/@href"):
        assert link.startswith("/feeds/"), link
    assert newsroom.client.get("/harbour").headers["Location"] == "/feeds/harbour/"
    newsroom.store.close()


def test_icons_and_robots_are_there(client: FlaskClient) -> None:
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon.headers["Content-Type"], icon.data[:4]) == (200, "image/x-icon", b"\x00\x00\x01\x00")
    assert client.get("/static/favicon.svg").headers["Content-Type"] == "image/svg+xml"
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow:\n"
    assert client.get("/static/../wsgi.py").status_code == 404


def test_the_stylesheet_is_small_and_its_versioned_address_is_kept_for_a_year(client: FlaskClient) -> None:
    (address,) = page(client, "/").xpath("//link[@rel='stylesheet']/@href")
    reply = client.get(address)
    assert len(reply.data) < 15_000
    assert "max-age=31536000" in reply.headers["Cache-Control"]
    assert "max-age=86400" in client.get("/static/style.css").headers["Cache-Control"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [("ink", "paper"), ("soft", "paper"), ("soft", "sheet"), ("accent", "paper"), ("on-accent", "accent")]
)
def test_every_text_colour_can_be_read_on_its_ground(client: FlaskClient, scheme: str, text: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    sheet = client.get("/static/style.css").text.partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", (sheet[0] if scheme == "light" else sheet[2]).partition("@media")[0]))
    one, other = sorted((luminance(colours[text]), luminance(colours[ground])))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
