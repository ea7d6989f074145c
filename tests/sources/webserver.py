"""Real servers on the loopback that answer as a test wants them to."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Site:
    """Its address, and what it saw. Requests for robots.txt are told apart, so that a test may forget them."""

    url: str = ""
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # path, headers
    robots: list[dict[str, str]] = field(default_factory=list)  # headers of the requests for robots.txt
    spans: list[tuple[float, float]] = field(default_factory=list)  # begin and end of each request, robots.txt among them
    connections: int = 0


@contextmanager
def serving(
    answer: Callable[[BaseHTTPRequestHandler], None],
    robots: Callable[[BaseHTTPRequestHandler], None] | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Iterator[Site]:
    """A site that answers every GET so; without ``robots`` it has no robots.txt."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            site.connections += 1
            super().setup()

        def do_GET(self) -> None:
            began = time.monotonic()
            if self.path == "/robots.txt":
                site.robots.append(dict(self.headers.items()))
                (robots or missing)(self)
            else:
                site.seen.append((self.path, dict(self.headers.items())))
                answer(self)
            site.spans.append((began, time.monotonic()))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((host, port), Handler)
    site.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def missing(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, 404)


@contextmanager
def saying(answer: bytes) -> Iterator[str]:
    """A server that says these very bytes to whatever it is asked, except that it has no robots.txt; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.02)
        stop = threading.Event()

        def talk() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked = connection.recv(4096)
                    about_robots = asked.startswith(b"GET /robots.txt ")
                    connection.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" if about_robots else answer)

        thread = threading.Thread(target=talk)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            stop.set()
            thread.join()
