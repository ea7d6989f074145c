"""What the operator decided about stories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc import ranking
from feedsvc.matching import State, story_id
from feedsvc.model import ALL
from tests.conftest import make_settings
from tests.store.newsdesk import NOW, Newsdesk

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from feedsvc.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(store: Store) -> Newsdesk:
    return Newsdesk(store)


@pytest.fixture
def bridge(desk: Newsdesk) -> State:
    """Two papers tell of the bridge, all three of the ferry."""
    ferry = [desk.tell(slug, f"Ferry aground, says the {slug}", 60) for slug in ("courier", "herald", "post")]
    bridge = [desk.tell(slug, f"Bridge open, says the {slug}", 90) for slug in ("courier", "herald")]
    desk.place(*ferry)
    desk.place(*bridge)
    return bridge[0]


def judge(desk: Newsdesk, article: State, kind: str, at: datetime = NOW, until: datetime | None = None) -> None:
    with desk.store.write() as unit:
        unit.verdicts.add(story_id(article.id), article.id, kind, at, until)


def ranked(desk: Newsdesk, folder: Path, at: datetime = NOW) -> dict[str, tuple[str, ...]]:
    """Titles in order of rank, each with its reasons."""
    ranking.rank_all(desk.store, make_settings(folder, sources=[]), at)
    with desk.store.read() as unit:
        return {trend.article.title.partition(",")[0]: trend.why for trend in unit.trends.current(ALL, 10)}


def test_a_pinned_story_is_first_and_says_so_until_its_time_is_over(desk: Newsdesk, bridge: State, tmp_path: Path) -> None:
    assert list(ranked(desk, tmp_path)) == ["Ferry aground", "Bridge open"]
    judge(desk, bridge, "pin", until=NOW + HOUR)
    pinned = ranked(desk, tmp_path)
    assert list(pinned) == ["Bridge open", "Ferry aground"]
    assert pinned["Bridge open"] == ("pinned by the editors", "2 sources within the hour")
    assert list(ranked(desk, tmp_path, NOW + 2 * HOUR)) == ["Ferry aground", "Bridge open"]


def test_a_blocked_story_leaves_list_and_feed_at_once_and_returns_with_its_old_time_of_entry(
    desk: Newsdesk, bridge: State, tmp_path: Path
) -> None:
    ranked(desk, tmp_path)
    judge(desk, bridge, "block")
    assert list(ranked(desk, tmp_path, NOW + HOUR)) == ["Ferry aground"]
    with desk.store.read() as unit:
        assert len(unit.trends.entries(ALL, 10)) == 1
    judge(desk, bridge, "release", NOW + HOUR)
    assert list(ranked(desk, tmp_path, NOW + 2 * HOUR)) == ["Ferry aground", "Bridge open"]
    with desk.store.read() as unit:
        assert [trend.entered_at for trend in unit.trends.current(ALL, 10)] == [NOW, NOW]


def test_a_verdict_pins_a_story_that_nothing_else_speaks_for(desk: Newsdesk, bridge: State, tmp_path: Path) -> None:
    judge(desk, desk.tell("post", "Library opens, says the post", 30), "pin")
    assert list(ranked(desk, tmp_path)) == ["Library opens", "Ferry aground", "Bridge open"]


def test_every_verdict_stays_in_the_log(desk: Newsdesk, bridge: State) -> None:
    judge(desk, bridge, "boost")
    judge(desk, bridge, "release", NOW + HOUR)
    with desk.store.read() as unit:
        assert [(ruling.kind, ruling.title) for ruling in unit.verdicts.log(10)] == [("release", bridge.title), ("boost", bridge.title)]
        assert unit.verdicts.current(NOW + HOUR) == []
