"""Article pages that wait to be fetched, and the hosts whose turn it is: one page of a host at a time, on all nodes together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, update

from feedsvc.store.tables import HostRow, PageRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

CHUNK = 400  # values in one IN list
FARTHEST = timedelta(days=2)  # no page is put off, and no host left alone, for longer than a day


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article known by its headline, whose page should be read."""

    article: UUID
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Page:
    """An article page that is due."""

    article: UUID
    source: int  # whose list brought it
    url: str
    host: str
    tries: int  # fetched in vain, in a row
    reads: int  # times that it was read
    etag: str
    last_modified: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What the fetch of a page leaves in its row. None keeps what is there."""

    next_at: datetime | None  # here None is never again
    tries: int = 0
    reads: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    reason: str = ""


class Pages:
    def __init__(self, session: Session) -> None:
        self._session = session

    def enqueue(self, source: int, wanted: Sequence[Wanted], now: datetime, limit: int) -> int:
        """Add those that are not known yet, as far as the source's queue has room; how many were added.

        What finds no room is still known by its headline at the next poll, and wanted again.
        """
        if not wanted:
            return 0
        known = self._known([one.article for one in wanted])
        waiting = select(func.count()).where(PageRow.source_id == source, PageRow.next_at.is_not(None), PageRow.reads == 0)
        room = max(0, limit - (self._session.scalar(waiting) or 0))
        new = [one for one in dict.fromkeys(wanted) if one.article not in known][:room]
        # By microseconds apart, so that they are read in the order of the list that brought them.
        self._session.add_all(_row(source, one, now - timedelta(microseconds=len(new) - place)) for place, one in enumerate(new))
        return len(new)

    def claim(
        self, now: datetime, lease: timedelta, limit: int, *, due: datetime | None = None, sources: Collection[int] = ()
    ) -> list[Page]:
        """Up to ``limit`` pages due by ``due`` (now), of as many hosts, of all sources or of these.

        Page and host are nobody else's until the lease ends or ``record`` says more.
        """
        wanted = [PageRow.next_at <= (due or now), *([PageRow.source_id.in_(sorted(sources))] if sources else [])]
        hosts = self._take_hosts(self._waiting_hosts(wanted, now, limit), now, lease)
        pages = []
        for host in hosts:
            query = select(PageRow).where(PageRow.host == host, *wanted).order_by(PageRow.next_at, PageRow.article_id)
            row = self._session.scalar(query.limit(1))
            if row is not None:
                pages.append(_page(row))
                row.next_at = now + lease
        return pages

    def due(self, due: datetime, sources: Collection[int]) -> int:
        """How many pages of these sources are to be fetched by ``due``."""
        query = select(func.count()).where(PageRow.next_at <= due, PageRow.source_id.in_(sorted(sources)))
        return self._session.scalar(query) or 0

    def record(self, page: Page, record: PageRecord, free_at: datetime) -> None:
        """Note how it went, and from when on the host may be asked again."""
        if (host := self._session.get(HostRow, page.host)) is not None:
            host.free_at = free_at
        row = self._session.get(PageRow, page.article)
        if row is None or row.url != page.url:  # the article went meanwhile, or became one that has a page of its own to be read
            return
        row.next_at, row.tries, row.reason = record.next_at, record.tries, record.reason
        for name in ("reads", "etag", "last_modified", "body_hash"):
            if (value := getattr(record, name)) is not None:
                setattr(row, name, value)

    def revisit(self, articles: Collection[UUID], now: datetime) -> None:
        """Look at these soon, if they were read before: something about them changed elsewhere."""
        ids = sorted(articles)
        for start in range(0, len(ids), CHUNK):
            query = select(PageRow).where(PageRow.article_id.in_(ids[start : start + CHUNK]), PageRow.reads > 0)
            for row in self._session.scalars(query):
                row.next_at = now if row.next_at is None else min(now, row.next_at)

    def mend(self, now: datetime) -> None:
        """What waits for a time farther ahead than any wait comes from a clock that was wrong: it counts for nothing."""
        self._session.execute(update(PageRow).where(PageRow.next_at > now + FARTHEST).values(next_at=now))
        self._session.execute(update(HostRow).where(HostRow.free_at > now + FARTHEST).values(free_at=now))

    def _known(self, articles: Sequence[UUID]) -> set[UUID]:
        chunks = (articles[start : start + CHUNK] for start in range(0, len(articles), CHUNK))
        found = (self._session.scalars(select(PageRow.article_id).where(PageRow.article_id.in_(chunk))) for chunk in chunks)
        return {article for rows in found for article in rows}

    def _waiting_hosts(self, wanted: Sequence[ColumnElement[bool]], now: datetime, limit: int) -> list[str]:
        busy = select(HostRow.name).where(HostRow.free_at > now)
        query = select(PageRow.host).where(*wanted, PageRow.host.not_in(busy)).group_by(PageRow.host)
        return list(self._session.scalars(query.order_by(func.min(PageRow.next_at), PageRow.host).limit(limit)))

    def _take_hosts(self, names: Collection[str], now: datetime, lease: timedelta) -> list[str]:
        rows = {row.name: row for row in self._session.scalars(select(HostRow).where(HostRow.name.in_(names)))}
        self._session.add_all(HostRow(name=name) for name in names if name not in rows)
        self._session.flush()
        free = or_(HostRow.free_at.is_(None), HostRow.free_at <= now)
        mine = select(HostRow).where(HostRow.name.in_(names), free).with_for_update(skip_locked=True)
        taken = {row.name: row for row in self._session.scalars(mine)}
        for row in taken.values():
            row.free_at = now + lease
        return [name for name in names if name in taken]


def _row(source: int, wanted: Wanted, now: datetime) -> PageRow:
    return PageRow(
        article_id=wanted.article,
        source_id=source,
        url=wanted.url,
        host=wanted.host,
        next_at=now,
        tries=0,
        reads=0,
        etag="",
        last_modified="",
        body_hash="",
        reason="",
    )


def _page(row: PageRow) -> Page:
    return Page(
        article=row.article_id,
        source=row.source_id,
        url=row.url,
        host=row.host,
        tries=row.tries,
        reads=row.reads,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
    )
