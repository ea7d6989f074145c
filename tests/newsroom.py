"""A small newsroom of the tests' own: a real HTTP server on the loopback whose feed the test edits while it runs."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@dataclass
class Newsroom:
    """What it shows, and every request it saw as (path, status)."""

    base: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # path -> media type, body
    moves: dict[str, tuple[int, str]] = field(default_factory=dict)  # path -> status of a redirect, path that it leads to
    status: int = 200  # anything else is answered to every request
    requests: list[tuple[str, int]] = field(default_factory=list)

    def show(self, path: str, body: str | bytes, media_type: str) -> str:
        self.pages[path] = (media_type, body.encode() if isinstance(body, str) else body)
        return self.base + path

    def show_feed(self, *items: tuple[int, str]) -> str:
        """RSS of items (number, title), newest first when the numbers fall: item n is published at 6:00 plus n minutes."""
        return self.show("/feed.xml", rss(self.base, items), "application/rss+xml; charset=utf-8")


def rss(base: str, items: tuple[tuple[int, str], ...]) -> str:
    entries = "".join(
        f"<item><title>{escape(title)}</title><link>{base}/{number}</link><guid isPermaLink='false'>item-{number}</guid>"
        f"<description>{escape(title)}, told in a sentence.</description>"
        f"<pubDate>{format_datetime(MORNING + timedelta(minutes=number))}</pubDate></item>"
        for number, title in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Post</title><link>{base}/</link>{entries}</channel></rss>"


@contextmanager
def open_newsroom() -> Iterator[Newsroom]:
    room = Newsroom()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path in room.moves:
                self._move(*room.moves[self.path])
                return
            media_type, body = room.pages.get(self.path, ("text/plain", b"not here"))
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if self.path not in room.pages else room.status
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            room.requests.append((self.path, status))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _move(self, status: int, path: str) -> None:
            room.requests.append((self.path, status))
            self.send_response(status)
            self.send_header("Location", room.base + path)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    room.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield room
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
