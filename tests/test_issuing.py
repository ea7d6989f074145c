"""Lists that are issued once, at the end of a day or a week, and stay as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc import trending
from feedsvc.config import Settings
from feedsvc.feeds import Editions, FeedSpec
from feedsvc.issuing import issue_due
from feedsvc.matching import story_id
from feedsvc.model import ALL
from feedsvc.ranking import rank_all
from feedsvc.trending import Place
from tests.store.newsdesk import Newsdesk

if TYPE_CHECKING:
    from uuid import UUID

    from feedsvc.matching import State
    from feedsvc.model import Trend
    from feedsvc.store import Store

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)  # a Friday
HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)
SETTINGS = Settings.model_validate({"sections": [{"slug": "world", "title": "World"}], "site": {"title": "Kabar"}})


@pytest.fixture
def desk(store: Store) -> Newsdesk:
    desk = Newsdesk(store)
    with store.write() as unit:
        unit.revisions.declare([ALL, "world"], MORNING)
    return desk


def listed(desk: Newsdesk, now: datetime, *states: State, section: str = ALL, why: str = "two sources") -> None:
    """The section's list is these, in this order."""
    places = [Place(story_id(state.id), state.id, rank, 1.0, (why,)) for rank, state in enumerate(states, 1)]
    with desk.store.write() as unit:
        unit.trends.replace(section, places, now, now, "")


def issued(desk: Newsdesk, period: str = "day", section: str = ALL) -> list[tuple[int | None, str, datetime]]:
    return [(trend.rank, trend.article.title, trend.entered_at) for trend in entries(desk, period, section)]


def entries(desk: Newsdesk, period: str = "day", section: str = ALL) -> list[Trend]:
    with desk.store.read() as unit:
        return unit.issues.entries(section, period)  # type: ignore[arg-type]


def test_a_day_is_issued_once_at_its_end(desk: Newsdesk) -> None:
    ferry, bridge = desk.tell("courier", "Ferry"), desk.tell("post", "Bridge")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, bridge, ferry)
    listed(desk, MORNING + 2 * HOUR, ferry, bridge)
    assert issue_due(desk.store, SETTINGS, MIDNIGHT - HOUR) == 0, "the day is not over"
    assert issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR) == 1
    assert issued(desk) == [(1, "Ferry", MIDNIGHT), (2, "Bridge", MIDNIGHT)]
    assert issue_due(desk.store, SETTINGS, MIDNIGHT + 2 * HOUR) == 0, "once is enough"
    assert issued(desk, "week") == []


def test_the_week_is_issued_on_monday(desk: Newsdesk) -> None:
    ferry = desk.tell("courier", "Ferry")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, ferry)
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    issue_due(desk.store, SETTINGS, monday + HOUR)
    assert issued(desk, "week") == [(1, "Ferry", monday)]


def test_a_story_is_not_issued_twice(desk: Newsdesk) -> None:
    ferry, bridge = desk.tell("courier", "Ferry"), desk.tell("post", "Bridge")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, ferry)
    issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR)
    listed(desk, MIDNIGHT + 2 * HOUR, ferry, bridge)
    issue_due(desk.store, SETTINGS, MIDNIGHT + 25 * HOUR)
    assert [title for _, title, _ in issued(desk)] == ["Bridge", "Ferry"], "the newest issue is first"


def test_an_issue_stays_as_it_was_whatever_becomes_of_its_articles(desk: Newsdesk) -> None:
    """Byte for byte, in every format, also once it is made anew by another process."""
    ferry = desk.tell("courier", "Ferry", summary="Aground.")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, ferry)
    issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR)
    before = [Editions(desk.store, SETTINGS).get(FeedSpec("day"), form, MIDNIGHT + 2 * HOUR).body for form in ("rss", "atom", "json")]
    retold = desk.tell("courier", "Ferry", summary="Afloat again.", authors=("Ada Lund",))
    assert retold.id == ferry.id
    listed(desk, MIDNIGHT + 2 * HOUR)
    rank_all(desk.store, SETTINGS, MIDNIGHT + 3 * HOUR)
    after = [Editions(desk.store, SETTINGS).get(FeedSpec("day"), form, MIDNIGHT + 4 * HOUR).body for form in ("rss", "atom", "json")]
    assert before == after
    assert b"Aground." in before[0]
    assert b"No. 1 of 20 Nov 2026: no. 1 for 12 h; in the list for 12 h" in before[0]


