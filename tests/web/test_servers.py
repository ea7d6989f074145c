"""The application behind real WSGI servers."""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feedsvc.store import Store
from tests.web.conftest import ingest_all, settings_for, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
GRANIAN = ["-m", "granian", "--interface", "wsgi", "--workers", "1", "--port", "{port}", "wsgi:app"]
GUNICORN = ["-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "2", "--no-control-socket", "wsgi:app"]
FACTORY = [*GUNICORN[:-1], "feedsvc.web:create_app()"]  # without the repository's wsgi.py
UWSGI = ["uwsgi", "--http", "127.0.0.1:{port}", "--master", "--need-app", "--die-on-term", "--module", "wsgi"]
SERVERS = {
    "granian": GRANIAN,
    "gunicorn": GUNICORN,
    "gunicorn-preload": [*GUNICORN, "--preload"],
    "gunicorn-factory": FACTORY,
    "uwsgi": UWSGI,
}
SOURCES = '[[sources]]\nslug = "gazette"\nurl = "gazette.xml"\n'


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        return reply, reply.read()
    finally:
        connection.close()


def command_line(first: str) -> list[str]:
    """A module is run by this Python, a program is the one beside it."""
    return [sys.executable, first] if first == "-m" else [str(Path(sys.executable).with_name(first))]


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[int]:
    port = free_port()
    environment = os.environ | {"FEEDSVC_CONFIG": str(folder), "FEEDSVC_STORE__URL": f"sqlite:///{folder / 'feedsvc.db'}"}
    with (folder / "server.log").open("w") as log:
        argv = [*command_line(command[0]), *(part.format(port=port) for part in command[1:])]
        process = subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, process, folder / "server.log")
            yield port
        finally:
            process.terminate()
            process.wait(20)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nothing listens on port {port}: {log.read_text()}")


def wait_for_dates(folder: Path) -> None:
    """Until no list carries a date to come: a change is dated at its second's end, and nothing is sent with a later date than now."""
    with closing(Store.open(f"sqlite:///{folder / 'feedsvc.db'}")) as store, store.read() as unit:
        newest = max(revision.changed_at for revision in unit.revisions.all().values())
    time.sleep(max(0.0, newest.timestamp() - time.time()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sources(tmp_path)
    (tmp_path / "feedsvc.toml").write_text('[site]\ntitle = "Both Shores"\n')
    (tmp_path / "sources.toml").write_text(SOURCES)
    return tmp_path


@pytest.mark.parametrize("server", SERVERS)
def test_a_feed_goes_out_as_it_was_decided(server: str, folder: Path) -> None:
    fill(folder)
    with serving(SERVERS[server], folder) as port:
        fetch(port, "/latest.rss")  # answered by an application that has declared its sections
        wait_for_dates(folder)
        reply, body = fetch(port, "/latest.rss", Accept_Encoding="gzip")
        assert reply.status == 200
        assert b"Lighthouse lamp" in gzip.decompress(body)
        head, nothing = fetch(port, "/latest.rss", "HEAD", Accept_Encoding="gzip")
        unchanged, empty = fetch(port, "/latest.rss", If_None_Match=str(reply.headers["ETag"]))
        assert (head.status, nothing, unchanged.status, empty) == (200, b"", 304, b"")
        assert head.headers["Content-Length"] == str(len(body))
        assert unchanged.headers["Last-Modified"] == reply.headers["Last-Modified"]
        for answer in (reply, head, unchanged):
            for name in ("Date", "ETag", "Cache-Control", "Vary"):
                assert len(answer.headers.get_all(name) or []) == 1, (server, name)


def fill(folder: Path) -> None:
    """Everything in store before the server starts, as after a restart."""
    from feedsvc.ingest import prepare
    from tests.conftest import NOW

    settings = settings_for(folder)
    store = Store.open(settings.store.url)
    prepare(store, settings, NOW)
    ingest_all(store, settings)
    store.close()
