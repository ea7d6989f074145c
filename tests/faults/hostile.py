"""A hostile HTTP server in a process of its own. Each of its names is another case, which is good until it is told to be bad."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tests.faults.cases import Case

PUBLIC = "127.0.0.2"  # stands for the public internet
PRIVATE = "127.0.0.1"  # where nobody may be led to
AWAY = "-away"  # ends the name of a second host of a case, which is always bad
GOOD, BETTER = 6, 7  # stories before and after
MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
ETAG = '"good"'
Mood = Literal["good", "bad", "better"]


@dataclass
class Talk:
    """One request, and the connection to answer it on."""

    writer: asyncio.StreamWriter
    name: str  # the first part of the host's name
    path: str
    port: int
    private: str  # the address of a server on the loopback that nobody may ask

    @property
    def slug(self) -> str:
        return self.name.removesuffix(AWAY)

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: str = "200 OK", **headers: str) -> None:
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        await self.say(f"HTTP/1.1 {status}\r\n{lines}Connection: close\r\n\r\n".encode("latin-1"))

    async def whole(self, body: bytes, status: str = "200 OK", **headers: str) -> None:
        await self.head(status, Content_Length=str(len(body)), **headers)
        await self.say(body)

    async def move(self, target: str) -> None:
        await self.whole(b"", "302 Found", Location=target)

    def address(self, path: str, name: str = "") -> str:
        return f"http://{name or self.name}.example:{self.port}{path}"


Answer = Callable[[Talk], Awaitable[None]]


def story(number: int, slug: str) -> str:
    return f"Harbour story number {number} as {slug} tells it"


def good(talk: Talk, kind: str, stories: int) -> tuple[bytes, str]:
    """(what a decent site shows, its media type), the newest story first."""
    told = [
        (talk.address(f"/news/{number}"), story(number, talk.slug), MORNING + timedelta(minutes=number)) for number in range(stories, 0, -1)
    ]
    if kind == "feed":
        items = "".join(
            f"<item><title>{title}</title><link>{url}</link><pubDate>{format_datetime(at)}</pubDate></item>" for url, title, at in told
        )
        return f"<rss version='2.0'><channel><title>{talk.slug}</title>{items}</channel></rss>".encode(), "application/rss+xml"
    if kind == "sitemap":
        entries = "".join(
            f"<url><loc>{url}</loc><n:news><n:publication_date>{at.isoformat()}</n:publication_date><n:title>{title}</n:title></n:news></url>"
            for url, title, at in told
        )
        space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
        return f"<urlset {space}>{entries}</urlset>".encode(), "application/xml"
    if kind == "document":
        return ("Latest news\n\n" + "".join(f"{title}\n" for _, title, _ in told)).encode(), "text/plain"
    links = "".join(f"<li><a href='{url}'>{title}</a></li>" for url, title, _ in told)
    start = f"<!doctype html><html lang='en'><head><title>{talk.slug}</title></head><body>"
    return f"{start}<section><h2>Latest news</h2><ul>{links}</ul></section></body></html>".encode(), "text/html; charset=utf-8"


def good_article(title: str) -> bytes:
    words = "The harbour of the old town opened again on Monday after a winter of repairs, and the first ship brought oranges. "
    head = f"<title>{title}</title><meta property='og:type' content='article'>"
    return f"<html lang='en'><head>{head}</head><body><article><h1>{title}</h1><p>{words * 3}</p><p>{words * 3}</p></article>".encode()


@dataclass
class Town:
    """All that the server answers, and what it was asked."""

    cases: dict[str, Case]
    moods: dict[str, Mood] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # name, path
    trespassers: int = 0  # connections to the private server
    private: str = ""

    async def serve(self) -> None:
        private = await asyncio.start_server(self._trespass, PRIVATE, 0)
        self.private = f"http://{PRIVATE}:{private.sockets[0].getsockname()[1]}"
        public = await asyncio.start_server(self._talk, PUBLIC, 0, limit=200_000)
        told = {"port": public.sockets[0].getsockname()[1], "private": self.private}
        print(json.dumps(told), flush=True)
        await asyncio.to_thread(self._listen)

    def _listen(self) -> None:
        """Commands on standard input until it ends: who is to be in which mood; and what was seen."""
        for line in sys.stdin:
            match line.split():
                case [slug, mood]:
                    self.moods[slug] = mood  # type: ignore[assignment]
                    print("{}", flush=True)
                case _:
                    print(json.dumps({"asked": self.asked, "trespassers": self.trespassers}), flush=True)

    async def _trespass(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.trespassers += 1
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = request.split(" ", 2)[1]
            host = request.partition("\r\nHost: ")[2].partition("\r\n")[0]
            self.asked.append((host.partition(".")[0], path))
            await self._answer(Talk(writer, host.partition(".")[0], path, int(host.rpartition(":")[2]), self.private))
        writer.close()

    async def _answer(self, talk: Talk) -> None:
        case, mood = self.cases[talk.slug], self.moods.get(talk.slug, "good")
        away, robots = talk.name.endswith(AWAY), talk.path == "/robots.txt"
        if away and (case.robots or not robots):
            await case.answer(talk)
        elif robots:
            await talk.whole(b"", "404 Not Found")
        elif mood == "bad" and case.page == talk.path.startswith("/news/"):
            await case.answer(talk)
        elif talk.path.startswith("/news/"):
            await talk.whole(good_article(story(int(talk.path.rpartition("/")[2]), talk.slug)), Content_Type="text/html")
        else:
            body, media_type = good(talk, case.kind, BETTER if mood == "better" else GOOD)
            await talk.whole(body, Content_Type=media_type, ETag=ETAG, Last_Modified=format_datetime(MORNING, usegmt=True))


class Landlord:
    """Holds the server's process; closing its standard input ends it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.hostile"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._lock = threading.Lock()
        told = self._hear()
        self.port: int = told["port"]
        self.private: str = told["private"]

    def be(self, slug: str, mood: Mood) -> None:
        self._tell(f"{slug} {mood}")

    def seen(self) -> dict[str, Any]:
        """``asked``: (name, path) of each request; ``trespassers``: connections to the private server."""
        return self._tell("?")

    def close(self) -> None:
        self._process.kill()  # it may be writing an endless body
        self._process.communicate()

    def _tell(self, line: str) -> dict[str, Any]:
        with self._lock:
            assert self._process.stdin
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout
        heard: dict[str, Any] = json.loads(self._process.stdout.readline())
        return heard


def main() -> None:
    from tests.faults.cases import CASES

    asyncio.run(Town(CASES).serve())


if __name__ == "__main__":
    main()
