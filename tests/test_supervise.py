"""The processes of the service: who notices whose death, who stops whom. Real processes throughout."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedsvc.supervise import backoff, port, supervisor
from tests.processes import alive, eventually, free_port, kill, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTE = "import os, sys, time, signal, subprocess; open({file!r}, 'a').write(f'{{os.getpid()}}\\n');"


class TestBackoff:
    def test_a_process_that_dies_again_and_again_is_started_ever_more_slowly(self) -> None:
        assert [backoff.pause(deaths) for deaths in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]

    @given(st.integers(0, 10**9))
    def test_no_pause_is_shorter_than_a_second_or_longer_than_half_a_minute(self, deaths: int) -> None:
        assert 1 <= backoff.pause(deaths) <= 30
        assert backoff.pause(deaths) <= backoff.pause(deaths + 1)

    def test_a_process_that_lived_for_a_minute_starts_counting_anew(self) -> None:
        assert backoff.deaths_in_a_row(7, 60.0) == 1
        assert backoff.deaths_in_a_row(7, 59.9) == 8


def test_the_log_says_which_signal_ended_a_process() -> None:
    assert supervisor.describe_exit(-9) == "was ended by signal SIGKILL"
    assert supervisor.describe_exit(3) == "ended with exit code 3"
    assert supervisor.describe_exit(-9999) == "was ended by signal 9999"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


class TestPort:
    def test_a_port_in_use_is_named_with_the_way_out(self, listener: socket.socket) -> None:
        number = listener.getsockname()[1]
        with pytest.raises(port.PortError) as caught:
            port.require_free("127.0.0.1", number, patience=0)
        assert str(caught.value) == (
            f"127.0.0.1:{number} is already in use: stop the other program, "
            "or choose another port with --port or server.port in feedsvc.toml"
        )

    def test_a_port_whose_listener_would_share_it_is_in_use_too(self) -> None:
        with socket.socket() as sharing:
            sharing.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            sharing.bind(("127.0.0.1", 0))
            sharing.listen()
            with pytest.raises(port.PortError):
                port.require_free("127.0.0.1", sharing.getsockname()[1], patience=0)

    @pytest.mark.skipif(sys.platform != "linux", reason="ports are shared in this way on Linux only")
    def test_two_services_started_together_do_not_share_a_port(self) -> None:
        number = free_port()
        held = port.reserve("127.0.0.1", number)
        assert held is not None
        with held, pytest.raises(port.PortError):
            port.require_free("127.0.0.1", number, patience=0)
        port.require_free("127.0.0.1", number, patience=0)

    def test_connections_that_are_still_closing_do_not_keep_the_port(self, listener: socket.socket) -> None:
        number = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", number)):
            listener.accept()[0].close()  # the side that closes first keeps the connection in TIME_WAIT
        listener.close()
        port.require_free("127.0.0.1", number, patience=0)

    def test_a_host_name_becomes_an_address(self) -> None:
        assert port.numeric("localhost") in {"127.0.0.1", "::1"}
        assert port.numeric("::1") == "::1"

    @pytest.mark.parametrize("host", ["no-such-host.invalid", "", "9.9.9.9", "a" * 300])
    def test_a_host_that_is_not_ours_is_refused_with_a_sentence(self, host: str) -> None:
        with pytest.raises(port.PortError, match="--host"):
            port.require_free(host, free_port(), patience=0)

    def test_it_is_noticed_when_somebody_answers(self, listener: socket.socket) -> None:
        number = listener.getsockname()[1]
        assert port.answers("127.0.0.1", number)
        assert port.answers("0.0.0.0", number)
        listener.close()
        assert not port.answers("127.0.0.1", number)


def _parent_of(child: str) -> str:
    """A script that starts ``child`` (which may use the name PARENT) and then waits."""
    start = f"subprocess.Popen([sys.executable, '-c', {child!r}.replace('PARENT', str(os.getpid()))])"
    return f"import os, subprocess, sys, time; {start}; time.sleep(600)"


class TestLifeline:
    @pytest.mark.parametrize("stubborn", [False, True])
    def test_a_child_ends_when_its_parent_is_killed_even_if_it_ignores_signals(self, tmp_path: Path, stubborn: bool) -> None:
        file = tmp_path / "pid"
        ignore = "signal.signal(signal.SIGTERM, signal.SIG_IGN);" if stubborn else ""
        follow = "from feedsvc.supervise.lifeline import follow_parent; follow_parent(PARENT, every=0.05, grace=0.3);"
        child = ignore + follow + NOTE.format(file=str(file)) + "time.sleep(600)"
        parent = subprocess.Popen([sys.executable, "-c", _parent_of("import signal;" + child)])
        (pid,) = eventually(lambda: numbers(file), "the child starts")
        assert alive(pid)
        parent.kill()
        parent.wait()
        eventually(lambda: not alive(pid), "the child ends")

    def test_a_child_whose_parent_died_before_it_could_look_ends_too(self, tmp_path: Path) -> None:
        code = "from feedsvc.supervise.lifeline import follow_parent; import time; follow_parent(1 << 22, every=0.05); time.sleep(600)"
        orphan = subprocess.run([sys.executable, "-c", code], timeout=30)
        assert orphan.returncode == -signal.SIGTERM


class Supervised:
    """A supervisor in a process of its own, with children that note their pids in files."""

    def __init__(self, folder: Path, scripts: dict[str, str], grace: float = 4.0) -> None:
        self.folder, self.scripts = folder, scripts
        children = [
            (name, (sys.executable, "-c", NOTE.format(file=str(folder / name)) + script)) if script else (name, ("/no/such/program",))
            for name, script in scripts.items()
        ]
        code = (
            "from feedsvc.supervise import logs; from feedsvc.supervise.supervisor import Child, Supervisor;"
            f"logs.configure('info', 'run'); Supervisor([Child(*each) for each in {children!r}], grace={grace}).run()"
        )
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([sys.executable, "-c", code], stderr=log)

    def pids(self, name: str) -> list[int]:
        return numbers(self.folder / name)

    def pid(self, name: str, starts: int = 1) -> int:
        """The pid of the child's present process, once it has started so many times."""
        return eventually(lambda: self.pids(name)[starts - 1 :], f"start {starts} of {name}")[-1]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def clear(self) -> None:
        """Leave nothing behind after a test that failed."""
        self.process.kill()
        self.process.wait()
        for name in [*self.scripts, "worker"]:
            for pid in self.pids(name):
                kill(pid)


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., Supervised]]:
    started: list[Supervised] = []

    def start(scripts: dict[str, str], grace: float = 4.0) -> Supervised:
        started.append(Supervised(tmp_path, scripts, grace))
        return started[-1]

    yield start
    for supervised in started:
        supervised.clear()


