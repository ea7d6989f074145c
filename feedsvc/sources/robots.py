"""robots.txt (RFC 9309): what a site lets feedsvc read, and how long each answer of the site counts.

The rules are read by protego. ``Keeper`` asks for a file when it needs one; the network is the caller's, who passes in ``ask``.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from protego import Protego

from feedsvc.errors import FeedsvcError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Iterator

log = logging.getLogger(__name__)

AGENT = "feedsvc"  # the product token, also of the User-Agent header
MAX_BYTES = 512_000  # 500 KiB, which RFC 9309 section 2.5 wants to be read at least
MAX_HOPS = 5  # redirects, section 2.3.1.2
MAX_SITEMAPS = 100
MAX_TRIED = 1_000  # addresses of sitemaps that are looked at
MAX_URL = 2_000  # characters of a sitemap's address
SHORTEST, LONGEST = timedelta(hours=1), timedelta(hours=24)  # time that an answer counts, section 2.4
OUTAGE = timedelta(days=30)  # time that the last good copy holds while the site cannot be read, section 2.3.1.4
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)  # after a failure; each further one doubles the wait
MAX_WEIGHT = 64_000_000  # bytes of parsed rules in memory, about
RULE_WEIGHT = 60  # bytes of parsed rules for each character of them, measured with short rules
LONG_TEXT = 20_000  # characters
_AGENT_LINE = re.compile(r"user(?:-|\s+)?agent(?:\s*:|\s)(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"\*$|\*\s|[a-z_-]+", re.IGNORECASE)
_SITEWIDE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """The last good answer of one origin, as it is remembered over a restart."""

    origin: str  # such as "https://news.example", with a port unless it is the scheme's own
    text: str  # the part of it that concerns feedsvc; "" when there is no such file
    status: int  # 2xx, or the 4xx that says that there is none
    etag: str
    last_modified: str
    checked_at: datetime


class Memory(Protocol):
    """Where robots.txt files outlive the process. Both are called off the event loop and may raise FeedsvcError."""

    def recall(self, origin: str) -> RobotsFile | None: ...

    def keep(self, file: RobotsFile) -> None: ...


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site says to feedsvc."""

    origin: str
    sitemaps: tuple[str, ...] = ()  # absolute URLs
    delay: timedelta = timedelta(0)  # Crawl-delay
    obstacle: str = ""  # why nothing may be read at present, since robots.txt could not be
    retry_at: datetime | None = None  # when it will be asked for again, with an obstacle
    rules: Protego | None = None  # None allows everything
    long: bool = False  # the rules are so many, or one is so long, that to match them can take a second

    def allows(self, url: str) -> bool:
        return not self.obstacle and (self.rules is None or self.rules.can_fetch(url, AGENT))

    async def judge(self, url: str) -> bool:
        """The same, beside the event loop where it could keep other polls waiting."""
        return await asyncio.to_thread(self.allows, url) if self.long else self.allows(url)


@dataclass(frozen=True, slots=True)
class Reply:
    """How one request for a robots.txt went."""

    status: int = 0  # 0: there was no answer
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    fresh_for: timedelta | None = None
    origins: tuple[str, ...] = ()  # all those whose robots.txt this is, since redirects led from one's to the next one's
    failure: str = ""  # why there is no answer, in plain words
    wait: timedelta | None = None  # what the site asked for
    lasting: bool = True  # False for a failure that says nothing about the site, which the next poll need not share
    seconds: float = 0.0  # that the requests took


@dataclass(frozen=True, slots=True)
class _Entry:
    robots: Robots
    file: RobotsFile | None  # the last good answer
    until: datetime  # when to ask again
    failures: int = 0  # in a row
    weight: int = 1_000  # bytes, about


