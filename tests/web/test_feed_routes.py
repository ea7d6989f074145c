"""The feeds over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import feedparser
import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.conftest import Newsroom

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
FEEDS = [f"{folder}/{name}.{form}" for folder in ("", "/harbour", "/ombak", "/quiet") for name in ("latest", "trending") for form in TYPES]


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_answers_with_its_media_type(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == f"{TYPES[path.rpartition('.')[2]]}; charset=utf-8"
    assert "Set-Cookie" not in reply.headers
    assert reply.headers["Cache-Control"].startswith("public, max-age=300, ")


def test_a_section_feed_holds_its_own_articles_only(client: FlaskClient) -> None:
    titles = [item["title"] for item in json.loads(client.get("/harbour/latest.json").data)["items"]]
    assert titles[0] == "Lighthouse lamp lit again after nine winters"
    assert len(titles) == 2


def test_the_three_formats_name_the_same_entries_in_the_same_order(client: FlaskClient) -> None:
    rss, atom = (feedparser.parse(client.get(f"/trending.{form}").data) for form in ("rss", "atom"))
    items = json.loads(client.get("/trending.json").data)["items"]
    assert not rss.bozo
    assert not atom.bozo
    assert [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries] == [item["id"] for item in items]
    assert items[0]["title"] == "Mercusuar Tua Menyala Lagi Setelah Sembilan Musim Dingin"


def test_limit_shortens_a_feed(client: FlaskClient) -> None:
    assert len(json.loads(client.get("/latest.json?limit=2").data)["items"]) == 2


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=ten", "sort=newest", "limit="])
def test_a_bad_value_is_named_in_one_plain_sentence(client: FlaskClient, query: str) -> None:
    reply = client.get(f"/trending.rss?{query}")
    assert reply.status_code == 400
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.text.startswith(query.partition("=")[0])
    assert reply.text.count("\n") == 1


def test_unknown_parameters_change_nothing(client: FlaskClient) -> None:
    plain, tagged = client.get("/latest.atom"), client.get("/latest.atom?utm_source=mail&_=17")
    assert (plain.data, plain.headers["ETag"]) == (tagged.data, tagged.headers["ETag"])


@pytest.mark.parametrize("path", ["/nowhere/latest.rss", "/all/latest.rss", "/latest.xml", "/harbour/oldest.json", "/feeds.rss"])
def test_a_feed_that_does_not_exist_is_a_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_feed_readers_are_told_of_errors_in_plain_text(client: FlaskClient) -> None:
    reply = client.get("/nowhere/latest.rss")
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert '"nowhere"' in reply.text
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/latest.rss", "/harbour/trending.json", "/feeds.opml"])
def test_other_methods_are_refused_and_told_what_is_allowed(client: FlaskClient, method: str, path: str) -> None:
    reply = client.open(path, method=method)
    assert (reply.status_code, reply.headers["Allow"]) == (405, "GET, HEAD")


def test_a_poll_that_finds_nothing_new_costs_no_body(client: FlaskClient) -> None:
    first = client.get("/latest.rss", headers={"Accept-Encoding": "gzip"})
    again = client.get("/latest.rss", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]
    assert "Content-Type" not in again.headers


def test_a_poll_by_date_only_works_too(client: FlaskClient) -> None:
    first = client.get("/latest.rss")
    assert client.get("/latest.rss", headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304


def test_head_has_the_length_of_get(client: FlaskClient) -> None:
    head, get = client.head("/trending.atom"), client.get("/trending.atom")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(get.data))
    assert head.headers.to_wsgi_list() == get.headers.to_wsgi_list()


@pytest.mark.parametrize("header", [{"Accept": "text/html"}, {"Range": "bytes=0-9"}])
def test_browsers_and_ranges_get_the_whole_feed(client: FlaskClient, header: dict[str, str]) -> None:
    reply = client.get("/latest.rss", headers=header)
    assert (reply.status_code, reply.data) == (200, client.get("/latest.rss").data)


def test_the_opml_file_lists_every_section(client: FlaskClient) -> None:
    reply = client.get("/feeds.opml")
    assert reply.headers["Content-Type"] == "text/x-opml; charset=utf-8"
    for path in ("/latest.rss", "/trending.rss", "/harbour/latest.rss", "/ombak/trending.rss"):
        assert f"http://feeds.example{path}" in reply.text


def test_a_new_article_changes_the_feed_and_its_tag(newsroom: Newsroom) -> None:
    before = newsroom.client.get("/harbour/latest.rss")
    source = newsroom.folder / "gazette.xml"
    source.write_text(source.read_text(encoding="utf-8").replace("Lighthouse lamp", "Old lighthouse lamp"), encoding="utf-8")
    newsroom.ingest()
    newsroom.now = newsroom.now.replace(hour=13)
    after = newsroom.client.get("/harbour/latest.rss", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Old lighthouse lamp" in after.text


def test_while_the_store_is_gone_the_last_good_feed_is_served(newsroom: Newsroom) -> None:
    before = newsroom.client.get("/latest.rss")
    newsroom.break_store()
    after = newsroom.client.get("/latest.rss")
    assert (after.status_code, after.data) == (200, before.data)


def test_without_a_last_good_feed_the_client_is_told_when_to_come_back(newsroom: Newsroom) -> None:
    newsroom.break_store()
    reply = newsroom.client.get("/latest.rss")
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) > 0
    assert "feedsvc.db" not in reply.text
