"""Issues: lists of a day or a week as they were when they were issued. Each entry holds a copy of its article, so that it never changes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import delete, or_, select

from feedsvc.model import Article, Enclosure, Image, SourceRef, Trend
from feedsvc.store.bulk import insert_new
from feedsvc.store.tables import ArticleRow, IssueRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from feedsvc.model import ListName, Period
    from feedsvc.periods import Term, Top

_TIMES = ("published_at", "first_seen_at", "updated_at")


class Issues:
    def __init__(self, session: Session) -> None:
        self._session = session

    def entries(self, section: str, period: Period, limit: int | None = None) -> list[Trend]:
        """The entries of all issues, the newest issue first, by place; without what its publisher took back. None is all."""
        query = select(IssueRow).join(ArticleRow, ArticleRow.id == IssueRow.article_id)
        query = query.where(IssueRow.section == section, IssueRow.period == period, ArticleRow.withdrawn_at.is_(None))
        return [_trend(row) for row in self._session.scalars(query.order_by(IssueRow.ended_at.desc(), IssueRow.place).limit(limit))]

    def issued(self, section: str, period: Period, since: datetime) -> set[UUID]:
        """The stories and the articles of the issues after ``since``."""
        query = select(IssueRow.story_id, IssueRow.article_id)
        query = query.where(IssueRow.section == section, IssueRow.period == period, IssueRow.ended_at > since)
        return {one for row in self._session.execute(query) for one in row}

    def add(self, section: str, term: Term, tops: Sequence[Top]) -> None:
        """An issue that is there already stays as it is."""
        key = {"section": section, "period": term.period, "ended_at": term.ends}
        rows = [
            {
                **key,
                "place": place,
                "story_id": top.trend.story,
                "article_id": top.trend.article.id,
                "score": top.score,
                "why": list(top.why),
                "told": _told(top.trend.article),
            }
            for place, top in enumerate(tops, 1)
        ]
        insert_new(self._session, IssueRow, rows)

    def showing(self, articles: Collection[UUID]) -> set[tuple[str, ListName]]:
        """The lists with an issue that shows one of these: when one is taken back or returns, they change after all."""
        query = select(IssueRow.section, IssueRow.period).where(IssueRow.article_id.in_(sorted(articles))).distinct()
        return {(section, period) for section, period in self._session.execute(query)}  # type: ignore[misc]

    def remove(self, stories: Collection[UUID], articles: Collection[UUID]) -> set[tuple[str, ListName]]:
        """What the operator blocks leaves the issues too, also under the story that an article was of when it was issued; the lists that
        this changes."""
        chosen = or_(IssueRow.story_id.in_(sorted(stories)), IssueRow.article_id.in_(sorted(articles)))
        lists = {(row.section, row.period) for row in self._session.execute(select(IssueRow.section, IssueRow.period).where(chosen))}
        if lists:
            self._session.execute(delete(IssueRow).where(chosen).execution_options(synchronize_session=False))
        return lists

    def prune(self, period: Period, before: datetime) -> None:
        self._session.execute(delete(IssueRow).where(IssueRow.period == period, IssueRow.ended_at < before))


def _trend(row: IssueRow) -> Trend:
    """Known by an id of its own: the same story may be in Trending too, and readers that keep one copy of each id show it in one only."""
    return Trend(uuid5(row.story_id, row.period), _article(row), row.place, row.score, row.ended_at, None, tuple(row.why))


def _told(article: Article) -> dict[str, Any]:
    told = asdict(article) | {name: getattr(article, name).isoformat() for name in _TIMES}
    del told["id"]
    return told


def _article(row: IssueRow) -> Article:
    told: dict[str, Any] = dict(row.told)
    told |= {name: datetime.fromisoformat(told[name]) for name in _TIMES}
    told |= {name: tuple(told[name]) for name in ("authors", "sections", "tags")}
    told["source"] = SourceRef(**told["source"])
    told["image"] = Image(**told["image"]) if told["image"] else None
    told["enclosures"] = tuple(Enclosure(**one) for one in told["enclosures"])
    return Article(id=row.article_id, **told)
