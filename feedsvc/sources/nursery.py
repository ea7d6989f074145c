"""The parent's ends: of the nursery that forks workers, and of each worker."""

from __future__ import annotations

import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from feedsvc.sources.worker import LAST, TAKEN, Reply, Scales

if TYPE_CHECKING:
    from feedsvc.sources.worker import Request

START = 60.0  # seconds that a nursery may need to load everything, on a machine that is busy
GRACE = 5.0  # seconds beyond its time after which a worker that the kernel should have ended counts as lost
LOOK = 0.005  # seconds between two looks at a worker's size; parsers grow by some 2 MB in it
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a process with threads must not fork


class NotTaken(Exception):
    """No worker has seen the request."""


class Lost(Exception):
    """A worker neither answers nor ends."""


class Nursery:
    """The process that forks workers. It leads a session of its own: a terminal's signals pass it by, and all can be killed as a group."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        # They search for modules where this process does; -P keeps out the current folder, from which anybody's json.py would be loaded.
        command = (sys.executable, "-P", "-c", "from feedsvc.sources.worker import main; main()", str(theirs.fileno()))
        env = {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with closing(theirs):
            self._process = subprocess.Popen(  # noqa: S603 - our own command line
                command,
                env=env,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )

    def worker(self) -> Worker:
        """A new worker, which may still be on its way. Raises OSError when the nursery is gone."""
        ours, theirs = socket.socketpair()
        with closing(theirs), closing(ours):
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
            return Worker(Connection(ours.detach()))

    def kill(self) -> None:
        """End all. The group's number stays its own until ``wait``, so that nobody else is hit."""
        with suppress(ProcessLookupError, PermissionError):  # macOS says "not permitted" for zombies
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._control.close()


class Worker:
    """One worker, and whatever it is doing. Not thread-safe: it is one caller's at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._words = select.poll()  # for the many looks at one read; Connection.poll makes a new one for each
        self._words.register(connection.fileno(), select.POLLIN)
        self.pid = self._size = 0  # as it says itself
        self._scales: Scales | None = None

    def give(self, request: Request) -> None:
        """Hand over the request without its body. Raises NotTaken when the worker is dead or never came."""
        try:
            if not self.pid:
                self.pid, self._size = pickle.loads(self._expect())  # noqa: S301 - our own process wrote it
                self._scales = Scales(self.pid)
            self._connection.send_bytes(pickle.dumps(request, pickle.HIGHEST_PROTOCOL))
            if self._expect() == TAKEN:
                return
        except (EOFError, OSError):
            pass
        raise NotTaken

    def finish(self, request: Request, body: bytes) -> tuple[Reply, bool]:
        """(how the read ended, whether the worker takes more). Raises Lost."""
        begun = time.monotonic()
        try:
            self._connection.send_bytes(body)
            if not self._watch(request.memory, begun + request.seconds + GRACE):
                return Reply(fault="memory"), False
            more = self._connection.recv_bytes() != LAST
            reply: Reply = pickle.loads(self._connection.recv_bytes())  # noqa: S301 - our own process wrote it
        except (EOFError, OSError):
            return Reply(fault="time" if time.monotonic() - begun >= request.seconds else "death"), False
        return reply, more

    def close(self) -> None:
        """Let it go: one that is idle ends."""
        self._connection.close()
        if self._scales is not None:
            self._scales.close()

    def _expect(self) -> bytes:
        if not self._connection.poll(START):
            raise EOFError
        return self._connection.recv_bytes()

    def _watch(self, memory: int, until: float) -> bool:
        """Wait for an answer; False when the worker has grown beyond ``memory`` and was killed. Raises Lost after ``until``."""
        while not self._words.poll(LOOK * 1000):
            if self._scales is not None and self._scales.size() > self._size + memory:
                os.kill(self.pid, signal.SIGKILL)  # it is alive, or the connection would have ended
                return False
            if time.monotonic() > until:
                raise Lost
        return True
