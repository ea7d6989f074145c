"""The web process: granian's main process, which keeps its workers alive and answers no request itself.

Measured with granian 2.8.7:
- a worker that is killed comes back at once; a second death within 5.5 s ends granian with exit code 1 ("crash loop"), and whoever
  started this process starts it again;
- SIGTERM waits for requests in flight until ``workers_kill_timeout``; idle keep-alive connections delay nothing (0.07 s);
- listeners use SO_REUSEPORT on Linux: two services on one port share it without an error, hence ``port.require_free`` and ``reserve``;
- host names are refused with a traceback, an address of another machine with a panic: ``port.numeric`` and ``require_free`` go first;
- exactly one Date header, which granian adds.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from feedsvc.supervise import port, worker

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

    from feedsvc.config import Settings

STOP = 2  # whole seconds that a request in flight has to finish; the supervisor gives the web process 4
BACKLOG = 1024  # connections waiting to be accepted
HEADERS_WITHIN = 10_000  # milliseconds; a client that sends its request more slowly is dropped

_LOG: dict[str, Any] = {  # granian's lines go the way of all others
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")},
}


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises PortError before anything is started. Main thread only."""
    host, number = settings.server.host, settings.server.port
    port.require_free(host, number)
    with ExitStack() as stack:
        held = port.reserve(host, number)
        if held is not None:
            stack.enter_context(held)
        # The loader is handed over as a function: granian's own way, by name, would put the current folder first on the import path.
        _granian(settings).serve(target_loader=worker.create, wrap_loader=False)


def _granian(settings: Settings) -> AbstractServer[Any]:
    return Server(
        target="feedsvc.supervise.worker:create",
        address=port.numeric(settings.server.host),
        port=settings.server.port,
        interface=Interfaces.WSGI,
        workers=settings.server.workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        backlog=BACKLOG,
        blocking_threads=threads(os.cpu_count() or 1),
        websockets=False,
        log_dictconfig=_LOG,
        log_level=LogLevels.debug if settings.log.level == "debug" else LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP,
    )


def threads(cpus: int) -> int:
    """Python threads of one worker: enough that a few requests that wait for the store do not hold up the others."""
    return min(2 * cpus + 1, 9)
