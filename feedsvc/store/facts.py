"""Small things the store keeps beside articles: revisions of lists, named leases, facts about itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from feedsvc.model import ListName, Revision
from feedsvc.store.tables import FactRow, LeaseRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

LISTS: tuple[ListName, ...] = ("latest", "trending")


class Revisions:
    """A number for each section and list that grows with every visible change."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[tuple[str, ListName], Revision]:
        rows = self._session.scalars(select(RevisionRow))
        return {(row.section, cast("ListName", row.list)): Revision(row.number, row.changed_at) for row in rows}

    def declare(self, sections: Iterable[str], now: datetime) -> None:
        """Give every list a first revision, so that an empty feed has a date too."""
        have = self.all()
        for section in sections:
            for name in LISTS:
                if (section, name) not in have:
                    self._session.add(RevisionRow(section=section, list=name, number=1, changed_at=_ceil(now)))

    def bump(self, changed: Iterable[tuple[str, ListName]], now: datetime) -> None:
        """Call it in the transaction of the change that it announces, last: it holds the row until the commit.

        Times of a list strictly rise, by a second at least, whatever the clocks of those who write say: two editions of one date would
        look the same to a reader that asks by date.
        """
        for section, name in sorted(changed):
            row = self._session.get(RevisionRow, (section, name), with_for_update=True)
            if row is None:
                self._session.add(RevisionRow(section=section, list=name, number=1, changed_at=_ceil(now)))
            else:
                row.number += 1
                row.changed_at = max(row.changed_at + timedelta(seconds=1), _ceil(now))


def _ceil(now: datetime) -> datetime:
    """Up to the whole second: Last-Modified has no fractions, and a reader's copy from within the second must not look current."""
    whole = now.replace(microsecond=0)
    return whole if whole == now else whole + timedelta(seconds=1)


class Leases:
    """Tasks that one node at a time should do. A lease runs out by itself, so a dead node holds nothing up for long."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def acquire(self, name: str, owner: str, until: datetime, now: datetime) -> bool:
        """True when ``owner`` holds the lease until ``until``; holding it already renews it."""
        row = self._session.get(LeaseRow, name, with_for_update=True)
        if row is None:
            self._session.add(LeaseRow(name=name, owner=owner, until=until))
            return True
        if row.owner != owner and row.until > now:
            return False
        row.owner, row.until = owner, until
        return True

    def release(self, name: str, owner: str) -> None:
        row = self._session.get(LeaseRow, name, with_for_update=True)
        if row is not None and row.owner == owner:
            self._session.delete(row)


class Facts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        row = self._session.get(FactRow, key)
        return row.value if row else None

    def put(self, key: str, value: str) -> None:
        self._session.merge(FactRow(key=key, value=value))
