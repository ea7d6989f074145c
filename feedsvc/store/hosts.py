"""What the robots.txt of hosts said, so that a restart does not ask for it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from feedsvc.store.tables import HostRow, PageRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


KEEP = timedelta(days=30)  # a robots.txt holds no longer, even while its site is away (RFC 9309, 2.3.1.4)


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt as it was fetched last."""

    origin: str  # scheme, host and port
    text: str
    status: int
    etag: str
    last_modified: str
    checked_at: datetime


class Hosts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def robots(self, origin: str) -> Robots | None:
        row = self._session.get(HostRow, origin)
        if row is None or row.robots is None or row.checked_at is None:
            return None
        return Robots(origin, row.robots, row.robots_status, row.etag, row.last_modified, row.checked_at)

    def prune(self, now: datetime) -> None:
        """Forget what is too old to be of use, and hosts whose pages nobody waits for; whoever wants one again makes it anew."""
        old = now - KEEP
        self._session.execute(delete(HostRow).where(HostRow.free_at.is_(None), HostRow.checked_at < old))
        waiting = select(PageRow).where(PageRow.host == HostRow.name, PageRow.next_at.is_not(None)).exists()
        self._session.execute(delete(HostRow).where(HostRow.robots.is_(None), HostRow.free_at < old, ~waiting))

    def keep_robots(self, robots: Robots) -> None:
        row = self._session.get(HostRow, robots.origin)
        if row is None:
            row = HostRow(name=robots.origin)
            self._session.add(row)
        row.robots, row.robots_status, row.checked_at = robots.text, robots.status, robots.checked_at
        row.etag, row.last_modified = robots.etag, robots.last_modified
