"""What the robots.txt of hosts said, so that a restart does not ask for it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedsvc.store.tables import HostRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


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

    def keep_robots(self, robots: Robots) -> None:
        row = self._session.get(HostRow, robots.origin)
        if row is None:
            row = HostRow(name=robots.origin)
            self._session.add(row)
        row.robots, row.robots_status, row.checked_at = robots.text, robots.status, robots.checked_at
        row.etag, row.last_modified = robots.etag, robots.last_modified
