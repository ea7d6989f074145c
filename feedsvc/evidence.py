"""What speaks for a story, as the store tells it to the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """An article's rank in one publisher's list of popular articles, or its place on the publisher's front page, now."""

    article: UUID
    source: str  # slug
    source_title: str
    box: str  # the list's heading as printed; "" of a front page
    rank: int  # 1 is first
    since: datetime
    rank_before: int | None  # None: it was not listed a little while ago
    published_at: datetime
    publisher: str = ""  # its sources have one vote together; "" is the source alone
    front: bool = False  # whether it is a place on the front page

    @property
    def voter(self) -> str:
        return self.publisher or self.source


@dataclass(frozen=True, slots=True)
class Telling:
    """An article as one source's word in a story."""

    story: UUID
    article: UUID
    source: str  # slug
    source_title: str
    at: datetime
    publisher: str = ""  # as above

    @property
    def voter(self) -> str:
        return self.publisher or self.source


def ceiling(said: Iterable[float], share: float) -> float:
    """The most that one of several may count for where they said this much: a ``share``-th (at least 1) of all that then counts.

    Of all that counts, not of all that came: else a flood would raise its own ceiling. 0 where they are too few for that.
    """
    weights = sorted(said, reverse=True)
    rest = sum(weights)
    for above, weight in enumerate(weights):
        if above >= share:
            return 0.0
        most = rest / (share - above)  # with ``above`` of them at the ceiling and the others below it
        if weight <= most:
            return most
        rest -= weight
    return 0.0
