"""Reading in worker processes: the same harvest as without them, and whatever a read does to its worker stays its own affair."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from feedsvc.config import Settings
from feedsvc.errors import SourceUnreadable
from feedsvc.model import Fetched, Rules
from feedsvc.sources import read
from feedsvc.sources.worker import READS, Request
from feedsvc.sources.workers import MEMORY, Readers
from tests.processes import alive, descendants, eventually, kill, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2025, 3, 2, tzinfo=UTC)
URL = "https://kabar.example/x"
TEXT = Fetched(URL, b"Pasar Terapung Dibuka\nPasar yang lama dinanti warga akhirnya dibuka pada hari Senin.\n")
LONG = Fetched(URL, b"<html><body><h1>Pasar</h1>" + b"<p>Pasar yang lama dinanti warga akhirnya dibuka." * 20_000, "text/html")
MANY_TAGS = Fetched(URL, b"<html><body>" + b"<p>a" * 1_000_000, "text/html")
SCRIPT = """
import os, sys, threading
from datetime import UTC, datetime
from feedsvc.config import Settings
from feedsvc.model import Fetched
from feedsvc.sources.workers import Readers
readers = Readers(Settings())
def title():
    harvest = readers.read(Fetched("https://kabar.example/x", b"Pasar Dibuka\\nPasar dibuka hari Senin."), "auto", now=datetime.now(UTC))
    return harvest.drafts[0].title
"""


def make_readers(number: int = 1, seconds: float = 20.0) -> Readers:
    settings = Settings()
    ingest = settings.ingest.model_copy(update={"readers": number, "read_timeout": timedelta(seconds=seconds)})
    return Readers(settings.model_copy(update={"ingest": ingest}))


def processes(readers: Readers) -> list[int]:
    """The nursery's workers."""
    assert readers._nursery is not None
    return descendants(readers._nursery._process.pid)


@pytest.fixture(scope="module")
def shared_readers() -> Iterator[Readers]:
    with closing(make_readers(2)) as readers:
        yield readers


@pytest.mark.parametrize(
    "fetched",
    [
        TEXT,
        Fetched(
            URL, b"<rss version='2.0'><channel><title>Kabar</title><item><title>Pasar</title><link>https://kabar.example/1</link></item>"
        ),
        Fetched(
            URL,
            b"<!doctype html><title>Kabar</title><h2>Terpopuler</h2><ol><li><a href='/2025/03/01/pasar-baru'>Pasar baru dibuka</a></ol>",
        ),
    ],
)
def test_a_worker_reads_what_the_process_itself_would_have_read(shared_readers: Readers, fetched: Fetched) -> None:
    assert shared_readers.read(fetched, "auto", now=NOW, language="id") == read(fetched, "auto", now=NOW, language="id")


def test_a_refusal_arrives_with_its_sentence(shared_readers: Readers) -> None:
    with pytest.raises(SourceUnreadable, match=r"https://kabar\.example/x is empty; check that"):
        shared_readers.read(Fetched(URL, b""), "auto", now=NOW)


def test_many_threads_each_get_their_own_harvest(shared_readers: Readers) -> None:
    def title(number: int) -> str:
        body = f"Pasar nomor {number} dibuka\nPasar yang lama dinanti warga akhirnya dibuka."
        return shared_readers.read(Fetched(URL, body.encode()), "document", now=NOW).drafts[0].title

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(title, range(60))) == [f"Pasar nomor {number} dibuka" for number in range(60)]


def test_what_takes_too_long_is_given_up_and_the_next_read_works() -> None:
    with closing(make_readers(seconds=0.02)) as readers:
        with pytest.raises(SourceUnreadable, match=r"https://kabar\.example/x took longer than 0\.02 s to read and was given up"):
            readers.read(LONG, "page", now=NOW)
        assert "is empty" in refusal(readers, Fetched(URL, b""))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells how large a process is")
def test_what_needs_too_much_memory_is_given_up_and_the_next_read_works(shared_readers: Readers) -> None:
    assert f"{URL} needs more than {MEMORY // 1_000_000} MB of memory" in refusal(shared_readers, MANY_TAGS)
    assert shared_readers.read(TEXT, "auto", now=NOW).drafts


