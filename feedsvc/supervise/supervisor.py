"""Starts child processes, brings a dead one back, and stops them all.

Each child leads a session of its own: Ctrl-C in a terminal reaches the supervisor only, which then stops the children in one way, and
what a child leaves behind (a web server's workers) can be ended as one group.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feedsvc.supervise import backoff

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import FrameType

GRACE = 4.0  # seconds that children have to stop after SIGTERM, before SIGKILL
STEP = 0.1  # seconds between two looks at the children

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Child:
    name: str  # as it appears in the log
    argv: tuple[str, ...]


@dataclass(slots=True)
class _Run:
    """One child's present process and its past."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    group: int = 0  # its process group; members may outlive the process
    started: float = 0.0
    deaths: int = 0
    start_at: float = 0.0  # monotonic; when to start it, while it has no process


@dataclass(slots=True)
class Supervisor:
    """Runs ``children`` until a signal asks it to stop. Times are seconds."""

    children: Sequence[Child]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    grace: float = GRACE
    _stop: bool = False
    _runs: list[_Run] = field(default_factory=list)

    def run(self, each_step: Callable[[], None] = lambda: None) -> None:
        """Start, watch, and stop after SIGTERM, SIGINT or SIGHUP; ``each_step`` is called at every look. Main thread only."""
        self._listen()
        self._runs = [_Run(child) for child in self.children]
        try:
            while not self._stop:
                for run in self._runs:
                    self._watch(run, time.monotonic())
                each_step()
                time.sleep(STEP)
        finally:
            self._end()

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup stays in force
                signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop = True  # no more than this: a handler may run anywhere

    def _watch(self, run: _Run, now: float) -> None:
        if run.process is None:
            if now >= run.start_at:
                self._start(run, now)
        elif (code := run.process.poll()) is not None:
            self._bury(run, code, now)

    def _start(self, run: _Run, now: float) -> None:
        _signal_group(run.group, signal.SIGKILL)  # leftovers of the earlier process would keep its port
        try:
            run.process = subprocess.Popen(  # noqa: S603 - our own command lines
                run.child.argv, env=dict(self.env), stdin=subprocess.DEVNULL, start_new_session=True
            )
        except OSError as error:
            self._postpone(run, f"could not be started ({error.strerror})", 0.0, now)
            return
        run.group, run.started = run.process.pid, now
        log.debug("%s started as process %d", run.child.name, run.group)

    def _bury(self, run: _Run, code: int, now: float) -> None:
        run.process = None
        _signal_group(run.group, signal.SIGTERM)
        self._postpone(run, describe_exit(code), now - run.started, now)

    def _postpone(self, run: _Run, what: str, lived: float, now: float) -> None:
        run.deaths = backoff.deaths_in_a_row(run.deaths, lived)
        wait = backoff.pause(run.deaths)
        run.start_at = now + wait
        log.error("%s %s after %.0f s; it starts again in %.0f s", run.child.name, what, lived, wait)

    def _end(self) -> None:
        """Ask every child to stop, wait for all of them together, and kill what is left."""
        processes = [run.process for run in self._runs if run.process is not None]
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + self.grace
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
        for run in self._runs:
            self._kill(run)

    def _kill(self, run: _Run) -> None:
        if run.process is not None and run.process.poll() is None:
            log.warning("%s did not stop within %.0f s and is killed", run.child.name, self.grace)
        _signal_group(run.group, signal.SIGKILL)
        if run.process is not None:
            run.process.wait()


def describe_exit(code: int) -> str:
    """What a return code of ``subprocess`` means, as a verb phrase."""
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"was ended by signal {name}"


def _signal_group(group: int, number: signal.Signals) -> None:
    if group:
        with suppress(ProcessLookupError, PermissionError):  # nobody is left in it (macOS says "not permitted" for zombies)
            os.killpg(group, number)
