"""Signals: at which rank a publisher's own list showed an article, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from feedsvc.evidence import Standing
from feedsvc.model import ALL
from feedsvc.store.bulk import insert_all
from feedsvc.store.tables import ArticleRow, ArticleSectionRow, SignalRow, SourceRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Listing:
    """A popular box of one poll, its items known by id, in order of rank."""

    box: str
    articles: tuple[UUID, ...]


class Signals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def observe(self, source_id: int, listings: Sequence[Listing], now: datetime) -> int:
        """The newest poll's lists replace the ones before. Writes only what moved; returns how many rows that was."""
        seen = {(listing.box, article): rank for listing in listings for rank, article in reversed(list(enumerate(listing.articles, 1)))}
        open_rows = self._session.scalars(select(SignalRow).where(SignalRow.source_id == source_id, SignalRow.until.is_(None)))
        written = 0
        for row in open_rows:
            if seen.get((row.box, row.article_id)) == row.value:
                del seen[(row.box, row.article_id)]
            else:
                row.until = now
                written += 1
        rows = [
            {"article_id": article, "source_id": source_id, "kind": "rank", "box": box, "value": rank, "at": now}
            for (box, article), rank in seen.items()
        ]
        insert_all(self._session, SignalRow, rows)
        return written + len(seen)

    def with_lists(self, sources: Collection[int]) -> set[int]:
        """Those of these whose last poll showed a list of popular articles."""
        query = select(SignalRow.source_id).where(SignalRow.source_id.in_(sorted(sources)), SignalRow.until.is_(None)).distinct()
        return set(self._session.scalars(query))

    def standings(self, confirmed_since: datetime, left_since: datetime) -> list[Standing]:
        """The ranks that stand now, each with the rank that the list gave before if it changed after ``left_since``.

        A list counts only while its source was read successfully after ``confirmed_since``: an old list harms the ranking.
        """
        present = (
            select(SignalRow, SourceRow.slug, SourceRow.title, ArticleRow.sort_at)
            .join(SourceRow, SourceRow.id == SignalRow.source_id)
            .join(ArticleRow, ArticleRow.id == SignalRow.article_id)
            .where(
                or_(SignalRow.until.is_(None), SignalRow.until >= left_since),
                SourceRow.last_ok_at >= confirmed_since,
                ArticleRow.withdrawn_at.is_(None),
            )
            .order_by(SignalRow.id)
        )
        rows = self._session.execute(present).all()
        before: Mapping[tuple[int, str, UUID], int] = {(r.source_id, r.box, r.article_id): r.value for r, *_ in rows if r.until is not None}
        return [
            Standing(row.article_id, slug, title, row.box, row.value, row.at, before.get((row.source_id, row.box, row.article_id)), sort_at)
            for row, slug, title, sort_at in rows
            if row.until is None
        ]

    def newest(self, section: str, limit: int) -> list[tuple[UUID, datetime]]:
        """The newest articles of a section with the time that orders them: what is left to rank where no signal is."""
        query = (
            select(ArticleSectionRow.article_id, ArticleSectionRow.sort_at)
            .where(ArticleSectionRow.section == (section or ALL), ArticleSectionRow.sort_at.is_not(None))
            .order_by(ArticleSectionRow.sort_at.desc(), ArticleSectionRow.article_id.desc())
            .limit(limit)
        )
        return [(article, at) for article, at in self._session.execute(query).all() if at is not None]

    def arrived(self, since: datetime) -> dict[str, int]:
        """How many articles of each section are dated after ``since``."""
        query = (
            select(ArticleSectionRow.section, func.count()).where(ArticleSectionRow.sort_at >= since).group_by(ArticleSectionRow.section)
        )
        return {section: count for section, count in self._session.execute(query)}  # noqa: C416 - rows are no tuples to a type checker
