"""Who may speak for an article? Pure.

Any source can list any URL and repeat any headline. So a source's word about an article counts by whose article it is: one that lives
where the article lives stands above one that does not, and beside it a stranger changes, dates, files and takes back nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedsvc.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@lru_cache(maxsize=4_000)  # each poll asks for the same ones several times
def site_of(url: str) -> str:
    """The host of a URL without "www." and its like, with its port unless that is a scheme's own.

    A copy in a cache of AMP pages is of the site that it was copied from: else whoever lists it would be no stranger there.
    """
    return urlsplit(urls.key(url) or url).netloc.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Roster:
    """What has to be known of the sources that tell of an article."""

    homes: Mapping[int, frozenset[str]] = field(
        default_factory=dict
    )  # each source's sites; none for the operator's own file that names none
    idle: frozenset[int] = frozenset()  # sources that are read no more: they cannot correct themselves

    def at_home(self, source: int, url: str | None) -> bool:
        """Whether the source lives where the article lives. A file that the operator put there is at home everywhere."""
        sites = self.homes.get(source, frozenset())
        if not sites or url is None:
            return True
        site = site_of(url)
        return any(site == home or site.endswith(f".{home}") or home.endswith(f".{site}") for home in sites)

    def may_speak(self, teller: int, owner: int, url: str | None) -> bool:
        """Whether ``teller`` may change anything about an article whose word is ``owner``'s."""
        return teller == owner or self.at_home(teller, url) or not self.at_home(owner, url)

    def may_join(self, headline: int, other: int, url: str | None) -> bool:
        """Whether what source ``headline`` knows by headline only may be an article of ``other``: they share a site, or it is on its."""
        mine, theirs = self.homes.get(headline, frozenset()), self.homes.get(other, frozenset())
        if not mine or not theirs or mine & theirs:
            return True
        return url is not None and self.at_home(headline, url)

    def speakers(self, owner: int, tellers: Iterable[int], url: str | None) -> frozenset[int]:
        """Those of the tellers whose own sections count for the article."""
        return frozenset(teller for teller in tellers if self.may_speak(teller, owner, url))
