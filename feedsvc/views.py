"""Views: what an access log says of readers. Pure: lines -> requests -> views -> votes.

A line is one in nginx's or Apache's "combined" format, with or without the virtual host in front and further fields behind, or a JSON
object with the usual names. A view is a page that a person opened; each reader has one vote for an article in an hour, and no network can
outvote all others. Who the reader is is known for the time of one reading of the log only, under a salt that nobody keeps.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from math import log
from typing import TYPE_CHECKING, Literal

from feedsvc.evidence import ceiling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from feedsvc.accesslog import Request

Verdict = Literal["view", "bot", "other"]

CLICK_BACK = 0.25  # weight of a view that one of our own feeds or pages sent: Trending must not feed itself
WINDOW = 300  # seconds in which a network's votes for an article are weighed against those of all
SHARE, ALWAYS = 5, 3.0  # one network counts for at most a fifth of all, but for 3 in any case: small sites have few networks
HOURS = 25  # of the log whose votes are remembered: a day of one server's log read after that of another's
VOTES_BITS = 2**24  # 2 MiB an hour; with a million votes in an hour 2 of 1000 are taken for repeated ones, with three million 7 of 100
PROBES = 4  # bits that stand for one vote
MARKS = 63  # bits of a set of marks: as many as a signed integer of a database has
_MAX_AGENT = 500  # characters of a user agent that are looked at

_ASSET = re.compile(
    r"\.(?:css|m?js|map|json|xml|rss|atom|txt|ico|png|jpe?g|gif|webp|avif|svg|bmp|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|ogg|m3u8|ts|pdf|zip|gz"
    r"|webmanifest)$",
    re.IGNORECASE,
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_PLAIN = re.compile(rf"(?:{_OCTET}\.){{3}}{_OCTET}", re.ASCII)
# Beside the list: what calls itself one, and who gives an address to complain to. Cubot makes telephones.
_MACHINE = re.compile(r"(?<!cu)bots?\b|crawl|spider|https?://|prefetch", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vote:
    """One reader's view of an article, the first in its hour."""

    article: UUID
    at: float  # unix seconds
    weight: float
    visitor: int  # a mark, see ``mark``
    network: str


@dataclass(frozen=True, slots=True)
class Audience:
    """An article's readers within an hour."""

    views: float
    visitors: int
    networks: int
    visitor_marks: int  # sets of marks, by which several readings of one hour are put together
    network_marks: int


def verdict(request: Request) -> Verdict:
    """Whether a person opened a page: the cheapest questions first, since most lines of a log are pictures."""
    if request.method != "GET" or request.status not in {200, 304} or request.prefetch:
        return "other"
    if _ASSET.search(request.target.partition("?")[0]):
        return "other"
    return "bot" if is_bot(request.agent[:_MAX_AGENT]) else "view"


@lru_cache(maxsize=20_000)  # a log has some thousand agents
def is_bot(agent: str) -> bool:
    """Every browser says what it is; who says nothing is a program."""
    from crawleruseragents import is_crawler  # type: ignore[import-untyped]  # its list is read when it is imported

    return not agent.strip(" -") or is_crawler(agent) or _MACHINE.search(agent) is not None


@lru_cache(maxsize=100_000)
def network(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 one: what one customer of a provider has at least; "" for what is no address."""
    if _PLAIN.fullmatch(address):
        return f"{address.rpartition('.')[0]}.0/24"  # nearly all are, and a library would take ten times as long
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))


def mark(*what: str) -> int:
    """One of MARKS numbers, always the same for the same: enough to count a few apart, and far too little to know anybody by."""
    return int.from_bytes(blake2b("\0".join(what).encode(errors="replace"), digest_size=4).digest()) % MARKS


def marks(of: Iterable[int]) -> int:
    found = 0
    for one in of:
        found |= 1 << one
    return found


def told_apart(marked: int) -> int:
    """How many the marks stand for: a set of n puts n marks into MARKS places, some on top of each other (linear counting).

    Exact to one for a dozen, to a tenth for fifty; all marks set say 261 or more.
    """
    free = MARKS - marked.bit_count()
    return round(MARKS * log(MARKS / max(1, free)))


class Ballot:
    """Who voted already, in a fixed amount of memory: one set of bits (a Bloom filter) for each hour of the log.

    ``salt`` is made new for each reading; every day has its own, made of it.
    """

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._hours: OrderedDict[int, bytearray] = OrderedDict()

    def first(self, request: Request, article: UUID) -> bool:
        """Whether this is the reader's first view of the article in this hour; the next time it is not."""
        hour = int(request.at // 3600)
        key = blake2b(f"{hour // 24}".encode(), key=self._salt, digest_size=16).digest()
        who = f"{article}\0{request.address}\0{request.agent}".encode(errors="replace")
        digest = blake2b(who, key=key, digest_size=4 * PROBES).digest()
        seen, new = self._of(hour), False
        for start in range(0, 4 * PROBES, 4):
            place, bit = divmod(int.from_bytes(digest[start : start + 4]) % VOTES_BITS, 8)
            new |= not seen[place] >> bit & 1
            seen[place] |= 1 << bit
        return new

    def _of(self, hour: int) -> bytearray:
        if hour not in self._hours:
            self._hours[hour] = bytearray(VOTES_BITS // 8)
            if len(self._hours) > HOURS:
                self._hours.popitem(last=False)
        self._hours.move_to_end(hour)
        return self._hours[hour]


def counted(votes: Iterable[Vote]) -> dict[UUID, list[tuple[float, float]]]:
    """(unix seconds, weight) of each article's votes in order of time, after no network counts for more than its share of a window."""
    windows: dict[tuple[UUID, int], list[Vote]] = defaultdict(list)
    for vote in votes:
        windows[vote.article, int(vote.at // WINDOW)].append(vote)
    found: dict[UUID, list[tuple[float, float]]] = defaultdict(list)
    for (article, _), together in sorted(windows.items()):
        shares = _shares(together)
        found[article] += sorted((vote.at, vote.weight * shares[vote.network]) for vote in together)
    return dict(found)


def _shares(votes: Sequence[Vote]) -> dict[str, float]:
    """What each network's votes are worth, from 0 to 1."""
    said: dict[str, float] = defaultdict(float)
    for vote in votes:
        said[vote.network] += vote.weight
    most = max(ALWAYS, ceiling(said.values(), SHARE))
    return {one: min(1.0, most / weight) for one, weight in said.items()}


def audiences(votes: Sequence[Vote], weights: Mapping[UUID, Sequence[tuple[float, float]]]) -> dict[tuple[UUID, int], Audience]:
    """By article and hour (unix hours): who these votes came from, and how many of them counted."""
    hours: dict[tuple[UUID, int], list[Vote]] = defaultdict(list)
    views: dict[tuple[UUID, int], float] = defaultdict(float)
    for vote in votes:
        hours[vote.article, int(vote.at // 3600)].append(vote)
    for article, events in weights.items():
        for at, weight in events:
            views[article, int(at // 3600)] += weight
    return {key: _audience(together, views[key]) for key, together in hours.items()}


def _audience(votes: Sequence[Vote], views: float) -> Audience:
    networks = {vote.network for vote in votes}
    visitor_marks, network_marks = marks(vote.visitor for vote in votes), marks(map(mark, networks))
    return Audience(views, len(votes), len(networks), visitor_marks, network_marks)
