"""Files as sources: a sample, a page dump dropped into a folder, a feed that another program writes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from feedsvc.model import Exchange, Failed, Fetched, Outcome


def read_file(url: str, max_bytes: int) -> Outcome:
    """``url`` is a file URL."""
    path = Path(url2pathname(unquote(urlsplit(url).path)))
    if path.exists() and not path.is_file():
        return Failed(f"{path}: is no file")  # opening a pipe would wait for its other end
    try:
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except FileNotFoundError:
        return Failed(f"{path}: there is no such file")
    except OSError as error:
        return Failed(f"{path}: cannot be read: {error.strerror}")
    if len(body) > max_bytes:
        return Failed(f"{path}: is larger than {max_bytes} bytes (ingest.max_bytes)")
    return Fetched(url, body, exchange=Exchange(received=len(body)))
