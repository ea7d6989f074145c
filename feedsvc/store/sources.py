"""Sources: what is polled, when it is due, who is polling it now, and how the last poll ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Boolean, Text, bindparam, case, delete, func, not_, or_, select, update

from feedsvc.authority import Roster, site_of
from feedsvc.errors import UnknownSource
from feedsvc.model import Kind, Pages, Rules, Source
from feedsvc.store.bulk import Row, update_all
from feedsvc.store.tables import ArticleSourceRow, PageRow, ResourceRow, SignalRow, SourceRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
    zone: str = ""
    pages: Pages = "auto"
    rules: Rules = Rules()


@dataclass(frozen=True, slots=True)
class Record:
    """What a poll leaves in its source's row. None keeps what is there."""

    next_at: datetime | None = None
    last_ok_at: datetime | None = None
    pace: timedelta | None = None
    rhythm: str | None = None
    location: str | None = None
    moved: str | None = None
    moves: int | None = None
    failures: int | None = None
    last_error: str | None = None
    gone: bool | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    found: Kind | None = None
    title: str | None = None  # the source's own name for itself; the operator's stands above it
    homepage: str | None = None
    language: str | None = None


NO_RECORD = Record()
KEPT = (
    *("last_ok_at", "failures", "last_error", "gone", "etag", "last_modified", "body_hash", "found"),
    *("rhythm", "location", "moved", "moves"),
)

