"""How a hostile server answers: each of these makes or is an answer to one request."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from typing import TYPE_CHECKING

from tests.faults import payloads as made
from tests.faults.hostile import AWAY, BETTER, Answer, Talk, good

if TYPE_CHECKING:
    from collections.abc import Callable

FEED, HTML, XML, JSON, TEXT = "application/rss+xml", "text/html; charset=utf-8", "application/xml", "application/feed+json", "text/plain"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def body(make: Callable[[], bytes], media_type: str = FEED, **headers: str) -> Answer:
    async def answer(talk: Talk) -> None:
        await talk.whole(make().replace(b"{inside}", talk.private.encode()), Content_Type=media_type, **headers)

    return answer


def packed(make: Callable[[], bytes], coding: str) -> Answer:
    return body(make, Content_Encoding=coding)


def raw(data: bytes) -> Answer:
    return lambda talk: talk.say(data)


def endless(piece: bytes, start: bytes = b"", pause: float = 0.0) -> Answer:
    async def answer(talk: Talk) -> None:
        await talk.say(start)
        while True:
            await talk.say(piece)
            await asyncio.sleep(pause)

    return answer


def status(line: str, **headers: str) -> Answer:
    return lambda talk: talk.whole(b"<p>no</p>", line, **headers)


def to(target: str) -> Answer:
    """A redirect; {port} is that of a server that nobody may ask, {away} an address at the case's second host."""

    async def answer(talk: Talk) -> None:
        await talk.move(
            target.replace("{port}", talk.private.rpartition(":")[2]).replace("{away}", talk.address("/feed", talk.slug + AWAY))
        )

    return answer


async def ever_on(talk: Talk) -> None:
    number = int(talk.path.rpartition("/")[2]) if "/on/" in talk.path else 0
    await talk.move(talk.address(f"/on/{number + 1}"))


async def reset(talk: Talk) -> None:
    await talk.head(Content_Type=FEED, Content_Length="5000")
    await talk.say(b"<rss>")
    await reset_at_once(talk)


async def reset_at_once(talk: Talk) -> None:
    taken = talk.writer.get_extra_info("socket")
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.writer.transport.abort()


async def hang_up(talk: Talk) -> None:
    talk.writer.close()


async def silence(talk: Talk) -> None:
    await asyncio.sleep(60)


async def cut(talk: Talk) -> None:
    shown, media_type = good(talk, "feed", BETTER)
    await talk.whole(gzip.compress(shown)[:-40], Content_Type=media_type, Content_Encoding="gzip")


async def longer_than_said(talk: Talk) -> None:
    shown, media_type = good(talk, "feed", BETTER)
    await talk.head(Content_Type=media_type, Content_Length=str(len(shown) // 2))
    await talk.say(shown)


async def shorter_than_said(talk: Talk) -> None:
    shown, media_type = good(talk, "feed", BETTER)
    await talk.head(Content_Type=media_type, Content_Length=str(len(shown) * 2))
    await talk.say(shown)


def recoded(kind: str, charset: str, said: str, change: Callable[[bytes], bytes] = lambda data: data) -> Answer:
    """Good news in one encoding that says it is in another."""

    async def answer(talk: Talk) -> None:
        shown, media_type = good(talk, kind, BETTER)
        text = change(shown).decode().replace("</rss>", "<!-- déjà vu --></rss>").encode(charset, "replace")
        await talk.whole(text, Content_Type=f"{media_type.partition(';')[0]}; charset={said}")

    return answer


def robots(answer: Answer) -> Answer:
    """The source redirects to a host whose robots.txt is answered so."""

    async def both(talk: Talk) -> None:
        if not talk.name.endswith(AWAY):
            await talk.move(talk.address("/" + "a" * 7_000, talk.slug + AWAY))
        elif talk.path.startswith("/robots"):
            await answer(talk)
        else:
            await talk.whole(good(talk, "feed", BETTER)[0], Content_Type=FEED)

    return both


def index(times: int, answer: Answer) -> Answer:
    """An index of sitemaps, each answered so."""

    async def both(talk: Talk) -> None:
        if "/child" in talk.path:
            await answer(talk)
        else:
            await talk.whole(made.index_of(talk.address("/child{}.xml"), times), Content_Type=XML)

    return both
