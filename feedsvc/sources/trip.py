"""One poll on its way over redirects: where it is, what it has cost, and what the answer at its end means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from yarl import URL

from feedsvc.model import Exchange, Failed, Fetched, NotModified, Outcome
from feedsvc.sources.headers import fresh_for, retry_after, validator
from feedsvc.text.chars import clean
from feedsvc.text.html import shorten

if TYPE_CHECKING:
    from multidict import CIMultiDictProxy

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
MAX_HOST = 253  # characters of a name in the DNS
MAX_URL = 8_000  # characters that every server must be able to take (RFC 9110 section 4.1); every rule of a robots.txt is held against them
_DEFAULT_PORTS = {"http": 80, "https": 443}
_USERINFO = re.compile(r"(?<=//)[^/?#]{0,2000}@")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server, its body read if it is one to keep."""

    status: int
    reason: str
    headers: CIMultiDictProxy[str]
    body: bytes = b""

    def wait(self) -> timedelta | None:
        return retry_after(self.headers.get("Retry-After", ""), datetime.now(UTC))

    def fresh_for(self) -> timedelta | None:
        get = self.headers.get
        control = ",".join(self.headers.getall("Cache-Control", ()))
        return fresh_for(control, get("Expires", ""), get("Date", ""), get("Age", ""), datetime.now(UTC))

    def validators(self) -> tuple[str, str]:
        return validator(self.headers.get("ETag", "")), validator(self.headers.get("Last-Modified", ""))


@dataclass(slots=True)
class Trip:
    url: str  # as it was asked for
    left: float  # seconds that its requests may still take; waiting for a turn does not count
    at: URL = field(init=False)
    status: int = 0
    received: int = 0  # bytes of the last body, as packed
    seconds: float = 0.0
    fresh_for: timedelta | None = None
    _permanent: bool = True
    _been: set[URL] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Raises ValueError for what is no web address."""
        self.at = web_address(self.url)

    @property
    def host(self) -> str:
        """What counts as one host to be polite to: a name with a port, http and https together."""
        name = (self.at.raw_host or "").rstrip(".")
        return name if self.at.is_default_port() else f"{name}:{self.at.port}"

    @property
    def origin(self) -> str:
        return str(self.at.origin())

    def spend(self, seconds: float) -> None:
        self.left -= seconds
        self.seconds += seconds

    def move(self, answer: Answer) -> None:
        """Follow a redirect. Raises ValueError with the reason when it leads nowhere."""
        location = answer.headers.get("Location", "").strip()
        try:
            target = web_address(urljoin(str(self.at), location)) if location else None
        except ValueError as error:
            raise ValueError(f'redirects to "{shown(location)}", which {error}') from error
        if target is None:
            raise ValueError(f"answered {answer.status}, a redirect, without saying where to")
        self._been.add(self.at)
        if target in self._been:
            raise ValueError(f"redirects in a circle, by way of {shown(str(target))}; it may want cookies, which feedsvc does not keep")
        self._permanent &= answer.status in PERMANENT
        self.at = target

    def exchange(self) -> Exchange:
        moved = str(self.at) if self._been and self._permanent else ""
        return Exchange(self.status, self.received, self.seconds, moved, self.fresh_for)

    def outcome(self, answer: Answer, *, conditional: bool) -> Outcome:
        etag, last_modified = answer.validators()
        if answer.status == 304 and conditional:
            return NotModified("nothing new (304)", etag, last_modified, self.exchange())
        if answer.status == 200:
            content_type = words(answer.headers.get("Content-Type", ""))
            return Fetched(self.end, answer.body, content_type, etag, last_modified, self.exchange())
        said = words(f"{answer.status} {answer.reason}", 100)
        return Failed(f"{shown(self.end)}: answered {said}", answer.wait(), gone=answer.status == 410, exchange=self.exchange())

    @property
    def end(self) -> str:
        """The address as it was asked for, unless a redirect led elsewhere."""
        return str(self.at) if self._been else self.url


def web_address(text: str) -> URL:
    """Raises ValueError, whose message completes "URL ...", for what may not be requested."""
    try:
        text.encode()  # lone surrogates are bytes of a header that were no text
        url = URL(text)
        sound = url.scheme in _DEFAULT_PORTS and 0 < len(url.raw_host or "") <= MAX_HOST and url.port != 0
    except ValueError as error:
        raise ValueError("is no web address") from error
    if not sound:
        raise ValueError("is no web address")
    if len(str(url)) > MAX_URL:
        raise ValueError(f"is longer than {MAX_URL} characters")
    if url.raw_user is not None or url.raw_password is not None:
        raise ValueError("holds a user name or password, which feedsvc sends to nobody")
    return url.with_fragment(None) if url.raw_fragment else url


def shown(url: str) -> str:
    """An address fit for a log line, without the password that may stand in it."""
    return words(_USERINFO.sub("", url[:4_000]))


def words(text: str, limit: int = 300) -> str:
    """Text of a stranger's choosing, fit for a log line: no control characters, not long."""
    return shorten(clean(text), limit)
