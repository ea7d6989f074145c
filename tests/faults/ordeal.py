"""The ordeal: good news, a hostile answer, better news, polled by the real ingester with its real processes; what it costs and leaves.

``python -m tests.faults.ordeal [CASE ...]`` prints what became of each case as a table.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import socket
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

import aiohttp.abc
import aiohttp.resolver

from feedsvc import ingest
from feedsvc.ingest import Ingester, PageReport, Report
from feedsvc.store import Store
from tests.conftest import NOW, make_settings
from tests.faults.cases import CASES
from tests.faults.hostile import AWAY, ETAG, GOOD, PRIVATE, PUBLIC, Landlord, story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from feedsvc.model import Source
    from feedsvc.store.pages import Page
    from tests.faults.cases import Case

TIMEOUT, READ_TIMEOUT = 2, 3  # seconds: ingest.timeout and ingest.read_timeout
MB = 1_000_000
INSIDE = ("10.0.0.1", "::ffff:10.0.0.2", "127.0.0.1")  # what the DNS says of a name inside somebody's network
LOOK = 0.002  # seconds between two looks at the processes' sizes


@dataclass(frozen=True, slots=True)
class Result:
    """How one ordeal ended."""

    slug: str
    outcome: str
    reason: str
    seconds: float
    parent: float | None  # MB that this process grew by at most; None where nobody tells
    worker: float | None  # MB that the worker which grew most did
    lost: int  # earlier articles that Latest shows no more
    asked: int  # requests, those for robots.txt aside
    etag: str  # that the source is asked with from then on
    after: str  # the outcome of the next poll, when the server had better news
    news: bool  # whether that brought the news
    trespassers: int  # connections to the server that nobody may ask


class Scales:
    """Weighs this process and the workers while something goes on (Linux)."""

    def __init__(self, ingester: Ingester) -> None:
        self._ingester = ingester
        self.parent: float | None = None
        self.worker: float | None = None

    @contextmanager
    def weighing(self) -> Iterator[None]:
        if sys.platform != "linux":
            yield
            return
        gc.collect()
        gc.freeze()  # the next collection need not look at what is here to stay
        ctypes.CDLL(None).malloc_trim(0)  # what was given back before must not hide what is taken now
        first = {pid: _reset(pid) for pid in (os.getpid(), *self._workers())}
        most = dict(first)
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(first, most, done))
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()
            grown = {pid: max(0, most[pid] - first[pid]) / MB for pid in first}
            self.parent = grown.pop(os.getpid())
            self.worker = max(grown.values(), default=0.0)

    def _watch(self, first: dict[int, int], most: dict[int, int], done: threading.Event) -> None:
        while not done.wait(LOOK):
            for pid in (os.getpid(), *self._workers()):
                size = _peak(pid)
                first.setdefault(pid, size)
                most[pid] = max(most.get(pid, 0), size)

    def _workers(self) -> list[int]:
        readers = self._ingester._readers
        nursery = readers._nursery if readers else None
        if nursery is None:
            return []
        with suppress(OSError):
            pid = nursery._process.pid
            return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
        return []


def _reset(pid: int) -> int:
    """Forget the peak so far; the bytes that the process has now."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return _peak(pid)


def _peak(pid: int) -> int:
    with suppress(OSError):
        if found := re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text()):
            return int(found[1]) * 1024
    return 0