def test_what_kills_its_worker_is_told_as_such(shared_readers: Readers) -> None:
    """As a fault in a parser does, or the machine when it runs out of memory."""
    shared_readers.read(TEXT, "auto", now=NOW)
    assert shared_readers._nursery is not None
    with closing(shared_readers._nursery.worker()) as worker:
        request = Request(Fetched(URL, b""), "auto", NOW, "", 500, "", Rules(), 20.0, MEMORY)
        worker.give(request)
        kill(worker.pid)
        reply, more = worker.finish(request, TEXT.body)
    assert (reply.fault, more) == ("death", False)


def test_a_bug_is_logged_with_its_trace_and_costs_one_read(shared_readers: Readers, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SourceUnreadable, match="because of a bug of feedsvc"):
        shared_readers.read(TEXT, "document", now=NOW, language=5)  # type: ignore[arg-type]
    assert "Traceback" in caplog.text
    assert shared_readers.read(TEXT, "auto", now=NOW).drafts


def test_workers_that_were_killed_are_replaced_unnoticed(shared_readers: Readers) -> None:
    shared_readers.read(TEXT, "auto", now=NOW)
    for worker in processes(shared_readers):
        kill(worker)
    assert shared_readers.read(TEXT, "auto", now=NOW).drafts


def test_a_nursery_that_was_killed_is_replaced_unnoticed(shared_readers: Readers) -> None:
    shared_readers.read(TEXT, "auto", now=NOW)
    assert shared_readers._nursery is not None
    for pid in [*processes(shared_readers), shared_readers._nursery._process.pid]:
        kill(pid)
    assert shared_readers.read(TEXT, "auto", now=NOW).drafts


def test_a_worker_that_has_read_enough_makes_room_for_a_new_one(shared_readers: Readers) -> None:
    shared_readers.read(TEXT, "auto", now=NOW)
    before = processes(shared_readers)
    for _ in range(READS):
        refusal(shared_readers, Fetched(URL, b""))
    assert processes(shared_readers) != before


def test_close_ends_all_processes_and_reads_in_flight_and_there_are_no_more() -> None:
    readers = make_readers()
    readers.read(TEXT, "auto", now=NOW)
    assert readers._nursery is not None
    pids = [readers._nursery._process.pid, *processes(readers)]
    assert len(pids) == 2
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(refusal, readers, LONG) for _ in range(3)]
        eventually(lambda: not readers._idle, "the first read")
        readers.close()
        assert all("feedsvc was stopped before it was read" in each.result() for each in waiting)
    eventually(lambda: not any(map(alive, pids)), "the end of all processes")
    assert "feedsvc was stopped before it was read" in refusal(readers, TEXT)


def test_a_parent_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    told = tmp_path / "nursery"
    script = f"{SCRIPT}\ntitle()\nopen({str(told)!r}, 'w').write(str(readers._nursery._process.pid))\nthreading.Event().wait()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.DEVNULL) as parent:
        try:
            nursery = eventually(lambda: numbers(told), "the first read")[0]
            pids = [nursery, *descendants(nursery)]
            assert len(pids) == 2
        finally:
            parent.kill()
    eventually(lambda: not any(map(alive, pids)), "the end of all processes")


def test_workers_serve_a_script_without_a_guard_and_without_standard_input_after_ctrl_c_and_it_loads_no_parser(tmp_path: Path) -> None:
    """Nothing imports the caller's own file again, and a signal of the terminal passes the workers by."""
    script = tmp_path / "script.py"
    script.write_text(f"""{SCRIPT}
import signal
signal.signal(signal.SIGINT, lambda *_: None)
title()
os.killpg(0, signal.SIGINT)
print(title(), sorted(set(sys.modules) & {{"lxml", "feedparser", "trafilatura", "nh3", "numpy"}}))
readers.close()
""")
    command = ["sh", "-c", f"exec {sys.executable} {script} <&-"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, start_new_session=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Pasar Dibuka []\n", "")


def refusal(readers: Readers, fetched: Fetched) -> str:
    with pytest.raises(SourceUnreadable) as caught:
        readers.read(fetched, "auto", now=NOW)
    return str(caught.value)
