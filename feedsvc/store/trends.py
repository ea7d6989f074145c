"""Trending lists: one row for each section and story that was in one within a year.

An entry stands for a story and shows one of its articles. It goes on showing that one while the article is there, in the section and in
the story: a reader's entry must not become another one each time that somebody else reports the same.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import filterfalse
from typing import TYPE_CHECKING

from sqlalchemy import Text, cast, or_, select

from feedsvc.course import OUT, Course
from feedsvc.model import Trend, is_implied
from feedsvc.store import membership
from feedsvc.store.articles import Articles
from feedsvc.store.tables import ArticleRow, ArticleSectionRow, TrendRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from feedsvc.model import Article
    from feedsvc.trending import Place


KEEP = timedelta(days=30)  # how ranks went
REMEMBER = timedelta(days=366)  # times of entry; nobody's reader holds an entry for longer and takes it for another one
LATEST_PRUNED = timedelta(days=7)  # a service that was off for longer forgets some courses never; they are small
PRUNE = 500  # rows in one go, so that pruning never holds the store up


class Trends:
    def __init__(self, session: Session) -> None:
        self._session = session

    # --- for readers

    def current(self, section: str, limit: int | None = None) -> list[Trend]:
        """What trends now, no. 1 first; None is all."""
        return self._trends(_standing(section).where(TrendRow.rank.is_not(None)).order_by(TrendRow.rank, TrendRow.story_id).limit(limit))

    def entries(self, section: str, limit: int | None = None) -> list[Trend]:
        """What the feed shows: entries by the time they first entered, newest first, those that left lately among them; None is all."""
        query = _standing(section).where(TrendRow.shown)
        order = (TrendRow.entered_at.desc(), TrendRow.rank.is_(None), TrendRow.rank, TrendRow.story_id)
        return self._trends(query.order_by(*order).limit(limit))

    def of_article(self, article: UUID, since: datetime) -> list[tuple[str, Trend]]:
        """The lists that the article's story is in now or left after ``since``, by section slug; those that it is in first."""
        story = membership.stories_of(self._session, [article])[article]
        query = select(TrendRow).where(or_(TrendRow.article_id == article, TrendRow.story_id == story))
        query = query.where(or_(TrendRow.rank.is_not(None), TrendRow.left_at >= since)).order_by(TrendRow.rank.is_(None))
        rows = self._session.scalars(query.order_by(TrendRow.section, TrendRow.rank)).all()
        known = {shown.id: shown for shown in Articles(self._session).of([row.article_id for row in rows])}
        return [(row.section, _trend(row, known[row.article_id])) for row in rows if row.article_id in known]

    def courses(self, section: str, since: datetime, until: datetime) -> list[Course]:
        """How the ranks of those went that first entered within this time."""
        query = select(TrendRow.entered_at, TrendRow.course).where(TrendRow.section == section)
        rows = self._session.execute(query.where(TrendRow.entered_at >= since, TrendRow.entered_at < until))
        return [Course.of(entered, numbers) for entered, numbers in rows]

    # --- for the ranking

    def lately(self, section: str, since: datetime) -> list[Trend]:
        """Those that were in the list at any time after ``since``, with their courses."""
        listed = or_(TrendRow.rank.is_not(None), TrendRow.left_at >= since)
        return self._trends(_standing(section).where(listed).order_by(TrendRow.story_id))

    def listed(self, section: str) -> list[UUID]:
        """The stories that are in the list now, for the hysteresis."""
        return list(self._session.scalars(select(TrendRow.story_id).where(TrendRow.section == section, TrendRow.rank.is_not(None))))

    def left(self, section: str) -> list[UUID]:
        """The stories that left the list and are still in its feed."""
        lingering = select(TrendRow.story_id).where(TrendRow.section == section, TrendRow.shown, TrendRow.rank.is_(None))
        return list(self._session.scalars(lingering))

    def sections_showing(self, articles: Collection[UUID]) -> set[str]:
        """The sections whose trending feed shows one of these: when the article changes, that feed does too."""
        query = select(TrendRow.section).where(TrendRow.article_id.in_(sorted(articles)), TrendRow.shown).distinct()
        return set(self._session.scalars(query))

    def replace(
        self,
        section: str,
        places: Sequence[Place],
        now: datetime,
        linger_since: datetime,
        passing: str,
        blocked: Collection[UUID] = (),
    ) -> bool:
        """Make the section's list be ``places``; True when a subscriber can see a difference.

        Scores decay all the time and are written only when an order or a reason changed. What left before ``linger_since`` leaves the feed;
        what was only there for the reason ``passing``, whose story is ``blocked``, or what is no longer in the section, leaves it at once.
        """
        rows = {row.story_id: row for row in self._session.scalars(select(TrendRow).where(TrendRow.section == section, TrendRow.shown))}
        self._load_returning(section, places, rows)
        staying = self._staying(section, list(rows.values())) - set(blocked)
        leaving = [row for story, row in rows.items() if story not in {place.story for place in places}]
        changed = _leave(leaving, staying, now, linger_since, passing)
        if all((row := rows.get(place.story)) is not None and _same(row, place, staying) for place in places):
            return changed
        for place in places:
            self._place(section, place, rows.get(place.story), staying, now)
        return True

    def inherit(self, section: str, parent: str) -> None:
        """A section's list that begins takes over what ``parent`` shows of its articles: its feed was made of that until now, and no entry
        is minted anew."""
        members = select(ArticleSectionRow.article_id).where(ArticleSectionRow.section == section)
        known = select(TrendRow.story_id).where(TrendRow.section == section)
        mine = select(TrendRow).where(TrendRow.section == parent, TrendRow.shown, TrendRow.article_id.in_(members))
        for row in self._session.scalars(mine.where(TrendRow.story_id.not_in(known))).all():
            values = {column.key: getattr(row, column.key) for column in TrendRow.__table__.columns}
            self._session.add(TrendRow(**values | {"section": section}))
        self._session.flush()

    def close_others(self, sections: Collection[str], now: datetime) -> None:
        """The lists of sections that are no longer declared end, so that one that comes back begins anew."""
        others = select(TrendRow).where(TrendRow.section.not_in(sorted(sections)), TrendRow.shown)
        for row in filterfalse(lambda row: is_implied(row.section), self._session.scalars(others)):
            row.rank, row.left_at, row.shown, row.course = None, now, False, _course(row, now, OUT)

    def prune(self, now: datetime) -> None:
        """Forget the courses of what left the list thirty days ago, and a year later that it ever was there."""
        gone = (TrendRow.left_at < now - KEEP, TrendRow.left_at > now - KEEP - LATEST_PRUNED, cast(TrendRow.course, Text) != "[]")
        for row in self._session.scalars(select(TrendRow).where(*gone, TrendRow.rank.is_(None)).limit(PRUNE)):
            row.course = []
        old = select(TrendRow).where(TrendRow.left_at < now - REMEMBER, TrendRow.rank.is_(None), TrendRow.shown.is_(False))
        for row in self._session.scalars(old.limit(PRUNE)):
            self._session.delete(row)

    def _staying(self, section: str, rows: Sequence[TrendRow]) -> set[UUID]:
        """The stories whose entry can go on showing its article: it is there, in the section and still of the story."""
        shown = [row.article_id for row in rows]
        query = select(ArticleSectionRow.article_id).join(ArticleRow, ArticleRow.id == ArticleSectionRow.article_id)
        query = query.where(ArticleSectionRow.section == section, ArticleRow.withdrawn_at.is_(None))
        members = {one for chunk in membership.chunks(shown) for one in self._session.scalars(query.where(ArticleRow.id.in_(chunk)))}
        stories = membership.stories_of(self._session, members)
        return {row.story_id for row in rows if stories.get(row.article_id) == row.story_id}

    def _load_returning(self, section: str, places: Sequence[Place], rows: dict[UUID, TrendRow]) -> None:
        missing = [place.story for place in places if place.story not in rows]
        query = select(TrendRow).where(TrendRow.section == section, TrendRow.story_id.in_(missing))
        rows.update({row.story_id: row for row in self._session.scalars(query)})

    def _place(self, section: str, place: Place, row: TrendRow | None, staying: set[UUID], now: datetime) -> None:
        if row is None:
            row = TrendRow(section=section, story_id=place.story, entered_at=now)
            self._session.add(row)
        if place.story not in staying:
            row.article_id = place.article
        row.rank, row.score, row.why = place.rank, place.score, list(place.why)
        row.sources = max(row.sources or 0, place.sources)
        row.left_at, row.shown, row.course = None, True, _course(row, now, place.rank)

    def _trends(self, query: Select[TrendRow]) -> list[Trend]:
        rows = list(self._session.scalars(query))
        known = {article.id: article for article in Articles(self._session).of([row.article_id for row in rows])}
        return [_trend(row, known[row.article_id]) for row in rows if row.article_id in known]


