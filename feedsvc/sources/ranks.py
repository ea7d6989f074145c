"""Numbers and hours that newsrooms print before the headlines of a list, and headlines that begin with a number of their own."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# "1 Headline", "1. Headline", "1) Headline", "#1 Headline", "01 | Headline", "No. 1: Headline"; not "1.000 people", "5G", "3D".
_NUMBERED = re.compile(r"(?:#|no\.?\s*)?(?P<rank>\d{1,2})(?:\s*[.):\]|](?!\d)\s*|\s+(?:[-–—|]\s+)?)(?=\S)", re.IGNORECASE)
_TIMED = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s*[ap]\.?m\.?)?\s*(?:[-–—|·]\s*)?(?=\D)", re.IGNORECASE
)  # "10:21 Headline", "8.05 | Headline"
_ALONE = re.compile(r"(?:#|no\.?\s*)?(\d{1,2})\s*[.):\]|]?", re.IGNORECASE)


def unranked(titles: Sequence[str]) -> list[str]:
    """The headlines without the ranks before them.

    Numbers are ranks only where the whole list counts up one by one: "5 ways to ..." in a list without ranks keeps its number.
    """
    matches = [_NUMBERED.match(title) for title in titles]
    numbers = [int(match["rank"]) for match in matches if match]
    if not numbers or len(numbers) < len(titles) or not _counts_up(numbers):
        return list(titles)
    return [title[match.end() :] for title, match in zip(titles, matches, strict=True) if match]


def untimed(titles: Sequence[str]) -> list[str]:
    """The headlines without the hour of the day before them, where each has one and more than that."""
    matches = [_TIMED.match(title) for title in titles]
    if not all(match and match.end() < len(match.string) for match in matches):
        return list(titles)
    return [title[match.end() :] for title, match in zip(titles, matches, strict=True) if match]


def rank_alone(text: str) -> int | None:
    """The rank when the text is nothing else, as "3", "3." or "#3"."""
    match = _ALONE.fullmatch(text)
    return int(match[1]) if match else None


def _counts_up(numbers: list[int]) -> bool:
    return (len(numbers) > 1 or numbers == [1]) and all(after == before + 1 for before, after in pairwise(numbers))
