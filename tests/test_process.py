"""The whole service as real processes: what is killed comes back or ends as promised, and a stop leaves nothing behind."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feedsvc.supervise import server
from tests.processes import alive, children, command_line, descendants, eventually, free_port, kill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="process trees are read from /proc")

FEED = """<rss version="2.0"><channel><title>Pasar Pagi</title><link>https://pasar.example/</link>
<item><title>Harga cabai turun di pasar kota</title><link>https://pasar.example/cabai</link>
<pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"""
SOURCES = '[[sources]]\nslug = "pasar"\nurl = "pasar.xml"\nkind = "feed"\n'


@dataclass(frozen=True)
class Answer:
    status: int
    dates: list[str]
    body: bytes


class Service:
    """``feedsvc COMMAND`` on a port of its own, with a configuration of its own."""

    def __init__(self, folder: Path) -> None:
        (folder / "pasar.xml").write_text(FEED)
        (folder / "sources.toml").write_text(SOURCES)
        self.folder, self.port, self.log = folder, free_port(), folder / "log"
        self.env = {**os.environ, "FEEDSVC_CONFIG": str(folder), "FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}"}
        self.started: list[subprocess.Popen[bytes]] = []
        self.members: set[int] = set()

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        argv = [sys.executable, "-m", "feedsvc", *command, "--port", str(self.port)]
        with self.log.open("ab") as log:
            process = subprocess.Popen(argv, env=self.env, stdout=log, stderr=log, start_new_session=True)
        self.started.append(process)
        return process

    def run(self) -> subprocess.Popen[bytes]:
        """``feedsvc run``, once feeds are served and the sample article is in them."""
        process = self.start("run")
        eventually(self.titles, "the article is served")
        self.tree(process.pid)
        return process

    def get(self, path: str) -> Answer | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers.get_all("Date") or [], answer.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def titles(self) -> list[str]:
        answer = self.get("/latest.json")
        return [item["title"] for item in json.loads(answer.body)["items"]] if answer and answer.status == 200 else []

    def tree(self, pid: int) -> list[int]:
        """All live processes under ``pid``, remembered so that a failed test leaves none behind."""
        found = descendants(pid)
        self.members.update(found)
        return found

    def member(self, supervisor: int, command: str) -> int | None:
        """The supervisor's child that runs ``serve`` or ``ingest``."""
        return next((pid for pid in children(supervisor) if command in command_line(pid)), None)

    def clear(self) -> None:
        for process in self.started:
            self.members.update(descendants(process.pid))
            process.kill()
            process.wait()
        for pid in self.members:
            kill(pid)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path)
    yield made
    made.clear()


def all_gone(pids: list[int]) -> Callable[[], bool]:
    return lambda: not any(alive(pid) for pid in pids)


def test_a_run_says_where_to_go_and_a_stop_leaves_nothing_behind(service: Service) -> None:
    process = service.run()
    tree = service.tree(process.pid)
    assert len(tree) >= 5  # web, its worker, scheduler, and the processes that read for it
    eventually(lambda: f"http://127.0.0.1:{service.port}/latest.rss" in service.log.read_text(), "the addresses are printed")
    process.terminate()
    assert process.wait(30) == 0
    assert all_gone(tree)()
    assert service.get("/") is None
    assert "Traceback" not in service.log.read_text()


def test_a_second_start_goes_on_with_what_is_stored_and_polls_nothing_early(service: Service) -> None:
    process = service.run()
    process.terminate()
    process.wait(30)
    (service.folder / "pasar.xml").unlink()  # whoever polled now would fail
    again = service.run()
    assert service.titles() == ["Harga cabai turun di pasar kota"]
    again.terminate()
    assert again.wait(30) == 0
    assert "failed" not in service.log.read_text()


def test_ctrl_c_in_a_terminal_stops_it_without_a_traceback(service: Service) -> None:
    process = service.run()
    tree = service.tree(process.pid)
    os.killpg(process.pid, signal.SIGINT)  # what a terminal does
    assert process.wait(30) == 0
    assert all_gone(tree)()
    assert "Traceback" not in service.log.read_text()