def _trend(row: TrendRow, article: Article) -> Trend:
    course = Course.of(row.entered_at, row.course)
    return Trend(row.story_id, article, row.rank, row.score, row.entered_at, row.left_at, tuple(row.why), max(row.sources, 1), course)


def _course(row: TrendRow, now: datetime, rank: int) -> list[int]:
    return Course.of(row.entered_at, row.course or []).then(now, rank).numbers()


def _same(row: TrendRow, place: Place, staying: set[UUID]) -> bool:
    """Whether a subscriber sees no difference once the row is as the place says."""
    shows = row.story_id in staying or row.article_id == place.article
    return shows and row.shown and (row.rank, tuple(row.why)) == (place.rank, place.why) and row.sources >= place.sources


def _standing(section: str) -> Select[TrendRow]:
    """Rows of a section whose article its publisher has not taken back."""
    query = select(TrendRow).join(ArticleRow, ArticleRow.id == TrendRow.article_id)
    return query.where(TrendRow.section == section, ArticleRow.withdrawn_at.is_(None))


def _leave(leaving: Sequence[TrendRow], staying: set[UUID], now: datetime, linger_since: datetime, passing: str) -> bool:
    changed = False
    for row in leaving:
        lingers = row.story_id in staying and passing not in row.why
        if row.rank is not None:
            row.rank, row.left_at, row.shown, changed = None, now, lingers, True
            row.course = _course(row, now, OUT)
        elif row.shown and (not lingers or (row.left_at is not None and row.left_at < linger_since)):
            row.shown, changed = False, True
    return changed
