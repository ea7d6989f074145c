"""An access log as a file: its lines with where each ends, unpacked where it is packed, within bounds."""

from __future__ import annotations

import gzip
import re
import sys
import zlib
from contextlib import contextmanager
from hashlib import blake2b
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from feedsvc.accesslog import MAX_LINE
from feedsvc.errors import FeedsvcError

if TYPE_CHECKING:
    from collections.abc import Iterator

RATIO = 200  # logs shrink to a tenth or a thirtieth; what shrinks to less than this is no log
ROOM = 10_000_000  # bytes that even a small file may unpack to
_STEP = 1 << 20  # bytes passed over at a time
_GZIP = b"\x1f\x8b"
# access.log.1, access.log.2.gz, access.log-20261122.gz: what rotation makes of a name. A log is known again after it.
_ROTATED = re.compile(r"(?:[.-]\d{1,14})?(?:\.gz)?$")


class _Taken:
    """A packed file that counts what is taken from it."""

    def __init__(self, file: BufferedReader) -> None:
        self._file, self.bytes = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.bytes += len(data)
        return data


class LogFile:
    """A log, its first line read already. ``name`` is a digest that stays the log's own when it grows or is rotated."""

    def __init__(self, path: str, file: BufferedReader) -> None:
        self.path, self.size = path, 0 if path == "-" else Path(path).stat().st_size  # bytes as it lies there
        packed = file.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
        self._taken = _Taken(file) if packed else None
        unpacked = gzip.GzipFile(mode="rb", fileobj=cast("BufferedReader", self._taken)) if packed else file
        self._file = cast("IO[bytes]", unpacked)
        self._position = 0
        self.fault = ""  # why it could not be read to its end, one sentence
        self._first = self._line()
        place = path if path == "-" else _ROTATED.sub("", str(Path(path).absolute()))
        self.name = blake2b(place.encode(errors="replace") + b"\0" + self._first, digest_size=16).hexdigest()

    @property
    def done(self) -> int:
        """Bytes of the file, as it lies there, that were taken so far."""
        return self._taken.bytes if self._taken else self._position

    def lines(self, start: int) -> Iterator[tuple[bytes, int]]:
        """Each line from position ``start`` on, with the position after it: unpacked bytes.

        The middle of one that is too long is left out. Only the last may have no end; somebody may be writing it just now.
        """
        if start < self._position:
            yield self._first, self._position
        else:
            self._pass_over(start)
        while line := self._line():
            yield line, self._position

    def _line(self) -> bytes:
        """The next line; empty at the end, and where nothing more can be read."""
        if self._taken and self._position > max(ROOM, RATIO * self._taken.bytes):
            self.fault = f"{self.path}: unpacks to more than {RATIO} times its size, as no log does; the rest was left out."
            return b""
        try:
            line = rest = self._file.readline(MAX_LINE + 1)
            self._position += len(line)
            while len(line) > MAX_LINE and rest and not rest.endswith(b"\n"):
                rest = self._file.readline(_STEP)
                self._position += len(rest)
            line += b"\n" if rest is not line and rest.endswith(b"\n") else b""
        except (EOFError, OSError, zlib.error) as error:
            self.fault = f"{self.path}: is damaged or cut off ({error}); what stands before that was counted."
            return b""
        return line

    def _pass_over(self, start: int) -> None:
        if self._taken is None and self._file.seekable():
            self._file.seek(start)
            self._position = start
        try:
            while self._position < start and (passed := self._file.read(min(_STEP, start - self._position))):
                self._position += len(passed)
        except (EOFError, OSError, zlib.error) as error:
            self.fault = f"{self.path}: is damaged or cut off ({error})."


@contextmanager
def open_log(path: str) -> Iterator[LogFile]:
    """ "-" is standard input. Raises FeedsvcError where there is no such file or it may not be read."""
    if path == "-":
        stdin: BufferedReader = BufferedReader(cast("Any", sys.stdin.buffer))
        yield LogFile(path, stdin)
        stdin.detach()  # else standard input is closed with it
        return
    try:
        with Path(path).open("rb") as file:
            log = LogFile(path, file)
            yield log
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise FeedsvcError(f"{path}: {error.strerror}") from error
