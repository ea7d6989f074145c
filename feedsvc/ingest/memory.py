"""What the fetcher remembers of robots.txt, kept in the store: a restart asks for none of them again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from feedsvc.errors import StoreError
from feedsvc.sources.robots import RobotsFile
from feedsvc.store.group import GroupCommit
from feedsvc.store.hosts import Robots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedsvc.store import Store

log = logging.getLogger(__name__)


class StoredRobots:
    """The memory that ``sources.fetch.Fetcher`` takes. While the store is down, robots.txt is asked for anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._together = GroupCommit(self._write)  # at a first start a thousand of them come within minutes

    def recall(self, origin: str) -> RobotsFile | None:
        try:
            with self._store.read() as unit:
                known = unit.hosts.robots(origin)
        except StoreError as error:
            log.debug("%s: its robots.txt could not be recalled: %s", origin, error)
            return None
        if known is None:
            return None
        return RobotsFile(known.origin, known.text, known.status, known.etag, known.last_modified, known.checked_at)

    def keep(self, file: RobotsFile) -> None:
        robots = Robots(file.origin, file.text, file.status, file.etag, file.last_modified, file.checked_at)
        try:
            self._together.put(robots)
        except StoreError as error:
            log.debug("%s: its robots.txt could not be kept: %s", file.origin, error)

    def _write(self, files: Sequence[Robots]) -> None:
        with self._store.write() as unit:
            last = {robots.origin: robots for robots in files}
            for origin in sorted(last):  # in an order that all nodes share: no two wait for each other
                unit.hosts.keep_robots(last[origin])
