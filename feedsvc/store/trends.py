"""Trending lists: one row for each section and article that ever was in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from feedsvc.model import Trend
from feedsvc.store.articles import Articles
from feedsvc.store.tables import ArticleRow, ArticleSectionRow, TrendRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from feedsvc.trending import Place


class Trends:
    def __init__(self, session: Session) -> None:
        self._session = session

    # --- for readers

    def current(self, section: str, limit: int) -> list[Trend]:
        """What trends now, no. 1 first."""
        return self._trends(_standing(section).where(TrendRow.rank.is_not(None)).order_by(TrendRow.rank, TrendRow.article_id).limit(limit))

    def entries(self, section: str, limit: int) -> list[Trend]:
        """What the feed shows: entries by the time they first entered, newest first, those that left lately among them."""
        query = _standing(section).where(TrendRow.shown)
        order = (TrendRow.entered_at.desc(), TrendRow.rank.is_(None), TrendRow.rank, TrendRow.article_id)
        return self._trends(query.order_by(*order).limit(limit))

    def of_article(self, article: UUID) -> list[tuple[str, Trend]]:
        """The lists that the article is in now, by section slug."""
        rows = self._session.scalars(
            select(TrendRow).where(TrendRow.article_id == article, TrendRow.rank.is_not(None)).order_by(TrendRow.section)
        ).all()
        known = Articles(self._session).get(article)
        return [(row.section, Trend(known, row.rank, row.score, row.entered_at, row.left_at, tuple(row.why))) for row in rows if known]

    # --- for the ranking

    def listed(self, section: str) -> list[UUID]:
        """Who is in the list now, for the hysteresis."""
        return list(self._session.scalars(select(TrendRow.article_id).where(TrendRow.section == section, TrendRow.rank.is_not(None))))

    def sections_showing(self, articles: Collection[UUID]) -> set[str]:
        """The sections whose trending feed shows one of these: when the article changes, that feed does too."""
        query = select(TrendRow.section).where(TrendRow.article_id.in_(sorted(articles)), TrendRow.shown).distinct()
        return set(self._session.scalars(query))

    def replace(self, section: str, places: Sequence[Place], now: datetime, linger_since: datetime, passing: str) -> bool:
        """Make the section's list be ``places``; True when a subscriber can see a difference.

        Scores decay all the time and are written only when an order or a reason changed. What left before ``linger_since`` leaves the feed;
        what was only there for the reason ``passing``, or is no longer in the section, leaves it at once.
        """
        rows = {row.article_id: row for row in self._session.scalars(select(TrendRow).where(TrendRow.section == section, TrendRow.shown))}
        self._load_returning(section, places, rows)
        leaving = [row for article, row in rows.items() if article not in {place.article for place in places}]
        members = self._members(section, [row.article_id for row in leaving])
        changed = _leave(leaving, members, now, linger_since, passing)
        same = all((row := rows.get(p.article)) is not None and row.shown and (row.rank, tuple(row.why)) == (p.rank, p.why) for p in places)
        if same:
            return changed
        for place in places:
            self._place(section, place, rows.get(place.article), now)
        return True

    def close_others(self, sections: Collection[str], now: datetime) -> None:
        """The lists of sections that are no longer declared end, so that one that comes back begins anew."""
        others = update(TrendRow).where(TrendRow.section.not_in(sorted(sections)), TrendRow.shown)
        self._session.execute(others.values(rank=None, left_at=now, shown=False))

    def _members(self, section: str, articles: Sequence[UUID]) -> set[UUID]:
        query = select(ArticleSectionRow.article_id).where(ArticleSectionRow.section == section)
        return set(self._session.scalars(query.where(ArticleSectionRow.article_id.in_(articles))))

    def _load_returning(self, section: str, places: Sequence[Place], rows: dict[UUID, TrendRow]) -> None:
        missing = [place.article for place in places if place.article not in rows]
        query = select(TrendRow).where(TrendRow.section == section, TrendRow.article_id.in_(missing))
        rows.update({row.article_id: row for row in self._session.scalars(query)})

    def _place(self, section: str, place: Place, row: TrendRow | None, now: datetime) -> None:
        if row is None:
            row = TrendRow(section=section, article_id=place.article, entered_at=now)
            self._session.add(row)
        row.rank, row.score, row.why = place.rank, place.score, list(place.why)
        row.left_at, row.shown = None, True

    def _trends(self, query: Select[TrendRow]) -> list[Trend]:
        rows = list(self._session.scalars(query))
        known = {article.id: article for article in Articles(self._session).of([row.article_id for row in rows])}
        return [
            Trend(known[row.article_id], row.rank, row.score, row.entered_at, row.left_at, tuple(row.why))
            for row in rows
            if row.article_id in known
        ]


def _standing(section: str) -> Select[TrendRow]:
    """Rows of a section whose article its publisher has not taken back."""
    query = select(TrendRow).join(ArticleRow, ArticleRow.id == TrendRow.article_id)
    return query.where(TrendRow.section == section, ArticleRow.withdrawn_at.is_(None))


def _leave(leaving: Sequence[TrendRow], members: set[UUID], now: datetime, linger_since: datetime, passing: str) -> bool:
    changed = False
    for row in leaving:
        lingers = row.article_id in members and passing not in row.why
        if row.rank is not None:
            row.rank, row.left_at, row.shown, changed = None, now, lingers, True
        elif row.shown and (not lingers or (row.left_at is not None and row.left_at < linger_since)):
            row.shown, changed = False, True
    return changed
