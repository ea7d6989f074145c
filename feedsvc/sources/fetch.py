"""HTTP: polite, conditional GETs, bounded in time, bytes and redirects.

``Poller`` lives in one event loop. ``Fetcher`` is its door for threads: the loop runs in a thread of its own, which starts with the first
fetch and ends with ``close()``. Outcomes are values.
"""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

import aiohttp

from feedsvc import __version__
from feedsvc.model import Failed, Outcome
from feedsvc.sources import robots as rules
from feedsvc.sources.guard import Allowance, written_origin
from feedsvc.sources.headers import validators
from feedsvc.sources.loop import Errand, LoopThread, Stopped
from feedsvc.sources.manners import Hosts, NotNow
from feedsvc.sources.robots import Keeper, Memory, Reply, Robots, RobotsFile
from feedsvc.sources.trip import REDIRECTS, Answer, Trip, shown, words
from feedsvc.sources.unpack import OFFERED, unpacker

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from typing import Any

    from aiohappyeyeballs import AddrInfoType

    from feedsvc.config import Settings

MAX_HOPS = 8
MAX_HEADER = 32_768  # bytes of one header line
KEPT = 10  # seconds that a connection waits for the next request to its host: robots.txt, feed and articles follow each other
MAX_KEPT = 100  # connections left open; each holds a file handle
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
_QUOTED = re.compile(r":(?:\s*\n| b['\"]| bytearray\().*", re.DOTALL)  # the bytes that aiohttp's parser stumbled over
T = TypeVar("T")


class RefusedError(OSError):
    """An address that must not be connected to."""


class HungUpError(aiohttp.ClientConnectionError):
    """A server that hung up on a new connection."""


@dataclass(slots=True)
class _Gate:
    """What the guard may let through for the poll at hand, and what it did not."""

    allowance: Allowance
    refused: RefusedError | None = None
    connected: bool = False  # whether the request at hand has a connection that was made for it


_gate: ContextVar[_Gate] = ContextVar("gate")
_FAULTS = (aiohttp.ClientError, ValueError, OSError, NotNow)  # of the outside world; TimeoutError is an OSError


class Fetcher:
    """Thread-safe: ``fetch`` blocks its caller until the outcome is there."""

    def __init__(self, settings: Settings, memory: Memory | None = None) -> None:
        self._settings = settings
        self._memory = memory
        self._lock = threading.Lock()
        self._running: tuple[LoopThread, Poller] | None = None

    def fetch(self, url: str, etag: str = "", last_modified: str = "", *, written: bool = False) -> Outcome:
        """GET ``url`` with the validators sent back as they came.

        ``written`` says that an operator wrote this URL, so that a literal private address in it is meant.
        """
        try:
            return self._wait_for(lambda poller: poller.poll(url, etag, last_modified, written=written))
        except Stopped:
            return Failed(f"{shown(url)}: feedsvc was stopped before the answer came", held=True)

    def robots(self, url: str, *, written: bool = False) -> Robots:
        """What the site of ``url`` allows, and the sitemaps that it names."""
        try:
            return self._wait_for(lambda poller: poller.robots(url, written=written))
        except Stopped:
            return Robots(shown(url), obstacle=f"{shown(url)}: feedsvc was stopped before the answer came")

    def close(self) -> None:
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            thread, poller = running
            thread.close(poller.close)

    def _wait_for(self, asking: Callable[[Poller], Coroutine[Any, Any, T]]) -> T:
        with self._lock:
            if self._running is None:
                self._running = LoopThread("fetch"), Poller(self._settings, self._memory)
            thread, poller = self._running
            errand = Errand(lambda: asking(poller))
            thread.submit(errand)
        return errand.wait()


