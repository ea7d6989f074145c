"""The history of sources: one row for each exchange with a site. And what their further documents said last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import delete, select

from feedsvc.model import Exchange
from feedsvc.store.bulk import Row, insert_all
from feedsvc.store.tables import PollRow, ResourceRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

Found = Literal["new", "unchanged", "failed"]

KEEP = timedelta(days=14)  # of history
KEEP_RESOURCES = timedelta(days=30)  # since an index named it last
PRUNE = 5_000  # rows in one go, so that pruning never holds the store up


@dataclass(frozen=True, slots=True)
class Poll:
    """One exchange with a source's site."""

    at: datetime
    outcome: Found
    exchange: Exchange
    reason: str = ""
    url: str = ""  # "" is the source's own


@dataclass(frozen=True, slots=True)
class Resource:
    """A further document of a source, such as a sitemap that its index names, as it was polled last."""

    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    modified: datetime | None = None  # as the index gave it


class History:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, source_id: int, poll: Poll) -> None:
        self.add_all([(source_id, poll)])

    def add_all(self, polls: Sequence[tuple[int, Poll]]) -> None:
        """Each with the id of its source."""
        insert_all(self._session, PollRow, [_row(source, poll) for source, poll in polls])

    def of(self, source_id: int, limit: int = 100) -> list[Poll]:
        """The newest first."""
        query = select(PollRow).where(PollRow.source_id == source_id).order_by(PollRow.at.desc(), PollRow.id.desc()).limit(limit)
        return [_poll(row) for row in self._session.scalars(query)]

    def prune(self, now: datetime) -> int:
        """Forget what is older than KEEP, a bounded number of rows at a time; how many went."""
        old = list(self._session.scalars(select(PollRow.id).where(PollRow.at < now - KEEP).order_by(PollRow.at).limit(PRUNE)))
        self._session.execute(delete(PollRow).where(PollRow.id.in_(old)))
        self._session.execute(delete(ResourceRow).where(ResourceRow.seen_at < now - KEEP_RESOURCES))
        return len(old)

    def resources(self, source_id: int) -> dict[str, Resource]:
        rows = self._session.scalars(select(ResourceRow).where(ResourceRow.source_id == source_id))
        return {row.url: Resource(row.url, row.etag, row.last_modified, row.body_hash, row.modified) for row in rows}

    def keep_resources(self, source_id: int, resources: Sequence[Resource], now: datetime) -> None:
        """The last word on each address counts."""
        rows = {row.url: row for row in self._session.scalars(select(ResourceRow).where(ResourceRow.source_id == source_id))}
        for resource in {resource.url: resource for resource in resources}.values():
            if (row := rows.get(resource.url)) is None:
                row = ResourceRow(source_id=source_id, url=resource.url)
                self._session.add(row)
            row.etag, row.last_modified, row.body_hash = resource.etag, resource.last_modified, resource.body_hash
            row.modified, row.seen_at = resource.modified, now


def _row(source_id: int, poll: Poll) -> Row:
    exchange = poll.exchange
    return {
        "source_id": source_id,
        "at": poll.at,
        "url": poll.url,
        "outcome": poll.outcome,
        "status": exchange.status,
        "received": exchange.received,
        "duration_ms": round(exchange.seconds * 1000),
        "reason": poll.reason,
    }


def _poll(row: PollRow) -> Poll:
    exchange = Exchange(row.status, row.received, row.duration_ms / 1000)
    return Poll(row.at, cast("Found", row.outcome), exchange, row.reason, row.url)