def test_a_stop_does_not_wait_for_a_client_that_keeps_its_connection(service: Service) -> None:
    process = service.run()
    idle = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    idle.request("GET", "/latest.json")
    idle.getresponse().read()
    process.terminate()
    assert process.wait(30) == 0
    idle.close()
    assert "did not stop" not in service.log.read_text()


def test_a_killed_web_worker_comes_back_and_nobody_else_is_disturbed(service: Service) -> None:
    process = service.run()
    web, scheduler = service.member(process.pid, "serve"), service.member(process.pid, "ingest")
    assert web
    assert scheduler
    (worker,) = children(web)
    kill(worker)
    eventually(lambda: [pid for pid in children(web) if pid != worker], "another worker")
    assert eventually(service.titles, "feeds are served again")
    service.tree(process.pid)
    assert alive(web)
    assert alive(scheduler)


def test_a_killed_web_process_takes_its_workers_along_and_comes_back(service: Service) -> None:
    process = service.run()
    web = service.member(process.pid, "serve")
    assert web
    workers = children(web)
    kill(web)
    eventually(all_gone(workers), "the old worker ends")
    assert eventually(service.titles, "feeds are served again")
    service.tree(process.pid)
    assert service.member(process.pid, "serve") not in {None, web}


def test_a_killed_scheduler_comes_back_while_feeds_are_served(service: Service) -> None:
    process = service.run()
    scheduler = service.member(process.pid, "ingest")
    assert scheduler
    kill(scheduler)
    assert service.titles()
    eventually(lambda: service.member(process.pid, "ingest") not in {None, scheduler}, "the scheduler comes back")
    service.tree(process.pid)


def test_when_the_supervisor_is_killed_all_end_and_the_next_start_works(service: Service) -> None:
    process = service.run()
    tree = service.tree(process.pid)
    process.kill()
    process.wait()
    again = service.run()  # at once: it waits for the port
    eventually(all_gone(tree), "the old processes end")
    assert eventually(service.titles, "feeds are served by the new ones")
    again.terminate()
    assert again.wait(30) == 0


def test_a_web_process_by_itself_leaves_no_worker_when_it_is_killed(service: Service) -> None:
    process = service.start("serve")
    eventually(lambda: service.get("/latest.json"), "it answers")
    workers = service.tree(process.pid)
    assert workers
    process.kill()
    process.wait()
    eventually(all_gone(workers), "the worker ends")


def test_a_second_run_on_the_same_port_says_so_and_does_not_disturb_the_first(service: Service) -> None:
    first = service.run()
    second = service.start("run")
    assert second.wait(30) == 1
    said = service.log.read_text()
    assert f"127.0.0.1:{service.port} is already in use: stop the other program, or choose another port with --port" in said
    assert "Traceback" not in said
    assert service.titles()
    assert first.poll() is None


def test_every_answer_has_exactly_one_date(service: Service) -> None:
    service.start("serve")
    answer = eventually(lambda: service.get("/latest.rss"), "it answers")
    assert answer is not None
    assert len(answer.dates) == 1


def test_a_broken_configuration_ends_every_command_with_its_sentence(service: Service) -> None:
    (service.folder / "feedsvc.toml").write_text("[server]\nprot = 1\n")
    assert service.start("run").wait(30) == 1
    said = service.log.read_text()
    assert re.search(r"feedsvc\.toml: server\.prot: unknown key.*port", said)
    assert "Traceback" not in said


def test_the_thread_count_stays_in_what_granian_advises() -> None:
    assert [server.threads(cpus) for cpus in (1, 2, 4, 64)] == [3, 5, 9, 9]


def test_ctrl_c_ends_a_single_round_at_once_though_a_site_hangs(service: Service) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (service.folder / "sources.toml").write_text(f'[[sources]]\nslug = "silent"\nurl = "http://127.0.0.1:{silent.getsockname()[1]}/"\n')
        with service.log.open("wb") as log:
            process = subprocess.Popen([sys.executable, "-m", "feedsvc", "ingest", "--once"], env=service.env, stdout=log, stderr=log)
        service.started.append(process)
        silent.settimeout(60)
        with silent.accept()[0]:  # asked, and no answer
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
    assert "Traceback" not in service.log.read_text()
