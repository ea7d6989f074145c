"""What feeds do to their items, poll after poll: no duplicates, and no old news as new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest

from tests.newsroom import MORNING

if TYPE_CHECKING:
    from tests.ingest.desk import Desk
    from tests.newsroom import Newsroom


@dataclass(frozen=True)
class Item:
    title: str
    link: str = ""  # a path
    guid: str = ""
    minute: int | None = None  # after MORNING
    text: str = ""

    def xml(self, base: str) -> str:
        parts = {
            "title": self.title,
            "link": self.link and base + self.link,
            "guid": self.guid,
            "pubDate": "" if self.minute is None else format_datetime(MORNING + timedelta(minutes=self.minute)),
            "description": self.text,
        }
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)
        return "<item>" + inner.replace("<guid>", "<guid isPermaLink='false'>") + "</item>"


FERRY = Item("Ferry to the old harbour is late again", "/ferry", "tag:1", 10)
BRIDGE = Item("New bridge opens for bicycles on Monday", "/bridge", "tag:2", 20)
MARKET = Item("Fish market moves to the northern quay", "/market", "tag:3", 30)
ALL = (MARKET, BRIDGE, FERRY)


def show(newsroom: Newsroom, *items: Item) -> None:
    inner = "".join(item.xml(newsroom.base) for item in items)
    newsroom.show("/feed.xml", f"<rss version='2.0'><channel><title>Harbour Post</title>{inner}</channel></rss>", "application/rss+xml")


def dressed(item: Item, change: dict[str, Any]) -> Item:
    said: dict[str, Any] = {name: value.format(getattr(item, name)) if isinstance(value, str) else value for name, value in change.items()}
    return replace(item, **said)


def known(desk: Desk) -> list[tuple[str, str, str]]:
    """Id, time and time of update of every article in Latest, in its order."""
    return [(str(article.id), str(article.published_at), str(article.updated_at)) for article in desk.latest()]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"guid": "another:{}"}, id="new guids"),
        pytest.param({"guid": ""}, id="no guids any more"),
        pytest.param({"minute": 300}, id="all dated anew"),
        pytest.param({"minute": None}, id="no dates any more"),
        pytest.param({"link": "{}?utm_source=rss&utm_medium=feed"}, id="links with trackers"),
        pytest.param({"link": "{}/"}, id="links with a slash"),
        pytest.param({"link": "{}#comments"}, id="links to a place in the page"),
        pytest.param({"link": "/amp{}"}, id="links to AMP pages"),
    ],
)
def test_the_same_items_in_another_dress_are_no_news(desk: Desk, newsroom: Newsroom, change: dict[str, Any]) -> None:
    show(newsroom, *ALL)
    desk.poll("post")
    before = known(desk)
    show(newsroom, *(dressed(item, change) for item in ALL))
    report = desk.poll("post")
    assert (report.counts.added, report.counts.withdrawn) == (0, 0)
    assert known(desk) == before


def test_items_that_move_to_new_addresses_under_their_guids_are_read_there_and_are_no_news(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *ALL)
    desk.poll("post")
    before = [(article.id, article.published_at) for article in desk.latest()]
    show(newsroom, *(dressed(item, {"link": "/2026{}-1234"}) for item in ALL))
    report = desk.poll("post")
    assert (report.counts.added, report.counts.withdrawn) == (0, 0)
    assert [(article.id, article.published_at) for article in desk.latest()] == before
    assert all("/2026/" in str(article.url) for article in desk.latest())
    assert desk.poll("post").counts.changed == 0


def test_items_in_another_order_are_no_news(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *ALL)
    desk.poll("post")
    before = known(desk)
    for order in ((FERRY, MARKET, BRIDGE), (BRIDGE, FERRY, MARKET), ALL):
        show(newsroom, *order)
        assert desk.poll("post").outcome == "unchanged"
    assert known(desk) == before


def test_an_item_that_disappears_and_returns_is_the_old_one(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *ALL)
    desk.poll("post")
    before = known(desk)
    show(newsroom, MARKET, FERRY)
    desk.poll("post")
    show(newsroom, MARKET, replace(BRIDGE, minute=400), FERRY)
    report = desk.poll("post")
    assert report.counts.added == 0
    assert known(desk) == before


def test_an_old_item_put_on_top_again_stays_where_it_was(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *ALL)
    desk.poll("post")
    show(newsroom, replace(FERRY, minute=300), MARKET, BRIDGE)
    desk.poll("post")
    assert [article.title for article in desk.latest()] == [item.title for item in ALL]


def test_items_without_dates_keep_the_time_at_which_they_were_first_seen(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *(replace(item, minute=None) for item in (BRIDGE, FERRY)))
    desk.poll("post")
    seen = desk.now
    assert {article.published_at for article in desk.latest()} == {seen}
    show(newsroom, *(replace(item, minute=None) for item in ALL))
    assert desk.poll("post").counts.added == 1
    assert [(article.title, article.published_at) for article in desk.latest()] == [
        (MARKET.title, desk.now),
        (BRIDGE.title, seen),
        (FERRY.title, seen),
    ]


def test_a_date_that_comes_later_replaces_the_one_of_last_resort_and_nothing_becomes_new(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *(replace(item, minute=None) for item in ALL))
    desk.poll("post")
    show(newsroom, *ALL)
    assert desk.poll("post").counts.added == 0
    assert [article.published_at for article in desk.latest()] == [MORNING + timedelta(minutes=item.minute or 0) for item in ALL]


def test_items_without_links_are_known_by_their_headlines(desk: Desk, newsroom: Newsroom) -> None:
    bare = [replace(item, link="", guid="") for item in ALL]
    show(newsroom, *bare)
    assert desk.poll("post").counts.added == 3
    before = known(desk)
    show(newsroom, *reversed(bare))
    assert desk.poll("post").counts.added == 0
    show(newsroom, *ALL)
    assert desk.poll("post").counts.added == 0, "the link arrived"
    assert [ids for ids, *_ in known(desk)] == [ids for ids, *_ in before]


def test_an_item_that_a_feed_tells_twice_is_one_article(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, MARKET, BRIDGE, replace(BRIDGE, guid="tag:9"), replace(MARKET, link="/market?utm_source=top", guid="tag:3"), FERRY)
    assert desk.poll("post").counts.added == 3
    assert [article.title for article in desk.latest()] == [item.title for item in ALL]


def test_one_guid_for_all_items_makes_them_no_single_article(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *(replace(item, guid="harbour-post") for item in ALL))
    assert desk.poll("post").counts.added == 3
    show(newsroom, *(replace(item, guid="harbour-post") for item in (replace(FERRY, title="Swimmers cross the bay", link="/bay"), *ALL)))
    assert desk.poll("post").counts.added == 1


def test_guids_that_count_places_belong_to_no_article(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, replace(BRIDGE, guid="1"), replace(FERRY, guid="2"))
    desk.poll("post")
    show(newsroom, replace(MARKET, guid="1"), replace(BRIDGE, guid="2"), replace(FERRY, guid="3"))
    assert desk.poll("post").counts.added == 1
    before = desk.contents("source", "poll")
    show(newsroom, replace(MARKET, guid="1"), replace(BRIDGE, guid="2"), replace(FERRY, guid="3", text=" "))
    assert desk.poll("post").outcome == "unchanged"
    assert desk.contents("source", "poll") == before
    assert [article.title for article in desk.latest()] == [item.title for item in ALL]


def test_a_new_headline_is_an_edit_and_no_second_article(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, *ALL)
    desk.poll("post")
    ids = [ids for ids, *_ in known(desk)]
    show(newsroom, MARKET, replace(BRIDGE, title="Bridge opens a week late"), FERRY)
    report = desk.poll("post")
    assert (report.counts.added, report.counts.changed) == (0, 1)
    assert [one for one, *_ in known(desk)] == ids
