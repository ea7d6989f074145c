"""What a client is answered about something cacheable: the one place that knows conditional requests, encodings and cache headers.

Pure and free of Flask: a WSGI layer in front of the application has to answer by exactly the same rules. RFC 9110 (sections 8, 12, 13),
RFC 9111 and RFC 5861 are the source; every deviation is explained where it stands.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import Protocol

STALE_IF_ERROR = 86_400  # seconds that a cache may go on serving while we are down: a day-old list beats none
_TAG = re.compile(r'(?:W/)?"([^"]*)"')  # RFC 9110 8.8.3; the weak form compares equal for GET and HEAD (13.1.2)
_QUALITY = re.compile(r"[01](?:\.\d{0,3})?")


class Fields(Protocol):
    """Request headers by name: a dict, or a framework's own collection."""

    def get(self, name: str, default: str, /) -> str: ...


class Representation(Protocol):
    """Bytes with their validators; ``feeds.Edition`` is one, ``Document`` the other."""

    @property
    def body(self) -> bytes: ...
    @property
    def gzip(self) -> bytes: ...
    @property
    def etag(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def last_modified(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Document:
    """A page, stylesheet or other thing that is served under the same rules as a feed."""

    body: bytes
    gzip: bytes
    etag: str  # opaque, without quotes
    content_type: str
    last_modified: datetime | None = None  # whole seconds, aware UTC


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes on the wire; the server in front adds Date and nothing else."""

    status: int  # 200 or 304
    headers: tuple[tuple[str, str], ...]
    body: bytes  # empty for HEAD and 304


def document(body: bytes, content_type: str, last_modified: datetime | None = None) -> Document:
    """Bytes as a cacheable document: the ETag is a hash of them, so it is equal on every worker and after every restart."""
    return Document(body, gzip.compress(body, 6, mtime=0), sha256(body).hexdigest()[:32], content_type, last_modified)


def answer(edition: Representation, method: str, headers: Fields, max_age: int) -> Answer:
    """Answer GET or HEAD for ``edition``.

    ``headers`` are the request's, looked up as If-None-Match, If-Modified-Since and Accept-Encoding: pass something that ignores
    case or has these spellings. ``max_age`` is in seconds; 0 asks caches to revalidate every time. Range is ignored, as RFC 9110 14.2
    allows.
    """
    zipped = _prefers_gzip(headers.get("Accept-Encoding", "")) and len(edition.gzip) < len(edition.body)
    fresh = _unchanged(edition, headers, zipped)
    if fresh is not None:
        return Answer(304, _shared_headers(edition, fresh, max_age), b"")
    body = edition.gzip if zipped else edition.body
    entity = [("Content-Type", edition.content_type), ("Content-Length", str(len(body)))]
    if zipped:
        entity.append(("Content-Encoding", "gzip"))
    shared = _shared_headers(edition, _tag(edition, zipped), max_age)
    return Answer(200, (*entity, *shared), b"" if method == "HEAD" else body)


def cache_control(max_age: int) -> str:
    """Cache-Control for ``max_age`` seconds; within as many again a cache may serve the old copy while it fetches the new one."""
    if max_age <= 0:
        return "no-cache"
    return f"public, max-age={max_age}, stale-while-revalidate={max_age}, stale-if-error={STALE_IF_ERROR}"


def _shared_headers(edition: Representation, tag: str, max_age: int) -> tuple[tuple[str, str], ...]:
    """What 200 and 304 have in common; a 304 updates the stored response with these (RFC 9111 4.3.4)."""
    dated = () if edition.last_modified is None else (("Last-Modified", format_datetime(edition.last_modified, usegmt=True)),)
    return (
        ("ETag", f'"{tag}"'),
        *dated,
        ("Cache-Control", cache_control(max_age)),
        ("Vary", "Accept-Encoding"),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Content-Type-Options", "nosniff"),
    )


def _tag(edition: Representation, zipped: bool) -> str:
    """Strong tags differ between encodings (RFC 9110 8.8.3.3); the ending is the one that Apache uses too."""
    return f"{edition.etag}-gzip" if zipped else edition.etag


def _unchanged(edition: Representation, headers: Fields, zipped: bool) -> str | None:
    """The tag to echo in a 304, or None when the client needs the bytes. If-None-Match beats If-Modified-Since (RFC 9110 13.2.2)."""
    named = headers.get("If-None-Match", "")
    if named:
        return _matching_tag(edition, named, zipped)
    since = _http_date(headers.get("If-Modified-Since", ""))
    if since is None or edition.last_modified is None or edition.last_modified > since:
        return None
    return _tag(edition, zipped)


def _matching_tag(edition: Representation, named: str, zipped: bool) -> str | None:
    """Either encoding's tag proves that the client has these bytes, however it asks for them now; the one it has is echoed."""
    ours = (_tag(edition, zipped), _tag(edition, not zipped))
    if named.strip() == "*":
        return ours[0]
    theirs = set(_TAG.findall(named))
    return next((tag for tag in ours if tag in theirs), None)


def _http_date(text: str) -> datetime | None:
    """A date in any of the three forms of RFC 9110 5.6.7 (IMF-fixdate, RFC 850, asctime), or None: what cannot be read is ignored."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _prefers_gzip(accept: str) -> bool:
    """RFC 9110 12.5.3. The identity form stays acceptable even to ``identity;q=0``: bytes that can be read beat a 406."""
    weights = dict(_weights(accept))
    wanted = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return wanted > 0 and wanted >= weights.get("identity", 0.0)


def _weights(accept: str) -> list[tuple[str, float]]:
    return [_weight(item) for item in accept.lower().split(",") if item.strip()]


def _weight(item: str) -> tuple[str, float]:
    """ "gzip;q=0.5" -> ("gzip", 0.5). A weight that cannot be read counts as 0, because the plain form is always right."""
    name, _, parameter = item.partition(";")
    key, _, value = parameter.partition("=")
    if not parameter.strip():
        return name.strip(), 1.0
    readable = key.strip() == "q" and _QUALITY.fullmatch(value.strip())
    return name.strip(), min(float(value), 1.0) if readable else 0.0
