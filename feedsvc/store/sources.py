"""Sources: what is polled, when it is due, who is polling it now, and how the last poll ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import or_, select

from feedsvc.errors import UnknownSource
from feedsvc.model import Kind, Source
from feedsvc.store.tables import SourceRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Declared:
    """A source as the operator wrote it."""

    slug: str
    kind: Kind
    url: str
    title: str = ""
    homepage: str | None = None
    language: str = ""
    sections: tuple[str, ...] = ()
    interval: timedelta | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """What a poll leaves in its source's row. None keeps what is there."""

    next_at: datetime | None = None
    last_ok_at: datetime | None = None
    pace: timedelta | None = None
    failures: int | None = None
    last_error: str | None = None
    gone: bool | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    title: str | None = None  # the source's own name for itself; the operator's stands above it
    homepage: str | None = None
    language: str | None = None


class Sources:
    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Source]:
        return [_source(row) for row in self._session.scalars(select(SourceRow).order_by(SourceRow.slug))]

    def get(self, slug: str) -> Source:
        """Raises UnknownSource."""
        row = self._session.scalar(select(SourceRow).where(SourceRow.slug == slug))
        if row is None:
            raise UnknownSource(f'there is no source "{slug}"; declare it in sources.toml')
        return _source(row)

    def by_url(self, url: str) -> Source | None:
        row = self._session.scalar(select(SourceRow).where(SourceRow.url == url).order_by(SourceRow.id).limit(1))
        return _source(row) if row else None

    def sections_by_id(self) -> dict[int, tuple[str, ...]]:
        """The sections that each source puts everything into."""
        return {source: tuple(sections) for source, sections in self._session.execute(select(SourceRow.id, SourceRow.sections)).all()}

    def section_defaults(self) -> list[tuple[str, tuple[str, ...]]]:
        """The same by slug, for those that have any."""
        rows = self._session.execute(select(SourceRow.slug, SourceRow.sections)).all()
        return sorted((slug, tuple(sections)) for slug, sections in rows if sections)

    def declare(self, declared: Iterable[Declared], now: datetime) -> None:
        """Make the configured sources be these. One that is no longer declared keeps its articles and is polled no more."""
        wanted = {source.slug: source for source in declared}
        rows = {row.slug: row for row in self._session.scalars(select(SourceRow))}
        for slug, source in wanted.items():
            row = rows.get(slug) or self._add(source, "config")
            _apply(row, source, "config")
            if source.enabled and row.next_at is None and not row.gone:
                row.next_at = now
        for row in rows.values():
            if row.origin == "config" and row.slug not in wanted and (row.enabled or row.next_at):
                row.enabled, row.next_at = False, None

    def declare_adhoc(self, source: Declared) -> Source:
        """A source named on the command line: it is in no schedule."""
        row = self._add(source, "adhoc")
        _apply(row, source, "adhoc")
        self._session.flush()
        return _source(row)

    def claim_due(self, now: datetime, owner: str, lease: timedelta, limit: int) -> list[Source]:
        """Take up to ``limit`` due sources, longest due first; nobody else gets them until the lease ends."""
        due = (
            select(SourceRow)
            .where(SourceRow.next_at <= now, or_(SourceRow.lease_until.is_(None), SourceRow.lease_until <= now))
            .order_by(SourceRow.next_at, SourceRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = list(self._session.scalars(due))
        for row in rows:
            row.lease_owner, row.lease_until = owner, now + lease
        return [_source(row) for row in rows]

    def record(self, source_id: int, record: Record) -> bool:
        """Write what differs and end the lease; True when readers will see the source under another name."""
        row = self._session.get_one(SourceRow, source_id)
        row.lease_owner = row.lease_until = None
        if record.next_at is not None or record.gone:
            row.next_at = None if record.gone else record.next_at
        for name in ("last_ok_at", "failures", "last_error", "gone", "etag", "last_modified", "body_hash"):
            if (value := getattr(record, name)) is not None:
                setattr(row, name, value)
        if record.pace is not None:
            row.pace_s = round(record.pace.total_seconds())
        if record.language and not row.language:
            row.language = record.language
        return _rename(row, record)

    def release(self, source_id: int, next_at: datetime, reason: str) -> None:
        """After a fault of ours: end the lease, try again at ``next_at``."""
        row = self._session.get_one(SourceRow, source_id)
        row.lease_owner = row.lease_until = None
        row.failures, row.last_error = row.failures + 1, reason
        if row.enabled and row.next_at is not None:
            row.next_at = next_at

    def _add(self, source: Declared, origin: str) -> SourceRow:
        row = SourceRow(slug=source.slug, title="", title_given=False, homepage=None, homepage_given=False, origin=origin)
        self._session.add(row)
        return row


def _apply(row: SourceRow, source: Declared, origin: str) -> None:
    if row.url != source.url or row.kind != source.kind:  # another resource: its validators mean nothing here
        row.etag = row.last_modified = row.body_hash = ""
        row.gone, row.failures = False, 0
    row.url, row.kind, row.origin, row.enabled = source.url, source.kind, origin, source.enabled
    row.language = source.language or row.language or ""
    row.sections = list(source.sections)
    row.interval_s = round(source.interval.total_seconds()) if source.interval else None
    if source.title or not row.title:
        row.title, row.title_given = source.title or source.slug, bool(source.title)
    if source.homepage or row.homepage_given:
        row.homepage, row.homepage_given = source.homepage, bool(source.homepage)
    if not source.enabled or origin == "adhoc":
        row.next_at = None


def _rename(row: SourceRow, record: Record) -> bool:
    before = (row.title, row.homepage)
    if record.title and not row.title_given:
        row.title = record.title
    if record.homepage and not row.homepage_given:
        row.homepage = record.homepage
    return before != (row.title, row.homepage)


def _source(row: SourceRow) -> Source:
    return Source(
        id=row.id,
        slug=row.slug,
        kind=cast("Kind", row.kind),
        url=row.url,
        title=row.title,
        homepage=row.homepage,
        language=row.language,
        sections=tuple(row.sections),
        interval=timedelta(seconds=row.interval_s) if row.interval_s else None,
        scheduled=row.origin == "config" and row.enabled,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        pace=timedelta(seconds=row.pace_s) if row.pace_s else None,
        failures=row.failures,
        last_ok_at=row.last_ok_at,
        next_at=row.next_at,
        gone=row.gone,
        last_error=row.last_error,
    )
