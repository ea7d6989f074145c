"""Signals: at which rank a publisher's own list or front page showed an article, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, func, or_, select

from feedsvc.evidence import Standing
from feedsvc.model import ALL
from feedsvc.store import membership
from feedsvc.store.bulk import insert_all
from feedsvc.store.publishers import publishers
from feedsvc.store.tables import ArticleRow, ArticleSectionRow, SignalRow, SourceRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session


MISSED = 2  # polls in a row, from which a list is no longer believed to stand
KEEP = timedelta(days=14)  # of what is over, for whoever looks into why a list was as it was; the ranking looks back two hours
PRUNE = 5_000  # rows in one go, so that pruning never holds the store up

Kind = Literal["rank", "place"]  # in a list of popular articles, on a front page


@dataclass(frozen=True, slots=True)
class Listing:
    """A popular box or the front page of one poll, its items known by id, in order of rank."""

    box: str
    articles: tuple[UUID, ...]
    kind: Kind = "rank"


class Signals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def observe(self, source_id: int, listings: Sequence[Listing], now: datetime) -> int:
        """The newest poll's lists replace the ones before. Writes only what moved; returns how many of that were ranks in popular lists.

        Places on a front page move with everything that is published there, which is counted as such.
        """
        ranked = [(listing, rank, article) for listing in listings for rank, article in enumerate(listing.articles, 1)]
        seen: dict[tuple[str, str, UUID], int]
        seen = {(listing.kind, listing.box, article): rank for listing, rank, article in reversed(ranked)}
        open_rows = self._session.scalars(select(SignalRow).where(SignalRow.source_id == source_id, SignalRow.until.is_(None)))
        written = 0
        for row in open_rows:
            if seen.get((row.kind, row.box, row.article_id)) == row.value:
                del seen[row.kind, row.box, row.article_id]
            else:
                row.until = now
                written += row.kind == "rank"
        rows = [
            {"article_id": article, "source_id": source_id, "kind": kind, "box": box, "value": rank, "at": now}
            for (kind, box, article), rank in seen.items()
        ]
        insert_all(self._session, SignalRow, rows)
        return written + sum(kind == "rank" for kind, *_ in seen)

    def with_lists(self, sources: Collection[int]) -> set[int]:
        """Those of these whose last poll showed a list of popular articles."""
        ranks = select(SignalRow.source_id).where(SignalRow.until.is_(None), SignalRow.kind == "rank")
        return set(self._session.scalars(ranks.where(SignalRow.source_id.in_(sorted(sources))).distinct()))

    def standings(self, confirmed_since: datetime, left_since: datetime) -> list[Standing]:
        """The ranks that stand now, each with the rank that the list gave before if it changed after ``left_since``.

        A list counts only while its source was read successfully after ``confirmed_since`` and not missed twice since: an old list harms
        the ranking.
        """
        present = (
            select(SignalRow, SourceRow.slug, SourceRow.title, ArticleRow.sort_at)
            .join(SourceRow, SourceRow.id == SignalRow.source_id)
            .join(ArticleRow, ArticleRow.id == SignalRow.article_id)
            .where(
                or_(SignalRow.until.is_(None), SignalRow.until >= left_since),
                SourceRow.last_ok_at >= confirmed_since,
                SourceRow.failures < MISSED,
                ArticleRow.withdrawn_at.is_(None),
            )
            .order_by(SignalRow.id)
        )
        rows = self._session.execute(present).all()
        before = {_list_of(row): row.value for row, *_ in rows if row.until is not None}
        of = publishers(self._session)
        return [
            Standing(row.article_id, slug, title, row.box, row.value, row.at, before.get(_list_of(row)), at, of[slug], row.kind == "place")
            for row, slug, title, at in rows
            if row.until is None
        ]

    def prune(self, now: datetime) -> None:
        """Forget ranks and places that ended long ago, a bounded number of rows at a time."""
        old = list(self._session.scalars(select(SignalRow.id).where(SignalRow.until < now - KEEP).order_by(SignalRow.until).limit(PRUNE)))
        for chunk in membership.chunks(old):
            self._session.execute(delete(SignalRow).where(SignalRow.id.in_(chunk)).execution_options(synchronize_session=False))

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


def _list_of(row: SignalRow) -> tuple[int, str, str, UUID]:
    """What an article's rank now and before must have in common."""
    return row.source_id, row.kind, row.box, row.article_id