_PLANNED = bindparam("new_next_at", type_=SourceRow.next_at.type)
# One statement for whatever a record holds, so that many go in one call; a parameter that is NULL keeps what is there.
_RECORD = (
    update(SourceRow)
    .where(SourceRow.id == bindparam("source"))
    .values(
        lease_owner=None,
        lease_until=None,
        next_at=case(
            (bindparam("ends", type_=Boolean), None), (not_(SourceRow.enabled), None), else_=func.coalesce(_PLANNED, SourceRow.next_at)
        ),
        language=case((SourceRow.language == "", bindparam("new_language", type_=Text)), else_=SourceRow.language),
        **{
            name: func.coalesce(bindparam(f"new_{name}", type_=getattr(SourceRow, name).type), getattr(SourceRow, name))
            for name in (*KEPT, "pace_s")
        },
    )
)
_RELEASE = (
    update(SourceRow)
    .where(SourceRow.id == bindparam("source"), SourceRow.lease_until.is_not(None))
    .values(lease_owner=None, lease_until=None)
)
_SOME: Any = bindparam("some", expanding=True)
_LIVING = select(
    *(SourceRow.id, SourceRow.enabled, SourceRow.origin),
    *(SourceRow.url, SourceRow.location, SourceRow.homepage, SourceRow.homepage_given),
).where(SourceRow.id.in_(_SOME))
_SECTIONS = select(SourceRow.id, SourceRow.sections).where(SourceRow.id.in_(_SOME))
_NAMES = select(SourceRow.title, SourceRow.title_given, SourceRow.homepage, SourceRow.homepage_given).where(
    SourceRow.id == bindparam("source")
)


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

    def by_id(self, source: int) -> Source:
        return _source(self._session.get_one(SourceRow, source))

    def by_url(self, url: str) -> Source | None:
        row = self._session.scalar(select(SourceRow).where(SourceRow.url == url).order_by(SourceRow.enabled.desc(), SourceRow.id).limit(1))
        return _source(row) if row else None

    def roster(self, ids: Collection[int]) -> Roster:
        """What matching needs to know of these sources. Only what the operator wrote says where a source lives."""
        rows = self._session.execute(_LIVING, {"some": sorted(ids)}).all()
        idle = frozenset(row.id for row in rows if not row.enabled or row.origin == "adhoc")
        return Roster({row.id: _homes(row.url, row.location, row.homepage if row.homepage_given else None) for row in rows}, idle)

    def sections_by_id(self, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """The sections that each of these sources puts everything into."""
        return {source: tuple(sections) for source, sections in self._session.execute(_SECTIONS, {"some": sorted(ids)})}

    def section_defaults(self) -> list[tuple[str, tuple[str, ...]]]:
        """The same by slug, for those that have any."""
        rows = self._session.execute(select(SourceRow.slug, SourceRow.sections)).all()
        return sorted((slug, tuple(sections)) for slug, sections in rows if sections)

    def declare(self, declared: Iterable[Declared], now: datetime, longest: timedelta) -> bool:
        """Make the configured sources be these; True when readers will see one under another name.

        One that is no longer declared keeps its articles and is polled no more. A time farther ahead than the ``longest`` interval comes
        from a clock that was wrong, and counts for nothing.
        """
        wanted = {source.slug: source for source in declared}
        rows = {row.slug: row for row in self._session.scalars(select(SourceRow))}
        renamed = False
        for slug, source in wanted.items():
            known = rows.get(slug)
            row = known or self._add(source, "config")
            before = (row.title, row.homepage)
            self._apply(row, source, "config")
            renamed |= known is not None and before != (row.title, row.homepage)
            _schedule(row, now, longest)
        for row in rows.values():
            if row.origin == "config" and row.slug not in wanted and (row.enabled or row.next_at):
                self._switch_off(row)
        return renamed

    def adopt(self, source: Declared, now: datetime) -> Source:
        """A source that a user added by a command: scheduled from now on, like a declared one. Its slug must be free.

        One of that address that was removed, or only read once, goes on under the slug that it had.
        """
        earlier = select(SourceRow).where(SourceRow.url == source.url, SourceRow.origin.in_(("user", "adhoc"))).limit(1)
        row = self._session.scalar(earlier) or self._add(source, "user")
        self._apply(row, source, "user")
        row.next_at = now if source.enabled else None
        self._session.flush()
        return _source(row)

    def remove(self, slug: str) -> Source:
        """Read a user's source no more; its articles stay. Raises UnknownSource."""
        row = self._session.scalar(select(SourceRow).where(SourceRow.slug == slug, SourceRow.origin == "user", SourceRow.enabled))
        if row is None:
            raise UnknownSource(f'no source that was added is called "{slug}"; `feedsvc list` shows what there is')
        self._switch_off(row)
        return _source(row)

    def declare_adhoc(self, source: Declared) -> Source:
        """A source named on the command line: it is in no schedule."""
        row = self._add(source, "adhoc")
        self._apply(row, source, "adhoc")
        self._session.flush()
        return _source(row)

    def claim_due(self, now: datetime, owner: str, lease: timedelta, limit: int) -> list[Source]:
        """Take up to ``limit`` due sources, longest due first; nobody else gets them until the lease ends."""
        due = (
            select(SourceRow)
            .where(SourceRow.next_at <= now, SourceRow.enabled, or_(SourceRow.lease_until.is_(None), SourceRow.lease_until <= now))
            .order_by(SourceRow.next_at, SourceRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = list(self._session.scalars(due))
        for row in rows:
            row.lease_owner, row.lease_until = owner, now + lease
        return [_source(row) for row in rows]

    def record(self, source_id: int, record: Record) -> bool:
        """Write what the poll leaves and end the lease; True when readers will see the source under another name."""
        renamed = self._rename(source_id, record)
        self.record_all([(source_id, record)])
        return renamed

    def record_all(self, records: Sequence[tuple[int, Record]]) -> None:
        """The same for many sources at once, all but their names. One that was switched off meanwhile stays off."""
        told = [_parameters(source_id, record) for source_id, record in records if record != NO_RECORD]
        update_all(self._session, _RECORD, told)
        silent = [{"source": source_id} for source_id, record in records if record == NO_RECORD]
        update_all(self._session, _RELEASE, silent)

    def _rename(self, source_id: int, record: Record) -> bool:
        """The operator's name and homepage stand above what the source says of itself."""
        if not record.title and not record.homepage:
            return False
        title, title_given, homepage, homepage_given = self._session.execute(_NAMES, {"source": source_id}).one()
        new_title = record.title if record.title and not title_given else title
        new_homepage = record.homepage if record.homepage and not homepage_given else homepage
        if (new_title, new_homepage) == (title, homepage):
            return False
        self._session.execute(update(SourceRow).where(SourceRow.id == source_id).values(title=new_title, homepage=new_homepage))
        return True

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

    def _apply(self, row: SourceRow, source: Declared, origin: str) -> None:
        if row.id is not None and (row.url != source.url or row.kind != source.kind):
            self._forget(row)
        elif row.id is not None and _how(row) != (source.zone, source.pages, source.rules):
            self._read_anew(row)
        if source.enabled and row.enabled is False:
            row.gone = False  # whoever switches it on again wants it asked again
            self._read_anew(row)
        if not source.enabled and row.enabled:
            self._switch_off(row)
        _write(row, source, origin)

    def _forget(self, row: SourceRow) -> None:
        """It is another resource now: validators and lists of the old one mean nothing. What left no list was not taken back."""
        self._read_anew(row)
        row.location = row.moved = row.rhythm = ""
        row.moves = 0
        row.found, row.gone, row.failures = "auto", False, 0
        self._session.execute(update(ArticleSourceRow).where(ArticleSourceRow.source_id == row.id).values(listed=False))
        self._session.execute(update(SignalRow).where(SignalRow.source_id == row.id, SignalRow.until.is_(None)).values(until=SignalRow.at))

    def _read_anew(self, row: SourceRow) -> None:
        """The same bytes are to be read in another way: those of the source, of the sitemaps that it names, and of its articles' pages.

        Of the pages those that were never read are forgotten, however it went with them: the list that is read anew wants them again.
        """
        row.etag = row.last_modified = row.body_hash = ""
        self._session.execute(delete(ResourceRow).where(ResourceRow.source_id == row.id))
        self._session.execute(delete(PageRow).where(PageRow.source_id == row.id, PageRow.reads == 0))
        self._session.execute(update(PageRow).where(PageRow.source_id == row.id).values(etag="", last_modified="", body_hash=""))

    def _switch_off(self, row: SourceRow) -> None:
        """Neither the source nor what it led to is asked for any more."""
        row.enabled, row.next_at = False, None
        self._session.execute(delete(PageRow).where(PageRow.source_id == row.id, PageRow.reads == 0))
        self._session.execute(update(PageRow).where(PageRow.source_id == row.id).values(next_at=None))


def _how(row: SourceRow) -> tuple[str, str, Rules]:
    return row.zone, row.pages, Rules(**row.rules)


def _homes(url: str, location: str, homepage: str | None) -> frozenset[str]:
    """``homepage`` is the operator's."""
    written = [homepage, None if url.startswith("file:") else url, location]
    return frozenset(site_of(one) for one in written if one)


def _schedule(row: SourceRow, now: datetime, longest: timedelta) -> None:
    if not row.enabled or row.gone:
        return
    farthest = now + 2 * max(longest, timedelta(seconds=row.interval_s or 0), timedelta(days=1))
    if row.next_at is None or row.next_at > farthest:
        row.next_at = now
    if row.lease_until is not None and row.lease_until > farthest:
        row.lease_owner = row.lease_until = None


def _write(row: SourceRow, source: Declared, origin: str) -> None:
    row.url, row.kind, row.origin, row.enabled = source.url, source.kind, origin, source.enabled
    row.language = source.language or row.language or ""
    row.sections = list(source.sections)
    row.zone, row.pages = source.zone, source.pages
    row.rules = {name: selector for name, selector in asdict(source.rules).items() if selector}
    row.interval_s = round(source.interval.total_seconds()) if source.interval else None
    if source.title or not row.title:
        row.title, row.title_given = source.title or source.slug, bool(source.title)
    if source.homepage or row.homepage_given:
        row.homepage, row.homepage_given = source.homepage, bool(source.homepage)
    if not source.enabled or origin == "adhoc":
        row.next_at = None


def _parameters(source_id: int, record: Record) -> Row:
    kept = {f"new_{name}": getattr(record, name) for name in KEPT}
    pace = None if record.pace is None else round(record.pace.total_seconds())
    plan = {"ends": bool(record.gone), "new_next_at": record.next_at, "new_pace_s": pace}
    return {"source": source_id, "new_language": record.language or ""} | plan | kept


def _source(row: SourceRow) -> Source:
    return Source(
        id=row.id,
        slug=row.slug,
        kind=cast("Kind", row.kind),
        found=cast("Kind", row.found),
        url=row.url,
        location=row.location or row.url,
        title=row.title,
        homepage=row.homepage,
        language=row.language,
        sections=tuple(row.sections),
        interval=timedelta(seconds=row.interval_s) if row.interval_s else None,
        scheduled=row.origin != "adhoc" and row.enabled,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        pace=timedelta(seconds=row.pace_s) if row.pace_s else None,
        rhythm=row.rhythm,
        moved=row.moved,
        moves=row.moves,
        zone=row.zone,
        pages=cast("Pages", row.pages),
        rules=Rules(**row.rules),
        failures=row.failures,
        last_ok_at=row.last_ok_at,
        next_at=row.next_at,
        gone=row.gone,
        last_error=row.last_error,
    )
