"""HTTP: one conditional GET, bounded in time, bytes and redirects, from one asyncio thread for all polls.

Outcomes are values. The thread starts with the first fetch and ends with ``close()``.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import CancelledError
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import aiohttp

from feedsvc import __version__
from feedsvc.model import Failed, Fetched, NotModified, Outcome
from feedsvc.sources.guard import Allowance, written_origin
from feedsvc.text.chars import clean
from feedsvc.text.html import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohappyeyeballs import AddrInfoType

    from feedsvc.config import Settings

MAX_HOPS = 8
MAX_VALIDATOR = 1_000  # characters
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
_allowance: ContextVar[Allowance] = ContextVar("allowance")


class Fetcher:
    """Thread-safe: ``fetch`` blocks its caller until the outcome is there."""

    def __init__(self, settings: Settings) -> None:
        self._ingest = settings.ingest
        about = settings.ingest.contact or settings.site.url
        self._agent = f"feedsvc/{__version__} (+{about})" if about else f"feedsvc/{__version__}"
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._session: aiohttp.ClientSession | None = None

    def fetch(self, url: str, etag: str = "", last_modified: str = "", *, written: bool = False) -> Outcome:
        """GET ``url`` with the validators sent back as they came.

        ``written`` says that an operator wrote this URL, so that a literal private address in it is meant.
        """
        loop = self._running_loop()
        origin = written_origin(url) if written else None
        allowance = Allowance(self._ingest.allow_private, origin)
        try:
            return asyncio.run_coroutine_threadsafe(self._bounded(url, etag, last_modified, allowance), loop).result()
        except CancelledError:
            return Failed(f"{url}: feedsvc was stopped before the answer came")

    def close(self) -> None:
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._end(), loop).result(timeout=5)
            loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), name="fetch", daemon=True).start()
            return self._loop

    async def _end(self) -> None:
        """Nobody may be left waiting for an answer that no loop will bring."""
        pending = asyncio.all_tasks() - {asyncio.current_task()}
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # No connection is kept: the guard sees the address of every single one, and polls of one host are minutes apart anyway.
            connector = aiohttp.TCPConnector(limit=self._ingest.concurrency, force_close=True, socket_factory=_guarded_socket)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": self._agent, "Accept": ACCEPT}
            )
        return self._session

    async def _bounded(self, url: str, etag: str, last_modified: str, allowance: Allowance) -> Outcome:
        _allowance.set(allowance)
        seconds = self._ingest.timeout.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(url, _validators(etag, last_modified))
        except TimeoutError:
            return Failed(f"{url}: no full answer within {seconds:.0f} s (ingest.timeout)")
        except RefusedError as error:
            return Failed(f"{url}: {error}")
        except (aiohttp.ClientError, ValueError, OSError) as error:
            return Failed(f"{url}: {_plain(error)}")

    async def _follow(self, url: str, headers: Mapping[str, str]) -> Outcome:
        session = await self._open()
        at = url
        for _ in range(MAX_HOPS):
            async with session.get(at, headers=headers, allow_redirects=False, max_line_size=32_768, max_field_size=32_768) as response:
                if response.status not in REDIRECTS:
                    return await self._outcome(at, response)
                at = _next_hop(at, response.headers.get("Location", ""))
        return Failed(f"{url}: more than {MAX_HOPS} redirects; the last one leads to {_words(at)}")

    async def _outcome(self, url: str, response: aiohttp.ClientResponse) -> Outcome:
        etag, last_modified = _validator(response, "ETag"), _validator(response, "Last-Modified")
        if response.status == 304:
            return NotModified("nothing new (304)", etag, last_modified)
        if response.status != 200:
            wait = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
            said = _words(f"{response.status} {response.reason or ''}", 100)
            return Failed(f"{_words(url)}: answered {said}", wait, gone=response.status == 410)
        body = bytearray()
        async for chunk in response.content.iter_chunked(65_536):
            body += chunk
            if len(body) > self._ingest.max_bytes:
                return Failed(f"{_words(url)}: is larger than {self._ingest.max_bytes} bytes (ingest.max_bytes)")
        return Fetched(url, bytes(body), _words(response.headers.get("Content-Type", "")), etag, last_modified)


class RefusedError(OSError):
    """An address that must not be connected to."""


def _guarded_socket(info: AddrInfoType) -> socket.socket:
    family, kind, proto, _, address = info
    host, port = str(address[0]), int(address[1])
    if not _allowance.get().allows(host, port):
        raise RefusedError(f"leads to the private address {host}; to read it, add its network to ingest.allow_private in feedsvc.toml")
    return socket.socket(family, kind, proto)


def _validator(response: aiohttp.ClientResponse, name: str) -> str:
    """A validator as it was sent, or none at all if it could not be sent back: one bad answer must not end all later requests."""
    value = response.headers.get(name, "")
    return value if len(value) <= MAX_VALIDATOR and value.isascii() and value.isprintable() else ""


def _words(text: str, limit: int = 300) -> str:
    """Text of a stranger's choosing, fit for a log line: no control characters, not long."""
    return shorten(clean(text), limit)


def _validators(etag: str, last_modified: str) -> dict[str, str]:
    headers = {"If-None-Match": etag} if etag else {}
    return headers | ({"If-Modified-Since": last_modified} if last_modified else {})


def _next_hop(at: str, location: str) -> str:
    location.encode()  # bytes that are no text make a ValueError here
    target = urljoin(at, location.strip())
    parts = urlsplit(target)
    if not location.strip() or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f'redirects to "{_words(location)}", which is no web address')
    return target


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Retry-After in both its forms (RFC 9110 section 10.2.3): seconds or a date."""
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value.strip()[:9]), 10**8))
    try:
        at = parsedate_to_datetime(value)
        return max(timedelta(0), (at if at.tzinfo else at.replace(tzinfo=UTC)) - now)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _plain(error: Exception) -> str:
    """What went wrong in words that an operator can act on."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"the host name {_words(error.host)} is not known (DNS)"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"the certificate is not good: {_words(str(error.certificate_error))}"
    if isinstance(error, aiohttp.ClientConnectorError):
        cause = error.os_error
        return str(cause) if isinstance(cause, RefusedError) else f"cannot connect: {cause.strerror or cause}"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the server closed the connection without an answer"
    return _words(str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}")


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()
