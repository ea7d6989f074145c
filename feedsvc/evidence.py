"""What speaks for a story, as the store tells it to the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """An article's rank in one publisher's list, now."""

    article: UUID
    source: str  # slug: one publisher, one vote
    source_title: str
    box: str  # the list's heading as printed
    rank: int  # 1 is first
    since: datetime
    rank_before: int | None  # None: it was not listed a little while ago
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """An article as one source's word in a story."""

    story: UUID
    article: UUID
    source: str  # slug
    source_title: str
    at: datetime
