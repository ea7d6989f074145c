"""Reading in processes that can be killed: no input, however hostile, costs more than its own read.

A caller's thread takes an idle worker, hands it the bytes, and watches over it until it answers; there is no thread and no queue in
between. Each worker has a connection of its own, so that one that dies in the middle of a message spoils nobody else's. What runs in the
workers is in worker.py, how they come and go in nursery.py. This process loads no parser.
"""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from feedsvc.errors import SourceError, SourceUnreadable
from feedsvc.sources import NO_RULES
from feedsvc.sources.nursery import Lost, NotTaken, Nursery
from feedsvc.sources.worker import Reply, Request

if TYPE_CHECKING:
    from datetime import datetime

    from feedsvc.config import Settings
    from feedsvc.model import Fetched, Harvest, Kind, Rules
    from feedsvc.sources.nursery import Worker

# Bytes of address space that a read may need beyond a new worker, its body among them, for each 10 MB of ingest.max_bytes. Real pages of
# 2 MB and real feeds of 2.5 MB need some 25 MB, most far less; hostile ones of 10 MB would take up to 500 MB.
MEMORY = 44_000_000
TRIES = 3  # for a request that no worker took, since the one that was idle had died meanwhile

log = logging.getLogger(__name__)


class Readers:
    """As many reads at a time as ``ingest.readers`` says; further callers wait. Thread-safe. Its processes start with the first read."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.ingest.read_timeout.total_seconds()
        self._memory = int(MEMORY * max(1.0, settings.ingest.max_bytes / 10_000_000))
        self._free = threading.BoundedSemaphore(settings.ingest.readers or cores())
        self._lock = threading.Lock()
        self._nursery: Nursery | None = None
        self._idle: list[Worker] = []
        self._closed = False

    def read(
        self,
        fetched: Fetched,
        kind: Kind,
        *,
        now: datetime,
        language: str = "",
        max_items: int = 500,
        zone: str = "",
        rules: Rules = NO_RULES,
    ) -> Harvest:
        """As ``sources.read``, in a worker. Raises SourceUnreadable also when the read took too long or too much, or killed its worker."""
        head = replace(fetched, body=b"")
        request = Request(head, kind, now, language, max_items, zone, rules, self._seconds, self._memory)
        with self._free:
            reply = self._ask(request, fetched.body)
        if reply.harvest is not None:
            return reply.harvest
        if reply.fault == "bug":
            log.error("%s: reading it met a bug\n%s", fetched.url, reply.trace)
        raise SourceUnreadable(self._sentence(fetched.url, reply))

    def close(self) -> None:
        """End all workers at once; reads in flight fail, and there are no more."""
        with self._lock:
            self._closed = True
        self._clear()

    def _ask(self, request: Request, body: bytes) -> Reply:
        for _ in range(TRIES):
            with suppress(NotTaken):
                return self._exchange(self._worker(request.fetched.url), request, body)
        if self._closed:
            raise _stopped(request.fetched.url)
        raise SourceError("the processes that read sources end as soon as they start; the log says why, if they could.")

    def _exchange(self, worker: Worker, request: Request, body: bytes) -> Reply:
        more = False
        try:
            worker.give(request)
            reply, more = worker.finish(request, body)
        except Lost:
            self._clear()
            return Reply(fault="time")
        finally:
            if not more:
                worker.close()
        if more:
            self._put_back(worker)
        if reply.fault == "death" and self._closed:
            raise _stopped(request.fetched.url)
        return reply

    def _worker(self, url: str) -> Worker:
        """An idle worker, or a new one. Raises SourceUnreadable once all has been closed."""
        with self._lock:
            if self._closed:
                raise _stopped(url)
            if self._idle:
                return self._idle.pop()
            if self._nursery is None:
                self._nursery = Nursery()
            try:
                return self._nursery.worker()
            except OSError:  # somebody killed it
                self._nursery.kill()
                self._nursery = Nursery()
                return self._nursery.worker()

    def _put_back(self, worker: Worker) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(worker)
                return
        worker.close()

    def _clear(self) -> None:
        """Kill every worker; the next read starts anew."""
        with self._lock:
            idle, self._idle = self._idle, []
            nursery, self._nursery = self._nursery, None
        if nursery is not None:
            nursery.kill()
        for worker in idle:
            worker.close()

    def _sentence(self, url: str, reply: Reply) -> str:
        look = "look at what the address gives."
        return {
            "unreadable": reply.words,
            "bug": f"{url} could not be read because of a bug of feedsvc ({reply.words}); the log has its trace.",
            "time": f"{url} took longer than {self._seconds:g} s to read and was given up (ingest.read_timeout); {look}",
            "memory": f"{url} needs more than {self._memory // 1_000_000} MB of memory to read and was given up (ingest.max_bytes); {look}",
            "death": f"{url} ended the process that read it (no memory left, or a fault in a parser); {look}",
        }[reply.fault]


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _stopped(url: str) -> SourceUnreadable:
    return SourceUnreadable(f"{url}: feedsvc was stopped before it was read.")
