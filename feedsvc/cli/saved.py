"""Pages as files: saved HTML, feeds, sitemaps and text dumps, gzipped or not."""

from __future__ import annotations

import gzip
import zlib
from mimetypes import guess_type
from typing import TYPE_CHECKING, BinaryIO

from feedsvc.errors import SourceError
from feedsvc.model import Fetched

if TYPE_CHECKING:
    from pathlib import Path

_GZIP = b"\x1f\x8b"


def open_saved(path: Path, max_bytes: int, url: str = "") -> Fetched:
    """The file's content as if it had come from ``url``; of a gzip file what is in it, and never more than ``max_bytes`` of that.

    Raises SourceError.
    """
    try:
        with path.open("rb") as file:
            body = _content(file, max_bytes + 1)
    except FileNotFoundError as error:
        raise SourceError(f"{path}: there is no such file; a web address begins with https:// or http://.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"{path}: is a broken gzip file ({error}); save it again.") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(body) > max_bytes:
        raise SourceError(f"{path}: is larger than {max_bytes} bytes (ingest.max_bytes).")
    return Fetched(url or path.absolute().as_uri(), body, guess_type(path.name)[0] or "")


def _content(file: BinaryIO, limit: int) -> bytes:
    zipped = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    if not zipped:
        return file.read(limit)
    with gzip.open(file) as unpacked:
        return unpacked.read(limit)
