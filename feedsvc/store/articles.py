"""Articles: written from matching's states, read as the model's values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, delete, select, update

from feedsvc.matching import State
from feedsvc.model import Article, Enclosure, Grade, Image, SourceRef, is_implied
from feedsvc.store import membership
from feedsvc.store.bulk import insert_all, insert_new, update_all
from feedsvc.store.tables import (
    ArticleRow,
    ArticleSectionRow,
    ArticleSourceRow,
    ArticleTagRow,
    ArticleUrlRow,
    IssueRow,
    PageRow,
    SignalRow,
    SourceRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

T = TypeVar("T")

CHUNK = 400  # values in one IN list; SQLite allows 32,766 variables, older builds 999
# What refers to an article, and by which further column of its key two of them could stand in each other's way.
_REFERRING: dict[Any, str] = {ArticleUrlRow: "", SignalRow: "", IssueRow: "", ArticleSourceRow: "source_id"}
NAMESAKES = 2_000  # stored articles that one poll is compared with by headline, newest first

# Made once: to put a statement together costs as much as to run it, and a poll that brings news asks these in its turn alone.
_SOME: Any = bindparam("some", expanding=True)
_BY_URL = select(ArticleUrlRow.article_id).where(ArticleUrlRow.url.in_(_SOME))
_BY_ID = select(ArticleRow.id).where(ArticleRow.id.in_(_SOME))
_NAMESAKES = (
    select(ArticleRow.id)
    .where(ArticleRow.title_key.in_(_SOME), ArticleRow.first_seen_at >= bindparam("since"))
    .order_by(ArticleRow.first_seen_at.desc())
    .limit(NAMESAKES)
)
_ROWS = select(ArticleRow).where(ArticleRow.id.in_(_SOME))
_URLS = select(ArticleUrlRow.article_id, ArticleUrlRow.url).where(ArticleUrlRow.article_id.in_(_SOME))
_TELLERS = select(ArticleSourceRow.article_id, ArticleSourceRow.source_id).where(ArticleSourceRow.article_id.in_(_SOME))
_SECTIONS = select(ArticleSectionRow.article_id, ArticleSectionRow.section).where(ArticleSectionRow.article_id.in_(_SOME))
_TAGS = (
    select(ArticleTagRow.article_id, ArticleTagRow.tag)
    .where(ArticleTagRow.article_id.in_(_SOME))
    .order_by(ArticleTagRow.article_id, ArticleTagRow.place)
)
_LISTED = select(ArticleSourceRow.article_id).where(ArticleSourceRow.source_id == bindparam("source"), ArticleSourceRow.listed)
_TOLD = select(ArticleSourceRow.article_id, ArticleSourceRow.listed, ArticleSourceRow.told).where(
    ArticleSourceRow.source_id == bindparam("source"), ArticleSourceRow.article_id.in_(_SOME)
)
_MARK = update(ArticleSourceRow).where(ArticleSourceRow.article_id == bindparam("one"), ArticleSourceRow.source_id == bindparam("source"))


class Articles:
    def __init__(self, session: Session) -> None:
        self._session = session

    # --- for readers

    def latest(self, section: str, limit: int) -> list[Article]:
        """The newest articles of a section ("all" for everything), newest first: one walk along one index."""
        ids = (
            select(ArticleSectionRow.article_id)
            .where(ArticleSectionRow.section == section, ArticleSectionRow.sort_at.is_not(None))
            .order_by(ArticleSectionRow.sort_at.desc(), ArticleSectionRow.article_id.desc())
            .limit(limit)
        )
        return self.of(list(self._session.scalars(ids)))

    def get(self, article: UUID) -> Article | None:
        """None also for an article that its publisher took back."""
        found = self.of([article])
        return found[0] if found else None

    def of(self, ids: Sequence[UUID]) -> list[Article]:
        """The articles with these ids, in this order, without those that are not there or were taken back."""
        rows: dict[UUID, tuple[ArticleRow, SourceRef]] = {}
        for chunk in _chunks(ids):
            query = select(ArticleRow, SourceRow.slug, SourceRow.title, SourceRow.homepage).join(SourceRow)
            for row, slug, title, homepage in self._session.execute(
                query.where(ArticleRow.id.in_(chunk), ArticleRow.withdrawn_at.is_(None))
            ):
                rows[row.id] = (row, SourceRef(slug, title, homepage))
        sections, tags = self._sections(rows), self._tags(rows)
        return [_article(*rows[i], tuple(sorted(filterfalse(is_implied, sections[i]))), tuple(tags[i])) for i in ids if i in rows]

    # --- for matching

    def states(self, urls: Collection[str], ids: Collection[UUID], title_keys: Collection[str], since: datetime) -> list[State]:
        """Every stored article that one of these URLs or ids means, or that has one of these headlines and came after ``since``."""
        found: set[UUID] = set()
        for chunk in _chunks(list(urls)):
            found.update(self._session.scalars(_BY_URL, {"some": chunk}))
        for keys in _chunks(list(title_keys)):
            found.update(self._session.scalars(_NAMESAKES, {"some": keys, "since": since}))
        for chunk_ids in _chunks(list(ids)):
            found.update(self._session.scalars(_BY_ID, {"some": chunk_ids}))
        return self.states_of(sorted(found))

    def states_of(self, ids: Sequence[UUID]) -> list[State]:
        rows = [row for chunk in _chunks(ids) for row in self._session.scalars(_ROWS, {"some": chunk})]
        known = [row.id for row in rows]
        urls, tellers, tags = self._urls(known), self._tellers(known), self._tags(known)
        return [_state(row, urls[row.id], tellers[row.id], tuple(tags[row.id])) for row in rows]

    def ids_after(self, last: UUID | None, limit: int) -> list[UUID]:
        """Ids in order, for walking through everything in bounded steps."""
        query = select(ArticleRow.id).order_by(ArticleRow.id).limit(limit)
        return list(self._session.scalars(query if last is None else query.where(ArticleRow.id > last)))

    def listed(self, source: int) -> set[UUID]:
        """What stood in the source's list at its last poll."""
        return set(self._session.scalars(_LISTED, {"source": source}))

    def listed_elsewhere(self, ids: Collection[UUID], source: int) -> set[UUID]:
        """Which of these stand in the present list of another source that is still read."""
        found: set[UUID] = set()
        for chunk in _chunks(sorted(ids)):
            query = select(ArticleSourceRow.article_id).join(SourceRow, SourceRow.id == ArticleSourceRow.source_id)
            query = query.where(ArticleSourceRow.source_id != source, ArticleSourceRow.listed, SourceRow.enabled)
            found.update(self._session.scalars(query.where(ArticleSourceRow.article_id.in_(chunk))))
        return found

    def sections_of(self, ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
        sections = self._sections(ids)
        return {i: frozenset(sections[i]) for i in ids}

    # --- for writers

    def save(self, states: Sequence[State], sections: Mapping[UUID, frozenset[str]], unknown: Collection[UUID] = frozenset()) -> None:
        """Insert or update articles with their URLs, tags and memberships.

        Nothing can refer to an article before it is there, so that of new ones no tags or memberships are looked up, and of those that the
        caller has found to be ``unknown`` in the same transaction nothing at all.
        """
        known = [state.id for state in states if state.id not in unknown]
        rows = {row.id: row for chunk in _chunks(known) for row in self._session.scalars(_ROWS, {"some": chunk})}
        stored = [state for state in states if state.id in rows]
        new = list({state.id: state for state in states if state.id not in rows}.values())
        for state in stored:
            for name, value in _values(state).items():
                setattr(rows[state.id], name, value)
        self._session.flush()
        insert_all(self._session, ArticleRow, [{"id": state.id, **_values(state)} for state in new])
        self._save_urls(states)
        self._save_tags(new, stored)
        self._join([(state, section) for state in new for section in sorted(sections[state.id])])
        self.file(stored, sections)

    def file(self, states: Sequence[State], sections: Mapping[UUID, frozenset[str]]) -> None:
        """Make each article a member of exactly its sections."""
        rows: dict[tuple[UUID, str], ArticleSectionRow] = {}
        for chunk in _chunks([state.id for state in states]):
            query = select(ArticleSectionRow).where(ArticleSectionRow.article_id.in_(chunk))
            rows.update({(row.article_id, row.section): row for row in self._session.scalars(query)})
        for (article, section), row in rows.items():
            if section not in sections[article]:
                self._session.delete(row)
        members = [(state, section) for state in states for section in sorted(sections[state.id])]
        for state, section in members:
            if (known := rows.get((state.id, section))) is not None:
                known.sort_at = _sort_at(state)
        self._join([(state, section) for state, section in members if (state.id, section) not in rows])

    def _join(self, members: Sequence[tuple[State, str]]) -> None:
        rows = [{"section": section, "article_id": state.id, "sort_at": _sort_at(state)} for state, section in members]
        insert_all(self._session, ArticleSectionRow, rows)

    def mark_listed(self, source: int, now_listed: set[UUID], told: Mapping[UUID, str]) -> set[UUID]:
        """Note which articles stand in the source's list now, and a digest of what it told of each.

        Gives those of which it told otherwise before.
        """
        before: dict[UUID, tuple[bool, str]] = {}
        for chunk in _chunks(sorted(told.keys() | self.listed(source))):
            rows = self._session.execute(_TOLD, {"source": source, "some": chunk})
            before.update({article: (listed, digest) for article, listed, digest in rows})
        after = {article: (article in now_listed, told.get(article, digest)) for article, (_, digest) in before.items()}
        moved = {article: now for article, now in after.items() if now != before[article]}
        changed = [{"one": article, "source": source, "listed": now[0], "told": now[1]} for article, now in moved.items()]
        update_all(self._session, _MARK, changed)
        new = [
            {"article_id": article, "source_id": source, "listed": article in now_listed, "told": told[article]}
            for article in sorted(told.keys() - before.keys())
        ]
        insert_all(self._session, ArticleSourceRow, new)
        return {article for article, (_, digest) in before.items() if digest and after[article][1] != digest}

    def fold(self, other: UUID, kept: UUID) -> None:
        """``other`` turned out to be ``kept``: whatever refers to it refers to ``kept`` from now on, and it is gone."""
        self._session.flush()
        for table, key in _REFERRING.items():
            mine = table.__table__.alias()
            taken = select(mine.c[key]).where(mine.c.article_id == kept) if key else None
            move = update(table).where(table.article_id == other)
            if taken is not None:
                move = move.where(getattr(table, key).not_in(taken))
            self._session.execute(move.values(article_id=kept).execution_options(synchronize_session=False))
        self._fold_lists(other, kept)
        membership.fold(self._session, other, kept)
        self._session.execute(delete(ArticleRow).where(ArticleRow.id == other).execution_options(synchronize_session=False))
        self._session.expire_all()

    def _fold_lists(self, other: UUID, kept: UUID) -> None:
        """What stands in a list as either stands there as the one; and unless that has a page to be read itself, it takes the other's."""
        listing = select(ArticleSourceRow.source_id).where(ArticleSourceRow.article_id == other, ArticleSourceRow.listed)
        mine = update(ArticleSourceRow).where(ArticleSourceRow.article_id == kept, ArticleSourceRow.source_id.in_(listing))
        page = update(PageRow).where(PageRow.article_id == other, ~select(PageRow).where(PageRow.article_id == kept).exists())
        for change in (mine.values(listed=True), page.values(article_id=kept)):
            self._session.execute(change.execution_options(synchronize_session=False))

    def _save_urls(self, states: Sequence[State]) -> None:
        """A URL that already means an article goes on meaning it."""
        urls = {url: state.id for state in reversed(states) for url in state.urls}
        insert_new(self._session, ArticleUrlRow, [{"url": url, "article_id": urls[url]} for url in sorted(urls)])

    def _save_tags(self, new: Sequence[State], stored: Sequence[State]) -> None:
        have = self._tags([state.id for state in stored])
        changed = [state for state in stored if tuple(have[state.id]) != state.tags]
        for chunk in _chunks([state.id for state in changed if have[state.id]]):
            self._session.execute(delete(ArticleTagRow).where(ArticleTagRow.article_id.in_(chunk)))
        tagged = ((state, place, tag) for state in (*new, *changed) for place, tag in enumerate(state.tags))
        rows = [{"article_id": state.id, "place": place, "tag": tag} for state, place, tag in tagged]
        insert_all(self._session, ArticleTagRow, rows)

    def _sections(self, ids: Iterable[UUID]) -> dict[UUID, set[str]]:
        found: dict[UUID, set[str]] = defaultdict(set)
        for chunk in _chunks(list(ids)):
            for article, section in self._session.execute(_SECTIONS, {"some": chunk}):
                found[article].add(section)
        return found

    def _tags(self, ids: Iterable[UUID]) -> dict[UUID, list[str]]:
        found: dict[UUID, list[str]] = defaultdict(list)
        for chunk in _chunks(list(ids)):
            for article, tag in self._session.execute(_TAGS, {"some": chunk}):
                found[article].append(tag)
        return found

    def _urls(self, ids: Sequence[UUID]) -> dict[UUID, set[str]]:
        found: dict[UUID, set[str]] = defaultdict(set)
        for chunk in _chunks(ids):
            for article, url in self._session.execute(_URLS, {"some": chunk}):
                found[article].add(url)
        return found

    def _tellers(self, ids: Sequence[UUID]) -> dict[UUID, set[int]]:
        found: dict[UUID, set[int]] = defaultdict(set)
        for chunk in _chunks(ids):
            for article, source in self._session.execute(_TELLERS, {"some": chunk}):
                found[article].add(source)
        return found


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _article(row: ArticleRow, source: SourceRef, sections: tuple[str, ...], tags: tuple[str, ...]) -> Article:
    return Article(
        id=row.id,
        url=row.url,
        title=row.title,
        summary=row.summary,
        content_html=row.content_html,
        authors=tuple(row.authors),
        image=_image(row.image),
        enclosures=_enclosures(row.enclosures),
        language=row.language,
        published_at=row.published_at,
        dated=row.dated,
        first_seen_at=row.first_seen_at,
        updated_at=row.updated_at,
        source=source,
        sections=sections,
        tags=tags,
    )


def _state(row: ArticleRow, urls: set[str], tellers: set[int], tags: tuple[str, ...]) -> State:
    return State(
        id=row.id,
        source=row.source_id,
        grade=Grade(row.grade),
        told_by=frozenset(tellers),
        urls=frozenset(urls),
        url=row.url,
        title=row.title,
        summary=row.summary,
        content_html=row.content_html,
        authors=tuple(row.authors),
        image=_image(row.image),
        enclosures=_enclosures(row.enclosures),
        language=row.language,
        tags=tags,
        published_at=row.published_at,
        dated=row.dated,
        first_seen_at=row.first_seen_at,
        updated_at=row.updated_at,
        sort_at=row.sort_at,
        in_latest=row.in_latest,
        withdrawn_at=row.withdrawn_at,
    )


def _values(state: State) -> dict[str, Any]:
    """The article's own columns, without its id."""
    return {
        "source_id": state.source,
        "grade": int(state.grade),
        "url": state.url,
        "title": state.title,
        "title_key": state.title_key,
        "summary": state.summary,
        "content_html": state.content_html,
        "authors": list(state.authors),
        "image": asdict(state.image) if state.image else None,
        "enclosures": [asdict(enclosure) for enclosure in state.enclosures],
        "language": state.language,
        "published_at": state.published_at,
        "dated": state.dated,
        "first_seen_at": state.first_seen_at,
        "updated_at": state.updated_at,
        "sort_at": state.sort_at,
        "in_latest": state.in_latest,
        "withdrawn_at": state.withdrawn_at,
    }


def _sort_at(state: State) -> datetime | None:
    """Where it stands in Latest; None keeps it out."""
    return state.sort_at if state.in_latest and state.withdrawn_at is None else None


def _image(data: dict[str, Any] | None) -> Image | None:
    return Image(**data) if data else None


def _enclosures(data: list[Any]) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(**item) for item in data)
