"""Stories: which articles tell of one event, who told of it, and what the operator took apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from feedsvc.evidence import Telling
from feedsvc.matching import story_id
from feedsvc.model import Story
from feedsvc.store import membership
from feedsvc.store.articles import Articles
from feedsvc.store.bulk import insert_new, update_all
from feedsvc.store.facts import Facts
from feedsvc.store.publishers import publishers
from feedsvc.store.tables import ApartRow, ArticleRow, SourceRow, StoryArticleRow, StoryRow
from feedsvc.stories import Headline
from feedsvc.text.html import to_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from feedsvc.stories import Membership

TEXT = 1_000  # characters of an article's beginning: five times the words that stories compare
MARKUP = 4_000  # characters of HTML that are read for them
TOLD_WITH = 50  # articles of a story that a page shows; the largest ones have a few dozen
STREAMED = 500  # rows fetched at a time
UNKNOWN = "und"  # BCP 47: undetermined
_PRIMARY = re.compile("[a-z]{2,3}")  # what of a language tag says which language it is; sources write anything there
_FIRST = bindparam("first", type_=StoryRow.first_at.type)
_LAST = bindparam("last", type_=StoryRow.last_at.type)
_SPAN = (
    update(StoryRow)
    .where(StoryRow.id == bindparam("story"))
    .values(
        first_at=case((StoryRow.first_at > _FIRST, _FIRST), else_=StoryRow.first_at),
        last_at=case((StoryRow.last_at < _LAST, _LAST), else_=StoryRow.last_at),
    )
)


class Stories:
    def __init__(self, session: Session) -> None:
        self._session = session

    # --- for readers

    def of(self, articles: Collection[UUID]) -> dict[UUID, UUID]:
        """Article -> story. One that was not placed is a story of its own."""
        return membership.stories_of(self._session, articles)

    def articles_of(self, story: UUID) -> list[UUID]:
        """Its articles that were not taken back, newest first; none for an article that was not placed."""
        members = select(StoryArticleRow.article_id).join(ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
        query = members.where(StoryArticleRow.story_id == story, ArticleRow.withdrawn_at.is_(None))
        return list(self._session.scalars(query.order_by(ArticleRow.sort_at.desc(), ArticleRow.id.desc())))

    def around(self, article: UUID) -> Story | None:
        """The story that an article is part of, with its TOLD_WITH newest articles; None where no article of it is there."""
        story = self.of([article])[article]
        ids = self.articles_of(story) or [article]
        first = next((each for each in ids if story_id(each) == story), ids[-1])
        articles = Articles(self._session)
        lead = articles.get(first)
        return Story(story, lead, tuple(articles.of(ids[:TOLD_WITH]))) if lead else None

    def told(self, since: datetime, least: int) -> list[Telling]:
        """Every article, not taken back, of the stories of which at least ``least`` distinct sources told since then, in order of time."""
        running = select(StoryRow.id).where(StoryRow.last_at >= since)  # a join would let SQLite begin with all articles there are
        lately = select(StoryArticleRow.story_id).join(ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
        lately = lately.where(StoryArticleRow.story_id.in_(running), ArticleRow.sort_at >= since, ArticleRow.withdrawn_at.is_(None))
        several = lately.group_by(StoryArticleRow.story_id).having(func.count(ArticleRow.source_id.distinct()) >= least)
        columns = (StoryArticleRow.story_id, ArticleRow.id, SourceRow.slug, SourceRow.title, ArticleRow.sort_at)
        query = select(*columns).join(ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
        query = query.join(SourceRow, SourceRow.id == ArticleRow.source_id)
        query = query.where(StoryArticleRow.story_id.in_(several), ArticleRow.withdrawn_at.is_(None))
        of = publishers(self._session)
        return [Telling(*row, of[row.slug]) for row in self._session.execute(query.order_by(ArticleRow.sort_at, ArticleRow.id))]

    # --- for the grouping

    def edition(self) -> str:
        """Changes whenever anybody gives articles a story; "" before the first time."""
        return Facts(self._session).get(membership.EDITION) or ""

    def unplaced(self, since: datetime, limit: int) -> list[Headline]:
        """Articles first seen since then that have no story yet, in the order of their arrival."""
        query = _headlines().outerjoin(StoryArticleRow, StoryArticleRow.article_id == ArticleRow.id)
        query = query.where(ArticleRow.first_seen_at >= since, ArticleRow.withdrawn_at.is_(None), StoryArticleRow.article_id.is_(None))
        return [_headline(row) for row in self._session.execute(query.order_by(*_ARRIVAL).limit(limit))]

    def running(self, since: datetime) -> Iterator[tuple[Headline, UUID]]:
        """The articles of every story that was told of since then, with their stories, in the order of their arrival.

        Those taken back are among them: they were compared when they were placed, and a story must not change by a restart.
        """
        stories = select(StoryRow.id).where(StoryRow.last_at >= since)
        query = _headlines().add_columns(StoryArticleRow.story_id).join(StoryArticleRow, StoryArticleRow.article_id == ArticleRow.id)
        query = query.where(StoryArticleRow.story_id.in_(stories)).order_by(*_ARRIVAL).execution_options(yield_per=STREAMED)
        for row in self._session.execute(query):
            yield _headline(row), row.story_id

    def place(self, placed: Sequence[tuple[Headline, Membership]]) -> str:
        """Note the stories of articles, of those among them that are still there; returns the new edition."""
        there = self._there([headline.article for headline, _ in placed])
        kept = [(headline, found.story) for headline, found in placed if headline.article in there]
        spans: dict[UUID, dict[str, Any]] = {}
        for headline, story in kept:
            begun = {"story": story, "language": headline.language, "first": headline.at, "last": headline.at}
            span = spans.setdefault(story, begun)
            span.update(first=min(span["first"], headline.at), last=max(span["last"], headline.at))
        self._begin(list(spans.values()))
        update_all(self._session, _SPAN, [{name: span[name] for name in ("story", "first", "last")} for span in spans.values()])
        insert_new(self._session, StoryArticleRow, [{"article_id": headline.article, "story_id": story} for headline, story in kept])
        membership.join_trends(self._session, {headline.article: story for headline, story in kept})
        return membership.touch(self._session)

    def apart(self, since: datetime) -> list[frozenset[UUID]]:
        """The operator's splits that concern an article first seen since then: pairs that share a story never again."""
        one, two = aliased(ArticleRow), aliased(ArticleRow)
        query = select(ApartRow.article_id, ApartRow.other_id)
        query = query.join(one, one.id == ApartRow.article_id).join(two, two.id == ApartRow.other_id)
        lately = or_(one.first_seen_at >= since, two.first_seen_at >= since)
        return [frozenset(pair) for pair in self._session.execute(query.where(lately))]

    # --- for the operator

    def split(self, article: UUID) -> int:
        """Take an article out of its story for ever: it is a story of its own from now on. Returns from how many others it was parted.

        A story is known by its first article: where that one is taken out, it keeps the story's id, and the others go on under a new one.
        """
        story = self.of([article])[article]
        others = self._others(story, article)
        if not others:
            return 0
        leaves = [article] if story_id(article) != story else others
        self._move(leaves, story, story_id(leaves[0]))
        insert_new(self._session, ApartRow, [{"article_id": article, "other_id": other} for other in others])
        membership.touch(self._session)
        return len(others)

    def _begin(self, spans: Sequence[dict[str, Any]]) -> None:
        named = {"id": "story", "language": "language", "first_at": "first", "last_at": "last"}
        insert_new(self._session, StoryRow, [{column: span[name] for column, name in named.items()} for span in spans])

    def _there(self, articles: Sequence[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        for chunk in membership.chunks(articles):
            found.update(self._session.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(chunk))))
        return found

    def _others(self, story: UUID, article: UUID) -> list[UUID]:
        members = select(StoryArticleRow.article_id).join(ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
        query = members.where(StoryArticleRow.story_id == story, StoryArticleRow.article_id != article)
        return list(self._session.scalars(query.order_by(*_ARRIVAL)))

    def _move(self, articles: Sequence[UUID], was: UUID, becomes: UUID) -> None:
        language = self._session.scalar(select(StoryRow.language).where(StoryRow.id == was)) or ""
        insert_new(self._session, StoryRow, [{"id": becomes, "language": language, **self._times(articles)}])
        for chunk in membership.chunks(articles):
            move = update(StoryArticleRow).where(StoryArticleRow.article_id.in_(chunk))
            self._session.execute(move.values(story_id=becomes).execution_options(synchronize_session=False))
        left = list(self._session.scalars(select(StoryArticleRow.article_id).where(StoryArticleRow.story_id == was)))
        if left:
            self._session.execute(update(StoryRow).where(StoryRow.id == was).values(**self._times(left)))
        else:
            self._session.execute(delete(StoryRow).where(StoryRow.id == was))

    def _times(self, articles: Sequence[UUID]) -> dict[str, datetime]:
        at = [each for chunk in membership.chunks(articles) for each in self._session.scalars(_sort_at(chunk))]
        return {"first_at": min(at), "last_at": max(at)}


# Of one poll the older ones first, as their source told of them.
_ARRIVAL = (ArticleRow.first_seen_at, ArticleRow.sort_at, ArticleRow.id)


def _sort_at(articles: Sequence[UUID]) -> Select[datetime]:
    return select(ArticleRow.sort_at).where(ArticleRow.id.in_(articles))


def _headlines() -> Select[Any]:
    """What a headline is made of; of a text that has a summary its HTML is not read."""
    markup = case((ArticleRow.summary == "", func.substr(ArticleRow.content_html, 1, MARKUP)), else_="")
    columns = (ArticleRow.id, ArticleRow.title, ArticleRow.summary, markup.label("markup"), ArticleRow.language, ArticleRow.sort_at)
    return select(*columns, SourceRow.slug).join(SourceRow, SourceRow.id == ArticleRow.source_id)


def _headline(row: Row[Any]) -> Headline:
    text = row.summary or (to_text(row.markup) if row.markup else "")
    language = row.language.partition("-")[0].lower()
    return Headline(row.id, row.title, text[:TEXT], language if _PRIMARY.fullmatch(language) else UNKNOWN, row.slug, row.sort_at)
