"""Counters: what readers do with articles, decayed at four time scales, and who they are, hour by hour.

All that changes a counter reads it first: call it in a transaction that is alone (Store.write).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from feedsvc import cascade
from feedsvc.cascade import Cascade, Counted
from feedsvc.store.publishers import publishers
from feedsvc.store.tables import AccessLogRow, ArticleRow, ArticleUrlRow, AudienceRow, CounterRow, SourceRow, ToldCountRow
from feedsvc.views import Audience, told_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from feedsvc.store.base import Base
    from feedsvc.store.bulk import Row

HOUR = timedelta(hours=1)
KEEP = timedelta(days=8)  # of audiences: the week that "usual" is told from, and the day that a log may come late
KEEP_LOGS = timedelta(days=90)  # since one was read last; what was in it has long stopped to count by then
USUAL = timedelta(days=7)
NEAR = timedelta(hours=3)  # within which visitors and networks are told apart: the longest of the counters' half-lives
UNDATED = timedelta(hours=24)  # how long a count may have grown whose article has no date
VIEWS, VIEWS_TOLD = "views", "views told"  # ours from logs, and the publisher's own number of the same: never added up
KINDS = (VIEWS, VIEWS_TOLD, "comments", "likes", "shares")
MOST = 1_000  # articles of one kind that a ranking looks at, fifty times what a list shows: enough for its sections too
CHUNK = 400  # values in one IN list

# Columns and not objects, which take ten times as long: there are as many rows as articles that are read.
_COUNTER = (
    CounterRow.article_id,
    CounterRow.kind,
    CounterRow.at,
    CounterRow.s1,
    CounterRow.s2,
    CounterRow.s3,
    CounterRow.s4,
    CounterRow.total,
)
_AUDIENCE = (AudienceRow.article_id, AudienceRow.hour, *(getattr(AudienceRow, name) for name in Audience.__slots__))

Key = tuple[Any, str]  # an article and a kind of events


class _Word(NamedTuple):
    """A count as somebody told it last."""

    value: int
    at: datetime


Words = dict[tuple[int, bool], _Word]  # by teller: a source, or the pages of articles that it led to


class Counters:
    def __init__(self, session: Session) -> None:
        self._session = session

    # --- for readers

    def live(self, since: datetime, now: datetime) -> list[Counted]:
        """The counters with an event after ``since`` of articles that were not withdrawn, in the order of article and kind.

        Of each kind those of the MOST articles that were read most in the last half hour, and as many of the last three hours: a rate that
        matters is among them, however many articles a site has. Readers are those of the last hours before ``now``.
        """
        found = {(row.article_id.int, row.kind): row for kind in KINDS for row in self._first(kind, since)}  # ids sort slowly
        rows = [found[key] for key in sorted(found)]
        recent = self._recent([row.article_id for row in rows if row.kind == VIEWS], now)
        old = [row.article_id for row in rows if row.kind == VIEWS and now - row.published_at > USUAL]
        weeks = self._of_the_week(old, now)
        of = publishers(self._session)
        return [_counted(row, of[row.slug], recent.get(row.article_id, []), weeks.get(row.article_id), now) for row in rows]

    def _first(self, kind: str, since: datetime) -> Iterator[Any]:
        counters = select(*_COUNTER, ArticleRow.published_at, SourceRow.slug).join(ArticleRow, ArticleRow.id == CounterRow.article_id)
        counters = counters.join(SourceRow, SourceRow.id == ArticleRow.source_id)
        counters = counters.where(CounterRow.kind == kind, CounterRow.at > since, ArticleRow.withdrawn_at.is_(None))
        for order in (CounterRow.fast, CounterRow.slow):
            yield from self._session.execute(counters.order_by(order.desc(), CounterRow.article_id).limit(MOST))

    def articles_at(self, names: Collection[str]) -> dict[str, UUID]:
        """The articles that these URLs or keys of URLs (text.urls.key) mean, by name; without those that are known by none."""
        found: dict[str, UUID] = {}
        for chunk in _chunks(sorted(names)):
            query = select(ArticleUrlRow.url, ArticleUrlRow.article_id).where(ArticleUrlRow.url.in_(chunk))
            found.update((url, article) for url, article in self._session.execute(query))
        return found

    def existing(self, articles: Collection[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        for chunk in _chunks(sorted(articles)):
            found.update(self._session.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(chunk))))
        return found

    # --- for writers

    def add(self, kind: str, events: Mapping[UUID, Sequence[tuple[float, float]]]) -> None:
        """Count these (unix seconds, weight), each article's in order of time; they may be older than what was counted before."""
        fresh: dict[Key, tuple[Cascade, float]] = {}
        for article, pairs in events.items():
            found = None
            for at, weight in pairs:
                found = cascade.event(found, at, weight)
            if found is not None:
                fresh[article, kind] = found, sum(weight for _, weight in pairs)
        self._join(fresh)

    def audience(self, hours: Mapping[tuple[UUID, datetime], Audience]) -> None:
        """Put readers to those known of the same article and hour (its beginning); nobody is counted twice for being told of twice."""
        known: dict[tuple[UUID, datetime], Audience] = {}
        for chunk in _chunks(sorted({article for article, _ in hours})):
            query = select(*_AUDIENCE).where(AudienceRow.article_id.in_(chunk), AudienceRow.hour.in_({hour for _, hour in hours}))
            known.update({(row.article_id, row.hour): _audience(row) for row in self._session.execute(query)})
        rows = []
        for (article, hour), told in sorted(hours.items()):
            both = _together([told, *filter(None, [known.get((article, hour))])])
            rows.append({"article_id": article, "hour": hour, **{name: getattr(both, name) for name in Audience.__slots__}})
        self._put(AudienceRow, rows)

    def observe(
        self,
        source_id: int,
        told: Mapping[UUID, Sequence[tuple[str, int]]],
        now: datetime,
        *,
        looked: datetime | None = None,
        page: bool = False,
    ) -> None:
        """Count what the (kind, number) that a source tells of articles grew by: evenly since it was looked at last.

        ``looked`` is when the source was read last, whatever it said then. Several tellers of one count, and a feed and a ``page`` of one
        of them, are seldom of one age, so the highest of their last words is the count; one that falls is believed and adds nothing.
        What is told for the first time came evenly since the article was published.
        """
        words = self._words(told)
        births = self._births([article for article in told if article not in words])
        fresh: dict[Key, tuple[Cascade, float]] = {}
        rows: list[Row] = []
        for article, kind, value in ((article, *count) for article, counts in sorted(told.items()) for count in counts):
            before = words.get(article, {}).get(kind, {})
            mine = before.get((source_id, page))
            if mine is None or mine.value != value or page:  # when a page was looked at last stands nowhere else
                rows.append({"article_id": article, "source_id": source_id, "page": page, "kind": kind, "value": value, "at": now})
            if (grown := _growth(before, (source_id, page), value)) > 0:
                first = births.get(article, now - UNDATED)
                last = mine.at if mine else max((word.at for word in before.values()), default=first)
                since = max(last, looked) if mine and looked else last
                fresh[article, VIEWS_TOLD if kind == VIEWS else kind] = _evenly(since, now, grown), grown
        self._put(ToldCountRow, rows)
        self._join(fresh)

    def fold(self, other: UUID, kept: UUID) -> None:
        """``other`` turned out to be ``kept``: its readers are readers of that one. Before the article itself goes."""
        mine = self._session.execute(select(*_COUNTER).where(CounterRow.article_id == other)).all()
        self._join({(kept, row.kind): (_cascade(row), row.total) for row in mine})
        hours = self._session.execute(select(*_AUDIENCE).where(AudienceRow.article_id == other)).all()
        self.audience({(kept, row.hour): _audience(row) for row in hours})
        taken = select(ToldCountRow.kind).where(ToldCountRow.article_id == kept)
        move = update(ToldCountRow).where(ToldCountRow.article_id == other, ToldCountRow.kind.not_in(taken))
        self._session.execute(move.values(article_id=kept).execution_options(synchronize_session=False))
        for table in (CounterRow, AudienceRow, ToldCountRow):
            gone = delete(table).where(table.article_id == other)
            self._session.execute(gone.execution_options(synchronize_session=False))
        self._session.expire_all()

    def prune(self, now: datetime) -> None:
        """Forget old audiences and logs; an hour's worth at a time, when it is called as often as housekeeping is."""
        self._session.execute(delete(AudienceRow).where(AudienceRow.hour < now - KEEP))
        self._session.execute(delete(AccessLogRow).where(AccessLogRow.read_at < now - KEEP_LOGS))

    # --- how far logs were read

    def position(self, log: str) -> int:
        """How many bytes of it, unpacked; 0 for one that is new. ``log`` is a digest that is its own."""
        row = self._session.get(AccessLogRow, log)
        return row.position if row else 0

    def keep_position(self, log: str, position: int, now: datetime) -> None:
        self._put(AccessLogRow, [{"digest": log, "position": position, "read_at": now}])

    def _join(self, fresh: Mapping[Key, tuple[Cascade, float]]) -> None:
        """Add counters and totals to those known."""
        known: dict[Key, Any] = {}
        for chunk in _chunks(sorted({article for article, _ in fresh})):
            rows = self._session.execute(select(*_COUNTER).where(CounterRow.article_id.in_(chunk)))
            known.update({(row.article_id, row.kind): row for row in rows})
        after: list[Row] = []
        for (article, kind), (counters, weight) in sorted(fresh.items(), key=lambda item: item[0]):
            row = known.get((article, kind))
            joined = cascade.joined(_cascade(row), counters) if row else counters
            sums = dict(zip(("s1", "s2", "s3", "s4"), joined.sums, strict=True))
            orders = {"fast": cascade.order(joined, 1), "slow": cascade.order(joined, 3)}
            at, total = datetime.fromtimestamp(joined.at, UTC), weight + (row.total if row else 0.0)
            after.append({"article_id": article, "kind": kind, "at": at, **sums, "total": total, **orders})
        self._put(CounterRow, after)

    def _words(self, articles: Collection[UUID]) -> dict[UUID, dict[str, Words]]:
        """What was said last of these articles, by kind."""
        words: dict[UUID, dict[str, Words]] = defaultdict(lambda: defaultdict(dict))
        for chunk in _chunks(sorted(articles)):
            for row in self._session.scalars(select(ToldCountRow).where(ToldCountRow.article_id.in_(chunk))):
                words[row.article_id][row.kind][row.source_id, row.page] = _Word(row.value, row.at)
        return words

    def _births(self, articles: Collection[UUID]) -> dict[UUID, datetime]:
        born: dict[UUID, datetime] = {}
        for chunk in _chunks(sorted(articles)):
            query = select(ArticleRow.id, ArticleRow.published_at, ArticleRow.dated).where(ArticleRow.id.in_(chunk))
            born.update({article: at if dated else at - UNDATED for article, at, dated in self._session.execute(query)})
        return born

    def _recent(self, articles: Sequence[UUID], now: datetime) -> dict[UUID, list[tuple[datetime, Audience]]]:
        """The audiences of the last hours, each with the beginning of its hour."""
        found: dict[UUID, list[tuple[datetime, Audience]]] = defaultdict(list)
        for chunk in _chunks(articles):
            query = select(*_AUDIENCE).where(AudienceRow.article_id.in_(chunk), AudienceRow.hour > now - NEAR - HOUR)
            for row in self._session.execute(query.order_by(AudienceRow.article_id, AudienceRow.hour)):
                found[row.article_id].append((row.hour, _audience(row)))
        return found

    def _of_the_week(self, articles: Sequence[UUID], now: datetime) -> dict[UUID, float]:
        found: dict[UUID, float] = {}
        for chunk in _chunks(articles):
            query = select(AudienceRow.article_id, func.sum(AudienceRow.views)).where(AudienceRow.article_id.in_(chunk))
            query = query.where(AudienceRow.hour > now - USUAL).group_by(AudienceRow.article_id)
            found.update((article, views) for article, views in self._session.execute(query))
        return found

    def _put(self, table: type[Base], rows: Sequence[Row]) -> None:
        """Insert rows, or replace those of the same key."""
        if not rows:
            return
        self._session.flush()
        connection = self._session.connection()
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        target: Table = table.__table__  # type: ignore[assignment]
        put = dialect.insert(target)
        changed = {column.name: put.excluded[column.name] for column in target.columns if not column.primary_key}
        connection.execute(put.on_conflict_do_update(index_elements=list(target.primary_key), set_=changed), rows)
        self._session.expire_all()


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _growth(before: Words, teller: tuple[int, bool], value: int) -> int:
    """By how much the highest of all tellers' last words is higher than it was, now that one of them says ``value``."""
    known = max((word.value for word in before.values()), default=0)
    others = max((word.value for one, word in before.items() if one != teller), default=0)
    return max(value, others) - known


