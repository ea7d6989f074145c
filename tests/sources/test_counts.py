"""What readers did with an article, as feeds and pages tell it: comments, likes, shares, views."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sources.kabar import atom, item, only, read, rss
from tests.sources.test_page import NODE, article, document

SLASH = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
THREAD = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'


def test_an_rss_item_tells_how_many_comments_it_has() -> None:
    assert item(f"<slash:comments {SLASH}>12</slash:comments>").counts == (("comments", 12),)
    assert item(f"<slash:comments {SLASH}> 0 </slash:comments>").counts == (("comments", 0),)


def test_the_address_of_the_comments_is_no_number_of_them() -> None:
    draft = item(f"<comments>https://kabar.example/1#comments</comments><slash:comments {SLASH}>3</slash:comments>")
    assert draft.counts == (("comments", 3),)


def test_an_atom_entry_tells_how_many_replies_it_has() -> None:
    draft = only(atom(f'<title>Air surut</title><link href="https://kabar.example/1"/><thr:total {THREAD}>7</thr:total>'))
    assert draft.counts == (("comments", 7),)


def test_a_malformed_feed_tells_it_too() -> None:
    body = rss("<title>Air & lumpur <br></title><link>https://kabar.example/1</link><slash:comments>12</slash:comments>")
    (draft,) = read(body.replace("<rss ", f"<rss {SLASH} ").replace("</channel>", "")).drafts
    assert draft.counts == (("comments", 12),)


@pytest.mark.parametrize("said", ["", "-3", "many", "1,5", "٣", "9" * 12, "9" * 5_000])
def test_what_is_no_number_of_comments_is_left_out(said: str) -> None:
    assert item(f"<slash:comments {SLASH}>{said}</slash:comments>").counts == ()


def counter(kind: object, count: object) -> dict[str, Any]:
    return {"@type": "InteractionCounter", "interactionType": kind, "userInteractionCount": count}


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (counter("https://schema.org/CommentAction", 12), (("comments", 12),)),
        (counter({"@type": "http://schema.org/LikeAction"}, "7"), (("likes", 7),)),
        ([counter({"@type": "ShareAction"}, 3), counter("http://schema.org/ReadAction", 900)], (("shares", 3), ("views", 900))),
        ([counter("https://schema.org/ViewAction", 5), counter("https://schema.org/WatchAction", 9)], (("views", 9),)),
        (counter("https://schema.org/WriteAction", 5), ()),
        (counter("https://schema.org/CommentAction", "a lot"), ()),
        (counter("https://schema.org/CommentAction", True), ()),
        (counter("https://schema.org/CommentAction", 10**12), ()),
        ("many", ()),
        ([[]], ()),
        (None, ()),
    ],
)
def test_a_page_tells_what_readers_did(said: object, counts: tuple[tuple[str, int], ...]) -> None:
    assert article(document(node=NODE | {"interactionStatistic": said})).counts == counts


def test_a_page_may_tell_the_number_of_its_comments_alone() -> None:
    assert article(document(node=NODE | {"commentCount": 4})).counts == (("comments", 4),)
