"""Trending lists: one row for each section and story that ever was in one.

An entry stands for a story and shows one of its articles. It goes on showing that one while the article is there, in the section and in
the story: a reader's entry must not become another one each time that somebody else reports the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from feedsvc.model import Trend
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


class Trends:
    def __init__(self, session: Session) -> None:
        self._session = session

    # --- for readers

    def current(self, section: str, limit: int) -> list[Trend]:
        """What trends now, no. 1 first."""
        return self._trends(_standing(section).where(TrendRow.rank.is_not(None)).order_by(TrendRow.rank, TrendRow.story_id).limit(limit))

    def entries(self, section: str, limit: int) -> list[Trend]:
        """What the feed shows: entries by the time they first entered, newest first, those that left lately among them."""
        query = _standing(section).where(TrendRow.shown)
        order = (TrendRow.entered_at.desc(), TrendRow.rank.is_(None), TrendRow.rank, TrendRow.story_id)
        return self._trends(query.order_by(*order).limit(limit))

    def of_article(self, article: UUID) -> list[tuple[str, Trend]]:
        """The lists that the article's story is in now, by section slug."""
        story = membership.stories_of(self._session, [article])[article]
        query = select(TrendRow).where(or_(TrendRow.article_id == article, TrendRow.story_id == story), TrendRow.rank.is_not(None))
        rows = self._session.scalars(query.order_by(TrendRow.section, TrendRow.rank)).all()
        known = {shown.id: shown for shown in Articles(self._session).of([row.article_id for row in rows])}
        return [(row.section, _trend(row, known[row.article_id])) for row in rows if row.article_id in known]

    # --- for the ranking

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

    def close_others(self, sections: Collection[str], now: datetime) -> None:
        """The lists of sections that are no longer declared end, so that one that comes back begins anew."""
        others = update(TrendRow).where(TrendRow.section.not_in(sorted(sections)), TrendRow.shown)
        self._session.execute(others.values(rank=None, left_at=now, shown=False))

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
        row.left_at, row.shown = None, True

    def _trends(self, query: Select[TrendRow]) -> list[Trend]:
        rows = list(self._session.scalars(query))
        known = {article.id: article for article in Articles(self._session).of([row.article_id for row in rows])}
        return [_trend(row, known[row.article_id]) for row in rows if row.article_id in known]


def _trend(row: TrendRow, article: Article) -> Trend:
    return Trend(row.story_id, article, row.rank, row.score, row.entered_at, row.left_at, tuple(row.why))


def _same(row: TrendRow, place: Place, staying: set[UUID]) -> bool:
    """Whether a subscriber sees no difference once the row is as the place says."""
    shows = row.story_id in staying or row.article_id == place.article
    return shows and row.shown and (row.rank, tuple(row.why)) == (place.rank, place.why)


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
        elif row.shown and (not lingers or (row.left_at is not None and row.left_at < linger_since)):
            row.shown, changed = False, True
    return changed