WAIT = "time.sleep(600)"
IGNORE = "signal.signal(signal.SIGTERM, signal.SIG_IGN);" + WAIT


class TestSupervisor:
    def test_a_killed_child_comes_back_and_the_other_goes_on(self, supervise: Callable[..., Supervised]) -> None:
        supervised = supervise({"web": WAIT, "scheduler": WAIT})
        first, other = supervised.pid("web"), supervised.pid("scheduler")
        kill(first)
        second = supervised.pid("web", starts=2)
        assert second != first
        assert alive(other)
        assert supervised.pids("scheduler") == [other]
        assert supervised.stop() == 0
        assert "web was ended by signal SIGKILL after" in supervised.log.read_text()
        assert "starts again in 1 s" in supervised.log.read_text()
        assert not alive(second)
        assert not alive(other)

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_every_way_to_stop_it_ends_all_children(self, supervise: Callable[..., Supervised], number: signal.Signals) -> None:
        supervised = supervise({"web": WAIT, "scheduler": WAIT})
        pids = [supervised.pid("web"), supervised.pid("scheduler")]
        assert supervised.stop(number) == 0
        assert not any(alive(pid) for pid in pids)

    def test_a_child_that_does_not_stop_is_killed_and_the_log_says_so(self, supervise: Callable[..., Supervised]) -> None:
        supervised = supervise({"web": IGNORE, "scheduler": IGNORE}, grace=0.5)
        pids = [supervised.pid("web"), supervised.pid("scheduler")]
        assert supervised.stop() == 0
        assert not any(alive(pid) for pid in pids)
        assert "web did not stop within" in supervised.log.read_text()

    def test_what_a_dead_child_leaves_behind_ends_before_the_child_starts_again(
        self, supervise: Callable[..., Supervised], tmp_path: Path
    ) -> None:
        worker = NOTE.format(file=str(tmp_path / "worker")) + IGNORE
        start = f"subprocess.Popen([sys.executable, '-c', {worker!r}]);"
        supervised = supervise({"web": start + WAIT})
        leftover = eventually(lambda: numbers(tmp_path / "worker"), "the worker starts")[0]
        kill(supervised.pid("web"))
        supervised.pid("web", starts=2)
        assert not alive(leftover)
        supervised.stop()
        eventually(lambda: not any(alive(pid) for pid in numbers(tmp_path / "worker")), "no worker is left")

    def test_a_program_that_cannot_be_started_does_not_stop_the_others(self, supervise: Callable[..., Supervised]) -> None:
        supervised = supervise({"web": "", "scheduler": WAIT})
        pid = supervised.pid("scheduler")
        eventually(lambda: supervised.log.read_text().count("web could not be started") > 1, "the second try")
        assert alive(pid)
        assert supervised.stop() == 0
