"""Pages are printed once per change of the lists, not once per reader."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedsvc.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedsvc.model import ListName, Revision
    from feedsvc.store import Store, Unit
    from feedsvc.web.caching import Document

    Revisions = dict[tuple[str, ListName], Revision]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    document: Document
    unfinished: bool = False  # nothing to read on it yet: readers should ask again at once


class Press:
    """The pages of the front, the sections and the default previews, as last printed.

    A page is good until any list changes. How many there are is bounded by the declared sections (three each, and three of everything).
    Two threads may print the same page at once: it is a few milliseconds of work and gives the same bytes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._printed: dict[str, tuple[Revisions, Page]] = {}

    def get(self, path: str, view: Callable[[Unit], Page]) -> Page:
        """The page at ``path``, printed by ``view`` when it is not current.

        While the store does not answer, the page as it was printed last; StoreUnavailable when it never was.
        """
        try:
            with self._store.read() as unit:
                return self._current(path, unit, view)
        except StoreUnavailable as error:
            if path not in self._printed:
                raise
            log.warning("serving the last good copy of %s: %s", path, error)
            return self._printed[path][1]

    def _current(self, path: str, unit: Unit, view: Callable[[Unit], Page]) -> Page:
        revisions = unit.revisions.all()
        kept = self._printed.get(path)
        if kept is not None and kept[0] == revisions:
            return kept[1]
        page = view(unit)
        self._printed[path] = (revisions, page)
        return page
