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

COMMIT = timedelta(milliseconds=250)
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
        """Call it in the transaction of the change that it announces, last, with the time of the commit and not of the poll.

        Changes of one second share the time at its end, and no edition is served with that date before it has come, so that all of them
        are in it by then. COMMIT is the time that the commit may take without being missed there.
        """
        for section, name in sorted(changed):
            row = self._session.get(RevisionRow, (section, name), with_for_update=True)
            if row is None:
                self._session.add(RevisionRow(section=section, list=name, number=1, changed_at=_ceil(now + COMMIT)))
            else:
                row.number += 1
                row.changed_at = max(row.changed_at, _ceil(now + COMMIT))


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