class Keeper:
    """The robots.txt files of all sites. It belongs to one event loop."""

    def __init__(self, ask: Callable[[str, RobotsFile | None], Awaitable[Reply]], memory: Memory | None = None) -> None:
        self._ask = ask
        self._memory = memory
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._weight = 0
        self._tasks: dict[tuple[str, Hashable], asyncio.Task[tuple[Robots, float]]] = {}

    def known(self, origin: str, now: datetime) -> Robots | None:
        """What need not be asked for."""
        entry = self._entries.get(origin)
        if entry is None or entry.until <= now:
            return None
        self._entries.move_to_end(origin)
        return entry.robots

    async def learn(self, origin: str, sharing: Hashable = None) -> tuple[Robots, float]:
        """Ask the site, once for all who want to know and have the same ``sharing``; also the seconds that its answer took.

        The request goes on when its caller is gone: a poll with little time left must not make a site look unreachable.
        """
        task = self._tasks.get((origin, sharing))
        if task is None:
            task = self._tasks[origin, sharing] = asyncio.create_task(self._renew(origin))
            task.add_done_callback(lambda _: self._tasks.pop((origin, sharing), None))
        return await asyncio.shield(task)

    async def _renew(self, origin: str) -> tuple[Robots, float]:
        entry = self._entries.get(origin)
        file = entry.file if entry else await self._recall(origin)
        if entry is None and file is not None and datetime.now(UTC) < file.checked_at + LONGEST:
            return self._enter(await _entry(file, file.checked_at + LONGEST)), 0.0
        reply = await self._ask(origin, file)
        if reply.status == 304 and file is not None:
            good = replace(file, etag=reply.etag or file.etag, last_modified=reply.last_modified or file.last_modified)
        elif 200 <= reply.status < 300:
            text = "\n".join(concerning_us(reply.body.decode("utf-8-sig", errors="replace")))
            good = RobotsFile(origin, text, reply.status, reply.etag, reply.last_modified, datetime.now(UTC))
        elif 400 <= reply.status < 500 and reply.status != 429:
            good = RobotsFile(origin, "", reply.status, "", "", datetime.now(UTC))
        else:
            return await self._fail(origin, entry, file, reply), reply.seconds
        return await self._succeed(good, reply), reply.seconds

    async def _succeed(self, file: RobotsFile, reply: Reply) -> Robots:
        now = datetime.now(UTC)
        until = now + max(SHORTEST, min(reply.fresh_for or LONGEST, LONGEST))
        files = [replace(file, origin=origin, checked_at=now) for origin in {file.origin: 0} | dict.fromkeys(reply.origins)]
        for each in files[1:]:
            self._enter(await _entry(each, until))
        await self._keep(files)
        return self._enter(await _entry(files[0], until))

    async def _fail(self, origin: str, entry: _Entry | None, file: RobotsFile | None, reply: Reply) -> Robots:
        """No answer, or 5xx: the last good copy holds; without one, nothing may be read (section 2.3.1.4)."""
        now = datetime.now(UTC)
        failures = entry.failures + 1 if entry else 1
        retry = min(FIRST_RETRY * 2 ** min(failures - 1, 10), LAST_RETRY)
        until = now + max(retry, min(reply.wait or retry, LONGEST))
        if file is not None and now < file.checked_at + OUTAGE:
            found = replace(await _entry(file, until), failures=failures)
        else:
            unread = f"robots.txt of {origin} answered {reply.status}; until it can be read, feedsvc reads nothing else there"
            obstacle = f"{reply.failure} (asked for its robots.txt first)" if reply.failure else unread
            retry_at = until if reply.lasting or not reply.wait else now + reply.wait
            found = _Entry(Robots(origin, obstacle=obstacle, retry_at=retry_at), file, until, failures)
        return self._enter(found) if reply.lasting else found.robots

    def _enter(self, entry: _Entry) -> Robots:
        old = self._entries.pop(entry.robots.origin, None)
        self._entries[entry.robots.origin] = entry
        self._weight += entry.weight - (old.weight if old else 0)
        while self._weight > MAX_WEIGHT and len(self._entries) > 1:
            self._weight -= self._entries.popitem(last=False)[1].weight
        return entry.robots

    async def _recall(self, origin: str) -> RobotsFile | None:
        if self._memory is None:
            return None
        try:
            return await asyncio.to_thread(self._memory.recall, origin)
        except FeedsvcError as error:
            log.warning("robots.txt of %s: not recalled: %s", origin, error)
            return None

    async def _keep(self, files: list[RobotsFile]) -> None:
        if self._memory is not None:
            await asyncio.to_thread(_keep_all, self._memory, files)


def _keep_all(memory: Memory, files: list[RobotsFile]) -> None:
    try:
        for file in files:
            memory.keep(file)
    except FeedsvcError as error:
        log.warning("robots.txt of %s: not kept: %s", files[0].origin, error)


async def _entry(file: RobotsFile, until: datetime) -> _Entry:
    """A long file is parsed beside the event loop: it can take a second."""
    robots = parse(file.origin, file.text) if len(file.text) < LONG_TEXT else await asyncio.to_thread(parse, file.origin, file.text)
    return _Entry(robots, file, until, weight=1_000 + RULE_WEIGHT * len(file.text))


def parse(origin: str, text: str) -> Robots:
    if not text:
        return Robots(origin)
    rules = Protego.parse("\n".join(concerning_us(text)))
    delay = timedelta(seconds=min(rules.crawl_delay(AGENT) or 0.0, 86_400.0))
    return Robots(origin, tuple(_sitemaps(rules, origin)), delay, rules=rules, long=len(text) >= LONG_TEXT)


def concerning_us(text: str) -> Iterator[str]:
    """The lines of the groups for feedsvc and for everybody, and those outside all groups.

    Names of agents are cut to their product tokens first, which must then be equal: protego takes a "feed" for us too. And a file of
    thousands of agents with thousands of rules would make it build every pair of them.
    """
    ours = heading = False
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if agent := _AGENT_LINE.fullmatch(line):
            token = _token(agent[1])
            ours = token in {AGENT, "*"} or (heading and ours)
            heading = True
            if token in {AGENT, "*"}:
                yield f"User-agent: {token}"
        elif _SITEWIDE.match(line):
            yield line
        elif line:
            heading = False
            if ours:
                yield line


def _token(name: str) -> str:
    name = name.strip().lower()
    found = _TOKEN.match(name) or _TOKEN.match(name.lstrip("*"))
    return found[0].strip() if found else ""


def _sitemaps(rules: Protego, origin: str) -> Iterator[str]:
    found: dict[str, None] = {}
    for address in islice(rules.sitemaps, MAX_TRIED):
        try:
            url = urljoin(f"{origin}/robots.txt", address)
            usable = len(url) <= MAX_URL and url.isprintable() and urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname
        except ValueError:
            continue
        if usable and len(found) < MAX_SITEMAPS:
            found[url] = None
    yield from found
