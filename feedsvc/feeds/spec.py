"""What a feed address asks for: a canonical, hashable value, so that every spelling of one wish shares one cached edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from feedsvc.errors import BadParameter
from feedsvc.model import ALL, ListName
from feedsvc.text.chars import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

Format = Literal["rss", "atom", "json"]
Sort = Literal["entered", "rank"]

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
_SORTS = ("entered", "rank")
_ECHOED = 40  # characters of a bad value that are repeated to the client


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """One feed in any format. Latest has one order only, so its ``sort`` is always "entered".

    Raises BadParameter for a limit outside 1 to 200 or an unknown sort.
    """

    list: ListName
    section: str = ALL  # slug
    limit: int = DEFAULT_LIMIT
    sort: Sort = "entered"

    def __post_init__(self) -> None:
        if self.list == "latest":
            object.__setattr__(self, "sort", "entered")
        if not 1 <= self.limit <= MAX_LIMIT:
            raise _bad_limit(str(self.limit))
        if self.sort not in _SORTS:
            raise _bad_sort(self.sort)

    def path(self, format: Format) -> str:
        """The canonical path and query of the feed, such as "/dunia/trending.atom?limit=10&sort=rank"; defaults are left out."""
        return self._address(f".{format}")

    @property
    def page_path(self) -> str:
        """The canonical path and query of the page that shows this feed to people."""
        return self._address("")

    def _address(self, ending: str) -> str:
        folder = "" if self.section == ALL else f"/{self.section}"
        wishes = [f"limit={self.limit}"] if self.limit != DEFAULT_LIMIT else []
        wishes += [f"sort={self.sort}"] if self.sort != "entered" else []
        query = f"?{'&'.join(wishes)}" if wishes else ""
        return f"{folder}/{self.list}{ending}{query}"


def parse(list: ListName, section: str, args: Mapping[str, str]) -> FeedSpec:
    """The spec that query arguments ask for. Unknown parameters are ignored; a bad value raises BadParameter with one sentence."""
    sort = args.get("sort", "entered") if list == "trending" else "entered"
    return FeedSpec(list, section, _limit(args.get("limit")), cast("Sort", sort))


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdecimal() and len(text) <= _ECHOED):
        raise _bad_limit(text)
    return int(text)


def _bad_limit(value: str) -> BadParameter:
    return BadParameter(f'limit must be a whole number from 1 to {MAX_LIMIT}, not "{_echo(value)}".')


def _bad_sort(value: str) -> BadParameter:
    return BadParameter(f'sort must be "entered" (newest entries first) or "rank" (no. 1 first), not "{_echo(value)}".')


def _echo(value: str) -> str:
    return clean(value[:_ECHOED])
