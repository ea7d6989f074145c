"""Small things the store keeps beside articles: revisions of lists, named leases, facts about itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast, get_args

from sqlalchemy import bindparam, select, tuple_, update

from feedsvc.model import ListName, Revision
from feedsvc.store.bulk import insert_all, update_all
from feedsvc.store.tables import FactRow, LeaseRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

COMMIT = timedelta(milliseconds=250)
LISTS: tuple[ListName, ...] = get_args(ListName)
_GROW = (
    update(RevisionRow)
    .where(RevisionRow.section == bindparam("of"), RevisionRow.list == bindparam("name"))
    .values(number=RevisionRow.number + 1, changed_at=bindparam("at", type_=RevisionRow.changed_at.type))
)


class Revisions:
    """A number for each section and list that grows with every visible change."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[tuple[str, ListName], Revision]:
        query = select(RevisionRow.section, RevisionRow.list, RevisionRow.number, RevisionRow.changed_at)
        rows = self._session.execute(query)
        return {(section, cast("ListName", name)): Revision(number, changed_at) for section, name, number, changed_at in rows}

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
        wanted = sorted(changed)
        if not wanted:
            return
        at = _ceil(now + COMMIT)
        columns = (RevisionRow.section, RevisionRow.list)
        query = select(*columns, RevisionRow.changed_at).where(tuple_(*columns).in_(wanted)).order_by(*columns).with_for_update()
        have = {(section, cast("ListName", name)): before for section, name, before in self._session.execute(query)}
        grown = [{"of": section, "name": name, "at": max(before, at)} for (section, name), before in have.items()]
        update_all(self._session, _GROW, grown)
        new = [{"section": section, "list": name, "number": 1, "changed_at": at} for section, name in wanted if (section, name) not in have]
        insert_all(self._session, RevisionRow, new)


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
