"""Verdicts: what the operator decided about stories, with their history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import func, or_, select

from feedsvc.store.tables import ArticleRow, VerdictRow
from feedsvc.trending import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

RELEASE = "release"  # no verdict any more


@dataclass(frozen=True, slots=True)
class Ruling:
    """One line of the log."""

    story: UUID
    title: str  # of the article that it was spoken about
    kind: Decision | Literal["release"]
    at: datetime
    until: datetime | None


class Verdicts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, story: UUID, article: UUID, kind: str, now: datetime, until: datetime | None) -> None:
        """The newest word on a story counts."""
        self._session.add(VerdictRow(story_id=story, article_id=article, kind=kind, at=now, until=until))

    def current(self, now: datetime) -> list[Verdict]:
        """What counts at this time."""
        last = select(func.max(VerdictRow.id)).group_by(VerdictRow.story_id)
        query = select(VerdictRow).join(ArticleRow, ArticleRow.id == VerdictRow.article_id)
        query = query.where(VerdictRow.id.in_(last), VerdictRow.kind.in_(get_args(Decision)), ArticleRow.withdrawn_at.is_(None))
        rows = self._session.scalars(query.where(or_(VerdictRow.until.is_(None), VerdictRow.until > now)).order_by(VerdictRow.id))
        return [Verdict(row.story_id, row.article_id, row.kind, row.at) for row in rows]  # type: ignore[arg-type]

    def log(self, limit: int) -> Sequence[Ruling]:
        """All that was ever decided, the latest first."""
        query = select(VerdictRow, ArticleRow.title).join(ArticleRow, ArticleRow.id == VerdictRow.article_id)
        rows = self._session.execute(query.order_by(VerdictRow.id.desc()).limit(limit))
        return [Ruling(row.story_id, title, row.kind, row.at, row.until) for row, title in rows]  # type: ignore[arg-type]
