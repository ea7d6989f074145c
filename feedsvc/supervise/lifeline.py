"""A child ends by itself when its parent is gone.

A parent that is killed outright (kill -9, out of memory) can stop nobody. Its children would go on: web workers would keep the port, and
because granian's listeners share a port (SO_REUSEPORT) the next start would not even notice and serve half of all requests from old code.
"""

from __future__ import annotations

import os
import signal
import threading
import time

EVERY = 0.5  # seconds between two looks
GRACE = 4.0  # seconds from the polite request to the end


def follow_parent(parent: int, *, every: float = EVERY, grace: float = GRACE) -> threading.Thread:
    """End this process soon after the process ``parent`` has ended: SIGTERM to itself first, ``os._exit`` after ``grace`` seconds.

    The parent's pid is an argument, since the parent may be gone before this process can ask for it. A transaction in flight is rolled
    back by the hard exit, which loses nothing that the next poll does not bring again.
    """
    thread = threading.Thread(target=_follow, args=(parent, every, grace), name="lifeline", daemon=True)
    thread.start()
    return thread


def _follow(parent: int, every: float, grace: float) -> None:
    while os.getppid() == parent:
        time.sleep(every)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    os._exit(1)
