"""What a feed address asks for: a canonical, hashable value, so that every spelling of one wish shares one cached edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from feedsvc.errors import BadParameter
from feedsvc.model import ALL, ListName, in_language
from feedsvc.text.chars import clean
from feedsvc.text.language import registered

if TYPE_CHECKING:
    from collections.abc import Mapping

Format = Literal["rss", "atom", "json"]
Sort = Literal["entered", "rank"]

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
MAX_SOURCES = 100
MAX_PER_DAY = 200
NAMES: dict[ListName, str] = {"latest": "Latest", "trending": "Trending", "day": "Top of the day", "week": "Top of the week"}
PATHS: dict[ListName, str] = {"latest": "latest", "trending": "trending", "day": "trending/day", "week": "trending/week"}
_SORTS = ("entered", "rank")
_ECHOED = 40  # characters of a bad value that are repeated to the client


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """One feed in any format. What a list has no choice of is always its default: Latest has one order only, and so on.

    Raises BadParameter for a value outside its range.
    """

    list: ListName
    section: str = ALL  # slug
    limit: int = DEFAULT_LIMIT
    sort: Sort = "entered"
    lang: str = ""  # primary tag; "" is every language
    min_sources: int = 1  # that tell of a story
    per_day: int = 0  # entries that the subscriber wants on an average day; 0 is all

    def __post_init__(self) -> None:
        if self.list == "latest":
            object.__setattr__(self, "lang", "")
        if self.list != "trending":
            for name, value in (("sort", "entered"), ("min_sources", 1), ("per_day", 0)):
                object.__setattr__(self, name, value)
        _check("limit", self.limit, 1, MAX_LIMIT)
        _check("min_sources", self.min_sources, 1, MAX_SOURCES)
        _check("per_day", self.per_day, 0, MAX_PER_DAY)
        if self.sort not in _SORTS:
            raise _bad_sort(self.sort)

    @property
    def scope(self) -> str:
        """The section whose list it is made of, which is an implied one for everything in a language."""
        return in_language(self.lang) if self.lang and self.section == ALL else self.section

    @property
    def title(self) -> str:
        """Such as "Trending (id)"."""
        return f"{NAMES[self.list]} ({self.lang})" if self.lang else NAMES[self.list]

    def path(self, format: Format) -> str:
        """The canonical path and query of the feed, such as "/dunia/trending.atom?limit=10&sort=rank"; defaults are left out."""
        return self._address(f".{format}")

    @property
    def page_path(self) -> str:
        """The canonical path and query of the page that shows this feed to people."""
        return self._address("")

    def _address(self, ending: str) -> str:
        folder = "" if self.section == ALL else f"/{self.section}"
        plain = FeedSpec(self.list, self.section)
        names = ("lang", "limit", "min_sources", "per_day", "sort")
        wishes = [f"{name}={value}" for name in names if (value := getattr(self, name)) != getattr(plain, name)]
        query = f"?{'&'.join(wishes)}" if wishes else ""
        return f"{folder}/{PATHS[self.list]}{ending}{query}"


def parse(list: ListName, section: str, args: Mapping[str, str]) -> FeedSpec:
    """The spec that query arguments ask for. Unknown parameters are ignored; a bad value raises BadParameter with one sentence."""
    limit = _number(args, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT)
    if list == "latest":
        return FeedSpec(list, section, limit)
    lang = _language(args.get("lang", ""))
    if list != "trending":
        return FeedSpec(list, section, limit, lang=lang)
    sort = cast("Sort", args.get("sort", "entered"))
    sources = _number(args, "min_sources", 1, 1, MAX_SOURCES)
    return FeedSpec(list, section, limit, sort, lang, sources, _number(args, "per_day", 0, 0, MAX_PER_DAY))


def _number(args: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = args.get(name)
    if text is None or (text == "" and default < 1):  # as a form sends it that was left empty
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= _ECHOED):
        raise _bad_number(name, text, least, most)
    return _check(name, int(text), least, most)


def _check(name: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise _bad_number(name, str(value), least, most)
    return value


def _language(text: str) -> str:
    tag = registered(text)
    if text and not tag:
        raise BadParameter(f'lang must be a language tag such as "en" or "id", not "{_echo(text)}".')
    return tag


def _bad_number(name: str, value: str, least: int, most: int) -> BadParameter:
    return BadParameter(f'{name} must be a whole number from {least} to {most}, not "{_echo(value)}".')


def _bad_sort(value: str) -> BadParameter:
    return BadParameter(f'sort must be "entered" (newest entries first) or "rank" (no. 1 first), not "{_echo(value)}".')


def _echo(value: str) -> str:
    return clean(value[:_ECHOED])
