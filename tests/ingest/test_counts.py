"""Counts that sources carry become signals, and no change of their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ingest.desk import MINUTE, Desk
from tests.ingest.test_articles import HTML, article, publish
from tests.newsroom import open_newsroom, rss

if TYPE_CHECKING:
    from pathlib import Path

    from feedsvc.cascade import Counted
    from feedsvc.store import Store
    from tests.newsroom import Newsroom

ITEMS = ((9, "Whale seen in the bay at dawn"), (8, "Ferry returns after a week of storm"))
SLASH = "<slash:comments xmlns:slash='http://purl.org/rss/1.0/modules/slash/'>{}</slash:comments>"
LIKES = (
    '<script type="application/ld+json">{{"@type": "NewsArticle", "interactionStatistic": '
    '{{"@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction", "userInteractionCount": {}}}}}</script>'
)


def show(newsroom: Newsroom, whale: int, ferry: int) -> None:
    body = rss(newsroom.base, ITEMS)
    for number, count in ((9, whale), (8, ferry)):
        body = body.replace(
            f"<guid isPermaLink='false'>item-{number}</guid>", f"<guid isPermaLink='false'>{number}</guid>{SLASH.format(count)}"
        )
    newsroom.show("/feed.xml", body, "application/rss+xml; charset=utf-8")


def counted(desk: Desk) -> dict[str, Counted]:
    with desk.store.read() as unit:
        titles = {article.id: article.title for article in unit.articles.latest("all", 50)}
        return {titles[found.article]: found for found in unit.counters.live(desk.now - 100 * 24 * 60 * MINUTE, desk.now)}


def test_new_comments_of_an_item_are_counted_and_change_no_article(desk: Desk, newsroom: Newsroom) -> None:
    show(newsroom, 4, 0)
    desk.poll("post")
    before = desk.latest()
    assert {title: found.total for title, found in counted(desk).items()} == {ITEMS[0][1]: 4}
    desk.now += 29 * MINUTE
    show(newsroom, 4, 30)
    report = desk.poll("post")
    assert (report.counts.added, report.counts.changed) == (0, 0)
    assert desk.latest() == before
    ferry = counted(desk)[ITEMS[1][1]]
    assert ferry.total == 30
    assert ferry.cascade.sums[0] < 9, "30 comments in half an hour are six in the last six minutes, and not thirty"


def test_a_stranger_is_not_believed_how_many_comments_an_article_has(
    store: Store, store_url: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    with open_newsroom() as elsewhere:
        sources = [
            {"slug": slug, "kind": "feed", "url": f"{room.base}/feed.xml"} for slug, room in (("post", newsroom), ("far", elsewhere))
        ]
        desk = Desk(store, store_url, tmp_path, sources)
        show(newsroom, 4, 0)
        body = rss(newsroom.base, ITEMS).replace("</item>", SLASH.format(10**6) + "</item>")
        elsewhere.show("/feed.xml", body, "application/rss+xml; charset=utf-8")
        for slug in ("post", "far"):
            assert desk.poll(slug).outcome != "failed"
        desk.ingester.close()
    assert {title: found.total for title, found in counted(desk).items()} == {ITEMS[0][1]: 4}


@pytest.mark.parametrize("again", [7, 12])
def test_what_a_page_tells_is_counted_each_time_it_is_read(desk: Desk, newsroom: Newsroom, again: int) -> None:
    publish(newsroom)
    title = "Harbour opens again after repairs"
    newsroom.show("/1", article(title).replace("</head>", LIKES.format(7) + "</head>"), HTML)
    desk.poll("home")
    desk.read_pages()
    assert counted(desk)[title].total == 7
    newsroom.show("/1", article(title).replace("</head>", LIKES.format(again) + "</head>"), HTML)
    desk.read_pages(40)
    found = counted(desk)[title]
    assert (found.kind, found.total) == ("likes", again)
