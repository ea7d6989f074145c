"""The processes that read: one nursery, which loads the readers once, and the workers that it forks, each in milliseconds.

Started by ``nursery.Nursery`` with the number of a socket as its argument. Each message on it brings one end of a pair of
connected sockets, for which a new worker is forked. When the socket closes, the parent is gone, however it ended, and the nursery kills its
whole process group: itself and every worker, busy or not.

A worker is told how long a read may take and how much memory. The time is kept by the kernel: no loop inside a parser escapes an alarm
whose action was left at its default, which ends the process. The memory is kept by the parent, which looks at the worker's size many times
a second and kills it: parsers that are refused memory do not end but lose text, call what they read broken, or write a line for each
allocation. A limit in the kernel far beyond is for a parent that could not look.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import feedsvc
from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched, Harvest, Rules

if TYPE_CHECKING:
    from feedsvc.model import Kind

FAR = 4  # times the memory that a read may need, from which on the kernel gives it none
READS = 200  # reads of one worker, then a new one takes its place: libraries keep caches, and some leak
GROWTH = 8_000_000  # bytes that a worker may have grown by when a read is done; a larger one ends and gives its memory back

# What a worker says beside its replies.
TAKEN = b"t"  # a request has arrived: whatever ends the worker from now on is put down to that request
MORE, LAST = b"m", b"l"  # the reply follows, and the worker takes more requests, or ends


@dataclass(frozen=True, slots=True)
class Request:
    """What to read; its body follows as a message of its own, so that pickling never copies it."""

    fetched: Fetched  # without its body
    kind: Kind
    now: datetime
    language: str
    max_items: int
    zone: str
    rules: Rules
    seconds: float  # that reading may take
    memory: int  # bytes that it may need beyond those of a new worker


@dataclass(frozen=True, slots=True)
class Reply:
    """How one read ended."""

    harvest: Harvest | None = None
    fault: Literal["", "unreadable", "memory", "bug", "time", "death"] = ""  # the last two are what the parent sees
    words: str = ""  # of an unreadable source its sentence, of a bug its name
    trace: str = ""  # of a bug


_NO_MEMORY = pickle.dumps(Reply(fault="memory"))  # made while there is some


def main() -> None:
    """The nursery: load everything, then fork a worker for each connection that arrives."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to decide on
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies: what a worker's end means, its connection tells
    logging.lastResort = None  # what libraries grumble about broken input is no news to anybody
    _load()
    gc.collect()
    gc.freeze()  # memory that no worker's collector touches stays shared by all of them
    while descriptors := socket.recv_fds(control, 1, 1)[1]:
        _fork(control, descriptors[0])
    os.killpg(0, signal.SIGKILL)


def _load() -> None:
    """Read a long text of each kind once: libraries load their parts and reserve their memory at first use.

    A bug that shows here is no reason to read nothing at all: it is told when a source meets it.
    """
    from feedsvc import sources

    words = " ".join((__doc__ or "", feedsvc.__doc__ or "", sources.__doc__ or "")).replace("<", " ")
    paragraphs = "".join(f"<p>{part}</p>" for part in words.split("\n"))
    head = "<title>Harbour opens</title><h1>Harbour opens</h1><time>1 March 2025 10:15 WIB</time>"
    texts: tuple[tuple[Kind, str], ...] = (
        ("page", f"<html lang='en'><body><article>{head}{paragraphs}</article>"),
        ("page", f"<html lang='en'><body><article>{head}<p>Oranges came with the first ship.</p></article>"),  # too short: all is tried
        ("document", f"Harbour opens\n1 March 2025 10:15\n{words}\n"),
        ("feed", f"<rss><channel><item><title>Harbour</title><description>{words}</description></item></channel></rss>"),
        ("sitemap", "<urlset></urlset>"),
    )
    for kind, text in texts:
        with suppress(Exception):
            sources.read(Fetched("https://harbour.example/2025/03/01/harbour-opens", text.encode()), kind, now=datetime.now(UTC))


def _fork(control: socket.socket, descriptor: int) -> None:
    with suppress(OSError):  # no process to be had: the connection closes, which tells the parent
        if os.fork() == 0:
            try:
                control.close()
                _work(Connection(descriptor))
            except BaseException:  # noqa: BLE001 - a worker never goes on as a nursery
                traceback.print_exc()
            os._exit(0)
    os.close(descriptor)


def _work(connection: Connection) -> None:
    """Answer requests until the parent closes the connection, or this worker has grown old or fat."""
    _expendable()
    start = size_of(os.getpid())
    with suppress(EOFError, OSError):
        connection.send_bytes(pickle.dumps((os.getpid(), start)))
        for left in reversed(range(READS)):
            request: Request = pickle.loads(connection.recv_bytes())  # noqa: S301 - our own process wrote it
            connection.send_bytes(TAKEN)
            fault, answer = _bounded(request, connection.recv_bytes(), start)
            last = not left or fault in {"memory", "bug"} or size_of(os.getpid()) > start + GROWTH
            connection.send_bytes(LAST if last else MORE)
            connection.send_bytes(answer)
            if last:
                return


def _expendable() -> None:
    """Nothing of a worker is worth keeping: no core dump, and the first to go when the machine runs out of memory (Linux)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _bounded(request: Request, body: bytes, start: int) -> tuple[str, bytes]:
    """(the fault, the reply as it is sent); the kernel ends the process when it takes too long."""
    _limit(start + FAR * request.memory if start else resource.RLIM_INFINITY)
    signal.setitimer(signal.ITIMER_REAL, request.seconds)
    try:
        reply = _answer(request, replace(request.fetched, body=body))
        if _peak() > start + request.memory:  # between two looks of the parent
            return "memory", _NO_MEMORY
        return reply.fault, pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return "memory", _NO_MEMORY
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _limit(resource.RLIM_INFINITY)


def _limit(size: int) -> None:
    """Bound the address space of this process, in bytes."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    inside = hard if size == resource.RLIM_INFINITY else size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (inside, hard))


def _answer(request: Request, fetched: Fetched) -> Reply:
    from feedsvc.sources import read

    try:
        harvest = read(
            fetched,
            request.kind,
            now=request.now,
            language=request.language,
            max_items=request.max_items,
            zone=request.zone,
            rules=request.rules,
        )
    except SourceUnreadable as error:
        return Reply(fault="unreadable", words=str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - it is told to the parent with its trace
        return Reply(fault="bug", words=f"{type(error).__name__}: {error}", trace=traceback.format_exc())
    return Reply(harvest)


def size_of(pid: int) -> int:
    """Bytes of address space of a process; 0 where nobody tells (other systems than Linux), and then nothing is bounded."""
    with Scales(pid) as scales:
        return scales.size()


class Scales:
    """Tells the size of one process again and again: what the kernel says of it stays open, since to open it costs more than to read it.

    Open, it means that very process for ever, whatever has its number after it.
    """

    def __init__(self, pid: int) -> None:
        self._told: int | None = None
        with suppress(OSError):
            self._told = os.open(f"/proc/{pid}/statm", os.O_RDONLY)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def size(self) -> int:
        """As ``size_of``; 0 also when the process has ended."""
        with suppress(OSError, ValueError, IndexError):
            return 0 if self._told is None else int(os.pread(self._told, 100, 0).split()[0]) * resource.getpagesize()
        return 0

    def close(self) -> None:
        if self._told is not None:
            os.close(self._told)
            self._told = None


def _peak() -> int:
    """The most bytes of address space that this process ever had; 0 where nobody tells."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/status").read_text().split("VmPeak:")[1].split()[0]) * 1024
    return 0