class Poller:
    """Belongs to the event loop in which it is first used; ``close()`` ends its connections."""

    def __init__(self, settings: Settings, memory: Memory | None = None) -> None:
        self._ingest = settings.ingest
        about = settings.ingest.contact or settings.site.url
        self._agent = f"{rules.AGENT}/{__version__} (+{about})" if about else f"{rules.AGENT}/{__version__}"
        self._timeout = settings.ingest.timeout.total_seconds()
        self._pause = settings.ingest.host_delay.total_seconds()
        self._hosts = Hosts()
        self._keeper = Keeper(self._ask_robots, memory)
        self._slots = asyncio.Semaphore(settings.ingest.concurrency)
        self._kept: deque[float] = deque(maxlen=MAX_KEPT)  # when the last connections were left open
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def poll(self, url: str, etag: str = "", last_modified: str = "", *, written: bool = False) -> Outcome:
        """As Fetcher.fetch."""
        gate = self._open_gate(url, written)
        try:
            trip = Trip(url, self._timeout)
        except ValueError as error:
            return Failed(f"{shown(url)}: {error}")
        try:
            return await self._follow(trip, validators(etag, last_modified))
        except _FAULTS as error:
            reason, held = f"{shown(url)}: {self._plain(error, gate)}", isinstance(error, NotNow)
            return Failed(reason, error.wait if isinstance(error, NotNow) else None, held=held, exchange=trip.exchange())

    async def robots(self, url: str, *, written: bool = False) -> Robots:
        """As Fetcher.robots."""
        self._open_gate(url, written)
        try:
            return await self._rules(Trip(url, self._timeout))
        except ValueError as error:
            return Robots(shown(url), obstacle=f"{shown(url)}: {error}")

    async def close(self) -> None:
        while self._sessions:
            await self._sessions.popitem()[1].close()

    def _open_gate(self, url: str, written: bool) -> _Gate:
        gate = _Gate(Allowance(self._ingest.allow_private, _written(url) if written else None))
        _gate.set(gate)
        return gate

    async def _follow(self, trip: Trip, headers: Mapping[str, str]) -> Outcome:
        for _ in range(MAX_HOPS):
            robots = await self._rules(trip)
            if not await robots.judge(str(trip.at)):
                return _forbidden(trip, robots)
            crawl_delay = min(robots.delay, self._ingest.max_delay).total_seconds()
            answer = await self._ask(trip, headers, max(self._pause, crawl_delay))
            if answer.status not in REDIRECTS:
                return trip.outcome(answer, conditional=bool(headers))
            trip.move(answer)
        return Failed(
            f"{shown(trip.url)}: more than {MAX_HOPS} redirects; the last one leads to {shown(trip.end)}", exchange=trip.exchange()
        )

    async def _rules(self, trip: Trip) -> Robots:
        robots = self._keeper.known(trip.origin, datetime.now(UTC))
        if robots is None:
            robots, seconds = await self._keeper.learn(trip.origin, _gate.get().allowance.origin)
            trip.left -= seconds
        return robots

    async def _ask_robots(self, origin: str, last: RobotsFile | None) -> Reply:
        """Of the failures only those last that say something about the site, and not about who asked and when."""
        gate = _Gate(_gate.get().allowance)
        _gate.set(gate)
        trip = Trip(f"{origin}/robots.txt", self._timeout)
        origins: list[str] = []
        try:
            return await self._follow_robots(trip, origins, validators(last.etag, last.last_modified) if last else {})
        except NotNow as error:
            return Reply(failure=str(error), wait=error.wait, lasting=False, seconds=trip.seconds)
        except _FAULTS as error:
            lasting = gate.refused is None or len(origins) > 1
            return Reply(failure=self._plain(error, gate), lasting=lasting, seconds=trip.seconds)

    async def _follow_robots(self, trip: Trip, origins: list[str], headers: Mapping[str, str]) -> Reply:
        for _ in range(1 + rules.MAX_HOPS):
            if trip.at.raw_path_qs == "/robots.txt":
                origins.append(trip.origin)
            answer = await self._ask(trip, headers, self._pause, robots=True)
            if answer.status not in REDIRECTS:
                etag, last_modified = answer.validators()
                return Reply(
                    *(answer.status, answer.body, etag, last_modified, trip.fresh_for, tuple(origins)),
                    wait=answer.wait(),
                    seconds=trip.seconds,
                )
            trip.move(answer)
        return Reply(404, seconds=trip.seconds)  # RFC 9309 section 2.3.1.2: as if there were none

    async def _ask(self, trip: Trip, headers: Mapping[str, str], pause: float, *, robots: bool = False) -> Answer:
        """One request, when it is its turn."""
        async with self._hosts.turn(trip.host, pause) as host, self._slots:
            loop = asyncio.get_running_loop()
            started = loop.time()
            session = self._session(started)
            trip.status = trip.received = 0
            _gate.get().refused = None
            try:
                async with asyncio.timeout(trip.left), session.get(trip.at, headers=headers, allow_redirects=False) as response:
                    answer = await self._take(trip, response, robots)
            finally:
                trip.spend(loop.time() - started)
            wait = answer.wait() if answer.status in {429, 503} else None
            if wait:
                host.close_for(wait)
            return answer

    async def _take(self, trip: Trip, response: aiohttp.ClientResponse, robots: bool) -> Answer:
        trip.status = response.status
        answer = Answer(response.status, response.reason or "", response.headers)
        if response.status in {200, 304}:
            trip.fresh_for = answer.fresh_for()
        return replace(answer, body=await self._body(trip, response, robots)) if response.status == 200 else answer

    async def _body(self, trip: Trip, response: aiohttp.ClientResponse, robots: bool) -> bytes:
        """All of it, or of a robots.txt the beginning. Raises ValueError when it is too large or not complete."""
        limit = rules.MAX_BYTES if robots else self._ingest.max_bytes
        if not robots and (response.content_length or 0) > limit:
            raise ValueError(f"is larger than {limit} bytes (ingest.max_bytes)")
        unpacking = unpacker(response.headers.getall("Content-Encoding", ()))
        body = BytesIO()  # gives its bytes away without a copy
        async for chunk in response.content.iter_any():
            trip.received += len(chunk)
            for piece in unpacking.feed(chunk):
                body.write(piece)
                if body.tell() > limit:
                    break
            if body.tell() > limit or trip.received > limit:
                if robots:
                    return body.getvalue()[:limit].rpartition(b"\n")[0]
                raise ValueError(f"is larger than {limit} bytes (ingest.max_bytes)")
        unpacking.finish()
        return body.getvalue()

    def _session(self, now: float) -> aiohttp.ClientSession:
        """Connections that anybody may use are left open for a while, unless many are already.

        Those to a private address that the operator wrote for one source are that source's alone.
        """
        crowded = len(self._kept) == MAX_KEPT and now - self._kept[0] < 2 * KEPT
        keep = _gate.get().allowance.origin is None and not crowded
        if keep:
            self._kept.append(now)
        if keep not in self._sessions:
            self._sessions[keep] = self._open_session(keep)
        return self._sessions[keep]

    def _open_session(self, keep: bool) -> aiohttp.ClientSession:
        # No limit and no timeout of their own: the slots and the trip have them, and waiting for a slot is no part of a poll's time.
        if keep:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT, socket_factory=_guarded_socket)
        else:
            connector = aiohttp.TCPConnector(limit=0, force_close=True, socket_factory=_guarded_socket)
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": OFFERED},
            timeout=aiohttp.ClientTimeout(),
            auto_decompress=False,
            middlewares=(_asking_once,),
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
        )

    def _plain(self, error: Exception, gate: _Gate) -> str:
        """What went wrong in words that an operator can act on."""
        if gate.refused is not None and isinstance(error, aiohttp.ClientConnectorError):
            return str(gate.refused)
        if isinstance(error, TimeoutError):
            return f"no full answer within {self._timeout:.0f} s (ingest.timeout)"
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            return f"the host name {words(error.host)} is not known (DNS)"
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return f"the certificate is not good: {words(str(error.certificate_error))}"
        if isinstance(error, aiohttp.ClientConnectorError):
            return f"cannot connect: {words(error.os_error.strerror or str(error.os_error))}"
        if isinstance(error, (aiohttp.ServerDisconnectedError, HungUpError)):
            return "the server closed the connection without an answer"
        if isinstance(error, (aiohttp.ClientPayloadError, aiohttp.ClientOSError)):
            return "the connection broke off in the middle of the answer"
        if isinstance(error, aiohttp.InvalidURL):
            return words(f"the host {error.url} {error.description or 'cannot be asked'}")
        if isinstance(error, aiohttp.ClientResponseError):
            return words(f"the answer is no valid HTTP ({_QUOTED.sub('', error.message)})")
        return words(str(error) or type(error).__name__)