class Ordeal:
    """One store, one ingester, one hostile server, for all cases."""

    def __init__(self, folder: Path) -> None:
        self._landlord = Landlord()
        self._names = {"turncoat": [PUBLIC], f"to-a-name-inside{AWAY}": list(INSIDE)}
        self._store = Store.open(f"sqlite:///{folder / 'feedsvc.db'}")
        self._store.migrate()
        sources = [
            {"slug": slug, "kind": case.kind, "url": f"http://{slug}.example:{self._landlord.port}/feed", "sections": [slug]}
            for slug, case in CASES.items()
        ]
        limits = {"timeout": f"{TIMEOUT}s", "read_timeout": f"{READ_TIMEOUT}s", "host_delay": "0s", "max_delay": "1s", "readers": 2}
        settings = make_settings(
            folder,
            sources=sources,
            sections=[{"slug": slug, "title": slug} for slug in CASES],
            ingest=limits | {"allow_private": [f"{PUBLIC}/32"]},
        )
        ingest.prepare(self._store, settings, NOW)
        self._ingester = Ingester(self._store, settings)
        self._scales = Scales(self._ingester)
        self._now = NOW

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Iterator[Ordeal]:
        ordeal = cls(folder)
        try:
            with patch.object(aiohttp.resolver.DefaultResolver, "resolve", ordeal._resolve):
                yield ordeal
        finally:
            ordeal._ingester.close()
            ordeal._store.close()
            ordeal._landlord.close()
            gc.unfreeze()

    async def _resolve(self, host: str, port: int = 0, family: int = 0) -> list[aiohttp.abc.ResolveResult]:
        """The DNS: names lead to the hostile server, unless it is said otherwise; spellings of an address to where the C library says."""
        if not host.endswith(".example"):
            found = await _system(host, port)
            return [_resolved(host, port, address) for address in found]
        return [_resolved(host, port, address) for address in self._names.get(host.removesuffix(".example"), [PUBLIC])]

    def run(self, *cases: Case) -> list[Result]:
        """All at the same time."""
        self._now += timedelta(hours=1)
        shown = {case.slug: self._prepare(case) for case in cases}
        pages = {case.slug: self._claim(case) for case in cases if case.page}
        seen = self._landlord.seen()
        with self._scales.weighing(), ThreadPoolExecutor(len(cases)) as pool:
            reports = list(pool.map(lambda case: self._suffer(case, pages.get(case.slug, [])), cases))
        after = self._landlord.seen()
        asked = Counter(name.removesuffix(AWAY) for name, path in after["asked"][len(seen["asked"]) :] if not path.startswith("/robots"))
        trespassers = after["trespassers"] - seen["trespassers"]
        return [
            self._judge(case, report, shown[case.slug], asked[case.slug], trespassers) for case, report in zip(cases, reports, strict=True)
        ]

    def _prepare(self, case: Case) -> set[UUID]:
        """Poll it while it is good; the articles that Latest shows then."""
        self._landlord.be(case.slug, "good")
        report = self._poll(case)
        assert report.outcome != "failed", report
        if case.page:
            self._ingester.read_page(self._claim(case)[0], self._now)
        self._landlord.be(case.slug, "bad")
        if case.slug == "turncoat":
            self._names["turncoat"] = [PRIVATE]
            self._forget_names()
        return set(self._latest(case))

    def _suffer(self, case: Case, pages: Sequence[Page]) -> Report | PageReport:
        return self._ingester.read_page(pages[0], self._now) if case.page else self._poll(case)

    def _poll(self, case: Case) -> Report:
        return self._ingester.poll(self._source(case), self._now)

    def _claim(self, case: Case) -> list[Page]:
        self._now += timedelta(minutes=1)
        with self._store.write() as unit:
            return unit.pages.claim(self._now, timedelta(minutes=5), 1, sources=[self._source(case).id])

    def _judge(self, case: Case, report: Report | PageReport, shown: set[UUID], asked: int, trespassers: int) -> Result:
        lost = len(shown - set(self._latest(case)))
        etag = self._source(case).etag
        self._landlord.be(case.slug, "better")
        self._names["turncoat"] = [PUBLIC]
        self._forget_names()
        self._now += timedelta(days=2)  # whatever was to be left alone for a while
        after = self._ingester.read_page(self._claim(case)[0], self._now) if case.page else self._poll(case)
        news = case.page or story(GOOD + 1, case.slug) in self._latest(case).values()
        weights = self._scales.parent, self._scales.worker
        return Result(
            case.slug, report.outcome, report.reason, report.seconds, *weights, lost, asked, etag, after.outcome, news, trespassers
        )

    def _source(self, case: Case) -> Source:
        with self._store.read() as unit:
            return unit.sources.get(case.slug)

    def _latest(self, case: Case) -> dict[UUID, str]:
        with self._store.read() as unit:
            return {article.id: article.title for article in unit.articles.latest(case.slug, 5_000)}

    def _forget_names(self) -> None:
        running = self._ingester._fetcher._running
        for session in running[1]._sessions.values() if running else ():
            assert isinstance(session.connector, aiohttp.TCPConnector)
            session.connector.clear_dns_cache()


async def _system(host: str, port: int) -> list[str]:
    """As the C library reads odd spellings of addresses; it asks nobody."""
    import asyncio

    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for _, _, _, _, address in found]


def _resolved(host: str, port: int, address: str) -> aiohttp.abc.ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return aiohttp.abc.ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


def main() -> None:
    chosen = [CASES[slug] for slug in sys.argv[1:]] or list(CASES.values())
    print(f"{'case':32} {'outcome':9} {'s':>5} {'parent':>7} {'worker':>7}  {'kept':4} {'etag':4} reason")
    with TemporaryDirectory() as folder, Ordeal.opened(Path(folder)) as ordeal:
        slow = [case for case in chosen if case.slow]
        for cases in ([slow] if slow else []) + [[case] for case in chosen if not case.slow]:
            for result in ordeal.run(*cases):
                print(_line(result), flush=True)


def _line(result: Result) -> str:
    case = CASES[result.slug]
    marks = [
        *(["UNEXPECTED"] if result.outcome not in case.ends or case.says not in result.reason else []),
        *([f"TRESPASSED {result.trespassers}"] if result.trespassers else []),
        *([f"ASKED {result.asked} times"] if result.asked > case.asks else []),
        *([] if result.news or case.rests else ["NO NEWS"]),
    ]
    kept, etag = "no" if result.lost else "yes", "yes" if result.etag == ETAG else "no"
    sizes = f"{result.parent or 0:7.1f} {result.worker or 0:7.1f}"
    return f"{result.slug:32} {result.outcome:9} {result.seconds:5.2f} {sizes}  {kept:4} {etag:4} {' '.join((*marks, result.reason))}"


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
