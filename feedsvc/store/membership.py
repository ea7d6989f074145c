"""Which story an article is part of, as every part of the store needs it to know; ``stories`` is the door for others."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, or_, select, update

from feedsvc.matching import story_id
from feedsvc.store.bulk import insert_new
from feedsvc.store.facts import Facts
from feedsvc.store.tables import ApartRow, ArticleRow, IssueRow, StoryArticleRow, StoryRow, TrendRow, VerdictRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

T = TypeVar("T")

EDITION = "stories"  # the fact that changes whenever somebody gives articles another story
CHUNK = 400  # values in one IN list; SQLite allows 32,766 variables, older builds 999
_UNSYNCED = {"synchronize_session": False}


def stories_of(session: Session, articles: Collection[UUID]) -> dict[UUID, UUID]:
    """Article -> story. One that was not placed is a story of its own."""
    return {article: story_id(article) for article in articles} | _placed(session, articles)


def touch(session: Session) -> str:
    """The new edition of all memberships: whoever holds another one in memory has to load them anew.

    It is random and no number that grows: two writers at once must not arrive at the same one.
    """
    edition = secrets.token_hex(8)
    Facts(session).put(EDITION, edition)
    return edition


def join_trends(session: Session, placed: Mapping[UUID, UUID]) -> None:
    """Article -> story: where articles that trended alone turn out to be part of a story, their entries are that story's from now on."""
    alone = {story_id(article): story for article, story in placed.items() if story_id(article) != story}
    for chunk in chunks(sorted(alone)):
        for was in session.scalars(select(TrendRow.story_id).where(TrendRow.story_id.in_(chunk)).distinct()).all():
            _rename_trends(session, was, alone[was])


def fold(session: Session, other: UUID, kept: UUID) -> None:
    """``other`` turned out to be ``kept``, which takes its place in its story unless it has one already."""
    placed = _placed(session, [other, kept])
    was, before = placed.get(other, story_id(other)), placed.get(kept, story_id(kept))
    becomes = before if kept in placed or other not in placed else was
    mine = StoryArticleRow.article_id == other
    change = delete(StoryArticleRow).where(mine) if kept in placed else update(StoryArticleRow).where(mine).values(article_id=kept)
    session.execute(change.execution_options(**_UNSYNCED))
    _fold_trends(session, other, kept, was, becomes)
    if before != becomes:
        _rename_trends(session, before, becomes)
    _fold_splits(session, other, kept)
    if len(placed) == 2 and was != before:  # elsewhere in memory the article stands for two stories
        touch(session)


def _placed(session: Session, articles: Collection[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    for chunk in chunks(sorted(articles)):
        query = select(StoryArticleRow.article_id, StoryArticleRow.story_id).where(StoryArticleRow.article_id.in_(chunk))
        found.update(dict(session.execute(query).all()))
    return found


def _fold_trends(session: Session, other: UUID, kept: UUID, was: UUID, becomes: UUID) -> None:
    """An entry that showed ``other`` shows what is left of its story, or where nothing is left becomes one of the story of ``kept``."""
    heir = kept if was == becomes else _first(session, was)
    if heir is None:
        _rename_trends(session, was, becomes)
    show = update(TrendRow).where(TrendRow.article_id == other)
    session.execute(show.values(article_id=heir or kept).execution_options(**_UNSYNCED))


def _first(session: Session, story: UUID) -> UUID | None:
    members = select(StoryArticleRow.article_id).join(ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
    ordered = members.where(StoryArticleRow.story_id == story).order_by(
        ArticleRow.withdrawn_at.is_not(None), ArticleRow.sort_at, ArticleRow.id
    )
    return session.scalar(ordered.limit(1))


def _rename_trends(session: Session, was: UUID, becomes: UUID) -> None:
    """The entries of a story that is no more; where the other one has its own, with a time of entry of its own, that stays alone."""
    taken = select(TrendRow.section).where(TrendRow.story_id == becomes)
    double = delete(TrendRow).where(TrendRow.story_id == was, TrendRow.section.in_(taken))
    session.execute(double.execution_options(**_UNSYNCED))
    for table in (TrendRow, VerdictRow, IssueRow):
        session.execute(update(table).where(table.story_id == was).values(story_id=becomes).execution_options(**_UNSYNCED))
    members = select(StoryArticleRow).where(StoryArticleRow.story_id == was).exists()
    session.execute(delete(StoryRow).where(StoryRow.id == was, ~members).execution_options(**_UNSYNCED))


def _fold_splits(session: Session, other: UUID, kept: UUID) -> None:
    mine = or_(ApartRow.article_id == other, ApartRow.other_id == other)
    pairs = [(row.article_id, row.other_id) for row in session.scalars(select(ApartRow).where(mine))]
    session.execute(delete(ApartRow).where(mine).execution_options(**_UNSYNCED))
    moved = {(kept if one == other else one, kept if two == other else two) for one, two in pairs}
    insert_new(session, ApartRow, [{"article_id": one, "other_id": two} for one, two in sorted(moved) if one != two])


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