async def _asking_once(request: aiohttp.ClientRequest, ask: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """aiohttp asks a server that hung up again, at once. That is right only where the connection was an older one, closed meanwhile."""
    gate = _gate.get()
    gate.connected = False
    try:
        return await ask(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        if gate.connected:
            raise HungUpError from error
        raise


def _guarded_socket(info: AddrInfoType) -> socket.socket:
    """The one place that sees the exact address of every connection before it is made."""
    family, kind, proto, _, address = info
    host, port = str(address[0]), int(address[1])
    gate = _gate.get()
    if not gate.allowance.allows(host, port):
        gate.refused = RefusedError(
            f"leads to the private address {host}; to read it, add its network to ingest.allow_private in feedsvc.toml"
        )
        raise gate.refused
    gate.connected = True
    return socket.socket(family, kind, proto)


def _written(url: str) -> tuple[str, int] | None:
    try:
        return written_origin(url)
    except ValueError:
        return None


def _forbidden(trip: Trip, robots: Robots) -> Failed:
    if robots.obstacle:
        wait = max(robots.retry_at - datetime.now(UTC), timedelta(0)) if robots.retry_at else None
        return Failed(f"{shown(trip.url)}: {robots.obstacle}", wait, exchange=trip.exchange())
    path = words(trip.at.raw_path_qs, 100)
    reason = f"robots.txt of {shown(robots.origin)} forbids {path} to {rules.AGENT}; choose another address or ask the site"
    return Failed(f"{shown(trip.url)}: {reason}", exchange=trip.exchange())
