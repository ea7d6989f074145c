"""Content codings, undone in small steps so that a bomb never unfolds further than its reader lets it.

A stream that breaks off is an error here: half a feed that passed for a whole one would take the other half's articles back.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Any, Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STEP = 262_144  # bytes of output at a time; brotli's steps are up to twice that
MAX_MEMBERS = 1_000  # gzip members or zstd frames in a row; each costs a copy of what follows it
WINDOW_LOG = 23  # RFC 9659: zstd in HTTP may ask for a window of 8 MB
OFFERED = "gzip, deflate, br, zstd"  # Accept-Encoding
_GZIP = b"\x1f\x8b"
_FAULTS: tuple[type[Exception], ...] = (zlib.error, zstd.ZstdError, brotli.error)


class BadPacking(ValueError):
    """A body that cannot be unpacked; the message completes "URL: ..."."""


class _Engine(Protocol):
    """One stream of one coding."""

    eof: bool

    def step(self, data: bytes) -> tuple[bytes, bytes, bool]:
        """A piece of output, the input that is left, and whether there is more to come out before any goes in."""


class Unpacker:
    """Unpacks the streams that make up one body, one after the other; what follows the last of them is padding."""

    def __init__(self, name: str, opening: Callable[[bytes], _Engine | None]) -> None:
        self._name = name
        self._opening = opening  # an engine for a stream that begins so, None for what begins none
        self._engine: _Engine | None = None
        self._held = b""  # too few bytes to tell what they begin
        self._streams = 0
        self._padding = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The next pieces of the content. Raises BadPacking."""
        data, more = self._held + data, False
        self._held = b""
        while (data or more) and not self._padding:
            if self._engine is None and not self._begin(data):
                return
            out, data, more = self._step(data)
            if out:
                yield out

    def finish(self) -> None:
        """Raises BadPacking when the content is not complete. No bytes at all are an empty body, as many servers send it."""
        if self._engine is not None or (self._held and not self._streams):
            raise BadPacking(f"breaks off in the middle of its {self._name}")

    def _begin(self, data: bytes) -> bool:
        if len(data) < 2:
            self._held = data
            return False
        self._engine = self._opening(data) if self._streams < MAX_MEMBERS else None
        if self._engine is None and self._streams in {0, MAX_MEMBERS}:
            raise BadPacking(f"is {self._name} in more than {MAX_MEMBERS} pieces" if self._streams else f"is no {self._name}")
        self._streams += 1
        self._padding = self._engine is None
        return not self._padding

    def _step(self, data: bytes) -> tuple[bytes, bytes, bool]:
        assert self._engine is not None  # noqa: S101 - _begin has seen to it
        try:
            out, rest, more = self._engine.step(data)
        except _FAULTS as error:
            raise BadPacking(f"is not the {self._name} that it says it is ({error})") from error
        if self._engine.eof:
            self._engine = None
        return out, rest, more


class _Plain(Unpacker):
    def __init__(self) -> None:
        super().__init__("", lambda _: None)

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data


class _Inflate:
    def __init__(self, window: int) -> None:
        self._engine = zlib.decompressobj(window)
        self.eof = False

    def step(self, data: bytes) -> tuple[bytes, bytes, bool]:
        out = self._engine.decompress(data, STEP)
        self.eof = self._engine.eof
        return out, self._engine.unused_data if self.eof else self._engine.unconsumed_tail, len(out) >= STEP and not self.eof


class _Zstd:
    def __init__(self) -> None:
        self._engine = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: WINDOW_LOG})
        self.eof = False

    def step(self, data: bytes) -> tuple[bytes, bytes, bool]:
        out = self._engine.decompress(data, STEP)
        self.eof = self._engine.eof
        return out, self._engine.unused_data, not self.eof and not self._engine.needs_input


class _Brotli:
    def __init__(self) -> None:
        self._engine: Any = brotli.Decompressor()
        self.eof = False

    def step(self, data: bytes) -> tuple[bytes, bytes, bool]:
        out = self._engine.process(data, output_buffer_limit=STEP)
        self.eof = self._engine.is_finished()
        return out, b"", not self.eof and (len(out) >= STEP or not self._engine.can_accept_more_data())


def _gzip(data: bytes) -> _Engine | None:
    return _Inflate(16 + zlib.MAX_WBITS) if data.startswith(_GZIP) else None


def _deflate(data: bytes) -> _Engine:
    """Meant is zlib's format (RFC 1950); some servers send the bare stream (RFC 1951)."""
    wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _Inflate(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _once(opening: Callable[[bytes], _Engine | None]) -> Callable[[bytes], _Engine | None]:
    """For codings of a single stream."""
    streams = iter((opening,))
    return lambda data: next((each(data) for each in streams), None)


def unpacker(codings: Iterable[str]) -> Unpacker:
    """For a body with these Content-Encoding headers. Raises BadPacking for more than one coding, or one that was not offered."""
    names = [name.strip().lower() for line in codings for name in line.split(",")]
    match [name for name in names if name not in {"", "identity"}]:
        case []:
            return _Plain()
        case ["gzip" | "x-gzip"]:
            return Unpacker("gzip", _gzip)
        case ["deflate"]:
            return Unpacker("deflate", _once(_deflate))
        case ["br"]:
            return Unpacker("brotli", _once(lambda _: _Brotli()))
        case ["zstd"]:
            return Unpacker("zstd", lambda _: _Zstd())
        case others:
            raise BadPacking(f'is packed as "{", ".join(others)[:60]}", which feedsvc did not ask for and cannot unpack')