def _cascade(row: Any) -> Cascade:
    return Cascade(row.at.timestamp(), (row.s1, row.s2, row.s3, row.s4))


def _evenly(since: datetime, until: datetime, weight: float) -> Cascade:
    return cascade.arrived(None, since.timestamp(), until.timestamp(), weight)


def _audience(row: Any) -> Audience:
    return Audience(row.views, row.visitors, row.networks, row.visitor_marks, row.network_marks)


def _together(several: Sequence[Audience]) -> Audience:
    """The readers of all: told apart by their marks, and never fewer than were told apart in one of them."""
    visitor_marks = network_marks = 0
    for one in several:
        visitor_marks, network_marks = visitor_marks | one.visitor_marks, network_marks | one.network_marks
    return Audience(
        views=sum(one.views for one in several),
        visitors=max(told_apart(visitor_marks), *(one.visitors for one in several)),
        networks=max(told_apart(network_marks), *(one.networks for one in several)),
        visitor_marks=visitor_marks,
        network_marks=network_marks,
    )


def _counted(row: Any, publisher: str, recent: Sequence[tuple[datetime, Audience]], week: float | None, now: datetime) -> Counted:
    counters, born = _cascade(row), row.published_at
    if row.kind != VIEWS:
        return Counted(row.article_id, row.kind, counters, row.total, born.timestamp(), publisher=publisher)
    near = _together([one for _, one in recent] or [Audience(0.0, 0, 0, 0, 0)])
    last = sum(one.views * _share(hour, now) for hour, one in recent)
    before = (week if week is not None else row.total) - last
    hours = min(now - born, USUAL) / HOUR - 1
    usual = max(0.0, before / hours) if hours >= 1 else 0.0
    readers = (near.visitors, near.networks, last, usual)
    return Counted(row.article_id, row.kind, counters, row.total, born.timestamp(), *readers, publisher=publisher)


def _share(hour: datetime, now: datetime) -> float:
    """How much of an hour of the clock lies within the last 60 minutes."""
    begins, ends = max(hour, now - HOUR), min(hour + HOUR, now)
    length = min(hour + HOUR, now) - hour
    return max(0.0, (ends - begins) / length) if length > timedelta(0) else 0.0