def test_what_its_publisher_took_back_or_the_operator_blocks_leaves_the_issues_too(desk: Newsdesk) -> None:
    ferry, bridge, mayor = desk.tell("courier", "Ferry"), desk.tell("post", "Bridge"), desk.tell("post", "Mayor")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, ferry, bridge, mayor)
    issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR)
    desk.withdraw(ferry)
    with desk.store.write() as unit:
        unit.verdicts.add(story_id(bridge.id), bridge.id, "block", MIDNIGHT + HOUR, None)
        number = unit.revisions.all()[ALL, "day"].number
    rank_all(desk.store, SETTINGS, MIDNIGHT + 2 * HOUR)
    assert [title for _, title, _ in issued(desk)] == ["Mayor"]
    with desk.store.read() as unit:
        assert unit.revisions.all()[ALL, "day"].number == number + 1
        assert unit.issues.showing([ferry.id]) == {(ALL, "day")}, "so that a change of it is a change of that list"


def test_what_was_only_new_or_blocked_is_not_issued(desk: Newsdesk) -> None:
    fresh, blocked = desk.tell("courier", "Fresh"), desk.tell("post", "Blocked")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, fresh, why=trending.NO_SIGNALS)
    listed(desk, MORNING, blocked, section="world")
    with desk.store.write() as unit:
        unit.verdicts.add(story_id(blocked.id), blocked.id, "block", MORNING, None)
    assert issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR) == 0
    assert issued(desk) == issued(desk, section="world") == []


def test_days_end_at_the_sites_midnight(desk: Newsdesk) -> None:
    jakarta = Settings.model_validate({"site": {"zone": "Asia/Jakarta"}})
    ferry = desk.tell("courier", "Ferry")
    issue_due(desk.store, jakarta, MORNING)
    listed(desk, MORNING, ferry)
    issue_due(desk.store, jakarta, MIDNIGHT - 6 * HOUR)
    assert issued(desk) == [(1, "Ferry", MIDNIGHT - 7 * HOUR)]


def test_an_entry_of_an_issue_is_known_by_another_id_than_that_of_trending(desk: Newsdesk) -> None:
    """Readers that keep one copy of each id would otherwise show the story in one of the feeds only."""
    ferry = desk.tell("courier", "Ferry")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, ferry)
    issue_due(desk.store, SETTINGS, MIDNIGHT + 72 * HOUR)
    ids: set[UUID] = {story_id(ferry.id), *(trend.story for period in ("day", "week") for trend in entries(desk, period))}
    assert len(ids) == 3


def test_old_issues_are_forgotten(desk: Newsdesk) -> None:
    ferry, bridge = desk.tell("courier", "Ferry"), desk.tell("post", "Bridge")
    issue_due(desk.store, SETTINGS, MORNING)
    listed(desk, MORNING, ferry)
    issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR)
    listed(desk, MIDNIGHT + 2 * HOUR)
    listed(desk, MIDNIGHT + 800 * HOUR, bridge)
    issue_due(desk.store, SETTINGS, MIDNIGHT + 820 * HOUR)
    assert [title for _, title, _ in issued(desk)] == ["Bridge"]


def test_what_is_blocked_leaves_the_issues_under_whatever_story_it_was_issued(desk: Newsdesk) -> None:
    ferry, again = desk.tell("courier", "Ferry"), desk.tell("post", "Ferry again")
    story = desk.place(ferry, again)
    issue_due(desk.store, SETTINGS, MORNING)
    with desk.store.write() as unit:
        unit.trends.replace(ALL, [Place(story, again.id, 1, 1.0, ("why",))], MORNING, MORNING, "")
    issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR)
    with desk.store.write() as unit:
        unit.stories.split(again.id)
        unit.verdicts.add(story_id(again.id), again.id, "block", MIDNIGHT + HOUR, None)
    rank_all(desk.store, SETTINGS, MIDNIGHT + 2 * HOUR)
    assert issued(desk) == []


def test_a_clock_that_was_ahead_stops_no_issues(desk: Newsdesk) -> None:
    ferry = desk.tell("courier", "Ferry")
    issue_due(desk.store, SETTINGS, MORNING + 9_000 * HOUR)
    listed(desk, MORNING, ferry)
    issue_due(desk.store, SETTINGS, MIDNIGHT + HOUR)
    assert issued(desk) == [(1, "Ferry", MIDNIGHT)]
