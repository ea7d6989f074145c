"""Whose article pages a source leads to: which of them are fetched, and which are left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.authority import Roster, site_of
from feedsvc.model import Grade
from feedsvc.store.pages import Wanted
from feedsvc.text import urls

if TYPE_CHECKING:
    from feedsvc.matching import State
    from feedsvc.model import Pages, Source


@dataclass(frozen=True, slots=True)
class Reach:
    """Only pages of the source's own site are fetched: any list may name any address."""

    pages: Pages
    site: frozenset[str]  # empty for a file: nobody asked for the site that it came from

    @classmethod
    def of(cls, source: Source) -> Reach:
        web = source.location.startswith(("http://", "https://"))
        return cls(source.pages, frozenset({site_of(source.url), site_of(source.location)}) if web else frozenset())

    def reaches(self, url: str | None) -> bool:
        if self.pages == "never" or not self.site or url is None:
            return False
        is_copy = not urls.same_host(url, f"{urlsplit(url).scheme}:{urls.key(url)}")  # in somebody else's cache
        return not is_copy and Roster({0: self.site}).at_home(0, url)

    def wants(self, state: State) -> bool:
        """Whether the article's page should be read: it is known by its headline, or its source says that feeds are not enough."""
        told_little = state.grade is Grade.MENTION or (self.pages == "always" and state.grade is Grade.ITEM and not state.content_html)
        return told_little and self.reaches(state.url)

    @staticmethod
    def wanted(state: State) -> Wanted:
        url = state.url or ""
        return Wanted(state.id, url, urlsplit(url).netloc.rpartition("@")[2])
